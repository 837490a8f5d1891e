package page

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"veille/feed"
	"veille/feed/text"
)

// maxJSON is the largest JSON-LD script read, in bytes.
const maxJSON = 512 << 10

// found collects what the head of a page says, by rank: a lower rank wins.
type found struct {
	value map[string]string
	rank  map[string]int
	list  map[string][]string
	body  string // articleBody of JSON-LD
}

func (f *found) set(name, value string, rank int) {
	value = text.Line(value)
	if value == "" {
		return
	}
	if old, ok := f.rank[name]; !ok || rank < old {
		f.value[name], f.rank[name] = value, rank
	}
}

func (f *found) add(name, value string) {
	if value = text.Line(value); value != "" && len(f.list[name]) < maxCategories {
		f.list[name] = append(f.list[name], value)
	}
}

// metaNames maps the names of meta elements to what they say, with ranks.
var metaNames = map[string]struct {
	to   string
	rank int
}{
	"og:title": {"title", 1}, "twitter:title": {"title", 3}, "dc.title": {"title", 3}, "parsely-title": {"title", 2},
	"og:site_name": {"site", 1}, "application-name": {"site", 4}, "dc.publisher": {"site", 3},
	"og:url": {"url", 3}, "twitter:url": {"url", 4},
	"og:description": {"summary", 1}, "description": {"summary", 2}, "twitter:description": {"summary", 3}, "dc.description": {"summary", 3},
	"article:published_time": {"published", 1}, "og:article:published_time": {"published", 2}, "datepublished": {"published", 2},
	"pubdate": {"published", 3}, "publishdate": {"published", 3}, "publish-date": {"published", 3}, "publish_date": {"published", 3},
	"parsely-pub-date": {"published", 3}, "dc.date.issued": {"published", 3}, "dc.date": {"published", 5}, "dcterms.created": {"published", 4},
	"sailthru.date": {"published", 4}, "article.published": {"published", 3}, "date": {"published", 5},
	"article:modified_time": {"updated", 1}, "og:updated_time": {"updated", 2}, "lastmod": {"updated", 3}, "dcterms.modified": {"updated", 3},
	"author": {"author", 2}, "dc.creator": {"author", 3}, "article:author": {"author", 3}, "parsely-author": {"author", 3}, "byl": {"author", 3},
	"og:locale": {"lang", 3}, "content-language": {"lang", 2}, "dc.language": {"lang", 4},
}

// readMeta reads what the page says of itself. It changes nothing in doc.
func (d *draft) readMeta(doc *html.Node) *found {
	f := &found{value: make(map[string]string), rank: make(map[string]int), list: make(map[string][]string)}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			f.element(n)
		}
	}
	d.meta.site = text.Limit(f.value["site"], maxName)
	d.meta.summary = text.Limit(f.value["summary"], 2*maxHeadline)
	d.meta.lang = f.value["lang"]
	d.meta.url = f.value["url"]
	if d.meta.authors = d.m.namesIn(f.list["author"]...); len(d.meta.authors) == 0 {
		d.meta.authors = d.m.namesIn(f.value["author"])
	}
	d.meta.categories = distinct(append(f.list["tag"], f.list["keyword"]...))
	if t, p := d.m.dateIn(f.value["published"]); p != feed.NoDate {
		d.art.Published, d.art.Precision = t, p
	}
	if t, p := d.m.dateIn(f.value["updated"]); p != feed.NoDate {
		d.art.Updated = t
	}
	d.htmlTitle(f)
	d.page = f
	return f
}

func (f *found) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		f.set("lang", attr(n, "lang"), 1)
		f.set("lang", attr(n, "xml:lang"), 1)
	case atom.Title:
		if n.Parent != nil && n.Parent.DataAtom == atom.Head {
			f.set("doctitle", textOf(n), 1)
		}
	case atom.H1:
		f.add("h1", textOf(n))
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			f.set("url", attr(n, "href"), 1)
		}
	case atom.A:
		if attr(n, "rel") == "author" {
			f.add("signed", text.Limit(textOf(n), maxName))
		}
	case atom.Base:
		f.set("base", attr(n, "href"), 1)
	case atom.Time:
		if v := attr(n, "datetime"); v != "" {
			rank := 6
			if hasAttr(n, "pubdate") || strings.EqualFold(attr(n, "itemprop"), "datePublished") {
				rank = 3
			}
			f.set("published", v, rank)
		}
	case atom.Meta:
		f.meta(n)
	case atom.Script:
		if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") {
			f.jsonLD(textOf(n))
		}
	default:
		if v := attr(n, "itemprop"); v != "" {
			f.property(n, strings.ToLower(v))
		}
	}
}

