package store

import (
	"context"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// The index is tended after each change of it, in transactions of their own:
// what costs time, reading and merging, is done beside the lock, and written
// only if nobody has changed the same part meanwhile. Work that is left undone
// is found again the next time.

const (
	tierStep  = 8    // so many segments of a tier become one of the next
	tiers     = 4    // below 8, 64, 512 and 4096 docs; larger ones stay
	fullSize  = 8192 // docs from which a segment is large enough
	maxEdited = 256  // corrected docs that are read at every search
)

// tier is the class of size of a segment.
func (g segment) tier() (n int) {
	for size := g.docs(); size >= tierStep && n < tiers; size /= tierStep {
		n++
	}
	return n
}

// mergeable returns segments side by side that should become one: eight of a
// tier with the smaller ones among them, or enough for one of full size. So a
// doc is written once a tier.
func mergeable(list []segment) []segment {
	for tier := range tiers {
		for from := 0; from < len(list); {
			to := from
			for to < len(list) && list[to].tier() <= tier && (to == from || list[to].first == list[to-1].end) {
				to++
			}
			if w := ripe(list[from:to], tier); w != nil {
				return w
			}
			from = max(to, from+1)
		}
	}
	return nil
}

// ripe cuts what is worth a merge off a run of segments of a tier and below.
func ripe(run []segment, tier int) []segment {
	same, docs := 0, 0
	for i, g := range run {
		if docs+g.docs() > maxSegment {
			run = run[:i]
			break
		}
		docs += g.docs()
		same += b2i(g.tier() == tier)
	}
	if len(run) > 1 && (same >= tierStep || docs >= fullSize) {
		return run
	}
	return nil
}

// part is a range of docs that gets a segment anew.
type indexPart struct {
	first, end uint32
	old        []segment // all that lie there
	fresh      bool      // from the texts of all docs, not from the old segments
}

// tend does up to n things that the index needs and reports whether there was
// one.
func (s *Store) tend(ctx context.Context, n int) (busy bool, err error) {
	for range n {
		p, found, err := s.nextPart(ctx)
		if err != nil || !found {
			return false, err
		}
		if _, err := s.remake(ctx, p); err != nil {
			return true, err
		}
	}
	return true, nil
}

// nextPart looks for what the index needs: segments to merge, or one with many
// corrected docs.
func (s *Store) nextPart(ctx context.Context) (p indexPart, found bool, err error) {
	err = s.view(ctx, func(t *tx) error {
		p, found = indexPart{}, false
		list, err := t.segments()
		if err != nil {
			return err
		}
		if w := mergeable(list); w != nil {
			p, found = indexPart{first: w[0].first, end: w[len(w)-1].end, old: slices.Clone(w)}, true
			return nil
		}
		if p, found, err = t.deadSegment(list); found || err != nil {
			return err
		}
		edited, err := t.set(setEdited)
		if err != nil || edited.count() <= maxEdited {
			return err
		}
		most := 0
		for _, g := range list {
			if n := edited.countIn(g.first, g.end); n > most {
				most = n
				p, found = indexPart{first: g.first, end: g.end, old: []segment{g}}, true
			}
		}
		return nil
	})
	return p, found, err
}

// deadSegment returns a segment of which all docs are gone but that still has
// blocks.
func (t *tx) deadSegment(list []segment) (p indexPart, found bool, err error) {
	all, err := t.set(setAll)
	if err != nil {
		return p, false, err
	}
	for _, g := range list {
		if all.countIn(g.first, g.end) > 0 {
			continue
		}
		for range t.blocks(g.number) {
			return indexPart{first: g.first, end: g.end, old: []segment{g}}, true, nil
		}
	}
	return p, false, nil
}

// countIn counts the docs in [first, end).
func (s docSet) countIn(first, end uint32) (n int) {
	for doc := first; doc < end; {
		if doc%64 == 0 && end-doc >= 64 && int(doc/64) < len(s) {
			n += bits.OnesCount64(s[doc/64])
			doc += 64
			continue
		}
		n += b2i(s.has(doc))
		doc++
	}
	return n
}

// remade is a part of the index on its way.
type remade struct {
	indexPart
	edits  uint64
	alive  docSet    // kept docs
	redo   []uint32  // docs whose texts are read
	blind  []uint32  // those of them that cannot be read
	stored [][]block // of the old segments
	blocks []block   // of the new one
}

// remake replaces the segments of a part by one. Corrected docs are read anew,
// docs that are gone are left out. done is false when somebody else has changed
// the part meanwhile.
func (s *Store) remake(ctx context.Context, p indexPart) (done bool, err error) {
	m, err := s.remade(ctx, p)
	if m == nil || err != nil {
		return false, err
	}
	return s.putRemade(ctx, m)
}

// remade makes the segment that is to replace those of a part, beside the lock; nil
// when somebody else has changed the part.
func (s *Store) remade(ctx context.Context, p indexPart) (*remade, error) {
	m := &remade{indexPart: p}
	current := false
	err := s.view(ctx, func(t *tx) (err error) {
		if current, err = m.isCurrent(t); err == nil && current {
			err = m.read(t)
		}
		return err
	})
	if err != nil || !current {
		return nil, err
	}
	words, err := s.reread(ctx, m)
	if err != nil {
		return nil, err
	}
	m.blocks, err = m.merge(words)
	m.stored = nil
	return m, err
}

// putRemade puts the new segment in place of the old ones unless somebody else has
// changed the part meanwhile: then done is false.
func (s *Store) putRemade(ctx context.Context, m *remade) (done bool, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		current, err := m.isCurrent(t)
		done = err == nil && current && t.is.edits == m.edits
		if !done {
			return errUnlessNil(err)
		}
		return m.publish(t)
	})
	return done, err
}

