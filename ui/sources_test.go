package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
)

// onEntry puts the focus and the cursor on an entry of the sidebar.
func (b *bench) onEntry(label string) *bench {
	b.Helper()
	b.m.setFocus(paneSidebar)
	b.m.arrange()
	i := slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.label == label && !e.heading })
	if i < 0 {
		b.Fatalf("the sidebar has no %q:\n%s", label, b.screen())
	}
	b.m.side.moveTo(i)
	return b
}

// line is the first line of the screen that holds a text.
func (b *bench) line(part string) string {
	b.Helper()
	for _, l := range strings.Split(b.screen(), "\n") {
		if strings.Contains(l, part) {
			return l
		}
	}
	b.Errorf("no line has %q:\n%s", part, b.screen())
	return ""
}

// source is a source of the library by its name.
func (b *bench) source(name string) feed.Source {
	b.Helper()
	for _, s := range b.lib.sources {
		if s.Name == name {
			return s
		}
	}
	b.Fatalf("no source is called %q", name)
	return feed.Source{}
}

func TestSourcesStandInFolders(t *testing.T) {
	b, _ := following(t, setup{w: 200, h: 60})
	var got []string
	for _, e := range b.m.side.entries {
		if e.dim == dimFolder || e.dim == dimSource {
			got = append(got, strings.Repeat(">", e.depth)+e.label)
		}
	}
	want := []string{"Wires", ">Việt Nam", ">>Báo Mẫu", ">Agence Exemple", "Quiet Weekly", "Sample Gazette", "Zebra Dispatch"}
	if !slices.Equal(got, want) {
		t.Errorf("sources %q, want %q", got, want)
	}
	folder := b.m.side.entries[slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.label == "Wires" })]
	unread := 0
	for _, a := range b.lib.arts {
		if a.Source != "Sample Gazette" && !a.Read {
			unread++
		}
	}
	if folder.count.Unread != unread {
		t.Errorf("the folder counts %d unread, want %d", folder.count.Unread, unread)
	}
	if l := b.line("Sample Gazette  "); !strings.Contains(l, "⚠") || !strings.Contains(l, "2 d") {
		t.Errorf("a failing source is shown as %q", l)
	}
	if l := b.line("Zebra"); !strings.Contains(l, "‖") {
		t.Errorf("a paused source is shown as %q", l)
	}
	b.onEntry("Wires").keys("space").lacks("Agence Exemple  ")
	if s := b.m.state(); !slices.Equal(s.Folded, []string{"Wires"}) {
		t.Errorf("the session remembers %q", s.Folded)
	}
	again := at(t, setup{w: 200, h: 60, lib: b.lib, o: Options{Session: b.m.state()}})
	again.lacks("Agence Exemple  ")
	b.keys("space").shows("Agence Exemple  ")
	b.keys("enter")
	if want := `source:"Agence Exemple","Báo Mẫu"`; b.m.list.text != want || b.m.list.n == 0 {
		t.Errorf("a folder opens %q with %d articles, want %q", b.m.list.text, b.m.list.n, want)
	}
	if b.m.side.within {
		t.Error("the numbers beside an open folder are those within it")
	}
}

