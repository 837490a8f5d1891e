package store

import (
	"bytes"
	"errors"
	"fmt"
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
	x, err := k.tx.index()
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
	var docs []uint16
	for key, v := range k.tx.blocks(g.number) {
		p, ok := inPost.unseal(key, v)
		last, valid := splitBlockKey(key)
		if !ok || !valid || bytes.Compare(key, lastKey) <= 0 {
			k.r.indexFault("block %x cannot be read or stands out of order", key)
			return nil
		}
		lastKey = append(lastKey[:0], key...)
		r := blockReader{b: p, span: g.docs()}
		for {
			ok, err := r.next()
			if err == nil && ok {
				docs, err = r.appendTo(docs[:0], 0)
			}
			if err != nil || ok && (len(docs) == 0 || bytes.Compare(r.term, lastTerm) < 0) {
				k.r.indexFault("block %x is not valid", key)
				return nil
			}
			if !ok {
				break
			}
			lastTerm = append(lastTerm[:0], r.term...)
		}
		if !bytes.Equal(lastTerm, last) {
			k.r.indexFault("block %x ends with another term", key)
			return nil
		}
	}
	return nil
}

// compareSegment makes the postings of a segment from its texts and compares
// them with those it has. A segment that has been replaced meanwhile, or of
// which articles were changed, is left to the next check.
func (k *checking) compareSegment(g segment) error {
	m := &remade{indexPart: indexPart{first: g.first, end: g.end, old: []segment{g}}}
	var edited docSet
	current := false
	sound, err := k.piece(func(c *checker) (err error) {
		if current, err = m.isCurrent(c.tx); err != nil || !current {
			return err
		}
		if edited, err = c.set(setEdited); err != nil {
			return err
		}
		if err := m.read(c.tx); errors.Is(err, feed.ErrDamaged) {
			current = false // told with the blocks
		} else if err != nil {
			return err
		}
		m.redo = m.redo[:0]
		for doc := g.first; doc < g.end; doc++ {
			if m.alive.has(doc) && !edited.has(doc) {
				m.redo = append(m.redo, doc)
			}
		}
		return nil
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

// compare counts the terms of which the docs are not those the texts say.
func (m *remade) compare(g segment, words indexed) (wrong int, first string, err error) {
	drop := make([]bool, g.docs())
	place := make([]int, g.docs())
	for i := range drop {
		drop[i], place[i] = true, i
	}
	for _, doc := range m.redo {
		drop[doc-g.first] = false
	}
	for _, doc := range m.blind {
		drop[doc-g.first] = true
	}
	list := words.cursors()
	for i, c := range list {
		list[i] = &placedCursor{c, place}
	}
	have := gathered{list: []postingCursor{&blockCursor{blocks: m.stored[0], drop: drop, blockReader: blockReader{span: g.docs()}}}}
	want := gathered{list: list}
	okHave, err1 := have.next()
	okWant, err2 := want.next()
	for err = errors.Join(err1, err2); err == nil && (okHave || okWant); err = errors.Join(err1, err2) {
		order := bytes.Compare(have.term, want.term)
		if !okHave {
			order = 1
		} else if !okWant {
			order = -1
		}
		if order != 0 && (order > 0 || len(have.docs) > 0) || order == 0 && !slices.Equal(have.docs, want.docs) {
			if wrong++; wrong == 1 {
				first = fmt.Sprintf("%s", have.term[1:])
				if order > 0 {
					first = string(want.term[1:])
				}
			}
		}
		err1, err2 = nil, nil
		if order <= 0 {
			okHave, err1 = have.next()
		}
		if order >= 0 {
			okWant, err2 = want.next()
		}
	}
	return wrong, first, err
}
