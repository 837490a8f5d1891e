package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/refresh"
)

// listing starts a reader that knows lists in files and in pasted texts.
func listing(tb testing.TB, s setup) (*bench, *servers, *[]string) {
	tb.Helper()
	var imported []string
	s.o.Import = func(_ context.Context, path string, _ func(int)) (ImportResult, error) {
		imported = append(imported, path)
		return ImportResult{Added: 1}, nil
	}
	var net *servers
	read := func(s string) (refresh.Offer, error) {
		if strings.Contains(s, "broken") {
			return refresh.Offer{}, feed.ErrUnreadable
		}
		return net.offers["https://list.example/subs.opml"], nil
	}
	s.o.LookFile = func(_ context.Context, path string) (refresh.Offer, bool, error) {
		b, err := os.ReadFile(path)
		if err != nil || parse.KindOf(b, "") != parse.KindList {
			return refresh.Offer{}, false, nil
		}
		of, err := read(string(b))
		return of, true, err
	}
	s.o.LookText = func(_ context.Context, s string) (refresh.Offer, error) { return read(s) }
	b, n := adding(tb, s)
	net = n
	return b, net, &imported
}

func written(tb testing.TB, name, content string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

const opml = `<opml version="2.0"><body><outline text="River" xmlUrl="https://rivers.example/rss"/></body></opml>`

// A list in a file is shown before any of it is followed; other files are taken
// in at once.
func TestAddAListInAFile(t *testing.T) {
	b, net, imported := listing(t, setup{w: 120, h: 40})
	b.keys("i").typed(written(t, "subs.opml", opml)).keys("enter").shows("A list of 3 sources")
	b.shows("exec:collect: a command is never run")
	if len(net.kept) != 0 || len(*imported) != 0 {
		t.Fatal("it is followed before it was seen")
	}
	b.keys("esc")
	if box, ok := b.m.top().(*importBox); !ok || !strings.HasSuffix(box.in.Value(), "subs.opml") {
		t.Fatalf("esc leads to %T", b.m.top())
	}
	b.keys("enter j j x enter").shows("Following Dam Log")
	if len(net.kept) != 1 || len(net.chosen[0]) != 1 || len(b.m.overlays) != 0 {
		t.Errorf("kept %d times, chosen %v, %d boxes left", len(net.kept), net.chosen, len(b.m.overlays))
	}
	page := written(t, "page.txt", "A text.\n")
	b.keys("i").typed(page).keys("enter").shows("1 article imported")
	if len(*imported) != 1 || (*imported)[0] != page || len(net.looked) != 0 {
		t.Errorf("imported %v, asked %v", *imported, net.looked)
	}
}

func TestAListThatCannotBeRead(t *testing.T) {
	b, net, _ := listing(t, setup{w: 120, h: 40})
	path := written(t, "subs.opml", opml+"<!-- broken -->")
	b.keys("i").typed(path).keys("enter").shows("not a page veille can read")
	if err := os.WriteFile(path, []byte(opml), 0o600); err != nil {
		t.Fatal(err)
	}
	b.keys("enter").shows("A list of 3 sources")
	b.keys("esc esc")
	if len(b.m.overlays) != 0 || len(net.kept) != 0 {
		t.Error("something is left of it")
	}
}

// What is looked at when the box is closed comes to nothing, and Enter twice
// takes a file in once.
func TestTakingAFileIsGivenUp(t *testing.T) {
	b, _, imported := listing(t, setup{w: 120, h: 40})
	page := written(t, "page.txt", "A text.\n")
	b.keys("i").typed(page)
	_, cmd := b.m.Update(keyPress("enter"))
	if _, again := b.m.Update(keyPress("enter")); again != nil {
		t.Error("enter twice takes it in twice")
	}
	b.keys("esc")
	drive(t, b.m, cmd())
	if len(*imported) != 0 || len(b.m.overlays) != 0 {
		t.Errorf("imported %v", *imported)
	}
}

// A pasted list is shown like one in a file: OPML, or addresses line by line.
func TestPasteAList(t *testing.T) {
	for name, c := range map[string]struct {
		pasted string
		list   bool
	}{
		"opml":             {opml, true},
		"addresses":        {"https://rivers.example/rss\nhttps://dams.example/rss\n", true},
		"urls of newsboat": {"https://rivers.example/rss water\nhttps://dams.example/rss \"~Dams\"\n|collect\n", true},
		"one address":      {"\n https://one.example/feed\n", false},
		"a text":           {"Two more for the watch are\nhttps://a.example/ and\nthen there is https://b.example/ too.\n", false},
	} {
		for _, first := range []string{"", "i"} {
			b, net, _ := listing(t, setup{w: 120, h: 40})
			b.keys(first)
			drive(t, b.m, tea.PasteMsg{Content: c.pasted})
			if _, look := b.m.top().(*lookBox); look != c.list {
				t.Errorf("%s after %q: %T", name, first, b.m.top())
			}
			if len(net.looked)+len(net.kept) != 0 {
				t.Errorf("%s: a paste asked or kept something", name)
			}
			if c.list {
				b.shows("A list of 3 sources")
				b.keys("enter").shows("Following 2 sources")
			}
		}
	}
}

func TestRegionsAreNamed(t *testing.T) {
	for _, lang := range Languages {
		for _, s := range parse.Starters() {
			if wordsFor(lang).Regions[s.Region] == "" {
				t.Errorf("%s has no name for %s", lang, s.Region)
			}
		}
	}
}

// What tells a key tells the one that is bound.
func TestHintsFollowTheBindings(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{{[]string{"I"}, "I adds"}, {[]string{}, ": adds"}} {
		b := at(t, setup{lib: &fake{now: newsroom().now}, w: 80, h: 24, o: Options{Keys: map[string][]string{"import": c.keys}}})
		b.shows(c.want)
	}
}

// Who follows sources and has no article yet is told how to get some.
func TestNothingAskedYet(t *testing.T) {
	lib := &fake{now: newsroom().now, sources: []feed.Source{{ID: feed.SourceID("a"), Name: "Rive", Feed: "https://rive.example/rss"}}}
	b := at(t, setup{lib: lib, w: 80, h: 24})
	b.shows("R asks your sources")
	b.shows("R refresh all")
}
