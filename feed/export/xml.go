package export

import (
	"strings"
	"unicode/utf8"
)

// xmlText writes a text for an element of XML 1.0. Characters that XML cannot say, not even by number, become U+FFFD.
func xmlText(s string) string {
	if plainXML(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for _, r := range s { // what is no UTF-8 comes as U+FFFD
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '\r': // as it is it would come back as a newline
			b.WriteString("&#13;")
		case !xmlLegal(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// xmlAttr is xmlText for a quoted attribute, in which newlines and tabs must not
// come back as blanks.
func xmlAttr(s string) string {
	return attrMarks.Replace(xmlText(s))
}

var attrMarks = strings.NewReplacer("\"", "&#34;", "'", "&#39;", "\n", "&#10;", "\t", "&#9;")

// plainXML reports whether s can stand as it is.
func plainXML(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' || c == '&' || c == '<' || c == '>' {
			return false
		}
	}
	return true
}

// xmlLegal reports whether XML 1.0 has the character.
func xmlLegal(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
