package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
)

// A block holds terms in rising order with the docs that have them:
//
//	uvarint   bytes of the term shared with the one before; 0 in the first
//	uvarint   length of the rest of the term, and the rest
//	uvarint   twice the length of the list of docs, plus one if it is dense
//	list      sparse: the first doc, then the distance less one to each next,
//	          as uvarints; dense: a uvarint, and bits for the docs from eight
//	          times that number on, the lowest first
//
// Docs count from the first of the segment. A list too long for a block goes on
// in the next under the same term.

// blockSize is how long a block with its seal may be: two fit into a page of
// 4 KB with their keys. One term alone may make it longer.
const blockSize = 1850

// block is one block without the number of its segment.
type block struct {
	last    []byte // term
	lastDoc uint16
	payload []byte
}

func (b *block) keyIn(number uint32) []byte {
	k := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(b.last)+blockTail), number)
	k = append(append(k, b.last...), 0)
	return binary.BigEndian.AppendUint16(k, b.lastDoc)
}

// blockWriter makes blocks of terms that come in rising order.
type blockWriter struct {
	out     []block
	open    []byte
	last    []byte
	lastDoc uint16
	list    []byte
}

// add adds a term with its docs, in rising order.
func (w *blockWriter) add(term []byte, docs []uint16) {
	for len(docs) > 0 {
		shared := 0
		if len(w.open) > 0 {
			shared = sharedPrefix(w.last, term)
		}
		room := blockSize - sealSize - len(w.open) - (len(term) - shared) - 5
		const least = 32 // a shorter part of a list is not worth its term
		n, dense := w.encode(docs, max(room, least))
		if len(w.open) > 0 && len(w.list) > room {
			w.flush()
			continue
		}
		w.open = binary.AppendUvarint(w.open, uint64(shared))
		w.open = binary.AppendUvarint(w.open, uint64(len(term)-shared))
		w.open = append(w.open, term[shared:]...)
		w.open = binary.AppendUvarint(w.open, uint64(len(w.list))<<1|uint64(b2i(dense)))
		w.open = append(w.open, w.list...)
		w.last, w.lastDoc = append(w.last[:0], term...), docs[n-1]
		if docs = docs[n:]; len(docs) > 0 {
			w.flush()
		}
	}
}

func sharedPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// encode makes the list of as many docs as fit into room bytes and returns how
// many, in the shorter of the two forms.
func (w *blockWriter) encode(docs []uint16, room int) (n int, dense bool) {
	first, last := int(docs[0])/8, int(docs[len(docs)-1])/8
	if size := last - first + 3; size < len(docs) {
		n := len(docs)
		if size > room {
			end := uint16((first + room - 2) * 8)
			for n = 1; docs[n] < end; n++ {
			}
			last = int(docs[n-1]) / 8
		}
		w.list = binary.AppendUvarint(w.list[:0], uint64(first))
		at := len(w.list)
		w.list = append(w.list, make([]byte, last-first+1)...)
		for _, d := range docs[:n] {
			w.list[at+int(d)/8-first] |= 1 << (d & 7)
		}
		return n, true
	}
	w.list = w.list[:0]
	next := uint16(0)
	for i, d := range docs {
		if len(w.list)+3 > room && i > 0 {
			return i, false
		}
		w.list = binary.AppendUvarint(w.list, uint64(d-next))
		next = d + 1
	}
	return len(docs), false
}

func (w *blockWriter) flush() {
	if len(w.open) == 0 {
		return
	}
	b := make([]byte, len(w.open), len(w.open)+sealSize)
	copy(b, w.open)
	w.out = append(w.out, block{last: bytes.Clone(w.last), lastDoc: w.lastDoc, payload: b})
	w.open = w.open[:0]
}

// finish returns the blocks.
func (w *blockWriter) finish() []block {
	w.flush()
	return w.out
}

var errBlock = errors.New("block cannot be read")

// blockReader goes through the terms of a block. What it gives out lies in the
// block or is overwritten by the next.
type blockReader struct {
	b     []byte
	span  int // docs of the segment
	term  []byte
	list  []byte
	dense bool
}

// next reads the next term; ok is false at the end.
func (r *blockReader) next() (ok bool, err error) {
	if len(r.b) == 0 {
		return false, nil
	}
	shared, rest, ok := r.entry(len(r.term))
	if !ok {
		return false, errBlock
	}
	r.term = append(r.term[:shared], rest...)
	return true, nil
}

