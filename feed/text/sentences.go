package text

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences cuts s into sentences and yields the byte offsets of each, blanks
// around it left out. A line end closes one; what ends none for FirstSentence ends
// none here. What has no letter or digit belongs to no sentence. Time is linear.
func Sentences(s string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for start := 0; start < len(s); {
			end, next := sentenceAt(s, start)
			from := end - len(strings.TrimLeftFunc(s[start:end], unicode.IsSpace))
			to := from + len(strings.TrimRightFunc(s[from:end], unicode.IsSpace))
			if hasLetters(s[from:to]) && !yield(from, to) {
				return
			}
			start = next
		}
	}
}

// sentenceAt returns where the sentence that begins at start ends, and where the
// next one begins.
func sentenceAt(s string, start int) (end, next int) {
	start = len(s) - len(strings.TrimLeft(s[start:], " \u00a0\u202f"))
	for i := start; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '\n':
			return i, i + n
		case '。', '！', '？', '।', '｡':
			end := closeQuotes(s, i+n)
			return end, end
		case '.', '!', '?', '…', '។':
			end := closeQuotes(s, i+n)
			if end == len(s) || endsHere(s[start:i], s[end:], r) {
				return end, end
			}
			i = end
		default:
			i += n
		}
	}
	return len(s), len(s)
}

// endsHere reports whether the mark r between before and after ends a sentence.
func endsHere(before, after string, r rune) bool {
	next, n := utf8.DecodeRuneInString(after)
	if next == '\n' {
		return true
	}
	return unicode.IsSpace(next) && opensSentence(head(after[n:], 64)) && (r != '.' || !isAbbreviated(before, after))
}

// hasLetters reports whether s has a letter or digit.
func hasLetters(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
