package store

import (
	"context"
	"errors"
	"slices"

	"veille/feed"
)

// The set wants/page holds the articles of which their feed has but the beginning
// and whose page is wanted still. After maxMisses pages that did not bring the
// text it stays as it is.
const (
	wantsPage = "wants/page"
	maxMisses = 3
)

// pageOf is the page of a descent for what a feed brings.
func pageOf(a *feed.Arrival) uint64 {
	if a.Page == feed.PageWanted {
		return 1
	}
	return 0
}

// Wanting returns by source the articles whose pages are wanted still, the latest
// that came first. Those in the trash are left out.
func (s *Store) Wanting(ctx context.Context) (out map[feed.ID][]feed.Wanted, err error) {
	err = s.view(ctx, func(t *tx) error {
		out = map[feed.ID][]feed.Wanted{}
		set, err := t.set(wantsPage)
		if err != nil || set.isEmpty() {
			return err
		}
		trash, err := t.set(setTrash)
		if err != nil {
			return err
		}
		for _, doc := range slices.Backward(set.docs()) {
			if trash.has(doc) {
				continue
			}
			h, d, found, err := t.headAndDescent(doc)
			if errors.Is(err, feed.ErrDamaged) || err == nil && (!found || d.page == 0) {
				continue // a check tells of it
			}
			if err != nil {
				return err
			}
			out[h.SourceID] = append(out[h.SourceID], feed.Wanted{ID: h.ID, Misses: int(d.page - 1)})
		}
		return nil
	})
	return out, err
}

// lookWanting finds the article that a page is of.
func (w *work) lookWanting(t *tx) error {
	doc, found, err := t.doc(w.arrival.Article.ID)
	if err != nil || !found {
		return err
	}
	h, d, found, err := t.headAndDescent(doc)
	switch {
	case errors.Is(err, feed.ErrDamaged) || err == nil && (!found || d.page == 0):
		return nil
	case err != nil:
		return err
	}
	w.doc, w.old = doc, parcel{head: h}
	if w.do = miss; w.arrival.Page == feed.PageCame {
		w.do = complete
	}
	return nil
}

// pageCame completes an article by its page, or counts that it did not come. It
// is no version: the source has changed nothing.
func (k *polledKeeper) pageCame(w *work, was *entry) (deed, error) {
	if was.descent.page == 0 {
		return leave, nil
	}
	is := *was
	if w.do == miss {
		if is.descent.page++; is.descent.page > maxMisses {
			is.descent.page = 0
		}
		return miss, k.replaceEntry(w.doc, was, &is)
	}
	v, err := k.current(w.doc, was)
	if errors.Is(err, feed.ErrDamaged) {
		return leave, nil // a repair may still bring the text back
	}
	if err != nil {
		return leave, err
	}
	is.head = nextHead(was, &w.ready.head)
	is.descent.page, is.descent.completed = 0, k.now
	return complete, k.rewrite(w, was, &is, &v.article)
}
