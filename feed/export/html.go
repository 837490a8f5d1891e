package export

import (
	"bytes"
	_ "embed"
	"html"
	"strings"
	"time"

	"veille/feed"
)

//go:embed dossier.css
var dossierCSS string

// policy forbids everything that a dossier does not need: there is no script in
// it and nothing is fetched.
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// htmlWriter writes the dossier as one HTML file without script or reference
// to anything outside but links to follow. Every string is escaped, addresses
// other than http, https and mailto are not linked.
type htmlWriter struct {
	*dossier
	open bool // a section is
}

func newHTML(d *dossier) writer { return &htmlWriter{dossier: d} }

var esc = html.EscapeString

func (w *htmlWriter) begin(b *bytes.Buffer) {
	t := esc(oneLine(w.Title))
	b.WriteString("<!DOCTYPE html>\n<html lang=\"" + w.words.lang + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<meta name=\"referrer\" content=\"no-referrer\">\n")
	if w.Generator != "" {
		b.WriteString("<meta name=\"generator\" content=\"" + esc(oneLine(w.Generator)) + "\">\n")
	}
	b.WriteString("<title>" + t + "</title>\n<style>\n" + dossierCSS + "</style>\n</head>\n<body class=\"depth-" + string(w.Depth) + "\">\n<header>\n<h1>" + t + "</h1>\n")
	w.head(b)
	b.WriteString("</header>\n")
	if len(w.entries) > 0 && (w.Contents || w.Timeline) {
		w.nav(b)
	}
	b.WriteString("<main>\n")
}

// head says what the dossier holds and how it may be used.
func (w *htmlWriter) head(b *bytes.Buffer) {
	b.WriteString("<p class=\"meta\">" + esc(w.summary()) + "</p>\n")
	if q := oneLine(w.Query); q != "" {
		b.WriteString("<p class=\"meta\">" + esc(w.words.query) + " " + esc(q) + "</p>\n")
	}
	var line []string
	if !w.Made.IsZero() {
		before, after, _ := strings.Cut(w.words.made, "%s")
		line = append(line, esc(before)+timeTag(w.Made, feed.Second, w.words.date(w.Made, feed.Day))+esc(after))
	}
	line = append(line, esc(w.words.depth[w.Depth]))
	if s := w.licence(); s != "" {
		line = append(line, esc(s))
	}
	b.WriteString("<p class=\"meta\">" + strings.Join(line, " ") + "</p>\n")
}

// timeTag writes a date for people that holds it for machines too. HTML knows
// no date of a year or month alone in this shape but these.
func timeTag(t time.Time, p feed.Precision, shown string) string {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return esc(shown)
	}
	return "<time datetime=\"" + isoTime(t, p) + "\">" + esc(shown) + "</time>"
}

func (w *htmlWriter) nav(b *bytes.Buffer) {
	b.WriteString("<nav aria-label=\"" + esc(w.words.contents) + "\">\n")
	if w.Contents {
		b.WriteString("<h2>" + esc(w.words.contents) + "</h2>\n")
		n := 1
		for _, g := range w.groups {
			if g.name != "" {
				b.WriteString("<h3>" + esc(g.name) + "</h3>\n")
			}
			b.WriteString("<ol start=\"" + itoa(n) + "\">\n")
			for _, e := range g.entries {
				b.WriteString("<li>" + w.anchor(&e.Article))
				if s := w.where(&e.Article, w.words.date(e.Published, e.Precision)); s != "" {
					b.WriteString(" <span class=\"meta\">" + esc(s) + "</span>")
				}
				b.WriteString("</li>\n")
			}
			b.WriteString("</ol>\n")
			n += len(g.entries)
		}
	}
	if w.Timeline {
		b.WriteString("<h2>" + esc(w.words.timeline) + "</h2>\n<ol class=\"timeline\">\n")
		for _, e := range w.byDate() {
			date := w.words.date(e.Published, e.Precision)
			if date == "" {
				date = "<span class=\"none\">" + esc(w.words.noDate) + "</span>"
			} else {
				date = timeTag(e.Published, min(e.Precision, feed.Day), date)
			}
			b.WriteString("<li>" + date + " " + w.anchor(&e.Article) + "</li>\n")
		}
		b.WriteString("</ol>\n")
	}
	b.WriteString("</nav>\n")
}

// anchor is a link to an article of the dossier.
func (w *htmlWriter) anchor(a *feed.Article) string {
	return "<a href=\"#" + a.ID.String() + "\"" + langAttr(a.Lang, w.words.lang) + ">" + esc(citedTitle(a)) + "</a>"
}

// langAttr tells the language of a text where it is known and not that of its
// surroundings.
func langAttr(lang, around string) string {
	if lang == "" || lang == around || len(lang) > 35 || strings.Trim(strings.ToLower(lang), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return ""
	}
	attr := " lang=\"" + lang + "\""
	switch lang {
	case "ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "ug", "sd":
		attr += " dir=\"rtl\""
	}
	return attr
}

func (w *htmlWriter) group(b *bytes.Buffer, name string) {
	if w.open {
		b.WriteString("</section>\n")
	}
	if name == "" {
		name = w.words.articles
	}
	b.WriteString("<section>\n<h2>" + esc(name) + "</h2>\n")
	w.open = true
}

