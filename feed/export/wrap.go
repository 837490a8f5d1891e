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
	w := wrapper{room: room}
	for _, word := range strings.FieldsFunc(s, breaks) {
		w.word(word)
	}
	w.end()
	return w.lines
}

// wrapper makes lines of words.
type wrapper struct {
	room  int
	lines []string
	line  strings.Builder
	used  int // columns of line
}

func (w *wrapper) end() {
	if w.line.Len() > 0 {
		w.lines = append(w.lines, w.line.String())
	}
	w.line.Reset()
	w.used = 0
}

func (w *wrapper) add(s string, n int) {
	w.line.WriteString(s)
	w.used += n
}

func (w *wrapper) word(s string) {
	n := cells(s)
	if w.line.Len() > 0 && w.used+1+n <= w.room {
		w.add(" "+s, 1+n)
		return
	}
	address := strings.Contains(s, "://")
	switch {
	case w.line.Len() > 0 && !address && hasWide(s) && w.used+3 <= w.room:
		w.add(" ", 1)
		w.cut(s)
	case n <= w.room || address:
		w.end()
		w.add(s, n)
	default:
		w.end()
		w.cut(s)
	}
}

// cut breaks a text at any letter.
func (w *wrapper) cut(s string) {
	for _, r := range s {
		c := cellsOf(r)
		if w.used+c > w.room {
			w.end()
		}
		w.add(string(r), c)
	}
}

// chop breaks one line of preformatted text, whose blanks stay; an empty one is
// one line.
func chop(s string, room int) []string {
	if s == "" {
		return []string{""}
	}
	w := wrapper{room: room}
	w.cut(strings.ReplaceAll(s, "\t", "    "))
	w.end()
	return w.lines
}

// breaks reports whether a line may end at r: at every white space but those
// made to hold.
func breaks(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && r != '\u2007'
}

func hasWide(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return cellsOf(r) == 2 })
}
