package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
)

// pilots is the query for the articles of which several themes are suggested.
const pilots = "pilots lang:en -tag:*"

func TestSuggestionScreens(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    setup
		keys string
	}{
		{"80x24-chips", setup{w: 80, h: 24, o: Options{Query: pilots}}, ""},
		{"120x40-chips-fr", setup{w: 120, h: 40, o: Options{Lang: "fr", Query: pilots}}, "j"},
		{"80x24-chips-ascii", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none", Query: pilots}}, ""},
		{"80x24-evidence", setup{w: 80, h: 24, o: Options{Query: pilots}}, "enter w w"},
		{"80x24-evidence-ascii", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none", Query: pilots}}, "enter w"},
		{"80x24-evidence-zoom-vi", setup{w: 80, h: 24, o: Options{Lang: "vi", Query: pilots}}, "z w"},
		{"120x40-why", setup{w: 120, h: 40, o: Options{Query: pilots}}, "w w"},
		{"80x24-why-fr", setup{w: 80, h: 24, o: Options{Lang: "fr", Query: pilots}}, "w w"},
		{"80x24-why-vi", setup{w: 80, h: 24, o: Options{Lang: "vi", Query: pilots}}, "w w n"},
		{"80x24-why-ascii", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none", Query: pilots}}, "w w"},
		{"80x24-confirm", setup{w: 80, h: 24}, "g c"},
		{"120x40-confirm", setup{w: 120, h: 40}, "g c a d"},
		{"80x24-confirm-ascii", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}, "g c a"},
		{"80x24-confirm-fr", setup{w: 80, h: 24, o: Options{Lang: "fr"}}, "g c enter"},
		{"80x24-confirm-vi", setup{w: 80, h: 24, o: Options{Lang: "vi"}}, "g c"},
		{"50x20-confirm", setup{w: 50, h: 20}, "g c"},
		{"200x60-confirm", setup{w: 200, h: 60}, "g c j"},
		{"80x24-coding", setup{w: 80, h: 24}, "g k 1"},
		{"120x40-coding-fr", setup{w: 120, h: 40, o: Options{Lang: "fr"}}, "g k 1 ."},
		{"80x24-coding-vi", setup{w: 80, h: 24, o: Options{Lang: "vi"}}, "g k n"},
		{"80x24-coding-ascii", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}, "g k"},
		{"80x24-answer-many", setup{w: 80, h: 24, o: Options{Query: pilots}}, "x x a"},
		{"80x24-answer-many-vi", setup{w: 80, h: 24, o: Options{Lang: "vi", Query: pilots}}, "V d"},
		{"120x40-tags-suggested", setup{w: 120, h: 40, o: Options{Query: pilots}}, "x x t"},
		{"80x24-tags-suggested-fr", setup{w: 80, h: 24, o: Options{Lang: "fr", Query: pilots}}, "t"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.s.lib = offering()
			golden.RequireEqual(t, at(t, tt.s).keys(tt.keys).m.View().Content)
		})
	}
}

// pilotsAt is a reader on the first of those articles.
func pilotsAt(t *testing.T, o Options) *bench {
	o.Query = pilots
	return at(t, setup{w: 120, h: 40, lib: offering(), o: o})
}

// TestAcceptAndDismiss: the surest comes first, then the next one; each is one step
// of undo; with nothing left the key says so.
func TestAcceptAndDismiss(t *testing.T) {
	b := pilotsAt(t, Options{})
	h, r := feed.ThemeID("delta-harbours"), feed.ThemeID("river-treaty")
	a := b.lib.arts[b.m.list.id]
	if !slices.Equal(a.Suggested, []feed.ID{h, r}) {
		t.Fatalf("suggested are %v", a.Suggested)
	}
	b.shows("Delta harbours? 0.")
	b.keys("a")
	if !slices.Equal(a.Themes, []feed.ID{h}) || !slices.Equal(a.Suggested, []feed.ID{r}) {
		t.Fatalf("after a: themes %v, suggested %v", a.Themes, a.Suggested)
	}
	b.shows("Accepted Delta harbours on 1 article")
	b.shows("Delta harbours suggested")
	b.lacks("Delta harbours?")
	b.shows("River treaty?")
	b.keys("d")
	if len(a.Themes) != 1 || len(a.Suggested) != 0 {
		t.Fatalf("after d: themes %v, suggested %v", a.Themes, a.Suggested)
	}
	b.shows("Dismissed River treaty on 1 article")
	steps := b.lib.at
	b.keys("a d")
	b.shows("nothing is suggested here")
	if b.lib.at != steps {
		t.Error("a key with nothing to answer made a step")
	}
	b.keys("u")
	if len(a.Suggested) != 1 || len(a.Themes) != 1 {
		t.Errorf("undo took back more than the dismissal: %v %v", a.Themes, a.Suggested)
	}
	b.keys("u")
	if len(a.Suggested) != 2 || len(a.Themes) != 0 {
		t.Errorf("undo did not take the acceptance back: %v %v", a.Themes, a.Suggested)
	}
	b.keys("U")
	if len(a.Themes) != 1 {
		t.Error("redo did not accept again")
	}
}

