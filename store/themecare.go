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
		known, err := t.known()
		if err != nil {
			return err
		}
		source, ok := known.theme(from)
		if !ok {
			return fmt.Errorf("theme %s: %w", from, feed.ErrNotFound)
		}
		st := s.newStep(feed.DidSplit)
		if made, err = t.planTheme(st, into); err != nil {
			return err
		}
		tagged, err := t.tagged(from)
		if err != nil {
			return err
		}
		moved := roaring.And(tagged, docs.bitmap())
		if moved.IsEmpty() {
			return errUnchanged
		}
		groups, err := t.gather(from, moved)
		if err != nil {
			return err
		}
		st.ops = append(st.ops, markOps(made.ID, groups, true)...)
		if groups, err = t.gather(from, moved); err != nil { // operations do not share their docs
			return err
		}
		st.ops = append(st.ops, markOps(from, groups, false)...)
		st.change.Added, st.change.Removed = []string{made.Slug}, []string{source.Slug}
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
