package store

import (
	"errors"
	"slices"
	"testing"

	"veille/feed"
)

func saveRule(t testing.TB, s *Store, r feed.SavedRule) feed.SavedRule {
	t.Helper()
	saved, c, err := s.SaveRule(t.Context(), r)
	if err != nil || c.Verb != feed.DidRule {
		t.Fatal(c, err)
	}
	return saved
}

func TestRule(t *testing.T) {
	s := scoredStore(t)
	g, w := feed.ThemeID("gardens"), feed.ThemeID("weather")
	r := saveRule(t, s, feed.SavedRule{Name: "Gales", Query: "gale limit:3", Tags: []feed.ID{g, w, g}, Read: true, Star: true})
	if r.ID != feed.RuleID("Gales") || r.Version != 1 || r.Query != "gale" || len(r.Tags) != 2 {
		t.Errorf("saved %+v", r)
	}
	catchUp(t, s)
	if got := asked(t, s, "by:rule"); got != "" {
		t.Errorf("it was applied to what was there: %s", got)
	}
	trial, err := s.TryRule(t.Context(), r, 2)
	if err != nil || trial.Found != 4 || trial.Changed != 4 || len(trial.Examples) != 2 {
		t.Fatalf("trial %+v, %v", trial, err)
	}
	addTitled(t, s, 12, 6) // 12 and 15 are of a gale
	if b, err := s.Backlog(t.Context()); err != nil || b != (feed.Backlog{Suggestions: 6, Stories: 6, Rules: 6}) {
		t.Errorf("backlog %+v, %v", b, err)
	}
	if b, err := s.CatchUp(t.Context(), 0, nil); err != nil || b != (feed.Backlog{Ruled: 2}) {
		t.Errorf("caught up %+v, %v", b, err)
	}
	for line, want := range map[string]string{"tag:gardens by:rule": "12 15", "tag:weather": "12 15", "is:read": "12 15", "is:starred": "12 15", "sug:weather": "0 3 6 9"} {
		if got := asked(t, s, line); got != want {
			t.Errorf("%s finds %s, want %s", line, got, want)
		}
	}
	a, err := s.Article(t.Context(), sampleID(12))
	if err != nil || a.Marks[0].Rule != r.ID || a.Marks[0].Version != 1 || a.Marks[0].By != feed.ByRule {
		t.Errorf("%+v, %v", a.Marks, err)
	}
	sound(t, s)
	// What the user takes off stays off, even when the article changes.
	if _, err := s.Tag(t.Context(), one(sampleID(12)), feed.Tagging{Remove: []feed.ID{g}}); err != nil {
		t.Fatal(err)
	}
	title := "A gale on the quay at night"
	if _, err := s.Correct(t.Context(), sampleID(12), feed.Correction{Title: &title}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	c, err := s.ApplyRule(t.Context(), r.ID)
	if err != nil || c.Verb != feed.DidApply || c.Count != 4 || !slices.Equal(c.Added, []string{"Gales"}) {
		t.Fatalf("%+v, %v", c, err)
	}
	if got := asked(t, s, "tag:gardens"); got != "0 3 6 9 15" {
		t.Errorf("applied to %s", got)
	}
	sound(t, s)
	s = suggestByWord(openAt(t, s.path))
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{"tag:gardens": "15", "is:starred": "12 15", "is:read": "12 15"} {
		if got := asked(t, s, line); got != want {
			t.Errorf("undone: %s finds %s, want %s", line, got, want)
		}
	}
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := asked(t, s, "tag:gardens"); got != "0 3 6 9 15" {
		t.Errorf("redone on %s", got)
	}
	c, err = s.DropRule(t.Context(), r.ID, true)
	if err != nil || c.Count != 6 || !slices.Equal(c.Removed, []string{"Gales"}) {
		t.Fatalf("%+v, %v", c, err)
	}
	if got := asked(t, s, "by:rule"); got != "" {
		t.Errorf("left on %s", got)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := asked(t, s, "by:rule"); got != "0 3 6 9 12 15" {
		t.Errorf("back on %s", got)
	}
	if rules, err := s.Rules(t.Context()); err != nil || len(rules) != 1 {
		t.Errorf("%+v, %v", rules, err)
	}
	sound(t, s)
}

func TestRuleHides(t *testing.T) {
	s := scoredStore(t)
	saveRule(t, s, feed.SavedRule{Name: "Away", Query: "gale", Hide: true})
	saveRule(t, s, feed.SavedRule{Name: "Paused", Query: "dispatch", Star: true, Paused: true})
	saveRule(t, s, feed.SavedRule{Name: "Sure ones", Query: "sug:harbours>0.5", Tags: []feed.ID{feed.ThemeID("gardens")}})
	catchUp(t, s)
	addTitled(t, s, 12, 4)
	catchUp(t, s)
	for line, want := range map[string]string{
		"is:hidden": "12 15", "number": "", "dispatch since:1900": asked(t, s, "dispatch since:1900 -id:"+sampleID(12).String()),
		"gale": "0 3 6 9", "gale is:hidden": "12 15", "-is:hidden gale": "0 3 6 9", "gale OR is:hidden": "0 3 6 9 12 15",
		"is:starred": "", "tag:gardens": "14", "tag:gardens is:hidden": "12",
	} {
		if got := asked(t, s, line); got != want {
			t.Errorf("%s finds %s, want %s", line, got, want)
		}
	}
	c, err := s.Counts(t.Context())
	if err != nil || c.Hidden != 2 || c.All != 14 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := s.SetFlag(t.Context(), one(sampleIDs(12, 15)...), feed.FlagHidden, false); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	if got := asked(t, s, "gale"); got != "0 3 6 9 12 15" {
		t.Errorf("shown again: %s", got)
	}
	if _, err := s.SetFlag(t.Context(), one(sampleIDs(12)...), feed.FlagHidden, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(t.Context(), one(sampleIDs(12)...), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if got := asked(t, s, "is:trashed"); got != "12" {
		t.Errorf("in the trash: %s", got)
	}
	sound(t, s)
}

func TestRuleRefused(t *testing.T) {
	s := scoredStore(t)
	g := []feed.ID{feed.ThemeID("gardens")}
	saveRule(t, s, feed.SavedRule{Name: "One", Query: "gale", Tags: g})
	for name, c := range map[string]struct {
		rule feed.SavedRule
		want error
	}{
		"no name":       {feed.SavedRule{Query: "gale", Tags: g}, feed.ErrInvalid},
		"no deed":       {feed.SavedRule{Name: "x", Query: "gale"}, feed.ErrInvalid},
		"bad query":     {feed.SavedRule{Name: "x", Query: "is:nothing", Tags: g}, feed.ErrInvalid},
		"no such query": {feed.SavedRule{Name: "x", Query: "@lost", Tags: g}, feed.ErrInvalid},
		"no such theme": {feed.SavedRule{Name: "x", Query: "gale", Tags: []feed.ID{{1}}}, feed.ErrNotFound},
		"same name":     {feed.SavedRule{Name: "ONE", Query: "gale", Tags: g, ID: feed.ID{2}}, feed.ErrExists},
	} {
		if _, _, err := s.SaveRule(t.Context(), c.rule); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 2 { // of the same name by itself: another rule
		if _, _, err := s.SaveRule(t.Context(), feed.SavedRule{Name: "one", Query: "quay", Tags: g}); !errors.Is(err, feed.ErrExists) {
			t.Errorf("twice: %v", err)
		}
	}
	if _, err := s.ApplyRule(t.Context(), feed.ID{9}); !errors.Is(err, feed.ErrNotFound) {
		t.Error(err)
	}
	if _, err := s.DropRule(t.Context(), feed.ID{9}, true); !errors.Is(err, feed.ErrNotFound) {
		t.Error(err)
	}
	if _, err := s.TryRule(t.Context(), feed.SavedRule{Query: "is:nothing"}, 3); !errors.Is(err, feed.ErrInvalid) {
		t.Error(err)
	}
	r := saveRule(t, s, feed.SavedRule{ID: feed.RuleID("One"), Name: "One", Query: "gale quay", Tags: g})
	if r.Version != 2 {
		t.Errorf("version %d", r.Version)
	}
	if r = saveRule(t, s, feed.SavedRule{ID: r.ID, Name: "Two", Query: "gale quay", Tags: g, Paused: true}); r.Version != 2 {
		t.Errorf("version %d of the same", r.Version)
	}
}

// TestRuleAnew makes versions of a rule that are not those of another rule before
// it, which was removed or taken back.
func TestRuleAnew(t *testing.T) {
	s := scoredStore(t)
	g, w := feed.ThemeID("gardens"), feed.ThemeID("weather")
	apply := func(r feed.SavedRule, want int) {
		t.Helper()
		trial, err := s.TryRule(t.Context(), r, 0)
		if err != nil || trial.Changed != want {
			t.Errorf("trial %+v, %v, want %d", trial, err, want)
		}
		if c, err := s.ApplyRule(t.Context(), r.ID); err != nil || c.Count != want {
			t.Errorf("applied %+v, %v, want %d", c, err, want)
		}
	}
	r := saveRule(t, s, feed.SavedRule{Name: "Gales", Query: "gale", Tags: []feed.ID{g}})
	apply(r, 4)
	if _, err := s.DropRule(t.Context(), r.ID, false); err != nil {
		t.Fatal(err)
	}
	r = saveRule(t, s, feed.SavedRule{Name: "Gales", Query: "gale", Tags: []feed.ID{w}})
	apply(r, 4)
	r = saveRule(t, s, feed.SavedRule{ID: r.ID, Name: "Gales", Query: "gale", Star: true})
	addTitled(t, s, 12, 6) // 12 and 15 are of a gale
	catchUp(t, s)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.Star, r.Read = false, true
	apply(saveRule(t, s, r), 6)
	r.Hide = true
	if trial, err := s.TryRule(t.Context(), r, 0); err != nil || trial.Changed != 6 {
		t.Errorf("trial of an edit %+v, %v", trial, err)
	}
	apply(saveRule(t, s, r), 6)
	sound(t, s)
}
