package text

import (
	"strings"
	"unicode/utf8"
)

// lowerASCII maps ASCII bytes to their folded byte; 0 for all others.
var lowerASCII = func() (t [256]byte) {
	for c := range 128 {
		t[c] = byte(c)
	}
	for c := 'A'; c <= 'Z'; c++ {
		t[c] = byte(c) + 'a' - 'A'
	}
	t['\t'] = ' '
	t[0] = 0
	return t
}()

// Fold returns the form under which two spellings are the same: lower case,
// compatibility forms (ﬁ, full width, mathematical letters, small capitals) as
// plain letters, marks U+0300–036F stripped, đ as d, œ as oe, all apostrophes
// as ', all hyphens and dashes as -, every kind of blank as U+0020; soft
// hyphens, joiners and variation selectors count for nothing. It is
// idempotent. Text must have passed Clean: decomposed Hangul or kana are not
// composed here.
func Fold(s string) string {
	i := 0
	for i < len(s) && s[i] != 0 && lowerASCII[s[i]] == s[i] {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	b.WriteString(s[:i])
	appendFold(&b, s[i:])
	return b.String()
}

// appendFold writes the fold of s.
func appendFold(b *strings.Builder, s string) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			b.WriteByte(lowerASCII[c])
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if f := formOf(r); f.sameFold {
			b.WriteString(s[i : i+n])
		} else {
			b.WriteString(f.fold)
		}
		i += n
	}
}

// appendForms writes the fold of s to f and its exact form to e, and reports
// whether s holds combining marks that may still compose.
func appendForms(f, e *strings.Builder, s string) (loose bool) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			c = lowerASCII[c]
			f.WriteByte(c)
			e.WriteByte(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		loose = loose || r >= 0x300 && r <= 0x36F
		form := formOf(r)
		if form.sameFold {
			f.WriteString(s[i : i+n])
		} else {
			f.WriteString(form.fold)
		}
		if form.sameExact {
			e.WriteString(s[i : i+n])
		} else {
			e.WriteString(form.exact)
		}
		i += n
	}
	return loose
}
