package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"veille/feed"
)

// SaveRule adds a rule, or replaces the one of the same ID, as one step of undo. It
// works from then on; ApplyRule is for what is there. Version grows when it
// does something else than before, also than a rule that was removed. The error wraps
// feed.ErrExists when another has that name, folded, feed.ErrInvalid when the name is
// empty, the query cannot be or the rule does nothing, and feed.ErrNotFound when a
// theme is not known.
func (s *Store) SaveRule(ctx context.Context, r feed.SavedRule) (saved feed.SavedRule, c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		if saved, err = known.checkRule(r); err != nil {
			return err
		}
		if saved.Version, err = t.ruleVersion(known, &saved); err != nil {
			return err
		}
		o := op{kind: opRule, theme: saved.ID, after: encodeRule(&saved)}
		st := s.newStep(feed.DidRule)
		st.change.Added = []string{saved.Name}
		if old, ok := known.rule(saved.ID); ok {
			o.before = encodeRule(&old)
			if old.Name != saved.Name {
				st.change.Removed = []string{old.Name}
			}
		}
		if bytes.Equal(o.before, o.after) {
			return errUnchanged
		}
		if len(known.rules) == 0 {
			if err := t.seenByRules(); err != nil {
				return err
			}
		}
		st.ops = []op{o}
		err = t.commit(st)
		c = st.change
		return err
	})
	return saved, c, err
}

// seenByRules begins to keep what rules have looked at: all that is there before
// the first rule is none of theirs.
func (t *tx) seenByRules() error {
	all, err := t.set(setAll)
	if err != nil {
		return err
	}
	return t.change(setDone(passRules), all.bitmap(), true)
}

// DropRule removes a rule; with marks, those that it has put on too. One step of
// undo.
func (s *Store) DropRule(ctx context.Context, id feed.ID, marks bool) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		old, ok := known.rule(id)
		if !ok {
			return fmt.Errorf("rule %s: %w", id, feed.ErrNotFound)
		}
		st := s.newStep(feed.DidRule)
		st.change.Removed = []string{old.Name}
		touched := t.newSet()
		if marks {
			if err := t.planUnrule(st, known, id, touched); err != nil {
				return err
			}
		}
		if !touched.isEmpty() {
			if err := t.settle(st, touched); err != nil {
				return err
			}
		}
		st.ops = append(st.ops, op{kind: opRule, theme: id, before: encodeRule(&old)})
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

// planUnrule adds the operations that take off the marks of a rule, whatever
// version put them on, and adds their docs to touched.
func (t *tx) planUnrule(st *step, known *names, rule feed.ID, touched docSet) error {
	for i := range known.themes {
		id := known.themes[i].ID
		docs, err := t.set(setBy(feed.ByRule, id))
		if err != nil {
			return err
		}
		groups, err := t.gather(id, docs.bitmap())
		if err != nil {
			return err
		}
		groups = slices.DeleteFunc(groups, func(g alike) bool {
			m, err := decodeMark(g.mark, id)
			return err != nil || m.Rule != rule
		})
		if len(groups) == 0 {
			continue
		}
		st.ops = append(st.ops, markOps(id, groups, false)...)
		off := docsOf(groups)
		if err := t.planOff(st, id, off); err != nil {
			return err
		}
		for it := off.Iterator(); it.HasNext(); {
			touched.add(it.Next())
		}
	}
	return nil
}

// TryRule says what a rule, saved or not, would do to what is there, with up to n
// examples, newest first: of what it would change, or if that is nothing of what it
// finds. Nothing is changed.
func (s *Store) TryRule(ctx context.Context, r feed.SavedRule, n int) (out feed.Trial, err error) {
	if r.Name == "" {
		r.Name = "-" // it may have none yet
	}
	var docs docSet
	err = s.view(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		q, err := known.ruleQuery(&r)
		if err != nil {
			return err
		}
		if r.Tags, err = known.ruleTags(&r); err != nil {
			return err
		}
		r.Query = q.String()
		r.Version, err = t.ruleVersion(known, &r)
		return err
	})
	if err == nil {
		docs, err = s.ruled(ctx, &r, nil)
	}
	if err != nil {
		return out, err
	}
	err = s.view(ctx, func(t *tx) error {
		out = feed.Trial{}
		all, err := t.set(setAll)
		if err != nil {
			return err
		}
		found := docs.and(all)
		todo, err := t.todo(&r, found)
		if err != nil {
			return err
		}
		changed := todo.docs(t)
		out.Found, out.Changed = found.count(), changed.count()
		show := changed
		if out.Changed == 0 {
			show = found
		}
		list, err := newLister(show, false).next(t, n)
		if err != nil {
			return err
		}
		out.Examples, err = t.heads(list[:min(n, len(list))])
		return ignoreDamage(err)
	})
	return out, err
}

// ApplyRule applies a saved rule to what is there as one step of undo, paused or
// not. What this version of it was applied to before is left as the user has it.
func (s *Store) ApplyRule(ctx context.Context, id feed.ID) (c feed.Change, err error) {
	var r feed.SavedRule
	err = s.view(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		var ok bool
		if r, ok = known.rule(id); !ok {
			return fmt.Errorf("rule %s: %w", id, feed.ErrNotFound)
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	docs, err := s.ruled(ctx, &r, nil)
	if err != nil {
		return c, err
	}
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		if now, ok := known.rule(id); !ok || !bytes.Equal(encodeRule(&now), encodeRule(&r)) {
			return fmt.Errorf("rule %q was changed meanwhile: %w", r.Name, feed.ErrBusy)
		}
		all, err := t.set(setAll)
		if err != nil {
			return err
		}
		todo, err := t.todo(&r, docs.and(all))
		if err != nil {
			return err
		}
		touched := todo.docs(t)
		if touched.isEmpty() {
			return errUnchanged
		}
		st := s.newStep(feed.DidApply)
		st.change.Added = []string{r.Name}
		todo.plan(st, &r)
		if err := t.settle(st, touched); err != nil {
			return err
		}
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}
