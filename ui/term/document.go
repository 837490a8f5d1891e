package term

import (
	"context"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"veille/feed"
)

// maxDocument bounds the Markdown that Document reads, in bytes.
const maxDocument = 64 << 10

// Document makes a page of Markdown that this program wrote, as Render makes one
// of an article: block by block, so that nothing in it can nest without end. HTML
// in it is left out. What is longer than 64 kB is cut.
func Document(ctx context.Context, md string, o Options) (Page, error) {
	src := []byte(md)
	cut := len(src) > maxDocument
	if cut {
		src = trimmedRune(src[:maxDocument])
	}
	d := document{src: src}
	root := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser().Parse(text.NewReader(src))
	d.blocks(root, 0, 0)
	p, err := Render(ctx, feed.Article{Body: d.body}, o)
	p.Cut = p.Cut || cut
	return p, err
}

// document collects the blocks of a text in Markdown.
type document struct {
	src  []byte
	body []feed.Block
}

// blocks adds what stands in a node; quote and list are how deep it stands in
// quotes and lists.
func (d *document) blocks(n ast.Node, quote, list int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			d.add(feed.Block{Kind: feed.Heading, Level: c.Level}, c)
		case *ast.ThematicBreak:
			d.body = append(d.body, feed.Block{Kind: feed.Rule})
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			d.body = append(d.body, feed.Plain(feed.Preformatted, d.lines(c)))
		case *ast.Blockquote:
			d.blocks(c, quote+1, list)
		case *ast.List:
			d.items(c, quote, list+1)
		case *east.Table:
			d.body = append(d.body, feed.Block{Kind: feed.Table, Rows: d.rows(c)})
		case *ast.HTMLBlock:
		default:
			b := feed.Block{Kind: feed.Paragraph}
			if quote > 0 {
				b = feed.Block{Kind: feed.Quote, Level: quote}
			}
			d.add(b, c)
		}
	}
}

// items adds the items of a list; what else stands in one comes behind it.
func (d *document) items(l *ast.List, quote, depth int) {
	number := 0
	if l.IsOrdered() {
		number = l.Start
	}
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if first == nil {
			continue
		}
		if first.Kind() == ast.KindTextBlock || first.Kind() == ast.KindParagraph {
			d.add(feed.Block{Kind: feed.ListItem, Level: depth, Number: number}, first)
			item.RemoveChild(item, first)
		}
		d.blocks(item, quote, depth)
		if l.IsOrdered() {
			number++
		}
	}
}

// add adds a block with the text of a node, unless it has none.
func (d *document) add(b feed.Block, n ast.Node) {
	d.spans(&b, n, 0, "")
	if b.Text() != "" {
		d.body = append(d.body, b)
	}
}

// spans adds the text of a node to a block.
func (d *document) spans(b *feed.Block, n ast.Node, style feed.SpanStyle, url string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := string(c.Segment.Value(d.src))
			if !c.IsRaw() {
				s = string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations([]byte(s)))))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				s += "\n"
			}
			b.Spans = append(b.Spans, feed.Span{Text: s, Style: style, URL: url})
		case *ast.String:
			b.Spans = append(b.Spans, feed.Span{Text: string(c.Value), Style: style, URL: url})
		case *ast.Emphasis:
			with := feed.Emphasis
			if c.Level > 1 {
				with = feed.Strong
			}
			d.spans(b, c, style|with, url)
		case *ast.CodeSpan:
			d.spans(b, c, style|feed.Code, url)
		case *east.Strikethrough:
			d.spans(b, c, style|feed.Deleted, url)
		case *ast.Link:
			d.spans(b, c, style, string(c.Destination))
		case *ast.AutoLink:
			b.Spans = append(b.Spans, feed.Span{Text: string(c.Label(d.src)), Style: style, URL: string(c.URL(d.src))})
		case *ast.RawHTML:
		default:
			d.spans(b, c, style, url)
		}
	}
}

func (d *document) lines(n ast.Node) string {
	var s []byte
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		s = append(s, at.Value(d.src)...)
	}
	return string(s)
}

// rows are the cells of a table.
func (d *document) rows(t *east.Table) [][]string {
	var out [][]string
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			var b feed.Block
			d.spans(&b, cell, 0, "")
			cells = append(cells, b.Text())
		}
		out = append(out, cells)
	}
	return out
}
