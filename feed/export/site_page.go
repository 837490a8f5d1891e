package export

import (
	"bytes"
	"strings"

	"veille/feed"
)

// siteCSS is what a site has beside the style of a dossier.
const siteCSS = `.way{font:.86rem/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;margin:0 0 1.6rem}
.way a{margin-right:.9em}
.list{list-style:none;padding:0;margin:0}
.list li{margin:.7rem 0;line-height:1.4}
.list .meta{display:block;font-size:.8rem}
article{margin-top:0}
article h2,article h3{font-size:1.02rem;line-height:1.35;margin:1.6rem 0 .4rem;padding:0;border:0}
aside h2{margin:0 0 .3rem;font-size:.8rem;color:var(--mut)}
@media print{.way{display:none}article.depth-full{break-before:auto}}
`

// sitePolicy lets a page have the style beside it, on a server or on a disk, and
// nothing else.
const sitePolicy = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"

// maxSiteTitle is the longest title of an article in a list, in runes.
const maxSiteTitle = 200

// sitePage is what the pages of a site have in common.
type sitePage struct {
	title string
	up    string       // "" on the first page, else "../"
	feeds []*siteTheme // whose feeds are named for programs
	way   []string     // links back, HTML
}

func (s *site) open(b *bytes.Buffer, p sitePage) {
	b.WriteString("<!DOCTYPE html>\n<html lang=\"" + s.words.lang + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"" + sitePolicy + "\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	if g := oneLine(s.Generator); g != "" {
		b.WriteString("<meta name=\"generator\" content=\"" + esc(g) + "\">\n")
	}
	b.WriteString("<title>" + esc(p.title) + "</title>\n<link rel=\"stylesheet\" href=\"" + p.up + "veille.css\">\n")
	for _, t := range p.feeds {
		at := cmp(p.up == "", "themes/", "") + t.name
		b.WriteString("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"" + esc(t.label) + "\" href=\"" + at + ".atom\">\n" +
			"<link rel=\"alternate\" type=\"application/feed+json\" title=\"" + esc(t.label) + "\" href=\"" + at + ".feed.json\">\n")
	}
	b.WriteString("</head>\n<body>\n")
	if len(p.way) > 0 {
		b.WriteString("<p class=\"way\">" + strings.Join(p.way, " ") + "</p>\n")
	}
}

// shut says how the texts may be used and ends a page.
func (s *site) shut(b *bytes.Buffer) {
	b.WriteString("<footer>\n<p class=\"meta\">" + esc(s.terms()) + "</p>\n</footer>\n</body>\n</html>\n")
}

// index writes the first page.
func (s *site) index(b *bytes.Buffer, themes []siteTheme) {
	p := sitePage{title: s.Title}
	for i := range themes {
		p.feeds = append(p.feeds, &themes[i])
	}
	s.open(b, p)
	b.WriteString("<header>\n<h1>" + esc(p.title) + "</h1>\n</header>\n<main>\n<h2>" + esc(s.words.themes) + "</h2>\n")
	if len(themes) > 0 {
		b.WriteString("<ul class=\"list\">\n")
		for i := range themes {
			t := &themes[i]
			b.WriteString("<li><a href=\"themes/" + t.name + ".html\">" + esc(t.label) + "</a> <span class=\"meta\">" + esc(s.words.count(len(t.entries), s.words.article)) +
				" · " + feedLinks("themes/"+t.name) + "</span></li>\n")
		}
		b.WriteString("</ul>\n")
	}
	if len(s.latest) > 0 {
		b.WriteString("<h2>" + esc(s.say.latest) + "</h2>\n")
		s.list(b, s.latest, "articles/")
	}
	b.WriteString("</main>\n")
	s.shut(b)
}

// feedLinks links the feeds of a theme.
func feedLinks(at string) string {
	return "<a href=\"" + at + ".atom\">Atom</a> · <a href=\"" + at + ".feed.json\">JSON Feed</a>"
}

func (s *site) themePage(b *bytes.Buffer, t *siteTheme) {
	s.open(b, sitePage{title: t.label + " – " + s.Title, up: "../", feeds: []*siteTheme{t}, way: []string{s.home()}})
	b.WriteString("<header>\n<h1>" + esc(t.label) + "</h1>\n<p class=\"meta\">" + esc(s.words.count(len(t.entries), s.words.article)) + ". " + esc(s.say.follow) + " " + feedLinks(t.name) + "</p>\n</header>\n<main>\n")
	if len(t.entries) == 0 {
		b.WriteString("<p class=\"meta\">" + esc(s.say.none) + "</p>\n")
	} else {
		s.list(b, t.entries, "../articles/")
	}
	b.WriteString("</main>\n")
	s.shut(b)
}

func (s *site) home() string {
	return "<a href=\"../index.html\">" + esc(s.say.all) + "</a>"
}

func (s *site) list(b *bytes.Buffer, entries []*feed.Article, folder string) {
	m := markup{dossier: s.dossier}
	b.WriteString("<ol class=\"list\">\n")
	for _, a := range entries {
		b.WriteString("<li><a href=\"" + folder + a.ID.String() + ".html\"" + m.lang(a.Lang, s.words.lang) + ">" + esc(shorten(titled(a, s.words), maxSiteTitle)) + "</a>")
		if line := s.where(a); line != "" {
			b.WriteString(" <span class=\"meta\">" + esc(line) + "</span>")
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ol>\n")
}

// page writes the page of an article.
func (s *site) page(b *bytes.Buffer, a *feed.Article) {
	way := []string{s.home()}
	for _, t := range s.in(a) {
		way = append(way, "<a href=\"../themes/"+themeFile(t)+".html\">"+esc(s.label(t))+"</a>")
	}
	s.open(b, sitePage{title: shorten(titled(a, s.words), maxSiteTitle) + " – " + s.Title, up: "../", way: way})
	m := markup{dossier: s.dossier, level: 1}
	b.WriteString("<main>\n<article class=\"depth-" + string(s.Depth) + "\"" + m.lang(a.Lang, s.words.lang) + ">\n")
	m.article(b, a)
	b.WriteString("</article>\n</main>\n")
	s.shut(b)
}
