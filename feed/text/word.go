package text

import (
	"unicode/utf8"
)

// maxWord is the length in bytes after which a word is cut: nothing written
// for readers is longer, and indexes need a bound.
const maxWord = 255

// span is a word found but not yet folded.
type span struct {
	start, end int
	class      class // letter, or the script of a pair
	hyphen     bool  // only a hyphen stands between it and the word before
	dotted     bool  // an acronym with dots inside: U.N.
	ascii      bool
}

// words cuts a text into spans. It does not allocate.
type words struct {
	s      string
	pos    int
	last   int // end of the span before, -1 at first
	paired int // start of the second half of the pair before, -1 if none
}

func newWords(s string) words { return words{s: s, last: -1, paired: -1} }

// asciiWord holds for the ASCII bytes that words are made of.
var asciiWord = func() (t [256]bool) {
	for c := range t {
		t[c] = isUpper(byte(c)) || c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
	}
	return t
}()

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// next puts the next span of the text into sp and returns false at its end.
// (Returning a span by value costs a third of the whole scan: a store of bytes
// followed by a load of words.)
func (w *words) next(sp *span) bool {
	for w.pos < len(w.s) {
		if c := w.s[w.pos]; c < utf8.RuneSelf {
			if asciiWord[c] {
				w.read(sp, w.pos)
				return true
			}
			w.pos++
			continue
		}
		if latinLen(w.s[w.pos:]) > 0 {
			w.read(sp, w.pos)
			return true
		}
		r, n := utf8.DecodeRuneInString(w.s[w.pos:])
		switch k := formOf(r).class; {
		case k == letter:
			w.read(sp, w.pos)
			return true
		case k >= thai:
			if w.readPair(sp, w.pos, n, k) {
				return true
			}
		default:
			w.pos += n
		}
	}
	return false
}

// read reads the word at start.
func (w *words) read(sp *span, start int) {
	s := w.s
	*sp = span{start: start, class: letter, hyphen: start-w.last <= 3 && w.tied(start), ascii: true}
	if end := dottedEnd(s, start); end > 0 {
		sp.end, sp.dotted = end, true
		w.pos, w.last = end, end
		return
	}
	i, whole := start, true
	for i < len(s) && i-start < maxWord {
		if asciiWord[s[i]] {
			i++
			continue
		}
		k, n := classAt(s, i)
		if k == letter || k == mark || k == ignored && startsWord(s, i+n) {
			sp.ascii = false
			i += n
			continue
		}
		if k != apostrophe || !startsWord(s, i+n) {
			break
		}
		if whole && isElision(s[start:i]) {
			w.pos, w.last, sp.end = i+n, i, i
			return
		}
		if end := possessiveEnd(s, i+n); end > 0 {
			w.pos, w.last, sp.end = end, i, i
			return
		}
		whole = false
		sp.ascii = sp.ascii && n == 1
		i += n
	}
	w.pos, w.last, sp.end = i, i, i
}

// readPair reads two neighbouring letters, with their marks, of a script that
// writes without blanks; the second is the first of the next pair. A letter
// that stands alone is a span of its own; the last of a run is none.
func (w *words) readPair(sp *span, start, n int, k class) bool {
	mid := clusterEnd(w.s, start+n)
	*sp = span{start: start, end: mid, class: k, hyphen: w.tied(start)}
	second := w.paired == start
	w.pos, w.last, w.paired = mid, mid, -1
	if mid < len(w.s) {
		if next, m := classAt(w.s, mid); next == k {
			sp.end = clusterEnd(w.s, mid+m)
			w.paired, w.last = mid, sp.end
			return true
		}
	}
	return !second
}

// clusterEnd returns where the marks that follow a letter end.
func clusterEnd(s string, i int) int {
	for stop := i + maxWord/2; i < len(s) && i < stop; {
		k, n := classAt(s, i)
		if k != mark && k != ignored {
			break
		}
		i += n
	}
	return i
}

// classAt returns the class of the rune at i and its length.
func classAt(s string, i int) (class, int) {
	if c := s[i]; c < utf8.RuneSelf {
		switch {
		case asciiWord[c]:
			return letter, 1
		case c == '\'':
			return apostrophe, 1
		case c == '-':
			return hyphen, 1
		}
		return breaks, 1
	}
	if n := latinLen(s[i:]); n > 0 {
		return letter, n
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	return formOf(r).class, n
}

// startsWord reports whether a letter or digit stands at i.
func startsWord(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	k, _ := classAt(s, i)
	return k == letter
}

// tied reports whether one hyphen is all between the span before and start.
func (w *words) tied(start int) bool {
	if w.last < 0 || start <= w.last {
		return false
	}
	k, n := classAt(w.s, w.last)
	return k == hyphen && w.last+n == start
}

// dottedEnd returns the end of an acronym written with dots (U.N., O.N.U.),
// without its last dot; 0 if there is none. One initial is not an acronym.
func dottedEnd(s string, i int) int {
	n := 0
	for i+1 < len(s) && isUpper(s[i]) && s[i+1] == '.' {
		i += 2
		n++
	}
	if n == 0 {
		return 0
	}
	if i < len(s) && isUpper(s[i]) && !continuesWord(s, i+1) {
		return i + 1
	}
	if n < 2 {
		return 0
	}
	return i - 1
}

// continuesWord reports whether the word that ends before i goes on there.
func continuesWord(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	k, n := classAt(s, i)
	return k == letter || k == mark || k == apostrophe && startsWord(s, i+n)
}

// possessiveEnd returns the end of an English possessive s that stands at i
// after an apostrophe, 0 if none does: it is no part of the word.
func possessiveEnd(s string, i int) int {
	if s[i]|0x20 == 's' && !continuesWord(s, i+1) {
		return i + 1
	}
	return 0
}

// isElision reports whether w is what French or Italian leave of a word before
// an apostrophe: l'ONU, qu'il, dell'anno. Other words keep their apostrophe:
// aujourd'hui, don't, o'clock.
func isElision(w string) bool {
	var b [6]byte
	if len(w) > len(b) {
		return false
	}
	for i := range len(w) {
		b[i] = lowerASCII[w[i]]
	}
	switch string(b[:len(w)]) {
	case "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
		"un", "all", "dell", "nell", "sull", "dall", "quell", "quest", "gl", "sant":
		return true
	}
	return false
}
