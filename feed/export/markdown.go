package export

import (
	"bytes"
	"strings"

	"veille/feed"
)

// markdownWriter writes the dossier as one Markdown file. Headings are as in
// HTML: title, sections, articles. An empty anchor of HTML stands before each
// article, as Markdown has no other that all programs know.
type markdownWriter struct{ *dossier }

func newMarkdown(d *dossier) writer { return markdownWriter{d} }

var md = feed.EscapeMarkdown

// styled is one line of text in a style.
func styled(s string, style feed.SpanStyle) string {
	return feed.Markdown([]feed.Block{{Spans: []feed.Span{{Text: oneLine(s), Style: style}}}}, feed.MarkdownStyle{})
}

func (w markdownWriter) begin(b *bytes.Buffer) {
	b.WriteString("# " + md(w.Title) + "\n\n" + md(w.summary()) + "\n")
	if s := w.found(); s != "" {
		b.WriteString("\n" + md(s) + "\n")
	}
	b.WriteString("\n" + styled(w.preface(), feed.Emphasis) + "\n")
	w.countsMarkdown(b)
	if len(w.entries) == 0 {
		return
	}
	if w.Contents {
		w.contents(b)
	}
	if w.Timeline {
		w.timeline(b)
	}
}

func (w markdownWriter) contents(b *bytes.Buffer) {
	b.WriteString("\n## " + md(w.words.contents) + "\n")
	n := 1
	for _, g := range w.groups {
		if g.name != "" {
			b.WriteString("\n" + styled(g.name, feed.Strong) + "\n")
		}
		b.WriteByte('\n')
		for _, e := range g.entries {
			b.WriteString(itoa(n) + ". " + w.anchor(&e.Article))
			if s := w.where(&e.Article); s != "" {
				b.WriteString(" – " + md(s))
			}
			b.WriteByte('\n')
			n++
		}
	}
}

func (w markdownWriter) timeline(b *bytes.Buffer) {
	b.WriteString("\n## " + md(w.words.timeline) + "\n\n")
	for _, e := range w.byDate() {
		b.WriteString("- " + md(w.dated(&e.Article)) + " – " + w.anchor(&e.Article) + "\n")
	}
}

func (w markdownWriter) anchor(a *feed.Article) string {
	return "[" + md(titled(a, w.words)) + "](#" + a.ID.String() + ")"
}

func (w markdownWriter) group(b *bytes.Buffer, name string) {
	if name == "" {
		name = w.words.articles
	}
	b.WriteString("\n## " + md(name) + "\n")
}

func (w markdownWriter) article(b *bytes.Buffer, a *feed.Article) error {
	b.WriteString("\n<a id=\"" + a.ID.String() + "\"></a>\n\n### " + noteTitle(w.dossier, a) + "\n\n")
	writeNote(b, w.dossier, a, 3, false)
	return nil
}

func (w markdownWriter) end(b *bytes.Buffer) {
	if !w.Sources || len(w.entries) == 0 {
		return
	}
	b.WriteString("\n## " + md(w.words.sources) + "\n\n")
	n := 1
	for _, g := range w.groups {
		for _, e := range g.entries {
			b.WriteString(itoa(n) + ". " + w.citation(&e.Article) + "\n")
			n++
		}
	}
}

// citation is the ISO 690 citation in the dossier's language.
func (w markdownWriter) citation(a *feed.Article) string {
	var s strings.Builder
	for _, p := range iso690(a, w.words, w.seen(a)) {
		// Blanks at the ends are the citation's own.
		head := p.text[:len(p.text)-len(strings.TrimLeft(p.text, " "))]
		tail := p.text[len(strings.TrimRight(p.text, " ")):]
		if strings.TrimSpace(p.text) == "" {
			head, tail = p.text, ""
		}
		inner := md(p.text)
		url := feed.MarkdownURL(p.text)
		switch {
		case p.kind == cited:
			inner = styled(p.text, feed.Emphasis)
		case p.kind == link && url != "":
			inner = "[" + inner + "](" + url + ")"
		}
		s.WriteString(head + inner + tail)
	}
	return s.String()
}

// unmarkable are the blocks in which Markdown cannot mark a passage.
var unmarkable = []feed.BlockKind{feed.Preformatted, feed.Figure}

