package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
)

// themeNamed is a theme of the library by its slug.
func (b *bench) themeNamed(slug string) feed.Theme {
	b.Helper()
	for _, t := range b.lib.themes {
		if t.Slug == slug {
			return t
		}
	}
	b.Fatalf("no theme is %q", slug)
	return feed.Theme{}
}

func (b *bench) noTheme(slug string) {
	b.Helper()
	if slices.ContainsFunc(b.lib.themes, func(t feed.Theme) bool { return t.Slug == slug }) {
		b.Errorf("there is still a theme %q", slug)
	}
}

// worded is a newsroom whose first theme has words.
func worded() *fake {
	f := newsroom()
	f.themes[0].Words = map[string][]feed.Word{"fr": {{Text: "dragage", Tier: feed.SureWord}, {Text: "chenal*", Tier: feed.StrongWord}},
		"vi": {{Text: "nạo vét", Tier: feed.SureWord}}}
	f.themes[0].Not = map[string][]string{"fr": {"port de voix"}}
	f.themes[0].Threshold, f.themes[0].Version = .7, 3
	f.themes[4].Archived = true
	return f
}

func TestThemesTree(t *testing.T) {
	b := at(t, setup{w: 80, h: 24, lib: worded()}).keys("T")
	b.shows("6 themes")
	b.shows("archived")
	b.shows("delta-harbours · fr 2 words · vi 1 word")
	b.shows("suggested from 0.70 on")
	b.keys("j enter")
	if b.m.list.text != "tag:river-treaty" {
		t.Errorf("enter opens %q", b.m.list.text)
	}
	b.keys("T q")
	if b.m.top() != nil {
		t.Error("q does not close the box")
	}
	// In the sidebar, where the same key is about sources, it is about the theme there.
	b.keys("g a shift+tab")
	i := slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.value == "rail-links" })
	b.m.side.moveTo(i)
	b.keys("T").shows("rail-links")
}

func TestThemeNames(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("T a").typed("Fishing quotas").keys("enter")
	if th := b.themeNamed("fishing-quotas"); th.Labels["en"] != "Fishing quotas" || th.Short != "FIQ" || th.Colour != 7 {
		t.Errorf("made %+v", th)
	}
	b.shows("Fishing quotas")
	b.keys("a").typed("Rail links").keys("enter").shows("There is a theme “Rail links” already")
	b.keys("esc a").typed("123").keys("enter").shows(b.m.words.TagBadName)
	b.keys("esc g g r ctrl+u").typed("Estuary ports").keys("enter")
	if th := b.themeNamed("estuary-ports"); th.Labels["en"] != "Estuary ports" || !slices.Contains(th.Aliases["en"], "delta-harbours") || th.Labels["fr"] != "Ports du delta" {
		t.Errorf("renamed to %+v", th)
	}
	b.keys("u")
	b.noTheme("estuary-ports")
	b.themeNamed("delta-harbours")
}

