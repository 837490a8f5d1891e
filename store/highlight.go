package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// Highlight keeps a passage of an article, or changes the note and the themes of
// the highlight of the same ID, and the passage where the words given are others: of
// the same words the place that was kept with them stays. Count is 0 when all was so
// already. The error wraps feed.ErrInvalid when the highlight has no ID or no
// words.
func (s *Store) Highlight(ctx context.Context, article feed.ID, h feed.Highlight) (kept feed.Highlight, c feed.Change, err error) {
	h.Note = strings.TrimSpace(text.Clean(h.Note))
	h.Themes = unique(h.Themes)
	switch {
	case h.ID.IsZero() || strings.TrimSpace(h.Quote) == "":
		return h, c, fmt.Errorf("highlight without words: %w", feed.ErrInvalid)
	case len(h.Note) > maxNote:
		return h, c, fmt.Errorf("note of %d bytes: %w", len(h.Note), feed.ErrTooLarge)
	}
	c, err = s.act(ctx, feed.Targets{IDs: []feed.ID{article}}, feed.DidHighlight, func(t *tx, st *step, docs docSet) (docSet, error) {
		doc := docs.last()
		_, old, err := t.high(doc, h.ID)
		if err != nil {
			return nil, err
		}
		kept = h
		o := op{kind: opHigh, doc: doc, theme: h.ID}
		if old != nil {
			o.before = encodeHigh(old)
			kept = *old
			kept.Note, kept.Themes = h.Note, h.Themes
			if h.Quote != old.Quote {
				kept.Range, kept.Quote, kept.Before, kept.After = h.Range, h.Quote, h.Before, h.After
			}
		} else if kept.At.IsZero() {
			kept.At = st.change.At
		}
		if o.after = encodeHigh(&kept); !bytes.Equal(o.before, o.after) {
			st.change.On = true
			st.ops = append(st.ops, o)
		}
		return docs, nil
	})
	return kept, c, err
}

// DropHighlight takes a highlight off an article. The error wraps
// feed.ErrNotFound when it has none of that ID.
func (s *Store) DropHighlight(ctx context.Context, article, id feed.ID) (c feed.Change, err error) {
	return s.act(ctx, feed.Targets{IDs: []feed.ID{article}}, feed.DidHighlight, func(t *tx, st *step, docs docSet) (docSet, error) {
		doc := docs.last()
		_, old, err := t.high(doc, id)
		if err == nil && old == nil {
			err = fmt.Errorf("highlight %s: %w", id, feed.ErrNotFound)
		}
		if err != nil {
			return nil, err
		}
		st.ops = append(st.ops, op{kind: opHigh, doc: doc, theme: id, before: encodeHigh(old)})
		return docs, nil
	})
}

// unique returns ids each once, in their order.
func unique(ids []feed.ID) (out []feed.ID) {
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// applyHigh puts a highlight into the state after or before the operation.
func (t *tx) applyHigh(o *op, all docSet, forward bool) error {
	if !all.has(o.doc) {
		return nil
	}
	before, err1 := thingsOfHigh(o.before)
	after, err2 := thingsOfHigh(o.after)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if err := t.noteTaken(o.doc, before, after, forward); err != nil {
		return err
	}
	if forward {
		return t.putHigh(o.doc, o.theme, o.after)
	}
	return t.putHigh(o.doc, o.theme, o.before)
}
