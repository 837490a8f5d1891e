package export

import (
	"bytes"
	"slices"
	"time"

	"veille/feed"
)

// titlePage says what the book holds and how it may be used.
func (w *epubWriter) titlePage() error {
	title := w.title()
	b := w.begins(title, "")
	b.WriteString("<section epub:type=\"titlepage\" class=\"titlepage\"><h1>" + esc(title) + "</h1>\n")
	line := func(s string) {
		if s != "" {
			b.WriteString("<p>" + esc(s) + "</p>\n")
		}
	}
	line(w.summary())
	line(w.found())
	if !w.Made.IsZero() {
		line(w.madeOn())
	}
	line(w.terms())
	w.countsHTML(b)
	b.WriteString("</section>\n")
	return w.finish("cover", "", true)
}

// title is that of the book, which may not be empty.
func (w *epubWriter) title() string {
	if s := oneLine(w.Title); s != "" {
		return s
	}
	return w.words.dossier
}

// close writes what knows all articles: chronology, sources, contents and what
// the book is made of.
func (w *epubWriter) close() error {
	number := make(map[feed.ID]int, len(w.entries))
	for i, e := range w.entries {
		number[e.ID] = i + 1
	}
	if w.Timeline && len(w.entries) > 0 {
		if err := w.timeline(number); err != nil {
			return err
		}
	}
	if w.Sources && len(w.entries) > 0 {
		if err := w.sources(); err != nil {
			return err
		}
	}
	if err := w.nav(); err != nil {
		return err
	}
	if err := w.put("EPUB/package.opf", w.opf()); err != nil {
		return err
	}
	return w.zip.Close()
}

func (w *epubWriter) timeline(number map[feed.ID]int) error {
	b := w.begins(w.words.timeline, "")
	b.WriteString("<section><h1>" + esc(w.words.timeline) + "</h1>\n<ol class=\"timeline\">\n")
	for _, e := range w.byDate() {
		date := timeTag(e.Published, min(e.Precision, feed.Day), w.dated(&e.Article))
		b.WriteString("<li><span class=\"meta\">" + date + "</span> " + w.anchor(&e.Article, number[e.ID]) + "</li>\n")
	}
	b.WriteString("</ol></section>\n")
	return w.finish("timeline", "", true)
}

// anchor is a link to an article of the book.
func (w *epubWriter) anchor(a *feed.Article, n int) string {
	return "<a href=\"" + articleFile(n) + ".xhtml\"" + w.lang(a.Lang, w.words.lang) + ">" + esc(titled(a, w.words)) + "</a>"
}

func (w *epubWriter) sources() error {
	b := w.begins(w.words.sources, "")
	b.WriteString("<section epub:type=\"bibliography\" role=\"doc-bibliography\"><h1>" + esc(w.words.sources) + "</h1>\n<ol class=\"sources\">\n")
	for _, e := range w.entries {
		b.WriteString("<li>" + w.citation(&e.Article) + "</li>\n")
	}
	b.WriteString("</ol></section>\n")
	return w.finish("sources", "", true)
}

// nav writes the contents, with the parts, and the hidden list of places that
// readers have buttons for. It is a page of the book when contents are wanted.
func (w *epubWriter) nav() error {
	b := w.begins(w.words.contents, "")
	b.WriteString("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\"><h1>" + esc(w.words.contents) + "</h1>\n<ol>\n")
	item := func(file, name string) {
		b.WriteString("<li><a href=\"" + file + ".xhtml\">" + esc(name) + "</a></li>\n")
	}
	item("cover", w.title())
	if w.has("timeline") {
		item("timeline", w.words.timeline)
	}
	for _, p := range w.parts {
		if p.name != "" {
			b.WriteString("<li><a href=\"" + p.file + ".xhtml\">" + esc(p.name) + "</a>\n<ol>\n")
		}
		for i, e := range p.entries {
			b.WriteString("<li>" + w.anchor(&e.Article, p.from+i) + "</li>\n")
		}
		if p.name != "" {
			b.WriteString("</ol></li>\n")
		}
	}
	if w.has("sources") {
		item("sources", w.words.sources)
	}
	b.WriteString("</ol></nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\" aria-label=\"" + esc(w.words.landmarks) + "\"><ol>\n")
	mark := func(kind, file, name string) {
		b.WriteString("<li><a epub:type=\"" + kind + "\" href=\"" + file + "\">" + esc(name) + "</a></li>\n")
	}
	mark("titlepage", "cover.xhtml", w.title())
	if w.Contents { // else it is no page
		mark("toc", "nav.xhtml#toc", w.words.contents)
	}
	if w.count > 0 {
		first := articleFile(1)
		if w.parts[0].file != "" {
			first = w.parts[0].file
		}
		mark("bodymatter", first+".xhtml", w.words.articles)
	}
	if w.has("sources") {
		mark("bibliography", "sources.xhtml", w.words.sources)
	}
	b.WriteString("</ol></nav>\n")
	return w.finish("nav", "nav", w.Contents)
}

