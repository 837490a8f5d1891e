package store

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// SplitTheme makes a new theme and moves the marks of another from the given
// articles to it, as one step of undo: who put them on, when and why stays. Count is
// how many articles that were; when none of them carries the theme nothing is made.
// The error wraps feed.ErrNotFound when there is no theme to split, feed.ErrExists
// or feed.ErrInvalid when the new one cannot be.
func (s *Store) SplitTheme(ctx context.Context, from feed.ID, into feed.Theme, on feed.Targets) (made feed.Theme, c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		docs, err := s.targets(t, on)
		if err != nil {
			return err
		}
		st := s.newStep(feed.DidSplit)
		moved, err := t.planSplit(st, from, into, docs, &made)
		if err != nil {
			return err
		}
		touched := t.newSet()
		for it := moved.Iterator(); it.HasNext(); {
			touched.add(it.Next())
		}
		if err := t.settle(st, touched); err != nil {
			return err
		}
		err = t.commit(st)
		c = st.change
		return err
	})
	if err == nil && c.Count == 0 {
		made = into
	}
	return made, c, err
}

// planSplit plans to make a theme and to move marks to it; moved are the articles that
// have one, at least one.
func (t *tx) planSplit(st *step, from feed.ID, into feed.Theme, docs docSet, made *feed.Theme) (moved *roaring.Bitmap, err error) {
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	source, ok := known.theme(from)
	if !ok {
		return nil, fmt.Errorf("theme %s: %w", from, feed.ErrNotFound)
	}
	if *made, err = t.planTheme(st, into); err != nil {
		return nil, err
	}
	tagged, err := t.tagged(from)
	if err != nil {
		return nil, err
	}
	if moved = roaring.And(tagged, docs.bitmap()); moved.IsEmpty() {
		return nil, errUnchanged
	}
	st.change.Added, st.change.Removed = []string{made.Slug}, []string{source.Slug}
	for _, to := range []struct {
		id feed.ID
		on bool
	}{{made.ID, true}, {from, false}} {
		groups, err := t.gather(from, moved) // anew for each: operations do not share their docs
		if err != nil {
			return nil, err
		}
		st.ops = append(st.ops, markOps(to.id, groups, to.on)...)
	}
	return moved, t.planOff(st, from, moved)
}
