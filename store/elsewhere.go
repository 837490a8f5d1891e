package store

import (
	"context"
	"errors"
	"slices"

	"veille/feed"
)

// Elsewhere returns the heads of articles of other sources that have the address
// of this one, those in the trash left out.
func (s *Store) Elsewhere(ctx context.Context, id feed.ID) (out []feed.Head, err error) {
	err = s.view(ctx, func(t *tx) error {
		out = nil
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		e, found, err := t.entry(doc)
		if err != nil || !found {
			return err
		}
		docs, err := t.elsewhere(&e)
		if err != nil {
			return err
		}
		trash, err := t.set(setTrash)
		if err != nil {
			return err
		}
		docs = slices.DeleteFunc(docs, trash.has)
		out, err = t.heads(docs)
		out = slices.DeleteFunc(out, func(h feed.Head) bool { return h.ID.IsZero() })
		if errors.Is(err, feed.ErrDamaged) {
			err = nil
		}
		return err
	})
	return out, err
}

// elsewhere finds the docs of other sources that share an address with an
// article.
func (t *tx) elsewhere(e *entry) (docs []uint32, err error) {
	addresses := slices.Clone(e.item.addresses)
	if tr := addressTrace(e.head.URL); tr != 0 {
		addresses = append(addresses, tr)
	}
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	for _, id := range known.sourceOrder() {
		if id == e.head.SourceID && !id.IsZero() {
			continue
		}
		for _, tr := range addresses {
			have, err := t.traced(id, tr)
			if err != nil {
				return nil, err
			}
			for _, doc := range have {
				if h, found, err := t.head(doc); err == nil && found && h.ID != e.head.ID && !slices.Contains(docs, doc) {
					docs = append(docs, doc)
				}
			}
		}
	}
	return docs, nil
}
