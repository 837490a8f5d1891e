package export

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"veille/feed"
)

// linked is a link of the article, as text where its address may not be linked.
func (m *markup) linked(l feed.Link) string {
	s := oneLine(l.Text)
	if s == "" {
		s = oneLine(l.URL)
	}
	if m.linkable(l.URL) {
		return htmlLink(l.URL, esc(s))
	}
	return esc(s)
}

// linkable reports whether an address may be linked: validators look at what an
// address is made of, too.
func (m *markup) linkable(address string) bool {
	if !feed.Linkable(address) {
		return false
	}
	u, err := url.Parse(cleanURL(address))
	return err == nil && (u.Scheme == "mailto" || u.Hostname() != "")
}

// htmlLink links inner, which is HTML, to an address that is linkable.
func htmlLink(url, inner string) string {
	return "<a href=\"" + esc(cleanURL(url)) + "\" rel=\"noreferrer\">" + inner + "</a>"
}

// cleanURL escapes what an address may not hold as it is (RFC 3986): brackets and
// letters beyond ASCII stand in a host alone, "%" before a number, one "#".
func cleanURL(address string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	slashes, fragment := 0, false
	for i := range len(address) {
		c := address[i]
		bad := c <= ' ' || c == 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0
		switch c {
		case '/':
			slashes++
		case '[', ']':
			bad = slashes != 2
		case '%':
			bad = i+2 >= len(address) || !isHex(address[i+1]) || !isHex(address[i+2])
		case '?':
			slashes = max(slashes, 3)
		case '#':
			bad, fragment, slashes = fragment, true, max(slashes, 3)
		}
		if bad || c >= utf8.RuneSelf && slashes != 2 {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }
