package store

import (
	"errors"

	"github.com/RoaringBitmap/roaring/v2"
	"google.golang.org/protobuf/encoding/protowire"
)

// Bucket story: what the user has decided of the stories of a doc.
//
//	1 tie      a number drawn at random: docs of one tie are one story
//	2 apart    docs (roaring) that it is in no story with
//	3 joined   it is in the story because of the tie
//
// It names docs, not stories: those come and go with what is worked out.
type handmade struct {
	tie    uint64
	apart  *roaring.Bitmap // nil: none
	joined bool
}

func (h *handmade) isEmpty() bool { return h.tie == 0 && h.apart == nil }

func (h *handmade) encode() ([]byte, error) {
	b := addUint(nil, 1, h.tie)
	b, err := addDocs(b, 2, h.apart)
	return addBool(b, 3, h.joined), err
}

func decodeHandmade(b []byte) (h handmade, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		h.field(&r, n)
	}
	if h.apart != nil && h.apart.IsEmpty() {
		h.apart = nil
	}
	return h, r.err
}

func (h *handmade) field(r *record, n protowire.Number) {
	switch n {
	case 1:
		h.tie = r.uint()
	case 2:
		h.apart = r.docs()
	case 3:
		h.joined = r.bool()
	default:
		r.skip()
	}
}

// handmade returns what was decided of a doc.
func (t *tx) handmade(doc uint32) (h handmade, err error) {
	p, err := t.get(inStory, docKey(doc))
	if p == nil || err != nil {
		return h, err
	}
	if h, err = decodeHandmade(p); err != nil {
		return h, damaged("story of document %d", doc)
	}
	return h, nil
}

func (t *tx) putHandmade(doc uint32, h *handmade) error {
	if h.isEmpty() {
		return t.del(inStory, docKey(doc))
	}
	p, err := h.encode()
	if err != nil {
		return err
	}
	return t.put(inStory, docKey(doc), p)
}

// decided is all that the user has decided. What is damaged is left out: a check tells
// of it.
type decided struct {
	of   map[uint32]handmade
	ties map[uint64][]uint32 // in rising order
}

func (t *tx) decided() (d decided, err error) {
	d = decided{map[uint32]handmade{}, map[uint64][]uint32{}}
	all, err := t.set(setAll)
	if err != nil {
		return d, err
	}
	for k, v := range t.up(inStory, nil) {
		p, ok := inStory.unseal(k, v)
		if !ok || len(k) != 4 || !all.has(docOf(k)) {
			continue
		}
		h, err := decodeHandmade(p)
		if err != nil {
			continue
		}
		doc := docOf(k)
		d.of[doc] = h
		if h.tie != 0 {
			d.ties[h.tie] = append(d.ties[h.tie], doc)
		}
	}
	return d, nil
}

// parted reports whether two docs are in no story together.
func (d *decided) parted(a, b uint32) bool {
	x, y := d.of[a].apart, d.of[b].apart
	return x != nil && x.Contains(b) || y != nil && y.Contains(a)
}

// partedFrom reports whether a doc is parted from any of some.
func (d *decided) partedFrom(doc uint32, docs []uint32) bool {
	if len(d.of) == 0 {
		return false
	}
	for _, other := range docs {
		if d.parted(doc, other) {
			return true
		}
	}
	return false
}

// What an operation on stories holds: docs that were or are to be one story, and
// docs of which the same was or is to be decided, its record behind the letter.
const (
	toldBefore   = 'b'
	toldAfter    = 'a'
	decideBefore = 'B'
	decideAfter  = 'A'
)

// restory is an operation on stories while it is planned.
type restory struct {
	op
	records grouping
}

func newRestory(docs *roaring.Bitmap) *restory {
	return &restory{op: op{kind: opStory, docs: docs, on: true}}
}

// tell notes a story.
func (r *restory) tell(when byte, docs []uint32) {
	if len(docs) > 1 {
		r.held = append(r.held, alike{[]byte{when}, roaring.BitmapOf(docs...)})
	}
}

// decide notes what was decided of a doc.
func (r *restory) decide(when byte, doc uint32, h *handmade) error {
	if h.isEmpty() {
		return nil
	}
	p, err := h.encode()
	r.records.add(doc, append([]byte{when}, p...))
	return err
}

// done returns the operation.
func (r *restory) done() op {
	r.held = append(r.held, r.records.list...)
	return r.op
}

// applyStory makes the stories of some docs what they were to be, or were. What was
// found to be of these stories meanwhile leaves them, to be looked at again.
func (t *tx) applyStory(o *op, all docSet, forward bool) error {
	tell, decide := byte(toldAfter), byte(decideAfter)
	if !forward {
		tell, decide = toldBefore, decideBefore
	}
	docs := present(o.docs, all)
	e, err := t.retell()
	if err != nil {
		return err
	}
	again := roaring.New()
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		lead, ok := e.of(doc)
		if !ok {
			continue
		}
		for _, other := range e.apart(lead) {
			if !docs.Contains(other) {
				again.Add(other)
			}
		}
	}
	for it := docs.Iterator(); it.HasNext(); {
		if err := t.del(inStory, docKey(it.Next())); err != nil {
			return err
		}
	}
	for _, g := range o.held {
		if len(g.mark) == 0 {
			return damaged("stories of a change")
		}
		in := present(g.docs, all)
		switch g.mark[0] {
		case tell:
			err = e.put(in.ToArray())
		case decide:
			err = t.decideAll(in, g.mark[1:])
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(e.flush(), t.change(setDone(passStories), again, false))
}

func (t *tx) decideAll(docs *roaring.Bitmap, rec []byte) error {
	h, err := decodeHandmade(rec)
	if err != nil {
		return damaged("stories of a change")
	}
	for it := docs.Iterator(); it.HasNext(); {
		if err := t.putHandmade(it.Next(), &h); err != nil {
			return err
		}
	}
	return nil
}

// leaveStories takes docs that are destroyed out of their stories.
func (t *tx) leaveStories(gone docSet) error {
	e, err := t.retell()
	if err != nil {
		return err
	}
	for _, doc := range gone.docs() {
		if err := e.take(doc); err != nil {
			return err
		}
	}
	return e.flush()
}
