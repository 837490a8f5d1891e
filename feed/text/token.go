package text

import (
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Token is one word of a text. Start and End are byte offsets in the text
// given; Fold is its folded form and Exact the lower-case form with its marks
// ("" where it is the same as Fold). Exact is canonical: œ, æ and ß are spelled
// out and a Vietnamese tone stands on the first vowel of an open oa, oe, uy
// (hoà as hòa), so compare it with the Exact of another token only.
//
// Fold and Exact may share memory with the text or with other tokens: clone
// what is kept for long.
type Token struct {
	Start, End  int
	Fold, Exact string
	Hyphen      bool // only a hyphen stands between it and the token before
}

// Tokens cuts s into words in order of Start. Elided words are cut at the
// apostrophe (l'ONU: l, onu), hyphenated ones at the hyphen; an English
// possessive s is left out, other words keep their apostrophe (aujourd'hui,
// don't). Acronyms lose their dots (U.N.: un). Thai, Lao, Khmer, Burmese,
// Chinese and Japanese, which write without blanks, give overlapping pairs of
// letters. s should have passed Clean.
func Tokens(s string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		w := newWords(s)
		var sp span
		var a arena
		for {
			if !w.next(&sp) {
				return
			}
			t := Token{Start: sp.start, End: sp.end, Hyphen: sp.hyphen}
			t.Fold, t.Exact = a.forms(s, &sp)
			if t.Fold != "" && !yield(t) {
				return
			}
		}
	}
}

// arena hands out short strings cut from larger allocations.
type arena struct{ folds, exacts strings.Builder }

// arenaSize is the size of those allocations, small enough that a token kept does not
// hold much else. The first are smaller: most texts are lines.
const (
	arenaSize  = 1024
	firstArena = 256
)

// reserve makes room in b for n bytes at least and returns where they begin.
func reserve(b *strings.Builder, n int) int {
	if b.Cap()-b.Len() < n {
		size := max(min(2*b.Cap(), arenaSize), firstArena, n)
		*b = strings.Builder{}
		b.Grow(size)
	}
	return b.Len()
}

// forms returns the folded and the exact form of a span.
func (a *arena) forms(s string, sp *span) (fold, exact string) {
	w := s[sp.start:sp.end]
	if sp.ascii && !sp.dotted && isLowerASCII(w) {
		return w, ""
	}
	at := reserve(&a.folds, 2*len(w))
	switch {
	case sp.dotted:
		for i := 0; i < len(w); i += 2 {
			a.folds.WriteByte(lowerASCII[w[i]])
		}
	case sp.ascii:
		appendFold(&a.folds, w)
	default:
		from := reserve(&a.exacts, 2*len(w))
		loose := appendForms(&a.folds, &a.exacts, w)
		fold, exact = a.folds.String()[at:], a.exacts.String()[from:]
		if loose {
			exact = norm.NFC.String(exact)
		}
		if exact == fold {
			return fold, ""
		}
		return fold, placeTone(exact)
	}
	return a.folds.String()[at:], ""
}

func isLowerASCII(w string) bool {
	for i := range len(w) {
		if lowerASCII[w[i]] != w[i] {
			return false
		}
	}
	return true
}

// toneMoved holds, for the second vowel of oa, oe and uy with its tone, the
// pair with the tone on the first: Vietnamese has both customs at the end of a
// syllable.
var toneMoved = map[rune]string{
	'à': "òa", 'á': "óa", 'ả': "ỏa", 'ã': "õa", 'ạ': "ọa",
	'è': "òe", 'é': "óe", 'ẻ': "ỏe", 'ẽ': "õe", 'ẹ': "ọe",
	'ỳ': "ùy", 'ý': "úy", 'ỷ': "ủy", 'ỹ': "ũy", 'ỵ': "ụy",
}

// placeTone moves the tone of a final oa, oe or uy to the first vowel; after
// qu the y is the only vowel.
func placeTone(e string) string {
	r, n := utf8.DecodeLastRuneInString(e)
	at := len(e) - n - 1
	if n < 2 || at < 0 || e[at] != 'o' && e[at] != 'u' {
		return e
	}
	pair, ok := toneMoved[r]
	first := byte('o')
	if ok && pair[len(pair)-1] == 'y' {
		first = 'u'
	}
	if !ok || e[at] != first || first == 'u' && at > 0 && e[at-1] == 'q' {
		return e
	}
	return e[:at] + pair
}