func (w *epubWriter) has(id string) bool {
	return slices.ContainsFunc(w.files, func(f epubFile) bool { return f.id == id })
}

// opf says what the book is and what it is made of.
func (w *epubWriter) opf() []byte {
	var b bytes.Buffer
	lang := w.words.lang
	b.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"uid\" xml:lang=\"" + lang + "\" prefix=\"schema: http://schema.org/\">\n" +
		"<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n")
	dc := func(name, value string) {
		if value != "" {
			b.WriteString("<dc:" + name + ">" + esc(value) + "</dc:" + name + ">\n")
		}
	}
	meta := func(property, value string) {
		b.WriteString("<meta property=\"" + property + "\">" + esc(value) + "</meta>\n")
	}
	b.WriteString("<dc:identifier id=\"uid\">" + w.identity() + "</dc:identifier>\n")
	dc("title", w.title())
	dc("language", lang)
	dc("creator", w.creator())
	dc("date", w.changed.Format(time.DateOnly))
	for _, t := range w.Themes {
		if w.subs[t.ID] {
			dc("subject", w.label(t))
		}
	}
	dc("description", w.summary())
	dc("rights", w.terms())
	meta("dcterms:modified", w.changed.Format("2006-01-02T15:04:05Z"))
	meta("schema:accessMode", "textual")
	meta("schema:accessModeSufficient", "textual")
	for _, s := range []string{"structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"} {
		meta("schema:accessibilityFeature", s)
	}
	meta("schema:accessibilityHazard", "none")
	meta("schema:accessibilitySummary", w.words.access)
	if s := oneLine(w.Generator); s != "" {
		b.WriteString("<meta name=\"generator\" content=\"" + esc(s) + "\"/>\n")
	}
	b.WriteString("</metadata>\n")
	w.manifest(&b)
	b.WriteString("</package>\n")
	return b.Bytes()
}

// creator is who wrote the book where that is one: of a dossier of many it is
// nobody, least of all this program.
func (w *epubWriter) creator() string {
	who := ""
	for i, e := range w.entries {
		s := authorOf(&e.Article)
		if s == "" {
			s = oneLine(e.Source)
		}
		if s == "" || i > 0 && s != who {
			return ""
		}
		who = s
	}
	return who
}

// manifest lists the files, then the order of reading: title, contents,
// chronology, articles, sources.
func (w *epubWriter) manifest(b *bytes.Buffer) {
	b.WriteString("<manifest>\n<item id=\"css\" href=\"style.css\" media-type=\"text/css\"/>\n")
	for _, f := range w.files {
		b.WriteString("<item id=\"" + f.id + "\" href=\"" + f.name + "\" media-type=\"application/xhtml+xml\"")
		if f.properties != "" {
			b.WriteString(" properties=\"" + f.properties + "\"")
		}
		b.WriteString("/>\n")
	}
	b.WriteString("</manifest>\n<spine>\n")
	place := func(f epubFile) int {
		if i := slices.Index([]string{"cover", "nav", "timeline"}, f.id); i >= 0 {
			return i
		}
		return cmp(f.id == "sources", 4, 3)
	}
	order := slices.Clone(w.files)
	slices.SortStableFunc(order, func(x, y epubFile) int { return place(x) - place(y) })
	for _, f := range order {
		if f.linear {
			b.WriteString("<itemref idref=\"" + f.id + "\"/>\n")
		}
	}
	b.WriteString("</spine>\n")
}