// writeNote writes an article below its title; level is that of the title,
// callouts says that captions may be what Obsidian calls so.
func writeNote(b *bytes.Buffer, d *dossier, a *feed.Article, level int, callouts bool) {
	depth := d.depthOf(a)
	text := markingOf(a, depth, unmarkable...)
	b.WriteString(noteHead(d, a) + "\n")
	if s := noteLead(a, text, depth); s != "" {
		b.WriteString("\n" + s + "\n")
	}
	if body := feed.Markdown(text.Body, feed.MarkdownStyle{Shift: headingShift(text.Body, level)}); body != "" {
		b.WriteString("\n" + body + "\n")
	}
	if s := oneLine(a.Byline); s != "" && depth == Full {
		b.WriteString("\n" + md(s) + "\n")
	}
	for _, c := range a.Captions {
		s := captionText(c)
		switch {
		case s == "":
		case callouts:
			b.WriteString("\n> [!info] " + md(d.words.picture) + "\n> " + md(s) + "\n")
		default:
			b.WriteString("\n> " + md(d.words.picture+d.words.colon+s) + "\n")
		}
	}
	if len(a.Related) > 0 {
		b.WriteString("\n" + md(d.words.related) + "\n\n")
	}
	for _, l := range a.Related {
		b.WriteString("- " + markdownLink(l) + "\n")
	}
	heading := "\n" + strings.Repeat("#", min(level+1, 6)) + " "
	for _, n := range a.Notes {
		b.WriteString(heading + md(d.words.note) + "\n\n" + noteText(feed.Paragraph, n) + "\n")
	}
	list := toQuote(a, text, depth)
	if len(list) > 0 && depth != Quotes {
		b.WriteString(heading + md(d.words.passages) + "\n")
	}
	for i := range list {
		writePassage(b, d, &list[i])
	}
}

// noteLead is what stands above the body.
func noteLead(a *feed.Article, text feed.Marking, depth Depth) string {
	spans := []feed.Span{{Text: headOf(a)}}
	if oneLine(a.Standfirst) != "" {
		spans = text.Standfirst
	}
	return feed.Markdown([]feed.Block{{Kind: feed.Paragraph, Spans: onOneLine(emphatic(spans, depth))}}, feed.MarkdownStyle{})
}

// writePassage writes a highlight as a quotation with the user's note.
func writePassage(b *bytes.Buffer, d *dossier, h *feed.Highlight) {
	if s := noteText(feed.Quote, h.Quote); s != "" {
		b.WriteString("\n" + s + "\n")
	}
	if s := noteText(feed.Paragraph, h.Note); s != "" {
		b.WriteString("\n" + s + "\n")
	}
	if s := d.labels(h.Themes); len(s) > 0 {
		b.WriteString("\n" + md(d.words.themes+d.words.colon+strings.Join(s, d.words.list)) + "\n")
	}
}

// noteHead names source, date and author and links the original.
func noteHead(d *dossier, a *feed.Article) string {
	line := []string{styled(d.sourced(a, d.dated(a)), feed.Emphasis)}
	if s := writerOf(a); s != "" {
		line = append(line, md(s))
	}
	if url := feed.MarkdownURL(a.URL); url != "" {
		line = append(line, "["+d.words.original+"]("+url+")")
	}
	return strings.Join(line, " – ")
}

// noteTitle is the title with what is highlighted in it.
func noteTitle(d *dossier, a *feed.Article) string {
	if oneLine(a.Title) == "" || a.TitleFrom == feed.TitleFromFirstSentence || len(a.Highlights) == 0 {
		return md(titled(a, d.words))
	}
	return feed.Markdown([]feed.Block{{Spans: onOneLine(markingOf(a, d.depthOf(a)).Title)}}, feed.MarkdownStyle{})
}

func markdownLink(l feed.Link) string {
	label := md(l.Text)
	if label == "" {
		label = md(l.URL)
	}
	if url := feed.MarkdownURL(l.URL); url != "" {
		return "[" + label + "](" + url + ")"
	}
	return label
}

// noteText writes a note or a passage, its paragraphs as blocks of a kind.
func noteText(kind feed.BlockKind, s string) string {
	var blocks []feed.Block
	for _, p := range paragraphs(s) {
		blocks = append(blocks, feed.Plain(kind, p))
	}
	return feed.Markdown(blocks, feed.MarkdownStyle{})
}
