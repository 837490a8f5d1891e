package feed

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// spans writes inline text. Newlines are hard line breaks, or blanks when all
// must stand on one line. A style is left out where its mark would not be read
// as one, beside a letter or another mark; the text never is.
func (w *markdownWriter) spans(list []Span, oneLine bool) string {
	var b strings.Builder
	in := inlineWriter{MarkdownStyle: w.MarkdownStyle, out: &b, prev: '\n'}
	in.run(merged(list, oneLine), '\n')
	return b.String()
}

// linkRun returns how many spans there are of the first one's link, one where
// it is none.
func linkRun(list []Span) int {
	n := 1
	for list[0].URL != "" && n < len(list) && list[n].URL == list[0].URL {
		n++
	}
	return n
}

// merged joins spans of one style and address, makes the white space what
// Markdown can hold and leaves empty spans out, and addresses that cannot be
// linked.
func merged(list []Span, oneLine bool) []Span {
	var out []Span
	blank := true // nothing, or a blank or newline, came last
	for _, s := range list {
		s.Text, blank = singleBlanks(s.Text, blank, oneLine)
		if !Linkable(s.URL) {
			s.URL = ""
		}
		switch n := len(out); {
		case s.Text == "":
		case n > 0 && out[n-1].Style == s.Style && out[n-1].URL == s.URL:
			out[n-1].Text += s.Text
		default:
			out = append(out, s)
		}
	}
	return tightened(trimEnds(out))
}

// singleBlanks makes runs of white space one blank, newlines kept unless all
// must stand on one line, without blanks beside them. After says that a blank
// came before s; what is returned says so of its end.
func singleBlanks(s string, after, oneLine bool) (string, bool) {
	doubled := strings.Contains(s, "  ") || after && strings.HasPrefix(s, " ")
	if !doubled && !strings.ContainsAny(s, "\t\n\r") {
		if s == "" {
			return "", after
		}
		return s, s[len(s)-1] == ' '
	}
	t := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\n' && !oneLine:
			t = append(bytes.TrimRight(t, " "), '\n')
			after = true
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if !after {
				t = append(t, ' ')
			}
			after = true
		default:
			t = append(t, c)
			after = false
		}
	}
	return string(t), after
}

// trimEnds takes white space off both ends of a block.
func trimEnds(list []Span) []Span {
	for len(list) > 0 {
		if list[0].Text = strings.TrimLeft(list[0].Text, " \n"); list[0].Text != "" {
			break
		}
		list = list[1:]
	}
	for n := len(list); n > 0; n = len(list) {
		if list[n-1].Text = strings.TrimRight(list[n-1].Text, " \n"); list[n-1].Text != "" {
			break
		}
		list = list[:n-1]
	}
	return list
}

// followed returns the character that comes first in the spans, else next; a
// link's is its bracket, a passage's its mark.
func followed(list []Span, next rune) rune {
	switch {
	case len(list) == 0:
		return next
	case passageRun(list) > 0:
		return '='
	case list[0].URL != "":
		return '['
	}
	r, _ := utf8.DecodeRuneInString(list[0].Text)
	return r
}

type inlineWriter struct {
	MarkdownStyle
	out    *strings.Builder
	prev   rune // written last; a newline at the start of a line
	marked bool // prev is a mark of ours
}

// run writes spans, which next follows.
func (w *inlineWriter) run(list []Span, next rune) {
	list = settled(list, w.prev, next)
	for len(list) > 0 {
		n := passageRun(list)
		if n > 0 {
			w.passage(list[:n])
		} else {
			n = linkRun(list)
			w.part(list[:n], followed(list[n:], next))
		}
		list = list[n:]
	}
}

// part writes the spans of one link, or one span that is in none.
func (w *inlineWriter) part(list []Span, next rune) {
	if list[0].URL == "" {
		w.span(list[0], next)
		return
	}
	inner := slices.Clone(list)
	for i := range inner {
		inner[i].URL = ""
	}
	w.out.WriteByte('[')
	w.prev, w.marked = '[', false
	w.run(inner, ']')
	w.out.WriteString("](" + MarkdownURL(list[0].URL) + ")")
	w.prev, w.marked = ')', false
}

