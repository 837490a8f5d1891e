package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"

	"veille/feed"
)

// hostileTitles are clean text, as articles hold it, that some format could
// take for more than text.
var hostileTitles = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `</title></style><script src=//evil.example>`,
	`<!-- veille:end -->`, `--><svg onload=alert(1)>`, `&lt;b&gt; &amp; &#60;`, `]]>`, `<base href=//evil.example>`, `a</article></main></body>`,
	`=1+1`, `+1`, `-1`, `@SUM(A1)`, `＝1+1`, `  =cmd|' /C calc'!A0`, "'=1", `"quoted"`, `a,b;c`, `a"b"c`, "sep=;", "\ufeff=1",
	`---`, `key: value`, `- item`, `#tag`, `[[link]]`, `![[embed]]`, `title: "x"`, `{a: b}`, `%%hidden%%`, `==high==`, `$x^2$`, "`code`", "```", `null`, `true`, `2020-01-01`, `*`, `!!python/object`,
	`[x](javascript:alert(1))`, `![x](https://evil.example/x.png)`, `<https://evil.example>`, `**bold**`, `1. one`, `> quote`, `| a | b |`, `~~no~~`, `\`, `a\`, `\\"`,
	`../../etc/passwd`, `CON`, `nul.txt`, `.hidden`, `-rf`, `a/b\c:d*e?f"g<h>i|j`, `...`, `Tiếng Việt có dấu`, `中文标题`, `עברית`, `🚢 ship`, `—`, strings.Repeat("long ", 80), "e\u0301",
}

func hostileArticles() []feed.Article {
	var out []feed.Article
	for i, s := range hostileTitles {
		out = append(out, feed.Article{
			Head: feed.Head{ID: feed.NewID("hostile", strconv.Itoa(i)), Title: s, Source: s, URL: "https://a.example/" + s, Lang: `fr" onload="x`, Place: s, Agency: s, Themes: []feed.ID{feed.ThemeID("bad")},
				Published: day(2024, 1, 1+i%28), Precision: feed.Day},
			Kicker: s, Standfirst: s, Byline: s, Authors: []string{s}, Summary: s, Notes: []string{s},
			Body: []feed.Block{p(s), {Kind: feed.Heading, Level: 1, Spans: []feed.Span{{Text: s}}}, {Kind: feed.Paragraph, Spans: []feed.Span{{Text: s, Style: feed.Strong, URL: "javascript:" + s}, {Text: "x" + s, URL: "https://a.example/\"onclick=\"" + s}}},
				{Kind: feed.Preformatted, Spans: []feed.Span{{Text: s + "\n" + s}}}, {Kind: feed.Table, Rows: [][]string{{s, s}, {s}}}, {Kind: feed.Figure, URL: "data:text/html," + s, Spans: []feed.Span{{Text: s}}},
				{Kind: feed.Quote, Level: 900, Spans: []feed.Span{{Text: s}}}, {Kind: feed.ListItem, Level: 900, Spans: []feed.Span{{Text: s}}}},
			Captions: []feed.Caption{{Text: s, Credit: s}}, Related: []feed.Link{{Text: s, URL: s}, {Text: "", URL: "https://a.example/" + s}},
		})
	}
	return out
}

func hostileOptions(f Format) Options {
	o := testOptions(f)
	o.Title, o.Query, o.Licence, o.Generator, o.Depth = hostileTitles[3], hostileTitles[1], hostileTitles[2], hostileTitles[3], Full
	o.Themes = []feed.Theme{{ID: feed.ThemeID("bad"), Slug: "bad", Labels: map[string]string{"fr": hostileTitles[0]}}}
	return o
}

