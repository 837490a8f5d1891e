package charset

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func TestNames(t *testing.T) {
	for name, want := range map[string]encoding.Encoding{
		"windows_1252": charmap.Windows1252, "CP1252": charmap.Windows1252, "cp-1251": charmap.Windows1251, "x-cp1250": charmap.Windows1250,
		"win1258": charmap.Windows1258, "windows1257": charmap.Windows1257, "iso_8859_15": charmap.ISO8859_15, "ISO8859-15": charmap.ISO8859_15,
		"latin-1": charmap.Windows1252, "iso-8859-1": charmap.Windows1252, "koi8_r": charmap.KOI8R, "koi8r": charmap.KOI8R,
		"cp437": charmap.CodePage437, "IBM850": charmap.CodePage850, "cp_852": charmap.CodePage852, "oem866": charmap.CodePage866, "ibm-866": charmap.CodePage866,
		"mac-roman": charmap.Macintosh, "macroman": charmap.Macintosh, "mac_cyrillic": charmap.MacintoshCyrillic, "cp037": charmap.CodePage037,
		"sjis": japanese.ShiftJIS, "shift-jis": japanese.ShiftJIS, "cp932": japanese.ShiftJIS, "eucjp": japanese.EUCJP, "euc_kr": korean.EUCKR,
		"cp949": korean.EUCKR, "cp936": simplifiedchinese.GBK, "hz-gb-2312": simplifiedchinese.HZGB2312, "big5hkscs": traditionalchinese.Big5,
	} {
		if got := byName(name); !strings.Contains(fmt.Sprint(got), fmt.Sprint(want)) {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	for _, name := range []string{"", "utf-8", "UTF_8", "utf-16", "utf16le", "unicode", "klingon", "iso-2022-cn", "-", "cp", "1", "iso-8859-99", strings.Repeat("x", 1000)} {
		if e := byName(name); e != nil {
			t.Errorf("%q is %v", name, e)
		}
	}
}

const sample = "<?xml version=\"1.0\" encoding=\"@\"?><rss><title>Les digues du delta tiendront cet automne</title></rss>"

// TestDecodeDeclared decodes a text in encodings that show or declare themselves.
func TestDecodeDeclared(t *testing.T) {
	for name, e := range map[string]encoding.Encoding{
		"utf-32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM),
		"utf-32": utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"ibm037": charmap.CodePage037, "cp1047": charmap.CodePage1047, "IBM01140": charmap.CodePage1140,
		"cp850": charmap.CodePage850, "windows_1252": charmap.Windows1252, "mac-roman": charmap.Macintosh,
	} {
		want := strings.ReplaceAll(sample, "@", name)
		if !strings.HasPrefix(name, "utf") && !strings.HasPrefix(strings.ToLower(name), "ibm") && name != "cp1047" {
			want = strings.ReplaceAll(want, "automne", "été, où l’eau") // which is not the same byte everywhere
			if name == "cp850" {
				want = strings.ReplaceAll(want, "’", "'")
			}
		}
		b, err := e.NewEncoder().Bytes([]byte(want))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Decode(b, ""); err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// TestDecodeWideAsian decodes UTF-16 without a mark of a text with few letters of
// ASCII, which only its first tag shows.
func TestDecodeWideAsian(t *testing.T) {
	want := "<?xml version='1.0'?><title>" + strings.Repeat("東京の新しい道路は六月に開通する予定です。", 40) + "</title>"
	for _, order := range []unicode.Endianness{unicode.BigEndian, unicode.LittleEndian} {
		b, err := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(want))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Decode(b, ""); err != nil || got != want {
			t.Errorf("%.60q, %v", got, err)
		}
	}
}

func TestDecodeEscaped(t *testing.T) {
	want := "<p>道路は六月に開通する</p>"
	b, err := japanese.ISO2022JP.NewEncoder().Bytes([]byte(want))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(b, "iso_2022_jp"); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	chinese := "<p>道路六月</p>"
	if b, err = simplifiedchinese.HZGB2312.NewEncoder().Bytes([]byte(chinese)); err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(b, "hz-gb-2312"); err != nil || got != chinese {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := Decode([]byte("a ~{ b"), ""); err != nil || got != "a ~{ b" {
		t.Errorf("%q, %v", got, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample), "utf-8")
	f.Add([]byte("\xEF\xBB\xBF<p>\xe9t\xe9 \xe0 la fen\xeatre"), "")
	f.Add([]byte("\x00<\x00p"), "")
	f.Add([]byte("\x4C\x6F\xA7\x94\x93"), "cp_1252")
	f.Add([]byte("\x00\x00\x00<\x00\x00\x00p\x00\x00\x00>\x00\x00\x00x"), "hz")
	f.Fuzz(func(t *testing.T, b []byte, declared string) {
		s, err := Decode(b, declared)
		if err == nil && s != strings.ToValidUTF8(s, "") {
			t.Errorf("%q is not UTF-8", s)
		}
	})
}

// BenchmarkDecode decodes 4 MB of UTF-8, as nearly all feeds are.
func BenchmarkDecode(b *testing.B) {
	in := []byte(strings.Repeat("<p>Les digues du delta tiendront cet été, où l’eau montera encore.</p>\n", 4<<20/72))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(in, "utf-8"); err != nil {
			b.Fatal(err)
		}
	}
}