func (w *htmlWriter) article(b *bytes.Buffer, a *feed.Article) error {
	b.WriteString("<article id=\"" + a.ID.String() + "\"" + langAttr(a.Lang, w.words.lang) + ">\n")
	if a.Kicker != "" && w.Depth == Full {
		b.WriteString("<p class=\"kicker\">" + esc(oneLine(a.Kicker)) + "</p>\n")
	}
	class := ""
	if a.TitleFrom == feed.TitleFromFirstSentence {
		class = " class=\"untitled\""
	}
	b.WriteString("<h3" + class + ">" + esc(citedTitle(a)) + "</h3>\n")
	w.metaLine(b, a)
	if themes := w.themesOf(a); len(themes) > 0 {
		b.WriteString("<ul class=\"tags\"" + langAttr(w.words.lang, a.Lang) + " aria-label=\"" + esc(w.words.themes) + "\">")
		for _, t := range themes {
			b.WriteString("<li>" + esc(oneLine(w.label(t))) + "</li>")
		}
		b.WriteString("</ul>\n")
	}
	if s := headOf(a); s != "" {
		class := ""
		if w.Depth == Full {
			class = " class=\"lead\""
		}
		b.WriteString("<p" + class + ">" + esc(s) + "</p>\n")
	}
	writeBlocks(b, a.Body)
	w.below(b, a)
	b.WriteString("</article>\n")
	return nil
}

// metaLine names source, agency, author, date and place and links the
// original.
func (w *htmlWriter) metaLine(b *bytes.Buffer, a *feed.Article) {
	var line []string
	if s := sourceLine(a); s != "" {
		line = append(line, esc(s))
	}
	if s := authorOf(a); s != "" && s != agencyOf(a) {
		line = append(line, esc(s))
	}
	if date := w.words.date(a.Published, a.Precision); date != "" {
		line = append(line, timeTag(a.Published, a.Precision, date))
	} else {
		line = append(line, esc(w.words.noDate))
	}
	if s := placeOf(a); s != "" && w.Depth == Full {
		line = append(line, esc(s))
	}
	if feed.Linkable(a.URL) {
		line = append(line, htmlLink(a.URL, esc(w.words.original)))
	}
	b.WriteString("<p class=\"meta\"" + langAttr(w.words.lang, a.Lang) + ">" + strings.Join(line, " – ") + "</p>\n")
}

// below writes what stands under the text: byline, captions, related links
// and the user's notes.
func (w *htmlWriter) below(b *bytes.Buffer, a *feed.Article) {
	if s := oneLine(a.Byline); s != "" && w.Depth == Full {
		b.WriteString("<p class=\"meta byline\">" + esc(s) + "</p>\n")
	}
	for _, c := range a.Captions {
		if s := captionText(c); s != "" {
			b.WriteString("<figure><figcaption>" + esc(s) + "</figcaption></figure>\n")
		}
	}
	if len(a.Related) > 0 {
		b.WriteString("<p class=\"meta\"" + langAttr(w.words.lang, a.Lang) + ">" + esc(w.words.related) + "</p>\n<ul class=\"related\">\n")
		for _, l := range a.Related {
			b.WriteString("<li>" + linked(l) + "</li>\n")
		}
		b.WriteString("</ul>\n")
	}
	for _, n := range a.Notes {
		b.WriteString("<aside" + langAttr(w.words.lang, a.Lang) + "><h4>" + esc(w.words.note) + "</h4>")
		for p := range strings.SplitSeq(n, "\n\n") {
			if p = strings.TrimSpace(p); p != "" {
				b.WriteString("<p>" + strings.ReplaceAll(esc(p), "\n", "<br>") + "</p>")
			}
		}
		b.WriteString("</aside>\n")
	}
}

// captionText is a caption with its credit.
func captionText(c feed.Caption) string {
	s, credit := oneLine(c.Text), oneLine(c.Credit)
	if s != "" && credit != "" {
		return s + " – " + credit
	}
	return s + credit
}

func linked(l feed.Link) string {
	s := oneLine(l.Text)
	if s == "" {
		s = oneLine(l.URL)
	}
	if feed.Linkable(l.URL) {
		return htmlLink(l.URL, esc(s))
	}
	return esc(s)
}

// htmlLink links inner, which is HTML, to an address that is Linkable.
func htmlLink(url, inner string) string {
	return "<a href=\"" + esc(cleanURL(url)) + "\" rel=\"noreferrer\">" + inner + "</a>"
}

// cleanURL escapes what an address may not hold as it is.
func cleanURL(url string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c == 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (w *htmlWriter) end(b *bytes.Buffer) {
	if w.open {
		b.WriteString("</section>\n")
	}
	b.WriteString("</main>\n")
	if w.Sources && len(w.entries) > 0 {
		b.WriteString("<footer>\n<h2>" + esc(w.words.sources) + "</h2>\n<ol>\n")
		for _, g := range w.groups {
			for _, e := range g.entries {
				b.WriteString("<li>" + w.citation(&e.Article) + "</li>\n")
			}
		}
		b.WriteString("</ol>\n</footer>\n")
	}
	b.WriteString("</body>\n</html>\n")
}

// citation is the ISO 690 citation in the dossier's language.
func (w *htmlWriter) citation(a *feed.Article) string {
	var s strings.Builder
	for _, p := range iso690(a, w.words, w.seen(a)) {
		switch {
		case p.kind == cited:
			s.WriteString("<cite>" + esc(p.text) + "</cite>")
		case p.kind == link && feed.Linkable(p.text):
			s.WriteString(htmlLink(p.text, esc(p.text)))
		default:
			s.WriteString(esc(p.text))
		}
	}
	return s.String()
}
