package store

import (
	"context"

	"veille/feed"
	"veille/feed/query"
)

// Find answers a query: what matches, newest first, with the exact number. What
// has no date stands where it arrived. The trash is left out unless the query
// asks for it.
func (s *Store) Find(ctx context.Context, q query.Query) (feed.Hits, error) {
	var p *plan
	h := &hits{store: s}
	err := s.view(ctx, func(t *tx) (err error) {
		if p, err = t.compile(q, s.now()); err != nil || len(p.words) > 0 {
			return err
		}
		docs, _ := p.bounds(p.root, nil)
		h.file = p.file
		return h.settle(t, docs)
	})
	if err != nil || len(p.words) == 0 {
		return hitsOrNil(h, err)
	}
	sure, may := p.bounds(p.root, nil)
	found, err := s.match(ctx, may.andNot(sure), p.words)
	if err != nil {
		return nil, err
	}
	exact, _ := p.bounds(p.root, found)
	docs := sure.or(exact.and(may))
	err = s.view(ctx, func(t *tx) error {
		all, err := t.set(setAll)
		if err != nil {
			return err
		}
		h.file = p.file
		if err := h.sameFile(t); err != nil {
			return err
		}
		return h.settle(t, docs.and(all))
	})
	return hitsOrNil(h, err)
}

// hitsOrNil keeps a nil *hits from looking like an answer.
func hitsOrNil(h *hits, err error) (feed.Hits, error) {
	if err != nil {
		return nil, err
	}
	return h, nil
}
