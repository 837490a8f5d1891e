package store

import (
	"context"
	"fmt"
	"slices"

	"veille/feed"
)

// targets returns the docs an action is for. Articles that are gone are left
// out; when all of those named are, the error wraps feed.ErrNotFound.
func (s *Store) targets(t *tx, on feed.Targets) (docSet, error) {
	all, err := t.set(setAll)
	if err != nil {
		return nil, err
	}
	out := t.newSet()
	if on.Hits == nil {
		err = t.named(on.IDs, all, out)
	} else {
		var h *hits
		if h, err = s.own(t, on.Hits); err == nil {
			out = out.join(h.docs)
		}
	}
	if err != nil {
		return nil, err
	}
	if on.Versions != nil {
		h, err := s.own(t, on.Versions)
		if err != nil {
			return nil, err
		}
		h.unfold(out)
	}
	return out.meet(all), nil
}

// own returns an answer that this library gave of the file as it is.
func (s *Store) own(t *tx, in feed.Hits) (*hits, error) {
	h, ok := in.(*hits)
	if !ok || h.store != s {
		return nil, fmt.Errorf("answer of another library: %w", feed.ErrInvalid)
	}
	return h, h.sameFile(t)
}

// named adds the docs of articles to out.
func (t *tx) named(ids []feed.ID, all, out docSet) error {
	none := true
	for _, id := range ids {
		d, found, err := t.doc(id)
		if err != nil {
			return err
		}
		if found && all.has(d) {
			out.add(d)
			none = false
		}
	}
	if none && len(ids) > 0 {
		return fmt.Errorf("article %s: %w", ids[0], feed.ErrNotFound)
	}
	return nil
}

// settle fills in how many articles a change touched and, of a single one, its
// title.
func (t *tx) settle(st *step, touched docSet) error {
	docs := touched.docs()
	st.change.Count = len(docs)
	if len(docs) != 1 {
		return nil
	}
	h, _, err := t.head(docs[0])
	st.change.Subject = h.Title
	return err
}

// Tag puts themes on articles and takes others off, as one change. A theme to
// create that is there already under its slug is put on. Count is how many
// articles changed.
func (s *Store) Tag(ctx context.Context, on feed.Targets, tg feed.Tagging) (c feed.Change, err error) {
	return s.act(ctx, on, feed.DidTag, func(t *tx, st *step, docs docSet) (docSet, error) { return t.planTags(st, tg, docs) })
}

// act does one thing to articles as one step of undo: plan adds the operations and
// returns the docs they touch.
func (s *Store) act(ctx context.Context, on feed.Targets, verb feed.Verb, plan func(t *tx, st *step, docs docSet) (docSet, error)) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		docs, err := s.targets(t, on)
		if err != nil {
			return err
		}
		if docs.count() == 0 {
			return errUnchanged
		}
		st := s.newStep(verb)
		touched, err := plan(t, st, docs)
		if err != nil {
			return err
		}
		if len(st.ops) == 0 {
			return errUnchanged
		}
		if err := t.settle(st, touched); err != nil {
			return err
		}
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

// planTags adds the operations of a tagging and returns the docs they touch.
func (t *tx) planTags(st *step, tg feed.Tagging, docs docSet) (touched docSet, err error) {
	mark := encodeMark(&feed.Mark{By: tg.By, At: st.change.At})
	add, err := t.planCreate(st, tg, mark, docs)
	if err != nil {
		return nil, err
	}
	touched = t.newSet()
	if len(st.ops) > 0 { // a new theme goes on all of them
		touched = docs
	}
	for _, id := range add {
		if touched, err = t.planAdd(st, id, tg.By, mark, docs, touched); err != nil {
			return nil, err
		}
	}
	for _, id := range tg.Remove {
		if slices.Contains(add, id) {
			continue
		}
		if touched, err = t.planRemove(st, id, docs, touched); err != nil {
			return nil, err
		}
	}
	return touched, nil
}

// planCreate adds the operations that make the new themes and put them on, and
// returns the themes there are that are still to be put on, each once.
func (t *tx) planCreate(st *step, tg feed.Tagging, mark []byte, docs docSet) (add []feed.ID, err error) {
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	once := func(id feed.ID) {
		if !slices.Contains(add, id) {
			add = append(add, id)
		}
	}
	for _, id := range tg.Add {
		once(id)
	}
	made := map[string]bool{}
	for _, th := range tg.Create {
		if err := nameTheme(&th); err != nil {
			return nil, err
		}
		if same, ok := known.find(th.Slug); ok {
			once(same.ID)
			continue
		}
		if made[th.Slug] {
			continue
		}
		made[th.Slug] = true
		th, err := t.planTheme(st, th)
		if err != nil {
			return nil, err
		}
		st.ops = append(st.ops, op{kind: opMark, theme: th.ID, docs: docs.bitmap(), on: true, mark: mark})
		st.change.Added = append(st.change.Added, th.Slug)
	}
	return add, nil
}

