package term

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// What has a meaning in Markdown is carried through Glamour as a private
// character and put back afterwards, so no text can become markup: a backslash
// before each would do for most, but Glamour decodes entities by itself, in
// code too, and has its own list of what a backslash escapes. Text never holds
// private characters: text.Clean drops them.
const (
	veil     = 0xE000 // + an ASCII character
	linkOpen = 0xE100 // "[" before the number of a link
	linkEnd  = 0xE101 // "]" after it
	noBreak  = 0xE102 // a blank that must not become a line's end
)

// veiled holds for the ASCII characters that Markdown, its extensions or
// Glamour may read as markup anywhere in a line. The hyphen is one at the
// start of a line only, and lines may break at it elsewhere.
func veiled(r rune) bool {
	return r < 0x80 && strings.ContainsRune("!#&*+.:<=>@[\\]^_`{|}~)", r)
}

// shown is the text of a block as it is to appear: every character that is no
// blank with its offset in the block's text, against which the rendered lines
// are checked and their offsets told.
type shown struct {
	md      strings.Builder
	runes   []rune
	offsets []int
	extra   int // characters at the beginning that are no part of the text
}

func (s *shown) put(r rune, offset int) {
	if unicode.IsSpace(r) {
		return
	}
	s.runes = append(s.runes, r)
	s.offsets = append(s.offsets, offset)
}

// glued reports whether no blank stands before a character. What is written into
// the text, the number of a link, has the offset of what follows it.
func (s *shown) glued(at int) bool {
	if at <= s.extra || at >= len(s.runes) { // a dateline is parted by its blanks
		return false
	}
	n := utf8.RuneLen(s.runes[at-1])
	if at > 1 && s.offsets[at-1] == s.offsets[at-2] {
		n = 0
	}
	return s.offsets[at]-s.offsets[at-1] == n
}

// flow renders a block of running text to lines of at most width cells.
func (r *renderer) flow(b *feed.Block, width int, head dateline) []line {
	s := r.show(b, head)
	if len(s.runes) == 0 {
		return nil
	}
	if r.ctx.Err() == nil && s.md.Len() <= maxStyled {
		if lines, ok := r.styled(b, s, width); ok {
			return lines
		}
	}
	lines := wrapPlain(plainOf(s), width)
	if placed := r.place(s, lines); placed != nil {
		return placed
	}
	out := make([]line, len(lines))
	for i, l := range lines {
		out[i] = line{text: r.dress(l, len(s.runes), 0)}
	}
	return out
}

// plainOf is the text without its markup.
func plainOf(s *shown) string {
	return strings.NewReplacer("**", "", "*", "", "~~", "", "`", "").Replace(strings.TrimPrefix(s.md.String(), "# "))
}

