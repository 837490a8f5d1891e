package parse

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	htmlcharset "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode/utf32"

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
	if e := rareEncoding(b); e != nil {
		if d, err := e.NewDecoder().Bytes(b); err == nil {
			return printable(string(d)), nil
		}
	}
	declared := charset.Of(contentType)
	if e, _ := htmlcharset.Lookup(strings.ReplaceAll(declared, "_", "-")); e == nil {
		declared = ""
	}
	s, err := charset.Decode(b, declared)
	if errors.Is(err, feed.ErrUnreadable) {
		what := charset.Foreign(b)
		if what == "" && bytes.HasPrefix(bytes.TrimSpace(b), []byte("<?xml")) {
			return printable(strings.ToValidUTF8(string(b), "\ufffd")), nil
		}
		if what == "" {
			what = "binary data"
		}
		return "", fmt.Errorf("%w: it is %s", ErrNotFeed, what)
	}
	return printable(s), err
}

// oldEncodings are those of mainframes and of DOS, which the web does not know.
var oldEncodings = map[string]encoding.Encoding{
	"037": charmap.CodePage037, "1047": charmap.CodePage1047, "1140": charmap.CodePage1140,
	"437": charmap.CodePage437, "850": charmap.CodePage850, "852": charmap.CodePage852, "855": charmap.CodePage855,
	"858": charmap.CodePage858, "860": charmap.CodePage860, "862": charmap.CodePage862, "863": charmap.CodePage863,
	"865": charmap.CodePage865,
}

var oldName = regexp.MustCompile(`encoding\s*=\s*["'](?i:cp|ibm|csibm|ebcdic-cp-)[-_]?0?(\d{2,4})["']`)

// rareEncoding returns the encoding of a document in UTF-32 without a mark, in
// EBCDIC, or in one of DOS that it declares itself; nil for all others.
func rareEncoding(b []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(b, []byte{'<', 0, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case bytes.HasPrefix(b, []byte{0, 0, 0, '<'}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case bytes.HasPrefix(b, []byte{0x4C, 0x6F, 0xA7, 0x94}): // <?xm
		head, err := charmap.CodePage037.NewDecoder().Bytes(b[:min(len(b), 200)])
		if m := oldName.FindSubmatch(head); err == nil && m != nil && oldEncodings[pad(m[1])] != nil {
			return oldEncodings[pad(m[1])]
		}
		return charmap.CodePage037
	}
	head := b[:min(len(b), 200)]
	if !bytes.Contains(head, []byte("encoding")) {
		return nil
	}
	if m := oldName.FindSubmatch(head); m != nil && !utf8.Valid(b) {
		if e := oldEncodings[pad(m[1])]; e != nil {
			return e
		}
	}
	return nil
}

// pad writes the number of a code page with at least three figures.
func pad(n []byte) string { return strings.Repeat("0", max(0, 3-len(n))) + string(n) }

// printable replaces the controls U+0080 to U+009F, which nobody means, by what
// windows-1252 has in their places.
func printable(s string) string {
	i := indexC1(s, 0)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	done := 0
	for ; i >= 0; i = indexC1(s, done) {
		b.WriteString(s[done:i])
		b.WriteRune(high1252[s[i+1]-0x80])
		done = i + 2
	}
	b.WriteString(s[done:])
	return b.String()
}

// indexC1 returns the place of the first such control from i on, -1 for none.
func indexC1(s string, i int) int {
	for i < len(s) {
		k := strings.IndexByte(s[i:], 0xC2)
		if k < 0 {
			return -1
		}
		if i += k; i+1 < len(s) && s[i+1] < 0xA0 && s[i+1] >= 0x80 {
			return i
		}
		i++
	}
	return -1
}
