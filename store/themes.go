package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/theme"
)

// Themes returns all themes: pinned ones by digit, then by slug.
func (s *Store) Themes(ctx context.Context) (out []feed.Theme, err error) {
	err = s.view(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		out = make([]feed.Theme, len(known.themes))
		for i := range known.themes {
			out[i] = cloneTheme(&known.themes[i])
		}
		return nil
	})
	return out, err
}

func cloneTheme(th *feed.Theme) feed.Theme {
	c := *th
	c.Labels = maps.Clone(th.Labels)
	c.Aliases, c.Words, c.Not = cloneLists(th.Aliases), cloneLists(th.Words), cloneLists(th.Not)
	c.Yields = slices.Clone(th.Yields)
	return c
}

func cloneLists[V any](m map[string][]V) map[string][]V {
	c := maps.Clone(m)
	for k, v := range c {
		c[k] = slices.Clone(v)
	}
	return c
}

// AddTheme makes a theme. Without a slug it is named by a label. The error
// wraps feed.ErrExists when a theme has that slug, feed.ErrInvalid when the
// theme cannot be.
func (s *Store) AddTheme(ctx context.Context, th feed.Theme) (made feed.Theme, c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		st := s.newStep(feed.DidTheme)
		var err error
		made, err = t.planTheme(st, th)
		if err != nil {
			return err
		}
		st.change.Added = []string{made.Slug}
		err = t.commit(st)
		c = st.change
		return err
	})
	return made, c, err
}

// EditTheme replaces a theme by its ID. A digit taken from another theme is
// taken off it in the same change. Other words are a version of their own, whatever
// th says. Saved queries and rules that name it by what it is no longer called follow.
func (s *Store) EditTheme(ctx context.Context, th feed.Theme) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		st := s.newStep(feed.DidTheme)
		if err := t.planEdit(st, &th); err != nil {
			return err
		}
		if len(st.ops) == 0 {
			return errUnchanged
		}
		err := t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

// MergeThemes moves the articles of one theme to another and deletes it. Its
// names become aliases of the other, its children the other's, and what gave way to it
// gives way to the other; saved queries and rules that name it name the other.
func (s *Store) MergeThemes(ctx context.Context, from, into feed.ID) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		source, ok1 := known.theme(from)
		target, ok2 := known.theme(into)
		switch {
		case !ok1 || !ok2:
			return fmt.Errorf("theme to merge: %w", feed.ErrNotFound)
		case from == into:
			return fmt.Errorf("merge %q into itself: %w", source.Slug, feed.ErrInvalid)
		case slices.Contains(known.family(from, false), into):
			return fmt.Errorf("merge %q into %q, which is below it: %w", source.Slug, target.Slug, feed.ErrInvalid)
		}
		st := s.newStep(feed.DidMerge)
		st.change.Added, st.change.Removed = []string{target.Slug}, []string{source.Slug}
		if err := t.planMove(st, from, into); err != nil {
			return err
		}
		if err := t.planHighThemes(st, from, into); err != nil {
			return err
		}
		merged := cloneTheme(&target)
		takeNames(&merged, &source)
		merged.Yields = succeeded(&merged, from, into)
		st.ops = append(st.ops, op{kind: opTheme, theme: into, before: encodeTheme(&target), after: encodeTheme(&merged)})
		if err := t.planSameList(st, &target, &merged); err != nil {
			return err
		}
		if err := t.planSuccession(st, known, from, &merged); err != nil {
			return err
		}
		st.planRenaming(known.renaming([]feed.Theme{merged}, map[feed.ID]feed.ID{from: into}))
		st.ops = append(st.ops, op{kind: opTheme, theme: from, before: encodeTheme(&source)})
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

