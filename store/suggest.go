package store

import (
	"context"

	"veille/feed"
)

// Suggestions returns the pending suggestions of an article, surest first.
func (s *Store) Suggestions(ctx context.Context, id feed.ID) ([]feed.Suggestion, error) {
	return nil, nil
}

// Why tells how the suggestion of a theme for an article comes about.
func (s *Store) Why(ctx context.Context, id, theme feed.ID) (feed.Why, error) {
	return feed.Why{Theme: theme}, nil
}

// Answer accepts or dismisses pending suggestions as one step of undo. An accepted
// one becomes a mark by suggestion with its score, version and evidence; a
// dismissed one stays away until its theme's words change.
func (s *Store) Answer(ctx context.Context, on feed.Targets, a feed.Answer) (feed.Change, error) {
	return feed.Change{}, nil
}

// Answers counts by theme how suggestions were answered.
func (s *Store) Answers(ctx context.Context) (map[feed.ID]feed.Answers, error) { return nil, nil }

// Backlog counts what is to be worked out still.
func (s *Store) Backlog(ctx context.Context) (feed.Backlog, error) { return feed.Backlog{}, nil }

// CatchUp works out what is missing or out of date, for the newest articles first,
// in short transactions: marks of rules, suggestions, stories. It stops after about
// limit articles (0: never) and returns what is left; told, which may be nil, hears
// how far it is. Of several at once one works, the others return at once.
func (s *Store) CatchUp(ctx context.Context, limit int, told func(done, left int)) (feed.Backlog, error) {
	return feed.Backlog{}, nil
}

// LearnedTerms returns the terms that the user's tagging has taught of a theme, the
// strongest first, and from how many articles.
func (s *Store) LearnedTerms(ctx context.Context, theme feed.ID, n int) (terms []string, of int, err error) {
	return nil, 0, nil
}
