package parse

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"veille/feed/charset"
	"veille/feed/text"
)

// Limits of looking for feeds: bytes of a page, and feeds told.
const (
	discoverBytes = 3 << 20
	discoverLinks = 60
)

// Link is a feed that a page offers.
type Link struct {
	URL   string
	Title string
	Type  string // media type as the page says
	Times int    // how often the page names it
}

// linkRank orders what a page offers, best first.
type linkRank uint8

const (
	rankNamed    linkRank = iota // by a link element or header, with the type of a feed
	rankLikely                   // with a type that others have too, or none
	rankAnchor                   // a link to click with the address of a file that is a feed
	rankWord                     // one with a word for feed in its address or on it
	rankComments                 // what readers say
)

// foundLink is a feed on the way to a Link.
type foundLink struct {
	Link
	rank linkRank
}

// Discover lists the feeds that a page of HTML offers in its head or body, best
// first and comments last; header holds the Link headers of the answer. Base is
// the address the page was read from. A page that names no feed of articles is
// searched for links to click that look like one: some of these may lead to pages
// that list feeds.
func Discover(html []byte, header []string, o Options) []Link {
	d := discovery{from: o.Base, base: o.Base, seen: map[string]int{}}
	for _, h := range header {
		d.header(h)
	}
	if s, err := charset.Decode(html[:min(len(html), discoverBytes)], charset.Of(o.Type)); err == nil {
		d.page(s)
	}
	if !slices.ContainsFunc(d.found, func(f foundLink) bool { return f.rank < rankComments }) {
		d.anchors()
	}
	slices.SortStableFunc(d.found, func(a, b foundLink) int { return cmp.Compare(a.rank, b.rank) })
	var out []Link
	for _, f := range d.found[:min(len(d.found), discoverLinks)] {
		out = append(out, f.Link)
	}
	return out
}

// discovery gathers the feeds of one page.
type discovery struct {
	from  string // address of the page
	base  string // what relative addresses are relative to
	based bool   // the page says so itself
	found []foundLink
	seen  map[string]int // places in found, counted from 1
	click []clickLink
}

// clickLink is a link to click.
type clickLink struct{ href, words, title string }

// add takes in a feed that is not known yet. The address may be relative.
func (d *discovery) add(href, title, mediaType string, r linkRank) {
	address, ok := absoluteLink(d.base, href)
	if !ok {
		return
	}
	s, err := NewSource(address)
	if err != nil {
		return
	}
	key := linkKey(s.Feed)
	if i := d.seen[key]; i > 0 {
		d.found[i-1].Times++
		return
	}
	if len(d.found) >= 4*discoverLinks {
		return
	}
	d.seen[key] = len(d.found) + 1
	title = listLine(title, listNameRunes)
	if isComments(s.Feed, title) {
		r = rankComments
	}
	d.found = append(d.found, foundLink{Link{s.Feed, title, mediaType, 1}, r})
}

// absoluteLink makes an address absolute.
func absoluteLink(base, ref string) (string, bool) {
	ref = strings.TrimSpace(text.Clean(ref))
	if ref == "" || len(ref) > 4*text.MaxURL {
		return "", false
	}
	if _, _, ok := cutScheme(ref); ok {
		return ref, true
	}
	b, err := url.Parse(base)
	if err != nil || b.Host == "" {
		return "", false
	}
	// Blanks and the like stand in addresses; a browser encodes them.
	r, err := url.Parse(strings.ReplaceAll(ref, " ", "%20"))
	if err != nil {
		return "", false
	}
	return b.ResolveReference(r).String(), true
}

// link takes in a link element or a Link header.
func (d *discovery) link(rel, mediaType, href, title string) {
	rels := strings.Fields(strings.ToLower(rel))
	feedRel := slices.Contains(rels, "feed")
	if !feedRel && !slices.Contains(rels, "alternate") || slices.Contains(rels, "stylesheet") {
		return
	}
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(mediaType)), ";")
	kind = strings.TrimSpace(kind)
	told := text.Limit(text.Line(mediaType), listNameRunes)
	switch kind {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
		"application/x.atom+xml", "application/x-atom+xml", "application/x-rss+xml", "application/rss", "application/atom",
		"text/rss+xml", "text/atom+xml", "text/rss", "text/atom", "application/x-netcdf":
		d.add(href, title, told, rankNamed)
	case "text/xml", "application/xml":
		if !strings.Contains(strings.ToLower(href), "oembed") {
			d.add(href, title, told, rankLikely)
		}
	case "application/json", "":
		// WordPress offers its programming interface as application/json, and a page
		// in another language is an alternate without type.
		if feedRel || looksLikeFeed(href) == rankAnchor {
			d.add(href, title, told, rankLikely)
		}
	default:
		if feedRel {
			d.add(href, title, told, rankLikely)
		}
	}
}

