package store

import (
	"context"
	"slices"
	"time"

	"veille/feed"
)

// Answer accepts or dismisses pending suggestions as one step of undo. An accepted
// one becomes a mark by suggestion with its score, version and evidence; a
// dismissed one stays away until its theme's words change. Themes that are not
// pending anywhere among the targets are left out; Count is 0 when none is.
func (s *Store) Answer(ctx context.Context, on feed.Targets, a feed.Answer) (c feed.Change, err error) {
	verb := feed.DidAccept
	if a.Dismiss {
		verb = feed.DidDismiss
	}
	return s.act(ctx, on, verb, func(t *tx, st *step, docs docSet) (docSet, error) { return t.planAnswer(st, a, docs) })
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
	ask := &asking{answer: a, at: st.change.At, pending: map[feed.ID]docSet{}, of: map[feed.ID]*grouping{}}
	any := t.newSet()
	for _, id := range themes {
		if _, ok := known.theme(id); !ok {
			continue
		}
		pending, err := t.pending(known, id)
		if err != nil {
			return nil, err
		}
		any.join(pending.meet(docs))
		ask.pending[id] = pending
	}
	if err := ask.read(t, known, any.docs()); err != nil {
		return nil, err
	}
	touched = t.newSet()
	for _, id := range themes {
		g := ask.of[id]
		if g == nil {
			continue
		}
		delete(ask.of, id) // it may be asked for twice
		for it := docsOf(g.list).Iterator(); it.HasNext(); {
			touched.add(it.Next())
		}
		th, _ := known.theme(id)
		if a.Dismiss {
			st.change.Removed = append(st.change.Removed, th.Slug)
			err = t.planDrops(st, id, g.list)
		} else {
			st.change.Added = append(st.change.Added, th.Slug)
			st.ops = append(st.ops, op{kind: opMany, theme: id, docs: docsOf(g.list), on: true, held: g.list})
		}
		if err != nil {
			return nil, err
		}
	}
	return touched, nil
}

// asking gathers by theme the marks, or the records of dismissal, that an answer
// makes.
type asking struct {
	answer  feed.Answer
	at      time.Time
	pending map[feed.ID]docSet // among the targets
	of      map[feed.ID]*grouping
}

// read reads the suggestions of docs. What is pending by the sets and cannot be
// read is answered without score and evidence.
func (a *asking) read(t *tx, known *names, docs []uint32) error {
	for _, doc := range docs {
		list, err := t.suggestions(doc)
		if err := ignoreDamage(err); err != nil {
			return err
		}
		for i := range list {
			a.add(known, doc, &list[i])
		}
		for id, pending := range a.pending {
			if pending.has(doc) {
				a.add(known, doc, &feed.Suggestion{Theme: id})
			}
		}
	}
	return nil
}

func (a *asking) add(known *names, doc uint32, s *feed.Suggestion) {
	pending := a.pending[s.Theme]
	if !pending.has(doc) {
		return
	}
	pending.remove(doc)
	if s.Score < a.answer.Least {
		return
	}
	g := a.of[s.Theme]
	if g == nil {
		g = &grouping{}
		a.of[s.Theme] = g
	}
	if a.answer.Dismiss {
		d := dismissal{version: s.Version, at: a.at, score: s.Score, list: known.lists()[s.Theme]}
		g.add(doc, d.encode())
		return
	}
	m := feed.Mark{By: feed.BySuggestion, At: a.at, Score: s.Score, Spans: s.Spans, Version: s.Version}
	g.add(doc, encodeMark(&m))
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
