package store

import (
	"context"
	"slices"

	"veille/feed"
)

// Answer accepts or dismisses pending suggestions as one step of undo. An accepted
// one becomes a mark by suggestion with its score, version and evidence; a
// dismissed one stays away until its theme's words change. Themes that are not
// pending anywhere among the targets are left out; Count is 0 when none is.
func (s *Store) Answer(ctx context.Context, on feed.Targets, a feed.Answer) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		docs, err := s.targets(t, on)
		if err != nil {
			return err
		}
		verb := feed.DidAccept
		if a.Dismiss {
			verb = feed.DidDismiss
		}
		st := s.newStep(verb)
		touched, err := t.planAnswer(st, a, docs)
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

// planAnswer adds the operations of an answer and returns the docs they touch.
func (t *tx) planAnswer(st *step, a feed.Answer, docs docSet) (touched docSet, err error) {
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	themes := slices.Clone(a.Themes)
	if a.Themes == nil {
		if themes, err = t.suggestedThemes(known); err != nil {
			return nil, err
		}
	}
	touched = t.newSet()
	for i, id := range themes {
		th, ok := known.theme(id)
		if !ok || slices.Contains(themes[:i], id) {
			continue
		}
		pending, err := t.pending(known, id)
		if err != nil {
			return nil, err
		}
		list, err := t.answersFor(&th, a, pending.meet(docs), st)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			continue
		}
		for it := docsOf(list).Iterator(); it.HasNext(); {
			touched.add(it.Next())
		}
		if !a.Dismiss {
			st.ops = append(st.ops, op{kind: opMany, theme: id, docs: docsOf(list), on: true, held: list})
			st.change.Added = append(st.change.Added, th.Slug)
			continue
		}
		if err := t.planDrops(st, id, list); err != nil {
			return nil, err
		}
		st.change.Removed = append(st.change.Removed, th.Slug)
	}
	return touched, nil
}

// answersFor returns the marks, or the records of dismissal, for docs.
func (t *tx) answersFor(th *feed.Theme, a feed.Answer, docs docSet, st *step) (list []alike, err error) {
	g := grouping{}
	for _, doc := range docs.docs() {
		s, found, err := t.suggestion(doc, th.ID)
		if err != nil {
			return nil, err
		}
		if !found { // the record is damaged
			s.Version = th.Version
		}
		if s.Score < a.Least {
			continue
		}
		if a.Dismiss {
			d := dismissal{version: s.Version, at: st.change.At, score: s.Score, list: listOf(th)}
			g.add(doc, d.encode())
			continue
		}
		m := feed.Mark{By: feed.BySuggestion, At: st.change.At, Score: s.Score, Spans: s.Spans, Version: s.Version}
		g.add(doc, encodeMark(&m))
	}
	return g.list, nil
}

// planDrops adds the operations that dismiss. A dismissal of an earlier list of
// words makes way, and comes back with undo.
func (t *tx) planDrops(st *step, theme feed.ID, list []alike) error {
	old := grouping{}
	for _, a := range list {
		for it := a.docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			p, err := t.get(inDrop, markKey(doc, theme))
			if err := ignoreDamage(err); err != nil {
				return err
			}
			if p != nil {
				old.add(doc, p)
			}
		}
	}
	if len(old.list) > 0 {
		st.ops = append(st.ops, op{kind: opDrop, theme: theme, docs: docsOf(old.list), held: old.list})
	}
	st.ops = append(st.ops, op{kind: opDrop, theme: theme, docs: docsOf(list), on: true, held: list})
	return nil
}
