package export

import (
	"bytes"
	_ "embed"
	"html"
	"strings"

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
	markup
	open bool // a section is
}

func newHTML(d *dossier) writer { return &htmlWriter{markup: markup{dossier: d, level: 3}} }

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
	b.WriteString("<title>" + t + "</title>\n<style>\n" + dossierCSS + "</style>\n</head>\n<body class=\"depth-" + string(w.deepest()) + "\">\n<header>\n<h1>" + t + "</h1>\n")
	w.head(b)
	b.WriteString("</header>\n")
	w.countsHTML(b)
	if len(w.entries) > 0 && (w.Contents || w.Timeline) {
		w.nav(b)
	}
	b.WriteString("<main>\n")
}

// head says what the dossier holds and how it may be used.
func (w *htmlWriter) head(b *bytes.Buffer) {
	b.WriteString("<p class=\"meta\">" + esc(w.summary()) + "</p>\n")
	if s := w.found(); s != "" {
		b.WriteString("<p class=\"meta\">" + esc(s) + "</p>\n")
	}
	made := ""
	if !w.Made.IsZero() {
		before, after, _ := strings.Cut(w.words.made, "%s")
		made = esc(before) + timeTag(w.Made, feed.Second, w.words.date(w.Made, feed.Day)) + esc(after) + " "
	}
	b.WriteString("<p class=\"meta\">" + made + esc(w.terms()) + "</p>\n")
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
				if s := w.where(&e.Article); s != "" {
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
	return "<a href=\"#" + a.ID.String() + "\"" + w.lang(a.Lang, w.words.lang) + ">" + esc(titled(a, w.words)) + "</a>"
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
	b.WriteString("<article id=\"" + a.ID.String() + "\" class=\"depth-" + string(w.depthOf(a)) + "\"" + w.lang(a.Lang, w.words.lang) + ">\n")
	w.markup.article(b, a)
	b.WriteString("</article>\n")
	return nil
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
