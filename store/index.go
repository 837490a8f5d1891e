package store

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The index answers which docs have a word. It consists of segments, each of
// which covers consecutive docs and is never changed: articles come with a
// segment of their own in the same transaction, and several small segments are
// later replaced by one (see indexmerge.go). Docs that no segment covers, as
// during an upgrade, are read instead.
//
//	seg   first doc                        number u32, end doc u32 (not itself)
//	post  number · term · 0 · last doc u16 block: see indexblock.go
//
// The key of a block ends with its last term and the last doc of that term that
// it has, so that the first key not below number · term · 0 is that of the
// first block that can have the term. Docs are counted from the first of the
// segment. The number of a segment is never given twice.
//
// A term is a byte that tells the field and whether it is a form with marks,
// and a form of text.Forms. A term may be in several blocks. Docs destroyed
// since are among its docs still.
const (
	termText = 1 + 2*iota
	termTitle
	termAgency
	termAuthor
	termPlace
	termURL
	termMarked = 1 // added to a field: the form with marks
)

// maxSegment bounds the docs of a segment, and with it what a merge has in
// memory: some 4 MB.
const maxSegment = 12_288

// segment is one part of the index.
type segment struct {
	first, end uint32
	number     uint32
}

func (g segment) docs() int { return int(g.end - g.first) }

func (g segment) value() []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(make([]byte, 0, 8+sealSize), g.number), g.end)
}

// segments returns the segments by their docs.
func (t *tx) segments() (list []segment, err error) {
	at := uint32(0)
	for k, v := range t.up(inSeg, nil) {
		p, err := inSeg.read(k, v)
		if err != nil {
			return nil, err
		}
		if len(k) != 4 || len(p) != 8 {
			return nil, damaged("segment %x of the index", k)
		}
		g := segment{docOf(k), binary.BigEndian.Uint32(p[4:]), binary.BigEndian.Uint32(p)}
		if g.first < at || g.end <= g.first || g.docs() > maxSegment || g.end > t.is.next {
			return nil, damaged("segment %x of the index", k)
		}
		at = g.end
		list = append(list, g)
	}
	return list, nil
}

// putSegment stores a segment under a new number.
func (t *tx) putSegment(first, end uint32, blocks []block) error {
	t.is.segment++
	g := segment{first, end, t.is.segment}
	for i := range blocks {
		if err := t.put(inPost, blocks[i].keyIn(g.number), slices.Clip(blocks[i].payload)); err != nil {
			return err
		}
	}
	return t.put(inSeg, docKey(first), g.value())
}

// dropSegment deletes a segment.
func (t *tx) dropSegment(g segment) error {
	var keys [][]byte
	for k := range t.blocks(g.number) {
		keys = append(keys, bytes.Clone(k))
	}
	if err := t.delAll(inPost, keys); err != nil {
		return err
	}
	return t.del(inSeg, docKey(g.first))
}

// blocks gives the blocks of a segment, still sealed.
func (t *tx) blocks(number uint32) func(yield func(k, v []byte) bool) {
	prefix := docKey(number)
	return func(yield func(k, v []byte) bool) {
		for k, v := range t.up(inPost, prefix) {
			if !bytes.HasPrefix(k, prefix) || !yield(k, v) {
				return
			}
		}
	}
}

// setEdited holds the docs whose texts were corrected since their segment was
// made: the index says nothing of them.
const setEdited = "edited"

// edited notes that a text is no longer the one in the index.
func (t *tx) edited(doc uint32) error {
	t.is.edits++
	if err := t.outdate(doc); err != nil {
		return err
	}
	return t.changeOne(setEdited, doc, true)
}

// A block's key ends with a zero and the last doc.
const blockTail = 3

// splitBlockKey returns the last term of a block.
func splitBlockKey(k []byte) (term []byte, ok bool) {
	n := len(k) - blockTail
	if n < 5 || k[n] != 0 {
		return nil, false
	}
	return k[4:n], true
}

// addDocs adds the docs of a segment that have one of the terms, which stand in
// rising order, or with prefix any that begins with one, to out. Terms that are
// alike, as a plural is, mostly stand in one block, which is read once.
func (t *tx) addDocs(out docSet, g segment, terms [][]byte, prefix bool) error {
	var last, block []byte // what was read last, and its last term
	for _, term := range terms {
		if block == nil || bytes.Compare(term, last) >= 0 {
			var err error
			if last, block, err = t.seekDocs(out, g, term, prefix); err != nil {
				return err
			}
			continue
		}
		r := blockReader{b: block, span: g.docs()}
		if _, err := r.collect(out, g.first, term, prefix); err != nil {
			return damaged("block of %q of the index", last)
		}
	}
	return nil
}

// seekDocs is addDocs for one term; it returns the block it ended at, if any,
// and its last term.
func (t *tx) seekDocs(out docSet, g segment, term []byte, prefix bool) (last, block []byte, err error) {
	from := append(docKey(g.number), term...)
	if !prefix {
		from = append(from, 0)
	}
	segmentKey := from[:4]
	for k, v := range t.up(inPost, from) {
		if !bytes.HasPrefix(k, segmentKey) {
			break
		}
		p, err := inPost.read(k, v)
		if err != nil {
			return nil, nil, err
		}
		end, ok := splitBlockKey(k)
		if !ok {
			return nil, nil, damaged("key %x of the index", k)
		}
		last, block = append(last[:0], end...), p
		r := blockReader{b: p, span: g.docs()}
		more, err := r.collect(out, g.first, term, prefix)
		if err != nil {
			return nil, nil, damaged("block %x of the index", k)
		}
		if !more || !prefix && !bytes.Equal(last, term) {
			break
		}
	}
	return last, block, nil
}
