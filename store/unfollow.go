package store

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"veille/feed"
)

// Unfollow stops following sources and moves their articles to the trash, but for
// those tagged, starred, highlighted or with a note, as one step of undo. The names
// of the sources stay with the articles. Count is how many sources are no longer
// followed; Leaving tells of the articles. The error wraps feed.ErrNotFound when one
// is not known.
func (s *Store) Unfollow(ctx context.Context, ids []feed.ID) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		st := s.newStep(feed.DidUnfollow)
		left := map[feed.ID]bool{}
		for _, id := range ids {
			old, ok := known.sources[id]
			if !ok {
				return fmt.Errorf("source %s: %w", id, feed.ErrNotFound)
			}
			if old.Feed == "" || left[id] {
				continue
			}
			left[id] = true
			is := old
			is.Feed, is.Paused = "", false
			st.ops = append(st.ops, op{kind: opSource, theme: id, before: encodeSource(&old), after: encodeSource(&is)})
			st.change.Removed = append(st.change.Removed, old.Name)
			st.change.Count++
		}
		gone, _, err := t.leaving(maps.Keys(left))
		if err != nil {
			return err
		}
		if !gone.isEmpty() {
			st.ops = append(st.ops, op{kind: opSet, set: setTrash, docs: gone.bitmap(), on: true})
		}
		if len(st.ops) == 0 {
			return errUnchanged
		}
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

// Leaving counts the articles that Unfollow would move to the trash, and those
// that would stay.
func (s *Store) Leaving(ctx context.Context, ids []feed.ID) (gone, stay int, err error) {
	err = s.view(ctx, func(t *tx) error {
		leave, rest, err := t.leaving(slices.Values(ids))
		gone, stay = leave.count(), rest.count()
		return err
	})
	return gone, stay, err
}

// leaving parts the articles of sources that are not in the trash into those
// that may go there and those that the user has done something with.
func (t *tx) leaving(sources iter.Seq[feed.ID]) (gone, stay docSet, err error) {
	all := t.newSet()
	for id := range sources {
		if err := t.addSet(all, setSource(id)); err != nil {
			return nil, nil, err
		}
	}
	trash, err := t.set(setTrash)
	if err != nil {
		return nil, nil, err
	}
	if all.drop(trash).isEmpty() {
		return all, all, nil
	}
	held, err := t.held()
	if err != nil {
		return nil, nil, err
	}
	return all.andNot(held), all.and(held), nil
}

// held are the articles that only the user himself moves to the trash: tagged,
// starred, with a note or highlighted.
func (t *tx) held() (docSet, error) {
	out := t.newSet()
	for _, name := range []string{setStarred, hasNote, hasHighlight} {
		if err := t.addSet(out, name); err != nil {
			return nil, err
		}
	}
	return out, t.addRange(out, tagPrefix, tagPrefix+"\xff")
}

// Retain moves articles older than their source keeps to the trash and returns
// how many: never those tagged, starred, highlighted or with a note. An article is as
// old as its date, or as long as it has been here, whichever is less. This is the
// doing of a rule, not of the user: no step of undo.
func (s *Store) Retain(ctx context.Context, now time.Time) (n int, err error) {
	old := 0
	err = s.view(ctx, func(t *tx) error {
		docs, err := t.outdated(now)
		old = docs.count()
		return err
	})
	if err != nil || old == 0 {
		return 0, err
	}
	_, err = s.update(ctx, func(t *tx) error {
		docs, err := t.outdated(now)
		if n = docs.count(); err != nil || n == 0 {
			return errUnlessNil(err)
		}
		return t.change(setTrash, docs.bitmap(), true)
	})
	return n, err
}

// maxKeep is the longest time that counts, in days: with more the reckoning would
// end in the future, and all articles with it in the trash.
const maxKeep = 1_000_000

// outdated are the articles that their sources no longer keep.
func (t *tx) outdated(now time.Time) (docSet, error) {
	out := t.newSet()
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	came := map[int]docSet{} // by days: what came before the day of the limit, or on it
	for id, src := range known.sources {
		if src.Keep <= 0 || src.Feed == "" {
			continue
		}
		limit := now.AddDate(0, 0, -min(src.Keep, maxKeep))
		if came[src.Keep] == nil {
			if came[src.Keep], err = t.cameBefore(limit); err != nil {
				return nil, err
			}
		}
		if err := t.addOutdated(out, id, limit, came[src.Keep]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// cameBefore are the articles that came before a time or on its day and that only
// their age keeps.
func (t *tx) cameBefore(limit time.Time) (docSet, error) {
	out := t.newSet()
	if err := t.addRange(out, dayPrefix, setArrivalDay(hourOf(limit)+1)); err != nil {
		return nil, err
	}
	trash, err := t.set(setTrash)
	if err != nil {
		return nil, err
	}
	held, err := t.held()
	if err != nil {
		return nil, err
	}
	return out.drop(trash).drop(held), nil
}

// addOutdated adds the articles of a source from before a time.
func (t *tx) addOutdated(out docSet, source feed.ID, limit time.Time, came docSet) error {
	of, err := t.set(setSource(source))
	if err != nil {
		return err
	}
	for _, doc := range of.meet(came).docs() {
		h, found, err := t.head(doc)
		if err != nil || !found {
			continue // damaged: a check tells of it
		}
		if h.Fetched.Before(limit) && h.Published.Before(limit) {
			out.add(doc)
		}
	}
	return nil
}
