package export

import (
	"bytes"
	"strings"
	"time"

	"veille/feed"
)

// atomWriter writes Atom (RFC 4287). Tags are categories of the scheme
// feed.TagScheme with slug and label, those of the publisher have no scheme, and
// the codes of Media Topics that of the IPTC. What Atom has no element for is
// written as feed.Elements, which import reads back.
type atomWriter struct{ feeds }

func newAtom(d *dossier) writer { return &atomWriter{feeds{dossier: d}} }

// mediaTopics is the scheme of the IPTC's Media Topics.
const mediaTopics = "http://cv.iptc.org/newscodes/mediatopic/"

func (w *atomWriter) begin(b *bytes.Buffer) {
	b.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:v=\"" + feed.ElementSpace + "\" xml:lang=\"" + w.words.lang + "\">\n" +
		"<id>" + w.identity() + "</id>\n" + atomText("title", oneLine(w.Title)))
	if s := w.found(); s != "" {
		b.WriteString(atomText("subtitle", s))
	}
	b.WriteString("<updated>" + rfc3339(w.changedAll()) + "</updated>\n<author><name>veille</name></author>\n")
	if feed.Linkable(w.Self) {
		b.WriteString("<link rel=\"self\" type=\"application/atom+xml\" href=\"" + xmlAttr(cleanURL(w.Self)) + "\"/>\n")
	}
	if feed.Linkable(w.Home) {
		b.WriteString("<link rel=\"alternate\" type=\"text/html\" href=\"" + xmlAttr(cleanURL(w.Home)) + "\"/>\n")
	}
	if name, version := w.generator(); name != "" {
		b.WriteString("<generator version=\"" + xmlAttr(version) + "\">" + xmlText(name) + "</generator>\n")
	}
	b.WriteString("<rights>" + xmlText(w.terms()) + "</rights>\n")
}

// atomText is an element of text, which says so where one could take it for HTML.
func atomText(name, s string) string {
	said := cmp(strings.ContainsAny(s, "<&"), " type=\"text\"", "")
	return "<" + name + said + ">" + xmlText(s) + "</" + name + ">\n"
}

func (w *atomWriter) end(b *bytes.Buffer) { b.WriteString("</feed>\n") }

func (w *atomWriter) article(b *bytes.Buffer, a *feed.Article) error {
	it := w.item(a)
	b.WriteString("<entry xml:lang=\"" + it.lang + "\">\n<id>" + feed.URN + a.ID.String() + "</id>\n" + atomText("title", it.headline))
	if it.url != "" {
		b.WriteString("<link rel=\"alternate\" href=\"" + xmlAttr(it.url) + "\"")
		if it.lang != noLang {
			b.WriteString(" hreflang=\"" + it.lang + "\"")
		}
		b.WriteString("/>\n")
	}
	if it.published != "" {
		b.WriteString("<published>" + it.published + "</published>\n")
	}
	b.WriteString("<updated>" + rfc3339(it.updated) + "</updated>\n")
	for _, s := range it.authors {
		b.WriteString("<author><name>" + xmlText(s) + "</name></author>\n")
	}
	w.categories(b, a, &it)
	if it.lead != "" {
		b.WriteString(atomText("summary", it.lead))
	}
	switch {
	case it.more:
		b.WriteString("<content type=\"html\">" + xmlText(it.html) + "</content>\n")
	case it.url == "": // without a link to the text an entry must have one
		b.WriteString("<content>" + xmlText(cmp(it.lead != "", it.lead, it.headline)) + "</content>\n")
	}
	w.source(b, a, it.updated)
	it.rec.Categories = nil
	writeElements(b, it.rec)
	b.WriteString("</entry>\n")
	return nil
}

func (w *atomWriter) categories(b *bytes.Buffer, a *feed.Article, it *item) {
	themes := w.known(a.Themes)
	for _, slug := range it.rec.Tags {
		label, iptc := slug, ""
		for _, t := range themes {
			if t.Slug == slug {
				label, iptc = w.label(t), t.IPTC
			}
		}
		b.WriteString("<category term=\"" + xmlAttr(slug) + "\" scheme=\"" + feed.TagScheme + "\" label=\"" + xmlAttr(label) + "\"/>\n")
		if iptc != "" {
			b.WriteString("<category term=\"" + xmlAttr(iptc) + "\" scheme=\"" + mediaTopics + "\" label=\"" + xmlAttr(label) + "\"/>\n")
		}
	}
	for _, s := range it.rec.Categories {
		b.WriteString("<category term=\"" + xmlAttr(s) + "\"/>\n")
	}
}

// source names the publication, as Atom has it of entries that were taken from
// another feed.
func (w *atomWriter) source(b *bytes.Buffer, a *feed.Article, updated time.Time) {
	if a.Source == "" {
		return
	}
	id := a.SourceID
	if id.IsZero() {
		id = feed.SourceID(a.Source)
	}
	b.WriteString("<source><id>" + feed.URN + "source:" + id.String() + "</id><title>" + xmlText(oneLine(a.Source)) + "</title><updated>" + rfc3339(updated) + "</updated></source>\n")
}

// writeElements writes what is ours of an article, each on a line.
func writeElements(b *bytes.Buffer, r feed.Record) {
	for _, e := range r.Elements() {
		b.WriteString("<v:" + e.Name)
		for _, a := range e.Attrs {
			b.WriteString(" " + a.Name + "=\"" + xmlAttr(a.Value) + "\"")
		}
		if e.Text == "" {
			b.WriteString("/>\n")
			continue
		}
		b.WriteString(">" + xmlText(e.Text) + "</v:" + e.Name + ">\n")
	}
}