// anchors takes in links to click that look like feeds: those of the same site
// and of hosts that keep feeds for others. An address inside another one is a
// reader on the web that wants to be subscribed with.
func (d *discovery) anchors() {
	host := linkHost(d.from)
	for _, a := range d.click {
		r := looksLikeFeed(a.href)
		if r > rankAnchor && isFeedWord(a.words+" "+a.title) {
			r = rankWord
		}
		address, ok := absoluteLink(d.base, a.href)
		if r > rankWord || !ok || strings.Count(strings.ToLower(address), "http") > 1 {
			continue
		}
		if h := linkHost(address); h != host && r != rankAnchor && !strings.HasPrefix(h, "feed") {
			continue
		}
		d.add(a.href, cmp.Or(a.words, a.title), "", r)
	}
}

// looksLikeFeed judges an address: rankAnchor for the name of a file that is a
// feed, rankWord for one that may be, rankComments for any other.
func looksLikeFeed(address string) linkRank {
	s := strings.ToLower(strings.TrimSpace(address))
	if scheme, _, ok := cutScheme(s); ok && scheme != "http" && scheme != "https" {
		if slices.Contains(feedSchemes, scheme) {
			return rankAnchor
		}
		return rankComments
	}
	s, _, _ = strings.Cut(s, "#")
	p, query, _ := strings.Cut(s, "?")
	name := path.Base(p)
	switch path.Ext(name) {
	case ".rss", ".atom", ".rdf":
		return rankAnchor
	case ".xml", ".json":
		if stem := strings.TrimSuffix(name, path.Ext(name)); hasFeedWord(stem) || stem == "index" && path.Ext(name) == ".xml" {
			return rankAnchor
		}
		if path.Ext(name) == ".xml" && hasFeedWord(path.Dir(p)) {
			return rankAnchor
		}
		return rankComments
	case ".php", ".asp", ".aspx", ".jsp", ".cfm", ".cgi":
		name = strings.TrimSuffix(name, path.Ext(name))
	}
	for _, q := range strings.Split(query, "&") {
		key, value, _ := strings.Cut(q, "=")
		if (key == "feed" || key == "format" || key == "type" || key == "alt") && hasFeedWord(value) {
			return rankAnchor
		}
	}
	switch name {
	case "feed", "atom", "rss", "rss2", "rdf", "feeds":
		return rankWord
	}
	if i := strings.Index(p, "://"); i >= 0 && strings.HasPrefix(p[i+3:], "feeds.") {
		return rankWord
	}
	return rankComments
}

// feedWords are those by which feeds are named.
var feedWords = []string{"rss", "rss2", "rss20", "atom", "atom10", "feed", "feeds", "rdf", "jsonfeed"}

// hasFeedWord looks for one among the letters and digits of a name.
func hasFeedWord(s string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), func(w string) bool { return slices.Contains(feedWords, w) })
}

// isFeedWord holds for the words on a link when they are few and one names feeds.
func isFeedWord(s string) bool {
	return len(strings.Fields(s)) <= 6 && hasFeedWord(s)
}

// commentWords are those by which feeds of comments are named, folded;
// commentParts are looked for inside words, for they are several or stand in
// languages without blanks.
var (
	commentWords = []string{
		"comments", "comment", "commentaires", "commentaire", "kommentare", "comentarios", "comentario", "commenti", "commento",
		"komentar", "komentarze", "reacties", "yorumlar", "комментарии", "replies",
	}
	commentParts = []string{"binh luan", "评论", "評論", "コメント", "ความเห็น", "댓글"}
)

// isComments holds for a feed of what readers say.
func isComments(address, title string) bool {
	for _, s := range []string{strings.ToLower(afterHost(address)), text.Fold(title)} {
		words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" /?&=.-_:+»«,()|", r) })
		if slices.ContainsFunc(commentWords, func(w string) bool { return slices.Contains(words, w) }) {
			return true
		}
		if slices.ContainsFunc(commentParts, func(w string) bool { return strings.Contains(s, text.Fold(w)) }) {
			return true
		}
	}
	return false
}

// afterHost is the part of an absolute address behind its host.
func afterHost(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		return rest[i:]
	}
	return ""
}

// linkHost is the host of an absolute address without www.
func linkHost(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimPrefix(strings.ToLower(rest), "www.")
}

// linkKey is what two ways to write the address of a feed have in common: neither
// scheme nor the port that the scheme has anyway tells them apart.
func linkKey(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	host, path := rest[:end], rest[end:]
	host = strings.TrimSuffix(host, map[string]string{"http": ":80", "https": ":443"}[scheme])
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return host + path
}