func TestActionsOnASource(t *testing.T) {
	b, net := following(t, setup{w: 120, h: 40})
	b.onEntry("Quiet Weekly").keys("e").typed(" Review").keys("enter")
	b.shows("Renamed to Quiet Weekly Review: Quiet Weekly")
	if s := b.source("Quiet Weekly Review"); !s.Named {
		t.Error("the name is not the user's")
	}
	b.onEntry("Quiet Weekly Review").keys("P")
	if !b.source("Quiet Weekly Review").Paused {
		t.Error("P does not pause")
	}
	b.keys("P")
	if b.source("Quiet Weekly Review").Paused {
		t.Error("P does not resume")
	}
	b.keys("m").typed("Weeklies").shows("New folder “Weeklies”")
	b.keys("enter")
	if got := b.source("Quiet Weekly Review").Folder; got != "Weeklies" {
		t.Errorf("moved to %q", got)
	}
	b.onEntry("Quiet Weekly Review").keys("T 3")
	if got := b.source("Quiet Weekly Review").FullText; got != feed.FullTextAlways {
		t.Errorf("full text %d", got)
	}
	b.onEntry("Quiet Weekly Review").keys("a ctrl+u").typed("nonsense").keys("enter").shows("not an address")
	b.keys("ctrl+u").typed("http://192.168.1.7/rss").keys("enter")
	if s := b.source("Quiet Weekly Review"); s.Feed != "http://192.168.1.7/rss" || !s.Private {
		t.Errorf("the address is %q, private %v", s.Feed, s.Private)
	}
	b.onEntry("Quiet Weekly Review").keys("r")
	if len(net.asked) != 1 || len(net.asked[0]) != 1 {
		t.Errorf("r asked %v", net.asked)
	}
	b.keys("u u")
	if s := b.source("Quiet Weekly Review"); s.FullText != feed.FullTextShort || s.Feed == "http://192.168.1.7/rss" {
		t.Error("undo does not take the edits back")
	}
}

func TestRemovingSources(t *testing.T) {
	b, _ := following(t, setup{w: 120, h: 40})
	gone, stay, _ := b.lib.Leaving(b.m.ctx, []feed.ID{b.source("Agence Exemple").ID})
	if gone == 0 || stay == 0 {
		t.Fatalf("%d would go, %d stay: the test shows nothing", gone, stay)
	}
	b.onEntry("Agence Exemple").keys("D").shows("Stop following Agence Exemple?")
	b.shows(b.m.words.LeaveNote(gone, stay))
	b.keys("enter")
	if b.source("Agence Exemple").Feed == "" {
		t.Error("a hasty enter removes")
	}
	b.onEntry("Agence Exemple").keys("D y enter")
	if b.source("Agence Exemple").Feed != "" || b.m.facts.counts.Trashed != gone {
		t.Errorf("followed at %q, %d in the trash, want %d", b.source("Agence Exemple").Feed, b.m.facts.counts.Trashed, gone)
	}
	b.keys("u")
	if b.source("Agence Exemple").Feed == "" || b.m.facts.counts.Trashed != 0 {
		t.Error("undo does not bring the source and its articles back")
	}
}

func TestActionsOnSeveralSources(t *testing.T) {
	b, net := following(t, setup{w: 120, h: 40})
	b.onEntry("Wires").keys("x").shows("2 sources selected")
	b.onEntry("Quiet Weekly").keys("x").shows("3 sources selected")
	b.keys("e").shows(b.m.words.OneSourceOnly)
	b.keys("P")
	for _, name := range []string{"Agence Exemple", "Báo Mẫu", "Quiet Weekly"} {
		if !b.source(name).Paused {
			t.Errorf("%s is not paused", name)
		}
	}
	b.keys("u")
	if b.source("Báo Mẫu").Paused {
		t.Error("several are not one step of undo")
	}
	b.onEntry("Wires").keys("x r")
	if len(net.asked) != 1 || len(net.asked[0]) != 2 {
		t.Errorf("r asked %v", net.asked)
	}
	b.onEntry("Wires").keys("x x esc")
	if b.m.focus != paneSidebar || len(b.m.side.picked) != 0 {
		t.Error("esc does not end the selection first")
	}
}

func TestNoSourceHere(t *testing.T) {
	lib := newsroom()
	b := at(t, setup{w: 120, h: 40, lib: lib, o: Options{Refresh: (&servers{lib: lib}).refresh}})
	b.keys("r").shows("is not followed")
	b.m.setFocus(paneSidebar)
	b.keys("g g r").shows(b.m.words.WhyNoSource)
	b.keys("P").shows(b.m.words.WhyNoSource)
}

