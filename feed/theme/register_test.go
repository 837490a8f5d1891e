package theme

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

// ampleTheme has a long list about harbours, most of it never found.
func ampleTheme() feed.Theme {
	t := themeOf("ports", map[string]string{"en": "| berth, quay, harbour, dredger*, wharf | tonnage, crane"})
	t.Words["en"] = append(t.Words["en"], feed.Word{Text: "Port Authority", Tier: feed.SureWord}, feed.Word{Text: "container terminal", Tier: feed.SureWord})
	t.Not = map[string][]string{"en": {"safe harbour", "harbour of love"}}
	for i := range ampleWords {
		t.Words["en"] = append(t.Words["en"], feed.Word{Text: fmt.Sprint("unheard", i)})
	}
	return t
}

// filler is n words that no list has.
func filler(n int) string { return strings.Repeat("and so they went on ", (n+4)/5) }

// TestAmple holds what is asked of an ample list and not of a short one.
func TestAmple(t *testing.T) {
	ample, short := ampleTheme(), ampleTheme()
	short.Words["en"] = short.Words["en"][:len(short.Words["en"])-ampleWords]
	for _, c := range []struct {
		name, title, body string
		ample, short      bool
	}{
		{"one strong word again and again", "The quay", "A quay. The quay is wet.", false, true},
		{"two words", "The quay", "A wharf is wet.", true, true},
		{"a sure word once in the lede of a long text", "Notes", "The Port Authority. " + filler(200), false, true},
		{"in that of a short one", "Notes", "The Port Authority. " + filler(60), true, true},
		{"in the title of a long one", "The Port Authority", filler(200), true, true},
		{"with another", "Notes", "The Port Authority. " + filler(200) + "a quay", true, true},
		{"all behind the lede", "Notes", filler(60) + "a quay, a wharf and a berth, a quay, a quay", true, true},
		{"just enough, behind the lede", "Notes", filler(60) + "a quay, a wharf, a crane", false, true},
		{"a name", "Brothers Quay buy a firm", "The two Quay brothers are in tonnage.", false, true},
		{"a word in a heading with capitals", "Old Quay Sold To Town", "The quay needs a crane.", true, true},
		{"cancelled, then alone", "A harbour of love", "The harbour has an old crane.", false, true},
		{"not cancelled", "A harbour of stone", "The harbour has an old crane and a quay.", true, true},
		{"words with another sense", "A harbour of stone", "The harbour has an old crane.", false, true},
		{"a match", "Semi-final: quay and wharf", "The goalkeeper and the midfielder met the striker. The quay and the wharf lost.", false, true},
		{"a match, with a sure word", "Semi-final", "The goalkeeper and the midfielder met the striker at the container terminal, by a quay and a wharf.", true, true},
		{"a match, with a sure word, its title a figure of speech", "Semi-final: safe harbour", "The goalkeeper and the midfielder met the striker at the container terminal, by a quay and a wharf.", false, true},
		{"a match, with none", "Semi-final", "The goalkeeper and the midfielder met the striker by a quay and a wharf.", false, true},
		{"a match that a sure word heads", "Semi-final at the container terminal", "The goalkeeper and the midfielder met the striker.", true, true},
	} {
		a := article("en", c.title, c.body)
		for _, x := range []struct {
			theme feed.Theme
			want  bool
		}{{ample, c.ample}, {short, c.short}} {
			s := NewScorer([]feed.Theme{x.theme}, nil)
			if got := len(s.Suggest(a)) > 0; got != x.want {
				t.Errorf("%s, list of %d words: suggested %v: %+v", c.name, len(x.theme.Words["en"]), got, s.Why(a, x.theme.ID))
			}
		}
	}
}

