package store

import (
	"context"

	"veille/feed"
)

// Seen marks an article read because it was read. That is no decision of the
// user's, so it is no step of the journal: undo takes the last tagging back,
// not the reading that came after it, and what was undone can still be redone.
func (s *Store) Seen(ctx context.Context, id feed.ID) error {
	_, err := s.update(ctx, func(t *tx) error {
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		unread, err := t.set(setUnread)
		switch {
		case err != nil:
			return err
		case !unread.has(doc):
			return errUnchanged
		}
		return t.changeOne(setUnread, doc, false)
	})
	return err
}
