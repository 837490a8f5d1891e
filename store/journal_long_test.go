//go:build !race

package store

import (
	"errors"
	"testing"

	"veille/feed"
)

// TestJournalKeepsEnough makes a thousand changes one after the other, by one
// goroutine: what takes the race detector long and shows it nothing.
func TestJournalKeepsEnough(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	addSamples(t, s, 0, 3)
	id := sample(1).Article.ID
	const n = maxSteps + 30
	for i := range n {
		if c, err := s.SetFlag(t.Context(), one(id), feed.FlagStarred, i%2 == 0); err != nil || c.Count != 1 {
			t.Fatal(c, err)
		}
	}
	log, err := s.Log(t.Context(), n)
	if err != nil || len(log) != maxSteps || log[0].Seq != n || log[len(log)-1].Seq != n-maxSteps+1 {
		t.Fatalf("%d changes kept, %v", len(log), err)
	}
	if log[0].Subject != sample(1).Article.Title || !log[1].On || log[0].On || !log[0].At.Equal(testNow) {
		t.Errorf("newest %+v", log[0])
	}
	undone := 0
	for {
		c, err := s.Undo(t.Context())
		if errors.Is(err, feed.ErrNothing) {
			break
		}
		if err != nil || c.Seq != uint64(n-undone) {
			t.Fatal(c, err)
		}
		undone++
	}
	if undone != maxSteps {
		t.Errorf("%d undone", undone)
	}
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(t.Context(), one(id), feed.FlagRead, true); err != nil {
		t.Fatal(err)
	}
	if log, err := s.Log(t.Context(), n); err != nil || len(log) != 2 || log[0].Seq != n+1 {
		t.Errorf("a new change left %d changes, %v", len(log), err)
	}
	if _, err := s.Redo(t.Context()); !errors.Is(err, feed.ErrNothing) {
		t.Errorf("redo after a new change: %v", err)
	}
	sound(t, s)
}
