package term

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

func (r *renderer) standfirst() {
	if s := aside(r.article.Standfirst); s != "" {
		b := feed.Block{Spans: []feed.Span{{Text: s, Style: feed.Strong}}}
		for _, l := range r.flow(&b, r.o.Width, dateline{}) {
			r.add(-1, l)
		}
		r.below.Offset = len(s)
		r.gap()
	}
}

// body renders the blocks and, after the first paragraph, the first caption:
// the picture stands there on most pages, and where it stood is not known.
func (r *renderer) body() {
	a := r.article
	if r.o.MarkRepairs {
		for _, p := range a.Repairs {
			r.repairs = append(r.repairs, p.At)
		}
	}
	head := dateline{text: printedDateline(a.Dateline)}
	lead, size := -1, 0
	for i := range a.Body {
		b := &a.Body[i]
		plain := b.Text()
		if i > 0 {
			size += len("\n\n") // so that a million empty blocks are cut too
		}
		if size += len(plain); size > MaxText {
			r.page.Cut = true
			b = clippedBlock(b, len(plain)-(size-MaxText))
		}
		r.block(i, b, head)
		r.below = Anchor{Block: i, Offset: len(plain)}
		if b.Kind == feed.Paragraph && lead < 0 {
			lead, head = i, dateline{}
			r.captions(a.Captions[:min(1, len(a.Captions))])
		}
		if r.page.Cut {
			r.cutNote()
			break
		}
		r.base += len(plain) + len("\n\n")
	}
	rest := a.Captions
	if lead >= 0 && len(rest) > 0 {
		rest = rest[1:]
	}
	r.captions(rest)
}

func (r *renderer) cutNote() {
	if r.o.Labels.Cut != nil {
		r.gap()
		r.muted(r.o.Labels.Cut(MaxText >> 10))
	}
}

// clippedBlock is the beginning of a block's text, as one plain paragraph.
func clippedBlock(b *feed.Block, n int) *feed.Block {
	s := b.Text()
	n = max(0, min(n, len(s)))
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	kind := b.Kind
	if kind == feed.Table {
		kind = feed.Preformatted
	}
	clipped := feed.Plain(kind, s[:n])
	clipped.Level = b.Level
	return &clipped
}

// dateline is printed before the first paragraph; it is no part of its text.
type dateline struct{ text string }

// printedDateline writes a dateline as dispatches do: "New York, 2 July (VNA) –".
func printedDateline(d feed.Dateline) string {
	s := text.Line(d.Place)
	if date := text.Line(d.Date); date != "" {
		if s != "" {
			s += ", "
		}
		s += date
	}
	if agency := text.Line(d.Agency); agency != "" {
		if s == "" {
			s = agency
		} else {
			s += " (" + agency + ")"
		}
	}
	if s == "" {
		return ""
	}
	return s + " – "
}

// block renders one block of the body. Quotes and lists are flat: their depth
// is a prefix of the line and never nests in Glamour, whose time grows
// exponentially with nesting.
func (r *renderer) block(i int, b *feed.Block, head dateline) {
	if b.Kind != feed.ListItem || i == 0 || r.article.Body[i-1].Kind != feed.ListItem {
		r.gap()
	}
	r.below = Anchor{Block: i}
	switch b.Kind {
	case feed.Rule:
		r.muted(strings.Repeat(r.pick("─", "-"), min(r.o.Width, 20)))
	case feed.Preformatted:
		r.add(i, r.preformatted(b)...)
	case feed.Table:
		r.add(i, r.table(b)...)
	case feed.Figure:
		r.caption(b.Text())
	case feed.Quote:
		mark := strings.Repeat(r.o.Muted.Of(r.pick("│", "|"))+" ", r.depth(b.Level))
		r.prefixed(i, b, mark, mark, 2*r.depth(b.Level))
	case feed.ListItem:
		bullet := r.pick("•", "-")
		if b.Number > 0 {
			bullet = fmt.Sprintf("%d.", b.Number)
		}
		indent := strings.Repeat("  ", r.depth(b.Level)-1)
		width := len(indent) + cells(bullet) + 1
		r.prefixed(i, b, indent+bullet+" ", strings.Repeat(" ", width), width)
	default:
		r.add(i, r.flow(b, r.o.Width, head)...)
	}
}

// depth is how deep a block is shown: no deeper than leaves room for text.
func (r *renderer) depth(level int) int {
	return max(1, min(level, maxDepth, (r.o.Width-16)/2))
}

// prefixed renders a block of text behind a prefix of some cells.
func (r *renderer) prefixed(i int, b *feed.Block, first, other string, width int) {
	for n, l := range r.flow(b, max(1, r.o.Width-width), dateline{}) {
		if n == 0 {
			l.text = first + l.text
		} else {
			l.text = other + l.text
		}
		r.add(i, l)
	}
}

// aside is foreign text that stands beside the body, as one line.
func aside(s string) string { return text.Limit(text.Line(text.Limit(s, 2*maxAside)), maxAside) }

func (r *renderer) captions(cs []feed.Caption) {
	for _, c := range cs[:min(len(cs), maxItems)] {
		s := aside(c.Text)
		credit := aside(c.Credit)
		switch {
		case s == "":
			s = credit
		case credit != "" && !strings.Contains(s, credit):
			s += " – " + credit
		}
		if s != "" {
			r.gap()
			r.caption(s)
		}
	}
}

// caption sets a text apart from the body.
func (r *renderer) caption(s string) {
	for _, l := range wrapPlain(text.Line(s), max(1, r.o.Width-2)) {
		r.aside(r.o.Muted.Of(r.pick("│", "|") + " " + l))
	}
}

// muted adds a line of ours, wrapped.
func (r *renderer) muted(s string) {
	for _, l := range wrapPlain(s, r.o.Width) {
		r.aside(r.o.Muted.Of(l))
	}
}

func (r *renderer) byline() {
	if s := aside(r.article.Byline); s != "" {
		r.gap()
		r.muted(s)
	}
}

func (r *renderer) pick(unicode, ascii string) string {
	if r.o.ASCII {
		return ascii
	}
	return unicode
}

// preformatted keeps the lines of a block; what is too long is broken.
func (r *renderer) preformatted(b *feed.Block) []line {
	var out []line
	offset := 0
	for _, l := range strings.Split(b.Text(), "\n") {
		shown := strings.ReplaceAll(text.Clean(l), "\t", "    ")
		for _, part := range hardWrap(strings.TrimRight(shown, " "), max(1, r.o.Width-2)) {
			out = append(out, line{text: "  " + part, offset: offset})
		}
		offset += len(l) + 1
	}
	return out
}