// TestSourceScreens holds what the sidebar and the boxes about sources look like.
func TestSourceScreens(t *testing.T) {
	for _, c := range []struct {
		name, entry, keys string
		s                 setup
	}{
		{"200x60-sidebar", "", "", setup{w: 200, h: 60}},
		{"80x24-drawer-ascii", "Wires", "x", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}},
		{"50x20-sidebar-vi", "Wires", "", setup{w: 50, h: 20, o: Options{Lang: "vi"}}},
		{"120x40-pinned-fr", "Sample Gazette", "", setup{w: 120, h: 40, o: Options{Lang: "fr", Session: Session{Sidebar: true}}}},
		{"80x24-health", "Sample Gazette", "w", setup{w: 80, h: 24}},
		{"80x24-health-fr", "Sample Gazette", "w", setup{w: 80, h: 24, o: Options{Lang: "fr"}}},
		{"80x24-health-vi", "Sample Gazette", "w", setup{w: 80, h: 24, o: Options{Lang: "vi", ASCII: true}}},
		{"80x24-healthy", "Agence Exemple", "w", setup{w: 80, h: 24}},
		{"80x24-move", "Quiet Weekly", "m", setup{w: 80, h: 24}},
		{"80x24-remove-fr", "Agence Exemple", "D", setup{w: 80, h: 24, o: Options{Lang: "fr"}}},
		{"80x24-remove-vi", "Agence Exemple", "D", setup{w: 80, h: 24, o: Options{Lang: "vi"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, _ := following(t, c.s)
			if c.entry != "" {
				b.onEntry(c.entry)
			}
			b.keys(c.keys)
			golden.RequireEqual(t, b.m.View().Content)
		})
	}
}

func TestWaysOutOfAnError(t *testing.T) {
	b, net := following(t, setup{w: 120, h: 40})
	b.shows("1 error")
	b.keys("g e").shows("Sample Gazette could not be read")
	b.shows("HTTP 404, not there: https://gazette.example/feed.xml")
	b.keys("2")
	id := b.source("Sample Gazette").ID
	if len(net.asked) != 1 || !slices.Equal(net.asked[0], []feed.ID{id}) {
		t.Errorf("2 asked %v", net.asked)
	}
	b.keys("g e 4 ctrl+u").typed("https://gazette.example/atom").keys("enter")
	if got := b.source("Sample Gazette").Feed; got != "https://gazette.example/atom" {
		t.Errorf("4 gave the address %q", got)
	}
	if got := b.copied("g e y"); !strings.Contains(got, "https://gazette.example/atom") || !strings.Contains(got, "good: 2026-11-18T07:14:00Z") {
		t.Errorf("the report is %q", got)
	}
	b.keys("3")
	if !b.source("Sample Gazette").Paused {
		t.Error("3 does not pause")
	}
	b.keys("g e").shows(b.m.words.AllAnswer)
}

// Passwords in addresses are never shown, nor copied.
func TestNoPasswordIsShown(t *testing.T) {
	lib := pressroom()
	lib.sources[1].Feed = "https://reader:s3cret@gazette.example/feed.xml"
	b, _ := following(t, setup{w: 120, h: 40, lib: lib})
	b.keys("g e").shows("https://gazette.example/feed.xml")
	b.lacks("s3cret")
	if got := b.copied("y"); strings.Contains(got, "s3cret") {
		t.Errorf("the report is %q", got)
	}
}

func TestSourceBoxesFit(t *testing.T) {
	t.Parallel()
	for _, lang := range Languages {
		for _, c := range [][2]string{{"Sample Gazette", "w"}, {"Wires", "x"}, {"Quiet Weekly", "m"}, {"Quiet Weekly", "e"}, {"Quiet Weekly", "T"},
			{"Agence Exemple", "D"}, {"Agence Exemple", "R g R"}} {
			b, _ := following(t, setup{w: 120, h: 40, o: Options{Lang: lang}})
			b.onEntry(c[0]).keys(c[1])
			for w := minWidth; w <= 200; w += fewer(17, 80) {
				for h := minHeight; h <= 60; h += fewer(7, 26) {
					drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: h})
					assertFits(t, c[0]+" "+c[1], b.m.View().Content, w, h)
				}
			}
		}
	}
}

