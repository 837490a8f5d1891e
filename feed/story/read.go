package story

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"veille/feed/text"
)

// reader takes in the blocks of a body, one after the other.
type reader struct {
	letters int
	counted int  // letters that readFacts has seen
	after   bool // what comes now is no part of the opening, however short the body is

	hashes, head         []uint64 // of the shingles below keptBelow, in order; those of the opening
	keys                 []uint32
	numbers, headNumbers []uint64
	names, headNames     []uint64

	// The shingle before the next letter: a ring of its letters, and their
	// polynomial (M. Rabin, "Fingerprinting by random polynomials", 1981; here
	// modulo 2⁶⁴, which mix makes good for).
	ring  [shingle]uint64
	at    int
	units int
	sum   uint64
}

const base = 0x9E3779B97F4A7C15

// drop is base to the power of shingle: the weight of a letter that leaves.
var drop = func() uint64 {
	p := uint64(1)
	for range shingle {
		p *= base
	}
	return p
}()

// read takes in the text of a block.
func (r *reader) read(s string) {
	r.readFacts(s)
	folded := text.Fold(s)
	r.hashes = slices.Grow(r.hashes, len(folded)/4)
	for i := 0; i < len(folded) && r.letters < maxLetters; {
		c := folded[i]
		if c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
				r.letters++
				r.put(uint64(c))
			}
			i++
			continue
		}
		x, n := utf8.DecodeRuneInString(folded[i:])
		i += n
		if !unicode.IsLetter(x) && !unicode.IsDigit(x) {
			continue
		}
		r.letters++
		r.put(uint64(x))
		if isDense(x) {
			r.put(uint64(x))
		}
	}
}

// isDense holds for ideographs and syllables, one of which says as much as two
// letters or more.
func isDense(x rune) bool {
	return x >= 0x3040 && unicode.In(x, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// put adds a letter, and the shingle that ends with it.
func (r *reader) put(c uint64) {
	r.sum = r.sum*base + c - r.ring[r.at]*drop
	r.ring[r.at] = c
	if r.at++; r.at == shingle {
		r.at = 0
	}
	if r.units++; r.units < shingle {
		return
	}
	key := mix(r.sum) >> (64 - keyBits)
	h := shingleOf(key)
	if h >= keptBelow {
		return
	}
	if key < keyBelow {
		r.keys = append(r.keys, uint32(key))
	}
	r.hashes = append(r.hashes, h)
	if r.letters <= headLetters && !r.after {
		r.head = append(r.head, h)
	}
}

// mix spreads the bits of x: the finalizer of S. Vigna's SplitMix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// hashWord hashes a folded word to wordBits. The hash is part of what is stored: it
// never changes under one version of the encoding.
func hashWord(w string) uint64 {
	sum := uint64(len(w))
	for i := range len(w) {
		sum = sum*base + uint64(w[i])
	}
	return mix(sum) >> (64 - wordBits)
}
