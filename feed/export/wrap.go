package export

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	case r >= 0x1e00 && r < 0x2000 || r >= 0x2010 && r < 0x2028: // letters of Vietnamese, dashes and quotation marks
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
func wrap(s string, room int) (lines []string) {
	w := wrapper{room: room, emit: func(line []byte) { lines = append(lines, string(line)) }}
	w.text(s)
	return lines
}

// wrapper makes lines of words; emit may not keep the line that it is given.
type wrapper struct {
	room int
	emit func(line []byte)
	line []byte
	used int // columns of line
}

func (w *wrapper) end() {
	if len(w.line) > 0 {
		w.emit(w.line)
	}
	w.line, w.used = w.line[:0], 0
}

func (w *wrapper) add(s string, n int) {
	w.line = append(w.line, s...)
	w.used += n
}

func (w *wrapper) text(s string) {
	for word := range strings.FieldsFuncSeq(s, breaks) {
		w.word(word)
	}
	w.end()
}

func (w *wrapper) word(s string) {
	n := cells(s)
	if len(w.line) > 0 && w.used+1+n <= w.room {
		w.add(" ", 1)
		w.add(s, n)
		return
	}
	address := strings.Contains(s, "://")
	switch {
	case len(w.line) > 0 && !address && hasWide(s) && w.used+3 <= w.room:
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
		w.line = utf8.AppendRune(w.line, r)
		w.used += c
	}
}

// chop breaks one line of preformatted text, whose blanks stay; an empty one is
// one line.
func chop(s string, room int) (lines []string) {
	if s == "" {
		return []string{""}
	}
	w := wrapper{room: room, emit: func(line []byte) { lines = append(lines, string(line)) }}
	w.cut(strings.ReplaceAll(s, "\t", "    "))
	w.end()
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