// The list of failing sources says why of each, however narrow the window, and
// its keys are those of other lists.
func TestFailingSourcesSayWhy(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 12}} {
		lib := pressroom()
		lib.sources[0].Name = "The Gazette of the Lower Coast, Late Edition for the Islands and the Sea"
		for i, s := range lib.sources[:2] {
			lib.press.polls[s.ID] = feed.Poll{Tried: lib.now, Since: lib.now.Add(-time.Duration(i+3) * time.Hour), Failures: 2, Trouble: feed.TroubleServer, Status: 503}
		}
		b, _ := following(t, setup{w: size[0], h: size[1], lib: lib})
		b.keys("g e").shows("HTTP 50")
		if size[0] == 120 {
			b.shows("The Gazette of the Lower Coast, Late Edition for the Islands and the Sea  HTTP 503, fault of the server")
		}
		assertFits(t, "failing sources", b.m.View().Content, size[0], size[1])
		box := b.m.top().(*errorsBox)
		was := box.sel
		b.keys("j j")
		if box.sel != 1 {
			t.Errorf("j leads from %d to %d", was, box.sel)
		}
		b.keys("k")
		if box.sel != 0 {
			t.Errorf("k leads to %d", box.sel)
		}
		b.keys("enter").shows("503")
	}
}

// What an edit did is told in words, so that one knows what undo takes back.
func TestEditsAreTold(t *testing.T) {
	of := func(field, value string) feed.Change {
		return feed.Change{Verb: feed.DidSource, Count: 1, Added: []string{"Quiet Weekly"}, Edited: []feed.Edited{{Field: field, Value: value}}}
	}
	both := of("Paused", "true")
	both.Edited = append(both.Edited, feed.Edited{Field: "Folder", Value: "Coast"})
	for _, c := range []struct {
		lang string
		c    feed.Change
		want string
	}{
		{"en", of("Paused", "true"), "Paused: Quiet Weekly"},
		{"en", of("Paused", "false"), "Asked again: Quiet Weekly"},
		{"en", of("Folder", "Coast"), "Moved to folder Coast: Quiet Weekly"},
		{"en", of("Folder", ""), "Taken out of its folder: Quiet Weekly"},
		{"en", of("Feed", ""), "Address changed: Quiet Weekly"},
		{"en", of("FullText", "always"), "Full text: always: Quiet Weekly"},
		{"en", of("Keep", ""), "Changed: Quiet Weekly"},
		{"en", feed.Change{Verb: feed.DidSource, Count: 1, Added: []string{"Quiet Weekly"}}, "Changed: Quiet Weekly"},
		{"en", both, "Paused, moved to folder Coast: Quiet Weekly"},
		{"fr", both, "En pause, déplacée dans le dossier Coast\u00a0: Quiet Weekly"},
		{"vi", both, "Đã tạm dừng, đã chuyển vào thư mục Coast: Quiet Weekly"},
	} {
		if got := wordsFor(c.lang).change(c.c); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// Names of one folder that begin alike are cut so that they differ.
func TestNamesThatBeginAlikeDiffer(t *testing.T) {
	lib := pressroom()
	lib.sources[0].Name, lib.sources[0].Folder = "Gazette of the Lower Coast: fishing harbours", ""
	lib.sources[1].Name = "Gazette of the Lower Coast: inland towns"
	lib.sources[2].Name, lib.sources[2].Folder = "A long name that is like no other one", ""
	for _, size := range [][2]int{{120, 40}, {80, 24}, {200, 60}} {
		b, _ := following(t, setup{w: size[0], h: size[1], lib: lib})
		b.m.setFocus(paneSidebar)
		var names []string
		for _, room := range []int{5, 8, 13, 20, 60} {
			for i := range b.m.side.entries {
				e := &b.m.side.entries[i]
				if e.dim != dimSource {
					continue
				}
				name := b.m.entryName(e, room)
				if ansi.StringWidth(name) != room {
					t.Errorf("%q takes %d cells of %d", name, ansi.StringWidth(name), room)
				}
				if slices.Contains(names, name) {
					t.Errorf("two are called %q", name)
				}
				names = append(names, name)
			}
		}
		if !slices.Contains(names, "Gazette of… harbours") || !slices.Contains(names, "A long name that is…") {
			t.Errorf("%q", names)
		}
	}
}
