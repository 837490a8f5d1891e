package export

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"veille/feed"
)

// A page of Logseq stands in the folder pages of a graph: properties, a blank
// line, then blocks, each behind "- " and deeper ones behind more tabs. That is
// the shape in which Logseq writes a page itself, so that the sum still agrees
// when the user has only added blocks below the last of ours. No title is
// stated: two pages of one title are an error there, and press titles repeat.
var logseq = &noteForm{folder: "pages", mark: "- ", id: "veille-id::", fields: pageProperties, write: writeLogseq}

var logseqStyle = feed.MarkdownStyle{Logseq: true}

func lmd(s string) string { return logseqLine([]feed.Span{{Text: s}}) }

// logseqLine writes inline text as one line of Logseq.
func logseqLine(spans []feed.Span) string {
	return feed.Markdown([]feed.Block{{Spans: onOneLine(slices.Clone(spans))}}, logseqStyle)
}

// pageProperties returns the lines of properties that a page begins with.
func pageProperties(p []byte) []byte {
	head, _, _ := bytes.Cut(p, []byte("\n\n"))
	return head
}

func writeLogseq(b *bytes.Buffer, d *dossier, a *feed.Article) {
	writeProperties(b, d, a)
	o := outline{b: b, last: -1}
	depth := d.depthOf(a)
	text := markingOf(a, depth, unmarkable...)
	title := lmd(titled(a, d.words))
	if oneLine(a.Title) != "" && a.TitleFrom != feed.TitleFromFirstSentence {
		title = logseqLine(text.Title)
	}
	o.block(0, "# "+title)
	o.block(0, logseqHead(d, a))
	if s := headOf(a); s != "" {
		spans := []feed.Span{{Text: s}}
		if oneLine(a.Standfirst) != "" {
			spans = text.Standfirst
		}
		o.block(0, logseqLine(emphatic(spans, depth)))
	}
	o.body(text.Body)
	if s := oneLine(a.Byline); s != "" && depth == Full {
		o.block(0, lmd(s))
	}
	for _, c := range a.Captions {
		if s := captionText(c); s != "" {
			o.block(0, "> "+lmd(d.words.picture+d.words.colon+s))
		}
	}
	if len(a.Related) > 0 {
		o.block(0, lmd(d.words.related))
	}
	for _, l := range a.Related {
		o.block(1, logseqLink(l.Text, l.URL))
	}
	for _, n := range a.Notes {
		o.block(0, "## "+lmd(d.words.note))
		o.paragraphs(1, n, feed.Paragraph)
	}
	o.passages(d, toQuote(a, text, depth), depth)
	o.block(0, logseqLine([]feed.Span{{Text: d.usage(a), Style: feed.Emphasis}}))
}

// writeProperties writes the properties of a page, of which Logseq reads tags
// as pages and addresses as links.
func writeProperties(b *bytes.Buffer, d *dossier, a *feed.Article) {
	put := func(key, value string) {
		if value != "" {
			b.WriteString(key + ":: " + value + "\n")
		}
	}
	var tags []string
	for _, t := range d.known(a.Themes) {
		tags = append(tags, "[["+strings.NewReplacer("[", "", "]", "", ",", " ").Replace(oneLine(t.Slug))+"]]")
	}
	put("source", propertyText(feed.MarkdownURL(a.URL)))
	put("author", propertyText(authorOf(a)))
	put("publication", propertyText(a.Source))
	put("published", isoDate(a.Published, a.Precision))
	put("created", isoDate(d.seen(a), feed.Day))
	put("lang", propertyText(a.Lang))
	put("place", propertyText(placeOf(a)))
	put("tags", strings.Join(tags, ", "))
	put("veille-id", a.ID.String())
	b.WriteByte('\n')
}

// propertyText writes the value of a property. What stands in quotation marks
// is read as text, where the rest is searched for references.
func propertyText(s string) string {
	if s = oneLine(s); strings.ContainsAny(s, "[](){}#\"`\\") || strings.Contains(s, "::") {
		return `"` + s + `"`
	}
	return s
}

func logseqHead(d *dossier, a *feed.Article) string {
	line := []string{logseqLine([]feed.Span{{Text: d.sourced(a, d.dated(a)), Style: feed.Emphasis}})}
	if s := writerOf(a); s != "" {
		line = append(line, lmd(s))
	}
	if feed.Linkable(a.URL) {
		line = append(line, logseqLink(d.words.original, a.URL))
	}
	return strings.Join(slices.DeleteFunc(line, func(s string) bool { return s == "" }), " – ")
}

func logseqLink(label, url string) string {
	if oneLine(label) == "" {
		label = url
	}
	return logseqLine([]feed.Span{{Text: label, URL: url}})
}

// outline writes the blocks of a page.
type outline struct {
	b    *bytes.Buffer
	last int // depth of the last block, -1 before the first
}

// taskWords make a task of a block that begins with one, in capitals.
const taskWords = "todo|doing|done|later|now|wait|waiting|canceled|cancelled|started|in-progress"

var taskMark = regexp.MustCompile(`^(#{1,6} )?((?:` + strings.ToUpper(taskWords) + `)(?:\s|$))`)

// block writes one block of Markdown at a depth, which is at most one more than
// that of the block before.
func (o *outline) block(depth int, md string) {
	if strings.TrimSpace(md) == "" {
		return
	}
	depth = min(depth, o.last+1)
	o.last = depth
	md = taskMark.ReplaceAllString(md, `$1\$2`)
	tabs := strings.Repeat("\t", depth)
	for i, line := range strings.Split(md, "\n") {
		switch {
		case i == 0:
			o.b.WriteString(tabs + "- " + line)
		case line != "":
			o.b.WriteString(tabs + "  " + line)
		}
		o.b.WriteByte('\n')
	}
}

// body writes the blocks of a text: what follows a heading below it, lists below
// what stands before them.
func (o *outline) body(blocks []feed.Block) {
	under, shift := 0, headingShift(blocks, 1)
	for i := range blocks {
		bl := blocks[i]
		style := logseqStyle
		style.Shift = shift
		depth := under
		switch bl.Kind {
		case feed.Heading:
			depth, under = 0, 1
		case feed.ListItem: // one without number is a block like others
			depth = under + min(max(bl.Level, 1), maxNesting)
			if bl.Level = 1; bl.Number == 0 {
				bl.Kind = feed.Paragraph
			}
		}
		o.block(depth, feed.Markdown([]feed.Block{bl}, style))
	}
}

// paragraphs writes text of the user's or quoted, a block for each paragraph.
func (o *outline) paragraphs(depth int, s string, kind feed.BlockKind) {
	for _, p := range paragraphs(s) {
		o.block(depth, feed.Markdown([]feed.Block{feed.Plain(kind, p)}, logseqStyle))
	}
}

// passages writes highlights as quotations, what the user says on each below it.
func (o *outline) passages(d *dossier, list []feed.Highlight, depth Depth) {
	at := 0
	if len(list) > 0 && depth != Quotes {
		o.block(0, "## "+lmd(d.words.passages))
		at = 1
	}
	for i := range list {
		o.paragraphs(at, list[i].Quote, feed.Quote)
		o.paragraphs(at+1, list[i].Note, feed.Paragraph)
		if s := d.labels(list[i].Themes); len(s) > 0 {
			o.block(at+1, lmd(d.words.themes+d.words.colon+strings.Join(s, d.words.list)))
		}
	}
}
