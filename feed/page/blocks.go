package page

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"veille/feed"
	"veille/feed/text"
)

// blocks builds the pieces of an article from a tree.
type blocks struct {
	base  *url.URL
	out   []piece
	runs  []run      // the spans of the block being built
	block feed.Block // kind of the block being built
	lists []list
	quote int
	size  int // bytes of text so far
	gap   bool
	bar   bool // inside a caption
	cells bool // inside a table cell: no blocks, only text
}

// run is a span in the making; a page may write it a letter at a time.
type run struct {
	inline
	text []byte
}

type list struct{ number int } // next number; 0 for bullets

// inline is the style in force.
type inline struct {
	style feed.SpanStyle
	url   string
}

var styles = map[atom.Atom]feed.SpanStyle{
	atom.B: feed.Strong, atom.Strong: feed.Strong, atom.I: feed.Emphasis, atom.Em: feed.Emphasis, atom.Cite: feed.Emphasis,
	atom.Code: feed.Code, atom.Kbd: feed.Code, atom.Tt: feed.Code, atom.Samp: feed.Code, atom.Del: feed.Deleted, atom.S: feed.Deleted,
	atom.Strike: feed.Deleted, atom.Sub: feed.Sub, atom.Sup: feed.Sup,
}

var headingLevel = map[atom.Atom]int{atom.H1: 1, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}

func (b *blocks) children(n *html.Node, in inline) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			b.text(c.Data, in)
		case html.ElementNode:
			b.element(c, in)
		}
	}
}

func (b *blocks) element(n *html.Node, in inline) {
	a := n.DataAtom
	if s, ok := styles[a]; ok {
		in.style |= s
		b.children(n, in)
		return
	}
	switch {
	case unseen[a]:
	case a == atom.A:
		in.url = resolve(b.base, attr(n, "href"))
		b.children(n, in)
	case a == atom.Q:
		b.text("“", in)
		b.children(n, in)
		b.text("”", in)
	case a == atom.Br:
		b.lineBreak()
	case b.cells && blockTags[a]:
		b.text(" ", in)
		b.children(n, in)
		b.text(" ", in)
	case headingLevel[a] > 0:
		b.as(feed.Block{Kind: feed.Heading, Level: headingLevel[a]}, n, in)
	case a == atom.Hr:
		b.flush()
		b.out = append(b.out, piece{Block: feed.Block{Kind: feed.Rule}, firm: true, gap: true})
	default:
		b.container(n, in)
	}
}

// container reads the elements that hold blocks.
func (b *blocks) container(n *html.Node, in inline) {
	switch n.DataAtom {
	case atom.Ul, atom.Ol:
		b.list(n, in)
	case atom.Li:
		b.item(n, in)
	case atom.Blockquote:
		b.flush()
		b.quote++
		b.children(n, in)
		b.flush()
		b.quote--
	case atom.Pre:
		b.flush()
		if s := strings.Trim(text.Clean(textOf(n)), "\n"); strings.TrimSpace(s) != "" {
			p := newPiece(feed.Plain(feed.Preformatted, s))
			p.firm, p.gap = true, true
			b.out = append(b.out, p)
			b.size += len(s)
		}
	case atom.Table:
		b.table(n, in)
	case atom.Figcaption:
		b.flush()
		was := b.bar
		b.bar = true
		b.children(n, in)
		b.flush()
		b.bar = was
	default:
		if !blockTags[n.DataAtom] && n.DataAtom != atom.Center && n.DataAtom != atom.Caption {
			b.children(n, in)
			return
		}
		b.flush()
		b.gap = true
		b.children(n, in)
		b.flush()
		b.gap = true
	}
}

// as reads one element as one block.
func (b *blocks) as(block feed.Block, n *html.Node, in inline) {
	b.flush()
	was := b.block
	b.block = block
	b.gap = true
	b.children(n, in)
	b.flush()
	b.block = was
	b.gap = true
}

