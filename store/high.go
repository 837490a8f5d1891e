package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"veille/feed"
	"veille/feed/highlight"
)

// Bucket high: key doc u32, number u16, given in the order they were made. What
// follows from the present text, where the passage stands now, is not kept: each
// read looks for it.
//
//	1 id  2 where it stood when it was kept: field, start, length as varints
//	3 quote  4 before  5 after  6 note  7 theme*  8 at
//
// The set has/highlight holds the docs that have one.
const (
	highKeySize = 6
	maxHighs    = 1 << 16
)

func highKey(doc uint32, i int) []byte {
	return binary.BigEndian.AppendUint16(docKey(doc), uint16(i))
}

func encodeHigh(h *feed.Highlight) []byte {
	b := addID(make([]byte, 0, 128+len(h.Quote)+len(h.Note)), 1, h.ID)
	b = addMessage(b, 2, func(s []byte) []byte { return appendSpans(s, []feed.Range{h.Range}) })
	b = addString(addString(addString(addString(b, 3, h.Quote), 4, h.Before), 5, h.After), 6, h.Note)
	for _, th := range h.Themes {
		b = addID(b, 7, th)
	}
	return slices.Clip(addTime(b, 8, h.At))
}

func decodeHigh(b []byte) (h feed.Highlight, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			h.ID = r.id()
		case 2:
			if spans := r.ranges(); len(spans) == 1 {
				h.Range = spans[0]
			}
		case 3:
			h.Quote = r.string()
		case 4:
			h.Before = r.string()
		case 5:
			h.After = r.string()
		case 6:
			h.Note = r.string()
		case 7:
			h.Themes = append(h.Themes, r.id())
		case 8:
			h.At = r.time()
		default:
			r.skip()
		}
	}
	return h, r.err
}

// eachHigh gives the highlights of a doc to yield, in the order they were made.
func (t *tx) eachHigh(doc uint32, yield func(key []byte, h *feed.Highlight) error) error {
	return t.eachOf(inHigh, doc, func(k, v []byte) error {
		p, err := inHigh.read(k, v)
		if err != nil {
			return err
		}
		h, err := decodeHigh(p)
		if err != nil || len(k) != highKeySize {
			return damaged("highlight %x", k)
		}
		return yield(k, &h)
	})
}

// highsOf returns the highlights of a doc as they were kept.
func (t *tx) highsOf(doc uint32) (out []feed.Highlight, err error) {
	err = t.eachHigh(doc, func(_ []byte, h *feed.Highlight) error {
		out = append(out, *h)
		return nil
	})
	return out, err
}

// high returns one highlight of a doc with its key, nil when there is none.
func (t *tx) high(doc uint32, id feed.ID) (key []byte, h *feed.Highlight, err error) {
	err = t.eachHigh(doc, func(k []byte, one *feed.Highlight) error {
		if one.ID == id {
			key, h = bytes.Clone(k), one
		}
		return nil
	})
	return key, h, err
}

// putHigh keeps the record of a highlight in the place of the one of its ID, or
// takes that off when rec is nil.
func (t *tx) putHigh(doc uint32, id feed.ID, rec []byte) error {
	key, next, others := []byte(nil), 0, 0
	err := t.eachHigh(doc, func(k []byte, h *feed.Highlight) error {
		if others++; h.ID == id {
			key = bytes.Clone(k)
			others--
		}
		next = int(binary.BigEndian.Uint16(k[4:])) + 1
		return nil
	})
	switch {
	case err != nil:
		return err
	case rec != nil && key == nil && next >= maxHighs:
		return fmt.Errorf("highlights of one article: %w", feed.ErrTooLarge)
	case rec != nil && key == nil:
		key = highKey(doc, next)
	case rec == nil && key == nil:
		return nil
	}
	if rec != nil {
		err = t.put(inHigh, key, slices.Clip(rec))
	} else {
		err = t.del(inHigh, key)
	}
	if err != nil {
		return err
	}
	return t.changeOne(hasHighlight, doc, rec != nil || others > 0)
}

// putHighs keeps the highlights of an article that comes with them. An ID that is
// missing or was another's is made up: changing one must not change two.
func (t *tx) putHighs(doc uint32, highs []feed.Highlight) error {
	had := make(map[feed.ID]bool, len(highs))
	for i := range highs[:min(len(highs), maxHighs)] {
		h := highs[i]
		if h.ID.IsZero() || had[h.ID] {
			h.ID = feed.NewID("highlight", h.ID.String(), strconv.Itoa(i), h.Quote)
		}
		had[h.ID] = true
		if err := t.put(inHigh, highKey(doc, i), encodeHigh(&h)); err != nil {
			return err
		}
	}
	return nil
}

// anchor finds the highlights of an article in its present text and puts them in
// its order, lost ones last.
func anchor(a *feed.Article, highs []feed.Highlight) {
	for _, h := range highs {
		a.Highlights = append(a.Highlights, highlight.Anchor(a, h))
	}
	order := [...]int{feed.InTitle: 0, feed.InStandfirst: 1, feed.InBody: 2}
	rank := func(h *feed.Highlight) int {
		if h.IsLost() || int(h.Field) >= len(order) {
			return len(order)
		}
		return order[h.Field]
	}
	slices.SortStableFunc(a.Highlights, func(x, y feed.Highlight) int {
		return cmp.Or(cmp.Compare(rank(&x), rank(&y)), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
}
