package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed/text"
)

// is reports whether the whole line is an entry of s.
func (m *Markers) is(s section, line string) bool {
	if len(line) > 200 {
		return false
	}
	e := &m.sections[s]
	if !e.mayOpen(line) {
		return false
	}
	_, ok := lookUp(e.words, line)
	return ok
}

// mayOpen reports whether an entry may stand at the start of line; it looks at
// the first letter or digit, if that is ASCII.
func (e *entries) mayOpen(line string) bool {
	for i := range len(line) {
		c := line[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c >= utf8.RuneSelf || e.opens[c] {
			return true
		}
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return false
		}
	}
	return false
}

// lookUp finds what a table says of the key of a line; for short lines of ASCII,
// which most are, it makes no new string.
func lookUp(table map[string]bool, line string) (v, ok bool) {
	var buf [32]byte
	if len(line) > len(buf) {
		v, ok = table[key(line)]
		return v, ok
	}
	n, letters, blank := 0, 0, false
	for i := range len(line) {
		c := line[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c >= utf8.RuneSelf || c < ' ' || blank && c == ' ':
			v, ok = table[key(line)]
			return v, ok
		}
		blank = c == ' '
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			letters = n + 1
		} else if n == 0 {
			continue
		}
		buf[n] = c
		n++
	}
	v, ok = table[string(buf[:letters])]
	return v, ok
}

// after returns what follows an entry of s at the start of line, the longest
// entry that fits. Entry and rest are parted by a blank, a colon or a dash.
func (m *Markers) after(s section, line string) (rest string, ok bool) {
	e := &m.sections[s]
	if !e.mayOpen(line) {
		return "", false
	}
	lead := strings.IndexFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if lead < 0 {
		return "", false
	}
	if first, _ := lookUp(e.first, line[lead:lead+firstEnd(line[lead:])]); !first {
		return "", false
	}
	at := -1
	var buf [16]int
	for _, end := range wordEnds(buf[:0], line, m.longest+1) {
		colon, found := lookUp(e.words, line[:end])
		if found && (!colon || strings.HasPrefix(strings.TrimSpace(line[end:]), ":")) {
			at = end
		}
	}
	if at < 0 {
		return "", false
	}
	return line[at:], true
}

// wordEnds appends to ends the byte offsets at which the first n words of s end.
func wordEnds(ends []int, s string, n int) []int {
	in := false
	for i, r := range s {
		blank := unicode.IsSpace(r) || r == ':' || r == ','
		if blank && in {
			if ends = append(ends, i); len(ends) == n {
				return ends
			}
		}
		in = !blank
	}
	if in {
		ends = append(ends, len(s))
	}
	return ends
}

// firstEnd returns the byte offset at which the first word of s ends; s begins
// with it.
func firstEnd(s string) int {
	for i, r := range s {
		if r == ':' || r == ',' || unicode.IsSpace(r) {
			return i
		}
	}
	return len(s)
}

// key is the form in which markers are compared: folded, single blanks, no
// punctuation at the ends.
func key(s string) string {
	if isKey(s) {
		return s
	}
	s = strings.TrimFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isKey holds for a word in small letters, which is its own key.
func isKey(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// squash keeps the letters and digits of the fold: two printings of the same
// words have the same squash.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(s))
}

// shadow returns s with every blank that is not ASCII replaced by as many
// U+0020 as it has bytes, so that patterns need not name them and offsets hold
// in s.
func shadow(s string) string {
	for i := 0; i+1 < len(s); i++ {
		if s[i] >= 0xC2 && wideBlank(s[i:]) > 0 {
			return shadowFrom(s, i)
		}
	}
	return s
}

func shadowFrom(s string, i int) string {
	b := []byte(s)
	for i < len(b) {
		n := wideBlank(s[i:])
		for k := range n {
			b[i+k] = ' '
		}
		i += max(1, n)
	}
	return string(b)
}

// wideBlank returns the bytes of the blank beyond ASCII that s begins with, 0 if
// it begins with none: U+0085, U+00A0, U+1680, U+2000–200A, U+2028, U+2029,
// U+202F, U+205F, U+3000.
func wideBlank(s string) int {
	switch s[0] {
	case 0xC2:
		if len(s) > 1 && (s[1] == 0x85 || s[1] == 0xA0) {
			return 2
		}
	case 0xE1, 0xE2, 0xE3:
		if len(s) < 3 || s[1] != 0x80 && s[1] != 0x81 && s[1] != 0x9A {
			return 0
		}
		if r, n := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
			return n
		}
	}
	return 0
}