// TestFastAnswers: two keys that come before the first is done are for two
// suggestions.
func TestFastAnswers(t *testing.T) {
	b := pilotsAt(t, Options{})
	_, one := b.m.Update(keyPress("a"))
	_, two := b.m.Update(keyPress("a"))
	a := b.lib.arts[b.m.list.id]
	for _, cmd := range []tea.Cmd{one, two} {
		if cmd != nil {
			drive(t, b.m, cmd())
		}
	}
	if len(a.Themes) != 2 || len(a.Suggested) != 0 {
		t.Errorf("themes %v, suggested %v", a.Themes, a.Suggested)
	}
}

// TestAnswerKeys: the aliases, and that they are off where they type digits.
func TestAnswerKeys(t *testing.T) {
	for _, c := range []struct {
		keyboard, keys    string
		themes, suggested int
	}{
		{"", "+", 1, 1}, {"", "-", 0, 1}, {"azerty", "+", 0, 2}, {"azerty", "a", 1, 1},
	} {
		b := pilotsAt(t, Options{Keyboard: c.keyboard}).keys(c.keys)
		if a := b.lib.arts[b.m.list.id]; len(a.Themes) != c.themes || len(a.Suggested) != c.suggested {
			t.Errorf("%s %q: themes %v, suggested %v", c.keyboard, c.keys, a.Themes, a.Suggested)
		}
	}
}

// TestEvidence: w goes through the places in the text, then opens the box; the box
// jumps back; esc ends it.
func TestEvidence(t *testing.T) {
	b := pilotsAt(t, Options{}).keys("enter w")
	b.shows("evidence 1/")
	n := b.m.reader.evidence.count()
	if n < 3 {
		t.Fatalf("%d places are lit", n)
	}
	for i := 2; i <= n; i++ {
		b.keys("w")
		b.shows(b.m.words.EvidenceAt(i, n))
	}
	b.keys("ư")
	b.shows("Why Delta harbours? 0.")
	b.shows("dredging, pilots")
	b.keys("n w")
	b.shows(b.m.words.EvidenceAt(2, n))
	if b.m.top() != nil {
		t.Error("the box stays open over the text")
	}
	b.keys("esc")
	b.lacks("evidence")
	if b.m.focus != paneReader {
		t.Error("esc left the reader together with the evidence")
	}
	b.keys("w w").keys("a") // of the one that is lit
	b.lacks("evidence")
	b.keys("w")
	if got := b.m.reader.evidence.theme; got != feed.ThemeID("river-treaty") {
		t.Error("the next suggestion did not come forward")
	}
}

// TestWhyBox: the second key in the list opens it; it answers, and turns to the
// other themes.
func TestWhyBox(t *testing.T) {
	b := pilotsAt(t, Options{}).keys("w w")
	b.shows("Why Delta harbours?")
	b.keys("tab")
	b.shows("Why River treaty?")
	b.keys("d")
	b.shows("Dismissed River treaty on 1 article")
	b.keys("w w")
	b.keys("a")
	b.shows("Accepted Delta harbours")
	b.keys("w w")
	if b.m.top() != nil {
		t.Error("a box opened for an article without evidence")
	}
}

// TestAnswerSelection: of several articles the key asks which theme, unless there is
// but one.
func TestAnswerSelection(t *testing.T) {
	b := pilotsAt(t, Options{}).keys("x x a")
	b.shows("Accept on 2 articles")
	b.keys("1")
	b.shows("Accepted Delta harbours on 2 articles")
	b.keys("a")
	b.shows("Accepted River treaty on 2 articles")
	b.keys("u u V d")
	b.shows("Dismiss on 5 articles")
	b.keys("0")
	for _, a := range b.lib.arts {
		if a.Lang == "en" && len(a.Suggested) > 0 {
			t.Errorf("%s still has suggestions", a.Title)
		}
	}
	b.keys("u")
	if b.lib.at != 0 {
		t.Errorf("all of it was not one step: %d are left", b.lib.at)
	}
}

func TestTagPickerOffers(t *testing.T) {
	b := pilotsAt(t, Options{}).keys("x x t")
	b.shows("Suggested for these")
	p := b.m.top().(*tagPicker)
	if p.themes[0].Slug != "delta-harbours" || p.themes[1].Slug != "river-treaty" {
		t.Errorf("first are %s and %s", p.themes[0].Slug, p.themes[1].Slug)
	}
	b.shows("on 2")
}

