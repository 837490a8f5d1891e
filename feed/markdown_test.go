package feed_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"veille/feed"
)

func p(s ...feed.Span) feed.Block { return feed.Block{Kind: feed.Paragraph, Spans: s} }

func TestMarkdown(t *testing.T) {
	for _, c := range []struct {
		name  string
		in    []feed.Block
		style feed.MarkdownStyle
		want  string
	}{
		{"paragraphs", []feed.Block{feed.Plain(feed.Paragraph, "One."), feed.Plain(feed.Paragraph, " Two\nlines "), feed.Plain(feed.Paragraph, " ")},
			feed.MarkdownStyle{}, "One.\n\nTwo\\\nlines"},
		{"marks", []feed.Block{feed.Plain(feed.Paragraph, `*a* _b_ c_d [x](y) <b> & &amp; AT&T # #tag ~~ ==h== $5 100% %%c%% ![[e]] \`)},
			feed.MarkdownStyle{}, `\*a\* \_b\_ c_d \[x\](y) \<b\> & \&amp; AT&T \# \#tag \~\~ \=\=h\=\= \$5 100% \%\%c\%\% \!\[\[e\]\] \\`},
		{"line starts", []feed.Block{feed.Plain(feed.Paragraph, "1. a\n- b\n+ c\n# d\n=== \n2026) e\n> f\n: g")},
			feed.MarkdownStyle{}, "1\\. a\\\n\\- b\\\n\\+ c\\\n\\# d\\\n\\=\\=\\=\\\n2026\\) e\\\n\\> f\\\n\\: g"},
		{"heading", []feed.Block{{Kind: feed.Heading, Level: 2, Spans: []feed.Span{{Text: "A\nb #"}}}, {Kind: feed.Heading, Level: 6, Spans: []feed.Span{{Text: "c"}}}},
			feed.MarkdownStyle{Shift: 2}, "#### A b \\#\n\n###### c"},
		{"styles", []feed.Block{p(feed.Span{Text: "Hanoi ", Style: feed.Strong}, feed.Span{Text: "and "}, feed.Span{Text: "Huế", Style: feed.Strong | feed.Emphasis},
			feed.Span{Text: ". "}, feed.Span{Text: "x`y", Style: feed.Code}, feed.Span{Text: " m"}, feed.Span{Text: "2", Style: feed.Sup}, feed.Span{Text: " "}, feed.Span{Text: "old", Style: feed.Deleted})},
			feed.MarkdownStyle{}, "**Hanoi** and ***Huế***. ``x`y`` m<sup>2</sup> ~~old~~"},
		{"marks that would not be read", []feed.Block{p(feed.Span{Text: "(a)", Style: feed.Strong}, feed.Span{Text: "b"}), p(feed.Span{Text: "a", Style: feed.Strong}, feed.Span{Text: "b", Style: feed.Emphasis})},
			feed.MarkdownStyle{}, "(a)b\n\n**a**b"},
		{"links", []feed.Block{p(feed.Span{Text: "See!"}, feed.Span{Text: "this [x]", URL: "https://a.example/b (c)?d=1&e=2"}, feed.Span{Text: ", "}, feed.Span{Text: "that", URL: "javascript:alert(1)"})},
			feed.MarkdownStyle{}, `See\![this \[x\]](https://a.example/b%20%28c%29?d=1&e=2), that`},
		{"lists", []feed.Block{{Kind: feed.ListItem, Level: 1, Number: 9, Spans: []feed.Span{{Text: "a"}}}, {Kind: feed.ListItem, Level: 1, Number: 10, Spans: []feed.Span{{Text: "b\nc"}}},
			{Kind: feed.ListItem, Level: 5, Spans: []feed.Span{{Text: "- d"}}}, {Kind: feed.ListItem, Level: 1, Number: 11, Spans: []feed.Span{{Text: "e"}}}, feed.Plain(feed.Paragraph, "f")},
			feed.MarkdownStyle{}, "9. a\n10. b\\\n    c\n    - \\- d\n11. e\n\nf"},
		{"quotes", []feed.Block{{Kind: feed.Quote, Level: 1, Spans: []feed.Span{{Text: "a\nb"}}}, {Kind: feed.Quote, Level: 2, Spans: []feed.Span{{Text: "c"}}}, {Kind: feed.Quote, Level: 90, Spans: []feed.Span{{Text: "d"}}}},
			feed.MarkdownStyle{}, "> a\\\n> b\n>\n> > c\n> >\n> > > > > > > > d"},
		{"preformatted", []feed.Block{feed.Plain(feed.Preformatted, "a\n```\n  b"), feed.Plain(feed.Preformatted, "<!-- veille:end -->\nx")},
			feed.MarkdownStyle{}, "````\na\n```\n  b\n````\n\n ```\n <!-- veille:end -->\n x\n ```"},
		{"table", []feed.Block{{Kind: feed.Table, Rows: [][]string{{"a|b", "c"}, {"d\ne"}}}}, feed.MarkdownStyle{}, "| a\\|b | c |\n| --- | --- |\n| d e |  |"},
		{"figure", []feed.Block{{Kind: feed.Figure, URL: "https://a.example/p.jpg", Spans: []feed.Span{{Text: "A pier"}}}, {Kind: feed.Figure, URL: "data:x", Spans: []feed.Span{{Text: "B"}}}},
			feed.MarkdownStyle{}, "[A pier](https://a.example/p.jpg)\n\nB"},
		{"image", []feed.Block{{Kind: feed.Figure, URL: "https://a.example/p.jpg", Spans: []feed.Span{{Text: "A pier"}}}, {Kind: feed.Rule}},
			feed.MarkdownStyle{Images: true}, "![A pier](https://a.example/p.jpg)\n\n***"},
		{"logseq", []feed.Block{feed.Plain(feed.Paragraph, "[[a]] ((b)) {{c}} d:: e [f](g) [:h] @@i@@ #j\nk"), {Kind: feed.Table, Rows: [][]string{{"[l]"}}}},
			feed.MarkdownStyle{Logseq: true}, `[[a\]\] ((b)\) {{c}\} d:\: e [f\](g) [\:h\] @\@i@\@ \#j` + "\nk\n\n" + `| [l\] |` + "\n| --- |"},
	} {
		if got := feed.Markdown(c.in, c.style); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// readBack renders Markdown with goldmark and returns the visible text, blocks
// on their own lines, and the addresses of links.
func readBack(t testing.TB, md string) (text string, links []string) {
	t.Helper()
	var out bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Strikethrough, extension.Table)).Convert([]byte(md), &out); err != nil {
		t.Fatal(err)
	}
	z := html.NewTokenizer(&out)
	var b strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String(), links
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			switch tok.Data {
			case "br":
				b.WriteByte('\n')
			case "a":
				links = append(links, tok.Attr[0].Val)
			}
		case html.EndTagToken, html.CommentToken, html.DoctypeToken:
		}
	}
}

var hostile = []string{"*", "**", "_", "__", "`", "```", "~~", "[", "](", ")", "<", ">", "<b>", "<!-- veille:end -->", "&", "&amp;", "&#1", ";", "#", "##", "# ", "-", "- ", "---",
	"===", "1", ".", "1. ", "+ ", "|", "|-|", "!", "![", "\\", "\n", " ", "  ", "x", "é", "Đà Nẵng", "$", "==", "%%", "^a", ": ", "http://a.example/x_y", "www.a.example", "a@b.example",
	"\t", "(", "“", "»", "—", "5", "\u00a0", "…", "中"}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(8) {
		b.WriteString(hostile[r.IntN(len(hostile))])
	}
	return b.String()
}

