package store

import (
	"context"

	"veille/feed"
)

// Rules returns the rules by name.
func (s *Store) Rules(ctx context.Context) ([]feed.SavedRule, error) { return nil, nil }

// SaveRule adds a rule, or replaces the one of the same ID, as one step of undo. It
// works from then on; ApplyRule is for what is there.
func (s *Store) SaveRule(ctx context.Context, r feed.SavedRule) (feed.SavedRule, feed.Change, error) {
	return r, feed.Change{}, nil
}

// DropRule removes a rule; with marks, those that it has put on too. One step of
// undo.
func (s *Store) DropRule(ctx context.Context, id feed.ID, marks bool) (feed.Change, error) {
	return feed.Change{}, nil
}

// TryRule says what a rule, saved or not, would do to what is there, with up to n
// examples, newest first. Nothing is changed.
func (s *Store) TryRule(ctx context.Context, r feed.SavedRule, n int) (feed.Trial, error) {
	return feed.Trial{}, nil
}

// ApplyRule applies a saved rule to what is there as one step of undo.
func (s *Store) ApplyRule(ctx context.Context, id feed.ID) (feed.Change, error) {
	return feed.Change{}, nil
}
