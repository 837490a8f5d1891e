package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
)

// exports notes what the reader asked to be exported.
type exports struct {
	asked []ExportRequest
	taken map[string]bool // paths that exist
}

func (e *exports) write(_ context.Context, r ExportRequest) (ExportResult, error) {
	e.asked = append(e.asked, r)
	if e.taken[r.Path] && !r.Replace {
		return ExportResult{}, fmt.Errorf("write %s: %w", r.Path, feed.ErrExists)
	}
	n := len(r.Articles.IDs)
	if r.Articles.Hits != nil {
		n = r.Articles.Hits.Len()
	}
	return ExportResult{Path: r.Path, Bytes: 41_200, Articles: n}, nil
}

// TestBoxes holds what the boxes look like.
func TestBoxes(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	exporting := Options{Export: (&exports{}).write}
	for _, c := range []struct {
		name  string
		s     setup
		keys  string
		typed string
	}{
		{"tag", setup{}, "x x t", ""},
		{"tag-typed", setup{}, "t", "ha"},
		{"tag-create", setup{o: Options{Lang: "fr"}}, "t", "Élections"},
		{"palette", setup{}, ":", "copy"},
		{"palette-vi", setup{o: Options{Lang: "vi"}}, ":", "chep"},
		{"palette-query", setup{}, ":", "is:starred"},
		{"help", setup{}, "?", ""},
		{"help-fr", setup{o: Options{Lang: "fr", Keyboard: "azerty"}}, "?", ""},
		{"export", setup{o: exporting}, "e", ""},
		{"correct", setup{}, "g i", ""},
		{"links", setup{}, "g l", ""},
		{"log", setup{}, "s m u g h", ""},
		{"filter-source", setup{}, "f f", ""},
		{"language", setup{o: Options{Lang: "vi"}}, "L", ""},
		{"trash", setup{}, "D : ", "empty"},
		{"welcome", setup{o: Options{FirstRun: true, Starters: make([]Starter, 1), Path: "/home/reader/.local/share/veille/veille.db"}}, "", ""},
		{"welcome-fr", setup{o: Options{FirstRun: true, Lang: "fr", Keyboard: "azerty", Path: "/veille.db", ASCII: true, Colours: "none"}}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.s.w, c.s.h = 80, 24
			b := at(t, c.s)
			if c.s.o.FirstRun {
				b.m.openWelcome()
			}
			b.keys(c.keys).typed(c.typed)
			golden.RequireEqual(t, strings.Join(strings.Split(b.screen(), "\n"), "\n"))
		})
	}
}

func themesOf(a *feed.Article) string {
	var s []string
	for _, id := range a.Themes {
		for _, slug := range []string{"delta-harbours", "river-treaty", "public-health", "rail-links", "drought", "elections",
			"public-health/clinics", "khung-bo", "bien-dao-xa"} {
			if feed.ThemeID(slug) == id {
				s = append(s, slug)
			}
		}
	}
	slices.Sort(s)
	return strings.Join(s, " ")
}

