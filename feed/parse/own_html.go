package parse

import (
	"html"
	"slices"
	"strconv"
	"strings"

	"veille/feed"
)

// ownBody is the class of the element that holds the body in the HTML of an item
// of ours: what stands around it (lead, captions, notes) the record has too. An
// item without it has no body.
const ownBody = feed.BodyClass

// maxOwnDepth is how deep lists and quotes are read; they are written eight deep.
const maxOwnDepth = 16

// ownBlocks reads the HTML that veille writes of a body back into blocks, in one
// pass. Markup of other kinds is looked through.
func ownBlocks(s string) []feed.RecordBlock {
	r := &ownReader{}
	sc := scanner{s: s}
	done := 0
	for !r.over {
		m := sc.next()
		r.text(html.UnescapeString(s[done:m.from]))
		done = m.to
		switch m.kind {
		case atEnd:
			r.shut()
			r.over = true
		case startTag:
			r.start(strings.ToLower(m.name), m.attrs)
		case endTag:
			r.end(strings.ToLower(m.name))
		case noMarkup:
			r.text(s[m.from:m.to])
		}
	}
	return r.blocks
}

// ownReader is where ownBlocks stands.
type ownReader struct {
	blocks []feed.RecordBlock
	open   bool // the last of blocks takes text
	inside bool // of the body
	over   bool // the body has ended
	divs   int  // open within the body
	lists  []ownList
	quotes int
	figure bool // one is open, and until its caption begins its link is its picture
	cell   *string
	pre    bool   // a newline right behind its tag is none of the text
	styles [6]int // open, by their place in ownStyles
	url    string

	run      strings.Builder // text that is in no span or cell yet
	runStyle []string
	runURL   string
}

type ownList struct {
	ordered bool
	next    int
}

// ownStyles are the elements of styles and their names in records.
var ownStyles = [6]struct{ tag, name string }{{"strong", "strong"}, {"em", "emphasis"}, {"code", "code"}, {"del", "deleted"}, {"sub", "sub"}, {"sup", "sup"}}

// styled counts the element of a style in or out, and reports whether it is one.
func (r *ownReader) styled(name string, by int) bool {
	for i := range ownStyles {
		if ownStyles[i].tag == name {
			r.styles[i] = max(r.styles[i]+by, 0)
			return true
		}
	}
	return false
}

func (r *ownReader) start(name, attrs string) {
	switch {
	case name == "div" && !r.inside:
		r.inside = get(attributes(attrs, nil), "class") == ownBody
		return
	case name == "div":
		r.divs++
		return
	case !r.inside:
		return
	}
	if r.styled(name, 1) {
		return
	}
	switch name {
	case "br":
		r.text("\n")
	case "a":
		r.link(get(attributes(attrs, nil), "href"))
	case "tr":
		if n := len(r.blocks); n > 0 && r.blocks[n-1].Kind == "table" {
			r.blocks[n-1].Rows = append(r.blocks[n-1].Rows, nil)
		}
	case "th", "td":
		r.startCell()
	default:
		r.startBlock(name, attrs)
	}
}

// startBlock takes the start tag of what holds text or other blocks.
func (r *ownReader) startBlock(name, attrs string) {
	switch name {
	case "p":
		if r.quotes > 0 {
			r.block(feed.RecordBlock{Kind: "quote", Level: r.quotes})
		} else {
			r.block(feed.RecordBlock{Kind: "paragraph"})
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.block(feed.RecordBlock{Kind: "heading", Level: int(name[1] - '0')})
	case "pre":
		r.block(feed.RecordBlock{Kind: "preformatted"})
		r.pre = true
	case "hr":
		r.block(feed.RecordBlock{Kind: "rule"})
		r.open = false
	case "table":
		r.block(feed.RecordBlock{Kind: "table"})
		r.open = false
	case "figure":
		r.block(feed.RecordBlock{Kind: "figure"})
		r.figure, r.open = true, false
	case "figcaption":
		r.shut()
		r.open, r.figure = r.figure, false
	case "ul", "ol":
		r.shut()
		if len(r.lists) < maxOwnDepth {
			r.lists = append(r.lists, ownList{name == "ol", 1})
		}
	case "li":
		r.item(attrs)
	case "blockquote":
		r.shut()
		r.quotes = min(r.quotes+1, maxOwnDepth)
	}
}

func (r *ownReader) block(b feed.RecordBlock) {
	r.flush()
	r.blocks, r.open, r.pre = append(r.blocks, b), true, false
}

// item begins an item of the innermost list.
func (r *ownReader) item(attrs string) {
	b := feed.RecordBlock{Kind: "list", Level: max(len(r.lists), 1)}
	if n := len(r.lists); n > 0 && r.lists[n-1].ordered {
		l := &r.lists[n-1]
		if v, err := strconv.Atoi(get(attributes(attrs, nil), "value")); err == nil && v > 0 {
			l.next = v
		}
		b.Number = l.next
		l.next++
	}
	r.block(b)
}

func (r *ownReader) startCell() {
	r.flush()
	n := len(r.blocks)
	if n == 0 || len(r.blocks[n-1].Rows) == 0 {
		return
	}
	rows := r.blocks[n-1].Rows
	rows[len(rows)-1] = append(rows[len(rows)-1], "")
	row := rows[len(rows)-1]
	r.cell = &row[len(row)-1]
}

func (r *ownReader) link(href string) {
	if r.figure {
		r.blocks[len(r.blocks)-1].URL = href
		return
	}
	r.url = href
}

func (r *ownReader) end(name string) {
	if name == "div" && r.inside {
		if r.divs--; r.divs < 0 {
			r.shut()
			r.over = true
		}
		return
	}
	if r.styled(name, -1) {
		return
	}
	switch name {
	case "a":
		r.url = ""
	case "th", "td":
		r.flush()
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "li", "figcaption":
		r.shut()
	case "figure":
		r.shut()
		r.figure = false
	case "ul", "ol":
		r.shut()
		if n := len(r.lists); n > 0 {
			r.lists = r.lists[:n-1]
		}
	case "blockquote":
		r.shut()
		r.quotes = max(r.quotes-1, 0)
	}
}

// text takes text between tags. What stands in no block is a paragraph, unless it
// is what parts two lines of HTML.
func (r *ownReader) text(s string) {
	if s == "" || !r.inside || r.figure {
		return
	}
	if r.pre {
		r.pre = false
		if s = strings.TrimPrefix(s, "\n"); s == "" {
			return
		}
	}
	if r.cell == nil {
		if !r.open {
			if strings.TrimSpace(s) == "" {
				return
			}
			r.block(feed.RecordBlock{Kind: "paragraph"})
		}
		if style := r.style(); r.runURL != r.url || !slices.Equal(r.runStyle, style) {
			r.flush()
			r.runStyle, r.runURL = style, r.url
		}
	}
	r.run.WriteString(s)
}

// flush gives the text that was read to the cell or block it stands in.
func (r *ownReader) flush() {
	if s := r.run.String(); s != "" {
		if r.cell != nil {
			*r.cell = s
		} else {
			b := &r.blocks[len(r.blocks)-1]
			b.Spans = append(b.Spans, feed.RecordRun{Text: s, Style: r.runStyle, URL: r.runURL})
		}
	}
	r.run.Reset()
	r.cell = nil
}

// shut ends the text of what is open.
func (r *ownReader) shut() {
	r.flush()
	r.open = false
}

// style are the styles that are open, in the order of records.
func (r *ownReader) style() (out []string) {
	for i := range ownStyles {
		if r.styles[i] > 0 {
			out = append(out, ownStyles[i].name)
		}
	}
	return out
}
