package glue

import (
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// Limits of Shows: how much it reads, and how many words that fall into two it
// wants.
const (
	showsReach  = 1280 // bytes
	showsPlaces = 2
)

// Shows tells in a few microseconds whether the beginning of a French text has
// words that may be glued, so that Repair is worth its time. Lines that an old
// site wrapped are short: what it glued shows in the first ones.
func Shows(paragraphs []string) bool {
	places, left := 0, showsReach
	for _, s := range paragraphs {
		if len(s) > left {
			s = s[:left]
		}
		left -= len(s)
		if places += showsIn(s, showsPlaces-places); places >= showsPlaces || left <= 0 {
			break
		}
	}
	return places >= showsPlaces
}

// minShown is the shortest glued word looked for, in bytes.
const minShown = 4

// showsIn counts the words of s that fall into two, up to most.
func showsIn(s string, most int) (places int) {
	for i := 0; i < len(s) && places < most; {
		start := i
		h, end, upper := wordHash(s, i)
		if i = end; start == end {
			i++
			continue
		}
		if !upper && end-start >= minShown && !isHyphened(s, start, end) && !wasWhole(h) && mayFall(s[start:end], h) {
			places++
		}
	}
	return places
}

// wordHash reads the word that begins at byte i: its hash, where it ends, and
// whether it has capitals of ASCII. Of other letters it knows those of French.
func wordHash(s string, i int) (h uint64, end int, upper bool) {
	h = hashSeed
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z':
		case c >= 'A' && c <= 'Z':
			upper = true
		case (c == 0xC3 || c == 0xC5) && i+1 < len(s):
			h = (h ^ uint64(c)) * hashPrime
			i++
			c = s[i]
		default:
			return h, i, upper
		}
		h = (h ^ uint64(c)) * hashPrime
	}
	return h, i, upper
}

// isHyphened holds for a part of a compound, or one before an apostrophe.
func isHyphened(s string, start, end int) bool {
	return start > 0 && s[start-1] == '-' || end < len(s) && (s[end] == '-' || s[end] == '\'' || strings.HasPrefix(s[end:], "’"))
}

// Words are hashed as FNV-1a does it.
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// wholeCache remembers words that do not fall into two, each at the place its
// hash names: half a megabyte for the words of many articles.
var wholeCache [1 << 16]atomic.Uint64

func wholePlace(h uint64) *atomic.Uint64 { return &wholeCache[(h^h>>32)%uint64(len(wholeCache))] }

func wasWhole(h uint64) bool { return wholePlace(h).Load() == h }

// mayFall holds for a word in lower case that is none and whose halves are, one
// of them a function word.
func mayFall(w string, h uint64) bool {
	t, l := wordTables(), french()
	low := plainLower(w)
	if t.function[low] == 0 && t.newWord[low] == 0 && !l.has(low) {
		p := page{lexicon: l, tables: t}
		for k := range low {
			if k >= 2 && k <= len(low)-2 && p.falls(low[:k], low[k:]) {
				return true
			}
		}
	}
	wholePlace(h).Store(h)
	return false
}

// falls is what allows judges first, without the words around.
func (p *page) falls(left, right string) bool {
	t := p.tables
	switch {
	case t.function[left] > 0 && t.prefix[left] == 0 && utf8.RuneCountInString(right) >= 4 && p.listed(right):
		return true
	case t.function[right] > 0 && utf8.RuneCountInString(left) >= 4 && p.listed(left):
		return !isEnding(left, right) && !doubles(left, right)
	}
	return t.left[left] > 0 && t.right[right] > 0
}
