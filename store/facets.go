package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// Tally counts the answers of several queries: those of which sets and index
// tell all, in one transaction. A query that cannot be answered counts nothing;
// its error is told beside the numbers of the others.
func (s *Store) Tally(ctx context.Context, qs []query.Query) (out []feed.Count, err error) {
	var left []int
	faults := make([]error, len(qs))
	err = s.view(ctx, func(t *tx) (err error) {
		out = make([]feed.Count, len(qs))
		clear(faults)
		left, err = t.tally(s.now(), qs, out, faults)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, i := range left {
		if out[i], err = s.tallyOne(ctx, qs[i]); err != nil && !isCause(err) {
			return nil, err
		}
		faults[i] = err
	}
	return out, errors.Join(faults...)
}

// tally counts what sets and index tell all of and returns which are left.
func (t *tx) tally(now time.Time, qs []query.Query, out []feed.Count, faults []error) (left []int, err error) {
	c, err := t.newCompiler(now)
	if err != nil {
		return nil, err
	}
	unread, err := c.kept(setUnread)
	if err != nil {
		return nil, err
	}
	for i, q := range qs {
		if !q.Fold {
			q.Sort = query.Newest
		}
		if q.Limit > 0 || q.Sort == query.ByScore {
			left = append(left, i)
			continue
		}
		p, err := c.plan(q)
		switch {
		case isCause(err):
			faults[i] = err
			continue
		case err != nil:
			return nil, err
		}
		if l := p.bounds(nil); l.exact {
			if p.fold {
				if l.sure, _, err = t.fold(p, l.sure, nil); err != nil {
					return nil, err
				}
			}
			out[i] = feed.Count{All: l.sure.count(), Unread: l.sure.meets(unread)}
		} else {
			left = append(left, i)
		}
	}
	return left, nil
}

func (s *Store) tallyOne(ctx context.Context, q query.Query) (n feed.Count, err error) {
	found, err := s.find(ctx, q, 0, nil)
	if err != nil {
		return n, err
	}
	h := found.(*hits)
	err = s.view(ctx, func(t *tx) error {
		unread, err := t.set(setUnread)
		n = feed.Count{All: h.n, Unread: h.docs.meets(unread)}
		return err
	})
	return n, err
}

// Facets counts an answer by source, theme and language. What nothing of the
// answer is of is not there.
func (s *Store) Facets(ctx context.Context, found feed.Hits) (f feed.Facets, err error) {
	h, ok := found.(*hits)
	if !ok || h.store != s {
		return f, fmt.Errorf("answer of another library: %w", feed.ErrInvalid)
	}
	err = s.view(ctx, func(t *tx) error {
		if err := h.sameFile(t); err != nil {
			return err
		}
		n, err := t.counterOf(t.newSet().join(h.docs))
		if err != nil {
			return err
		}
		f, err = n.all()
		return err
	})
	return f, err
}

func (n *counter) all() (f feed.Facets, err error) {
	f = feed.Facets{Sources: map[feed.ID]int{}, Themes: map[feed.ID]int{}, Langs: map[string]int{}, Unread: n.unread.count()}
	themes, err := n.themes(nil)
	if err != nil {
		return f, err
	}
	for id, c := range themes {
		f.Themes[id] = c.All
	}
	sources, err := n.sources()
	if err != nil {
		return f, err
	}
	for id, c := range sources {
		f.Sources[id] = c.All
	}
	langs, err := n.langs()
	for lang, c := range langs {
		f.Langs[lang] = c.All
	}
	return f, err
}
