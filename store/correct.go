package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/text"
)

// Correct replaces what is wrong with an article by hand. Count is 0 when it
// said so already.
func (s *Store) Correct(ctx context.Context, id feed.ID, fix feed.Correction) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		doc, found, err := t.doc(id)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("article %s: %w", id, feed.ErrNotFound)
		}
		old, found, err := t.entry(doc)
		if err != nil {
			return err
		}
		if !found {
			return damaged("article %s has no head", id)
		}
		st := s.newStep(feed.DidCorrect)
		head, descent := old.head, old.descent
		if err := t.correctHead(&head, fix); err != nil {
			return err
		}
		descent.settle(&old.head, &head)
		o := op{kind: opHead, doc: doc}
		if fix.Unrepair {
			if err := t.planUnrepair(st, &o, &head, &s.codecs); err != nil {
				return err
			}
		}
		o.before, o.after = encodeHead(&old.head, old.descent), encodeHead(&head, descent)
		if slices.Equal(o.before, o.after) && o.bodyAfter == nil {
			return errUnchanged
		}
		st.ops = append(st.ops, o)
		st.change.Count, st.change.Subject = 1, head.Title
		err = t.commit(st)
		c = st.change
		return err
	})
	if err == nil && c.Count > 0 {
		_, _ = s.tend(ctx, 1) // it was corrected; what is left undone the next time does
	}
	return c, err
}

// settle notes which fields a correction changes.
func (o *descent) settle(old, new *feed.Head) {
	for _, field := range [...]struct {
		bit     settled
		changed bool
	}{
		{settledSource, old.SourceID != new.SourceID},
		{settledURL, old.URL != new.URL},
		{settledLang, old.Lang != new.Lang},
		{settledDate, !old.Published.Equal(new.Published) || old.Precision != new.Precision},
	} {
		if field.changed {
			o.settled |= field.bit
		}
	}
}

// correctHead makes a head say what the correction says.
func (t *tx) correctHead(h *feed.Head, fix feed.Correction) error {
	if fix.Title != nil {
		if title := text.Line(*fix.Title); title != h.Title || h.TitleFrom != feed.TitleFromText {
			h.Title, h.TitleFrom = title, feed.TitleFromUser
		}
	}
	if fix.URL != nil {
		h.URL = text.Line(*fix.URL)
	}
	if fix.Lang != nil {
		h.Lang = language(*fix.Lang)
	}
	if fix.Published != nil {
		h.Published, h.Precision = *fix.Published, fix.Precision
		settleDate(h)
	}
	if fix.Source == nil {
		return nil
	}
	name := text.Line(*fix.Source)
	if name == "" {
		h.SourceID = feed.ID{}
		return nil
	}
	id, err := t.sourceNamed(name, h.Lang)
	h.SourceID = id
	return err
}

// sourceNamed returns the source of that name, made if there is none.
func (t *tx) sourceNamed(name, lang string) (feed.ID, error) {
	known, err := t.known()
	if err != nil {
		return feed.ID{}, err
	}
	if id, ok := known.followedNamed(name); ok {
		return id, nil
	}
	id := feed.SourceID(name)
	if _, ok := known.sources[id]; ok {
		return id, nil
	}
	for other, src := range known.sources {
		if text.Fold(src.Name) == text.Fold(name) && other.String() < id.String() {
			id = other
		}
	}
	if _, ok := known.sources[id]; ok {
		return id, nil
	}
	return id, t.define(inFeed, id, encodeSource(&feed.Source{Name: name, Lang: lang}))
}

// language is the form of a language under which its set is kept.
func language(lang string) string {
	lang = strings.ToLower(text.Line(lang))
	return clip(strings.ReplaceAll(lang, "_", "-"), 35)
}

// planUnrepair fills in the bodies of an operation that takes the blanks of
// repairs out again, and moves the evidence that counts in the body.
func (t *tx) planUnrepair(st *step, o *op, h *feed.Head, codecs *codecs) error {
	frame, err := t.get(inBody, docKey(o.doc))
	if err != nil || frame == nil {
		return err
	}
	c, err := codecs.take()
	if err != nil {
		return err
	}
	defer codecs.give(c)
	plain, err := c.unpack(nil, frame)
	if err != nil {
		return err
	}
	var a feed.Article
	if err := decodeBody(plain, &a); err != nil {
		return damaged("body of article %s", h.ID)
	}
	gone := unrepair(&a)
	if len(gone) == 0 {
		return nil
	}
	h.Words = max(0, h.Words-len(gone))
	o.bodyBefore = append([]byte{}, frame...)
	if o.bodyAfter, _, err = c.body(&a); err != nil {
		return err
	}
	return t.eachMark(o.doc, func(theme feed.ID, p []byte) error {
		m, err := decodeMark(p, theme)
		if err != nil {
			return damaged("mark of theme %s", theme)
		}
		before := append([]byte{}, p...)
		if !shiftSpans(m.Spans, gone) {
			return nil
		}
		one := roaring.BitmapOf(o.doc)
		// Going back undoes the last first, so the old mark is put back.
		st.ops = append(st.ops,
			op{kind: opMark, theme: theme, docs: one, mark: before},
			op{kind: opMark, theme: theme, docs: one.Clone(), on: true, mark: encodeMark(&m)})
		return nil
	})
}

// shiftSpans moves spans of the body by the bytes gone before them and reports
// whether any moved.
func shiftSpans(spans []feed.Range, gone []int) (moved bool) {
	shift := func(off int) int {
		i, _ := slices.BinarySearch(gone, off)
		return off - i
	}
	for i := range spans {
		s := &spans[i]
		if s.Field != feed.InBody {
			continue
		}
		start, end := shift(s.Start), shift(s.End)
		moved = moved || start != s.Start || end != s.End
		s.Start, s.End = start, end
	}
	return moved
}

// unrepair takes the blanks of the repairs out of the text and returns where
// they were, in rising order. A repair that is not at a blank stays.
func unrepair(a *feed.Article) (gone []int) {
	at := map[int]bool{}
	for _, r := range a.Repairs {
		at[r.At] = true
	}
	start := 0
	for i := range a.Body {
		blk := &a.Body[i]
		size := len(blk.Text())
		if blk.Kind != feed.Table {
			gone = unrepairSpans(blk.Spans, start, at, gone)
		}
		start += size + len("\n\n")
	}
	kept := a.Repairs[:0]
	for _, r := range a.Repairs {
		i, found := slices.BinarySearch(gone, r.At)
		if !found {
			kept = append(kept, feed.Repair{At: r.At - i})
		}
	}
	a.Repairs = kept
	return gone
}

func unrepairSpans(spans []feed.Span, start int, at map[int]bool, gone []int) []int {
	for i := range spans {
		old := spans[i].Text
		var b strings.Builder
		from := 0
		for j := range len(old) {
			if at[start+j] && old[j] == ' ' {
				b.WriteString(old[from:j])
				from = j + 1
				gone = append(gone, start+j)
			}
		}
		if from > 0 {
			spans[i].Text = b.String() + old[from:]
		}
		start += len(old)
	}
	return gone
}
