package store

import (
	"github.com/RoaringBitmap/roaring/v2"
	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// step is one record of the journal: what the user did and the operations it
// was made of. Every operation can be done in either direction.
//
//	1 at  2 verb  3 flag  4 on  5 count  6 added*  7 removed*  8 subject
//	9 operation*{1 kind 2 set 3 theme 4 docs (roaring) 5 on 6 mark 7 doc
//	             8 before 9 after 10 body before 11 body after
//	             12 held*{1 mark 2 docs (roaring)}}
//	10 edited*{1 field 2 value}
type step struct {
	change feed.Change
	ops    []op
}

type opKind uint8

const (
	opSet    opKind = iota // docs into or out of a set
	opMark                 // a theme put on docs or taken off them
	opTheme                // a theme made, changed or deleted
	opHead                 // an article corrected
	opQuery                // a saved query made, changed or deleted
	opSource               // a source followed, changed or no longer followed
	opMany                 // as opMark, with many marks: those of held
	opDrop                 // suggestions of a theme dismissed, by the records in held
	opRule                 // a rule made, changed or removed
	opStory                // stories joined or left: see restory
	opNote                 // notes of an article written, changed or taken off
	opHigh                 // a highlight of an article made, changed or taken off
)

// op is one operation. Which fields count depends on its kind.
type op struct {
	kind   opKind
	set    string
	theme  feed.ID // or saved query, source, rule, highlight
	docs   *roaring.Bitmap
	on     bool
	mark   []byte
	doc    uint32
	before []byte // record of a theme, head, query, source, rule, highlight or of notes; nil: there was none
	after  []byte
	// Frames of the body, nil where the body stays as it is.
	bodyBefore, bodyAfter []byte
	// held are the marks of a theme while it is deleted; of opMany and opDrop what is
	// put or taken away; of opStory what applyStory reads.
	held []alike
}

func (s *step) encode() ([]byte, error) {
	c := &s.change
	b := addTime(make([]byte, 0, 256), 1, c.At)
	b = addUint(b, 2, uint64(c.Verb))
	b = addUint(b, 3, uint64(c.Flag))
	b = addBool(b, 4, c.On)
	b = addInt(b, 5, int64(c.Count))
	b = addList(b, 6, c.Added)
	b = addList(b, 7, c.Removed)
	b = addString(b, 8, c.Subject)
	for _, e := range c.Edited {
		b = addBytes(b, 10, addString(addString(nil, 1, e.Field), 2, e.Value))
	}
	for i := range s.ops {
		o, err := s.ops[i].encode()
		if err != nil {
			return nil, err
		}
		b = addBytes(b, 9, o)
	}
	return b, nil
}

func (o *op) encode() (b []byte, err error) {
	b = addUint(b, 1, uint64(o.kind))
	b = addString(b, 2, o.set)
	b = addID(b, 3, o.theme)
	if b, err = addDocs(b, 4, o.docs); err != nil {
		return nil, err
	}
	b = addBool(b, 5, o.on)
	b = addPresent(b, 6, o.mark)
	b = addUint(b, 7, uint64(o.doc))
	b = addPresent(b, 8, o.before)
	b = addPresent(b, 9, o.after)
	b = addPresent(b, 10, o.bodyBefore)
	b = addPresent(b, 11, o.bodyAfter)
	for _, h := range o.held {
		m, err := addDocs(addPresent(nil, 1, h.mark), 2, h.docs)
		if err != nil {
			return nil, err
		}
		b = addBytes(b, 12, m)
	}
	return b, nil
}

// addPresent writes bytes unless they are nil: an empty record is one.
func addPresent(b []byte, n protowire.Number, v []byte) []byte {
	if v == nil {
		return b
	}
	return addBytes(b, n, v)
}

func addDocs(b []byte, n protowire.Number, docs *roaring.Bitmap) ([]byte, error) {
	if docs == nil {
		return b, nil
	}
	docs.RunOptimize()
	p, err := docs.ToBytes()
	if err != nil {
		return nil, err
	}
	return addBytes(b, n, p), nil
}

// decodeStep copies what it keeps: b lies in the mapped file.
func decodeStep(seq uint64, b []byte) (s step, err error) {
	c := &s.change
	c.Seq = seq
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			c.At = r.time()
		case 2:
			c.Verb = feed.Verb(r.uint())
		case 3:
			c.Flag = feed.Flag(r.uint())
		case 4:
			c.On = r.bool()
		case 5:
			c.Count = int(r.int())
		case 6:
			c.Added = append(c.Added, r.string())
		case 7:
			c.Removed = append(c.Removed, r.string())
		case 8:
			c.Subject = r.string()
		case 9:
			s.ops = append(s.ops, r.op())
		case 10:
			c.Edited = append(c.Edited, r.edited())
		default:
			r.skip()
		}
	}
	if r.err != nil {
		return s, damaged("change %d of the journal", seq)
	}
	return s, nil
}

func (r *record) edited() (e feed.Edited) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			e.Field = m.string()
		case 2:
			e.Value = m.string()
		default:
			m.skip()
		}
	}
	r.done(m)
	return e
}

func (r *record) op() (o op) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			o.kind = opKind(m.uint())
		case 2:
			o.set = m.string()
		case 3:
			o.theme = m.id()
		case 4:
			o.docs = m.docs()
		case 5:
			o.on = m.bool()
		case 6:
			o.mark = m.copied()
		case 7:
			o.doc = uint32(m.uint())
		default:
			m.opRest(n, &o)
		}
	}
	r.done(m)
	return o
}

func (r *record) opRest(n protowire.Number, o *op) {
	switch n {
	case 8:
		o.before = r.copied()
	case 9:
		o.after = r.copied()
	case 10:
		o.bodyBefore = r.copied()
	case 11:
		o.bodyAfter = r.copied()
	case 12:
		o.held = append(o.held, r.alike())
	default:
		r.skip()
	}
}

func (r *record) alike() (a alike) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			a.mark = m.copied()
		case 2:
			a.docs = m.docs()
		default:
			m.skip()
		}
	}
	r.done(m)
	if a.docs == nil {
		a.docs = roaring.New()
	}
	return a
}

// copied returns bytes that are never nil.
func (r *record) copied() []byte { return append([]byte{}, r.bytes()...) }

func (r *record) docs() *roaring.Bitmap {
	m := roaring.New()
	if _, err := m.FromUnsafeBytes(r.copied()); err != nil {
		r.fail()
	}
	return m
}

// without takes docs that are gone out of the step and reports whether
// anything is left of it. What it says of a destroyed article goes with it.
func (s *step) without(gone docSet) (changed, left bool) {
	dead := gone.bitmap()
	kept := s.ops[:0]
	for _, o := range s.ops {
		if (o.kind == opHead || o.kind == opNote || o.kind == opHigh) && gone.has(o.doc) {
			changed = true
			continue
		}
		if o.docs != nil && o.docs.Intersects(dead) {
			o.docs.AndNot(dead)
			changed = true
			if o.docs.IsEmpty() {
				continue
			}
		}
		for i := range o.held {
			changed = changed || o.held[i].docs.Intersects(dead)
			o.held[i].docs.AndNot(dead)
		}
		kept = append(kept, o)
	}
	s.ops = kept
	if changed {
		s.change.Subject = ""
	}
	return changed, len(kept) > 0
}