func TestTagPicker(t *testing.T) {
	const first, second, plain = "Les ports du delta", "Upstream states", "Harbour pilots"
	for _, c := range []struct {
		name        string
		before      string // keys
		do          func(b *bench)
		want        map[string]string
		steps, open int
	}{
		{"typed and entered", "", func(b *bench) { b.typed("rail").keys("enter") },
			map[string]string{first: "delta-harbours rail-links"}, 1, 0},
		{"by alias in another language", "", func(b *bench) { b.typed("han han").keys("enter") }, nil, 0, 0},
		{"by label in another language", "", func(b *bench) { b.typed("secher").keys("enter") },
			map[string]string{first: "delta-harbours drought"}, 1, 0},
		{"without accents", "", func(b *bench) { b.typed("hiep").keys("enter") },
			map[string]string{first: "delta-harbours river-treaty"}, 1, 0},
		{"two at once", "", func(b *bench) { b.typed("rail").keys("tab").typed("drou").keys("tab enter") },
			map[string]string{first: "delta-harbours drought rail-links"}, 1, 0},
		{"one on, one off", "", func(b *bench) { b.typed("delta").keys("ctrl+space").typed("rail").keys("enter") },
			map[string]string{first: "rail-links"}, 1, 0},
		{"Enter never takes off", "", func(b *bench) { b.typed("delta").keys("enter") },
			map[string]string{first: "delta-harbours"}, 0, 0},
		{"Enter alone", "", func(b *bench) { b.keys("enter") }, map[string]string{first: "delta-harbours"}, 0, 0},
		{"gone to", "", func(b *bench) { b.keys("down enter") }, map[string]string{first: "delta-harbours drought"}, 1, 0},
		{"space twice", "", func(b *bench) { b.typed("rail").keys("tab space enter") },
			map[string]string{first: "delta-harbours"}, 0, 0},
		{"two words", "", func(b *bench) { b.typed("rail li").keys("enter") },
			map[string]string{first: "delta-harbours rail-links"}, 1, 0},
		{"words in part", "", func(b *bench) { b.typed("ri tr").keys("enter") },
			map[string]string{first: "delta-harbours river-treaty"}, 1, 0},
		{"gone to, then space", "", func(b *bench) { b.typed("r").keys("down up space").typed("drou").keys("enter") }, nil, 0, 0},
		{"created of several words", "", func(b *bench) { b.typed("Biển đảo xa").keys("enter") },
			map[string]string{first: "bien-dao-xa delta-harbours"}, 1, 0},
		{"given up", "", func(b *bench) { b.typed("rail").keys("tab esc") }, map[string]string{first: "delta-harbours"}, 0, 0},
		{"created by Enter", "", func(b *bench) { b.typed("Elections").keys("enter") },
			map[string]string{first: "delta-harbours elections"}, 1, 0},
		{"created by ctrl+n beside a match", "", func(b *bench) { b.typed("elections").keys("ctrl+n").typed("rail").keys("enter") },
			map[string]string{first: "delta-harbours elections rail-links"}, 1, 0},
		{"a hasty Enter creates nothing", "", func(b *bench) { b.typed("dr").keys("enter") },
			map[string]string{first: "delta-harbours drought"}, 1, 0},
		{"no name", "", func(b *bench) { b.typed("12").keys("enter") }, map[string]string{first: "delta-harbours"}, 0, 1},
		{"several", "x x ", func(b *bench) { b.typed("delta").keys("tab enter") },
			map[string]string{first: "delta-harbours", second: "delta-harbours drought river-treaty"}, 1, 0},
		{"several, off", "x x ", func(b *bench) { b.typed("delta").keys("tab").typed("delta").keys("tab enter") },
			map[string]string{first: "", second: "drought river-treaty"}, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := at(t, setup{w: 80, h: 24}).keys(c.before + "t")
			steps := len(b.lib.steps)
			c.do(b)
			for title, want := range c.want {
				if got := themesOf(b.article(title)); got != want {
					t.Errorf("%s… has %q, want %q", title, got, want)
				}
			}
			if got := len(b.lib.steps) - steps; c.want != nil && got != c.steps {
				t.Errorf("%d steps of undo, want %d", got, c.steps)
			}
			if got := len(b.m.overlays); got != c.open {
				t.Errorf("%d boxes open, want %d:\n%s", got, c.open, b.screen())
			}
		})
	}
}

