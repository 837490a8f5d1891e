package store

import (
	"cmp"
	"context"
	"slices"

	"veille/feed"
)

// Suggestions returns the pending suggestions of an article, surest first.
func (s *Store) Suggestions(ctx context.Context, id feed.ID) (out []feed.Suggestion, err error) {
	err = s.view(ctx, func(t *tx) error {
		out = nil
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		list, err := t.suggestions(doc)
		if err := ignoreDamage(err); err != nil {
			return err
		}
		known, err := t.known()
		if err != nil {
			return err
		}
		for _, sug := range list {
			docs, err := t.isPending(known, sug.Theme, doc)
			if err != nil {
				return err
			}
			if docs {
				out = append(out, sug)
			}
		}
		slices.SortStableFunc(out, func(a, b feed.Suggestion) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), known.compare(a.Theme, b.Theme))
		})
		return nil
	})
	return out, err
}

// isPending is pending of one doc that is suggested for a theme.
func (t *tx) isPending(known *names, theme feed.ID, doc uint32) (bool, error) {
	th, ok := known.theme(theme)
	if !ok || th.Archived {
		return false, nil
	}
	gone, err := t.holdsDoc(setDrop(theme, known.lists()[theme]), doc)
	if err := ignoreDamage(err); gone || err != nil {
		return false, err
	}
	for _, id := range known.family(theme, false) {
		if has, err := t.holdsDoc(setTag(id), doc); has || err != nil {
			return false, err
		}
	}
	return true, nil
}

// Why tells how the suggestion of a theme for an article comes about.
func (s *Store) Why(ctx context.Context, id, theme feed.ID) (w feed.Why, err error) {
	a, err := s.Article(ctx, id)
	if err != nil {
		return w, err
	}
	now, err := s.scoring(ctx)
	if err != nil {
		return w, err
	}
	w = now.scorer.Why(&a, theme)
	w.Theme = theme
	err = s.view(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		if w.Answers, err = t.answersOf(known, theme); err != nil {
			return err
		}
		learned, err := t.made(setLearned(theme))
		w.Tagged = learned.count()
		return err
	})
	return w, err
}

// Answers counts by theme how suggestions were answered.
func (s *Store) Answers(ctx context.Context) (out map[feed.ID]feed.Answers, err error) {
	err = s.view(ctx, func(t *tx) error {
		out = map[feed.ID]feed.Answers{}
		known, err := t.known()
		if err != nil {
			return err
		}
		for i := range known.themes {
			id := known.themes[i].ID
			n, err := t.answersOf(known, id)
			if err != nil {
				return err
			}
			if n != (feed.Answers{}) {
				out[id] = n
			}
		}
		return nil
	})
	return out, err
}

// answersOf counts for one theme, without those below it. What was dismissed and
// carries the theme by now was right after all.
func (t *tx) answersOf(known *names, theme feed.ID) (n feed.Answers, err error) {
	kept, err := t.set(setBy(feed.BySuggestion, theme))
	if err != nil {
		return n, err
	}
	gone := t.newSet()
	all := dropPrefix + theme.String() + "/"
	if err := ignoreDamage(t.addRange(gone, all, all+"\xff")); err != nil {
		return n, err
	}
	tagged, err := t.set(setTag(theme))
	if err != nil {
		return n, err
	}
	pending, err := t.pending(known, theme)
	if err != nil {
		return n, err
	}
	away, err := t.away()
	if err != nil {
		return n, err
	}
	return feed.Answers{Kept: kept.count(), Dropped: gone.drop(tagged).count(), Pending: pending.drop(away).count()}, nil
}

// away are the docs that no list shows unless it is asked for them.
func (t *tx) away() (docSet, error) {
	out, err := t.set(setTrash)
	if err != nil {
		return nil, err
	}
	return out, t.addSet(out, setHidden)
}

// Backlog counts what is to be worked out still.
func (s *Store) Backlog(ctx context.Context) (b feed.Backlog, err error) {
	now, err := s.scoring(ctx)
	if err != nil {
		return b, err
	}
	err = s.view(ctx, func(t *tx) error {
		b = feed.Backlog{}
		return t.backlog(now, &b)
	})
	return b, err
}

func (t *tx) backlog(now *scoring, b *feed.Backlog) error {
	l, err := t.lesson()
	if err != nil {
		return err
	}
	missing, err := t.missingOf(passSuggestions)
	if err != nil {
		return err
	}
	if t.is.scored != now.mark || l.due { // all scores are, or will be, of yesterday
		if missing, err = t.set(setAll); err != nil {
			return err
		}
		trash, err := t.set(setTrash)
		if err != nil {
			return err
		}
		missing.drop(trash)
	}
	known, err := t.known()
	if err != nil {
		return err
	}
	waiting, err := t.distrusted(known)
	if err != nil {
		return err
	}
	b.Suggestions = max(missing.count(), len(waiting))
	if b.Stories, err = t.untold(); err != nil {
		return err
	}
	if len(known.rules) == 0 {
		return nil
	}
	unruled, err := t.missingOf(passRules)
	b.Rules = unruled.count()
	return err
}
