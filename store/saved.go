package store

import (
	"context"

	"veille/feed"
)

// Queries returns the saved queries by name.
func (s *Store) Queries(ctx context.Context) ([]feed.SavedQuery, error) { return nil, ctx.Err() }

// SaveQuery adds a saved query, or with an ID that is known replaces it. A key
// taken from another is taken off it in the same change. The error wraps
// feed.ErrExists when another has that name, folded, and feed.ErrInvalid when
// the name is empty or the query cannot be read or leads back to itself.
func (s *Store) SaveQuery(ctx context.Context, q feed.SavedQuery) (saved feed.SavedQuery, c feed.Change, err error) {
	return q, c, ctx.Err()
}

// DeleteQuery deletes a saved query.
func (s *Store) DeleteQuery(ctx context.Context, id feed.ID) (c feed.Change, err error) {
	return c, ctx.Err()
}