// entry reads what the block has of the next term, the one before it being so
// long: how much they share, the rest, and the list.
func (r *blockReader) entry(before int) (shared int, rest []byte, ok bool) {
	n, b, ok1 := uvarint(r.b)
	m, b, ok2 := uvarint(b)
	if !ok1 || !ok2 || n > uint64(before) || m > uint64(len(b)) {
		return 0, nil, false
	}
	rest = b[:m]
	size, b, ok := uvarint(b[m:])
	if !ok || size>>1 > uint64(len(b)) {
		return 0, nil, false
	}
	r.list, r.b, r.dense = b[:size>>1], b[size>>1:], size&1 != 0
	return int(n), rest, true
}

// uvarint cuts a number off b: nearly all have one byte.
func uvarint(b []byte) (v uint64, rest []byte, ok bool) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), b[1:], true
	}
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil, false
	}
	return v, b[n:], true
}

// addTo adds the docs of the present term to out, where the segment begins at
// first.
func (r *blockReader) addTo(out docSet, first uint32) error {
	if r.dense {
		return r.addDense(out, first)
	}
	next := uint64(first)
	end := next + uint64(r.span)
	for b := r.list; len(b) > 0; {
		v, rest, ok := uvarint(b)
		if !ok || v >= end-next {
			return errBlock
		}
		next += v
		out.add(uint32(next))
		next++
		b = rest
	}
	return nil
}

// addDense adds the docs of a dense list, eight bytes at a time.
func (r *blockReader) addDense(out docSet, first uint32) error {
	at, b, ok := r.bytes()
	if !ok {
		return errBlock
	}
	for doc := int(first) + at*8; len(b) > 0; doc += 64 {
		var eight [8]byte
		b = b[copy(eight[:], b):]
		docs := binary.LittleEndian.Uint64(eight[:])
		if low := docs << (doc & 63); low != 0 {
			out[doc>>6] |= low
		}
		if high := docs >> (63 - doc&63) >> 1; high != 0 {
			out[doc>>6+1] |= high
		}
	}
	return nil
}

// bytes returns a dense list and how many bytes of zeros it begins with; ok is
// false when it reaches beyond the segment.
func (r *blockReader) bytes() (at int, b []byte, ok bool) {
	n, b, ok := uvarint(r.list)
	if !ok || n > uint64(r.span) || len(b) == 0 {
		return 0, nil, ok && len(b) == 0
	}
	at, last := int(n), len(b)-1
	return at, b, (at+last)*8+max(bits.Len8(b[last]), 1) <= r.span
}

// appendTo appends the docs of the present term to docs, shifted by so many.
func (r *blockReader) appendTo(docs []uint16, shift uint32) ([]uint16, error) {
	if r.dense {
		err := r.eachByte(func(at int, bitsOf byte) {
			for ; bitsOf != 0; bitsOf &= bitsOf - 1 {
				docs = append(docs, uint16(uint32(at*8+bits.TrailingZeros8(bitsOf))+shift))
			}
		})
		return docs, err
	}
	next := uint64(0)
	for b := r.list; len(b) > 0; {
		v, rest, ok := uvarint(b)
		if !ok || v >= uint64(r.span)-next {
			return docs, errBlock
		}
		next += v
		docs = append(docs, uint16(uint32(next)+shift))
		next++
		b = rest
	}
	return docs, nil
}

// eachByte gives the bytes of a dense list that have docs to yield.
func (r *blockReader) eachByte(yield func(at int, bitsOf byte)) error {
	at, b, ok := r.bytes()
	if !ok {
		return errBlock
	}
	for i, c := range b {
		if c != 0 {
			yield(at+i, c)
		}
	}
	return nil
}

// collect adds the docs of term, or of the terms that begin with it, to out;
// more is false when the block has a term behind them.
func (r *blockReader) collect(out docSet, first uint32, term []byte, prefix bool) (more bool, err error) {
	same, length := 0, 0
	for len(r.b) > 0 {
		shared, rest, ok := r.entry(length)
		if !ok {
			return false, errBlock
		}
		length = shared + len(rest)
		var beyond bool
		same, beyond = sameAs(term, same, shared, rest)
		switch {
		case beyond:
			return false, nil
		case same < len(term):
			continue
		case length > same && !prefix:
			return false, nil
		}
		if err := r.addTo(out, first); err != nil {
			return false, err
		}
	}
	return true, nil
}

// sameAs tells how many bytes of the next term of a block are those of want,
// before being so many of the one before it, and whether it is beyond want and
// all that begin with it. Most terms are passed by without being put together:
// what they share with the one before says how they compare.
func sameAs(want []byte, before, shared int, rest []byte) (same int, beyond bool) {
	switch {
	case shared > before:
		return before, false
	case shared < before: // it differs where the one before did not
		return shared, true
	case before == len(want):
		return before, false
	}
	n := sharedPrefix(rest, want[before:])
	return before + n, before+n < len(want) && n < len(rest) && rest[n] > want[before+n]
}
