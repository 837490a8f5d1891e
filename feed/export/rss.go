package export

import (
	"bytes"
	"time"

	"veille/feed"
)

// rssWriter writes RSS 2.0 with the modules that readers know: content:encoded,
// dc:creator, dc:language. Tags are categories of the domain feed.TagScheme by
// their slugs, for RSS has no labels. What is beyond it is written as
// feed.Elements, which import reads back.
type rssWriter struct{ feeds }

func newRSS(d *dossier) writer { return &rssWriter{feeds{dossier: d}} }

func (w *rssWriter) begin(b *bytes.Buffer) {
	b.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" " +
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:v=\"" + feed.ElementSpace + "\">\n<channel>\n<title>" + xmlText(oneLine(w.Title)) + "</title>\n")
	home := w.identity() // RSS wants a link
	if feed.Linkable(w.Home) {
		home = cleanURL(w.Home)
	}
	b.WriteString("<link>" + xmlText(home) + "</link>\n")
	about := oneLine(w.Title)
	if s := w.found(); s != "" {
		about = s
	}
	b.WriteString("<description>" + xmlText(about) + "</description>\n<language>" + w.words.lang + "</language>\n")
	if feed.Linkable(w.Self) {
		b.WriteString("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"" + xmlAttr(cleanURL(w.Self)) + "\"/>\n")
	}
	b.WriteString("<copyright>" + xmlText(w.terms()) + "</copyright>\n<lastBuildDate>" + rfc822(w.changedAll()) + "</lastBuildDate>\n")
	if g := oneLine(w.Generator); g != "" {
		b.WriteString("<generator>" + xmlText(g) + "</generator>\n")
	}
}

// rfc822 writes a time as RSS wants it, "" for one that rfc3339 cannot say.
func rfc822(t time.Time) string {
	if rfc3339(t) == "" {
		return ""
	}
	if _, off := t.Zone(); off%60 != 0 {
		t = t.UTC()
	}
	return t.Format(time.RFC1123Z)
}

func (w *rssWriter) end(b *bytes.Buffer) { b.WriteString("</channel>\n</rss>\n") }

func (w *rssWriter) article(b *bytes.Buffer, a *feed.Article) error {
	it := w.item(a)
	b.WriteString("<item>\n")
	if it.headline != "" {
		b.WriteString("<title>" + xmlText(it.headline) + "</title>\n")
	}
	if it.url != "" {
		b.WriteString("<link>" + xmlText(it.url) + "</link>\n")
	}
	b.WriteString("<guid isPermaLink=\"false\">" + feed.URN + a.ID.String() + "</guid>\n")
	if s := rfc822(a.Published); s != "" {
		b.WriteString("<pubDate>" + s + "</pubDate>\n")
	}
	for _, s := range it.authors {
		b.WriteString("<dc:creator>" + xmlText(s) + "</dc:creator>\n")
	}
	if it.lang != noLang {
		b.WriteString("<dc:language>" + it.lang + "</dc:language>\n")
	}
	for _, slug := range it.rec.Tags {
		b.WriteString("<category domain=\"" + feed.TagScheme + "\">" + xmlText(slug) + "</category>\n")
	}
	for _, s := range it.rec.Categories {
		b.WriteString("<category>" + xmlText(s) + "</category>\n")
	}
	if s := cmp(it.lead == "" && it.headline == "", "–", it.lead); s != "" { // an item must have a title or a description
		b.WriteString("<description>" + xmlText(esc(s)) + "</description>\n") // HTML to nearly every reader
	}
	if it.more {
		b.WriteString("<content:encoded>" + xmlText(it.html) + "</content:encoded>\n")
	}
	it.rec.Categories = nil
	writeElements(b, it.rec)
	b.WriteString("</item>\n")
	return nil
}
