package glue

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"
)

// frenchWords is made by gen.go: 332,000 words in byte order, front-coded and
// gzipped. Each word is a byte below 0x20, how many bytes of the word before
// to drop, and the bytes to add; those are 0x61 and more.
//
//go:embed french.bin.gz
var frenchWords []byte

// lexicon is a sorted set of words. It stays front-coded in memory, some 2 MB;
// a look-up is a binary search for the block and a walk through it. In memory
// each word is a byte: how many bytes it shares with the word before, a byte:
// how many follow, and these; the first of each block shares none.
type lexicon struct {
	coded  []byte
	blocks []int32  // where the blocks begin
	heads  []uint64 // of the first words of the blocks
}

// blockWords is how many words a block has.
const blockWords = 16

// french opens the list when a page first needs it.
var french = sync.OnceValue(func() *lexicon { return newLexicon(frenchWords) })

// newLexicon unpacks a list. The list is part of the program and a test reads
// it whole; one that cannot be read knows no word, so that nothing is repaired.
func newLexicon(packed []byte) *lexicon {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return &lexicon{}
	}
	var b bytes.Buffer
	b.Grow(8 * len(packed))
	if _, err := io.Copy(&b, z); err != nil {
		return &lexicon{}
	}
	src := b.Bytes()
	l := &lexicon{coded: make([]byte, 0, len(src)*3/2), blocks: make([]int32, 0, len(src)/40), heads: make([]uint64, 0, len(src)/40)}
	var word []byte
	for i, n := 0, 0; i < len(src); n++ {
		shared := max(0, len(word)-int(src[i]))
		end := i + 1
		for end < len(src) && src[end] >= 0x20 {
			end++
		}
		word = append(word[:shared], src[i+1:end]...)
		i = end
		if n%blockWords == 0 {
			l.blocks = append(l.blocks, int32(len(l.coded)))
			l.heads = append(l.heads, headOf(string(word)))
			shared = 0
		}
		l.coded = append(l.coded, byte(shared), byte(len(word)-shared))
		l.coded = append(l.coded, word[shared:]...)
	}
	return l
}

// has reports whether the list holds w, which must be in lower case.
func (l *lexicon) has(w string) bool {
	head := headOf(w)
	lo, hi := 0, len(l.blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if h := l.heads[mid]; h < head || h == head && l.whole(mid) <= w {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo > 0 && l.walk(lo-1, w)
}

// headOf returns the first eight bytes of a word as a number of the same order:
// most words differ in these, and a search touches less memory.
func headOf(w string) (h uint64) {
	for i := range 8 {
		h <<= 8
		if i < len(w) {
			h |= uint64(w[i])
		}
	}
	return h
}

// whole returns the first word of a block.
func (l *lexicon) whole(block int) string {
	at := int(l.blocks[block])
	return string(l.coded[at+2 : at+2+int(l.coded[at+1])])
}

// walk looks for w in one block. matched is how many bytes of w the present
// word has; words that share more with their forerunner than that cannot be w.
func (l *lexicon) walk(block int, w string) bool {
	at, matched := int(l.blocks[block]), 0
	for range blockWords {
		if at+1 >= len(l.coded) {
			return false
		}
		shared, n := int(l.coded[at]), int(l.coded[at+1])
		rest := l.coded[at+2 : at+2+n]
		at += 2 + n
		if shared > matched {
			continue
		}
		if shared < matched {
			return false // past w: the words are sorted
		}
		same := 0
		for same < n && matched < len(w) && rest[same] == w[matched] {
			same++
			matched++
		}
		if matched == len(w) && same == n {
			return true
		}
	}
	return false
}
