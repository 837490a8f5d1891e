package store

import (
	"context"

	"veille/feed"
)

// Story returns the story that an article is a version of; without one the error
// wraps feed.ErrNotFound.
func (s *Store) Story(ctx context.Context, id feed.ID) (feed.Story, error) {
	return feed.Story{}, feed.ErrNotFound
}

// JoinStory makes articles, with the stories they are in, one story. One step of
// undo; no later working out takes them apart.
func (s *Store) JoinStory(ctx context.Context, ids []feed.ID) (feed.Change, error) {
	return feed.Change{}, nil
}

// LeaveStory takes articles out of their story, which is remembered. One step of
// undo.
func (s *Store) LeaveStory(ctx context.Context, ids []feed.ID) (feed.Change, error) {
	return feed.Change{}, nil
}
