package feed

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// tightened takes Marked from line breaks and from white space at the ends of
// what is marked, where a mark would not be read.
func tightened(list []Span) []Span {
	if !anyMarked(list) {
		return list
	}
	out := make([]Span, 0, len(list))
	put := func(s Span, text string, style SpanStyle) {
		if text != "" {
			s.Text, s.Style = text, style
			out = append(out, s)
		}
	}
	for i, s := range list {
		if s.Style&Marked == 0 {
			out = append(out, s)
			continue
		}
		plain := s.Style &^ Marked
		for j, line := range strings.Split(s.Text, "\n") {
			if j > 0 {
				put(s, "\n", plain)
			}
			inner := line
			if n := len(out); n == 0 || out[n-1].Style&Marked == 0 {
				inner = strings.TrimLeft(inner, " ")
			}
			put(s, line[:len(line)-len(inner)], plain)
			last := i+1 == len(list) || list[i+1].Style&Marked == 0
			if line = inner; last {
				inner = strings.TrimRight(inner, " ")
			}
			put(s, inner, s.Style)
			put(s, line[len(inner):], plain)
		}
	}
	return out
}

func anyMarked(list []Span) bool {
	return slices.ContainsFunc(list, func(s Span) bool { return s.Style&Marked != 0 })
}

// isMarked reports whether all of the spans are of a passage.
func isMarked(list []Span) bool {
	return !slices.ContainsFunc(list, func(s Span) bool { return s.Style&Marked == 0 })
}

// passageRun returns how many spans from the first are of one passage: links
// whole, none where the first link is marked in part.
func passageRun(list []Span) int {
	n := 0
	for n < len(list) {
		m := linkRun(list[n:])
		if !isMarked(list[n : n+m]) {
			break
		}
		n += m
	}
	return n
}

// settled takes Marked from what stands at the ends of passages beside a letter,
// where the marks would not be read. Prev and next are the characters around the
// spans.
func settled(list []Span, prev, next rune) []Span {
	if !anyMarked(list) {
		return list
	}
	var out []Span
	for len(list) > 0 {
		n := passageRun(list)
		if n == 0 {
			n = linkRun(list)
			out, list = append(out, list[:n]...), list[n:]
			continue
		}
		in, rest := list[:n], list[n:]
		var off []Span
		for len(in) > 0 && !marks(lastRune(out, prev), in[0], false) {
			off, in = aside(in, false)
			out = append(out, off...)
		}
		var tail []Span
		for len(in) > 0 && !marks(followed(tail, followed(rest, next)), in[len(in)-1], true) {
			off, in = aside(in, true)
			tail = append(off, tail...)
		}
		out = append(append(out, in...), tail...)
		list = rest
	}
	return out
}

// lastRune returns the character that comes last in spans, else prev; a link's
// is its parenthesis.
func lastRune(list []Span, prev rune) rune {
	if len(list) == 0 {
		return prev
	}
	last := list[len(list)-1]
	if last.URL != "" {
		return ')'
	}
	r, _ := utf8.DecodeLastRuneInString(last.Text)
	return r
}

// passage writes spans that are all Marked between == and ==.
func (w *inlineWriter) passage(list []Span) {
	w.out.WriteString("==")
	w.prev, w.marked = '=', false
	list = unmarked(list)
	for len(list) > 0 {
		n := linkRun(list)
		w.part(list[:n], followed(list[n:], '='))
		list = list[n:]
	}
	w.out.WriteString("==")
	w.prev, w.marked = '=', false
}

// marks reports whether a mark between outside and an end of a span is read as
// one of the span's passage, be the span's own mark written or not.
func marks(outside rune, s Span, last bool) bool {
	r, _ := utf8.DecodeRuneInString(s.Text)
	if last {
		r, _ = utf8.DecodeLastRuneInString(s.Text)
	}
	return flanks(outside, r) && (s.URL == "" && s.Style&^Marked == 0 || flanks(outside, '*'))
}

// aside takes from one end of a passage a character, or a link or styled span
// as a whole.
func aside(list []Span, last bool) (out, rest []Span) {
	n := linkRun(list)
	if last {
		n = 1
		for i := len(list) - 1; i > 0 && list[i].URL != "" && list[i-1].URL == list[i].URL; i-- {
			n++
		}
	}
	out, rest = list[:n], list[n:]
	if last {
		rest, out = list[:len(list)-n], list[len(list)-n:]
	}
	out = unmarked(out)
	s := out[0]
	if s.URL != "" || s.Style != 0 {
		return out, rest
	}
	_, size := utf8.DecodeRuneInString(s.Text)
	from, to := size, len(s.Text)
	if last {
		_, size = utf8.DecodeLastRuneInString(s.Text)
		from, to = 0, len(s.Text)-size
	}
	if from == to {
		return out, rest
	}
	left := Span{Text: s.Text[from:to], Style: Marked}
	if last {
		out[0].Text = s.Text[to:]
		return out, append(slices.Clip(rest), left)
	}
	out[0].Text = s.Text[:from]
	return out, append([]Span{left}, rest...)
}

// unmarked returns the spans without the style Marked.
func unmarked(list []Span) []Span {
	out := slices.Clone(list)
	for i := range out {
		out[i].Style &^= Marked
	}
	return out
}
