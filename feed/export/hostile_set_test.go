package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"flag"
	"maps"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"veille/feed"
)

// .ci/validate has the set written as veille JSONL, to export it as users do.
var setFile = flag.String("hostile-set", "", "write the set of hostile articles to this file")

// moreHostile is what some format could take for more than text and what
// belongs to no format at all: some of it the door would clean, yet writers
// must hold without it.
var moreHostile = []string{
	"first line\nsecond line\r\nthird\rfourth", "a\u2028b\u2029c\u0085d\vf\fg", "one\n\nER  - \nTY  - BOOK", `ER  - `, `TI  - another`, `{\input{/etc/passwd}}`, `\write18{id}`, `100 % \% %`, `@article{key, title = {x}}`, `}}`, `{{{`, `a } b { c`,
	`a # b " # c`, `~tie~ ^up^ _low_ $x$ & &`, `-- --- ` + "``a''", `<![CDATA[x]]>`, `<?php phpinfo() ?>`, `&xxe; &#x0; &#xFFFF;`, `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>`, `</script></style></textarea></svg>`,
	`body{background:url(//evil.example)}`, `*/ @import "//evil.example"; /*`, `a]]]]><![CDATA[>b`, `<v:tag xmlns:v="urn:veille:1">x</v:tag>`, `: - ! & * ? | > % @`, `? key`, `&anchor *alias`, "---\ntags: [x]\n---", "...", `%YAML 1.2`, `~`, `0o17`, `1e3`, `12:30:45`, `no`,
	`tags:: [[x]]`, `id:: 64a1`, `((64a1))`, `{{query [[x]]}}`, `LATER write`, `^^high^^`, `[^1]: note`, `<details open ontoggle=alert(1)>`, `javascript:alert(1)`, `data:text/html,<script>`, `vbscript:x`, `//evil.example/x`, `/etc/passwd`, `..\..\windows`, `C:\Windows`,
	`aux`, `com1.txt`, `LPT9`, `con .md`, `trailing.`, ` both `, `$(id)`, "`id`; rm -rf /", `%s%n%x`, `${jndi:x}`, `=HYPERLINK("http://evil.example","x")`, "\t=1", "\n=1", "＠SUM(1)", `-2+3+cmd|' /C calc'!A0`, "a\u202egnp.exe", "\u2066x", "\u200f\u200e", "z\u200be\u200dr\u2060o", "\ufeff",
	"👩‍👩‍👧‍👦 🇻🇳 family", "Việt Nam tiếng", strings.Repeat("Z\u0341\u0320", 40), "non\ufffecharacter\uffff\U0001ffff", "private\ue000\U000f0000", "\u00ad\u034f", "", " ", "\u00a0", strings.Repeat("x", 2000), strings.Repeat("Très long titre ", 125), strings.Repeat("語", 700), strings.Repeat("(", 300), strings.Repeat("[", 300), strings.Repeat(">", 300), strings.Repeat("*_", 150),
}

// setSize articles make the set; each hostile text is the title of one at least.
const setSize = 200

// setTexts are the parts of an article of the set in its three languages: a
// title around a hostile text, and sentences.
var setTexts = []struct{ lang, before, after, lead, text string }{
	{"fr", "Le port « ", " » rouvre", "La rade a été fermée trois jours.", "Les navires sortent un à un ; la digue tient."},
	{"en", "The council’s “", "” rule", "Harbour dues rise in July.", "Shippers were told on Saturday; few objected."},
	{"vi", "Cảng “", "” mở lại", "Đê biển được gia cố trước mùa bão.", "Người dân trồng thêm cây đước; công trình xong sớm."},
}

// hostileSet is the set: every hostile text bare and then within a sentence, in
// turn in the three languages, with every kind of block, field, date and length.
func hostileSet() []feed.Article {
	texts := append(append([]string{}, hostileTitles...), moreHostile...)
	out := make([]feed.Article, setSize)
	for i := range out {
		s := texts[i%len(texts)]
		out[i] = hostileArticle(i, s)
	}
	return out
}

