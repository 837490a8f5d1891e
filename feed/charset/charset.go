// Package charset makes UTF-8 of bytes that came in, whatever encoding they
// declare or hide.
package charset

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"veille/feed"
)

// guessReach is how much of a page the guesser of encodings sees, in bytes.
const guessReach = 64 << 10

// sureEnough is the confidence, of 100, from which a guess is believed.
const sureEnough = 40

var (
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]*charset\s*=\s*["']?\s*([\w.:-]{2,30})`)
	xmlCharset  = regexp.MustCompile(`(?i)^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]{2,30})`)
)

// Decode makes UTF-8 of bytes: byte order mark, else declared encoding, else a
// guess, else windows-1252. Bytes that are valid UTF-8 are UTF-8 whatever a
// page declares, for saving programs convert and leave the declaration. An
// error means that the bytes are no text.
func Decode(b []byte, declared string) (string, error) {
	if s, ok := decodeMarked(b); ok {
		return s, nil
	}
	b = bytes.TrimPrefix(b, markUTF8) // before other text it is of a program around it
	if s, ok := decodeWide(b); ok {
		return s, nil
	}
	if s, ok := decodeEBCDIC(b); ok {
		return s, nil
	}
	if what := Foreign(b); what != "" {
		return "", fmt.Errorf("%w: it is %s", feed.ErrUnreadable, what)
	}
	if bytes.IndexByte(b, 0) >= 0 {
		if n := bytes.Count(b, []byte{0}); n > 2+len(b)/2000 {
			return "", fmt.Errorf("%w: it is binary data", feed.ErrUnreadable)
		}
	}
	if s, ok := decodeEscaped(b, declared); ok {
		return s, nil
	}
	if cut := trimPartial(b); utf8.Valid(cut) {
		return string(cut), nil
	}
	if declared == "" {
		declared = declaredIn(b)
	}
	if s, ok := mostlyUTF8(b); ok {
		return s, nil
	}
	if s, ok := decodeAs(b, declared); ok && strings.Count(s, "\ufffd") <= len(b)/1000 {
		return s, nil
	}
	if looksBinary(b) {
		return "", fmt.Errorf("%w: it is binary data", feed.ErrUnreadable)
	}
	return guess(b), nil
}

var markUTF8 = []byte{0xEF, 0xBB, 0xBF}

// decodeMarked decodes bytes that begin with a byte order mark.
func decodeMarked(b []byte) (string, bool) {
	var e encoding.Encoding
	switch {
	case bytes.HasPrefix(b, markUTF8):
		cut := trimPartial(b[len(markUTF8):])
		if utf8.Valid(cut) {
			return string(cut), true
		}
		return mostlyUTF8(cut)
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}):
		e = utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		e = utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	default:
		return "", false
	}
	s, err := e.NewDecoder().Bytes(b)
	return string(s), err == nil
}

// declaredIn reads the encoding that a page declares in its first 4 KiB.
func declaredIn(b []byte) string {
	head := b[:min(len(b), 4096)]
	if x := xmlCharset.FindSubmatch(head); x != nil {
		return string(x[1])
	}
	if x := metaCharset.FindSubmatch(head); x != nil {
		return string(x[1])
	}
	return ""
}

// Of returns the charset parameter of a media type.
func Of(mediaType string) string {
	_, params, err := mime.ParseMediaType(mediaType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// decodeEscaped decodes what is declared to be an encoding whose text is valid
// ASCII.
func decodeEscaped(b []byte, declared string) (string, bool) {
	if !mayEscape(b) {
		return "", false
	}
	if declared == "" {
		declared = declaredIn(b)
	}
	if !isEscaped(declared) {
		return "", false
	}
	return decodeAs(b, declared)
}

// mayEscape holds for text with the signs that switch alphabets in encodings
// whose text is valid ASCII.
func mayEscape(b []byte) bool {
	return bytes.IndexByte(b, 0x1b) >= 0 || bytes.IndexByte(b, '~') >= 0 && bytes.Contains(b, []byte("~{"))
}

// isEscaped holds for those encodings.
func isEscaped(name string) bool {
	name = strings.ReplaceAll(strings.ToLower(name), "_", "-")
	return strings.HasPrefix(name, "iso-2022-") || strings.HasPrefix(name, "iso2022") || name == "hz" || strings.HasPrefix(name, "hz-gb")
}

// decodeAs decodes bytes as the encoding of a name, if there is one by it whose
// text may hold such bytes.
func decodeAs(b []byte, name string) (string, bool) {
	e := byName(name)
	if e == nil {
		return "", false
	}
	s, err := e.NewDecoder().Bytes(b)
	return string(s), err == nil
}

// trimPartial drops a character that the end of the file cut in two.
func trimPartial(b []byte) []byte {
	for n := 1; n <= 3 && n <= len(b); n++ {
		c := b[len(b)-n]
		if utf8.RuneStart(c) {
			if c >= 0xC0 && !utf8.FullRune(b[len(b)-n:]) {
				return b[:len(b)-n]
			}
			break
		}
	}
	return b
}

// mostlyUTF8 decodes UTF-8 with a few bad bytes, which are read as
// windows-1252: at most one for nine good characters beyond ASCII.
func mostlyUTF8(b []byte) (string, bool) {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	if bad > 0 && bad*9 > good {
		return "", false
	}
	if bad == 0 {
		return string(b), true
	}
	var out strings.Builder
	out.Grow(len(b) + bad*2)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(b[i])
		}
		out.WriteRune(r)
		i += n
	}
	return out.String(), true
}

// looksBinary counts control bytes that no text holds.
func looksBinary(b []byte) bool {
	n, head := 0, b[:min(len(b), 32<<10)]
	for _, c := range head {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b || c == 0x7f {
			n++
		}
	}
	return n > len(head)/50
}

// isVietnamese1258 tells windows-1258, the 8-bit encoding of older Vietnamese
// pages, which guessers take for windows-1252. It writes a tone as a byte of its
// own behind the vowel; in windows-1252 the same bytes are Ì Ò Þ ì ò, which
// hardly ever follow a vowel and are rare in any language.
func isVietnamese1258(b []byte) bool {
	tones, strays := 0, 0
	head := b[:min(len(b), guessReach)]
	for i, c := range head {
		switch c {
		case 0xCC, 0xD2, 0xDE, 0xEC, 0xF2:
			if i > 0 && bytes.IndexByte(vowels1258, head[i-1]) >= 0 {
				tones++
			} else {
				strays++
			}
		}
	}
	return tones >= 5 && tones >= 9*strays && tones >= len(head)/100
}

// vowels1258 are the letters of windows-1258 that carry a tone: a e i o u y and
// those with a circumflex, breve or horn.
var vowels1258 = []byte("aeiouyAEIOUY\xC2\xE2\xC3\xE3\xCA\xEA\xD4\xF4\xD5\xF5\xDD\xFD")

// guess decodes bytes of an undeclared encoding.
func guess(b []byte) string {
	if isVietnamese1258(b) {
		if s, err := charmap.Windows1258.NewDecoder().Bytes(b); err == nil {
			return string(s)
		}
	}
	if r, err := chardet.NewTextDetector().DetectBest(b[:min(len(b), guessReach)]); err == nil && r.Confidence >= sureEnough {
		if s, ok := decodeAs(b, r.Charset); ok && strings.Count(s, "\ufffd") <= len(b)/1000 {
			return s
		}
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(s)
}
