package store

import (
	"context"

	"veille/feed"
	"veille/feed/query"
)

// Report counts the articles of a query over the given number of weeks up to now,
// 0 for all that there are.
func (s *Store) Report(ctx context.Context, q query.Query, weeks int) (feed.Report, error) {
	return feed.Report{}, nil
}

// SplitTheme makes a new theme and moves the marks of another from the given
// articles to it, as one step of undo.
func (s *Store) SplitTheme(ctx context.Context, from feed.ID, into feed.Theme, on feed.Targets) (feed.Theme, feed.Change, error) {
	return into, feed.Change{}, nil
}
