package store

import (
	"bytes"
	"errors"
	"slices"

	"veille/feed"
)

// indexFault notes what making the index anew would cure.
func (r *Report) indexFault(format string, args ...any) {
	r.IndexFaults++
	r.fault("index: "+format, args...)
}

// index checks the index against the articles: that each is in one segment,
// that all blocks can be read and stand in order, and in a full check that
// segments say what the texts say.
func (k *checking) index() error {
	var list []segment
	_, err := k.piece(func(c *checker) (err error) {
		list, err = c.segmentsOf()
		return err
	})
	if err != nil {
		return err
	}
	for i, g := range list {
		_, err := k.piece(func(c *checker) error { return c.blocksOf(g) })
		if err == nil && k.full {
			err = k.compareSegment(g)
		}
		if err != nil {
			return err
		}
		k.told.tell(k.round*int64(k.next)+int64(min(list[i].end, k.next)), k.rounds*int64(k.next))
	}
	k.round++
	return nil
}

// segmentsOf reads the list of segments and holds that all articles are in one.
func (k *checker) segmentsOf() ([]segment, error) {
	list, err := k.segments()
	if errors.Is(err, feed.ErrDamaged) {
		k.r.indexFault("the list of its segments cannot be read")
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	k.r.Segments = len(list)
	x, err := k.index()
	if err != nil {
		return nil, err
	}
	all, err := k.set(setAll)
	if err != nil {
		return nil, err
	}
	edited, err := k.set(setEdited)
	if err != nil {
		return nil, err
	}
	if n := all.and(x.open).andNot(edited).count(); n > 0 {
		k.r.indexFault("%d articles are not in it", n)
	}
	numbers := map[uint32]bool{}
	for _, g := range list {
		if numbers[g.number] || g.number > k.is.segment {
			k.r.indexFault("the number of segment %d is not valid", g.number)
		}
		numbers[g.number] = true
	}
	stray, err := k.strayBlocks(1)
	if err == nil && len(stray) > 0 {
		k.r.indexFault("block %x belongs to no segment", stray[0])
	}
	return list, err
}

// blocksOf holds that the blocks of a segment can be read and stand in order.
func (k *checker) blocksOf(g segment) error {
	var lastKey, lastTerm []byte
	for key, v := range k.blocks(g.number) {
		p, ok := inPost.unseal(key, v)
		last, valid := splitBlockKey(key)
		if !ok || !valid || bytes.Compare(key, lastKey) <= 0 {
			k.r.indexFault("block %x cannot be read or stands out of order", key)
			return nil
		}
		lastKey = append(lastKey[:0], key...)
		if lastTerm, ok = soundBlock(p, g.docs(), lastTerm); !ok || !bytes.Equal(lastTerm, last) {
			k.r.indexFault("block %x is not valid", key)
			return nil
		}
	}
	return nil
}

// soundBlock reports whether all of a block can be read, and returns its last
// term; before is that of the block before it.
func soundBlock(p []byte, span int, before []byte) (last []byte, ok bool) {
	r := blockReader{b: p, span: span}
	var docs []uint16
	last = before
	for {
		ok, err := r.next()
		if err != nil || !ok {
			return last, err == nil
		}
		docs, err = r.appendTo(docs[:0], 0)
		if err != nil || len(docs) == 0 || bytes.Compare(r.term, last) < 0 {
			return last, false
		}
		last = append(last[:0], r.term...)
	}
}

// compareSegment makes the postings of a segment from its texts and compares
// them with those it has. A segment that has been replaced meanwhile, or of
// which articles were changed, is left to the next check.
func (k *checking) compareSegment(g segment) error {
	m := &remade{indexPart: indexPart{first: g.first, end: g.end, old: []segment{g}}}
	current := false
	sound, err := k.piece(func(c *checker) (err error) {
		if current, err = m.isCurrent(c.tx); err == nil && current {
			err = m.readToCompare(c.tx)
		}
		if errors.Is(err, feed.ErrDamaged) {
			current, err = false, nil // told with the blocks
		}
		return err
	})
	if err != nil || !sound || !current {
		return err
	}
	words, err := k.store.reread(k.ctx, m)
	if err != nil {
		return err
	}
	wrong, first, err := m.compare(g, words)
	if err != nil || wrong == 0 {
		return ignoreDamage(err) // told with the blocks
	}
	_, err = k.piece(func(c *checker) error {
		still, err := m.isCurrent(c.tx)
		if err == nil && still && c.is.edits == m.edits {
			c.r.indexFault("%d terms of documents %d to %d are not those of the texts, %q the first", wrong, g.first, g.end-1, first)
		}
		return err
	})
	return err
}

// readToCompare takes the segment out of the file, and notes the docs it speaks
// of: not those corrected since.
func (m *remade) readToCompare(t *tx) error {
	if err := m.read(t); err != nil {
		return err
	}
	edited, err := t.set(setEdited)
	m.redo = m.redo[:0]
	for doc := m.first; doc < m.end; doc++ {
		if m.alive.has(doc) && !edited.has(doc) {
			m.redo = append(m.redo, doc)
		}
	}
	return err
}

// compare counts the terms of which the docs are not those the texts say.
func (m *remade) compare(g segment, words indexed) (wrong int, first string, err error) {
	drop, place := make([]bool, g.docs()), make([]int, g.docs())
	for i := range drop {
		drop[i], place[i] = true, i
	}
	for _, doc := range m.redo {
		drop[doc-g.first] = false
	}
	for _, doc := range m.blind {
		drop[doc-g.first] = true
	}
	want := gathered{list: words.cursors()}
	for i, c := range want.list {
		want.list[i] = &placedCursor{c, place}
	}
	have := gathered{list: []postingCursor{&blockCursor{blocks: m.stored[0], drop: drop, blockReader: blockReader{span: g.docs()}}}}
	err = lockstep(&have, &want, func(term []byte, a, b []uint16) {
		if slices.Equal(a, b) {
			return
		}
		if wrong++; wrong == 1 {
			first = string(term[1:])
		}
	})
	return wrong, first, err
}

// lockstep goes through the terms of two at once and gives the docs that each
// has of a term.
func lockstep(a, b *gathered, yield func(term []byte, a, b []uint16)) error {
	okA, err := a.next()
	okB, errB := b.next()
	for err = errors.Join(err, errB); err == nil && (okA || okB); err = errors.Join(err, errB) {
		order := bytes.Compare(a.term, b.term)
		switch {
		case !okA || okB && order > 0:
			yield(b.term, nil, b.docs)
			okB, errB = b.next()
		case !okB || order < 0:
			yield(a.term, a.docs, nil)
			okA, err = a.next()
		default:
			yield(a.term, a.docs, b.docs)
			okA, err = a.next()
			okB, errB = b.next()
		}
	}
	return err
}