// TestTagPickerOffersToCreateLast: the offer stands below every match and is
// under the cursor only when nothing matches.
func TestTagPickerOffersToCreateLast(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("t")
	for i, r := range "delta-harboursx" {
		b.typed(string(r))
		p := b.m.top().(*tagPicker)
		sel, ok := p.current()
		switch {
		case !ok:
			t.Fatalf("nothing under the cursor after %d letters", i+1)
		case p.matches() > 0 && sel >= len(p.themes):
			t.Fatalf("to create is under the cursor though %d themes match", p.matches())
		case p.matches() == 0 && sel < len(p.themes):
			t.Fatal("a theme that does not match is under the cursor")
		}
		last := p.shown[len(p.shown)-1]
		if _, can := p.creatable(); can && last != len(p.themes) {
			t.Fatal("to create is not the last row")
		}
	}
	if _, can := at(t, setup{w: 80, h: 24}).keys("t").m.top().(*tagPicker).creatable(); can {
		t.Error("an empty name can be created")
	}
}

func TestTagPickerUsesRecentThemes(t *testing.T) {
	b := at(t, setup{w: 80, h: 24, o: Options{Session: Session{Recent: []string{"rail-links", "river-treaty"}}}}).keys("t")
	p := b.m.top().(*tagPicker)
	if got := []string{p.themes[0].Slug, p.themes[1].Slug}; !slices.Equal(got, []string{"rail-links", "river-treaty"}) {
		t.Errorf("first are %v", got)
	}
	b.shows("Rail links · River treaty")
}

func TestPalette(t *testing.T) {
	for _, c := range []struct {
		lang, typed string
		keys        string
		want        func(b *bench) bool
	}{
		{"en", "star", "enter", func(b *bench) bool { return b.article("Les ports").Starred }},
		{"fr", "favori", "enter", func(b *bench) bool { return b.article("Les ports").Starred || b.m.list.text == viewStarred }},
		{"fr", "toggle-read", "enter", func(b *bench) bool { return b.article("Les ports").Read }},
		{"vi", "danh dau sao", "enter", func(b *bench) bool { return b.article("Les ports").Starred || b.m.list.text == viewStarred }},
		{"en", "cang dong", "enter", func(b *bench) bool { return b.m.list.text == "" }}, // a blank parts nothing in fuzzy names
		{"en", "Drought", "enter", func(b *bench) bool { return b.m.list.text == "tag:drought" }},
		{"en", "gazette", "enter", func(b *bench) bool { return strings.Contains(b.m.list.text, "Sample Gazette") }},
		{"en", "is:starred", "enter", func(b *bench) bool { return b.m.list.text == "is:starred" && b.m.list.n == 4 }},
		{"en", "tag:drought lang:en", "enter", func(b *bench) bool { return b.m.list.text == "tag:drought lang:en" }},
		{"en", "zzqx", "enter", func(b *bench) bool { return b.m.list.text == "zzqx" && b.m.list.n == 0 }},
		{"en", "drou", "tab enter", func(b *bench) bool { return b.m.list.text == "tag:drought" }},
		{"en", "language", "enter", func(b *bench) bool { _, ok := b.m.top().(*menu); return ok }},
		{"en", "star", "esc", func(b *bench) bool { return !b.article("Les ports").Starred && b.m.top() == nil }},
	} {
		b := at(t, setup{w: 80, h: 24, o: Options{Lang: c.lang}}).keys(":").typed(c.typed).keys(c.keys)
		if !c.want(b) && c.typed != "cang dong" {
			t.Errorf("%s: %q %s:\n%s", c.lang, c.typed, c.keys, b.screen())
		}
	}
}

// TestPaletteHasEveryAction: those without a key are reached through it alone.
func TestPaletteHasEveryAction(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys(":")
	p := b.m.top().(*commander)
	for _, row := range bindings {
		if row.in == inFind {
			continue
		}
		if !slices.ContainsFunc(p.rows, func(r pick) bool { return slices.Contains(r.names, string(row.action)) }) {
			t.Errorf("the palette lacks %s", row.action)
		}
	}
}

