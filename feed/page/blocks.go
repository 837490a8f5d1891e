package page

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"veille/feed"
	"veille/feed/text"
)

// blocks builds the pieces of an article from elements, as a tree or a stream
// of tags has them.
type blocks struct {
	base  *url.URL
	out   []piece
	runs  []run       // the spans of the block being built
	one   string      // their text, when it came as one and is as it came
	buf   []byte      // their text otherwise
	spans []feed.Span // memory for those of the next blocks
	shape shape       // of the block being built
	lists []list
	quote int
	size  int // bytes of text so far
	gap   bool
	bar   bool // inside a caption
	cut   bool // there was more than is read
	cells bool // inside a table cell: no blocks, only text
	shown figure
}

// figure is what a figure holds: of a picture its caption is one, of a quotation,
// code or figures it is a part of the text.
type figure struct{ picture, words bool }

// shape is what kind of block words become.
type shape struct {
	kind          feed.BlockKind
	level, number int
}

// run is a span in the making; a page may write it a letter at a time. Its text
// begins at byte at of the text of the block and ends where the next one begins.
type run struct {
	inline
	at int
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
	switch {
	case unseen[a]:
		b.shown.picture = true // a film, or the picture for browsers without scripts
	case a == atom.Img:
		b.shown.picture = true
	case a == atom.Br:
		b.lineBreak()
	case a == atom.Hr && !b.cells:
		b.rule()
	case a == atom.Pre && !b.cells:
		b.flush()
		b.preformatted(textOf(n))
	case a == atom.Table && !b.cells:
		b.table(n, in)
	default:
		href := ""
		if a == atom.A {
			href = attr(n, "href")
		}
		was := b.enter(a, href, &in)
		b.children(n, in)
		b.leave(a, was, in)
	}
}

// outer is what an element puts aside while it lasts.
type outer struct {
	shape shape
	bar   bool
	shown figure
	from  int // pieces before it
}

// enter begins an element that holds others; in becomes the style inside it.
func (b *blocks) enter(a atom.Atom, href string, in *inline) outer {
	was := outer{shape: b.shape, bar: b.bar, shown: b.shown}
	if s, ok := styles[a]; ok {
		in.style |= s
		return was
	}
	switch {
	case a == atom.A:
		in.url = resolve(b.base, href)
		return was
	case a == atom.Q:
		b.text("“", *in)
		return was
	case !blockTags[a]:
		return was
	case b.cells:
		b.text(" ", *in)
		return was
	}
	b.flush()
	switch {
	case headingLevel[a] > 0:
		b.shape, b.gap = shape{kind: feed.Heading, level: headingLevel[a]}, true
	case a == atom.Ul, a == atom.Ol:
		l := list{}
		if a == atom.Ol {
			l.number = 1
		}
		b.lists, b.gap = append(b.lists, l), true
	case a == atom.Li:
		b.shape, b.gap = b.item(), true
	case a == atom.Blockquote:
		b.quote++
		b.shown.words = true
	case a == atom.Figcaption:
		b.bar = true
	case a == atom.Figure:
		b.shown, b.gap, was.from = figure{}, true, len(b.out)
	default:
		b.gap = true
	}
	return was
}

// leave ends an element begun by enter.
func (b *blocks) leave(a atom.Atom, was outer, in inline) {
	switch {
	case a == atom.Q:
		b.text("”", in)
	case !blockTags[a]:
	case b.cells:
		b.text(" ", in)
	default:
		b.flush()
		switch a {
		case atom.Ul, atom.Ol:
			b.lists, b.gap = b.lists[:len(b.lists)-1], true
		case atom.Blockquote:
			b.quote--
		case atom.Figcaption:
			b.bar = was.bar
		default:
			b.shape, b.gap = was.shape, true
			if a == atom.Figure {
				b.closeFigure(was)
			}
		}
	}
}

// closeFigure makes text of the caption of what is no picture.
func (b *blocks) closeFigure(was outer) {
	if b.shown.words && !b.shown.picture && !was.bar {
		for i := was.from; i < len(b.out); i++ {
			b.out[i].bar = false
		}
	}
	b.shown = was.shown
}

// item is the shape of the next item of the list in force.
func (b *blocks) item() shape {
	s := shape{kind: feed.ListItem, level: max(1, len(b.lists))}
	if k := len(b.lists) - 1; k >= 0 && b.lists[k].number > 0 {
		s.number = b.lists[k].number
		b.lists[k].number++
	}
	return s
}