func (w *inlineWriter) span(s Span, next rune) {
	// White space at the ends stands outside the marks.
	inner := strings.Trim(s.Text, " \n")
	if s.Style == 0 || inner == "" {
		w.text(s.Text, next)
		return
	}
	head, tail, _ := strings.Cut(s.Text, inner)
	w.text(head, 0)
	after := next
	if tail != "" {
		after = ' '
	}
	switch {
	case s.Style&Code != 0 && !strings.Contains(inner, "\n"):
		w.code(inner, after)
	case s.Style&(Sub|Sup) != 0:
		w.raised(s.Style, inner, after)
	default:
		w.emphasis(s.Style, inner, after)
	}
	w.text(tail, next)
}

// text writes s, which after follows.
func (w *inlineWriter) text(s string, after rune) {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if i > 0 {
			switch {
			case w.Logseq: // which keeps them
				w.out.WriteByte('\n')
			case w.prev == '\\': // goldmark takes the pair before the break
				w.out.WriteString("  \n")
			default:
				w.out.WriteString("\\\n")
			}
			w.prev, w.marked = '\n', false
		}
		if line == "" {
			continue
		}
		end := after
		if i < len(lines)-1 {
			end = '\n'
		}
		w.escape(w.out, line, w.prev, end)
		w.prev, _ = utf8.DecodeLastRuneInString(line)
		w.marked = false
	}
}

// code writes a code span; its text is not escaped but fenced by more
// backticks than stand in it.
func (w *inlineWriter) code(s string, after rune) {
	if w.prev == '`' || after == '`' {
		w.text(s, after)
		return
	}
	ticks := strings.Repeat("`", longestRun(s, '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	w.out.WriteString(ticks + s + ticks)
	w.prev, w.marked = '`', true
}

// raised writes sub- and superscript, for which Markdown has HTML only.
func (w *inlineWriter) raised(style SpanStyle, s string, after rune) {
	tag := "sup"
	if style&Sub != 0 {
		tag = "sub"
	}
	if w.prev == '\n' || strings.Contains(s, "\n") { // no line begins with "<"
		w.text(s, after)
		return
	}
	w.out.WriteString("<" + tag + ">")
	w.prev = '>'
	w.text(s, '<')
	w.out.WriteString("</" + tag + ">")
	w.prev, w.marked = '>', false
}

func (w *inlineWriter) emphasis(style SpanStyle, s string, next rune) {
	var open string
	for _, m := range []struct {
		style SpanStyle
		mark  string
	}{{Deleted, "~~"}, {Strong, "**"}, {Emphasis, "*"}} {
		if style&m.style != 0 {
			open += m.mark
		}
	}
	if strings.HasPrefix(s, "~") || strings.HasSuffix(s, "~") || w.prev == '~' || next == '~' {
		open = strings.TrimPrefix(open, "~~") // beside another one it is not read
		style &^= Deleted
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	// Of two kinds of marks the outer ones stand beside the inner ones.
	mixed := style&Deleted != 0 && open != "~~"
	if mixed && (!flanks(w.prev, '*') || !flanks(next, '*')) || open == "" || w.marked || strings.Contains(s, "\n") || !flanks(w.prev, first) || !flanks(next, last) {
		w.text(s, next)
		return
	}
	w.out.WriteString(open)
	w.prev = '*'
	w.text(s, '*')
	for i := len(open); i > 0; i-- { // the marks from the last to the first
		w.out.WriteByte(open[i-1])
	}
	w.prev, w.marked = '*', true
}

// flanks reports whether a mark between outside and inside is read as one that
// belongs to inside (CommonMark 6.2, both directions).
func flanks(outside, inside rune) bool {
	if unicode.IsSpace(inside) {
		return false
	}
	return unicode.IsSpace(outside) || unicode.IsPunct(outside) || !unicode.IsPunct(inside) && !unicode.IsSymbol(inside)
}