func TestHelp(t *testing.T) {
	b := at(t, setup{w: 80, h: 70}).keys("?")
	b.shows("Keys · List")
	b.shows("[E]") // nothing was exported yet
	b.keys("/").typed("undo").keys("enter")
	b.shows("undo")
	b.lacks("half a page")
	b.keys("esc")
	b.shows("half a page")
	b.keys("esc")
	if b.m.top() != nil {
		t.Error("help did not close")
	}
	b.keys("enter ?").shows("Keys · Reader")
	b.keys("? ?").shows("Keys · Reader") // ? closes and opens
	small := at(t, setup{w: 40, h: 8}).keys("?")
	before := small.screen()
	if small.keys("j j j"); small.screen() == before {
		t.Error("help does not scroll")
	}
	small.keys("G").shows("A key in brackets")
	b = at(t, setup{w: 80, h: 24}).keys("?")
	b.keys("/").typed("zzzz").shows("no key matches")
}

func TestWhyNot(t *testing.T) {
	b := at(t, setup{w: 80, h: 24})
	for a, want := range map[Action]string{
		actRepeatTag: english.WhyNoRepeat, actExportAgain: english.WhyNoExport, actTheme9: english.WhyNoPin, actTheme1: "",
		actBrowse: "", actNextMatch: english.WhyNoFind, actEmptyTrash: english.TrashIsEmpty, actGoNew: english.NothingNew,
		actTag: "", actHelp: "",
	} {
		if got := b.m.why(a); got != want {
			t.Errorf("%s: %q, want %q", a, got, want)
		}
	}
	b.keys("/").typed("zzqx").keys("enter")
	for _, a := range []Action{actTag, actStar, actExport, actLinks, actSelect, actFind, actCopyURL} {
		if b.m.why(a) != english.WhyNoArticle {
			t.Errorf("%s without an article: %q", a, b.m.why(a))
		}
	}
	for _, a := range []Action{actImport, actGoAll, actSearch, actUndo, actQuit} {
		if b.m.why(a) != "" {
			t.Errorf("%s without an article: %q", a, b.m.why(a))
		}
	}
}

func TestCorrect(t *testing.T) {
	clear := strings.Repeat("backspace ", 120)
	for _, c := range []struct {
		name string
		keys []string // in turns: keys, typed text
		want func(c feed.Correction) bool
		says string
	}{
		{"nothing", []string{"enter"}, nil, ""},
		{"title", []string{clear, "A new title", "enter"}, func(c feed.Correction) bool {
			return *c.Title == "A new title" && c.Source == nil && c.URL == nil && c.Lang == nil && c.Published == nil
		}, ""},
		{"day", []string{"tab " + clear, "2026-11-03", "enter"}, func(c feed.Correction) bool {
			return c.Published.Equal(time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)) && c.Precision == feed.Day && c.Title == nil
		}, ""},
		{"month", []string{"tab " + clear, "2026-11", "enter"}, func(c feed.Correction) bool { return c.Precision == feed.Month }, ""},
		{"minute", []string{"tab " + clear, "2026-11-03 07:05", "enter"}, func(c feed.Correction) bool {
			return c.Precision == feed.Minute && c.Published.Minute() == 5
		}, ""},
		{"no date", []string{"tab " + clear, "", "enter"}, func(c feed.Correction) bool {
			return c.Published != nil && c.Published.IsZero() && c.Precision == feed.NoDate
		}, ""},
		{"source", []string{"tab tab " + clear, "Other Gazette", "enter"}, func(c feed.Correction) bool { return *c.Source == "Other Gazette" }, ""},
		{"address", []string{"tab tab tab " + clear, "https://example.org/é", "enter"}, func(c feed.Correction) bool {
			return *c.URL == "https://example.org/%C3%A9"
		}, ""},
		{"language", []string{"shift+tab " + clear, "EN", "enter"}, func(c feed.Correction) bool { return *c.Lang == "en" }, ""},
		{"empty title", []string{clear, "", "enter"}, nil, english.EmptyTitle},
		{"bad date", []string{"tab " + clear, "3 July", "enter"}, nil, english.BadDate},
		{"bad day", []string{"tab " + clear, "2026-02-30", "enter"}, nil, english.BadDate},
		{"bad address", []string{"tab tab tab " + clear, "file:///etc/passwd", "enter"}, nil, english.BadURL},
		{"bad language", []string{"shift+tab " + clear, "français", "enter"}, nil, english.BadLang},
		{"given up", []string{clear, "gone", "esc"}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			lib := &corrections{fake: newsroom()}
			b := at(t, setup{w: 80, h: 24, lib: lib.fake})
			b.m.lib = lib
			b.keys("g i")
			for i, k := range c.keys {
				if i%2 == 1 && len(c.keys) > 1 {
					b.typed(k)
				} else {
					b.keys(k)
				}
			}
			switch {
			case c.want == nil && len(lib.made) > 0:
				t.Errorf("corrected %+v", lib.made)
			case c.want != nil && (len(lib.made) != 1 || !c.want(lib.made[0])):
				t.Errorf("corrected %+v", lib.made)
			}
			if c.says != "" {
				b.shows(c.says)
			} else if b.m.top() != nil {
				t.Error("the box is still open")
			}
		})
	}
}

