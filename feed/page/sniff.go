package page

import (
	"mime"
	"path"
	"regexp"
	"strings"
)

// format is what a page is written in.
type format uint8

const (
	asText format = iota
	asHTML
	asMHTML
	asMarkdown
)

var (
	mimeHead   = regexp.MustCompile(`(?im)^(?:mime-version:|content-type: *(?:multipart/|text/)|from: <saved by|snapshot-content-location:)`)
	mimeFirst  = regexp.MustCompile(`^[A-Za-z][A-Za-z-]{1,40}:[ \t]`)
	htmlFirst  = regexp.MustCompile(`(?i)^(?:<!doctype html|<html|<head|<body|<title|<meta )`)
	htmlTag    = regexp.MustCompile(`(?i)</?(?:p|div|table|td|tr|span|br|h[1-6]|ul|li|article|section|figure|strong|em|a|img)(?: [^<>]*)?/?>`)
	feedFirst  = regexp.MustCompile(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(rss|feed|rdf:rdf|opml|urlset|sitemapindex|svg)\b`)
	frontFirst = regexp.MustCompile(`^---[ \t]*\r?\n(?:[\w -]+:.*\r?\n|[ \t-].*\r?\n|\r?\n)*---[ \t]*(?:\r?\n|$)`)
)

// sniffReach is how much of a page is looked at to tell its format, in bytes.
const sniffReach = 8 << 10

// sniff tells the format of decoded text: its own signs first, then the media
// type given, then the name. Feed is what it is if it is no page at all.
func sniff(s string, in *Input) (f format, foreign string) {
	head := strings.TrimLeft(strings.TrimPrefix(s[:min(len(s), sniffReach)], "\ufeff"), " \t\r\n")
	if x := feedFirst.FindStringSubmatch(head); x != nil {
		if strings.EqualFold(x[1], "svg") {
			return 0, "an SVG picture"
		}
		return 0, "a feed (" + strings.ToLower(x[1]) + "), not a page"
	}
	if mimeFirst.MatchString(head) && mimeHead.MatchString(head) && strings.Contains(head, "ontent-") {
		return asMHTML, ""
	}
	bare := strings.TrimSpace(stripProlog(head))
	if htmlFirst.MatchString(bare) {
		return asHTML, ""
	}
	if frontFirst.MatchString(head) {
		return asMarkdown, ""
	}
	named := formatOf(in)
	tags := len(htmlTag.FindAllStringIndex(s[:min(len(s), 16*sniffReach)], 40))
	switch named {
	case asMarkdown:
		return asMarkdown, ""
	case asHTML, asMHTML:
		if tags > 0 || strings.HasPrefix(bare, "<") {
			return asHTML, ""
		}
		return asText, ""
	}
	if tags >= 3 && strings.Contains(s, "</") || tags > 0 && strings.HasPrefix(bare, "<") {
		return asHTML, ""
	}
	return asText, ""
}

// stripProlog drops XML declaration and comments from the head of a page.
func stripProlog(s string) string {
	for {
		s = strings.TrimLeft(s, " \t\r\n")
		end := ""
		switch {
		case strings.HasPrefix(s, "<?"):
			end = "?>"
		case strings.HasPrefix(s, "<!--"):
			end = "-->"
		default:
			return s
		}
		i := strings.Index(s, end)
		if i < 0 {
			return s
		}
		s = s[i+len(end):]
	}
}

// formatOf reads the media type, else the extension of the name.
func formatOf(in *Input) format {
	if t, _, err := mime.ParseMediaType(in.Type); err == nil {
		switch t {
		case "text/html", "application/xhtml+xml":
			return asHTML
		case "multipart/related", "message/rfc822":
			return asMHTML
		case "text/markdown":
			return asMarkdown
		}
	}
	name, _, _ := strings.Cut(in.Name, "?")
	switch strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))) {
	case ".html", ".htm", ".xhtml":
		return asHTML
	case ".mhtml", ".mht":
		return asMHTML
	case ".md", ".markdown":
		return asMarkdown
	}
	return asText
}