func (b *blocks) rule() {
	b.flush()
	b.put(piece{Block: feed.Block{Kind: feed.Rule}, firm: true, gap: true})
}

// put adds a block, unless there are more than are read already.
func (b *blocks) put(p piece) {
	if b.size > maxRead || len(b.out) >= maxPieces {
		b.cut = true
		return
	}
	b.out = append(b.out, p)
	b.size += len(p.text)
}

func (b *blocks) preformatted(s string) {
	b.shown.words = true
	if s = strings.Trim(text.Clean(s), "\n"); strings.TrimSpace(s) == "" {
		return
	}
	p := newPiece(feed.Plain(feed.Preformatted, s))
	p.firm, p.gap = true, true
	b.put(p)
}

// text adds words; runs of blanks become one, as browsers show them.
func (b *blocks) text(s string, in inline) {
	s = text.Clean(s)
	n := len(b.runs)
	if n == 0 || b.runs[n-1].inline != in {
		if isBlank(s) && (n == 0 || b.endsBlank()) {
			return
		}
		b.runs = append(b.runs, run{inline: in, at: len(b.one) + len(b.buf)})
	}
	if len(b.one)+len(b.buf) == 0 && s != "" && wordsEnd(s) == len(s) {
		b.one = s
		return
	}
	if s != "" && b.one != "" {
		b.buf, b.one = append(b.buf, b.one...), ""
	}
	for s != "" {
		i := wordsEnd(s)
		b.buf = append(b.buf, s[:i]...)
		if i == len(s) {
			return
		}
		if !b.endsBlank() {
			b.buf = append(b.buf, ' ')
		}
		for i < len(s) && asciiBlank[s[i]] {
			i++
		}
		s = s[i:]
	}
}

// wordsEnd returns where the words at the start of s, which is not empty, end
// that have but one blank between them.
func wordsEnd(s string) int {
	last := 1 // kind of the byte before; the first may be no blank
	for i := 0; i < len(s); i++ {
		k := blankKinds[s[i]]
		if k+last > 1 {
			return max(i-last, 0)
		}
		last = k
	}
	return len(s) - last
}

// blankKinds holds 1 for the blank that may part two words, 2 for others.
var blankKinds = func() (t [256]int) {
	for c, blank := range asciiBlank {
		if blank {
			t[c] = 2
		}
	}
	t[' '] = 1
	return t
}()

// asciiBlank holds the blanks of HTML.
var asciiBlank = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true}

func isBlank(s string) bool {
	for i := range len(s) {
		if !asciiBlank[s[i]] {
			return false
		}
	}
	return true
}

// endsBlank holds when what was written so far ends in a blank, or nothing was.
func (b *blocks) endsBlank() bool {
	return b.one == "" && (len(b.buf) == 0 || b.buf[len(b.buf)-1] == ' ')
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

// spansAtOnce is for how many spans memory is taken: those of an item of usual
// length.
const spansAtOnce = 16

// flush ends the block being built. Its spans share the memory of its text, and
// that, where it stands so in what is read, the memory of all of it.
func (b *blocks) flush() {
	whole := b.one
	if whole == "" {
		whole = string(b.buf)
	}
	from := len(whole) - len(strings.TrimLeftFunc(whole, unicode.IsSpace))
	to := len(strings.TrimRightFunc(whole, unicode.IsSpace))
	if from >= to {
		b.empty()
		return
	}
	block := feed.Block{Kind: b.shape.kind, Level: b.shape.level, Number: b.shape.number}
	if cap(b.spans)-len(b.spans) < len(b.runs) {
		b.spans = make([]feed.Span, 0, max(spansAtOnce, len(b.runs)))
	}
	first := len(b.spans)
	for i, r := range b.runs {
		end := len(whole)
		if i+1 < len(b.runs) {
			end = b.runs[i+1].at
		}
		if s, e := max(r.at, from), min(end, to); s < e {
			b.spans = append(b.spans, feed.Span{Text: whole[s:e], Style: r.style, URL: r.url})
		}
	}
	block.Spans = slices.Clip(b.spans[first:])
	b.empty()
	if b.quote > 0 && block.Kind == feed.Paragraph {
		block.Kind, block.Level = feed.Quote, b.quote
	}
	p := piece{Block: block, text: whole[from:to]}
	p.firm = block.Kind != feed.Paragraph
	p.gap, b.gap = b.gap, false
	p.bar = b.bar
	p.bold = p.allStrong()
	b.put(p)
}

// empty begins the next block.
func (b *blocks) empty() { b.runs, b.one, b.buf = b.runs[:0], "", b.buf[:0] }

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