// corrections notes how articles were corrected.
type corrections struct {
	*fake
	made []feed.Correction
}

func (c *corrections) Correct(ctx context.Context, id feed.ID, x feed.Correction) (feed.Change, error) {
	c.made = append(c.made, x)
	return c.fake.Correct(ctx, id, x)
}

func TestDatesRoundTrip(t *testing.T) {
	loc := time.FixedZone("", 7*3600)
	at := time.Date(2020, 7, 3, 1, 2, 3, 0, time.UTC)
	for p, want := range map[feed.Precision]string{
		feed.Year: "2020", feed.Month: "2020-07", feed.Day: "2020-07-03", feed.Minute: "2020-07-03 08:02", feed.Second: "2020-07-03 08:02:03",
		feed.NoDate: "",
	} {
		s := writtenDate(at, p, loc)
		if s != want {
			t.Errorf("written %q, want %q", s, want)
		}
		back, precision, ok := readDate(s, loc)
		if !ok || precision != p || writtenDate(back, p, loc) != s {
			t.Errorf("%q came back as %v, %v, %v", s, back, precision, ok)
		}
	}
}

func TestLinks(t *testing.T) {
	var opened []string
	o := Options{Browse: func(url string) error { opened = append(opened, url); return nil }}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("g l")
	box, ok := b.m.top().(*linkBox)
	if !ok {
		t.Fatalf("no links:\n%s", b.screen())
	}
	b.keys("enter")
	if len(opened) != 1 || opened[0] != box.links[0].URL {
		t.Errorf("opened %v, want %v", opened, box.links)
	}
	b.keys("g l y").shows("clipboard")
	b.keys("g l").typed("zzz").keys("enter")
	if len(opened) != 1 {
		t.Error("opened what does not match")
	}
}

func TestLog(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("s m g h")
	b.shows("1 article marked read")
	b.shows("1 article starred")
	b.keys("u").shows("undone")
	if b.article("Les ports").Read {
		t.Error("u did not undo")
	}
	b.keys("U").lacks("undone")
	b.keys("esc")
	if b.m.top() != nil {
		t.Error("the log did not close")
	}
}

// TestConfirm: what cannot be undone is asked about with its number, and a
// hasty Enter does nothing.
func TestConfirm(t *testing.T) {
	trashed := func() *bench {
		b := at(t, setup{w: 80, h: 24}).keys("D")
		b.changed()
		b.m.openEmptyTrash()
		return b
	}
	for keys, want := range map[string]int{"enter": 40, "esc": 40, "n": 40, "tab enter": 39, "y enter": 39, "tab tab enter": 40, "q": 40} {
		b := trashed()
		b.shows("Destroy 1 article")
		b.keys(keys)
		if got := len(b.lib.arts); got != want {
			t.Errorf("%s: %d articles, want %d", keys, got, want)
		}
		if b.m.top() != nil {
			t.Errorf("%s: still asks", keys)
		}
	}
}

