package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLatinLen holds what latinLen says against the tables: letters, plain, and
// all of them within its ranges.
func TestLatinLen(t *testing.T) {
	for r := rune(0); r <= 0x10FFFF; r++ {
		s := string(r)
		n := latinLen(s + "x")
		if want := r >= 0xC0 && r < 0x240 && r != 0xD7 && r != 0xF7 || r >= 0x1E00 && r <= 0x1EFF; want != (n > 0) {
			t.Fatalf("%U: %d bytes", r, n)
		}
		if n > 0 && (n != len(s) || formOf(r).class != letter || !isPlainRune(r)) {
			t.Errorf("%U: %d bytes, class %d", r, n, formOf(r).class)
		}
	}
	for _, s := range []string{"\xC3", "\xC3\xC3", "\xC4x", "\xE1\xBA", "\xE1\xBAx", "\xE1\xB7\x80", "\x80"} {
		if n := latinLen(s); n != 0 {
			t.Errorf("%q: %d bytes", s, n)
		}
	}
}

// TestIsPlainEverywhere holds isPlain against the runes one by one, each byte and
// some runes at each place of a text.
func TestIsPlainEverywhere(t *testing.T) {
	parts := []string{"é", "ế", "×", "\u00AD", "\u0301", "中", "\U0001F600", "\u200B", "\u2028"}
	for c := range 256 {
		parts = append(parts, string([]byte{byte(c)}), string([]byte{'\n', byte(c)}))
	}
	for _, p := range parts {
		for n := range 20 {
			for _, tail := range []string{"", "z", "é à la mer", "\x1b"} {
				s := strings.Repeat("a", n) + p + tail
				want := utf8.ValidString(s)
				for _, r := range s {
					want = want && (r == '\n' || r == '\t' || r >= ' ' && r < 0x7F || r > 0x7F && isPlainRune(r))
				}
				if got := isPlain(s); got != want {
					t.Fatalf("isPlain(%q) = %v", s, got)
				}
			}
		}
	}
}