// planAdd adds the operations that put a theme on. What a rule has put on already
// becomes the user's own when the user does.
func (t *tx) planAdd(st *step, id feed.ID, by feed.By, mark []byte, docs, touched docSet) (docSet, error) {
	slug, have, err := t.carriers(id)
	if err != nil {
		return nil, err
	}
	lack := docs.andNot(have)
	if by == feed.ByUser {
		own, err := t.planOwn(st, id, docs)
		if err != nil {
			return nil, err
		}
		lack = lack.or(own)
	}
	if lack.count() == 0 {
		return touched, nil
	}
	st.ops = append(st.ops, op{kind: opMark, theme: id, docs: lack.bitmap(), on: true, mark: mark})
	st.change.Added = append(st.change.Added, slug)
	return touched.or(lack), nil
}

func (t *tx) planRemove(st *step, id feed.ID, docs, touched docSet) (docSet, error) {
	slug, have, err := t.carriers(id)
	if err != nil {
		return nil, err
	}
	carry := docs.and(have)
	groups, err := t.gather(id, carry.bitmap())
	if err != nil || len(groups) == 0 {
		return touched, err
	}
	st.ops = append(st.ops, markOps(id, groups, false)...)
	if err := t.planOff(st, id, carry.bitmap()); err != nil {
		return nil, err
	}
	if !slices.Contains(st.change.Removed, slug) {
		st.change.Removed = append(st.change.Removed, slug)
	}
	return touched.or(carry), nil
}

// carriers returns the slug of a theme and the docs that carry it.
func (t *tx) carriers(id feed.ID) (slug string, docs docSet, err error) {
	known, err := t.known()
	if err != nil {
		return "", nil, err
	}
	th, ok := known.theme(id)
	if !ok {
		return "", nil, fmt.Errorf("theme %s: %w", id, feed.ErrNotFound)
	}
	docs, err = t.set(setTag(id))
	return th.Slug, docs, err
}

// Tagged counts, for each theme, how many of the articles carry it.
func (s *Store) Tagged(ctx context.Context, on feed.Targets) (out map[feed.ID]int, err error) {
	err = s.view(ctx, func(t *tx) error {
		out = map[feed.ID]int{}
		docs, err := s.targets(t, on)
		if err != nil {
			return err
		}
		known, err := t.known()
		if err != nil {
			return err
		}
		for i := range known.themes {
			have, err := t.set(setTag(known.themes[i].ID))
			if err != nil {
				return err
			}
			if n := docs.and(have).count(); n > 0 {
				out[known.themes[i].ID] = n
			}
		}
		return nil
	})
	return out, err
}

var flagSets = map[feed.Flag]struct {
	set  string
	when bool // the set holds the articles whose flag is this
}{
	feed.FlagRead:    {setUnread, false},
	feed.FlagStarred: {setStarred, true},
	feed.FlagTrashed: {setTrash, true},
	feed.FlagHidden:  {setHidden, true},
}

// SetFlag sets or clears a flag of articles. Count is how many had it
// otherwise.
func (s *Store) SetFlag(ctx context.Context, on feed.Targets, f feed.Flag, to bool) (c feed.Change, err error) {
	where, ok := flagSets[f]
	if !ok {
		return c, fmt.Errorf("flag %d: %w", f, feed.ErrInvalid)
	}
	member := to == where.when
	_, err = s.update(ctx, func(t *tx) error {
		docs, err := s.targets(t, on)
		if err != nil {
			return err
		}
		have, err := t.set(where.set)
		if err != nil {
			return err
		}
		if member {
			docs = docs.andNot(have)
		} else {
			docs = docs.and(have)
		}
		if docs.count() == 0 {
			return errUnchanged
		}
		st := s.newStep(feed.DidFlag)
		st.change.Flag, st.change.On = f, to
		st.ops = []op{{kind: opSet, set: where.set, docs: docs.bitmap(), on: member}}
		if err := t.settle(st, docs); err != nil {
			return err
		}
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}