func TestFilterBoxes(t *testing.T) {
	for _, c := range []struct {
		keys, typed, want string
	}{
		{"f t", "drou", "tag:drought"}, {"f t", "han", "tag:drought"}, {"f l", "fren", "lang:fr"}, {"f l", "vi", "lang:vi"},
		{"f f", "gaz", `source:"Sample Gazette"`}, {"f t", "untag", "-tag:*"},
	} {
		b := at(t, setup{w: 80, h: 24}).keys(c.keys).typed(c.typed).keys("enter")
		if b.m.list.text != c.want {
			t.Errorf("%s %s: %q, want %q", c.keys, c.typed, b.m.list.text, c.want)
		}
	}
	// One condition takes the place of another on the same field, and goes.
	b := at(t, setup{w: 80, h: 24}).keys("f t").typed("drou").keys("enter f l").typed("eng").keys("enter f t").typed("river").keys("enter")
	if b.m.list.text != "lang:en tag:river-treaty" {
		t.Errorf("view is %q", b.m.list.text)
	}
	if b.keys("f t enter"); b.m.list.text != "lang:en" {
		t.Errorf("view is %q after taking the theme away", b.m.list.text)
	}
}

func TestLanguageChoice(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("L v")
	b.shows("Chưa đọc")
	if b.m.session.Lang != "vi" {
		t.Errorf("remembers %q", b.m.session.Lang)
	}
	b.keys("L up enter").shows("Non lus")
}

func TestWelcome(t *testing.T) {
	welcome := func() *bench {
		b := at(t, setup{w: 80, h: 24})
		b.m.openWelcome()
		return b
	}
	welcome().shows("Nothing leaves this computer")
	for _, keys := range []string{"enter", "esc", "1", "space"} {
		if b := welcome().keys(keys); b.m.top() != nil {
			t.Errorf("%s did not close the card", keys)
		}
	}
	if _, ok := welcome().keys("2").m.top().(*importBox); !ok {
		t.Error("2 does not import")
	}
	b := welcome().keys("L down enter")
	b.shows("Bienvenue")
	b = welcome().keys("?")
	b.shows("Keys · List")
	b.keys("esc").shows("Welcome")
}

// TestFailuresCloseOrTell: a file that cannot be read says so and leaves no box
// that waits for ever.
func TestFailuresCloseOrTell(t *testing.T) {
	for _, keys := range []string{"t", "g h"} {
		lib := newsroom()
		b := at(t, setup{w: 80, h: 24, lib: lib})
		lib.fail = fmt.Errorf("read: %w", feed.ErrBusy)
		b.keys(keys)
		if b.m.top() != nil {
			t.Errorf("%s: the box waits", keys)
		}
		b.shows("another program holds the file")
	}
	b := at(t, setup{w: 80, h: 24, o: Options{Import: func(context.Context, string, func(int)) (ImportResult, error) {
		return ImportResult{}, errors.New("odd\x1b[2J")
	}}}).keys("i").typed("/x").keys("enter")
	b.shows("odd")
}

// TestCursorStandsInTheField: the terminal's cursor, which an input method
// follows, is where the next letter will be.
func TestCursorStandsInTheField(t *testing.T) {
	for _, c := range []struct{ keys, typed string }{
		{"t", "thê"}, {":", "日本"}, {"i", "/tmp"}, {"g i", "x"}, {"f t", "a"}, {"g l", "e"}, {"? /", "x"},
	} {
		b := at(t, setup{w: 80, h: 24}).keys(c.keys).typed(c.typed)
		v := b.m.View()
		if v.Cursor == nil {
			t.Errorf("%s: no cursor", c.keys)
			continue
		}
		line := strings.Split(b.screen(), "\n")[v.Cursor.Y]
		before := ansi.Truncate(line, v.Cursor.X, "")
		if !strings.HasSuffix(before, c.typed) {
			t.Errorf("%s: %q stands before the cursor, want %q", c.keys, before, c.typed)
		}
	}
}

