package store

import (
	"errors"
	"testing"

	"veille/feed"
)

func TestSeenIsNoStepOfUndo(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 2)
	ids := idsOf(t, find(t, s, nil))
	ctx := t.Context()
	if _, err := s.SetFlag(ctx, one(ids[0]), feed.FlagStarred, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	before, err := s.Log(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Seen(ctx, ids[0]); err != nil {
			t.Fatal(err)
		}
	}
	after, err := s.Log(ctx, 10)
	if err != nil || len(after) != len(before) {
		t.Errorf("%d steps after reading, %d before, %v", len(after), len(before), err)
	}
	if n := find(t, s, is("unread")).Len(); n != 1 {
		t.Errorf("%d unread, want 1", n)
	}
	if _, err := s.Redo(ctx); err != nil {
		t.Errorf("redo after reading: %v", err)
	}
	if err := s.Seen(ctx, feed.NewID("nowhere")); !errors.Is(err, feed.ErrNotFound) {
		t.Errorf("an unknown article: %v", err)
	}
	sound(t, s)
}
