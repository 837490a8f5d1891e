package store

import (
	"context"
	"fmt"
	"slices"

	"veille/feed"
)

// SaveThemes makes the themes whose ID is not known and replaces the others, as one
// step of undo. What is made may be named by the others of the list, as parent or to
// give way to, by the ID that it has there, wherever it stands in it; it gets one of
// its own. saved are the themes as they are then, in the order of the list. When one of
// them cannot be, as AddTheme and EditTheme say, none is changed; when none says
// anything new, nothing is recorded.
func (s *Store) SaveThemes(ctx context.Context, list []feed.Theme) (saved []feed.Theme, c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		m := &savingThemes{tx: t, step: s.newStep(feed.DidTheme), ids: map[feed.ID]feed.ID{}}
		if err := m.all(list); err != nil {
			return err
		}
		known, err := t.known()
		if err != nil {
			return err
		}
		saved = saved[:0]
		for _, id := range m.order {
			th, _ := known.theme(id)
			saved = append(saved, cloneTheme(&th))
		}
		if len(m.step.ops) == 0 {
			return errUnchanged
		}
		err = t.record(m.step)
		c = m.step.change
		return err
	})
	return saved, c, err
}

// savingThemes is one step that is done as it is planned: each theme must see the
// ones before.
type savingThemes struct {
	*tx
	step  *step
	ids   map[feed.ID]feed.ID // of those made, by the ID of the list
	order []feed.ID           // of the list
}

// all makes what is to be made, then lets it name each other, then replaces the rest.
func (m *savingThemes) all(list []feed.Theme) error {
	known, err := m.known()
	if err != nil {
		return err
	}
	m.order = make([]feed.ID, len(list))
	fresh := map[feed.ID]bool{}
	for i := range list {
		if _, ok := known.theme(list[i].ID); ok {
			m.order[i] = list[i].ID
		} else {
			fresh[list[i].ID] = true
		}
	}
	if err := m.makeAll(list, fresh); err != nil {
		return err
	}
	for i := range list {
		if fresh[list[i].ID] {
			continue
		}
		th, _ := m.linked(&list[i], fresh)
		part := &step{}
		if err := m.planEdit(part, &th); err != nil {
			return err
		}
		if err := m.take(part); err != nil {
			return err
		}
	}
	return nil
}

// makeAll makes the themes of the list that have no ID in order yet.
func (m *savingThemes) makeAll(list []feed.Theme, fresh map[feed.ID]bool) (err error) {
	var late []int // that name what comes after them
	for i := range list {
		if !m.order[i].IsZero() {
			continue
		}
		th, whole := m.linked(&list[i], fresh)
		if m.order[i], err = m.make(th); err != nil {
			return err
		}
		if !list[i].ID.IsZero() {
			m.ids[list[i].ID] = m.order[i]
		}
		if !whole {
			late = append(late, i)
		}
	}
	for _, i := range late {
		if err := m.complete(m.order[i], &list[i]); err != nil {
			return err
		}
	}
	return nil
}

// linked is a theme with what it says of those that are made already; whole is false
// where some of fresh are not yet.
func (m *savingThemes) linked(th *feed.Theme, fresh map[feed.ID]bool) (out feed.Theme, whole bool) {
	out, whole = cloneTheme(th), true
	here := func(id feed.ID) (feed.ID, bool) {
		if made, ok := m.ids[id]; ok {
			return made, true
		}
		return id, id.IsZero() || !fresh[id]
	}
	var ok bool
	if out.Parent, ok = here(th.Parent); !ok {
		out.Parent, whole = feed.ID{}, false
	}
	out.Yields = nil
	for _, id := range th.Yields {
		if id, ok = here(id); ok {
			out.Yields = append(out.Yields, id)
		} else {
			whole = false
		}
	}
	return out, whole
}

func (m *savingThemes) make(th feed.Theme) (feed.ID, error) {
	part := &step{}
	made, err := m.planTheme(part, th)
	if err != nil {
		return made.ID, err
	}
	part.change.Added = []string{made.Slug}
	return made.ID, m.take(part)
}

// complete gives a theme that was just made what it says of those made after it.
func (m *savingThemes) complete(id feed.ID, as *feed.Theme) error {
	known, err := m.known()
	if err != nil {
		return err
	}
	old, ok := known.theme(id)
	if !ok {
		return fmt.Errorf("theme %s: %w", id, feed.ErrNotFound)
	}
	says, _ := m.linked(as, nil)
	is := cloneTheme(&old)
	if is.Yields = says.Yields; !says.Parent.IsZero() { // else its slug may have said it
		is.Parent = says.Parent
	}
	if err := known.checkTheme(&is); err != nil {
		return err
	}
	return m.take(&step{ops: []op{{kind: opTheme, theme: id, before: encodeTheme(&old), after: encodeTheme(&is)}}})
}

// take does a part of the step.
func (m *savingThemes) take(part *step) error {
	if len(part.ops) == 0 {
		return nil
	}
	if err := m.do(part, true); err != nil {
		return err
	}
	to := &m.step.change
	m.step.ops = append(m.step.ops, part.ops...)
	to.Added, to.Removed = append(to.Added, part.change.Added...), append(to.Removed, part.change.Removed...)
	return nil
}

// planEdit adds the operations that replace a theme by its ID, none when it is so
// already.
func (t *tx) planEdit(st *step, th *feed.Theme) error {
	known, err := t.known()
	if err != nil {
		return err
	}
	old, ok := known.theme(th.ID)
	if !ok {
		return fmt.Errorf("theme %s: %w", th.ID, feed.ErrNotFound)
	}
	if err := known.checkTheme(th); err != nil {
		return err
	}
	th.Version = max(th.Version, old.Version)
	if listOf(&old) != listOf(th) && th.Version == old.Version {
		th.Version++
	}
	before, after := encodeTheme(&old), encodeTheme(th)
	if slices.Equal(before, after) {
		return nil
	}
	st.unpin(known, th)
	st.ops = append(st.ops, op{kind: opTheme, theme: th.ID, before: before, after: after})
	st.planRenaming(known.renaming([]feed.Theme{*th}, nil))
	st.change.Added = append(st.change.Added, th.Slug)
	if old.Slug != th.Slug {
		st.change.Removed = append(st.change.Removed, old.Slug)
	}
	return nil
}
