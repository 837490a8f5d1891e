package store

import (
	"context"
	"fmt"

	"veille/feed"
)

// Bucket place: 1 block  2 offset. It is no change of the user's that undo
// would take back, so the journal does not speak of it.

// Place returns where reading of an article stopped, zero when it was not
// begun.
func (s *Store) Place(ctx context.Context, id feed.ID) (p feed.Place, err error) {
	err = s.view(ctx, func(t *tx) error {
		p = feed.Place{}
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		b, err := t.get(inPlace, docKey(doc))
		if err != nil {
			return err
		}
		r := record{b: b}
		for n := r.next(); n != 0; n = r.next() {
			switch n {
			case 1:
				p.Block = int(r.int())
			case 2:
				p.Offset = int(r.int())
			default:
				r.skip()
			}
		}
		if r.err != nil {
			return damaged("place in article %s", id)
		}
		return nil
	})
	return p, err
}

// SetPlace remembers where reading of an article stopped.
func (s *Store) SetPlace(ctx context.Context, id feed.ID, p feed.Place) error {
	_, err := s.update(ctx, func(t *tx) error {
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		if p == (feed.Place{}) {
			v, err := t.value(inPlace, docKey(doc))
			if err != nil {
				return err
			}
			if v == nil {
				return errUnchanged
			}
			return t.del(inPlace, docKey(doc))
		}
		return t.put(inPlace, docKey(doc), addInt(addInt(nil, 1, int64(p.Block)), 2, int64(p.Offset)))
	})
	return err
}

// mustDoc is doc; the error wraps feed.ErrNotFound.
func (t *tx) mustDoc(id feed.ID) (uint32, error) {
	doc, found, err := t.doc(id)
	if err == nil && !found {
		err = fmt.Errorf("article %s: %w", id, feed.ErrNotFound)
	}
	return doc, err
}
