package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomLists makes terms with docs below span, some of them very common.
func randomLists(r *rand.Rand, span int) map[string][]uint16 {
	lists := map[string][]uint16{}
	for range 1 + r.IntN(400) {
		term := "\x01"
		for range 1 + r.IntN(6) {
			term += string(rune('a' + r.IntN(3)))
		}
		if r.IntN(50) == 0 {
			term += string(bytes.Repeat([]byte{'y'}, r.IntN(2500)))
		}
		share := []int{1, 2, 3, 10, 100, 1000}[r.IntN(6)]
		var docs []uint16
		for d := range span {
			if r.IntN(share) == 0 || d == span-1 {
				docs = append(docs, uint16(d))
			}
		}
		lists[term] = docs
	}
	return lists
}

// TestBlocks writes lists into blocks and reads them back: each term by itself,
// by what it begins with, and all in order.
func TestBlocks(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for round := range fewer(30, 5) {
		span := []int{1, 9, 300, 5000, maxSegment}[round%5]
		lists := randomLists(r, span)
		terms := slices.Sorted(maps.Keys(lists))
		var w blockWriter
		for _, term := range terms {
			w.add([]byte(term), lists[term])
		}
		blocks := w.finish()
		last := []byte(nil)
		for i := range blocks {
			k := blocks[i].keyIn(7)
			if bytes.Compare(k, last) <= 0 {
				t.Fatalf("key %q does not follow %q", k, last)
			}
			if n := len(blocks[i].payload); n > blockSize-sealSize && n > 3*2500 {
				t.Fatalf("block of %d bytes", n)
			}
			last = k
		}
		got := map[string][]uint16{}
		c := blockCursor{blocks: blocks, drop: make([]bool, span), blockReader: blockReader{span: span}}
		for {
			ok, err := c.advance()
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				break
			}
			docs, err := c.appendDocs(got[string(c.at())])
			if err != nil {
				t.Fatal(err)
			}
			got[string(c.at())] = docs
		}
		if !maps.EqualFunc(got, lists, slices.Equal) {
			t.Fatalf("round %d: %d terms came back as %d", round, len(lists), len(got))
		}
		for range 40 {
			term := terms[r.IntN(len(terms))]
			prefix := r.IntN(2) == 0
			if prefix {
				term = term[:1+r.IntN(len(term))]
			} else if r.IntN(3) == 0 {
				term += "b"
			}
			collectsAll(t, blocks, span, lists, term, prefix)
		}
	}
}

// collectsAll compares what is collected of a term with the lists.
func collectsAll(t *testing.T, blocks []block, span int, lists map[string][]uint16, term string, prefix bool) {
	t.Helper()
	want, have := make(docSet, maxSegment/64), make(docSet, maxSegment/64)
	for name, docs := range lists {
		if name == term || prefix && len(name) >= len(term) && name[:len(term)] == term {
			for _, d := range docs {
				want.add(uint32(d))
			}
		}
	}
	for i := range blocks {
		r := blockReader{b: blocks[i].payload, span: span}
		if _, err := r.collect(have, 0, []byte(term), prefix); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(want, have) {
		t.Fatalf("%q (prefix %v): %d docs, want %d", term, prefix, have.count(), want.count())
	}
}

// FuzzBlock reads any bytes as a block: it ends in docs of the segment or in an
// error.
func FuzzBlock(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, span := range []int{3, 200, 4000} {
		var w blockWriter
		lists := randomLists(r, span)
		for _, term := range slices.Sorted(maps.Keys(lists)) {
			w.add([]byte(term), lists[term])
		}
		f.Add(w.finish()[0].payload, []byte("\x01a"), uint16(span))
	}
	f.Add([]byte{0, 1, 'a', 4, 0xff, 0x01}, []byte("a"), uint16(100))
	f.Add([]byte{0, 1, 'a', 7, 0x80, 0x10, 0xff}, []byte("a"), uint16(100))
	f.Fuzz(func(t *testing.T, b, term []byte, span uint16) {
		if span == 0 || span > maxSegment {
			return
		}
		out := make(docSet, maxSegment/64)
		for _, prefix := range []bool{false, true} {
			r := blockReader{b: b, span: int(span)}
			if _, err := r.collect(out, 0, term, prefix); err != nil && !errors.Is(err, errBlock) {
				t.Fatal(err)
			}
		}
		c := blockCursor{blocks: []block{{payload: b}}, drop: make([]bool, span), blockReader: blockReader{span: int(span)}}
		for ok, err := c.advance(); ok; ok, err = c.advance() {
			docs, derr := c.appendDocs(nil)
			if err != nil || derr != nil {
				break
			}
			for _, d := range docs {
				if d >= span {
					t.Fatalf("doc %d of %d", d, span)
				}
			}
		}
		for _, doc := range out.docs() {
			if doc >= uint32(span) {
				t.Fatal(fmt.Sprint("doc ", doc, " of ", span))
			}
		}
	})
}
