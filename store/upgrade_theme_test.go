package store

import (
	"testing"

	"veille/feed"
)

// writeAnswered adds what suggesting takes: suggestions, one accepted and one
// dismissed, a rule that has worked, an article that it hides.
func writeAnswered(t *testing.T, s *Store) {
	t.Helper()
	suggestByWord(s)
	setWords(t, s, "weather", "Report number 1")
	saveRule(t, s, feed.SavedRule{Name: "Away", Query: "needle21", Hide: true, Tags: []feed.ID{feed.ThemeID("weather")}})
	catchUp(t, s)
	add(t, s, sample(21))
	catchUp(t, s)
	for _, a := range []struct {
		n       int
		dismiss bool
	}{{10, false}, {11, true}} {
		if c, err := s.Answer(t.Context(), one(sampleID(a.n)), feed.Answer{Dismiss: a.dismiss}); err != nil || c.Count != 1 {
			t.Fatal(c, err)
		}
	}
}

// readAnswered looks for it.
func readAnswered(t *testing.T, s *Store) {
	t.Helper()
	h := feed.ThemeID("weather")
	answers, err := s.Answers(t.Context())
	if err != nil || answers[h].Kept != 1 || answers[h].Dropped != 1 || answers[h].Pending == 0 {
		t.Errorf("%+v, %v", answers[h], err)
	}
	a, err := s.Article(t.Context(), sampleID(10))
	if err != nil || len(a.Marks) != 1 || a.Marks[0].By != feed.BySuggestion || len(a.Marks[0].Spans) != 1 {
		t.Errorf("%+v, %v", a.Marks, err)
	}
	if got := asked(t, s, "is:hidden"); got != "21" {
		t.Errorf("hidden: %s", got)
	}
	rules, err := s.Rules(t.Context())
	if err != nil || len(rules) != 1 || rules[0].Name != "Away" || !rules[0].Hide {
		t.Errorf("%+v, %v", rules, err)
	}
	for range 2 { // both answers are taken back: eight are tagged again
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.SetFlag(t.Context(), one(sampleID(21)), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
}
