package store

import (
	"context"
	"maps"

	"veille/feed"
	"veille/feed/query"
)

// Find answers a query: what matches, in the order it asks for, with the exact
// number. What has no date stands where it arrived. The trash is left out unless
// the query asks for it. Where texts must be read to answer, an article of which
// the text is damaged is left out.
//
// The error wraps feed.ErrInvalid for a query that cannot be, feed.ErrNotFound
// for a saved query that is not there.
func (s *Store) Find(ctx context.Context, q query.Query) (feed.Hits, error) {
	return s.find(ctx, q, 0, nil)
}

// FindFirst is Find for who waits: when some texts must be read to answer, first
// is called once with the first rows as soon as they are sure. Its hits have
// only those; the answer itself is exact. The order by score is not known before
// all is read: then first is not called.
func (s *Store) FindFirst(ctx context.Context, q query.Query, rows int, first func(feed.Hits)) (feed.Hits, error) {
	return s.find(ctx, q, rows, first)
}

func (s *Store) find(ctx context.Context, q query.Query, rows int, first func(feed.Hits)) (feed.Hits, error) {
	f := &finding{store: s}
	err := s.view(ctx, func(t *tx) (err error) {
		f.hits = &hits{store: s}
		if f.plan, err = t.compile(q, s.now()); err != nil {
			return err
		}
		if f.limits = f.plan.bounds(nil); f.isSettled() {
			return f.hits.settle(t, f.plan, f.sure, f.plan.sure)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case f.isSettled():
		return f.hits, nil
	}
	if err := f.verify(ctx, rows, first); err != nil {
		return nil, err
	}
	return f.settle(ctx)
}

// finding is a search that must look at articles to answer.
type finding struct {
	store *Store
	hits  *hits
	plan  *plan
	limits
	found *findings
}

// isSettled reports whether nothing need be looked at.
func (f *finding) isSettled() bool { return f.exact && len(f.plan.scored) == 0 }

// verify looks at all docs that may match but do not surely: first in the order
// of the list, until the rows that are waited for are there.
func (f *finding) verify(ctx context.Context, rows int, first func(feed.Hits)) error {
	f.found = f.plan.newFindings()
	if f.exact {
		return nil
	}
	open := f.may.andNot(f.sure)
	if limit := f.plan.limit; limit > 0 && !f.plan.fold && (first == nil || limit < rows) {
		rows = limit
	}
	if rows > 0 && f.plan.sort != query.ByScore {
		enough, err := f.inOrder(ctx, rows, open, first)
		if err != nil || enough && f.endsAt(rows) {
			return err
		}
	}
	return f.store.scan(ctx, f.plan, open.docs(), f.found)
}

// endsAt reports whether the answer has no more than so many rows. Of a folded one
// any may stand for others, which must be known.
func (f *finding) endsAt(rows int) bool {
	return f.plan.limit > 0 && rows >= f.plan.limit && !f.plan.fold
}

// firstLook is how many docs are looked at before it is asked whether the rows
// waited for are there.
const firstLook = 64

// inOrder looks at the open docs among the first of the list until so many rows
// are sure, gives them to first, and takes the docs looked at out of open. When
// that is all the query asks for, the rest is not looked at: what may match
// becomes what was found.
func (f *finding) inOrder(ctx context.Context, rows int, open docSet, first func(feed.Hits)) (enough bool, err error) {
	var list order
	var sure []uint32
	told := map[uint32]bool{}
	for look := firstLook; len(sure) < rows; look = min(2*look, aheadFrom) {
		var part []uint32
		if list, part, err = f.list(ctx, list, look); err != nil {
			return false, err
		}
		if len(part) == 0 {
			break
		}
		if err := f.lookAt(ctx, part, open); err != nil {
			return false, err
		}
		if part, err = f.folded(ctx, f.sureOf(part), told); err != nil {
			return false, err
		}
		sure = append(sure, part...)
	}
	enough = len(sure) >= rows
	sure = sure[:min(rows, len(sure))]
	if first != nil {
		h := &hits{store: f.store, file: f.plan.file, order: f.plan.sort}
		h.fix(sure, len(f.may))
		if err := f.store.view(ctx, h.mark); err != nil {
			return false, err
		}
		first(h)
	}
	if enough && f.endsAt(rows) {
		only := make(docSet, len(f.may))
		for _, d := range sure {
			only.add(d)
		}
		f.limits = limits{sure: only, may: only, exact: true}
	}
	return enough, nil
}

// folded leaves of rows, where the answer is to be folded, the first of each story.
func (f *finding) folded(ctx context.Context, rows []uint32, told map[uint32]bool) (out []uint32, err error) {
	if !f.plan.fold {
		return rows, nil
	}
	before := maps.Clone(told)
	err = f.store.view(ctx, func(t *tx) (err error) {
		clear(told)
		maps.Copy(told, before)
		out, err = t.unfolded(rows, told)
		return err
	})
	return out, err
}

// list lists what may match, from where a list ended before.
func (f *finding) list(ctx context.Context, from order, n int) (list order, part []uint32, err error) {
	err = f.store.view(ctx, func(t *tx) (err error) {
		if from == nil {
			list, err = f.plan.newOrder(t, f.may, nil)
		} else {
			list = from.clone()
		}
		if err == nil {
			part, err = list.next(t, n)
		}
		return err
	})
	return list, part, err
}

// lookAt looks at those of docs that are open, and closes them.
func (f *finding) lookAt(ctx context.Context, docs []uint32, open docSet) error {
	var todo []uint32
	for _, d := range docs {
		if open.has(d) {
			open.remove(d)
			todo = append(todo, d)
		}
	}
	return f.store.scan(ctx, f.plan, todo, f.found)
}

// sureOf returns those of docs, which were looked at, that match.
func (f *finding) sureOf(docs []uint32) (out []uint32) {
	match := f.matches()
	for _, d := range docs {
		if match.has(d) {
			out = append(out, d)
		}
	}
	return out
}

// matches are the docs that match when those not looked at do not pass.
func (f *finding) matches() docSet {
	if f.exact {
		return f.sure
	}
	docs := f.plan.bounds(f.found.pass).sure
	return docs.meet(f.may).drop(f.found.lost).join(f.sure)
}

// settle freezes the answer in a last transaction: some of the articles may
// have been destroyed meanwhile.
func (f *finding) settle(ctx context.Context) (feed.Hits, error) {
	docs := f.matches()
	ranks, err := f.rank(ctx, docs)
	if err != nil {
		return nil, err
	}
	err = f.store.view(ctx, func(t *tx) error {
		all, err := t.set(setAll)
		if err != nil {
			return err
		}
		f.hits = &hits{store: f.store, file: f.plan.file}
		if err := f.hits.sameFile(t); err != nil {
			return err
		}
		return f.hits.settle(t, f.plan, docs.and(all), ranks)
	})
	if err != nil {
		return nil, err
	}
	return f.hits, nil
}
