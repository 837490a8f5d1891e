package charset

import (
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// aliases are names that programs write and no register knows.
var aliases = map[string]string{
	"mac-roman": "macintosh", "macroman": "macintosh", "mac-cyrillic": "x-mac-cyrillic", "maccyrillic": "x-mac-cyrillic",
	"latin-1": "iso-8859-1", "latin-2": "iso-8859-2", "latin-9": "iso-8859-15", "ansi": "windows-1252", "win1252": "windows-1252",
	"cp65001": "utf-8", "sjis": "shift_jis", "cp932": "shift_jis", "cp936": "gbk", "cp949": "euc-kr", "cp950": "big5", "big5hkscs": "big5-hkscs",
	"eucjp": "euc-jp", "euckr": "euc-kr", "euccn": "gb2312", "tis620": "tis-620", "koi8r": "koi8-r", "koi8u": "koi8-u",
}

// byName returns the encoding of a name, nil when none is known by it or when it
// is UTF-8 or UTF-16, which bytes show themselves. The names of the web come
// first: there iso-8859-1 means windows-1252.
func byName(name string) encoding.Encoding {
	name = strings.ToLower(strings.TrimSpace(name))
	dashed := strings.ReplaceAll(name, "_", "-")
	for _, n := range []string{name, dashed, aliases[dashed], codePage(dashed), strings.ReplaceAll(dashed, "-", "")} {
		if n == "" {
			continue
		}
		if e, known := charset.Lookup(n); e != nil && known != "replacement" {
			if known == "utf-8" || strings.HasPrefix(known, "utf-16") {
				return nil
			}
			return e
		}
		if e := rare(n); e != nil {
			return e
		}
	}
	return nil
}

// codePage writes the names of code pages as registers do: cp1252, win-1252 and
// x-cp1252 are windows-1252, cp850 and oem850 are IBM850.
func codePage(name string) string {
	digits := strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyz-")
	prefix := strings.Trim(strings.TrimSuffix(name, digits), "-")
	switch prefix {
	case "cp", "x-cp", "win", "windows", "ms", "ansi", "oem", "dos", "ibm", "":
	default:
		return ""
	}
	switch {
	case len(digits) == 4 && strings.HasPrefix(digits, "125"), digits == "874":
		return "windows-" + digits
	case len(digits) == 3:
		return "ibm" + digits
	}
	return ""
}

// rare returns the encodings that the web has forgotten.
func rare(name string) encoding.Encoding {
	switch name {
	case "hz", "hz-gb-2312":
		return simplifiedchinese.HZGB2312
	case "ibm037", "cp037", "ebcdic-cp-us":
		return charmap.CodePage037
	case "ibm1047", "cp1047":
		return charmap.CodePage1047
	case "ibm1140", "cp1140", "ibm01140":
		return charmap.CodePage1140
	case "utf-32be", "ucs-4be":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case "utf-32le", "ucs-4le":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	}
	e, err := ianaindex.IANA.Encoding(name)
	if err != nil || e == nil || e == unicode.UTF8 {
		return nil
	}
	return e
}
