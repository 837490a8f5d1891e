package store

import (
	"context"
	"time"

	"veille/feed"
)

// Polls returns what is known of asking each source that is followed.
func (s *Store) Polls(ctx context.Context) (map[feed.ID]feed.Poll, error) { return nil, nil }

// Standings says of each item of a source whether anything has to be done about
// it.
func (s *Store) Standings(ctx context.Context, source feed.ID, in []feed.Sent) ([]feed.Standing, error) {
	return make([]feed.Standing, len(in)), nil
}

// Keep takes in what several sources brought. An item that is kept already under
// its ID, address or print within the source becomes its next version, if it
// says something else: tags, state, notes stay, the earlier version is kept.
func (s *Store) Keep(ctx context.Context, in []feed.Polled) ([]feed.Kept, error) {
	return make([]feed.Kept, len(in)), nil
}

// Follow adds sources, or follows those known already again, as one step of
// undo.
func (s *Store) Follow(ctx context.Context, in []feed.Source) ([]feed.Source, feed.Change, error) {
	return nil, feed.Change{}, nil
}

// EditSources changes sources as one step of undo.
func (s *Store) EditSources(ctx context.Context, ids []feed.ID, e feed.SourceEdit) (feed.Change, error) {
	return feed.Change{}, nil
}

// Unfollow stops following sources and moves their articles to the trash, but
// for those tagged, starred or with a note, as one step of undo. The names of
// the sources stay with the articles.
func (s *Store) Unfollow(ctx context.Context, ids []feed.ID) (feed.Change, error) {
	return feed.Change{}, nil
}

// Leaving counts the articles that Unfollow would move to the trash, and those
// that would stay.
func (s *Store) Leaving(ctx context.Context, ids []feed.ID) (gone, stay int, err error) {
	return 0, 0, nil
}

// Retain moves articles older than their source keeps to the trash and returns
// how many: never those tagged, starred or with a note.
func (s *Store) Retain(ctx context.Context, now time.Time) (int, error) { return 0, nil }

// Versions returns the earlier versions of an article, newest first.
func (s *Store) Versions(ctx context.Context, id feed.ID) ([]feed.Version, error) { return nil, nil }

// Elsewhere returns the heads of articles of other sources that have the address
// of this one.
func (s *Store) Elsewhere(ctx context.Context, id feed.ID) ([]feed.Head, error) { return nil, nil }
