package parse

import "strings"

// Kind says what bytes are, as far as following sources goes.
type Kind uint8

const (
	KindOther Kind = iota // nothing of these: text, or no text at all
	KindFeed              // RSS, Atom, RDF, CDF, JSON Feed
	KindList              // OPML, newsboat's urls, bare addresses
	KindPage              // HTML
)

// kindReach is how many bytes are looked at to tell a kind: real feeds and lists
// name themselves early, after comments at most.
const kindReach = 64 << 10

// KindOf tells what bytes are by what they begin with, whatever they are called.
// Type is their Content-Type, "" when not known: only its charset counts, for
// servers say anything. A list of addresses must be one as a whole, so that a
// saved text that begins with an address is none.
func KindOf(b []byte, mediaType string) Kind {
	head := b[:min(len(b), kindReach)]
	s, err := decode(head, mediaType)
	if err != nil {
		return KindOther
	}
	s = strings.TrimLeft(s, " \t\r\n\f\v\ufeff\x00")
	if len(b) > len(head) {
		// The last line is cut and may look like anything.
		if i := strings.LastIndexByte(s, '\n'); i > 0 && s[0] != '<' && s[0] != '{' {
			s = s[:i]
		}
	}
	kind, _ := kindOf(s)
	return kind
}

// bareList is what a list without markup is called.
const bareList = "a list of addresses"

// MayBeFeed reports whether a media type is one that feeds and lists are sent
// with, among others.
func MayBeFeed(mediaType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(mediaType)), ";")
	switch kind = strings.TrimSpace(kind); {
	case kind == "application/xhtml+xml", kind == "image/svg+xml":
		return false
	case strings.HasSuffix(kind, "xml"), strings.HasSuffix(kind, "json"):
		return true
	}
	return strings.Contains(kind, "rss") || strings.Contains(kind, "atom") || strings.Contains(kind, "opml")
}

// kindOf tells what decoded text is, with words for it.
func kindOf(s string) (Kind, string) {
	switch {
	case s == "":
		return KindOther, "empty"
	case s[0] == '{' || s[0] == '[':
		head := s[:min(len(s), kindReach)]
		if strings.Contains(head, "jsonfeed.org") || strings.Contains(head, `"items"`) && !strings.Contains(head, `"veille/`) {
			return KindFeed, "a feed"
		}
		return KindOther, "JSON"
	case s[0] == '<':
		return kindOfMarkup(s)
	case isURLs(s):
		return KindList, bareList
	}
	if i := strings.Index(s[:min(len(s), 4096)], "<?xml"); i > 0 {
		return kindOfMarkup(s[i:])
	}
	return KindOther, "text"
}

// kindOfMarkup goes by the first element whose name tells. Elements of a page
// may stand before a feed, as messages of a broken site do.
func kindOfMarkup(s string) (Kind, string) {
	sc := opmlScanner{s: s[:min(len(s), kindReach)]}
	page := false
	for n := 0; n < kindElements && sc.next(); n++ {
		if sc.end {
			continue
		}
		switch sc.name {
		case "opml", "outline", "outlinedocument":
			return KindList, "a list of subscriptions"
		case "rss", "rdf", "feed":
			return KindFeed, "a feed"
		case "channel", "item", "entry":
			if !page {
				return KindFeed, "a feed"
			}
		case "head", "body":
			if hasOutline(s) {
				return KindList, "a list of subscriptions"
			}
			return KindPage, "a page"
		case "html":
			return KindPage, "a page"
		case "svg":
			return KindOther, "a picture"
		case "p", "div", "br", "b", "article", "main", "section", "meta", "table", "span", "h1", "h2", "img", "a", "script", "style":
			page = true
		}
	}
	if page {
		return KindPage, "a page"
	}
	return KindOther, "a document of another kind"
}

// kindElements is how many elements may stand before the one that tells.
const kindElements = 200

// hasOutline tells a list whose outermost element got lost from a page.
func hasOutline(s string) bool {
	head := strings.ToLower(s[:min(len(s), kindReach)])
	return strings.Contains(head, "<outline") && strings.Contains(head, "xmlurl")
}
