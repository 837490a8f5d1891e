package store

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/highlight"
	"veille/feed/query"
)

func has(what string) query.Expr { return query.Set{Name: "has", Values: []string{what}} }

func TestNoteOfAnArticle(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	in.Article.Notes = []string{"first", "second"}
	add(t, s, in, sample(2))
	id := sampleID(1)
	notes := func() []string {
		t.Helper()
		a, err := s.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return a.Notes
	}
	if c, err := s.SetNote(t.Context(), id, " first\n\nsecond\n"); err != nil || c.Count != 0 || len(notes()) != 2 {
		t.Errorf("the same again: %+v, %v", c, err)
	}
	c, err := s.SetNote(t.Context(), id, "mine \x1b[31m")
	if err != nil || c.Count != 1 || !c.On || c.Verb != feed.DidNote || !slices.Equal(notes(), []string{"mine"}) {
		t.Fatalf("%+v, %q, %v", c, notes(), err)
	}
	c, err = s.SetNote(t.Context(), id, "  ")
	if err != nil || c.Count != 1 || c.On || notes() != nil || find(t, s, has("note")).Len() != 0 {
		t.Fatalf("%+v, %q, %v", c, notes(), err)
	}
	s = openAt(t, s.path)
	for i, want := range [][]string{{"mine"}, {"first", "second"}} {
		if c, err := s.Undo(t.Context()); err != nil || c.Verb != feed.DidNote || !slices.Equal(notes(), want) {
			t.Errorf("undone %d: %+v, %q, %v", i, c, notes(), err)
		}
	}
	if n := find(t, s, has("note")).Len(); n != 1 {
		t.Errorf("%d have a note", n)
	}
	for range 2 {
		if _, err := s.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := notes(); got != nil {
		t.Errorf("redone: %q", got)
	}
	if _, err := s.SetNote(t.Context(), feed.NewID("none"), "x"); !errors.Is(err, feed.ErrNotFound) {
		t.Error(err)
	}
	if _, err := s.SetNote(t.Context(), id, string(make([]byte, 1<<20))+string(slices.Repeat([]byte("x"), 1<<20))); !errors.Is(err, feed.ErrTooLarge) {
		t.Error(err)
	}
	sound(t, s)
}

// highlighted highlights a passage of the body of an article.
func highlighted(t *testing.T, s *Store, id feed.ID, from, to int) feed.Highlight {
	t.Helper()
	a, err := s.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	h, c, err := s.Highlight(t.Context(), id, highlight.New(&a, feed.Range{Start: from, End: to}, testNow))
	if err != nil || c.Count != 1 || !c.On || c.Verb != feed.DidHighlight {
		t.Fatal(c, err)
	}
	return h
}

func TestHighlightOfAnArticle(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 3)
	id := sampleID(1)
	highs := func() []feed.Highlight {
		t.Helper()
		a, err := s.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return a.Highlights
	}
	late, early := highlighted(t, s, id, 20, 30), highlighted(t, s, id, 2, 12)
	got := highs()
	if len(got) != 2 || got[0].ID != early.ID || got[1].ID != late.ID || got[0].Quote != early.Quote || !got[0].At.Equal(testNow) {
		t.Fatalf("%+v", got)
	}
	again := early
	again.Note, again.Themes = "why", []feed.ID{feed.ThemeID("quays"), feed.ThemeID("quays")}
	again.Start, again.Before = again.Start+1, "moved"
	kept, c, err := s.Highlight(t.Context(), id, again)
	if err != nil || c.Count != 1 || kept.Note != "why" || len(kept.Themes) != 1 || kept.Range != early.Range || kept.Before != early.Before {
		t.Fatalf("%+v %+v %v", kept, c, err)
	}
	if _, c, err := s.Highlight(t.Context(), id, kept); err != nil || c.Count != 0 {
		t.Errorf("the same again: %+v, %v", c, err)
	}
	if c, err := s.DropHighlight(t.Context(), id, late.ID); err != nil || c.Count != 1 || c.On || len(highs()) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := s.DropHighlight(t.Context(), id, late.ID); !errors.Is(err, feed.ErrNotFound) {
		t.Error(err)
	}
	if n := find(t, s, has("highlight")).Len(); n != 1 {
		t.Errorf("%d have a highlight", n)
	}
	s = openAt(t, s.path)
	for _, want := range []int{2, 2, 1, 0} {
		if _, err := s.Undo(t.Context()); err != nil || len(highs()) != want {
			t.Fatalf("%d highlights, not %d, %v", len(highs()), want, err)
		}
	}
	if n := find(t, s, has("highlight")).Len(); n != 0 {
		t.Errorf("%d have a highlight", n)
	}
	for range 3 {
		if _, err := s.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := highs(); len(got) != 2 || got[0].Note != "why" {
		t.Errorf("%+v", got)
	}
	if _, _, err := s.Highlight(t.Context(), id, feed.Highlight{ID: early.ID}); !errors.Is(err, feed.ErrInvalid) {
		t.Error(err)
	}
	sound(t, s)
}

func TestReviewIsKept(t *testing.T) {
	s := newStore(t)
	r, err := s.Review(t.Context(), "morning")
	if err != nil || r.Name != "morning" || !r.Last.IsZero() {
		t.Fatalf("%+v, %v", r, err)
	}
	r.Last, r.Had = testNow.Add(-24*time.Hour), []feed.ID{sampleID(4)}
	r.Draft = feed.Draft{Placed: []feed.Placed{{Section: "À la une", IDs: []feed.ID{sampleID(1), sampleID(2)}}, {Section: "Fin"}}, Out: []feed.ID{sampleID(3)},
		Depths: []feed.SectionDepth{{Section: "Fin", Depth: "refs"}, {Section: "À la une"}}}
	if err := s.SetReview(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if err := s.SetReview(t.Context(), feed.Review{Name: "evening", Last: testNow}); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, s.path)
	got, err := s.Review(t.Context(), "morning")
	if err != nil || !got.Last.Equal(r.Last) || len(got.Draft.Placed) != 2 || got.Draft.Placed[0].Section != "À la une" ||
		!slices.Equal(got.Draft.Placed[0].IDs, r.Draft.Placed[0].IDs) || !slices.Equal(got.Draft.Out, r.Draft.Out) || !slices.Equal(got.Draft.Depths, r.Draft.Depths) || !slices.Equal(got.Had, r.Had) {
		t.Errorf("%+v, %v", got, err)
	}
	all, err := s.Reviews(t.Context())
	if err != nil || len(all) != 2 || all[0].Name != "evening" {
		t.Errorf("%+v, %v", all, err)
	}
	if err := s.SetReview(t.Context(), feed.Review{Name: "evening"}); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Reviews(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	if err := s.SetReview(t.Context(), feed.Review{}); !errors.Is(err, feed.ErrInvalid) {
		t.Error(err)
	}
	if log, err := s.Log(t.Context(), 9); err != nil || len(log) != 0 {
		t.Errorf("%+v, %v", log, err)
	}
	sound(t, s)
}

// A highlight is drawn out over more words under its ID.
func TestHighlightOfMoreWords(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 3)
	id := sampleID(1)
	short := highlighted(t, s, id, 2, 12)
	a, err := s.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	long := highlight.New(&a, feed.Range{Start: 2, End: 30}, testNow)
	long.ID = short.ID
	if _, _, err := s.Highlight(t.Context(), id, long); err != nil {
		t.Fatal(err)
	}
	if a, err = s.Article(t.Context(), id); err != nil || len(a.Highlights) != 1 || a.Highlights[0].Quote != long.Quote || a.Highlights[0].Range != long.Range {
		t.Errorf("%+v, %v", a.Highlights, err)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, err = s.Article(t.Context(), id); err != nil || a.Highlights[0].Quote != short.Quote {
		t.Errorf("%+v, %v", a.Highlights, err)
	}
}

// TestChangeReviewTogether holds that two who change a review at once both do.
func TestChangeReviewTogether(t *testing.T) {
	s := newStore(t)
	const each = 5
	var wg sync.WaitGroup
	for who := range 2 {
		wg.Go(func() {
			for i := range each {
				err := s.ChangeReview(t.Context(), "evening", func(r feed.Review) (feed.Review, error) {
					r.Draft.Out = append(r.Draft.Out, sampleID(who*each+i))
					return r, nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if r, err := s.Review(t.Context(), "evening"); err != nil || r.Name != "evening" || len(r.Draft.Out) != 2*each {
		t.Errorf("%+v, %v", r, err)
	}
}
