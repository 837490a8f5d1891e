package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/highlight"
)

// setArticle records a change of one article.
func (f *fake) setArticle(c feed.Change, id feed.ID, change func(a *feed.Article)) feed.Change {
	before := *f.arts[id]
	after := before
	change(&after)
	c.Count, c.Subject = 1, after.Title
	return f.step(c, func() { *f.arts[id] = after }, func() { *f.arts[id] = before })
}

func (f *fake) known(id feed.ID) error {
	if f.arts[id] == nil {
		return fmt.Errorf("article %s: %w", id, feed.ErrNotFound)
	}
	return nil
}

func (f *fake) SetNote(_ context.Context, id feed.ID, note string) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := cmp.Or(f.called("note"), f.known(id)); err != nil {
		return feed.Change{}, err
	}
	note = strings.TrimSpace(note)
	if feed.JoinNotes(f.arts[id].Notes) == note {
		return feed.Change{Verb: feed.DidNote}, nil
	}
	return f.setArticle(feed.Change{Verb: feed.DidNote, On: note != ""}, id, func(a *feed.Article) {
		if a.Notes = nil; note != "" {
			a.Notes = []string{note}
		}
	}), nil
}

func (f *fake) Highlight(_ context.Context, id feed.ID, h feed.Highlight) (feed.Highlight, feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := cmp.Or(f.called("highlight"), f.known(id)); err != nil {
		return h, feed.Change{}, err
	}
	if h.ID.IsZero() || h.Quote == "" {
		return h, feed.Change{}, fmt.Errorf("highlight: %w", feed.ErrInvalid)
	}
	c := f.setArticle(feed.Change{Verb: feed.DidHighlight, On: true}, id, func(a *feed.Article) {
		highs := slices.Clone(a.Highlights)
		if i := slices.IndexFunc(highs, func(x feed.Highlight) bool { return x.ID == h.ID }); i >= 0 {
			at := highs[i].At
			highs[i] = h
			highs[i].At = at
			h = highs[i]
		} else {
			h = highlight.Anchor(a, h)
			highs = append(highs, h)
		}
		slices.SortStableFunc(highs, func(x, y feed.Highlight) int { return x.Start - y.Start })
		a.Highlights = highs
	})
	return h, c, nil
}

func (f *fake) DropHighlight(_ context.Context, id, high feed.ID) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := cmp.Or(f.called("highlight"), f.known(id)); err != nil {
		return feed.Change{}, err
	}
	is := func(x feed.Highlight) bool { return x.ID == high }
	if !slices.ContainsFunc(f.arts[id].Highlights, is) {
		return feed.Change{}, fmt.Errorf("highlight %s: %w", high, feed.ErrNotFound)
	}
	return f.setArticle(feed.Change{Verb: feed.DidHighlight}, id, func(a *feed.Article) {
		a.Highlights = slices.DeleteFunc(slices.Clone(a.Highlights), is)
	}), nil
}

func (f *fake) Review(_ context.Context, name string) (feed.Review, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r, ok := f.reviews[name]
	if !ok {
		r.Name = name
	}
	return r, f.called("review")
}

func (f *fake) Reviews(context.Context) ([]feed.Review, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []feed.Review
	for _, r := range f.reviews {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b feed.Review) int { return strings.Compare(a.Name, b.Name) })
	return out, f.fail
}

func (f *fake) SetReview(_ context.Context, r feed.Review) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("review"); err != nil {
		return err
	}
	if f.reviews == nil {
		f.reviews = map[string]feed.Review{}
	}
	f.reviews[r.Name] = r
	return nil
}