// planMove adds the operations that put into on the articles of from.
func (t *tx) planMove(st *step, from, into feed.ID) error {
	docs, err := t.tagged(from)
	if err != nil {
		return err
	}
	st.change.Count = int(docs.GetCardinality())
	have, err := t.tagged(into)
	if err != nil {
		return err
	}
	groups, err := t.gather(from, roaring.AndNot(docs, have))
	if err != nil {
		return err
	}
	st.ops = append(st.ops, markOps(into, groups, true)...)
	return nil
}

// takeNames adds the names of one theme to the aliases of another, so that an
// import which still uses them finds it.
func takeNames(to, from *feed.Theme) {
	add := func(lang, name string) {
		if name == "" || slices.Contains(to.Aliases[lang], name) || to.Labels[lang] == name {
			return
		}
		setAt(&to.Aliases, lang, append(to.Aliases[lang], name))
	}
	for _, lang := range slices.Sorted(maps.Keys(from.Labels)) {
		add(lang, from.Labels[lang])
	}
	for _, lang := range slices.Sorted(maps.Keys(from.Aliases)) {
		for _, a := range from.Aliases[lang] {
			add(lang, a)
		}
	}
	if _, ok := theme.Find([]feed.Theme{*to}, from.Slug); !ok {
		add("en", from.Slug)
	}
}

// DropTheme deletes a theme and takes it off its articles; its children move
// up to its parent.
func (s *Store) DropTheme(ctx context.Context, id feed.ID) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		th, ok := known.theme(id)
		if !ok {
			return fmt.Errorf("theme %s: %w", id, feed.ErrNotFound)
		}
		docs, err := t.tagged(id)
		if err != nil {
			return err
		}
		st := s.newStep(feed.DidDropTheme)
		st.change.Removed = []string{th.Slug}
		st.change.Count = int(docs.GetCardinality())
		if err := t.planHighThemes(st, id, feed.ID{}); err != nil {
			return err
		}
		st.adopt(known, id, th.Parent)
		st.ops = append(st.ops, op{kind: opTheme, theme: id, before: encodeTheme(&th)})
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

func (s *Store) newStep(v feed.Verb) *step {
	return &step{change: feed.Change{At: s.now(), Verb: v}}
}

// adopt gives the children of one theme another parent.
func (st *step) adopt(known *names, from, to feed.ID) {
	for i := range known.themes {
		child := &known.themes[i]
		if child.Parent != from {
			continue
		}
		moved := *child
		moved.Parent = to
		st.ops = append(st.ops, op{kind: opTheme, theme: child.ID, before: encodeTheme(child), after: encodeTheme(&moved)})
	}
}

// unpin takes the digit of th off the theme that has it.
func (st *step) unpin(known *names, th *feed.Theme) {
	for i := range known.themes {
		other := &known.themes[i]
		if th.Pin == 0 || other.Pin != th.Pin || other.ID == th.ID {
			continue
		}
		free := *other
		free.Pin = 0
		st.ops = append(st.ops, op{kind: opTheme, theme: other.ID, before: encodeTheme(other), after: encodeTheme(&free)})
	}
}

// planTheme adds the operation that makes a theme.
func (t *tx) planTheme(st *step, th feed.Theme) (feed.Theme, error) {
	known, err := t.known()
	if err != nil {
		return th, err
	}
	if err := nameTheme(&th); err != nil {
		return th, err
	}
	th.ID = known.freeID(th.Slug)
	if th.Parent.IsZero() {
		th.Parent = known.parentBySlug(th.Slug)
	}
	if err := known.checkTheme(&th); err != nil {
		return th, err
	}
	st.unpin(known, &th)
	st.ops = append(st.ops, op{kind: opTheme, theme: th.ID, after: encodeTheme(&th)})
	return th, nil
}

// addStarter writes a theme of a new file; the journal does not speak of it.
func (t *tx) addStarter(th feed.Theme) error {
	known, err := t.known()
	if err != nil {
		return err
	}
	th.ID = known.freeID(th.Slug)
	if err := known.checkTheme(&th); err != nil {
		return err
	}
	return t.define(inTheme, th.ID, encodeTheme(&th))
}