func (b *blocks) list(n *html.Node, in inline) {
	b.flush()
	b.gap = true
	l := list{}
	if n.DataAtom == atom.Ol {
		l.number = 1
	}
	b.lists = append(b.lists, l)
	b.children(n, in)
	b.flush()
	b.lists = b.lists[:len(b.lists)-1]
	b.gap = true
}

func (b *blocks) item(n *html.Node, in inline) {
	block := feed.Block{Kind: feed.ListItem, Level: max(1, len(b.lists))}
	if k := len(b.lists) - 1; k >= 0 && b.lists[k].number > 0 {
		block.Number = b.lists[k].number
		b.lists[k].number++
	}
	b.as(block, n, in)
}

// table reads a table of figures as a table, one that only places things as
// the blocks in its cells. In a table around a picture every short cell is a
// caption or a credit.
func (b *blocks) table(n *html.Node, in inline) {
	b.flush()
	picture, nested := false, false
	var rows [][]*html.Node
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.Img:
			picture = true
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
	if !picture && !nested && isGrid(rows) {
		b.grid(rows)
		return
	}
	was := b.bar
	b.bar = b.bar || picture && len(textOf(n)) < 2*maxCaption
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
		b.out = append(b.out, p)
		b.size += len(p.text)
	}
}

// text adds words; runs of blanks become one, as browsers show them.
func (b *blocks) text(s string, in inline) {
	s = text.Clean(s)
	n := len(b.runs)
	if n == 0 || b.runs[n-1].inline != in {
		if strings.Trim(s, " \n\t\r\f") == "" && (n == 0 || b.endsBlank()) {
			return
		}
		b.runs = append(b.runs, run{inline: in})
		n++
	}
	w := &b.runs[n-1].text
	blank := b.endsBlank()
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isASCIIBlank(r) {
			*w = append(*w, s[i:i+n]...)
		} else if !blank {
			*w = append(*w, ' ')
		}
		blank = isASCIIBlank(r)
		i += n
	}
}

func isASCIIBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// endsBlank holds when what was written so far ends in a blank, or nothing was.
func (b *blocks) endsBlank() bool {
	for i := len(b.runs) - 1; i >= 0; i-- {
		if t := b.runs[i].text; len(t) > 0 {
			return t[len(t)-1] == ' '
		}
	}
	return true
}

// lineBreak ends a line; a second one in a row makes a gap.
func (b *blocks) lineBreak() {
	if b.cells {
		b.text(" ", inline{})
		return
	}
	if len(b.runs) == 0 {
		b.gap = true
		return
	}
	b.flush()
}

// flush ends the block being built.
func (b *blocks) flush() {
	block := b.block
	for _, r := range b.runs {
		block.Spans = append(block.Spans, feed.Span{Text: string(r.text), Style: r.style, URL: r.url})
	}
	b.runs = nil
	if b.quote > 0 && block.Kind == feed.Paragraph {
		block.Kind, block.Level = feed.Quote, b.quote
	}
	p := newPiece(block)
	p = p.slice(0, len(p.text))
	if strings.IndexFunc(p.text, func(r rune) bool { return !unicode.IsSpace(r) }) < 0 {
		return
	}
	p.firm = block.Kind != feed.Paragraph
	p.gap, b.gap = b.gap, false
	p.bar = b.bar
	p.bold = p.allStrong()
	b.out = append(b.out, p)
	b.size += len(p.text)
}

// allStrong holds when every span with words is strong.
func (p *piece) allStrong() bool {
	for _, s := range p.Spans {
		if s.Style&feed.Strong == 0 && strings.TrimSpace(s.Text) != "" {
			return false
		}
	}
	return true
}

// linkShare is the share of the text that is links.
func (p *piece) linkShare() float64 {
	n := 0
	for _, s := range p.Spans {
		if s.URL != "" {
			n += len(s.Text)
		}
	}
	if len(p.text) == 0 {
		return 0
	}
	return float64(n) / float64(len(p.text))
}
