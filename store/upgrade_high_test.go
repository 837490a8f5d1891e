package store

import (
	"testing"

	"veille/feed"
)

// writeHighlighted adds a note, two highlights of which one is taken off again, and
// a press review.
func writeHighlighted(t *testing.T, s *Store) {
	t.Helper()
	id := sampleID(5)
	if _, err := s.SetNote(t.Context(), id, "to be quoted on Thursday"); err != nil {
		t.Fatal(err)
	}
	h := highlighted(t, s, id, 2, 12)
	h.Note, h.Themes = "why", []feed.ID{feed.ThemeID("quays")}
	if _, _, err := s.Highlight(t.Context(), id, h); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DropHighlight(t.Context(), id, highlighted(t, s, id, 20, 30).ID); err != nil {
		t.Fatal(err)
	}
	r := feed.Review{Name: "morning", Last: testNow, Draft: feed.Draft{Placed: []feed.Placed{{Section: "first", IDs: []feed.ID{id}}}, Out: []feed.ID{sampleID(6)}}}
	if err := s.SetReview(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

// readHighlighted looks for it.
func readHighlighted(t *testing.T, s *Store) {
	t.Helper()
	a, err := s.Article(t.Context(), sampleID(5))
	if err != nil || feed.JoinNotes(a.Notes) != "to be quoted on Thursday" || len(a.Highlights) != 1 {
		t.Fatalf("%q %+v, %v", a.Notes, a.Highlights, err)
	}
	h := a.Highlights[0]
	if h.Note != "why" || len(h.Themes) != 1 || h.Quote != a.Text()[h.Start:h.End] || h.Start < 2 || !h.At.Equal(testNow) {
		t.Errorf("%+v", h)
	}
	if got := asked(t, s, "has:highlight"); got != "5" {
		t.Errorf("has:highlight %s", got)
	}
	r, err := s.Review(t.Context(), "morning")
	if err != nil || !r.Last.Equal(testNow) || len(r.Draft.Placed) != 1 || len(r.Draft.Out) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}