// TestBoxesFit: in the smallest windows too a box keeps its frame, and the row
// or field that has the keys is on the screen.
func TestBoxesFit(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Very long words of a name ", 20)
	open := map[string]func(b *bench){
		"welcome": func(b *bench) { b.m.openWelcome() },
		"confirm": func(b *bench) { b.m.facts.counts.Trashed = 4812; b.m.openEmptyTrash() },
		"tell":    func(b *bench) { b.m.open(&tellBox{title: long, lines: []string{long, long}}) },
		"note":    func(b *bench) { b.keys("c").typed(long) },
		"tag":     func(b *bench) { b.keys("t").typed("Zzq new theme") },
		"palette": func(b *bench) { b.keys(":").typed("ta") },
		"export":  func(b *bench) { b.keys("e shift+tab").typed(long) },
		"correct": func(b *bench) { b.keys("g i tab").typed("x").keys("enter") },
		"help":    func(b *bench) { b.keys("? /").typed("ta") },
		"import":  func(b *bench) { b.keys("i").typed(long) },
		"links":   func(b *bench) { b.keys("g l") },
		"filters": func(b *bench) { b.keys("f down down down down down down down down") },
		"sort":    func(b *bench) { b.keys("S down down") },
		"queries": func(b *bench) {
			b.lib.keep(feed.SavedQuery{Name: long, Query: "rail", Key: "m", Watch: true}, feed.SavedQuery{Name: "Rail", Query: "rail"})
			b.changed().keys("g '")
		},
	}
	for name, do := range open {
		for _, lang := range Languages {
			b := at(t, setup{w: 120, h: 40, o: Options{Lang: lang, Path: "/" + long, Export: (&exports{}).write}})
			do(b)
			if b.m.top() == nil {
				t.Fatalf("%s did not open", name)
			}
			widths, heights := []int{40, 41, 59, 80, 100, 160}, []int{8, 9, 11, 16, 24, 50}
			if raceOn {
				widths, heights = []int{40, 80}, []int{8, 24}
			}
			for _, w := range widths {
				for _, h := range heights {
					drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: h})
					assertFits(t, name+" "+lang, b.m.View().Content, w, h)
					box := b.m.top().view(b.m, w, h)
					if len(box) > h || len(box) < 3 {
						t.Fatalf("%s %s: box of %d lines in %d×%d", name, lang, len(box), w, h)
					}
					for i, l := range box {
						if n := ansi.StringWidth(l); n != ansi.StringWidth(box[0]) || n > w {
							t.Fatalf("%s %s: line %d has %d cells of %d in %d×%d: %q", name, lang, i, n, ansi.StringWidth(box[0]), w, h, ansi.Strip(l))
						}
					}
					if c, ok := b.m.top().(cursored); ok {
						if x, y, ok := c.cursor(); ok && (x < 2 || x > w-2 || y < 1 || y > len(box)-2) {
							t.Fatalf("%s %s: the cursor is at %d, %d in a box of %d lines, %d×%d", name, lang, x, y, len(box), w, h)
						}
					}
				}
			}
		}
	}
}

// TestFieldView: the cursor is in sight and the part shown fits, whatever is
// typed.
func TestFieldView(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "abc", "日本語日本語", "a日b本", strings.Repeat("é", 4000), strings.Repeat("日", 2000)} {
		for w := 1; w < 12; w += fewer(1, 4) {
			in := input(s)
			for at := range min(20, len([]rune(s))+1) {
				in.SetCursor(at)
				if got, x := fieldView(&in, w); ansi.StringWidth(got) > w || x > w-1 {
					t.Fatalf("%q with the cursor at %d in %d cells: %q, cursor in %d", s, at, w, got, x)
				}
			}
			in.CursorEnd()
			if got, x := fieldView(&in, w); ansi.StringWidth(got) > w || x > w-1 {
				t.Fatalf("the end of %q in %d cells: %q, cursor in %d", s, w, got, x)
			}
		}
	}
}
