package parse

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// TestDecode reads a feed in many encodings, named rightly, wrongly or not.
func TestDecode(t *testing.T) {
	const french, russian, chinese = "L’été à Hué : 25 € déjà", "Новости дня сегодня и завтра", "湄公河三角洲的洪水正在退去"
	for _, c := range []struct {
		name, title    string
		as             encoding.Encoding
		declared, http string
	}{
		{"UTF-8", french, nil, "UTF-8", ""},
		{"UTF-8 called Latin-1 by itself", french, nil, "ISO-8859-1", ""},
		{"UTF-8 called Latin-1 by the server", french, nil, "", "text/xml; charset=iso-8859-1"},
		{"UTF-8 called UTF-16", french, nil, "UTF-16", "application/xml; charset=utf-8"},
		{"UTF-8 called something unknown", french, nil, "x-none", "text/xml; charset=nonsense"},
		{"windows-1252 called Latin-1", french, charmap.Windows1252, "ISO-8859-1", ""},
		{"windows-1252 with an underscore", french, charmap.Windows1252, "windows_1252", ""},
		{"windows-1252 by the server", french, charmap.Windows1252, "", "text/xml; charset=windows-1252"},
		{"the server goes before the document", russian, charmap.KOI8R, "windows-1251", "text/xml; charset=koi8-r"},
		{"a server that names nothing known", russian, charmap.Windows1251, "windows-1251", "text/xml; charset=nonsense"},
		{"cp1251", russian, charmap.Windows1251, "cp1251", ""},
		{"GB2312", chinese, simplifiedchinese.GBK, "gb2312", ""},
		{"Shift_JIS", "メコン川の洪水", japanese.ShiftJIS, "Shift_JIS", ""},
		{"code page 850", "L'été à Hué", charmap.CodePage850, "cp850", ""},
		{"EBCDIC", "News of the day", charmap.CodePage037, "ibm037", ""},
		{"EBCDIC 1047", "News [of the day]", charmap.CodePage1047, "IBM-1047", ""},
		{"UTF-16 with a mark", french, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16", ""},
		{"UTF-16 without a mark", french, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16", ""},
		{"UTF-32 with a mark", french, utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "utf-32", ""},
		{"UTF-32 without a mark", french, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "", ""},
		{"UTF-32 the other way", french, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "", ""},
	} {
		head := `<?xml version="1.0"?>`
		if c.declared != "" {
			head = `<?xml version="1.0" encoding="` + c.declared + `"?>`
		}
		s := head + "<rss><channel><title>" + c.title + "</title></channel></rss>"
		if c.as != nil {
			var err error
			if s, err = c.as.NewEncoder().String(s); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
		}
		f, err := Read([]byte(s), Options{Type: c.http, Now: now})
		if err != nil || f.Title != c.title {
			t.Errorf("%s: read %q, %v", c.name, f.Title, err)
		}
	}
}

// TestOddBytes reads what no encoding explains as well as can be.
func TestOddBytes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a few bytes of Latin-1 in UTF-8", strings.Repeat("été ", 9) + "\xe9t\xe9", strings.Repeat("été ", 9) + "été"},
		{"controls of windows-1252 as code points", "don\u0092t", "don’t"},
		{"controls", "a\x00b\x01c\x1bd", "abcd"},
		{"what is no character", "a\ufffeb\uffffc", "abc"},
	} {
		f, err := Read([]byte(`<?xml version="1.0"?><rss><channel><title>`+c.in+"</title></channel></rss>"), Options{Now: now})
		if err != nil || f.Title != c.want {
			t.Errorf("%s: read %q, %v", c.name, f.Title, err)
		}
	}
}

// TestJSONCutAnywhere cuts a feed of JSON at each byte, as TestCutAnywhere does.
func TestJSONCutAnywhere(t *testing.T) {
	const head = `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[`
	item := func(n string) string {
		return `{"id":"` + n + `","title":"A \"title\" {` + n + `}","tags":["a",["b"]],"authors":[{"name":"x"}]}`
	}
	s := head + item("1") + "," + item("2") + "," + item("3") + "]}"
	for cut := len(head) + len(item("1")); cut <= len(s); cut++ {
		f := read(t, s[:cut])
		want := min(3, 1+(cut-len(head)-len(item("1")))/(len(item("1"))+1))
		if len(f.Items) != want || f.Broken != (cut < len(s)) {
			t.Fatalf("%d items are read of %q", len(f.Items), s[:cut])
		}
		for i, it := range f.Items {
			if it.ID != string(rune('1'+i)) || !strings.HasPrefix(it.Title, `A "title" {`) || len(it.Authors) != 1 {
				t.Errorf("cut at %d, item %d is %+v", cut, i, it)
			}
		}
	}
}
