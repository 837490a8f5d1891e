package term

import (
	"sort"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"veille/feed/text"
)

// Hit is a place found, in cells of one line. A phrase broken over two lines
// is two hits of one number.
type Hit struct {
	Number   int // from 0
	Line     int
	From, To int
}

// Find returns where s stands in a line, in order. Letters without accents find
// accented ones, letters with accents only themselves; case never counts.
func Find(line, s string) []Hit {
	p := Page{Lines: []string{line}, Anchors: make([]Anchor, 1)}
	return p.Find(s)
}

// Find returns where s stands on the page, also broken over lines.
func (p *Page) Find(s string) []Hit {
	m := text.NewFinder(s)
	if m.IsEmpty() {
		return nil
	}
	return p.find(len(p.Lines), false, m.Ranges)
}

// FindFunc returns the places of the article's text, above the lists below it,
// that ranges finds: it gets one paragraph after the other, without the numbers
// of links, and returns byte offsets in order, none overlapping.
func (p *Page) FindFunc(body int, ranges func(s string) [][2]int) []Hit {
	end := sort.Search(len(p.Anchors), func(i int) bool { return p.Anchors[i].Block >= body })
	return p.find(end, true, ranges)
}

// FindFunc returns the places of some lines that belong together; see
// Page.FindFunc.
func FindFunc(ranges func(s string) [][2]int, lines ...string) []Hit {
	p := Page{Lines: lines, Anchors: make([]Anchor, len(lines))}
	return p.find(len(lines), true, ranges)
}

func (p *Page) find(end int, unnumbered bool, ranges func(s string) [][2]int) []Hit {
	var out []Hit
	number := 0
	for from := 0; from < end; {
		to := from + 1
		for to < end && p.Lines[to] != "" && p.Anchors[to].Block == p.Anchors[from].Block {
			to++
		}
		h := p.hay(from, to, unnumbered)
		for _, r := range ranges(h.text.String()) {
			for _, hit := range h.hits(r[0], r[1]) {
				hit.Line += from
				hit.Number = number
				out = append(out, hit)
			}
			number++
		}
		from = to
	}
	return out
}

// hay is the text of some lines with the cells that each character stands in.
type hay struct {
	text       strings.Builder
	cells      []cell // by where they begin in text, ascending
	unnumbered bool   // the numbers of links, which are all that is a link, are left out
}

type cell struct{ at, line, from, to int }

// hay is the text of the lines from and up to to.
func (p *Page) hay(from, to int, unnumbered bool) *hay {
	h := &hay{unnumbered: unnumbered}
	for i := from; i < to; i++ {
		if i > from && (i >= len(p.Glued) || !p.Glued[i]) {
			h.put(" ", i-from, 0, 0)
		}
		h.line(i-from, p.Lines[i])
	}
	return h
}

func (h *hay) line(i int, l string) {
	var state byte
	x, begun, linked := 0, i == 0, false
	for len(l) > 0 {
		seq, w, n, next := ansi.DecodeSequence(l, state, nil)
		l, state = l[n:], next
		if w == 0 {
			if strings.HasPrefix(seq, "\x1b]8;") {
				linked = !strings.HasPrefix(seq, "\x1b]8;;\x1b") && !strings.HasPrefix(seq, "\x1b]8;;\a")
			}
			continue
		}
		if linked && h.unnumbered {
			x += w
			continue
		}
		// The bar of a quote and the indent of a list do not part a phrase.
		begun = begun || strings.Trim(seq, " │|") != ""
		if begun {
			h.put(seq, i, x, x+w)
		}
		x += w
	}
}

func (h *hay) put(s string, line, from, to int) {
	h.cells = append(h.cells, cell{at: h.text.Len(), line: line, from: from, to: to})
	h.text.WriteString(s)
}

// hits returns the cells of a run of bytes, one hit per line.
func (h *hay) hits(from, to int) []Hit {
	i := sort.Search(len(h.cells), func(i int) bool { return h.cells[i].at > from }) - 1
	var out []Hit
	for ; i >= 0 && i < len(h.cells) && h.cells[i].at < to; i++ {
		c := h.cells[i]
		if c.to == c.from {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Line == c.line {
			out[n-1].To = c.to
			continue
		}
		out = append(out, Hit{Line: c.line, From: c.from, To: c.to})
	}
	return out
}

// Mark writes the cells from to to of a line in an ink. What was on before it
// is on again after it, and resets inside it do not end it.
func Mark(line string, from, to int, on, off string) string {
	if to <= from || on == "" {
		return line
	}
	var b strings.Builder
	b.Grow(len(line) + len(on) + len(off))
	active, marked := "", false // SGR since the last reset
	x := 0
	var state byte
	for rest := line; len(rest) > 0; {
		seq, w, n, next := ansi.DecodeSequence(rest, state, nil)
		rest, state = rest[n:], next
		if marked && x >= to && w > 0 {
			b.WriteString(off + active)
			marked = false
		}
		if !marked && w > 0 && x >= from && x < to {
			b.WriteString(on)
			marked = true
		}
		b.WriteString(seq)
		x += w
		if sgr := sgrAt(seq); sgr != "" {
			if active += sgr; isReset(sgr) {
				active = ""
			}
			if marked {
				b.WriteString(on)
			}
		}
	}
	if marked {
		b.WriteString(off + active)
	}
	return b.String()
}

// Insert writes s before cell at of a line.
func Insert(line string, at int, s string) string {
	x, i := 0, 0
	var state byte
	for i < len(line) {
		_, w, n, next := ansi.DecodeSequence(line[i:], state, nil)
		if w > 0 && x >= at {
			break
		}
		state = next
		x += w
		i += n
	}
	return line[:i] + s + line[i:]
}

func isReset(sgr string) bool { return sgr == "\x1b[m" || sgr == "\x1b[0m" }