func TestTrust(t *testing.T) {
	b := pilotsAt(t, Options{}).keys(":").typed("trust delta-harbours 0.8").keys("enter")
	n := 0
	for _, a := range b.lib.arts {
		if b.lib.offered("=delta-harbours>=0.8", a) {
			n++
		}
	}
	if n == 0 {
		t.Fatal("nothing is so sure")
	}
	b.shows(b.m.words.TrustNote(n)[:30])
	b.keys("y enter")
	trust := func() float64 {
		th, _ := b.m.facts.bySlug("delta-harbours")
		return th.Trust
	}
	if trust() != .8 {
		t.Errorf("trust is %v", trust())
	}
	b.keys(":").typed("trust delta-harbours off").keys("enter y enter")
	if trust() != 0 {
		t.Errorf("trust is %v", trust())
	}
	b.keys(":").typed("trust nowhere 0.9").keys("enter")
	b.shows("No theme is called nowhere")
	b.keys("esc").keys(":").typed("trust delta-harbours 7").keys("enter")
	b.shows("a score from 0 to 1")
}

func TestReadTrust(t *testing.T) {
	themes := newsroom().themes
	for in, want := range map[string]float64{"drought 0.9": .9, "Sécheresse 0,85": .85, "rail-links 90%": .9, "drought off": 0, "drought OFF": 0,
		"public health 1": 1, "drought": -1, "drought 0": -1, "drought 1.2": -1, "drought NaN": -1, "0.9": -1, "": -1, "drought -1": -1} {
		_, least, _, ok := readTrust(in, themes)
		if ok != (want >= 0) || ok && least != want {
			t.Errorf("%q: %v, %v; want %v", in, least, ok, want)
		}
	}
}

// TestHostileSpans: places that lie outside of the text, or across it, are nobody's
// fall.
func TestHostileSpans(t *testing.T) {
	lib := offering()
	a := lib.order()[7]
	lib.offers.of[a.ID] = []feed.Suggestion{{Theme: feed.ThemeID("drought"), Score: .9, Spans: []feed.Range{
		{Field: feed.InTitle, Start: -4, End: 900}, {Field: feed.InTitle, Start: 3, End: 1}, {Field: feed.InStandfirst, Start: 0, End: 8},
		{Field: 9, Start: 0, End: 4}, {Start: 1 << 40, End: 1 << 41}, {Start: 10, End: 1 << 40}, {Start: 190, End: 230}, {Start: 5, End: 2},
	}}}
	lib.reoffer(a)
	b := at(t, setup{w: 100, h: 30, lib: lib, o: Options{Query: "id:" + a.ID.String()}})
	b.keys("w w w esc enter w w w esc")
	assertFits(t, "hostile spans", b.m.View().Content, 100, 30)
	if !strings.Contains(b.screen(), "Drought? 0.90") {
		t.Error("the suggestion is not shown")
	}
}

// TestSuggestionFits holds that what is shown of suggestions fits every window.
func TestSuggestionFits(t *testing.T) {
	for name, keys := range map[string]string{
		"chips": "", "evidence": "enter w", "why": "w w n", "confirm": "g c j", "coding": "g k", "answer": "V a", "tag": "x x t", "trust": ":",
	} {
		for _, lang := range Languages {
			t.Run(name+"-"+lang, func(t *testing.T) {
				t.Parallel()
				b := at(t, setup{w: 120, h: 40, lib: offering(), o: Options{Lang: lang, Query: "pilots lang:en"}}).keys(keys)
				if name == "trust" {
					b.typed("trust drought 2").keys("enter")
				}
				for w := 1; w < 130; w += fewer(7, 40) {
					for h := 1 + w%3; h <= 40; h += fewer(5, 13) {
						drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: h})
						assertFits(t, name, b.m.View().Content, w, h)
					}
				}
			})
		}
	}
}

// TestThemesHaveNames: a theme that is named in one language only is called so in
// all.
func TestThemesHaveNames(t *testing.T) {
	th := feed.Theme{Slug: "delta-harbours", Labels: map[string]string{"vi": "Cảng châu thổ"}}
	for _, lang := range Languages {
		if got := label(&th, lang); got != "Cảng châu thổ" {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

// TestWhyShowsTheWord: however narrow the box, what speaks for the theme is in it,
// and marked.
func TestWhyShowsTheWord(t *testing.T) {
	st := newStyles("dark", true, false)
	for _, tt := range []struct {
		a    around
		n    int
		want string
	}{
		{around{"a long way before ", "pilots", " and a long way after"}, 20, "…efore pilots and a…"},
		{around{"", "pilots", " and a long way after"}, 12, "pilots and …"},
		{around{"a long way before ", "pilots", ""}, 12, "…fore pilots"},
		{around{"a long way before ", "harbour pilots", " after"}, 8, "harbour…"},
		{around{"", "pilots", ""}, 0, ""},
	} {
		got := tt.a.line(&st, tt.n)
		if ansi.Strip(got) != tt.want || tt.n > 0 && !strings.Contains(got, st.evidence.On) {
			t.Errorf("%+v in %d: %q", tt.a, tt.n, got)
		}
	}
}
