package term

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"veille/feed"
	"veille/feed/text"
)

// RawLines shows what came in, the source of a page or the text of a file, in
// lines no wider than width, broken between words, control characters taken
// out. cut tells that it was longer than MaxText. No lines at all: it is not
// text.
func RawLines(raw feed.Raw, width int) (lines []string, cut bool) {
	b := raw.Bytes
	if len(b) > MaxText {
		b, cut = trimmedRune(b[:MaxText]), true
	}
	if !utf8.Valid(b) {
		enc, _, _ := charset.DetermineEncoding(b, raw.Type)
		if decoded, err := enc.NewDecoder().Bytes(b); err == nil {
			b = decoded
		}
	}
	if n := bytes.Count(b, []byte{0}); n > len(b)/64 {
		return nil, cut
	}
	width = max(1, width)
	for _, l := range strings.Split(strings.TrimRight(text.Clean(string(b)), "\n"), "\n") {
		l = strings.TrimRight(strings.ReplaceAll(l, "\t", "    "), " ")
		body := strings.TrimLeft(l, " ")
		indent := strings.Repeat(" ", min(len(l)-len(body), width/2))
		for _, part := range wrapPlain(body, width-len(indent)) {
			lines = append(lines, strings.TrimRight(indent+fit(part, width-len(indent)), " "))
		}
	}
	return lines, cut
}

// trimmedRune leaves out a character that the limit has cut in two.
func trimmedRune(b []byte) []byte {
	for i := 0; i < utf8.UTFMax && i < len(b); i++ {
		if c := b[len(b)-1-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-1-i:]) {
				return b[:len(b)-1-i]
			}
			break
		}
	}
	return b
}