// TestOwnRegister holds that a theme told in the words of a register is not wary of it.
func TestOwnRegister(t *testing.T) {
	a := article("en", "Quay and wharf in the semi-final", "The goalkeeper and the midfielder met the striker.")
	th := ampleTheme()
	if got := NewScorer([]feed.Theme{th}, nil).Suggest(a); len(got) > 0 {
		t.Errorf("%+v", got)
	}
	th.Words["en"] = append(th.Words["en"], feed.Word{Text: "goalkeeper", Tier: feed.StrongWord})
	if got := NewScorer([]feed.Theme{th}, nil).Suggest(a); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

// TestRegisters holds that the file is sound, that starter themes give way to all
// registers but those that yield to them, and that registers are never suggested.
func TestRegisters(t *testing.T) {
	all := registers()
	if len(all) < 3 {
		t.Fatalf("%d registers", len(all))
	}
	for _, r := range all {
		for _, lang := range []string{"en", "fr", "vi"} {
			var seen []string
			for _, w := range r.Words[lang] {
				k := strings.Join(tokensOf(w.Text, lang), " ")
				if slices.Contains(seen, k) {
					t.Errorf("%s %s: %q stands there twice", r.Slug, lang, w.Text)
				}
				seen = append(seen, k)
			}
			if len(seen) < 10 {
				t.Errorf("%s has %d words in %s", r.Slug, len(seen), lang)
			}
		}
	}
	themes := Starters()
	s := NewScorer(themes, nil)
	for i := range themes {
		for k := range all {
			if want := !slices.Contains(all[k].Yields, themes[i].ID); s.wary[i]>>k&1 != 0 != want {
				t.Errorf("%s gives way to %s: %v, want %v: they share a word, or the slug is wrong", themes[i].Slug, all[k].Slug, !want, want)
			}
		}
	}
	for _, got := range s.Suggest(article("en", "Midfielder and striker", "The goalkeeper in the semi-final.")) {
		t.Errorf("%+v", got)
	}
}

// TestBeside holds that a theme beside a much stronger one must say more, and that words
// with another sense do not tell a theme, however many they are.
func TestBeside(t *testing.T) {
	ports, mines := ampleTheme(), ampleTheme()
	mines.ID, mines.Slug = feed.ThemeID("mines"), "mines"
	mines.Words = map[string][]feed.Word{"en": {{Text: "pit", Tier: feed.StrongWord}, {Text: "shaft"}, {Text: "rock fall", Tier: feed.StrongWord}, {Text: "gallery", Tier: feed.StrongWord}}}
	for i := range ampleWords {
		mines.Words["en"] = append(mines.Words["en"], feed.Word{Text: fmt.Sprint("unseen", i)})
	}
	mines.Not = map[string][]string{"en": {"rock fall of pop", "shopping gallery"}}
	s := NewScorer([]feed.Theme{ports, mines}, nil)
	for _, c := range []struct {
		title, body string
		want        bool
	}{
		{"Notes", "The pit has a shaft.", true},
		{"Old wharf, berth and quay", "The pit has a shaft.", false},
		{"Old wharf, berth and quay", "The pit has a shaft, a gallery.", true},
		{"The Port Authority on its container terminal, wharf, berth and quay", "The pit has a shaft, a gallery.", true},
		{"A rock fall, a gallery", "A rock fall, a gallery.", false},
		{"A rock fall, a gallery", "A rock fall, a gallery, the shaft and unseen3.", true},
	} {
		got := slices.ContainsFunc(s.Suggest(article("en", c.title, c.body)), func(g feed.Suggestion) bool { return g.Theme == mines.ID })
		if got != c.want {
			t.Errorf("%s: %s: suggested %v: %+v", c.title, c.body, got, s.Why(article("en", c.title, c.body), mines.ID))
		}
	}
}

// TestSentences holds that no term reaches over the end of a sentence.
func TestSentences(t *testing.T) {
	th := themeOf("a", map[string]string{"en": "quay wall, St. Hilda, stop"})
	s := NewScorer([]feed.Theme{th}, nil)
	for text, want := range map[string]int{
		"The quay wall": 1, "The quay. Wall of stone": 0, "the quay? Wall": 0, "the quay.wall": 1, "the quay, wall": 1,
		"St. Hilda": 1, "the quay. wall": 1, "the quay: Wall": 1, "the quay … Wall": 0,
	} {
		if got := len(s.Why(article("en", "", text), th.ID).Evidence); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
