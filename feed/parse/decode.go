package parse

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"veille/feed"
	"veille/feed/charset"
)

// decode makes UTF-8 of the bytes of a feed: byte order mark, then what the
// server says, then what the document says, but bytes that are valid UTF-8 are
// UTF-8 whatever they are called.
func decode(b []byte, contentType string) (string, error) {
	if len(bytes.TrimSpace(b)) == 0 {
		return "", ErrEmpty
	}
	s, err := charset.Decode(b, charset.Of(contentType))
	if errors.Is(err, feed.ErrUnreadable) {
		what := charset.Foreign(b)
		if what == "" {
			what = "binary data"
		}
		return "", fmt.Errorf("%w: it is %s", ErrNotFeed, what)
	}
	return s, err
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
	case first == "":
		return "it is text without any markup"
	}
	return fmt.Sprintf("it is something else (<%s>)", line(first, 40))
}
