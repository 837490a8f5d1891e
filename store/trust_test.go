package store

import (
	"reflect"
	"sync/atomic"
	"testing"

	"veille/feed"
	"veille/feed/theme"
)

// trustIn gives a theme words and what it trusts.
func trustIn(t *testing.T, s *Store, slug string, from float64, words ...string) feed.ID {
	t.Helper()
	setWords(t, s, slug, words...)
	th := themeNamed(t, s, slug)
	th.Trust = from
	if _, err := s.EditTheme(t.Context(), th); err != nil {
		t.Fatal(err)
	}
	return th.ID
}

// TestTrustPutsNothingBack takes off what trust, the user, a rule, an answer or an
// import has put on, and holds that trust leaves it off whatever words come.
func TestTrustPutsNothingBack(t *testing.T) {
	s := suggestByWord(newStore(t))
	harbours, gardens := feed.ThemeID("harbours"), feed.ThemeID("gardens")
	addTitled(t, s, 0, 8) // 0, 2, 4 and 6 are from the quay
	r := saveRule(t, s, feed.SavedRule{Name: "Six", Query: "Dispatch 6", Tags: []feed.ID{harbours}})
	if _, err := s.ApplyRule(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	tag := func(i int, tg feed.Tagging) {
		t.Helper()
		if c, err := s.Tag(t.Context(), one(sampleID(i)), tg); err != nil || c.Count != 1 {
			t.Fatalf("article %d: %+v, %v", i, c, err)
		}
	}
	tag(0, feed.Tagging{Add: []feed.ID{harbours}})
	tag(2, feed.Tagging{Add: []feed.ID{harbours}, By: feed.ByImport})
	tag(0, feed.Tagging{Remove: []feed.ID{harbours}})
	tag(2, feed.Tagging{Remove: []feed.ID{harbours}})
	if _, err := s.DropRule(t.Context(), r.ID, true); err != nil {
		t.Fatal(err)
	}
	trustIn(t, s, "harbours", .1, "quay")
	catchUp(t, s)
	if got := asked(t, s, "tag:harbours"); got != "4" {
		t.Fatalf("trusted on %s, want 4 alone", got)
	}
	tag(4, feed.Tagging{Remove: []feed.ID{harbours}})
	for _, words := range [][]string{{"quay", "never"}, {"quay"}, {"Dispatch"}} {
		trustIn(t, s, "harbours", .1, words...)
		catchUp(t, s)
		want := ""
		if words[0] == "Dispatch" {
			want = "1 3 5 7"
		}
		if got := asked(t, s, "tag:harbours"); got != want {
			t.Errorf("with words %q: trusted on %s, want %s", words, got, want)
		}
	}
	// What is moved to another theme does not come back either, and undo of the
	// taking off gives trust its say again.
	_, c, err := s.SplitTheme(t.Context(), harbours, feed.Theme{Slug: "moles"}, one(sampleIDs(1, 3)...))
	if err != nil || c.Count != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	tag(5, feed.Tagging{Remove: []feed.ID{harbours}, Add: []feed.ID{gardens}})
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	trustIn(t, s, "harbours", .1, "Dispatch", "never")
	catchUp(t, s)
	if got := asked(t, s, "tag:harbours"); got != "5 7" {
		t.Errorf("after moving and undoing: %s, want 5 7", got)
	}
	// A rule leaves it off an article that comes again, with another text.
	saveRule(t, s, feed.SavedRule{Name: "All", Query: "dispatch", Tags: []feed.ID{harbours}})
	for _, i := range []int{0, 7} {
		tag(i, feed.Tagging{Add: []feed.ID{harbours, gardens}}) // 7 carries it by trust
		tag(i, feed.Tagging{Remove: []feed.ID{harbours}})
	}
	if _, err := s.update(t.Context(), func(tx *tx) error {
		for i := range 8 {
			doc, err := tx.mustDoc(sampleID(i))
			if err != nil {
				return err
			}
			if err := tx.outdate(doc); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	if got := asked(t, s, "tag:harbours"); got != "5" {
		t.Errorf("after the rule: %s, want 5", got)
	}
	sound(t, s)
}

// TestTagWhatRuleTagged tags by hand what a rule has tagged: it is the user's then, it
// teaches and outlives the rule; undo gives the mark of the rule back.
func TestTagWhatRuleTagged(t *testing.T) {
	s := scoredStore(t)
	gardens := feed.ThemeID("gardens")
	r := saveRule(t, s, feed.SavedRule{Name: "Gales", Query: "gale", Tags: []feed.ID{gardens}})
	if _, err := s.ApplyRule(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	before := marksOf(t, s, 12)
	ids := sampleIDs(0, 1, 2, 3, 6)
	if c, err := s.Tag(t.Context(), one(ids...), feed.Tagging{Add: []feed.ID{gardens}, By: feed.ByImport}); err != nil || c.Count != 2 {
		t.Errorf("by an import: %+v, %v", c, err)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := s.Tag(t.Context(), one(ids...), feed.Tagging{Add: []feed.ID{gardens}})
	if err != nil || c.Count != 5 || !reflect.DeepEqual(c.Added, []string{"gardens"}) {
		t.Fatalf("%+v, %v", c, err)
	}
	if got := asked(t, s, "tag:gardens by:user"); got != "0 1 2 3 6" {
		t.Errorf("by the user: %s", got)
	}
	sound(t, s)
	if c, err := s.Tag(t.Context(), one(ids...), feed.Tagging{Add: []feed.ID{gardens}}); err != nil || c.Count != 0 {
		t.Errorf("a second time: %+v, %v", c, err)
	}
	taught := func(want int) {
		t.Helper()
		catchUp(t, s)
		if _, n, err := s.LearnedTerms(t.Context(), gardens, 1); err != nil || n != want {
			t.Errorf("learned of %d, %v, want %d", n, err, want)
		}
	}
	taught(5)
	after := marksOf(t, s, 12)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := marksOf(t, s, 12); !reflect.DeepEqual(got, before) {
		t.Errorf("undone: %+v, want %+v", got, before)
	}
	taught(0)
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := marksOf(t, s, 12); !reflect.DeepEqual(got, after) {
		t.Errorf("redone: %+v, want %+v", got, after)
	}
	if _, err := s.DropRule(t.Context(), r.ID, true); err != nil {
		t.Fatal(err)
	}
	if got := asked(t, s, "tag:gardens"); got != "0 1 2 3 6" {
		t.Errorf("without the rule: %s", got)
	}
	sound(t, s)
}

// TestTrustWithoutScores changes what a theme trusts, and holds that no text is scored
// for it: the marks follow from the scores that are there.
func TestTrustWithoutScores(t *testing.T) {
	s := scoredStore(t)
	catchUp(t, s)
	var scored atomic.Int32
	was := s.suggests
	s.suggests = func(themes []feed.Theme, l *theme.Learned) scorer { return countingScorer{was(themes, l), &scored} }
	trust := func(from float64) {
		t.Helper()
		th := themeNamed(t, s, "harbours")
		th.Trust = from
		if _, err := s.EditTheme(t.Context(), th); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Answer(t.Context(), one(sampleID(4)), feed.Answer{Dismiss: true}); err != nil {
		t.Fatal(err)
	}
	trust(.1)
	if b, err := s.Backlog(t.Context()); err != nil || b.Suggestions != 5 {
		t.Errorf("backlog %+v, %v, want 5", b, err)
	}
	b, err := s.CatchUp(t.Context(), 0, nil)
	if err != nil || b.Suggestions != 0 || b.Ruled != 5 {
		t.Errorf("%+v, %v", b, err)
	}
	if got := asked(t, s, "tag:harbours by:rule"); got != "0 2 6 8 10" {
		t.Errorf("trusted on %q", got)
	}
	trust(0)
	catchUp(t, s)
	trust(.2)
	catchUp(t, s)
	if n := scored.Load(); n != 0 {
		t.Errorf("%d texts were scored", n)
	}
	if got := asked(t, s, "tag:harbours"); got != "0 2 6 8 10" {
		t.Errorf("in the end trusted on %q", got)
	}
}

type countingScorer struct {
	scorer
	n *atomic.Int32
}

func (c countingScorer) Suggest(a *feed.Article) []feed.Suggestion {
	c.n.Add(1)
	return c.scorer.Suggest(a)
}