func hostileArticle(i int, s string) feed.Article {
	l := setTexts[i%len(setTexts)]
	title := s
	if i >= len(hostileTitles)+len(moreHostile) {
		title = l.before + s + l.after
	}
	date := time.Date(1998+i%28, time.Month(1+i%12), 1+i%28, i%24, i%60, i%60, 0, time.UTC)
	precision := feed.Precision(i % 6)
	switch precision {
	case feed.NoDate:
		date = time.Time{}
	case feed.Year:
		date = day(date.Year(), 1, 1)
	case feed.Month:
		date = day(date.Year(), int(date.Month()), 1)
	case feed.Day:
		date = day(date.Year(), int(date.Month()), date.Day())
	case feed.Minute:
		date = date.Truncate(time.Minute)
	}
	a := feed.Article{
		Head: feed.Head{ID: feed.NewID("set", strconv.Itoa(i)), Title: title, Lang: l.lang, Published: date, Precision: precision, Words: 40 + i,
			Fetched: time.Date(2024, 11, 20, 7, 0, i%60, 0, time.UTC), Starred: i%5 == 0, Read: i%2 == 0},
		Standfirst: l.lead + " " + s,
		Body: []feed.Block{
			p(l.text + " " + s), {Kind: feed.Heading, Level: 2 + i%4, Spans: []feed.Span{{Text: "H " + s}}},
			{Kind: feed.Paragraph, Spans: []feed.Span{{Text: l.text + " "}, {Text: "b " + s, Style: feed.Strong | feed.SpanStyle(i%16)}, {Text: "x" + s, URL: "https://a.example/?q=" + s}, {Text: "bad", URL: "javascript:" + s}}},
			{Kind: feed.ListItem, Level: 1, Spans: []feed.Span{{Text: "one " + s}}}, {Kind: feed.ListItem, Level: 2, Number: 1, Spans: []feed.Span{{Text: "two"}}}, {Kind: feed.ListItem, Level: 1, Number: 3, Spans: []feed.Span{{Text: l.text}}},
			{Kind: feed.Quote, Level: 1 + i%3, Spans: []feed.Span{{Text: "« " + s + " »"}}}, {Kind: feed.Preformatted, Spans: []feed.Span{{Text: "a\n  " + s}}},
			{Kind: feed.Table, Rows: [][]string{{"h", s}, {s, "|"}, {"short"}}}, {Kind: feed.Rule}, {Kind: feed.Figure, URL: "https://a.example/" + s + ".png", Spans: []feed.Span{{Text: "f " + s}}},
		},
		Captions: []feed.Caption{{Text: "c " + s, Credit: s}}, Related: []feed.Link{{Text: "r " + s, URL: "https://a.example/" + s}, {Text: s}},
		Byline: s,
	}
	if i%3 != 0 {
		a.URL = "https://a.example/" + strconv.Itoa(i) + "/" + s
		a.Source, a.Agency, a.Place = "S "+s, s, s
		a.Dateline = feed.Dateline{Place: s, Agency: s}
	}
	if i%4 != 0 {
		a.Authors = []string{"A " + s, "Tô Văn Biển", s}[:1+i%3]
		a.Kicker, a.Summary = s, "sum "+s
	}
	if i%7 != 0 {
		a.Themes = []feed.ID{feed.ThemeID("ports"), feed.ThemeID("climate"), feed.ThemeID("health")}[i%3:]
	}
	if i%2 == 0 {
		a.Notes = []string{s, "n " + s + "\n\n" + l.text}
	}
	if i%11 == 0 && oneLine(title) != "" { // the door wants text or a title
		a.Body, a.Captions, a.Related, a.Standfirst = nil, nil, nil, ""
	}
	for j, text := 0, a.Text(); j < i%4 && text != ""; j++ { // the first sentence, then more of it and of what follows
		end := strings.Index(text, ";") + 1 + j*min(len(s), 9)
		for end < len(text) && text[end]&0xc0 == 0x80 {
			end++
		}
		a.Highlights = append(a.Highlights, feed.Highlight{ID: feed.NewID("set", strconv.Itoa(i), strconv.Itoa(j)), Range: feed.Range{Start: j, End: end}, Quote: text[j:end], Note: []string{"", s, "hn " + s}[j], At: day(2024, 11, 21)})
	}
	if i%6 == 0 {
		a.Highlights = append(a.Highlights, feed.Highlight{ID: feed.NewID("lost", strconv.Itoa(i)), Quote: "lost " + s, Note: s, At: day(2024, 11, 21)})
	}
	return a
}

func setOptions(f Format) Options {
	o := testOptions(f)
	o.Title, o.Query, o.Licence, o.Depth, o.Order = hostileTitles[3], hostileTitles[1], hostileTitles[2], Full, Oldest
	return o
}

func setWritten(t testing.TB, format string) []byte {
	t.Helper()
	f, ok := Find(format)
	if !ok {
		t.Fatal(format)
	}
	var b bytes.Buffer
	saved, err := Write(context.Background(), &b, f, seq(hostileSet()...), setOptions(f))
	if err != nil || saved.Articles != setSize {
		t.Fatalf("%s: %+v, %v", format, saved, err)
	}
	return b.Bytes()
}

