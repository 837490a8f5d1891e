package store

import (
	"bytes"
	"errors"
	"slices"

	"veille/feed"
)

// postingCursor goes through terms in rising order.
type postingCursor interface {
	// advance goes to the next term; ok is false at the end.
	advance() (ok bool, err error)
	// at is the present term.
	at() []byte
	// appendDocs appends the docs of the present term, in rising order.
	appendDocs(docs []uint16) ([]uint16, error)
}

// mergePostings makes blocks of terms from several places. Their docs do not
// overlap.
func mergePostings(list []postingCursor) ([]block, error) {
	var w blockWriter
	g := gathered{list: list}
	for {
		ok, err := g.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return w.finish(), nil
		}
		w.add(g.term, g.docs)
	}
}

// gathered goes through the terms of several places at once, in rising order,
// with all docs of each.
type gathered struct {
	list  []postingCursor // those that have a present term, once begun
	begun bool
	term  []byte
	docs  []uint16

	earlier []uint16 // docs while they are put in order
}

func (g *gathered) begin() error {
	g.begun = true
	open := g.list[:0]
	for _, c := range g.list {
		ok, err := c.advance()
		if err != nil {
			return err
		}
		if ok {
			open = append(open, c)
		}
	}
	g.list = open
	return nil
}

// next goes to the next term; ok is false at the end.
func (g *gathered) next() (ok bool, err error) {
	if !g.begun {
		if err := g.begin(); err != nil {
			return false, err
		}
	}
	if len(g.list) == 0 {
		return false, nil
	}
	g.term = append(g.term[:0], g.list[0].at()...)
	for _, c := range g.list[1:] {
		if bytes.Compare(c.at(), g.term) < 0 {
			g.term = append(g.term[:0], c.at()...)
		}
	}
	g.docs = g.docs[:0]
	for i := 0; i < len(g.list); {
		more, err := g.take(g.list[i])
		if err != nil {
			return false, err
		}
		if more {
			i++
		} else {
			g.list = slices.Delete(g.list, i, i+1)
		}
	}
	return true, nil
}

// order brings the docs that begin at from in order with those before: both
// rise.
func (g *gathered) order(from int) {
	if from == 0 || from == len(g.docs) || g.docs[from-1] < g.docs[from] {
		return
	}
	g.earlier = append(g.earlier[:0], g.docs[:from]...)
	rest := g.docs[from:]
	for i, a := 0, g.earlier; len(a) > 0; i++ {
		if len(rest) == 0 || a[0] < rest[0] {
			g.docs[i], a = a[0], a[1:]
		} else {
			g.docs[i], rest = rest[0], rest[1:]
		}
	}
}

// take adds the docs of the present term at one place and goes on there.
func (g *gathered) take(c postingCursor) (more bool, err error) {
	more = true
	for more && bytes.Equal(c.at(), g.term) {
		have := len(g.docs)
		if g.docs, err = c.appendDocs(g.docs); err != nil {
			return false, err
		}
		g.order(have)
		if more, err = c.advance(); err != nil {
			return false, err
		}
	}
	return more, nil
}

// blockCursor goes through the blocks of a segment.
type blockCursor struct {
	blockReader
	blocks []block
	shift  uint32 // of the docs, to count from the first of the new segment
	drop   []bool // docs to leave out, counted so
}

func (c *blockCursor) at() []byte { return c.term }

func (c *blockCursor) advance() (bool, error) {
	for {
		ok, err := c.next()
		if ok || err != nil {
			return ok, asDamage(err)
		}
		if len(c.blocks) == 0 {
			return false, nil
		}
		c.b, c.blocks = c.blocks[0].payload, c.blocks[1:]
	}
}

func (c *blockCursor) appendDocs(docs []uint16) ([]uint16, error) {
	n := len(docs)
	docs, err := c.appendTo(docs, c.shift)
	kept := docs[:n]
	for _, d := range docs[n:] {
		if !c.drop[d] {
			kept = append(kept, d)
		}
	}
	return kept, asDamage(err)
}

func asDamage(err error) error {
	if errors.Is(err, errBlock) {
		return damaged("a block of the index")
	}
	return err
}

// termCursor goes through what was gathered from texts.
type termCursor struct {
	*postings
	i int // one beyond the present term
}

func (x indexed) cursors() (list []postingCursor) {
	for i := range x {
		list = append(list, &termCursor{postings: &x[i]})
	}
	return list
}

func (c *termCursor) at() []byte { return c.term(c.i - 1) }

func (c *termCursor) advance() (bool, error) {
	if c.i == len(c.ends) {
		return false, nil
	}
	c.i++
	return true, nil
}

func (c *termCursor) appendDocs(docs []uint16) ([]uint16, error) {
	return append(docs, c.of(c.i-1)...), nil
}

// docRecord is what a file has of a doc, copied.
type docRecord struct {
	doc         uint32
	head, frame []byte // nil: not there or damaged
}

// records copies what there is of docs. What is damaged is left out; an error
// is one of the file.
func (t *tx) records(docs []uint32) (out []docRecord, err error) {
	for _, doc := range docs {
		r := docRecord{doc: doc}
		for _, part := range []struct {
			in  bucket
			out *[]byte
		}{{inArt, &r.head}, {inBody, &r.frame}} {
			p, err := t.get(part.in, docKey(doc))
			if err != nil && !errors.Is(err, feed.ErrDamaged) {
				return nil, err
			}
			if err == nil && p != nil {
				*part.out = slices.Clone(p)
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// article reads a record.
func (r *docRecord) article(c *codec) (a feed.Article, err error) {
	if r.head == nil || r.frame == nil {
		return a, damaged("document %d", r.doc)
	}
	if a.Head, err = decodeHead(r.head); err != nil {
		return a, err
	}
	plain, err := c.unpack(nil, r.frame)
	if err != nil {
		return a, err
	}
	return a, decodeBody(plain, &a)
}

// gather adds the terms of docs, counted from first, and returns those that
// cannot be read.
func (g *gathering) gather(codecs *codecs, recs []docRecord, first uint32) (blind []uint32, err error) {
	c, err := codecs.take()
	if err != nil {
		return nil, err
	}
	defer codecs.give(c)
	x := g.take()
	defer g.give(x)
	for i := range recs {
		a, err := recs[i].article(c)
		if err != nil {
			blind = append(blind, recs[i].doc)
			continue
		}
		x.add(uint16(recs[i].doc-first), &a)
	}
	return blind, nil
}
