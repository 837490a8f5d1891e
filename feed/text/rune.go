package text

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class says what a rune does to the word it stands in.
type class uint8

const (
	breaks     class = iota // ends a word
	letter                  // letters and digits of scripts that part words by blanks
	mark                    // goes with the letter before it, starts no word
	ignored                 // soft hyphen, joiners: inside a word but no part of it
	apostrophe              // inside a word, or the end of an elided one
	hyphen                  // parts a word and ties the parts
	thai                    // from here on: scripts without blanks, cut into pairs
	lao
	khmer
	burmese
	han // with the Japanese syllabaries
)

// runeForm is what the fold and the tokenizer need to know of a rune. An empty
// form with its flag set means the rune stands for itself.
type runeForm struct {
	fold, exact         string
	sameFold, sameExact bool
	class               class
}

type formPage [256]runeForm

// formPages are made when a rune of theirs is first met: nothing is paid at
// start, and a page takes some 50 µs. Two goroutines may make the same page;
// either may stay.
var formPages [(unicode.MaxRune + 1) >> 8]atomic.Pointer[formPage]

var (
	hanForm    = runeForm{sameFold: true, sameExact: true, class: han}
	hangulForm = runeForm{sameFold: true, sameExact: true, class: letter}
)

func formOf(r rune) *runeForm {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return &hanForm
	case r >= 0xAC00 && r <= 0xD7A3:
		return &hangulForm
	}
	p := formPages[r>>8].Load()
	if p == nil {
		p = makeFormPage(r &^ 0xFF)
		formPages[r>>8].Store(p)
	}
	return &p[r&0xFF]
}

func makeFormPage(first rune) *formPage {
	p := new(formPage)
	for i := range p {
		r := first + rune(i)
		fold, exact := settle(r, false), settle(r, true)
		f := runeForm{fold: fold, exact: exact, class: classOf(r)}
		if strings.Contains(fold, " ") {
			f.class = breaks // U+037A, U+FDFA: letters that come apart
		}
		if fold == string(r) {
			f.fold, f.sameFold = "", true
		}
		if exact == string(r) {
			f.exact, f.sameExact = "", true
		}
		p[i] = f
	}
	return p
}

// settle folds a rune until nothing changes, which makes Fold idempotent.
func settle(r rune, keepMarks bool) string {
	s := string(r)
	for range 4 {
		if r, n := utf8.DecodeRuneInString(s); n == len(s) && isSettled(r, s, keepMarks) {
			break
		}
		var b strings.Builder
		for _, r := range s {
			b.WriteString(foldRune(r, keepMarks))
		}
		if b.String() == s {
			break
		}
		s = b.String()
	}
	return s
}

// isSettled holds for the many runes that no rule of the fold touches.
func isSettled(r rune, s string, keepMarks bool) bool {
	if unicode.ToLower(r) != r || isIgnored(r) || unicode.IsSpace(r) || plainLetters[r] != "" {
		return false
	}
	if keepMarks {
		return norm.NFKC.IsNormalString(s)
	}
	return (r < 0x300 || r > 0x36F) && strokedLetters[r] == "" && norm.NFKD.IsNormalString(s)
}

// plainLetters are the letters that do not decompose and stand for others in
// every spelling.
var plainLetters = map[rune]string{
	'œ': "oe", 'æ': "ae", 'ß': "ss", 'ς': "σ", 'ſ': "s", 0x2044: "/",
	'ᴀ': "a", 'ʙ': "b", 'ᴄ': "c", 'ᴅ': "d", 'ᴇ': "e", 'ꜰ': "f", 'ɢ': "g", 'ʜ': "h", 'ɪ': "i",
	'ᴊ': "j", 'ᴋ': "k", 'ʟ': "l", 'ᴍ': "m", 'ɴ': "n", 'ᴏ': "o", 'ᴘ': "p", 'ʀ': "r", 'ꜱ': "s",
	'ᴛ': "t", 'ᴜ': "u", 'ᴠ': "v", 'ᴡ': "w", 'ʏ': "y", 'ᴢ': "z", 'ᴁ': "ae", 'ɶ': "oe",
	'’': "'", '‘': "'", '‛': "'", 'ʼ': "'", 'ʻ': "'", 'ʹ': "'", '′': "'", '´': "'", '＇': "'",
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '﹣': "-", '－': "-",
	'\t': " ",
}

// strokedLetters do not decompose either, but a reader tells them apart: they
// count as marked letters.
var strokedLetters = map[rune]string{
	'đ': "d", 'ø': "o", 'ł': "l", 'ı': "i", 'ħ': "h", 'ŧ': "t", 'ð': "d", 'þ': "th",
}

// foldRune is one step of the fold: compatibility forms, lower case and,
// unless marks are kept, U+0300–036F dropped. Only these: dropping every mark
// would destroy the vowels of Thai, Lao, Khmer and the scripts of India.
func foldRune(r rune, keepMarks bool) string {
	if isIgnored(r) {
		return ""
	}
	r = unicode.ToLower(r)
	if s, ok := plainLetters[r]; ok {
		return s
	}
	if unicode.IsSpace(r) && r != '\n' {
		return " "
	}
	if keepMarks {
		return strings.ToLower(norm.NFKC.String(string(r)))
	}
	if s, ok := strokedLetters[r]; ok {
		return s
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if d < 0x300 || d > 0x36F {
			b.WriteRune(unicode.ToLower(d))
		}
	}
	return norm.NFC.String(b.String())
}

// isIgnored holds for what has no weight in a comparison.
func isIgnored(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x2060 && r <= 0x2064 || r == 0xFEFF ||
		r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || r == 0x34F
}

// latinLen is the length in bytes of the Latin letter with a mark that s begins
// with, 0 when s begins with anything else. It knows the letters of U+00C0–023F
// and U+1E00–1EFF, nearly all of those that are not ASCII in Latin scripts,
// without the tables.
func latinLen(s string) int {
	switch c := s[0]; {
	case c >= 0xC3 && c <= 0xC8 && len(s) > 1 && isTail(s[1]):
		if c == 0xC3 && s[1]&0x1F == 0x17 {
			return 0 // × ÷
		}
		return 2
	case c == 0xE1 && len(s) > 2 && s[1] >= 0xB8 && s[1] <= 0xBB && isTail(s[2]):
		return 3
	}
	return 0
}

// isTail holds for the bytes of UTF-8 behind the first one of a rune.
func isTail(c byte) bool { return c&0xC0 == 0x80 }

func classOf(r rune) class {
	switch r {
	case '\'', '’', '‘', '‛', 'ʼ', 'ʻ', 'ʹ', '′', '´', '＇':
		return apostrophe
	case '-', '‐', '‑', '﹣', '－':
		return hyphen
	case 0x200B:
		return breaks
	}
	switch {
	case isIgnored(r):
		return ignored
	case unicode.IsMark(r):
		return mark
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return breaks
	}
	return scriptClass(r)
}

func scriptClass(r rune) class {
	switch {
	case r < 0xE00 || unicode.IsNumber(r):
		return letter
	case unicode.Is(unicode.Thai, r):
		return thai
	case unicode.Is(unicode.Lao, r):
		return lao
	case unicode.Is(unicode.Khmer, r):
		return khmer
	case unicode.Is(unicode.Myanmar, r):
		return burmese
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々':
		return han
	}
	return letter
}