// TestHostileSetFile writes the set where the flag says.
func TestHostileSetFile(t *testing.T) {
	lines := setWritten(t, "jsonl")
	if n := bytes.Count(lines, []byte("\n")); n != setSize {
		t.Fatalf("%d lines", n)
	}
	if *setFile != "" {
		if err := os.WriteFile(*setFile, lines, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// titlesIn reads an export as programs of others do and returns the title of
// each record in it; it fails on what is no such file.
var titlesIn = map[string]func(testing.TB, []byte) []string{
	"html": func(t testing.TB, b []byte) (out []string) {
		for _, n := range find(checkHTML(t, b), "article") {
			out = append(out, textOf(find(n, "h3")[0]))
		}
		return out
	},
	"epub": func(t testing.TB, b []byte) (out []string) {
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			var page struct {
				Title string `xml:"head>title"`
			}
			if !strings.HasSuffix(f.Name, "html") {
				continue
			}
			if err := xml.NewDecoder(r).Decode(&page); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if strings.HasPrefix(f.Name, "EPUB/a") {
				out = append(out, page.Title)
			}
		}
		return out
	},
	"csv": func(t testing.TB, b []byte) (out []string) {
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows[1:] {
			out = append(out, strings.TrimPrefix(r[2], "'"))
		}
		return out
	},
	"jsonfeed": func(t testing.TB, b []byte) (out []string) {
		var f struct{ Items []struct{ Title string } }
		if err := json.Unmarshal(b, &f); err != nil {
			t.Fatal(err)
		}
		for _, it := range f.Items {
			out = append(out, it.Title)
		}
		return out
	},
	"atom": func(t testing.TB, b []byte) (out []string) {
		var f struct {
			Entry []struct {
				Title string `xml:"http://www.w3.org/2005/Atom title"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(b, &f); err != nil {
			t.Fatal(err)
		}
		for _, e := range f.Entry {
			out = append(out, e.Title)
		}
		return out
	},
	"rss": func(t testing.TB, b []byte) (out []string) {
		var f struct {
			Item []struct {
				Title string `xml:"title"`
			} `xml:"channel>item"`
		}
		if err := xml.Unmarshal(b, &f); err != nil {
			t.Fatal(err)
		}
		for _, e := range f.Item {
			out = append(out, e.Title)
		}
		return out
	},
	"ris": func(t testing.TB, b []byte) (out []string) {
		for _, r := range readRIS(t, b) {
			out = append(out, r.all("TI")...)
		}
		return out
	},
	"csl": func(t testing.TB, b []byte) (out []string) {
		var list []struct{ Title string }
		if err := json.Unmarshal(b, &list); err != nil {
			t.Fatal(err)
		}
		for _, it := range list {
			out = append(out, it.Title)
		}
		return out
	},
	"bibtex":   bibTitles,
	"biblatex": bibTitles,
	"ninjs": func(t testing.TB, b []byte) (out []string) {
		for d := json.NewDecoder(bytes.NewReader(b)); d.More(); {
			var it struct{ Headlines []struct{ Value string } }
			if err := d.Decode(&it); err != nil {
				t.Fatal(err)
			}
			out = append(out, it.Headlines[0].Value)
		}
		return out
	},
	"jsonl": func(t testing.TB, b []byte) (out []string) {
		for d := json.NewDecoder(bytes.NewReader(b)); d.More(); {
			var it struct{ Title string }
			if err := d.Decode(&it); err != nil {
				t.Fatal(err)
			}
			out = append(out, it.Title)
		}
		return out
	},
}

func bibTitles(t testing.TB, b []byte) (out []string) {
	for _, e := range readBib(t, b) {
		title := e.fields["title"]
		out = append(out, texPlain(t, title[1:len(title)-1]))
	}
	return out
}

// ofFormats is what a title may lose on its way: what cannot be seen, kinds of
// blanks and of quotes, a sign before a formula.
func ofFormats(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '`' || r == '‘':
			return '‘'
		case r == utf8.RuneError || !xmlLegal(r) || !seen(r):
			return -1
		}
		return r
	}, s)
	return strings.TrimLeft(s, "'")
}

// TestHostileSet holds that each format has the records of the set and no other,
// each with its title.
func TestHostileSet(t *testing.T) {
	want := map[string]int{}
	for _, a := range hostileSet() {
		want[ofFormats(a.Title)]++
	}
	for format, read := range titlesIn {
		got := read(t, setWritten(t, format))
		if len(got) != setSize {
			t.Errorf("%s: %d records", format, len(got))
		}
		left := maps.Clone(want)
		for _, title := range got {
			if title = ofFormats(title); title == "[sanstitre]" {
				title = ""
			}
			if left[title]--; left[title] < 0 {
				t.Errorf("%s: title %.200q", format, title)
			}
		}
	}
}
