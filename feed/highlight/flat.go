package highlight

import (
	"iter"
	"slices"
	"unicode"
	"unicode/utf8"

	"veille/feed/text"
)

// flat is a text without all that cleaning may change: folded letters and digits
// one after another, and where each comes from.
type flat struct {
	s  string
	b  []byte
	at []int32 // of each byte of b: where its rune begins in s
}

func flatten(s string) flat {
	f := flat{s: s, b: make([]byte, 0, len(s)), at: make([]int32, 0, len(s))}
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			f.b, f.at = append(f.b, c), append(f.at, int32(i))
			i++
			continue
		case c < utf8.RuneSelf && (c < 'A' || c > 'Z'):
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if isWord(r) {
			folded := text.Fold(s[i : i+n])
			f.b = append(f.b, folded...)
			for range len(folded) {
				f.at = append(f.at, int32(i))
			}
		}
		i += n
	}
	return f
}

// isWord reports whether a rune counts in a flat text.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// span returns where the bytes from i to before j come from, whole runes.
func (f *flat) span(i, j int) (start, end int) {
	last := int(f.at[j-1])
	_, n := utf8.DecodeRuneInString(f.s[last:])
	return int(f.at[i]), last + n
}

// index returns the first byte that comes from at or later.
func (f *flat) index(at int) int {
	i, _ := slices.BinarySearch(f.at, int32(at))
	return i
}

// occurrences yields where part stands in b, overlapping places too, in time linear
// in both: Knuth, Morris, Pratt: Fast pattern matching in strings (1977).
func occurrences(b, part []byte) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(part) == 0 || len(part) > len(b) {
			return
		}
		p := pattern{part: part, back: make([]int32, len(part))}
		for i := 1; i < len(part); i++ {
			p.next(part[i])
			p.back[i] = p.n
		}
		p.n = 0
		for i, c := range b {
			if p.next(c); int(p.n) < len(part) {
				continue
			}
			if !yield(i + 1 - len(part)) {
				return
			}
			p.n = p.back[p.n-1]
		}
	}
}

// pattern is looked for byte by byte.
type pattern struct {
	part []byte
	back []int32 // of part: how much of it still agrees where the next byte does not
	n    int32   // how much of part agrees now
}

func (p *pattern) next(c byte) {
	for p.n > 0 && c != p.part[p.n] {
		p.n = p.back[p.n-1]
	}
	if c == p.part[p.n] {
		p.n++
	}
}

func commonEnd(a, b []byte) (n int) {
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func commonStart(a, b []byte) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// widen takes into a range of words as many marks around it as the quote had: its
// quotation marks, in whatever form they stand now, and the full stop at its end.
func (p *passage) widen(s string, start, end int) (int, int) {
	from, to := start, end
	for left := p.opening; left > 0; {
		r, n := utf8.DecodeLastRuneInString(s[:from])
		if n == 0 || r == '\n' || isWord(r) || closes(r) {
			break
		}
		if from -= n; !unicode.IsSpace(r) {
			left--
		}
	}
	for left := p.closing; left > 0; {
		r, n := utf8.DecodeRuneInString(s[to:])
		if n == 0 || r == '\n' || isWord(r) || unicode.In(r, unicode.Pi, unicode.Ps, unicode.Pd) {
			break
		}
		if to += n; !unicode.IsSpace(r) {
			left--
		}
	}
	return trim(s, from, to)
}

// marksAround counts the marks before the first word of s and behind its last.
func marksAround(s string) (before, behind int) {
	n := 0
	words := false
	for _, r := range s {
		switch {
		case isWord(r) && !words:
			before, words, n = n, true, 0
		case isWord(r):
			n = 0
		case !unicode.IsSpace(r):
			n++
		}
	}
	return before, n
}

// closes reports whether a mark belongs to what stands before it.
func closes(r rune) bool {
	switch r {
	case '.', '!', '?', '…', ',', ';', ':':
		return true
	}
	return unicode.In(r, unicode.Pf, unicode.Pe)
}
