package migrate

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// looksHTML holds for a text with markup that nobody writes by hand in a title or
// a note: "a < b" is none.
var looksHTML = regexp.MustCompile(`(?i)</?(a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|li|ol|p|pre|small|span|strong|sub|sup|table|td|tr|u|ul)\b[^<>]*>|&(amp|lt|gt|quot|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6});`)

// plain returns the words of a text that may be HTML. Blocks stand on lines of
// their own. Nothing is left out but scripts and styles.
func plain(s string) string {
	if !looksHTML.MatchString(s) {
		return s
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := ""
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return strings.TrimSpace(manyLines.ReplaceAllString(b.String(), "\n\n"))
		case html.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			n, _ := z.TagName()
			switch name := string(n); name {
			case "script", "style":
				if hidden = ""; kind == html.StartTagToken {
					hidden = name
				}
			case "br", "li", "tr", "hr":
				b.WriteByte('\n')
			case "p", "div", "blockquote", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6":
				b.WriteString("\n\n")
			case "td":
				b.WriteByte(' ')
			}
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

var manyLines = regexp.MustCompile(`[ \t]*\n[ \t]*\n\s*`)
