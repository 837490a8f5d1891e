package store

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Bucket mark: who put a theme on an article. The set of the theme holds the
// same docs.
//
//	1 by  2 at  3 score  4 spans: field, start, length as varints  5 rule  6 version
func encodeMark(m *feed.Mark) []byte {
	b := addUint(make([]byte, 0, 24), 1, uint64(m.By))
	b = addTime(b, 2, m.At)
	b = addFloat(b, 3, m.Score)
	if len(m.Spans) > 0 {
		b = addMessage(b, 4, func(s []byte) []byte { return appendSpans(s, m.Spans) })
	}
	return addInt(addID(b, 5, m.Rule), 6, int64(m.Version))
}

func appendSpans(b []byte, spans []feed.Range) []byte {
	for _, r := range spans {
		b = protowire.AppendVarint(b, uint64(r.Field))
		b = protowire.AppendVarint(b, uint64(max(r.Start, 0)))
		b = protowire.AppendVarint(b, uint64(max(r.End-r.Start, 0)))
	}
	return b
}

func decodeMark(b []byte, theme feed.ID) (m feed.Mark, err error) {
	m.Theme = theme
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			m.By = feed.By(r.uint())
		case 2:
			m.At = r.time()
		case 3:
			m.Score = r.float()
		case 4:
			m.Spans = r.ranges()
		case 5:
			m.Rule = r.id()
		case 6:
			m.Version = int(r.int())
		default:
			r.skip()
		}
	}
	return m, r.err
}

func (r *record) ranges() (out []feed.Range) {
	for b := r.bytes(); len(b) > 0; {
		var part [3]uint64
		for i := range part {
			v, n := protowire.ConsumeVarint(b)
			if n < 0 {
				r.fail()
				return nil
			}
			part[i], b = v, b[n:]
		}
		start := int(part[1])
		out = append(out, feed.Range{Field: feed.Field(part[0]), Start: start, End: start + int(part[2])})
	}
	return out
}

// eachMark gives the marks of a doc to yield: theme and payload.
func (t *tx) eachMark(doc uint32, yield func(theme feed.ID, payload []byte) error) error {
	return t.eachOf(inMark, doc, func(k, v []byte) error {
		if len(k) != 4+len(feed.ID{}) {
			return damaged("mark %x", k)
		}
		p, err := inMark.read(k, v)
		if err != nil {
			return err
		}
		return yield(feed.ID(k[4:]), p)
	})
}

// marksOf returns the marks of a doc in the order of the themes.
func (t *tx) marksOf(doc uint32) (out []feed.Mark, err error) {
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	err = t.eachMark(doc, func(theme feed.ID, p []byte) error {
		m, err := decodeMark(p, theme)
		if err != nil {
			return damaged("mark of theme %s", theme)
		}
		out = append(out, m)
		return nil
	})
	slices.SortStableFunc(out, func(a, b feed.Mark) int { return known.compare(a.Theme, b.Theme) })
	return out, err
}

// putMarks puts a theme on docs.
func (t *tx) putMarks(theme feed.ID, payload []byte, docs *roaring.Bitmap) error {
	m, err := decodeMark(payload, theme)
	if err != nil {
		return damaged("mark of theme %s", theme)
	}
	if err := t.dropBy(theme, docs); err != nil {
		return err
	}
	if err := t.change(setBy(m.By, theme), docs, true); err != nil {
		return err
	}
	bare := payload
	var since map[uint32]bool
	if len(m.Spans) > 0 {
		if since, err = t.rewritten(docs, m.At); err != nil {
			return err
		}
		m.Spans = nil
		bare = encodeMark(&m)
	}
	for it := docs.Iterator(); it.HasNext(); {
		doc, rec := it.Next(), payload
		if since[doc] {
			rec = bare
		}
		if err := t.put(inMark, markKey(doc, theme), slices.Clip(rec)); err != nil {
			return err
		}
	}
	return t.change(setTag(theme), docs, true)
}

// dropMarks takes a theme off docs.
func (t *tx) dropMarks(theme feed.ID, docs *roaring.Bitmap) error {
	for it := docs.Iterator(); it.HasNext(); {
		if err := t.del(inMark, markKey(it.Next(), theme)); err != nil {
			return err
		}
	}
	if err := t.dropBy(theme, docs); err != nil {
		return err
	}
	return t.change(setTag(theme), docs, false)
}

// dropBy forgets who put a theme on docs.
func (t *tx) dropBy(theme feed.ID, docs *roaring.Bitmap) error {
	for by := range origins {
		if err := t.change(setBy(feed.By(by), theme), docs, false); err != nil {
			return err
		}
	}
	return nil
}

// alike are docs whose marks of one theme are the same to the byte. What one
// act put on thousands of articles is one of these.
type alike struct {
	mark []byte
	docs *roaring.Bitmap
}

// gather returns the marks of a theme on docs.
func (t *tx) gather(theme feed.ID, docs *roaring.Bitmap) (out []alike, err error) {
	var g grouping
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		p, err := t.get(inMark, markKey(doc, theme))
		if err != nil {
			return nil, err
		}
		g.add(doc, p)
	}
	return g.list, nil
}

// tagged returns the docs that carry a theme.
func (t *tx) tagged(theme feed.ID) (*roaring.Bitmap, error) {
	set, err := t.set(setTag(theme))
	if err != nil {
		return nil, err
	}
	return set.bitmap(), nil
}