func written(t testing.TB, format string, o func(*Options), list ...feed.Article) []byte {
	t.Helper()
	f, ok := Find(format)
	if !ok {
		t.Fatal(format)
	}
	opts := hostileOptions(f)
	if o != nil {
		o(&opts)
	}
	var b bytes.Buffer
	if _, err := Write(context.Background(), &b, f, seq(list...), opts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHostileCSV(t *testing.T) {
	list := hostileArticles()
	for _, excel := range []bool{false, true} {
		for _, bare := range []bool{false, true} {
			out := written(t, "csv", func(o *Options) { o.Excel, o.NoGuard = excel, bare }, list...)
			text, bom := strings.CutPrefix(string(out), "\ufeff")
			if bom != excel || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
				t.Fatal("byte order mark or line ends wrong")
			}
			r := csv.NewReader(strings.NewReader(text))
			if r.FieldsPerRecord = len(csvHeader); excel {
				r.Comma = ';'
			}
			rows, err := r.ReadAll()
			if err != nil || len(rows) != len(list)+1 || !slices.Equal(rows[0], csvHeader) {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			for i, row := range rows[1:] {
				want := oneLine(list[i].Title)
				if got := row[2]; got != want && (bare || got != "'"+want) {
					t.Errorf("title %q reads %q", want, got)
				}
				for _, cell := range row {
					if !bare && cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
						t.Errorf("cell %q is a formula", cell)
					}
				}
			}
		}
	}
}

func TestHostileJSONL(t *testing.T) {
	list := hostileArticles()
	d := json.NewDecoder(bytes.NewReader(written(t, "jsonl", nil, list...)))
	for i := range list {
		var r struct {
			Title, Source, URL string
			Notes, Author      []string
		}
		if err := d.Decode(&r); err != nil {
			t.Fatal(err)
		}
		if r.Title != list[i].Title || r.Source != list[i].Source || r.URL != list[i].URL || r.Notes[0] != list[i].Notes[0] {
			t.Errorf("%+v", r)
		}
	}
	if d.More() {
		t.Error("more lines than articles")
	}
}

// allowed elements and attributes of a dossier; anything else is an injection.
var allowed = map[string]string{
	"html": "lang", "head": "", "meta": "charset http-equiv content name", "title": "", "style": "", "body": "class", "header": "", "h1": "", "h2": "", "h3": "class", "h4": "lang dir", "h5": "", "h6": "",
	"p": "class lang dir", "code": "", "time": "datetime", "nav": "aria-label", "ol": "start class", "ul": "class aria-label lang dir", "li": "value", "a": "href rel lang dir", "span": "class",
	"main": "", "section": "", "article": "id class lang dir", "mark": "", "q": "lang dir", "strong": "", "em": "", "del": "", "sub": "", "sup": "", "pre": "", "blockquote": "class", "div": "class", "table": "", "thead": "", "tbody": "", "tr": "", "th": "", "td": "",
	"figure": "", "figcaption": "", "hr": "", "br": "", "aside": "class lang dir", "footer": "", "cite": "",
}

// checkHTML reads a dossier as a browser does and holds that there is nothing
// in it that runs, fetches or is not one of the dossier's own elements. It
// returns the tree.
func checkHTML(t testing.TB, page []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.CommentNode {
			t.Fatalf("comment %q", n.Data)
		}
		if n.Type == html.ElementNode {
			attrs, ok := allowed[n.Data]
			if !ok {
				t.Fatalf("element %s in\n%s", n.Data, page)
			}
			for _, a := range n.Attr {
				switch {
				case !slices.Contains(strings.Fields(attrs), a.Key):
					t.Fatalf("attribute %s=%q of %s", a.Key, a.Val, n.Data)
				case a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !feed.Linkable(a.Val):
					t.Fatalf("link to %q", a.Val)
				case a.Key == "href" && strings.ContainsAny(a.Val, " \t\n\"<>\\^`{|}"):
					t.Fatalf("address %q is not escaped", a.Val)
				case a.Key == "id" && ids[a.Val]:
					t.Fatalf("id %q twice", a.Val)
				case a.Key == "id":
					ids[a.Val] = true
				}
			}
			if n.Data == "style" && n.FirstChild.Data != "\n"+dossierCSS {
				t.Fatal("style is not ours alone")
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return doc
}

// find returns the elements of a name in order.
func find(n *html.Node, name string) (out []*html.Node) {
	if n.Type == html.ElementNode && n.Data == name {
		out = append(out, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, find(c, name)...)
	}
	return out
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func TestHostileHTML(t *testing.T) {
	list := hostileArticles()
	page := written(t, "html", func(o *Options) { o.Order = Oldest }, list...)
	doc := checkHTML(t, page)
	articles := find(doc, "article")
	if len(articles) != len(list) {
		t.Fatalf("%d articles of %d", len(articles), len(list))
	}
	byID := map[string]feed.Article{}
	for _, a := range list {
		byID[a.ID.String()] = a
	}
	for _, n := range articles {
		a := byID[n.Attr[0].Val]
		if got := textOf(find(n, "h3")[0]); got != oneLine(a.Title) {
			t.Errorf("title %q reads %q", a.Title, got)
		}
		if got := textOf(find(n, "pre")[0]); got != a.Title+"\n"+a.Title {
			t.Errorf("%q preformatted reads %q", a.Title, got)
		}
		if got := textOf(find(n, "aside")[0]); got != "Note"+strings.TrimSpace(a.Title) {
			t.Errorf("%q as note reads %q", a.Title, got)
		}
	}
	if got := textOf(find(doc, "title")[0]); got != hostileTitles[3] {
		t.Errorf("title reads %q", got)
	}
	for _, n := range find(doc, "a") {
		if i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" }); strings.HasPrefix(n.Attr[i].Val, "#") {
			if _, ok := byID[n.Attr[i].Val[1:]]; !ok {
				t.Errorf("link to %s leads nowhere", n.Attr[i].Val)
			}
		}
	}
}

func TestHostileMarkdown(t *testing.T) {
	for _, a := range hostileArticles() {
		var out bytes.Buffer
		if err := goldmark.Convert(written(t, "md", func(o *Options) { o.Contents, o.Timeline, o.Sources = false, false, false }, a), &out); err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(&out)
		if err != nil {
			t.Fatal(err)
		}
		if got := textOf(find(doc, "h3")[0]); got != oneLine(a.Title) {
			t.Errorf("title %q reads %q", a.Title, got)
		}
		if len(find(doc, "img")) > 0 || len(find(doc, "script")) > 0 {
			t.Errorf("%q became an element", a.Title)
		}
		for _, n := range find(doc, "a") {
			for _, at := range n.Attr {
				if at.Key == "href" && !strings.HasPrefix(at.Val, "https://a.example/") && at.Val != a.Title {
					t.Errorf("%q: link to %q", a.Title, at.Val)
				}
			}
		}
	}
}

func TestHostileFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vault")
	f, _ := Find("obsidian")
	list := hostileArticles()
	saved, err := Save(context.Background(), dir, f, seq(list...), hostileOptions(f), Place{})
	if err != nil || saved.Articles != len(list) {
		t.Fatalf("%+v, %v", saved, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != len(list) {
		t.Fatalf("%d files of %d, %v", len(files), len(list), err)
	}
	titles := map[string]string{}
	for _, a := range list {
		titles[a.ID.String()] = oneLine(a.Title)
	}
	for _, e := range files {
		checkName(t, e.Name())
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		head, _, ok := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		var m map[string]any
		if err := yaml.Unmarshal([]byte(head), &m); err != nil || !ok {
			t.Fatalf("%v in\n%s", err, head)
		}
		id, _ := m["veille_id"].(string)
		for k := range m {
			if !slices.Contains(strings.Fields("title source author publication published created description lang place tags veille_id"), k) {
				t.Errorf("key %q", k)
			}
		}
		if m["title"] != titles[id] || m["publication"] != titles[id] || m["description"] != shorten(titles[id], maxLead) {
			t.Errorf("%q reads %q, %q, %q", titles[id], m["title"], m["publication"], m["description"])
		}
		if tags, _ := m["tags"].([]any); len(tags) != 1 || tags[0] != "bad" {
			t.Errorf("tags %v", m["tags"])
		}
		if strings.Count("\n"+string(text), "\n"+endMark) != 1 || !strings.HasSuffix(string(text), "\n"+endMark+"\n") {
			t.Errorf("end mark not once and last in\n%s", text)
		}
	}
}

func FuzzCSVCell(f *testing.F) {
	for _, s := range hostileTitles {
		f.Add(s, s)
	}
	form, _ := Find("csv")
	f.Fuzz(func(t *testing.T, title, note string) {
		a := feed.Article{Head: feed.Head{Title: title, URL: note}, Notes: []string{note}, Summary: title}
		var b bytes.Buffer
		if _, err := Write(context.Background(), &b, form, seq(a), Options{Notes: true}); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(&b)
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != len(csvHeader) {
			t.Fatalf("%v, %v", rows, err)
		}
		plain := func(s string) string { return strings.NewReplacer("\r\n", "\n", "\r", "").Replace(s) }
		if got, want := rows[1][10], plain(note); got != want && got != "'"+want {
			t.Fatalf("note %q reads %q", want, got)
		}
		for _, cell := range rows[1] {
			if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
				t.Fatalf("cell %q is a formula", cell)
			}
		}
	})
}

func FuzzHTML(f *testing.F) {
	for _, s := range hostileTitles {
		f.Add(s, "https://a.example/"+s, uint8(3))
	}
	form, _ := Find("html")
	f.Fuzz(func(t *testing.T, s, url string, n uint8) {
		a := feed.Article{Head: feed.Head{Title: s, URL: url, Lang: s, Source: s}, Standfirst: s, Authors: []string{s}, Notes: []string{s}, Related: []feed.Link{{Text: s, URL: url}}, Captions: []feed.Caption{{Text: s}},
			Body: []feed.Block{{Kind: feed.BlockKind(n % 8), Level: int(n), Number: int(n % 3), URL: url, Spans: []feed.Span{{Text: s, URL: url, Style: feed.SpanStyle(n % 64)}}, Rows: [][]string{{s}, {s, url}}},
				{Kind: feed.ListItem, Level: int(n % 5), Number: int(n % 2), Spans: []feed.Span{{Text: s}}}, {Kind: feed.Quote, Level: int(n % 4), Spans: []feed.Span{{Text: s}}}}}
		o := form.Defaults()
		o.Depth, o.Title, o.Query = Full, s, s
		var b bytes.Buffer
		if _, err := Write(context.Background(), &b, form, seq(a), o); err != nil {
			t.Fatal(err)
		}
		if !bytes.HasSuffix(b.Bytes(), []byte("</html>\n")) {
			t.Fatal("cut short")
		}
		checkHTML(t, b.Bytes())
	})
}

// benchArticles yields n articles of about 3 KB of text without keeping them.
func benchArticles(n int) func(func(feed.Article, error) bool) {
	all := testArticles()
	for i := range all {
		for range 12 {
			all[i].Body = append(all[i].Body, p(strings.Repeat("La houle a baissé, le port rouvre. ", 7)))
		}
	}
	return func(yield func(feed.Article, error) bool) {
		for i := range n {
			a := all[i%len(all)]
			a.ID = feed.NewID(strconv.Itoa(i))
			if !yield(a, nil) {
				return
			}
		}
	}
}

func benchmarkWrite(b *testing.B, format string) {
	f, _ := Find(format)
	o := testOptions(f)
	o.Depth = Full
	b.ReportAllocs()
	for b.Loop() {
		saved, err := Write(context.Background(), io.Discard, f, benchArticles(10_000), o)
		if err != nil || saved.Articles != 10_000 {
			b.Fatal(saved, err)
		}
		b.SetBytes(saved.Bytes)
	}
}

func BenchmarkHTML10k(b *testing.B)     { benchmarkWrite(b, "html") }
func BenchmarkMarkdown10k(b *testing.B) { benchmarkWrite(b, "md") }
func BenchmarkJSONL10k(b *testing.B)    { benchmarkWrite(b, "jsonl") }
func BenchmarkCSV10k(b *testing.B)      { benchmarkWrite(b, "csv") }
