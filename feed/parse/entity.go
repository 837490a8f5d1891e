package parse

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxEntity is the length in bytes of the longest reference, with & and ;.
const maxEntity = 34

// unescape decodes the references of XML in s, and the named ones of HTML, once.
// An & that begins none stays; numbers 128 to 159 mean what windows-1252 makes
// of them.
func unescape(s string) string { return unescapeWith(s, nil) }

// unescapeWith also knows entities that the document defines.
func unescapeWith(s string, own *entities) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	appendText(&b, s, i, own)
	return b.String()
}

// appendText writes s decoded, of which the first & stands at i, -1 for none.
func appendText(b *strings.Builder, s string, i int, own *entities) {
	for i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		n := reference(b, s, own)
		if n == 0 {
			b.WriteByte('&')
			n = 1
		}
		s = s[n:]
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
}

// common are the references of XML itself.
var common = []struct{ name, value string }{{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", `"`}, {"&apos;", "'"}}

// reference decodes the reference that s begins with and returns its length, 0
// if it is none.
func reference(b *strings.Builder, s string, own *entities) int {
	if len(s) < 3 {
		return 0
	}
	if s[1] == '#' {
		return numeric(b, s)
	}
	for _, c := range common {
		if strings.HasPrefix(s, c.name) {
			b.WriteString(c.value)
			return len(c.name)
		}
	}
	end := 1
	for end < len(s) && end < maxEntity && isAlnum(s[end]) {
		end++
	}
	if end == 1 || end == len(s) || s[end] != ';' {
		return 0
	}
	v, ok := own.value(s[1:end])
	if !ok {
		if v = html.UnescapeString(s[:end+1]); v == s[:end+1] || len(v) > 1 && strings.HasSuffix(v, ";") {
			return 0
		}
	}
	b.WriteString(v)
	return end + 1
}

// numeric decodes &#8217; and &#x2019;, the semicolon of which may be missing.
func numeric(b *strings.Builder, s string) int {
	i, base := 2, 10
	if s[2] == 'x' || s[2] == 'X' {
		i, base = 3, 16
	}
	j := i
	for j < len(s) && j < i+10 && isDigit(s[j], base) {
		j++
	}
	n, err := strconv.ParseUint(s[i:j], base, 32)
	if err != nil {
		return 0
	}
	b.WriteRune(runeOf(n))
	if j < len(s) && s[j] == ';' {
		j++
	}
	return j
}

func runeOf(n uint64) rune {
	switch {
	case n >= 0x80 && n <= 0x9F:
		return high1252[n-0x80]
	case n > utf8.MaxRune || n >= 0xD800 && n <= 0xDFFF || n == 0:
		return utf8.RuneError
	}
	return rune(n)
}

// high1252 are the characters of windows-1252 from 128 to 159; the five that it
// lacks stay controls, which are dropped later.
var high1252 = [32]rune{
	0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
	0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func isDigit(c byte, base int) bool {
	return c >= '0' && c <= '9' || base == 16 && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')
}

// Limits of entities that a document defines: how many, how long one is, and how
// many bytes all uses of them may come to.
const (
	maxOwn     = 256
	maxOwnLen  = 1000
	maxOwnUses = 256 << 10
)

// entities are those that a document defines.
type entities struct {
	values map[string]string
	left   int
}

func (e *entities) value(name string) (string, bool) {
	if e == nil {
		return "", false
	}
	v, ok := e.values[name]
	if !ok || len(v) > e.left {
		return "", false
	}
	e.left -= len(v)
	return v, true
}

// ownEntities reads the entities that a document type declares. One that refers
// to another, or to a file, is left out: it then stands in the text as written.
func ownEntities(doctype string) *entities {
	own := &entities{values: map[string]string{}, left: maxOwnUses}
	for len(own.values) < maxOwn {
		i := strings.Index(doctype, "<!ENTITY")
		if i < 0 {
			break
		}
		doctype = strings.TrimLeft(doctype[i+8:], " \t\r\n")
		end := strings.IndexAny(doctype, " \t\r\n<>")
		if end <= 0 {
			continue
		}
		name, rest := doctype[:end], strings.TrimLeft(doctype[end:], " \t\r\n")
		doctype = rest
		if name == "%" || rest == "" || rest[0] != '"' && rest[0] != '\'' {
			continue
		}
		stop := strings.IndexByte(rest[1:], rest[0])
		if stop < 0 || stop > maxOwnLen {
			continue
		}
		v := rest[1 : 1+stop]
		doctype = rest[stop+2:]
		if refersOnly(v) {
			if _, twice := own.values[name]; !twice {
				own.values[name] = unescape(v)
			}
		}
	}
	return own
}

// refersOnly reports whether the references in v are all to characters.
func refersOnly(v string) bool {
	for i := strings.IndexByte(v, '&'); i >= 0; i = strings.IndexByte(v, '&') {
		v = v[i:]
		var b strings.Builder
		if reference(&b, v, nil) == 0 {
			return false
		}
		v = v[1:]
	}
	return true
}