func errUnlessNil(err error) error {
	if err == nil {
		return errUnchanged
	}
	return err
}

// isCurrent reports whether the old segments are just what lies there.
func (m *remade) isCurrent(t *tx) (bool, error) {
	list, err := t.segments()
	if err != nil {
		return false, err
	}
	list = slices.DeleteFunc(list, func(g segment) bool { return g.end <= m.first || g.first >= m.end })
	return slices.Equal(list, m.old), nil
}

// read takes what is needed out of the file.
func (m *remade) read(t *tx) (err error) {
	m.edits, m.redo, m.stored = t.is.edits, nil, nil
	if m.alive, err = t.set(setAll); err != nil {
		return err
	}
	redo := m.alive
	if !m.fresh {
		edited, err := t.set(setEdited)
		if err != nil {
			return err
		}
		redo = m.alive.and(edited)
	}
	for doc := m.first; doc < m.end; doc++ {
		if redo.has(doc) {
			m.redo = append(m.redo, doc)
		}
	}
	if m.fresh {
		return nil
	}
	m.stored = make([][]block, len(m.old))
	for i, g := range m.old {
		for k, v := range t.blocks(g.number) {
			p, err := inPost.read(k, v)
			if err != nil {
				return err
			}
			m.stored[i] = append(m.stored[i], block{payload: slices.Clone(p)})
		}
	}
	return nil
}

// reread gathers the terms of the docs to read, on all cores.
func (s *Store) reread(ctx context.Context, m *remade) (indexed, error) {
	const piece = 64
	var words gathering
	defer words.release()
	blind := make([][]uint32, (len(m.redo)+piece-1)/piece)
	err := eachOn(ctx, len(blind), func(i int) error {
		docs := m.redo[i*piece : min((i+1)*piece, len(m.redo))]
		var recs []docRecord
		err := s.view(ctx, func(t *tx) (err error) {
			recs, err = t.records(docs)
			return err
		})
		if err != nil {
			return err
		}
		blind[i], err = words.gather(&s.codecs, recs, m.first)
		return err
	})
	if err != nil {
		return nil, err
	}
	m.blind = slices.Concat(blind...)
	return words.postings(ctx)
}

// merge makes the blocks of the new segment.
func (m *remade) merge(words indexed) ([]block, error) {
	drop := make([]bool, m.end-m.first)
	for doc := m.first; doc < m.end; doc++ {
		drop[doc-m.first] = !m.alive.has(doc)
	}
	for _, doc := range m.redo {
		drop[doc-m.first] = true
	}
	list := words.cursors()
	for i, g := range m.old {
		if !m.fresh {
			list = append(list, &blockCursor{blocks: m.stored[i], shift: g.first - m.first, drop: drop,
				blockReader: blockReader{span: g.docs()}})
		}
	}
	return mergePostings(list)
}

// publish puts the new segment in place of the old ones.
func (m *remade) publish(t *tx) error {
	for _, g := range m.old {
		if err := t.dropSegment(g); err != nil {
			return err
		}
	}
	if err := t.putSegment(m.first, m.end, m.blocks); err != nil {
		return err
	}
	if len(m.redo) == 0 {
		return nil
	}
	settled := roaring.BitmapOf(m.redo...)
	settled.AndNot(roaring.BitmapOf(m.blind...))
	if err := t.change(setEdited, settled, false); err != nil {
		return err
	}
	return t.change(setEdited, roaring.BitmapOf(m.blind...), true)
}
