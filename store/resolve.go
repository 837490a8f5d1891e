package store

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"veille/feed"
)

// idChars is the length of a printed ID.
const idChars = 26

// Resolve returns the article whose printed ID begins with prefix. The error
// wraps feed.ErrInvalid when prefix is shorter than feed.MinPrefix or cannot
// begin an ID, feed.ErrNotFound, or feed.ErrAmbiguous.
func (s *Store) Resolve(ctx context.Context, prefix string) (id feed.ID, err error) {
	low, high, err := prefixBounds(prefix)
	if err != nil {
		return id, err
	}
	err = s.view(ctx, func(t *tx) error {
		found := 0
		for k := range t.up(inGUID, low[:]) {
			if bytes.Compare(k, high[:]) > 0 || found == 2 {
				break
			}
			found++
			copy(id[:], k)
		}
		switch found {
		case 0:
			return fmt.Errorf("article %s: %w", prefix, feed.ErrNotFound)
		case 1:
			return nil
		}
		return fmt.Errorf("article %s: %w", prefix, feed.ErrAmbiguous)
	})
	if err != nil {
		return feed.ID{}, err
	}
	return id, nil
}

// prefixBounds returns the lowest and highest ID that a prefix can begin.
func prefixBounds(prefix string) (low, high feed.ID, err error) {
	if len(prefix) < feed.MinPrefix || len(prefix) > idChars {
		return low, high, fmt.Errorf("article %q: want %d to %d characters: %w",
			clip(prefix, 60), feed.MinPrefix, idChars, feed.ErrInvalid)
	}
	rest := idChars - len(prefix)
	low, err = feed.ParseID(prefix + strings.Repeat("a", rest))
	if err == nil {
		high, err = feed.ParseID(prefix + strings.Repeat("7", rest))
	}
	if err != nil {
		return low, high, fmt.Errorf("%w: %w", err, feed.ErrInvalid)
	}
	return low, high, nil
}
