package text

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks one letter may carry; Vietnamese needs
// two, vocalised Hebrew four. More is a tower drawn over the lines above.
const maxMarks = 8

// markRun bounds a run of marks before normalisation: at 30 the normaliser
// would insert U+034F of its own accord.
const markRun = 20

// Clean makes text from outside safe to keep and to show: valid UTF-8 in NFC
// without control characters (newline and tab stay), bidi controls, tag
// characters or other invisible or private ones, and without whole terminal
// escape sequences. CR LF, CR, NEL, VT, FF and
// the line and paragraph separators become newlines; a run of bytes that are
// not UTF-8 becomes one U+FFFD, so that a loss stays visible and words do not
// join. Joiners stay where they join: emoji, Arabic, Indic scripts; U+200B
// stays between Thai, Lao, Khmer and Burmese letters, where it parts words.
// It is idempotent, and what it removes does not depend on distant text: both
// halves of a text cut anywhere come out safe.
//
// Clean text in Latin, Cyrillic, Han or Hangul letters is returned as it is,
// without an allocation.
func Clean(s string) string {
	if isPlain(s) {
		return s
	}
	t := dropHidden(dropSequences(s))
	for {
		u := dropStray(norm.NFC.String(t))
		if u == t {
			return t
		}
		t = u
	}
}

// Line is Clean for what must stand on one line: every run of white space
// becomes one blank, none at the ends.
func Line(s string) string {
	s = Clean(s)
	if isLine(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isLine reports whether s has single blanks only, between words only.
func isLine(s string) bool {
	blank := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				return false
			}
			blank, i = false, i+n-1
		case c == ' ':
			if blank {
				return false
			}
			blank = true
		case c < ' ':
			return false
		default:
			blank = false
		}
	}
	return !blank || s == ""
}