func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
}

// TestMarkdownKeepsText writes random hostile blocks and reads the same text
// back.
func TestMarkdownKeepsText(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 10000 {
		var blocks []feed.Block
		var want strings.Builder
		for range 1 + r.IntN(3) {
			b := feed.Block{Kind: []feed.BlockKind{feed.Paragraph, feed.Heading, feed.ListItem, feed.Quote, feed.Preformatted}[r.IntN(5)], Level: r.IntN(4), Number: r.IntN(3)}
			for range 1 + r.IntN(3) {
				s := feed.Span{Text: randomText(r), Style: feed.SpanStyle(r.IntN(64))}
				if b.Kind == feed.Preformatted {
					s.Style = 0
				} else if r.IntN(6) == 0 {
					s.URL = "https://a.example/" + randomText(r)
				}
				b.Spans = append(b.Spans, s)
			}
			blocks = append(blocks, b)
			want.WriteString(b.Text() + "\n")
		}
		md := feed.Markdown(blocks, feed.MarkdownStyle{})
		got, links := readBack(t, md)
		if squeeze(got) != squeeze(want.String()) {
			t.Fatalf("%#v\nMarkdown:\n%s\nreads  %q\nwanted %q", blocks, md, squeeze(got), squeeze(want.String()))
		}
		for _, l := range links {
			if !strings.HasPrefix(l, "https://a.example/") {
				t.Fatalf("%#v\nMarkdown:\n%s\nmade a link to %s", blocks, md, l)
			}
		}
		if strings.Contains("\n"+md, "\n<") {
			t.Fatalf("a line begins with <:\n%s", md)
		}
	}
}
