package text

import (
	"strings"
	"unicode/utf8"
)

// maxSequence bounds an escape sequence that is dropped whole, in bytes. Real
// ones are shorter; a longer one loses its control characters alone, so that
// an introducer without an end never takes the text behind it along.
const maxSequence = 512

const (
	esc = '\x1b'
	csi = '\u009b' // ESC [ as one character
	osc = '\u009d' // ESC ]
	st  = '\u009c' // ESC \
)

// dropSequences takes out terminal escape sequences with their parameters
// (ECMA-48: control sequences, and the strings of OSC, DCS, PM, APC and SOS),
// which would stay as litter when only their control characters went.
func dropSequences(s string) string {
	if strings.IndexByte(s, esc) < 0 && !strings.ContainsAny(s, string([]rune{csi, osc})) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if n := sequenceLen(s[i:]); n > 0 {
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		b.WriteString(s[i : i+n])
		i += n
	}
	return b.String()
}

// sequenceLen is the length of the whole escape sequence that s begins with, 0
// when it begins with none or with one that does not end.
func sequenceLen(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	kind := byte(0)
	switch {
	case r == csi:
		kind = '['
	case r == osc:
		kind = ']'
	case r == esc && len(s) > 1:
		kind, n = s[1], 2
	}
	switch kind {
	case '[':
		return controlLen(s, n)
	case ']', 'P', '^', '_', 'X':
		return stringLen(s, n)
	}
	return 0
}

// controlLen is the end of a control sequence whose parameters begin at i:
// bytes from blank to ?, then one from @ to ~.
func controlLen(s string, i int) int {
	for end := min(len(s), maxSequence); i < end; i++ {
		switch c := s[i]; {
		case c >= '@' && c <= '~':
			return i + 1
		case c < ' ' || c > '?':
			return 0
		}
	}
	return 0
}

// stringLen is the end of a control string that begins at i: BEL or ST on the
// same line.
func stringLen(s string, i int) int {
	for end := min(len(s), maxSequence); i < end; {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\a' || r == st:
			return i + n
		case r == esc && strings.HasPrefix(s[i+n:], `\`):
			return i + n + 1
		case r == esc || r == '\n' || r == '\r':
			return 0
		}
		i += n
	}
	return 0
}
