package term

import (
	"fmt"
	"strings"

	charm "charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
)

// glamour renders one block at one width. It is not safe for use by two
// goroutines at once; each rendering has its own.
type glamour struct {
	r   *charm.TermRenderer
	err error
}

func (r *renderer) glamour(width int) *glamour {
	g := r.glamours[width]
	if g == nil {
		g = &glamour{}
		g.r, g.err = charm.NewTermRenderer(charm.WithStyles(style0), charm.WithWordWrap(width), charm.WithPreservedNewLines())
		r.glamours[width] = g
	}
	return g
}

// style0 is the one style: no colour of the document, so that the terminal's
// own stays, no margin, attributes alone. Glamour's own styles pad each line
// with blanks that are styled one by one.
var style0 = func() ansi.StyleConfig {
	yes, none := true, uint(0)
	block := ansi.StyleBlock{Margin: &none}
	bold := ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Bold: &yes}}
	column, row, cross := "│", "─", "┼"
	return ansi.StyleConfig{
		Document: block, Paragraph: block, Heading: bold,
		Strong:        ansi.StylePrimitive{Bold: &yes},
		Emph:          ansi.StylePrimitive{Italic: &yes},
		Strikethrough: ansi.StylePrimitive{CrossedOut: &yes},
		Table:         ansi.StyleTable{ColumnSeparator: &column, RowSeparator: &row, CenterSeparator: &cross},
	}
}()

// render returns Glamour's output. A panic in it is an error: the block is then
// shown without styles.
func (g *glamour) render(md string) (out string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("render block: %v", p)
		}
	}()
	if g.err != nil {
		return "", g.err
	}
	return g.r.Render(md)
}

// tidy keeps of a rendered line its text and its SGR sequences, without blanks
// at the end. It is the second wall: article text holds no control characters
// by then, and nothing that Glamour writes but SGR is wanted.
func tidy(l string) string {
	var b strings.Builder
	b.Grow(len(l))
	text := false
	var due []string // blanks, and sequences after them: the line may end here
	for i := 0; i < len(l); {
		if seq := sgrAt(l[i:]); seq != "" {
			due = append(due, seq)
			i += len(seq)
			continue
		}
		r, n := decode(l[i:])
		i += n
		switch {
		case r == ' ':
			due = append(due, " ")
			continue
		case isControl(r):
			continue
		}
		for _, d := range due {
			b.WriteString(d)
		}
		due, text = due[:0], true
		b.WriteRune(r)
	}
	if !text {
		return ""
	}
	for _, d := range due {
		if d != " " {
			b.WriteString(d)
		}
	}
	return b.String()
}

// sgrAt returns the SGR sequence that s begins with, "" when it does not.
func sgrAt(s string) string {
	if len(s) < 3 || s[0] != 0x1b || s[1] != '[' {
		return ""
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return s[:i+1]
		case c != ';' && c != ':' && (c < '0' || c > '9'):
			return ""
		}
	}
	return ""
}

// isControl holds for C0, DEL and C1, each of which some terminal obeys.
func isControl(r rune) bool { return r < ' ' || r >= 0x7f && r <= 0x9f }
