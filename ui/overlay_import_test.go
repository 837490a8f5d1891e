package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

func TestImport(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"press-one.html", "press-two.txt", ".hidden", "other.md"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "pressed"), 0o700); err != nil {
		t.Fatal(err)
	}
	var asked string
	o := Options{Import: func(_ context.Context, path string, progress func(int)) (ImportResult, error) {
		asked = path
		progress(1)
		progress(2)
		return ImportResult{Added: 2, Known: 1, Faults: []Fault{{Path: "bad.html\x1b[2J", Err: feed.ErrUnreadable}}}, nil
	}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("i").typed(folder + "/pr").keys("tab")
	b.shows("press-one.html")
	b.shows("pressed/")
	b.lacks(".hidden")
	b.lacks("other.md")
	if got := b.m.top().(*importBox).in.Value(); got != folder+"/press" {
		t.Errorf("completed to %s", got)
	}
	b.keys("down down tab")
	if got := b.m.top().(*importBox).in.Value(); got != folder+"/press-two.txt" {
		t.Errorf("chose %s", got)
	}
	b.keys("enter")
	if asked != folder+"/press-two.txt" {
		t.Errorf("imported %q", asked)
	}
	b.shows("2 articles imported, 1 known already, 1 file not read")
	b.shows("bad.html: not a page")
	b.keys("esc").lacks("bad.html")
}

func TestImportProgress(t *testing.T) {
	release := make(chan struct{})
	o := Options{Import: func(_ context.Context, _ string, progress func(int)) (ImportResult, error) {
		for i := range 1000 {
			progress(i) // must never block, though nobody listens yet
		}
		close(release)
		return ImportResult{Added: 1000}, nil
	}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("i").typed("/x").keys("enter")
	<-release
	b.shows("1,000 articles imported")
}

func TestPastedPaths(t *testing.T) {
	for pasted, want := range map[string]string{
		"/a/b c.html": "/a/b c.html", " \"/a/b.html\"\n": "/a/b.html", "'/a b'": "/a b", "file:///a/b": "/a/b",
		"two\nlines": "", "Look at this:\n<https://example.org/feed>.\n": "https://example.org/feed",
		"https://a.example/\nhttps://b.example/": "", strings.Repeat("x", 2000): "", "": "", "/a\x1b[2J": "/a",
	} {
		if got := pathIn(pasted); got != want {
			t.Errorf("%q: %q, want %q", pasted, got, want)
		}
	}
	b := at(t, setup{w: 80, h: 24})
	drive(t, b.m, tea.PasteMsg{Content: "/tmp/x.html"})
	if box, ok := b.m.top().(*importBox); !ok || box.in.Value() != "/tmp/x.html" {
		t.Errorf("a paste opened %T", b.m.top())
	}
	b.keys("esc q")
	if b.article("Les ports").Starred {
		t.Error("a paste was taken for keys")
	}
}

// TestPasteIntoFields: whatever is pasted comes as one clean line of bounded
// length and runs nothing.
func TestPasteIntoFields(t *testing.T) {
	t.Parallel()
	junk := "a\x00b\nc\x1b[201~d\u202e" + strings.Repeat("é", fewer(1<<20, 1<<14))
	for _, keys := range []string{"t", ":", "e", "g i", "i", "f t", "g l", "L", "/", "?"} {
		b := at(t, setup{w: 80, h: 24, o: Options{Export: (&exports{}).write}}).keys(keys)
		drive(t, b.m, tea.PasteMsg{Content: junk})
		assertFits(t, keys, b.m.View().Content, 80, 24)
		if s := b.m.View().Content; strings.Contains(s, "\x00") || strings.Contains(s, "[201~\x1b") || strings.Contains(s, "\u202e") {
			t.Errorf("%s: a control character came through", keys)
		}
	}
}

func TestNothingImportedIsNoSuccess(t *testing.T) {
	o := Options{Import: func(context.Context, string, func(int)) (ImportResult, error) {
		return ImportResult{Faults: []Fault{{Path: "gone.html", Err: feed.ErrUnreadable}}}, nil
	}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("i").typed("gone.html").keys("enter esc")
	b.shows("0 articles imported, 1 file not read")
	if b.m.toast.done || !b.m.toast.bad {
		t.Error("it is told as a success")
	}
}