func TestThemeDeeds(t *testing.T) {
	lib := worded()
	b := at(t, setup{w: 80, h: 24, lib: lib}).keys("T j")
	drought, river := feed.ThemeID("drought"), feed.ThemeID("river-treaty")
	tagged := func(id feed.ID) (n int) {
		for _, a := range lib.arts {
			if slices.Contains(a.Themes, id) {
				n++
			}
		}
		return n
	}
	b.keys("p 7")
	if b.themeNamed("river-treaty").Pin != 7 {
		t.Error("it is not pinned to 7")
	}
	b.keys("p 0")
	if b.themeNamed("river-treaty").Pin != 0 {
		t.Error("it is still pinned")
	}
	b.keys("u u A")
	if !b.themeNamed("river-treaty").Archived {
		t.Error("it is not archived")
	}
	b.keys("A")
	if b.themeNamed("river-treaty").Archived {
		t.Error("it is still archived")
	}
	b.keys("M").typed("rail").keys("enter")
	if b.themeNamed("river-treaty").Parent != feed.ThemeID("rail-links") {
		t.Error("it was not moved")
	}
	b.keys("M").shows(b.m.words.TopLevel)
	b.keys("enter")
	if !b.themeNamed("river-treaty").Parent.IsZero() {
		t.Error("it was not moved back")
	}
	n := tagged(river)
	b.keys("m").shows("Merge “River treaty” (5 articles) into")
	b.typed("rail").keys("enter")
	b.noTheme("river-treaty")
	if tagged(river) != 0 || tagged(feed.ThemeID("rail-links")) != n+5 {
		t.Errorf("articles were not moved: %d", tagged(feed.ThemeID("rail-links")))
	}
	b.keys("u g g j D").shows("Delete “River treaty” and take it off 5 articles?")
	b.keys("enter") // No
	b.themeNamed("river-treaty")
	b.keys("D y enter")
	b.noTheme("river-treaty")
	b.keys("u")
	if b.themeNamed("river-treaty"); tagged(river) != n || tagged(drought) == 0 {
		t.Error("undo does not bring it back")
	}
}

func TestThemeSplit(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("T s").typed("Northern ports").keys("tab").typed("lang:vi")
	b.shows("5 of 10 articles go to the new theme")
	b.keys("enter").shows("5 articles moved from")
	if th := b.themeNamed("northern-ports"); th.Short != "NOP" {
		t.Errorf("made %+v", th)
	}
	b.keys("u")
	b.noTheme("northern-ports")
	// What is wrong stays to be put right.
	b.keys("s").typed("Rail links").keys("enter").shows("There is a theme “Rail links” already")
	b.typed(" north").keys("tab").typed("words:>99999").keys("enter").shows(b.m.words.SplitNothing)
	b.shows("Rail links north")
}

func TestThemeForm(t *testing.T) {
	b := at(t, setup{w: 80, h: 40, lib: worded()}).keys("T e")
	b.typed(" X").keys("tab tab tab tab tab").typed("sông; cảng ;sông")
	b.keys("tab").typed("!").keys("enter").shows(b.m.words.ThemeShortBad)
	b.shows("Delta harbours X")
	b.keys("backspace tab right tab right tab").typed("x").keys("enter").shows("a number of 0 to 1")
	b.keys("backspace tab").typed("0,9").keys("enter")
	th := b.themeNamed("delta-harbours")
	if th.Labels["en"] != "Delta harbours X" || th.Pin != 2 || th.Colour != 2 || th.Trust != .9 || th.Threshold != .7 ||
		!slices.Equal(th.Aliases["vi"], []string{"sông", "cảng"}) || len(th.Words["fr"]) != 2 || b.themeNamed("river-treaty").Pin != 0 {
		t.Errorf("kept %+v", th)
	}
	if _, open := b.m.top().(*themesBox); !open {
		t.Error("the form stays open")
	}
}

func TestThemeWords(t *testing.T) {
	b := at(t, setup{w: 80, h: 40, lib: worded()}).keys("T w")
	b.shows("[fr sure]")
	b.shows("chenal*")
	b.keys("esc").shows("6 themes") // nothing was changed: nothing is asked
	b.keys("w").typed("pier").keys("enter ctrl+o").shows("Line 1 is no heading")
	b.shows("pier")
	b.keys("esc").shows(b.m.words.WordsLeave)
	b.keys("esc delete delete delete delete delete")
	b.m.top().(*wordsBox).MoveToEnd()
	_ = b.m.top().paste(b.m, "\n[en weak]\npier\n\x1b[31mquay\r\n[ES not]\npuerto de voz\n")
	b.keys("ctrl+o")
	th := b.themeNamed("delta-harbours")
	want := []feed.Word{{Text: "pier", Tier: feed.WeakWord}, {Text: "quay", Tier: feed.WeakWord}}
	if !slices.Equal(th.Words["en"], want) || !slices.Equal(th.Not["es"], []string{"puerto de voz"}) || th.Version != 4 || len(th.Words["fr"]) != 2 ||
		!slices.Equal(th.Not["fr"], []string{"port de voix"}) {
		t.Errorf("kept %+v", th)
	}
	b.keys("w ctrl+o")
	if v := b.themeNamed("delta-harbours").Version; v != 4 {
		t.Errorf("the same lists make version %d", v)
	}
}

