package export

import (
	"bytes"
	"strconv"
	"strings"

	"veille/feed"
)

// maxNesting is how deep lists and quotes are written.
const maxNesting = 8

func itoa(n int) string { return strconv.Itoa(n) }

// headingShift is what brings the highest heading of a body to the level below
// that of its article's title.
func headingShift(blocks []feed.Block, title int) int {
	top := 6
	for i := range blocks {
		if blocks[i].Kind == feed.Heading {
			top = min(top, max(blocks[i].Level, 1))
		}
	}
	return title + 1 - top
}

// markup writes parts of a dossier as HTML, or as XHTML.
type markup struct {
	*dossier
	xml   bool
	level int // of the heading that an article's title is
}

// blocks writes a body, its headings under that of the article's title. The note
// of a passage stands below the block, the list or the quotation that it ends in;
// lang is the article's.
func (m *markup) blocks(b *bytes.Buffer, text feed.Marking, lang string) {
	blocks, passages := text.Body, text.Passages
	shift := headingShift(blocks, m.level)
	below := func(before int) {
		for len(passages) > 0 && passages[0].Block < before {
			m.beside(b, &passages[0].Highlight, lang)
			passages = passages[1:]
		}
	}
	below(0)
	for i := 0; i < len(blocks); {
		switch blocks[i].Kind {
		case feed.ListItem:
			i += m.list(b, run(blocks[i:], feed.ListItem))
		case feed.Quote:
			i += m.quotes(b, run(blocks[i:], feed.Quote))
		default:
			m.block(b, &blocks[i], shift)
			i++
		}
		below(i)
	}
}

// void ends a tag of an element that has no content.
func (m *markup) void() string { return cmp(m.xml, "/>", ">") }

// lines writes text whose newlines are line breaks.
func (m *markup) lines(s string) string {
	return strings.ReplaceAll(esc(s), "\n", "<br"+m.void())
}

// run returns the blocks of one kind that blocks begins with.
func run(blocks []feed.Block, kind feed.BlockKind) []feed.Block {
	n := 0
	for n < len(blocks) && blocks[n].Kind == kind {
		n++
	}
	return blocks[:n]
}

func (m *markup) block(b *bytes.Buffer, bl *feed.Block, shift int) {
	inner := m.spans(bl.Spans)
	switch bl.Kind {
	case feed.Rule:
		b.WriteString("<hr" + m.void() + "\n")
	case feed.Table:
		m.table(b, bl.Rows)
	case feed.Figure:
		if m.linkable(bl.URL) {
			inner = cmp(strings.TrimSpace(bl.Text()) == "", esc(cleanURL(bl.URL)), m.spans(unlinked(bl.Spans)))
			inner = htmlLink(bl.URL, inner)
		}
		if strings.TrimSpace(inner) != "" {
			b.WriteString("<figure><figcaption>" + inner + "</figcaption></figure>\n")
		}
	case feed.Preformatted:
		// HTML takes a newline off the start.
		b.WriteString("<pre>" + cmp(!m.xml && strings.HasPrefix(bl.Text(), "\n"), "\n", "") + m.pre(bl.Spans) + "</pre>\n")
	case feed.Heading:
		if strings.TrimSpace(bl.Text()) != "" {
			h := "h" + itoa(min(max(bl.Level, 1)+shift, 6))
			b.WriteString("<" + h + ">" + inner + "</" + h + ">\n")
		}
	default:
		if strings.TrimSpace(bl.Text()) != "" {
			b.WriteString("<p>" + inner + "</p>\n")
		}
	}
}

func cmp[T any](when bool, a, b T) T {
	if when {
		return a
	}
	return b
}

// list writes list items nested by their level; a level that skips one is
// brought back to the next. It returns how many blocks that were.
func (m *markup) list(b *bytes.Buffer, items []feed.Block) int {
	type level struct {
		tag  string
		next int // number that comes by itself
	}
	var open []level
	closeTo := func(n int) {
		for len(open) > n {
			b.WriteString("</li></" + open[len(open)-1].tag + ">")
			open = open[:len(open)-1]
		}
	}
	for i := range items {
		it := &items[i]
		depth := min(max(it.Level, 1), len(open)+1, maxNesting)
		tag := cmp(it.Number > 0, "ol", "ul")
		closeTo(depth)
		if len(open) == depth && open[depth-1].tag != tag {
			closeTo(depth - 1)
		}
		if len(open) < depth {
			b.WriteString("<" + tag + ">")
			open = append(open, level{tag, 1})
		} else {
			b.WriteString("</li>")
		}
		last := &open[len(open)-1]
		if it.Number > 0 && it.Number != last.next {
			b.WriteString("<li value=\"" + itoa(it.Number) + "\">")
			last.next = it.Number
		} else {
			b.WriteString("<li>")
		}
		last.next++
		b.WriteString(m.spans(it.Spans))
	}
	closeTo(0)
	b.WriteByte('\n')
	return len(items)
}

// quotes writes quotes nested by their level and returns how many blocks
// that were.
func (m *markup) quotes(b *bytes.Buffer, quotes []feed.Block) int {
	depth := 0
	for i := range quotes {
		for want := min(max(quotes[i].Level, 1), maxNesting); depth != want; {
			if depth < want {
				b.WriteString("<blockquote>")
				depth++
			} else {
				b.WriteString("</blockquote>")
				depth--
			}
		}
		b.WriteString("<p>" + m.spans(quotes[i].Spans) + "</p>")
	}
	b.WriteString(strings.Repeat("</blockquote>", depth) + "\n")
	return len(quotes)
}

func (m *markup) table(b *bytes.Buffer, rows [][]string) {
	cols := 0
	for _, r := range rows {
		cols = max(cols, len(r))
	}
	if cols == 0 {
		return
	}
	b.WriteString("<div class=\"table\"><table>\n")
	for i, r := range rows {
		cell := "td"
		if i == 0 {
			cell = "th"
			b.WriteString("<thead>")
		}
		b.WriteString("<tr>")
		for c := range cols {
			text := ""
			if c < len(r) {
				text = r[c]
			}
			b.WriteString("<" + cell + ">" + m.lines(text) + "</" + cell + ">")
		}
		b.WriteString("</tr>")
		switch {
		case i == 0 && len(rows) > 1:
			b.WriteString("</thead>\n<tbody>")
		case i == 0:
			b.WriteString("</thead>")
		case i == len(rows)-1:
			b.WriteString("</tbody>")
		}
		b.WriteByte('\n')
	}
	b.WriteString("</table></div>\n")
}
