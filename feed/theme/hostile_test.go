package theme

import (
	"fmt"
	"strings"
	"testing"

	"veille/feed"
)

// TestHostileLists scores with lists that nobody would write but to do harm: what
// is done for one article must not grow with them.
func TestHostileLists(t *testing.T) {
	// Each node of the tree can be reached over many ways: a word among hyphens
	// stands alone and with the next.
	var terms []string
	for i := range 1 << maxTerm {
		var b strings.Builder
		for k := range maxTerm {
			b.WriteString([]string{"a* ", "ab* "}[i>>k&1])
		}
		terms = append(terms, b.String())
	}
	ways := themeOf("ways", map[string]string{"en": strings.Join(terms, ", ")})
	same := feed.Theme{ID: feed.ThemeID("same"), Slug: "same", Words: map[string][]feed.Word{}}
	for range 50_000 {
		same.Words["en"] = append(same.Words["en"], feed.Word{Text: "the", Tier: feed.StrongWord})
	}
	many := make([]feed.Theme, 2000)
	for i := range many {
		many[i] = themeOf(fmt.Sprint("t", i), map[string]string{"en": "the, a*, e*"})
		many[i].Parent = feed.ThemeID(fmt.Sprint("t", (i+1)%len(many)))
	}
	for _, c := range []struct {
		name, body string
		themes     []feed.Theme
	}{
		{"many ways", strings.Repeat("ab-", 5000), []feed.Theme{ways}},
		{"one word many times", strings.Repeat("the ", maxWords), []feed.Theme{same}},
		{"many themes in a ring", strings.Repeat("the end at each area ", maxWords/5), many},
	} {
		s := NewScorer(c.themes, nil)
		x := s.score(article("en", "", c.body))
		if n := len(x.hits) + len(x.cancels); n > maxSteps || n == 0 {
			t.Errorf("%s: %d hits", c.name, n)
		}
		for node, ends := range s.lexicon.ends {
			if len(ends) > len(s.lexicon.ample) {
				t.Errorf("%s: %d terms of %d themes and registers end at node %d", c.name, len(ends), len(s.lexicon.ample), node)
			}
		}
		s.release(x)
	}
}

// TestLongestOfMany holds that of many themes at one word each has its longest term.
func TestLongestOfMany(t *testing.T) {
	themes := make([]feed.Theme, 20)
	for i := range themes {
		themes[i] = themeOf(fmt.Sprint("t", i), map[string]string{"en": "harbour, harbour master, harbour*"})
		themes[i].Not = map[string][]string{"en": {"harbour master of the moon"}}
	}
	s := NewScorer(themes, nil)
	x := s.score(article("en", "", "Our harbour master sleeps; the harbour master of the moon is awake."))
	defer s.release(x)
	if len(x.hits) != len(themes) || len(x.cancels) != len(themes) {
		t.Fatalf("%d hits, %d cancels, want %d each", len(x.hits), len(x.cancels), len(themes))
	}
	for i, h := range x.hits {
		if int(h.theme) != i || h.to-h.from != 2 {
			t.Errorf("hit %d: %+v", i, h)
		}
	}
}