// property reads the microdata of an element that shows what it says.
func (f *found) property(n *html.Node, name string) {
	switch name {
	case "datepublished":
		v := attr(n, "content")
		if v == "" {
			v = textOf(n)
		}
		f.set("published", text.Limit(v, maxName), 4)
	case "author":
		if v := textOf(n); len(v) <= maxName {
			f.add("signed", v)
		}
	}
}

func (f *found) meta(n *html.Node) {
	content := attr(n, "content")
	for _, k := range []string{"property", "name", "itemprop", "http-equiv"} {
		name := strings.ToLower(strings.TrimSpace(attr(n, k)))
		if to, ok := metaNames[name]; ok && (to.to != "author" || !strings.Contains(content, "://")) {
			f.set(to.to, content, to.rank)
		}
		switch name {
		case "article:tag", "article:section":
			f.add("tag", text.Limit(content, maxName))
		case "keywords", "news_keywords":
			for w := range strings.SplitSeq(content, ",") {
				f.add("keyword", text.Limit(w, maxName))
			}
		}
	}
}

// jsonLD reads the article objects of one script.
func (f *found) jsonLD(s string) {
	if len(s) > maxJSON {
		return
	}
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		return
	}
	f.jsonValue(v, 0)
}

func (f *found) jsonValue(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			f.jsonValue(e, depth+1)
		}
	case map[string]any:
		if isArticleType(v["@type"]) {
			f.jsonArticle(v)
			return
		}
		f.jsonValue(v["@graph"], depth+1)
		f.jsonValue(v["mainEntity"], depth+1)
	}
}

func isArticleType(v any) bool {
	for _, s := range jsonStrings(v) {
		if strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "Posting") || s == "Report" {
			return true
		}
	}
	return false
}

func (f *found) jsonArticle(v map[string]any) {
	one := func(name, key string, rank int) {
		for _, s := range jsonStrings(v[key]) {
			f.set(name, s, rank)
		}
	}
	one("title", "headline", 2)
	one("published", "datePublished", 2)
	one("updated", "dateModified", 2)
	one("summary", "description", 3)
	one("lang", "inLanguage", 3)
	one("site", "publisher", 2)
	for _, s := range jsonStrings(v["author"]) {
		f.add("author", s)
	}
	for _, s := range jsonStrings(v["keywords"]) {
		for w := range strings.SplitSeq(s, ",") {
			f.add("keyword", w)
		}
	}
	if s, ok := v["articleBody"].(string); ok && len(s) > len(f.body) {
		f.body = s
	}
}

// jsonStrings returns a string, the strings of a list, or the names of objects.
func jsonStrings(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v[:min(len(v), maxCategories)] {
			if s, ok := e.(string); ok {
				out = append(out, s)
			} else if o, ok := e.(map[string]any); ok {
				out = append(out, jsonStrings(o)...)
			}
		}
		return out
	case map[string]any:
		if s, ok := v["name"].(string); ok {
			return []string{s}
		}
	}
	return nil
}

func distinct(in []string) []string {
	seen := make(map[string]bool)
	var out []string
	for _, s := range in {
		if k := text.Fold(s); !seen[k] && len(out) < maxCategories {
			seen[k] = true
			out = append(out, s)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// textOf returns the text below n; that of elements nobody sees only when n is
// one.
func textOf(n *html.Node) string {
	var b strings.Builder
	appendText(&b, n)
	return b.String()
}

func appendText(b *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case !unseen[c.DataAtom]:
			appendText(b, c)
		}
	}
}

// resolve makes an address of the page absolute and safe, "" when it cannot be.
func resolve(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || strings.HasPrefix(ref, "#") || len(ref) > 4*text.MaxURL {
		return ""
	}
	if base != nil && !isPlainAddress(ref) {
		if u, err := base.Parse(ref); err == nil {
			ref = u.String()
		}
	}
	safe, ok := text.SafeURL(ref)
	if !ok {
		return ""
	}
	return safe
}

// isPlainAddress holds for an absolute address that no base changes: nothing to be
// escaped, no segments of dots.
func isPlainAddress(s string) bool {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !asciiWord[c] && strings.IndexByte("-_~./:?=&", c) < 0 || c == '/' && i+1 < len(s) && s[i+1] == '.' {
			return false
		}
	}
	return true
}