// isPlain reports whether s holds only runes that need no second look.
func isPlain(s string) bool {
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			odd := oddBytes(s[i : i+8])
			if i += bits.TrailingZeros64(odd) / 8; odd == 0 {
				continue
			}
		}
		n := plainLen(s[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

// oddBytes tells of eight bytes at once which are not printable ASCII: the lowest
// bit set is the top bit of the first such byte. Those behind it may be told wrong.
func oddBytes(s string) uint64 {
	_ = s[7]
	w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	const each = 0x0101010101010101
	// Beyond ASCII the top bit is set, below a blank it is once 0x20 is taken
	// away, and in 0x7F once one is added.
	return (w | (w - each*' ') | (w + each)) & (each * 0x80)
}

// plainLen is the length of the plain rune that s begins with, 0 when that one is
// not plain.
func plainLen(s string) int {
	if c := s[0]; c < utf8.RuneSelf {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7F {
			return 0
		}
		return 1
	}
	if n := latinLen(s); n > 0 {
		return n
	}
	r, n := utf8.DecodeRuneInString(s)
	if n == 1 || !isPlainRune(r) {
		return 0
	}
	return n
}

// runes is a range of code points, ends included; lists of them are in order.
type runes struct{ lo, hi rune }

func inRunes(r rune, list []runes) bool {
	for _, x := range list {
		if r <= x.hi {
			return r >= x.lo
		}
	}
	return false
}

// plainRunes are letters and signs that are visible, are in NFC whatever
// stands around them, and never are part of a disguise. Others are not wrong,
// only looked at twice.
var plainRunes = []runes{
	{0xA0, 0xAC}, {0xAE, 0x2FF}, // Latin
	{0x0391, 0x03A1}, {0x03A3, 0x03CE}, // Greek
	{0x0400, 0x0482}, {0x048A, 0x052F}, // Cyrillic
	{0x05D0, 0x05EA}, {0x0621, 0x064A}, {0x0E01, 0x0E30}, // Hebrew, Arabic, Thai
	{0x1E00, 0x1EFF},                                                       // Latin with the marks of Vietnamese
	{0x2010, 0x2027}, {0x202F, 0x205E}, {0x20A0, 0x20BF}, {0x2190, 0x21FF}, // punctuation, money, arrows
	{0x3000, 0x3020}, {0x3041, 0x3096}, {0x30A0, 0x30FF}, // kana
	{0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0xFF01, 0xFF5E}, // Han, Hangul, full width
}

func isPlainRune(r rune) bool {
	if r >= 0x1E00 && r <= 0x1EFF {
		return true
	}
	return inRunes(r, plainRunes)
}

// dropHidden is the part of Clean that needs no context.
func dropHidden(s string) string {
	var b strings.Builder
	b.Grow(len(s) + utf8.UTFMax)
	bad, marks := false, 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r == utf8.RuneError && n == 1 {
			if !bad {
				b.WriteRune(utf8.RuneError)
			}
			bad, marks = true, 0
			continue
		}
		bad = false
		if r == '\r' && i < len(s) && s[i] == '\n' || isHidden(r) {
			continue
		}
		if marks = countMark(r, marks); marks > markRun {
			continue
		}
		if isNewline(r) {
			r = '\n'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func countMark(r rune, marks int) int {
	if r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me) {
		return marks + 1
	}
	return 0
}

// isNewline holds for what ends a line in some format or other.
func isNewline(r rune) bool {
	return r == '\n' || r == '\v' || r == '\f' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// hiddenRunes are dropped wherever they stand: controls, directional and
// invisible formatting, fillers, tags, private use. Joiners and variation
// selectors are judged by dropStray.
var hiddenRunes = []runes{
	{0, 0x8}, {0xE, 0x1F}, {0x7F, 0x84}, {0x86, 0x9F}, {0xAD, 0xAD},
	{0x034F, 0x034F}, {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180E, 0x180E},
	{0x200E, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
	{0xE000, 0xF8FF}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFC}, {0xFFFE, 0xFFFF},
	{0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF}, {0xE01F0, unicode.MaxRune},
}

// isHidden holds for hiddenRunes and for what Unicode promises never to assign.
func isHidden(r rune) bool {
	if r >= 0xAE && r < 0x34F || r >= 0x1E00 && r < 0x2000 || r >= 0x3165 && r < 0xE000 {
		return false // most letters
	}
	return r&0xFFFE == 0xFFFE || inRunes(r, hiddenRunes)
}

// dropStray is the part of Clean that looks at the neighbours: joiners and
// variation selectors that join or select nothing, marks beyond maxMarks, and
// signs put inside a word to disguise it (regul▖ar). Its left neighbour is
// what was kept, so that one pass is enough but for rare combinations.
func dropStray(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	last, before := rune(-1), rune(-1) // the two runes kept last
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		at := i
		i += n
		if r == '\n' || r >= ' ' && r < 0x7F || isPlainRune(r) {
			b.WriteString(s[at:i])
			marks, before, last = 0, last, r
			continue
		}
		if isDisguise(r) {
			if end := disguiseEnd(s, i); unicode.IsLower(last) && end > 0 {
				i = end
				continue
			}
		}
		next, _ := utf8.DecodeRuneInString(s[i:])
		if !joinsWell(before, last, r, next) {
			continue
		}
		if m := countMark(r, marks); m > maxMarks {
			continue
		} else {
			marks = m
		}
		b.WriteString(s[at:i])
		before, last = last, r
	}
	if b.Len() == len(s) {
		return s
	}
	return b.String()
}

// isDisguise holds for signs and dead scripts that no living word contains:
// box drawing, blocks, geometric shapes, Braille patterns, Linear B, cuneiform,
// hieroglyphs and their like.
func isDisguise(r rune) bool {
	return r >= 0x2500 && r <= 0x25FF || r >= 0x2800 && r <= 0x28FF ||
		r >= 0x10000 && r <= 0x101CF || r >= 0x10600 && r <= 0x1077F ||
		r >= 0x12000 && r <= 0x1467F || r >= 0x1D000 && r <= 0x1D37F ||
		r >= 0x1F780 && r <= 0x1F8FF
}

// disguiseEnd returns where a run of such signs ends if a lower-case letter
// follows it, else 0.
func disguiseEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isDisguise(r) {
			if unicode.IsLower(r) {
				return i
			}
			return 0
		}
		i += n
	}
	return 0
}

// joinsWell reports whether r may stay between last and next: true for all but
// joiners, zero-width blanks and variation selectors.
func joinsWell(before, last, r, next rune) bool {
	switch {
	case r == 0x200B:
		return isUnspaced(last) && isUnspaced(next)
	case r == 0x200C:
		return isJoining(last) && isJoining(next)
	case r == 0x200D:
		return isJoining(last) && isJoining(next) || isPicture(before, last) && unicode.Is(unicode.So, next)
	case r == 0xFE0E || r == 0xFE0F:
		return unicode.In(last, unicode.So, unicode.Sm) || last == 0x203C || last == 0x2049 ||
			last == 0x3030 || last == 0x303D || next == 0x20E3 && isKeycap(last)
	case r >= 0xFE00 && r <= 0xFE02, r >= 0xE0100 && r <= 0xE01EF:
		return unicode.Is(unicode.Han, last)
	case r >= 0xFE03 && r <= 0xFE0D:
		return false
	case r >= 0x180B && r <= 0x180D || r == 0x180F:
		return last >= 0x1820 && last <= 0x18AA
	}
	return true
}

func isKeycap(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }

// isPicture holds after a pictograph, with its skin tone or variation selector.
func isPicture(before, last rune) bool {
	if last == 0xFE0F || last >= 0x1F3FB && last <= 0x1F3FF {
		last = before
	}
	return unicode.Is(unicode.So, last)
}

// isUnspaced holds for letters and marks of scripts that write without blanks
// and may mark words with U+200B.
func isUnspaced(r rune) bool {
	return unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// isJoining holds for scripts whose letters change shape by their neighbours,
// where U+200C and U+200D carry meaning: Arabic and its relatives, the scripts
// of India and South-East Asia, Tibetan, Mongolian.
func isJoining(r rune) bool {
	return (r >= 0x0600 && r <= 0x0DFF || r >= 0x0F00 && r <= 0x109F || r >= 0x1780 && r <= 0x18AF ||
		r >= 0x1900 && r <= 0x1CFF || r >= 0xA800 && r <= 0xABFF || r >= 0xFB50 && r <= 0xFEFC ||
		r >= 0x10A00 && r <= 0x11FFF || r >= 0x1E900 && r <= 0x1E95F) && (unicode.IsLetter(r) || unicode.IsMark(r)) && !isVariation(r)
}

func isVariation(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0x180B && r <= 0x180F
}