// Lists come back as they were written.
func FuzzWords(f *testing.F) {
	f.Add("[fr sure]\na\nb\n[fr not]\nc d\n")
	f.Add("x")
	f.Add("[vi weak]\n[]\n[fr sure")
	f.Fuzz(func(t *testing.T, s string) {
		one, wrong := readWords(s)
		if wrong > 0 {
			if wrong > strings.Count(s, "\n")+1 {
				t.Fatalf("line %d of %q", wrong, s)
			}
			return
		}
		th := feed.Theme{Words: one.words, Not: one.not}
		two, wrong := readWords(wordsText(&th))
		if wrong > 0 || !sameWords(&th, &two) {
			t.Fatalf("%q comes back as %+v, line %d", s, two, wrong)
		}
	})
}

func TestGreyedThemeKeys(t *testing.T) {
	lib := newsroom()
	lib.themes = lib.themes[:1]
	for _, a := range lib.arts {
		a.Themes = nil
	}
	b := at(t, setup{w: 80, h: 24, lib: lib}).keys("T s").shows2("it has no article")
	b.keys("m").shows2("there is no other theme")
	b.keys("D y enter").shows("There is no theme yet")
	b.keys("r").shows2("There is no theme yet")
}

// shows2 is shows that can be followed by keys.
func (b *bench) shows2(s string) *bench {
	b.Helper()
	b.shows(s)
	return b
}

func TestThemeScreens(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		s          setup
	}{
		{"80x24", "T j", setup{w: 80, h: 24}},
		{"120x40", "T", setup{w: 120, h: 40}},
		{"80x24-ascii", "T", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}},
		{"80x24-fr", "T", setup{w: 80, h: 24, o: Options{Lang: "fr"}}},
		{"80x24-vi", "T", setup{w: 80, h: 24, o: Options{Lang: "vi"}}},
		{"50x20", "T", setup{w: 50, h: 20}},
		{"80x24-form-fr", "T e", setup{w: 80, h: 24, o: Options{Lang: "fr"}}},
		{"80x24-words", "T w", setup{w: 80, h: 24}},
		{"80x24-words-vi", "T w", setup{w: 80, h: 24, o: Options{Lang: "vi"}}},
		{"80x24-split-vi", "T s B tab l a n g : v i", setup{w: 80, h: 24, o: Options{Lang: "vi"}}},
		{"80x24-pin", "T p", setup{w: 80, h: 24}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.s.lib = worded()
			golden.RequireEqual(t, at(t, c.s).keys(c.keys).screen())
		})
	}
}

// Several themes are put away, and brought back, as one step.
func TestArchivingSeveralThemes(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("T")
	archived := func(want int) {
		t.Helper()
		n := 0
		for _, th := range b.lib.themes {
			if th.Archived {
				n++
			}
		}
		if n != want {
			t.Errorf("%d themes are archived, want %d", n, want)
		}
	}
	b.keys("x x j x").shows("archive 3")
	b.keys("x k x k") // one more, and out again
	b.shows("archive")
	n := len(b.m.top().(*themesBox).picked)
	b.keys("A")
	archived(n)
	if b.lib.at != 1 || n < 2 {
		t.Errorf("%d themes in %d steps", n, b.lib.at)
	}
	b.keys("u")
	archived(0)
	b.keys("x esc")
	if b.m.top() == nil || len(b.m.top().(*themesBox).picked) != 0 {
		t.Error("esc leaves more than the choice")
	}
	b.keys("g g A")
	archived(1)
	b.keys("A") // of the one under the cursor, wherever it stands now
	archived(0)
}
