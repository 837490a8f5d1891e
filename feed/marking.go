package feed

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Marking is the text of an article with its highlights marked, made for
// writing and showing: the spans of a passage have the style Marked. Nothing of
// it is kept.
type Marking struct {
	Title, Standfirst []Span // one of no style where nothing is marked
	Body              []Block
	Passages          []Passage   // what is marked, in the order of the ends
	Apart             []Highlight // what is not: lost, or where nothing can be marked
}

// Passage is a highlight that is marked in the text and the block of the body
// that it ends in, AboveBody where it is of the title or standfirst.
type Passage struct {
	Highlight
	Block int
}

// AboveBody is the block of what stands in the title or standfirst.
const AboveBody = -1

// Marking marks the highlights in the text, except in blocks of the kinds
// given; in a table nothing can be marked. A passage may begin in one block or
// style and end in another; where two overlap the text is marked once. The time
// is linear in the text and the number of highlights, but for sorting these.
func (a *Article) Marking(except ...BlockKind) Marking {
	m := Marking{Body: a.Body}
	except = append(slices.Clip(except), Table, Rule)
	var of [InStandfirst + 1][]Range
	starts := a.blockStarts()
	for _, h := range a.Highlights {
		p := Passage{h, AboveBody}
		ok := false
		if h.Field <= InStandfirst {
			p.Range, ok = a.fitted(h.Range, starts)
		}
		if ok && h.Field == InBody {
			p.Block, ok = a.endsIn(p.Range, starts, except)
		}
		if !ok {
			m.Apart = append(m.Apart, h)
			continue
		}
		of[h.Field] = append(of[h.Field], p.Range)
		m.Passages = append(m.Passages, p)
	}
	slices.SortStableFunc(m.Passages, func(p, q Passage) int {
		if c := cmp.Compare(p.Block, q.Block); c != 0 {
			return c
		}
		if c := cmp.Compare(aboveBody(p.Field), aboveBody(q.Field)); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(p.End, q.End), cmp.Compare(p.Start, q.Start))
	})
	m.Title = marked([]Span{{Text: a.Title}}, 0, united(of[InTitle]))
	m.Standfirst = marked([]Span{{Text: a.Standfirst}}, 0, united(of[InStandfirst]))
	if in := united(of[InBody]); len(in) > 0 {
		m.Body = a.markedBody(in, starts, except)
	}
	return m
}

// aboveBody puts the title before the standfirst.
func aboveBody(f Field) int {
	if f == InTitle {
		return 0
	}
	return 1
}

// blockStarts returns where each block begins in Article.Text and, last, where
// one more would.
func (a *Article) blockStarts() []int {
	if len(a.Highlights) == 0 {
		return nil
	}
	out := make([]int, 1, len(a.Body)+1)
	for i := range a.Body {
		out = append(out, out[i]+len(a.Body[i].Text())+len("\n\n"))
	}
	return out
}

// fitted brings a range to whole characters of its text; ok says that something
// is left of it.
func (a *Article) fitted(r Range, starts []int) (_ Range, ok bool) {
	size := max(starts[len(starts)-1]-len("\n\n"), 0)
	if r.Field != InBody {
		size = len(a.In(r.Field))
	}
	if r.Start < 0 || r.Start >= r.End || r.End > size {
		return r, false
	}
	if r.Field == InBody {
		return r, true // whole characters are seen to where blocks are parted
	}
	s := a.In(r.Field)
	r.Start, r.End = wholeRunes(s, r.Start), wholeRunes(s, r.End)
	return r, r.Start < r.End
}

// wholeRunes moves an offset inside a character back to its start.
func wholeRunes(s string, at int) int {
	for n := 0; at > 0 && at < len(s) && !utf8.RuneStart(s[at]) && n < utf8.UTFMax; n++ {
		at--
	}
	return at
}

// endsIn returns the last block that a range has text of and that can be
// marked.
func (a *Article) endsIn(r Range, starts []int, except []BlockKind) (int, bool) {
	first, _ := slices.BinarySearch(starts, r.Start+1)
	last, _ := slices.BinarySearch(starts, r.End)
	for i := min(last, len(a.Body)) - 1; i >= max(first-1, 0); i-- {
		end := starts[i+1] - len("\n\n")
		if !slices.Contains(except, a.Body[i].Kind) && min(r.End, end) > max(r.Start, starts[i]) {
			return i, true
		}
	}
	return 0, false
}

// united returns ranges of one field in their order, those that touch or
// overlap as one.
func united(list []Range) []Range {
	slices.SortFunc(list, func(a, b Range) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	out := list[:0]
	for _, r := range list {
		if n := len(out); n > 0 && r.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
		} else {
			out = append(out, r)
		}
	}
	return out
}

func (a *Article) markedBody(in []Range, starts []int, except []BlockKind) []Block {
	out := slices.Clone(a.Body)
	for i := range out {
		for len(in) > 0 && in[0].End <= starts[i] {
			in = in[1:]
		}
		if len(in) == 0 {
			break
		}
		if in[0].Start < starts[i+1] && !slices.Contains(except, out[i].Kind) {
			out[i].Spans = marked(out[i].Spans, starts[i], in)
		}
	}
	return out
}

// marked parts the spans of a block that begins at an offset where a range
// begins or ends and sets Marked inside; in is in order and none overlap.
func marked(list []Span, at int, in []Range) []Span {
	if len(in) == 0 {
		return list
	}
	out := make([]Span, 0, len(list)+2)
	put := func(s Span, from, to int, style SpanStyle) {
		if from < to {
			s.Text, s.Style = s.Text[from:to], s.Style|style
			out = append(out, s)
		}
	}
	for _, s := range list {
		done := 0 // of the span's text
		for len(in) > 0 && in[0].Start < at+len(s.Text) {
			from := max(wholeRunes(s.Text, max(in[0].Start-at, 0)), done)
			to := max(wholeRunes(s.Text, min(in[0].End-at, len(s.Text))), from)
			put(s, done, from, 0)
			put(s, from, to, Marked)
			done = to
			if in[0].End > at+len(s.Text) {
				break
			}
			in = in[1:]
		}
		put(s, done, len(s.Text), 0)
		at += len(s.Text)
	}
	return out
}
