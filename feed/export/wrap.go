package export

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// cells is how many columns a text takes in letters of one width: wide East
// Asian letters and pictures take two, marks and what is not seen none. It is
// near enough for a margin.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += cellsOf(r)
	}
	return n
}

func cellsOf(r rune) int {
	switch {
	case r < 0x300:
		if r < ' ' || r == 0x7f || r == 0xad {
			return 0
		}
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

// wrap breaks a text at its blanks into lines of at most room columns; no-break
// spaces hold. Between wide letters, which are written without blanks, it
// breaks anywhere. An address stays whole, however long; another word that is
// longer than a line is cut.
func wrap(s string, room int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	end := func() {
		if used > 0 {
			lines = append(lines, line.String())
		}
		line.Reset()
		used = 0
	}
	for _, word := range strings.FieldsFunc(s, breaks) {
		n := cells(word)
		if used > 0 && used+1+n <= room {
			line.WriteString(" " + word)
			used += 1 + n
			continue
		}
		if used > 0 && (!hasWide(word) || used+3 > room) {
			end()
		}
		if n <= room && used == 0 || strings.Contains(word, "://") {
			end()
			line.WriteString(word)
			used = n
			continue
		}
		if used > 0 {
			line.WriteByte(' ')
			used++
		}
		for _, r := range word {
			c := cellsOf(r)
			if used+c > room {
				end()
			}
			line.WriteRune(r)
			used += c
		}
	}
	end()
	return lines
}

// breaks reports whether a line may end at r: at every white space but those
// made to hold.
func breaks(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && r != '\u2007'
}

func hasWide(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return cellsOf(r) == 2 })
}
