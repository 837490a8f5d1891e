package parse

import (
	"fmt"
	"strings"

	"veille/feed/text"
)

// root looks for the element that a feed begins with. It reports whether to go
// on, and whether it was found.
func (r *reader) root(el element, t tag) (going, begun bool) {
	name := r.names.canonical(t.name)
	version := get(r.attrs, "version")
	early := r.first == ""
	if early {
		r.first = strings.ToLower(t.name)
	}
	switch {
	case name == "rss":
		r.feed.Format, r.feed.Version = "rss", text.Line(version)
	case name == "rdf:rdf" || name == "rdf":
		r.feed.Format, r.feed.Version = "rdf", "1.0"
		if strings.Contains(t.attrs, "/rdf/simple/0.9") || strings.Contains(t.attrs, "my.netscape.com") {
			r.feed.Version = "0.90"
		}
	case name == "feed":
		r.feed.Format, r.feed.Version = "atom", atomVersion(t.attrs, version)
	case el == channelElement && (early || !isOther(r.first) && !isNamed(htmlNames, r.first)):
		r.feed.Format, r.feed.Version = channelFormat(t)
	case early && el == itemElement:
		r.feed.Format = "rss"
		if name == "entry" {
			r.feed.Format, r.feed.Version = "atom", atomVersion(t.attrs, version)
		}
		r.stack = append(r.stack, frame{name: "\x00", el: rootElement, place: inChannel})
	default:
		return !isOther(r.first) && t.from < rootReach, false
	}
	return true, true
}

// rootReach is how far into a text a feed may begin, in bytes: servers write
// warnings before it.
const rootReach = 64 << 10

func atomVersion(attrs, version string) string {
	switch {
	case strings.Contains(attrs, "http://www.w3.org/2005/Atom"):
		return "1.0"
	case version != "":
		return text.Line(version)
	case strings.Contains(attrs, "purl.org/atom/ns"):
		return "0.3"
	}
	return ""
}

// channelFormat tells CDF and RSS 1.1, the roots of which are named alike.
func channelFormat(t tag) (format, version string) {
	switch {
	case strings.Contains(t.attrs, "rss1.1"):
		return "rdf", "1.1"
	case strings.EqualFold(t.name, "channel") && t.name != "Channel" && strings.Contains(strings.ToUpper(t.attrs), "HREF"):
		return "cdf", ""
	case t.name == "CHANNEL":
		return "cdf", ""
	}
	return "rss", ""
}

// others are the roots of documents that are known and no feeds.
var others = map[string]string{
	"html": "a web page", "head": "a web page", "body": "a web page", "title": "a web page", "meta": "a web page",
	"opml": "a list of subscriptions", "outline": "a list of subscriptions",
	"urlset": "a sitemap", "sitemapindex": "a sitemap", "svg": "a picture",
	"opensearchdescription": "a description of a search", "error": "an error message of the server",
	"plist": "a property list", "kml": "a map", "gpx": "a map", "wml": "a web page", "smil": "a presentation",
	"service": "a list of collections (AtomPub)", "xsl:stylesheet": "a style sheet", "xs:schema": "a schema",
}

// isOther reports whether a document that begins with this element is no feed.
func isOther(first string) bool { return others[first] != "" }

// whatXML tells what a document that is no feed seems to be.
func whatXML(first, s string) string {
	switch {
	case others[first] != "":
		return "it is " + others[first]
	case strings.HasPrefix(strings.ToLower(s[:min(len(s), 20)]), "<!doctype html"):
		return "it is a web page"
	case isNamed(htmlNames, first):
		return "it is a piece of a web page"
	case first == "":
		return "it is text without any markup"
	}
	return fmt.Sprintf("it is something else (<%s>)", line(first, 40))
}
