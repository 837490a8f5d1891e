package store

import (
	"encoding/binary"
	"math/bits"
)

// A shard of a set lies in the file as roaring writes it: one container, of docs
// below 65,536, in one of three forms. It is read where it lies, without the
// bitmap that roaring would make of it: an answer reads dozens of them, the
// numbers beside it hundreds. Numbers are little-endian.
//
//	12346 u32 · 1 u32 · key u16 · docs-1 u16 · offset u32 · docs or words
//	12347 u16 · 0 u16 · whether runs u8 · key u16 · docs-1 u16 · runs, docs or words
//	docs   docs × u16, when there are at most 4096
//	words  1024 × u64, a bit for each doc
//	runs   count u16 · count × (first u16 · more after it u16)
//
// The key is 0. An empty set is 12346 · 0.
const (
	plainCookie = 12346
	runCookie   = 12347
	maxListed   = 4096
)

// container is a shard of a set as it lies in the file. The zero container has
// no docs.
type container struct {
	form containerForm
	b    []byte // what follows the head, of the right length
}

type containerForm uint8

const (
	formDocs containerForm = iota
	formWords
	formRuns
)

// readContainer reads the payload of a shard of the set under key.
func readContainer(key, p []byte) (c container, err error) {
	c, ok := splitContainer(p)
	if !ok {
		err = damaged("set %q", key)
	}
	return c, err
}

func splitContainer(p []byte) (c container, ok bool) {
	if len(p) == 8 && binary.LittleEndian.Uint64(p) == plainCookie {
		return c, true
	}
	var head []byte // key and number of docs
	switch {
	case len(p) >= 16 && binary.LittleEndian.Uint64(p) == plainCookie|1<<32:
		head, c.b = p[8:12], p[16:]
	case len(p) >= 9 && binary.LittleEndian.Uint32(p) == runCookie:
		head, c.b = p[5:9], p[9:]
		if p[4] == 1 {
			c.form = formRuns
		}
	default:
		return c, false
	}
	if binary.LittleEndian.Uint16(head) != 0 {
		return c, false
	}
	size := 0
	switch n := int(binary.LittleEndian.Uint16(head[2:])) + 1; {
	case c.form == formRuns:
		if len(c.b) < 2 {
			return c, false
		}
		size = int(binary.LittleEndian.Uint16(c.b)) * 4
		c.b = c.b[2:]
	case n > maxListed:
		c.form, size = formWords, shardWords*8
	default:
		size = n * 2
	}
	if len(c.b) < size {
		return c, false
	}
	c.b = c.b[:size]
	return c, true
}

// eachRun gives the words of a shard that a run lies in to do, each with the
// bits of the run in it. One that reaches beyond the shard ends there.
func (c container) eachRun(do func(word int, run uint64)) {
	for b := c.b; len(b) >= 4; b = b[4:] {
		first := int(binary.LittleEndian.Uint16(b))
		last := min(first+int(binary.LittleEndian.Uint16(b[2:])), shardDocs-1)
		for at := first; at <= last; at = at&^63 + 64 {
			run := ^uint64(0) << (at & 63)
			if last < at|63 {
				run &= ^uint64(0) >> (63 - last&63)
			}
			do(at>>6, run)
		}
	}
}

// addTo adds the docs to a shard's words.
func (c container) addTo(words docSet) {
	words = words[:shardWords]
	switch c.form {
	case formDocs:
		for b := c.b; len(b) >= 2; b = b[2:] {
			doc := binary.LittleEndian.Uint16(b)
			words[doc>>6] |= 1 << (doc & 63)
		}
	case formWords:
		for i := range words {
			words[i] |= binary.LittleEndian.Uint64(c.b[i*8:])
		}
	case formRuns:
		c.eachRun(func(word int, run uint64) { words[word] |= run })
	}
}

// meets counts the docs that are in a shard's words too.
func (c container) meets(words docSet) (n int) {
	in := (*[shardWords]uint64)(words)
	has := func(doc uint16) int { return int(in[doc>>6] >> (doc & 63) & 1) }
	switch c.form {
	case formDocs:
		b := c.b
		for ; len(b) >= 8; b = b[8:] { // most of the time of all numbers beside an answer goes by here
			v := binary.LittleEndian.Uint64(b)
			n += has(uint16(v)) + has(uint16(v>>16)) + has(uint16(v>>32)) + has(uint16(v>>48))
		}
		for ; len(b) >= 2; b = b[2:] {
			n += has(binary.LittleEndian.Uint16(b))
		}
	case formWords:
		for i, w := range in {
			n += bits.OnesCount64(w & binary.LittleEndian.Uint64(c.b[i*8:]))
		}
	case formRuns:
		c.eachRun(func(word int, run uint64) { n += bits.OnesCount64(in[word] & run) })
	}
	return n
}

// count is how many docs there are.
func (c container) count() (n int) {
	switch c.form {
	case formDocs:
		n = len(c.b) / 2
	case formWords:
		for b := c.b; len(b) >= 8; b = b[8:] {
			n += bits.OnesCount64(binary.LittleEndian.Uint64(b))
		}
	case formRuns:
		c.eachRun(func(_ int, run uint64) { n += bits.OnesCount64(run) })
	}
	return n
}
