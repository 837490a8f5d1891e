package ui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// answer is what a query finds, in its order.
func (f *fake) answer(q query.Query) (*fakeHits, error) {
	q, err := query.Expand(q, func(name string) (query.Query, bool) {
		for _, s := range f.queries {
			if query.SavedKey(s.Name) == query.SavedKey(name) {
				inner, _ := query.Parse(s.Query)
				return inner, true
			}
		}
		return query.Query{}, false
	})
	if err != nil {
		return nil, err
	}
	h := &fakeHits{lib: f}
	trash := strings.Contains(q.String(), "trashed")
	for _, a := range f.order() {
		if (!a.Trashed || trash) && f.holds(q.Expr, a) {
			h.ids = append(h.ids, a.ID)
		}
	}
	switch q.Sort {
	case query.Oldest:
		slices.Reverse(h.ids)
	case query.BySource:
		slices.SortStableFunc(h.ids, func(a, b feed.ID) int { return cmp.Compare(f.arts[a].Source, f.arts[b].Source) })
	case query.ByScore:
		slices.SortStableFunc(h.ids, func(a, b feed.ID) int { return f.score(q.Expr, f.arts[b]) - f.score(q.Expr, f.arts[a]) })
		f.surestFirst(q.Expr, h.ids)
	case query.ByWords:
		slices.SortStableFunc(h.ids, func(a, b feed.ID) int { return f.arts[b].Words - f.arts[a].Words })
	}
	if q.Fold {
		f.fold(h)
	}
	if q.Limit > 0 {
		h.ids = h.ids[:min(q.Limit, len(h.ids))]
	}
	return h, nil
}

func (f *fake) Tally(_ context.Context, qs []query.Query) ([]feed.Count, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("tally"); err != nil {
		return nil, err
	}
	out := make([]feed.Count, len(qs))
	var errs []error
	for i, q := range qs {
		h, err := f.answer(q)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		for _, id := range h.ids {
			out[i].All++
			if !f.arts[id].Read {
				out[i].Unread++
			}
		}
	}
	return out, errors.Join(errs...)
}

func (f *fake) Facets(ctx context.Context, h feed.Hits) (feed.Facets, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := feed.Facets{Sources: map[feed.ID]int{}, Themes: map[feed.ID]int{}, Langs: map[string]int{}}
	if err := f.called("facets"); err != nil {
		return out, err
	}
	for _, id := range h.(*fakeHits).ids {
		a, ok := f.arts[id]
		if !ok {
			continue
		}
		out.Sources[a.SourceID]++
		out.Langs[a.Lang]++
		for _, t := range a.Themes {
			out.Themes[t]++
		}
		if !a.Read {
			out.Unread++
		}
	}
	return out, ctx.Err()
}

func (f *fake) Queries(context.Context) ([]feed.SavedQuery, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := slices.Clone(f.queries)
	slices.SortFunc(out, func(a, b feed.SavedQuery) int { return cmp.Compare(text.Fold(a.Name), text.Fold(b.Name)) })
	return out, f.fail
}

func (f *fake) SaveQuery(_ context.Context, q feed.SavedQuery) (feed.SavedQuery, feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("query"); err != nil {
		return q, feed.Change{}, err
	}
	if q.ID.IsZero() {
		q.ID = feed.SavedID(q.Name)
	}
	before := slices.Clone(f.queries)
	after := slices.DeleteFunc(slices.Clone(f.queries), func(x feed.SavedQuery) bool { return x.ID == q.ID })
	for i := range after {
		if query.SavedKey(after[i].Name) == query.SavedKey(q.Name) {
			return q, feed.Change{}, fmt.Errorf("save query %s: %w", q.Name, feed.ErrExists)
		}
		if after[i].Key == q.Key {
			after[i].Key = ""
		}
	}
	after = append(after, q)
	return q, f.setQueries(feed.Change{Verb: feed.DidQuery, Count: 1, Added: []string{q.Name}}, before, after), nil
}

func (f *fake) setQueries(c feed.Change, before, after []feed.SavedQuery) feed.Change {
	return f.step(c, func() { f.queries = after }, func() { f.queries = before })
}

func (f *fake) DeleteQuery(_ context.Context, id feed.ID) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("query"); err != nil {
		return feed.Change{}, err
	}
	i := slices.IndexFunc(f.queries, func(q feed.SavedQuery) bool { return q.ID == id })
	if i < 0 {
		return feed.Change{}, fmt.Errorf("delete query: %w", feed.ErrNotFound)
	}
	before, after := slices.Clone(f.queries), slices.Delete(slices.Clone(f.queries), i, i+1)
	return f.setQueries(feed.Change{Verb: feed.DidQuery, Count: 1, Removed: []string{before[i].Name}}, before, after), nil
}

func (f *fake) Holder() feed.Holder {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.holder
}
