package export

import (
	"bytes"
	"strings"

	"veille/feed"
)

// Plain text, as a mail can carry it: UTF-8, lines of at most 72 columns, apart
// from addresses, which stay whole. The dossier is as in Markdown; sections
// stand between double rules, articles between single ones. Highlights are
// quotations below the text.
const txtWidth = 72

type txtWriter struct {
	*dossier
	sections int
	skip     bool // the rule before the next article: a heading stands there
}

func newTxt(d *dossier) writer { return &txtWriter{dossier: d} }

// lay writes a text in lines, first before the first of them and rest before
// the others.
func lay(b *bytes.Buffer, first, rest, s string) {
	w := wrapper{room: txtWidth - max(cells(first), cells(rest)), emit: func(line []byte) {
		b.WriteString(first)
		b.Write(line)
		b.WriteByte('\n')
		first = rest
	}}
	w.text(s)
}

func (w *txtWriter) begin(b *bytes.Buffer) {
	lay(b, "", "", oneLine(w.Title))
	b.WriteString(strings.Repeat("=", max(min(cells(oneLine(w.Title)), txtWidth), 1)) + "\n\n")
	lay(b, "", "", w.summary())
	lay(b, "", "", w.found())
	lay(b, "", "", w.preface())
	w.countsText(b, func(s string) { w.heading(b, s) })
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

func (w *txtWriter) contents(b *bytes.Buffer) {
	w.heading(b, w.words.contents)
	n := 1
	for _, g := range w.groups {
		if g.name != "" {
			lay(b, "", "", g.name)
			b.WriteByte('\n')
		}
		for _, e := range g.entries {
			number := itoa(n) + ". "
			indent := strings.Repeat(" ", len(number))
			lay(b, number, indent, titled(&e.Article, w.words))
			lay(b, indent, indent, w.where(&e.Article))
			n++
		}
		b.WriteByte('\n')
	}
	b.Truncate(b.Len() - 1)
}

func (w *txtWriter) timeline(b *bytes.Buffer) {
	w.heading(b, w.words.timeline)
	for _, e := range w.byDate() {
		lay(b, "- ", "  ", w.dated(&e.Article)+" – "+titled(&e.Article, w.words))
	}
}

// heading begins a part of the dossier.
func (w *txtWriter) heading(b *bytes.Buffer, s string) {
	rule := strings.Repeat("=", txtWidth) + "\n"
	b.WriteString("\n" + rule)
	lay(b, "", "", oneLine(s))
	b.WriteString(rule + "\n")
}

func (w *txtWriter) group(b *bytes.Buffer, name string) {
	if name == "" {
		name = w.words.articles
	}
	w.heading(b, name)
	w.sections++
	w.skip = w.sections > 1
}

func (w *txtWriter) between(b *bytes.Buffer) {
	if !w.skip {
		b.WriteString("\n" + strings.Repeat("-", txtWidth) + "\n\n")
	}
	w.skip = false
}

func (w *txtWriter) article(b *bytes.Buffer, a *feed.Article) error {
	full := w.depthOf(a) == Full
	if s := oneLine(a.Kicker); s != "" && full {
		lay(b, "", "", s)
	}
	lay(b, "", "", titled(a, w.words))
	w.facts(b, a)
	if s := headOf(a); s != "" {
		b.WriteByte('\n')
		lay(b, "", "", s)
	}
	writeText(b, a.Body)
	if s := oneLine(a.Byline); s != "" && full {
		b.WriteByte('\n')
		lay(b, "", "", s)
	}
	for i, c := range a.Captions {
		if i == 0 {
			b.WriteByte('\n')
		}
		if s := captionText(c); s != "" {
			lay(b, "| ", "| ", w.words.picture+w.words.colon+s)
		}
	}
	for i, l := range a.Related {
		if i == 0 {
			b.WriteByte('\n')
			lay(b, "", "", w.words.related)
		}
		lay(b, "- ", "  ", strings.TrimSpace(oneLine(l.Text)+" "+oneLine(l.URL)))
	}
	for _, s := range w.quotations(a) {
		b.WriteByte('\n')
		lay(b, "    ", "    ", s)
	}
	for _, n := range a.Notes {
		w.note(b, n)
	}
	return nil
}

// facts are source, author, date and place, the address and the themes.
func (w *txtWriter) facts(b *bytes.Buffer, a *feed.Article) {
	var line []string
	if s := sourceLine(a); s != "" {
		line = append(line, s)
	}
	if s := writerOf(a); s != "" {
		line = append(line, s)
	}
	line = append(line, w.dated(a))
	if s := placeOf(a); s != "" {
		line = append(line, s)
	}
	lay(b, "", "", strings.Join(line, " – "))
	lay(b, "", "", oneLine(a.URL))
	if list := w.labels(a.Themes); len(list) > 0 {
		lay(b, "", "", w.words.themes+w.words.colon+strings.Join(list, ", "))
	}
}

// note writes a note of the user with its paragraphs.
func (w *txtWriter) note(b *bytes.Buffer, n string) {
	first := w.words.note + w.words.colon
	for _, p := range paragraphs(n) {
		b.WriteByte('\n')
		for l := range strings.SplitSeq(p, "\n") {
			lay(b, "    ", "    ", first+oneLine(l))
			first = ""
		}
	}
}

func (w *txtWriter) end(b *bytes.Buffer) {
	if !w.Sources || len(w.entries) == 0 {
		return
	}
	w.heading(b, w.words.sources)
	n := 1
	for _, g := range w.groups {
		for _, e := range g.entries {
			s := marked(iso690(&e.Article, w.words, w.seen(&e.Article)), false)
			number := itoa(n) + ". "
			lay(b, number, strings.Repeat(" ", len(number)), s)
			n++
		}
	}
}

// writeText writes the blocks of a body with an empty line before each, items
// of a list apart.
func writeText(b *bytes.Buffer, blocks []feed.Block) {
	for i := range blocks {
		block := &blocks[i]
		if i == 0 || block.Kind != feed.ListItem || blocks[i-1].Kind != feed.ListItem {
			b.WriteByte('\n')
		}
		switch block.Kind {
		case feed.ListItem:
			mark := "- "
			if block.Number > 0 {
				mark = itoa(block.Number) + ". "
			}
			indent := strings.Repeat("  ", min(max(block.Level, 1), maxNesting)-1)
			lay(b, indent+mark, indent+strings.Repeat(" ", len(mark)), block.Text())
		case feed.Quote:
			mark := strings.Repeat("> ", min(max(block.Level, 1), maxNesting))
			lay(b, mark, mark, block.Text())
		case feed.Preformatted:
			for l := range strings.SplitSeq(block.Text(), "\n") {
				for _, l := range chop(l, txtWidth-4) {
					b.WriteString(strings.TrimRight("    "+l, " ") + "\n")
				}
			}
		case feed.Table:
			for _, row := range block.Rows {
				lay(b, "    ", "      ", strings.Join(row, " | "))
			}
		case feed.Figure:
			lay(b, "| ", "| ", block.Text())
		case feed.Rule:
			b.WriteString("    * * *\n")
		default:
			lay(b, "", "", block.Text())
		}
	}
}