// styled renders through Glamour. It is not ok when what came back is not what
// was to be shown: then the block is shown without styles.
func (r *renderer) styled(b *feed.Block, s *shown, width int) ([]line, bool) {
	out, err := r.glamour(width).render(s.md.String())
	if err != nil {
		return nil, false
	}
	var lines []string
	for _, l := range strings.Split(strings.Trim(out, "\n"), "\n") {
		if l = tidy(l); l != "" || len(lines) > 0 {
			lines = append(lines, l)
		}
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	placed := r.place(s, lines)
	return placed, placed != nil
}

// place tells the offset of each line by walking it along the text, and puts
// links and colours in. nil when the lines are not the text.
func (r *renderer) place(s *shown, lines []string) []line {
	out := make([]line, 0, len(lines))
	k := 0
	for _, l := range lines {
		start := k
		for _, c := range visible(l) {
			if unicode.IsSpace(c) || c == noBreak {
				continue
			}
			if k >= len(s.runes) || unveilRune(c) != s.runes[k] {
				return nil
			}
			k++
		}
		offset := 0
		if start < len(s.offsets) {
			offset = s.offsets[start]
		} else if start > 0 {
			offset = s.offsets[start-1]
		}
		out = append(out, line{text: r.dress(l, start, s.extra), offset: offset, glued: s.glued(start)})
	}
	if k != len(s.runes) {
		return nil
	}
	return out
}

// show makes the Markdown of a block.
func (r *renderer) show(b *feed.Block, head dateline) *shown {
	s := &shown{}
	if b.Kind == feed.Heading {
		s.md.WriteString("# ")
	}
	for _, c := range head.text {
		r.rune(s, c, 0)
	}
	s.extra = len(s.runes)
	w := writer{r: r, s: s, open: true, head: b.Kind == feed.Heading}
	offset := 0
	for i := range b.Spans {
		w.span(&b.Spans[i], offset)
		offset += len(b.Spans[i].Text)
	}
	return s
}

// rune writes one character of text.
func (r *renderer) rune(s *shown, c rune, offset int) {
	md := c
	atStart := len(s.runes) == 0 || strings.HasSuffix(s.md.String(), "\n")
	if veiled(c) || c == '-' && atStart {
		md = veil + c
	}
	s.md.WriteRune(md)
	s.put(c, offset)
}

// writer writes spans. Markup that would touch other markup, or stand where
// Markdown does not take it for markup, is left out: text counts, style may go.
type writer struct {
	r    *renderer
	s    *shown
	open bool // text may be preceded by markup: none stands right before
	gap  bool // a blank is due before the next character
	line bool // or a line break
	head bool // a heading is one line
}

func (w *writer) span(sp *feed.Span, offset int) {
	t := text.Clean(sp.Text)
	exact := t == sp.Text
	mark := markOf(sp.Style)
	core := strings.TrimFunc(t, isEdge)
	from := strings.Index(t, core)
	to := from + len(core)
	if core == "" || strings.Contains(core, "\n") {
		mark = ""
	}
	for i, c := range t {
		at := offset
		if exact {
			at += i
		}
		if mark != "" && i == from {
			w.blank()
			if w.open {
				w.s.md.WriteString(mark)
				w.open = false
			} else {
				mark = ""
			}
		}
		w.rune(style(c, sp.Style), at)
		if mark != "" && i+utf8.RuneLen(c) == to {
			w.s.md.WriteString(mark)
			w.open = false
		}
	}
	w.link(sp, offset+len(sp.Text))
}

func (w *writer) rune(c rune, offset int) {
	if unicode.IsSpace(c) && c != 0xA0 && c != 0x202F && c != 0x2007 {
		w.line = w.line || c == '\n' && !w.head
		if !w.r.repaired(offset) {
			w.gap = true
			return
		}
		c = '·'
		if w.r.o.ASCII {
			c = '_'
		}
	}
	w.blank()
	w.r.rune(w.s, c, offset)
	w.open = true
}

// blank writes the blank or line break that is due.
func (w *writer) blank() {
	if len(w.s.runes) > 0 || w.s.extra > 0 {
		switch {
		case w.line && len(w.s.runes) > w.s.extra:
			w.s.md.WriteByte('\n')
			w.open = true
		case w.gap && len(w.s.runes) > w.s.extra:
			w.s.md.WriteByte(' ')
			w.open = true
		}
	}
	w.gap, w.line = false, false
}

// isEdge holds for what Markdown does not take beside a mark of emphasis. What
// is veiled counts as a letter there.
func isEdge(r rune) bool {
	return unicode.IsSpace(r) || !veiled(r) && (unicode.IsPunct(r) || unicode.IsSymbol(r))
}

// link writes the number of a span's address after its text, and the host that
// it leads to when the text looks like another.
func (w *writer) link(sp *feed.Span, offset int) {
	n := w.r.numbers[sp.URL]
	if sp.URL == "" || n == 0 {
		return
	}
	num := strconv.Itoa(n)
	if host := otherHost(sp.Text, sp.URL); host != "" {
		num += ": " + host
	}
	due := w.gap
	w.gap = false
	w.s.md.WriteRune(linkOpen)
	w.s.put('[', offset)
	for _, c := range num {
		if unicode.IsSpace(c) {
			c = noBreak // must not break between the number and its host
			w.s.md.WriteRune(c)
			continue
		}
		w.s.md.WriteRune(veil + c&0x7F)
		w.s.put(c&0x7F, offset)
	}
	w.s.md.WriteRune(linkEnd)
	w.s.put(']', offset)
	w.gap, w.open = due, true
}

// markOf is the markup of a style.
func markOf(st feed.SpanStyle) string {
	switch {
	case st&feed.Code != 0:
		return "`"
	case st&feed.Deleted != 0:
		return "~~"
	case st&(feed.Strong|feed.Emphasis) == feed.Strong|feed.Emphasis:
		return "***"
	case st&feed.Strong != 0:
		return "**"
	case st&feed.Emphasis != 0:
		return "*"
	}
	return ""
}

const (
	plainDigits = "0123456789+-=()n"
	subDigits   = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ"
	supDigits   = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"
)

// style raises or lowers digits: H₂O and m² lose their sense on the line.
func style(c rune, st feed.SpanStyle) rune {
	to := subDigits
	switch {
	case st&feed.Sup != 0:
		to = supDigits
	case st&feed.Sub == 0:
		return c
	}
	if i := strings.IndexRune(plainDigits, c); i >= 0 {
		return []rune(to)[i]
	}
	return c
}

// repaired reports whether the blank at an offset of the present block was put
// there by the repair of glued words and is to be marked.
func (r *renderer) repaired(offset int) bool {
	at := r.base + offset
	for len(r.repairs) > 0 && r.repairs[0] < at {
		r.repairs = r.repairs[1:]
	}
	return len(r.repairs) > 0 && r.repairs[0] == at
}
