package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// wideReach is how much of a text is looked at to tell UTF-16 and UTF-32, in
// bytes.
const wideReach = 4096

// decodeWide decodes UTF-16 and UTF-32 without a mark. In UTF-32 the first byte
// of each four is zero, and the second at most 0x10; in UTF-16 nearly every other
// byte of European letters is zero, always on the same side, and a tag or
// declaration opens a text in any language.
func decodeWide(b []byte) (string, bool) {
	if e := wide32(b); e != nil {
		return decodeClean(b, e)
	}
	n := min(len(b), wideReach) &^ 1
	if n < 8 {
		return "", false
	}
	opens16 := b[0] == '<' && b[1] == 0 && b[3] == 0 || b[0] == 0 && b[1] == '<' && b[2] == 0
	var zero [2]int
	for i := range n {
		if b[i] == 0 {
			zero[i&1]++
		}
	}
	order := unicode.LittleEndian
	if zero[0] > zero[1] {
		zero[0], zero[1] = zero[1], zero[0]
		order = unicode.BigEndian
	}
	if zero[0] > n/50 || zero[1] < n/5 && (!opens16 || zero[1] < 4) {
		return "", false
	}
	return decodeClean(b, unicode.UTF16(order, unicode.IgnoreBOM))
}

// wide32 tells UTF-32 and its order; nil when the bytes are none.
func wide32(b []byte) encoding.Encoding {
	n := min(len(b), wideReach) &^ 3
	if n < 16 {
		return nil
	}
	big, little := true, true
	for i := 0; i < n; i += 4 {
		big = big && b[i] == 0 && b[i+1] <= 0x10 && (b[i+1]|b[i+2]|b[i+3]) != 0
		little = little && b[i+3] == 0 && b[i+2] <= 0x10 && (b[i]|b[i+1]|b[i+2]) != 0
		if !big && !little {
			return nil
		}
	}
	order := utf32.BigEndian
	if little {
		order = utf32.LittleEndian
	}
	return utf32.UTF32(order, utf32.IgnoreBOM)
}

// decodeClean decodes bytes that hold hardly anything an encoding does not know.
func decodeClean(b []byte, e encoding.Encoding) (string, bool) {
	s, err := e.NewDecoder().Bytes(b)
	return string(s), err == nil && strings.Count(string(s), "\ufffd") < 1+len(s)/200
}

// xmlEBCDIC is "<?xml" in every EBCDIC code page.
var xmlEBCDIC = []byte{0x4C, 0x6F, 0xA7, 0x94, 0x93}

// decodeEBCDIC decodes the XML of mainframes. The declaration is read in the
// code page that all share in letters and digits; it names the right one.
func decodeEBCDIC(b []byte) (string, bool) {
	if !bytes.HasPrefix(b, xmlEBCDIC) {
		return "", false
	}
	head, err := charmap.CodePage037.NewDecoder().Bytes(b[:min(len(b), 256)])
	if err != nil {
		return "", false
	}
	e := pageEBCDIC(declaredIn(head))
	s, err := e.NewDecoder().Bytes(b)
	return string(s), err == nil && utf8.Valid(s)
}

// pageEBCDIC returns the EBCDIC code page of a name; 037 where it is not known.
func pageEBCDIC(name string) *charmap.Charmap {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, name)
	switch strings.TrimLeft(digits, "0") {
	case "1047":
		return charmap.CodePage1047
	case "1140":
		return charmap.CodePage1140
	}
	return charmap.CodePage037
}
