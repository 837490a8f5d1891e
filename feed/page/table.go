package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"veille/feed"
	"veille/feed/text"
)

// table reads a table of figures as a table, one that only places things as
// the blocks in its cells. In a table around one picture every short cell is a
// caption or a credit.
func (b *blocks) table(n *html.Node, in inline) {
	b.flush()
	pictures, nested := 0, false
	var rows [][]*html.Node
	var caption *html.Node
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.Img:
			pictures++
		case atom.Caption:
			caption = c
		case atom.Table:
			nested = true
		case atom.Tr:
			rows = append(rows, nil)
		case atom.Td, atom.Th:
			if len(rows) > 0 {
				rows[len(rows)-1] = append(rows[len(rows)-1], c)
			}
		}
	}
	b.shown.words = true
	b.shown.picture = b.shown.picture || pictures > 0
	if pictures == 0 && !nested && isGrid(rows) {
		if caption != nil {
			b.gap = true
			b.children(caption, in)
			b.flush()
		}
		b.grid(rows)
		return
	}
	was := b.bar
	b.bar = b.bar || pictures == 1 && len(textOf(n)) < 2*maxCaption
	b.gap = true
	b.children(n, in)
	b.flush()
	b.bar, b.gap = was, true
}

// isGrid holds for at least two rows of at least two short cells.
func isGrid(rows [][]*html.Node) bool {
	full := 0
	for _, r := range rows {
		if len(r) >= 2 {
			full++
		}
		for _, c := range r {
			if len(textOf(c)) > 600 {
				return false
			}
		}
	}
	return full >= 2
}

// grid writes the rows of a table; blocks in a cell are parted by blanks so
// that their words do not join.
func (b *blocks) grid(rows [][]*html.Node) {
	t := feed.Block{Kind: feed.Table}
	for _, r := range rows {
		var cells []string
		for _, c := range r {
			inner := blocks{base: b.base, cells: true}
			inner.children(c, inline{})
			inner.flush()
			s := ""
			if len(inner.out) > 0 {
				s = text.Line(inner.out[0].text)
			}
			cells = append(cells, s)
		}
		if len(cells) > 0 {
			t.Rows = append(t.Rows, cells)
		}
	}
	p := newPiece(t)
	p.firm, p.gap = true, true
	if strings.TrimSpace(p.text) != "" {
		b.put(p)
	}
}
