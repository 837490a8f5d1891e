package export

import (
	"bytes"
	"strconv"
	"strings"

	"veille/feed"
)

// deepest is how deep lists and quotes are written.
const deepest = 8

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

// writeBlocks writes a body; its headings begin at h4, under the article's h3.
func writeBlocks(b *bytes.Buffer, blocks []feed.Block) {
	shift := headingShift(blocks, 3)
	for i := 0; i < len(blocks); {
		switch blocks[i].Kind {
		case feed.ListItem:
			i += writeList(b, run(blocks[i:], feed.ListItem))
		case feed.Quote:
			i += writeQuotes(b, run(blocks[i:], feed.Quote))
		default:
			writeBlock(b, &blocks[i], shift)
			i++
		}
	}
}

// run returns the blocks of one kind that blocks begins with.
func run(blocks []feed.Block, kind feed.BlockKind) []feed.Block {
	n := 0
	for n < len(blocks) && blocks[n].Kind == kind {
		n++
	}
	return blocks[:n]
}

func writeBlock(b *bytes.Buffer, bl *feed.Block, shift int) {
	inner := spansHTML(bl.Spans)
	switch bl.Kind {
	case feed.Rule:
		b.WriteString("<hr>\n")
	case feed.Table:
		writeTable(b, bl.Rows)
	case feed.Figure:
		if feed.Linkable(bl.URL) {
			inner = htmlLink(bl.URL, cmp(strings.TrimSpace(bl.Text()) == "", esc(cleanURL(bl.URL)), esc(oneLine(bl.Text()))))
		}
		if strings.TrimSpace(inner) != "" {
			b.WriteString("<figure><figcaption>" + inner + "</figcaption></figure>\n")
		}
	case feed.Preformatted:
		b.WriteString("<pre>" + cmp(strings.HasPrefix(bl.Text(), "\n"), "\n", "") + esc(bl.Text()) + "</pre>\n")
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

func cmp(when bool, a, b string) string {
	if when {
		return a
	}
	return b
}

// writeList writes list items nested by their level; a level that skips one is
// brought back to the next. It returns how many blocks that were.
func writeList(b *bytes.Buffer, items []feed.Block) int {
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
		depth := min(max(it.Level, 1), len(open)+1, deepest)
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
		b.WriteString(spansHTML(it.Spans))
	}
	closeTo(0)
	b.WriteByte('\n')
	return len(items)
}

// writeQuotes writes quotes nested by their level and returns how many blocks
// that were.
func writeQuotes(b *bytes.Buffer, quotes []feed.Block) int {
	depth := 0
	for i := range quotes {
		for want := min(max(quotes[i].Level, 1), deepest); depth != want; {
			if depth < want {
				b.WriteString("<blockquote>")
				depth++
			} else {
				b.WriteString("</blockquote>")
				depth--
			}
		}
		b.WriteString("<p>" + spansHTML(quotes[i].Spans) + "</p>")
	}
	b.WriteString(strings.Repeat("</blockquote>", depth) + "\n")
	return len(quotes)
}

func writeTable(b *bytes.Buffer, rows [][]string) {
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
			b.WriteString("<" + cell + ">" + strings.ReplaceAll(esc(text), "\n", "<br>") + "</" + cell + ">")
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

// spanTags are the elements of the styles from the lowest bit.
var spanTags = []string{"strong", "em", "code", "del", "sub", "sup"}

// spansHTML writes inline text; newlines are line breaks.
func spansHTML(spans []feed.Span) string {
	var b strings.Builder
	inLink := ""
	for _, s := range spans {
		url := ""
		if feed.Linkable(s.URL) {
			url = s.URL
		}
		if url != inLink {
			if inLink != "" {
				b.WriteString("</a>")
			}
			if inLink = url; url != "" {
				b.WriteString("<a href=\"" + esc(cleanURL(url)) + "\" rel=\"noreferrer\">")
			}
		}
		writeSpan(&b, s)
	}
	if inLink != "" {
		b.WriteString("</a>")
	}
	return b.String()
}

func writeSpan(b *strings.Builder, s feed.Span) {
	for i, tag := range spanTags {
		if s.Style&(1<<i) != 0 {
			b.WriteString("<" + tag + ">")
		}
	}
	b.WriteString(strings.ReplaceAll(esc(s.Text), "\n", "<br>"))
	for i := len(spanTags) - 1; i >= 0; i-- {
		if s.Style&(1<<i) != 0 {
			b.WriteString("</" + spanTags[i] + ">")
		}
	}
}
