package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Limit returns at most n runes of s, cut where no mark, joiner or flag is
// torn from its letter. It may return fewer.
func Limit(s string, n int) string {
	if len(s) <= n {
		return s
	}
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	if at == len(s) {
		return s
	}
	for at > 0 && !mayCut(s, at) {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[:at]
}

// mayCut reports whether the runes around at are not one character to readers.
func mayCut(s string, at int) bool {
	next, _ := utf8.DecodeRuneInString(s[at:])
	last, _ := utf8.DecodeLastRuneInString(s[:at])
	switch {
	case unicode.IsMark(next) || next == 0x200D || next == 0x200C || last == 0x200D:
		return false
	case next >= 0x1F3FB && next <= 0x1F3FF:
		return false
	case isFlag(next) && isFlag(last):
		n := 0
		for rest := s[:at]; ; n++ {
			r, size := utf8.DecodeLastRuneInString(rest)
			if !isFlag(r) {
				break
			}
			rest = rest[:len(rest)-size]
		}
		return n%2 == 0
	}
	return true
}

func isFlag(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// Words counts the words of s as a reader does: runs between blanks that hold
// a letter or digit; l'ONU and anti-COVID-19 are one each. In scripts without
// blanks two ideographs, or five letters of South-East Asia, count as a word.
func Words(s string) int {
	n, dense, inside := 0, 0, 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			// Without a branch: where words end nobody foresees.
			k := wordBytes[c]
			now := (inside | k&inWord) &^ (k >> 1)
			n, inside = n+(now&^inside), now
			i++
			continue
		}
		if size := latinLen(s[i:]); size > 0 {
			n, inside = n+1-inside, 1
			i += size
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch k := formOf(r).class; {
		case k == han:
			dense, inside = dense+5, 0
		case k >= thai:
			dense, inside = dense+2, 0
		case k == letter:
			n, inside = n+1-inside, 1
		case k == breaks && unicode.IsSpace(r):
			inside = 0
		}
	}
	if dense > 0 {
		n += max(1, dense/10)
	}
	return n
}

// What an ASCII byte is to Words; others leave it where it is.
const (
	inWord = 1 << iota
	endsWord
)

var wordBytes = func() (t [utf8.RuneSelf]int) {
	for c := range t {
		switch {
		case asciiWord[c]:
			t[c] = inWord
		case c == ' ' || c == '\n' || c == '\t':
			t[c] = endsWord
		}
	}
	return t
}()

// FirstSentence returns the first sentence of s on one line, at most n runes;
// a longer one is cut after a word and ends in …. A full stop after an initial
// or an abbreviation (M. Tran, TP. Hue, J. Do, n. 5) or inside a word (K.Tran)
// ends nothing.
func FirstSentence(s string, n int) string {
	s = Line(head(s, 8*n+256))
	if end := sentenceEnd(s); end > 0 {
		s = s[:end]
	}
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := Limit(s, n-1)
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–—-«(\"“") + "…"
}

// sentenceEnd returns where the first sentence of a line ends, 0 if nowhere.
func sentenceEnd(s string) int {
	for i, r := range s {
		size := utf8.RuneLen(r)
		switch r {
		case '。', '！', '？', '।', '｡':
			return closeQuotes(s, i+size)
		case '.', '!', '?', '…', '។':
			end := closeQuotes(s, i+size)
			if end == len(s) || s[end] == ' ' && opensSentence(s[end+1:]) && (r != '.' || !isAbbreviated(s[:i], s[end:])) {
				return end
			}
		}
	}
	return 0
}

// closeQuotes moves past closing quotes and brackets, and further end marks.
func closeQuotes(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if strings.ContainsRune(`"”’'»)].!?…」』`, r) {
			i += n
			continue
		}
		// French puts a blank before the closing guillemet.
		if rest := strings.TrimLeft(s[i:], " \u00a0\u202f"); strings.HasPrefix(rest, "»") {
			i = len(s) - len(rest)
			continue
		}
		break
	}
	return i
}

// opensSentence reports whether s can begin a sentence: with a capital, a
// digit, or a quote before one.
func opensSentence(s string) bool {
	s = strings.TrimLeft(s, "\"“‘'«([-–— \u00a0\u202f")
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// abbreviations are followed by a full stop that ends no sentence; those of
// countAbbreviations only before a number. Letter case counts: "M." is Monsieur,
// and "no." before a number only is an abbreviation.
var (
	abbreviations = wordSet(`M MM Mme Mmes Mlle Me Mgr Dr Drs Pr Prof St Ste Mr Mrs Ms Jr Sr Gen Gov Sen Rep Col Lt Capt Cpt
 Sgt Maj Cmdr Adm Rev Hon TP Tp ThS TS PGS GS BS KTS KS ĐB TX vs Inc Ltd Co Corp Bros approx env av cf`)
	countAbbreviations = wordSet(`no No nos Nos n nr Nr art Art fig Fig vol Vol p pp tel Tel tél Tél Jan Feb fév Mar Apr avr
 Aug Sept sept Sep Oct oct Nov nov Dec déc`)
)

func wordSet(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, w := range strings.Fields(list) {
			m[w] = true
		}
		return m
	})
}

// isAbbreviated reports whether the word at the end of s is an initial, an
// abbreviation, or a number that counts an item at the very beginning.
func isAbbreviated(s, after string) bool {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '-' {
			break
		}
		i -= n
	}
	word := s[i:]
	if j := strings.LastIndexAny(word, ".-"); j >= 0 && utf8.RuneCountInString(word[j+1:]) == 1 {
		return true // U.S. J.-C.
	}
	r, n := utf8.DecodeRuneInString(word)
	if n == len(word) && unicode.IsUpper(r) {
		return true
	}
	if i == 0 && len(word) <= 2 && strings.Trim(word, "0123456789") == "" {
		return true
	}
	next := strings.TrimLeft(after, " \u00a0\u202f")
	return abbreviations()[word] || countAbbreviations()[word] && next != "" && next[0] >= '0' && next[0] <= '9'
}
