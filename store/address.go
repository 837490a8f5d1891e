package store

import (
	"context"
	"errors"

	"veille/feed"
)

// At returns the article that one of some sources has under an address, a zero ID
// where none has. What is damaged is passed over.
func (s *Store) At(ctx context.Context, address string, sources []feed.ID) (id feed.ID, err error) {
	tr := addressTrace(address)
	if tr == 0 {
		return id, nil
	}
	err = s.view(ctx, func(t *tx) error {
		for _, src := range sources {
			docs, err := t.traced(src, tr)
			if err != nil {
				return err
			}
			for _, doc := range docs {
				h, _, found, err := t.headAndDescent(doc)
				if errors.Is(err, feed.ErrDamaged) || err == nil && !found {
					continue
				}
				id = h.ID
				return err
			}
		}
		return nil
	})
	return id, err
}
