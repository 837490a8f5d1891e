package term

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/text"
)

var options = Options{
	Width:  40,
	Muted:  Ink{"\x1b[38;5;246m", "\x1b[39m"},
	Accent: Ink{"\x1b[38;5;117m", "\x1b[39m"},
	Labels: Labels{Links: "Links", Related: "Read also", Teasers: "Also on the page", Enclosures: "Files",
		Cut: func(kb int) string { return fmt.Sprintf("first %d kB", kb) }},
}

func para(s string) feed.Block { return feed.Plain(feed.Paragraph, s) }

func render(tb testing.TB, a feed.Article, o Options) Page {
	tb.Helper()
	p, err := Render(context.Background(), a, o)
	if err != nil {
		tb.Fatal(err)
	}
	if len(p.Lines) != len(p.Anchors) {
		tb.Fatalf("%d lines, %d anchors", len(p.Lines), len(p.Anchors))
	}
	return p
}

func plainLines(p Page) []string {
	out := make([]string, len(p.Lines))
	for i, l := range p.Lines {
		out[i] = ansi.Strip(l)
	}
	return out
}

func want(t *testing.T, p Page, lines ...string) {
	t.Helper()
	if got, want := strings.Join(plainLines(p), "\n"), strings.Join(lines, "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestRenderArticle(t *testing.T) {
	a := feed.Article{
		Standfirst: "Les ports du delta rouvrent.",
		Dateline:   feed.Dateline{Place: "Portville", Date: "3 juillet", Agency: "AE"},
		Body: []feed.Block{
			para("Le service a repris lundi dans les ports de la côte, a annoncé l’office des « eaux »."),
			feed.Plain(feed.Heading, "Un calendrier serré"),
			{Kind: feed.Quote, Level: 1, Spans: []feed.Span{{Text: "Nous serons prêts, a dit le port, et avant la saison des pluies."}}},
			{Kind: feed.ListItem, Level: 1, Spans: []feed.Span{{Text: "un premier point"}}},
			{Kind: feed.ListItem, Level: 2, Number: 2, Spans: []feed.Span{{Text: "un second, plus long que la largeur de la ligne"}}},
			{Kind: feed.Paragraph, Spans: []feed.Span{{Text: "Voir le "}, {Text: "rapport", URL: "https://port.example/r"}, {Text: ", et H"}, {Text: "2", Style: feed.Sub}, {Text: "O."}}},
			{Kind: feed.Preformatted, Spans: []feed.Span{{Text: "a\tb\n  c"}}},
			{Kind: feed.Rule},
		},
		Captions: []feed.Caption{{Text: "Le port, vu du nord", Credit: "AE"}},
		Byline:   "AE/XY",
		Related:  []feed.Link{{Text: "Le port ferme", URL: "https://port.example/f"}},
		Teasers:  []feed.Teaser{{Title: "La crue monte", Summary: "Elle passe le seuil.", URL: ""}},
	}
	want(t, render(t, a, options),
		"Les ports du delta rouvrent.",
		"",
		"Portville, 3 juillet (AE) – Le service a",
		"repris lundi dans les ports de la côte,",
		"a annoncé l’office des « eaux ».",
		"",
		"│ Le port, vu du nord – AE",
		"",
		"Un calendrier serré",
		"",
		"│ Nous serons prêts, a dit le port, et",
		"│ avant la saison des pluies.",
		"",
		"• un premier point",
		"  2. un second, plus long que la largeur",
		"     de la ligne",
		"",
		"Voir le rapport[1], et H₂O.",
		"",
		"  a    b",
		"    c",
		"",
		strings.Repeat("─", 20),
		"",
		"AE/XY",
		"",
		"Links",
		"[1] https://port.example/r",
		"",
		"Read also",
		"▸ Le port ferme [2]",
		"",
		"Also on the page",
		"▸ La crue monte",
		"  Elle passe le seuil.",
	)
}

// TestTextIsNeverMarkup: whatever means something in Markdown, HTML or to
// Glamour comes out as it went in.
func TestTextIsNeverMarkup(t *testing.T) {
	for _, s := range []string{
		"# not a heading", "1. not a list", "- not a list", "* not a list", "+ not", "2) not", "> not a quote",
		"*not* **bold** _nor_ ~~struck~~ `code`", "[text](https://a.example) ![i](x)", "<b>tag</b> <https://a.example>",
		"a & b &amp; &#27;[31m &lt;", "see https://a.example and www.a.example or x@a.example", "a | b", "--- - ---", "===",
		`back\slash \* \\`, "    four blanks", "| a | b |\n| - | - |\n| 1 | 2 |", "Term\n: definition", "line\nbreak\n\n- third",
		":smile: :+1:", "- [ ] task", "***", "~~~\ncode\n~~~", "[^1]: note", "a\\", "``` go", "$x^2$", "\\&#27;",
	} {
		// The word in bold shows that Glamour has rendered it: text that it
		// changed would be shown without styles.
		b := feed.Block{Spans: []feed.Span{{Text: s + " and "}, {Text: "bold", Style: feed.Strong}}}
		p := render(t, feed.Article{Body: []feed.Block{b}}, Options{Width: 200})
		got := strings.Join(strings.Fields(strings.Join(plainLines(p), " ")), " ")
		if want := strings.Join(strings.Fields(s), " ") + " and bold"; got != want {
			t.Errorf("%q came out as %q", s, got)
		}
		if all := strings.Join(p.Lines, ""); strings.Count(all, "\x1b") != 2 || !strings.Contains(all, "\x1b[1mbold\x1b[m") {
			t.Errorf("%q was styled: %q", s, all)
		}
	}
}

func TestStylesOfSpans(t *testing.T) {
	bold, italic := "\x1b[1m%s\x1b[m", "\x1b[3m%s\x1b[m"
	for _, c := range []struct {
		spans []feed.Span
		want  string
	}{
		{[]feed.Span{{Text: "a "}, {Text: "bold", Style: feed.Strong}, {Text: " word"}}, "a " + fmt.Sprintf(bold, "bold") + " word"},
		{[]feed.Span{{Text: "in"}, {Text: "with", Style: feed.Emphasis}, {Text: "out"}}, "in" + fmt.Sprintf(italic, "with") + "out"},
		{[]feed.Span{{Text: "« bold », ", Style: feed.Strong}, {Text: "then"}}, "« " + fmt.Sprintf(bold, "bold") + " », then"},
		{[]feed.Span{{Text: "*"}, {Text: "a*b", Style: feed.Strong}}, "*" + fmt.Sprintf(bold, "a*b")},
		{[]feed.Span{{Text: "no", Style: feed.Strong}, {Text: "gap", Style: feed.Emphasis}}, fmt.Sprintf(bold, "no") + "gap"},
		{[]feed.Span{{Text: "H"}, {Text: "2", Style: feed.Sub}, {Text: "O m"}, {Text: "2", Style: feed.Sup}}, "H₂O m²"},
		{[]feed.Span{{Text: "fast"}, {Text: "er", Style: feed.Sup}}, "faster"},
	} {
		p := render(t, feed.Article{Body: []feed.Block{{Spans: c.spans}}}, Options{Width: 80})
		if got := strings.Join(p.Lines, "\n"); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestHostileText(t *testing.T) {
	attacks := []string{
		"\x1b[2J", "\x1b]52;c;aGk=\x07", "\x1b]0;title\x07", "\x1bP1;2|x\x1b\\", "\u009b31m", "\x9b31m", "\a\b\r\x00\x7f",
		"&#27;[31m", "`&#27;[31m`", "~~&**#27;**[31m~~", "\u202eevil\u202c", "\u2066x\u2069", "\U000e0041", "\ue01b[31m",
		"\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\", "\x1b]52;c;unterminated",
	}
	for _, s := range attacks {
		s = "before " + s + " after"
		link := feed.Link{Text: s, URL: "https://a.example/" + s}
		a := feed.Article{
			Standfirst: s, Dateline: feed.Dateline{Place: s, Date: s, Agency: s}, Byline: s,
			Body: []feed.Block{para(s), feed.Plain(feed.Heading, s), feed.Plain(feed.Preformatted, s), feed.Plain(feed.Figure, s),
				feed.Plain(feed.ListItem, s), feed.Plain(feed.Quote, s), {Kind: feed.Table, Rows: [][]string{{s, "b"}, {"c", s}}},
				{Spans: []feed.Span{{Text: s, Style: feed.Code, URL: "https://a.example/" + s}}}},
			Captions: []feed.Caption{{Text: s, Credit: s}}, Links: []feed.Link{link}, Related: []feed.Link{link},
			Teasers: []feed.Teaser{{Title: s, Summary: s, URL: s}}, Enclosures: []feed.Enclosure{{URL: s, Type: s}},
		}
		p := render(t, a, options)
		checkSafe(t, p.Lines, options.Width)
		all := strings.Join(plainLines(p), " ")
		if strings.Count(all, "before") < 10 || strings.Count(all, "after") < 10 {
			t.Errorf("%q swallowed text: %q", s, all)
		}
	}
}

// TestTidy: the second wall lets text and SGR through and nothing else.
func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[1mb\x1b[m  ":                    "a\x1b[1mb\x1b[m",
		"a \x1b[38;5;2;48:2:1m b \x1b[0m ":     "a \x1b[38;5;2;48:2:1m b\x1b[0m",
		"\x1b[1m  \x1b[m":                      "",
		"a\x1b[2Jb\x1b]52;c;x\ac\u009bd\x7f\r": "a[2Jb]52;c;xcd",
		"a\x1b[1;":                             "a[1;", "\x1b": "", "\x1b[?25lx": "[?25lx", "  indent": "  indent",
	} {
		if got := tidy(in); got != want {
			t.Errorf("tidy(%q) = %q, want %q", in, got, want)
		}
	}
}

// checkSafe fails when a line holds anything that a terminal obeys but SGR and
// links to the web, or is wider than width.
func checkSafe(tb testing.TB, lines []string, width int) {
	tb.Helper()
	for _, l := range lines {
		if w := ansi.StringWidth(l); w > width {
			tb.Fatalf("line of %d cells, want at most %d: %q", w, width, l)
		}
		for i := 0; i < len(l); {
			if n := sequence(l[i:]); n > 0 {
				if seq := l[i : i+n]; strings.HasPrefix(seq, "\x1b]8;") {
					address := strings.TrimSuffix(strings.TrimPrefix(seq, "\x1b]8;;"), "\x1b\\")
					if safe, ok := SafeURL(address); address != "" && (!ok || safe != address) {
						tb.Fatalf("link to %q in %q", address, l)
					}
				}
				i += n
				continue
			}
			r, n := decode(l[i:])
			if isControl(r) || r == 0xfffd && n == 1 || r >= 0xe000 && r <= 0xf8ff || r >= 0x202a && r <= 0x202e {
				tb.Fatalf("%U in %q", r, l)
			}
			i += n
		}
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/x y":                          "https://a.example/x%20y",
		"HTTP://A.example/é":                             "http://a.example/%C3%A9",
		"mailto:desk@a.example":                          "mailto:desk@a.example",
		"https://dépêche.example/":                       "https://xn--dpche-bsai.example/",
		"https://user:secret@a.example/":                 "https://a.example/",
		"javascript:alert(1)":                            "",
		"file:///etc/passwd":                             "",
		"https://":                                       "",
		"//a.example":                                    "",
		"https://a.example/\x1b]8x":                      "https://a.example/]8x",
		"https://a.example/" + strings.Repeat("x", 2000): "",
		"https://a.example:8080/p?q=1#f":                 "https://a.example:8080/p?q=1#f",
	} {
		got, ok := SafeURL(address)
		if got != want && ok || ok != (want != "") {
			t.Errorf("SafeURL(%q) = %q, %v; want %q", address, got, ok, want)
		}
	}
}

// TestMisleadingLinks: a text that looks like one host shows the one it leads to.
func TestMisleadingLinks(t *testing.T) {
	for _, c := range []struct{ text, url, want string }{
		{"bank.example", "https://evil.example/x", "bank.example[1: evil.example]"},
		{"https://bank.example/login", "https://evil.example/x", "https://bank.example/login[1: evil.example]"},
		{"bank.example", "https://www.bank.example/x", "bank.example[1]"},
		{"bank.example", "https://news.bank.example/x", "bank.example[1]"},
		{"No. 2532 of 3.7.2020", "https://bank.example/x", "No. 2532 of 3.7.2020[1]"},
	} {
		a := feed.Article{Body: []feed.Block{{Spans: []feed.Span{{Text: c.text, URL: c.url}}}}}
		p := render(t, a, Options{Width: 60})
		if got := plainLines(p)[0]; got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		if !strings.Contains(p.Lines[0], "\x1b]8;;"+c.url+"\x1b\\[1") {
			t.Errorf("the number does not lead to %s: %q", c.url, p.Lines[0])
		}
	}
}

func TestTables(t *testing.T) {
	rows := [][]string{{"Country", "Cases"}, {"Alpha", "12|3"}, {"Beta & co", "4"}}
	a := feed.Article{Body: []feed.Block{{Kind: feed.Table, Rows: rows}}}
	p := render(t, a, Options{Width: 40})
	all := strings.Join(plainLines(p), "\n")
	for _, s := range []string{"Country", "12|3", "Beta & co", "│", "┼"} {
		if !strings.Contains(all, s) {
			t.Errorf("no %q in\n%s", s, all)
		}
	}
	want(t, render(t, a, Options{Width: 11}), "Country:", "Alpha", "Cases: 12|3", "", "Country:", "Beta & co", "Cases: 4")
}

// TestPlacesSurviveAnotherWidth: the line found for a place at any width is the
// one in which that text stands.
func TestPlacesSurviveAnotherWidth(t *testing.T) {
	var b []feed.Block
	for i := range 6 {
		var s strings.Builder
		for j := range 60 {
			fmt.Fprintf(&s, "w%d-%d é ", i, j)
		}
		b = append(b, para(strings.TrimSpace(s.String())))
	}
	a := feed.Article{Body: b, Dateline: feed.Dateline{Place: "Portville"}, Captions: []feed.Caption{{Text: "caption"}}}
	wide := render(t, a, Options{Width: 72})
	var others []Page
	for _, w := range []int{20, 41, 72, 130} {
		others = append(others, render(t, a, Options{Width: w}))
	}
	for line := range wide.Lines {
		place := wide.At(line)
		if got := wide.LineOf(place); got > line || wide.Anchors[got] != wide.Anchors[line] {
			t.Fatalf("line %d has place %v, which is on line %d", line, place, got)
		}
		for _, p := range others {
			n := p.LineOf(place)
			from := p.Anchors[n]
			if from.Block > place.Block || from.Block == place.Block && from.Offset > place.Offset {
				t.Fatalf("place %v is before line %d, which begins at %v", place, n, from)
			}
			if n+1 < len(p.Anchors) {
				if next := p.Anchors[n+1]; next.Block == place.Block && next.Offset <= place.Offset && next != from {
					t.Fatalf("place %v is after line %d", place, n)
				}
			}
		}
	}
}

func TestRepairsAreMarked(t *testing.T) {
	a := feed.Article{Body: []feed.Block{para("un mot"), para("collé ici")}}
	a.Repairs = []feed.Repair{{At: strings.Index(a.Text(), " ici")}}
	want(t, render(t, a, Options{Width: 40, MarkRepairs: true}), "un mot", "", "collé·ici")
	want(t, render(t, a, Options{Width: 40, MarkRepairs: true, ASCII: true}), "un mot", "", "collé_ici")
	want(t, render(t, a, Options{Width: 40}), "un mot", "", "collé ici")
}

// TestNestingIsCheap: depth that takes Glamour longer than a test may last.
func TestNestingIsCheap(t *testing.T) {
	var b []feed.Block
	for i := range 400 {
		b = append(b, feed.Block{Kind: feed.Quote, Level: i, Spans: []feed.Span{{Text: strings.Repeat("> ", 80) + "deep"}}},
			feed.Block{Kind: feed.ListItem, Level: 400, Spans: []feed.Span{{Text: strings.Repeat("- ", 200)}}})
	}
	p := render(t, feed.Article{Body: b}, Options{Width: 40})
	checkSafe(t, p.Lines, 40)
}

func TestLongTextIsCut(t *testing.T) {
	a := feed.Article{Body: []feed.Block{para(strings.Repeat("mot ", 40_000)), para(strings.Repeat("fin ", 40_000))}}
	p := render(t, a, options)
	if !p.Cut || !strings.Contains(strings.Join(p.Lines, "\n"), "first 256 kB") {
		t.Errorf("cut=%v, no note in %d lines", p.Cut, len(p.Lines))
	}
	a.Body = []feed.Block{para(strings.Repeat("x", MaxText))}
	if p := render(t, a, options); p.Cut {
		t.Error("text of just the limit was cut")
	}
}

// TestMuchOfEverythingIsBounded: no number of parts makes a page without end.
func TestMuchOfEverythingIsBounded(t *testing.T) {
	var a feed.Article
	long := strings.Repeat("very long ", 100_000)
	for i := range 150_000 { // a block counts two bytes at least: more than MaxText
		a.Body = append(a.Body, feed.Block{Kind: feed.BlockKind(i % 8), Spans: []feed.Span{{Text: "x", Style: feed.Strong}}})
		address := fmt.Sprintf("https://a.example/%d", i)
		a.Links = append(a.Links, feed.Link{Text: "x", URL: address})
		a.Teasers = append(a.Teasers, feed.Teaser{Title: "t", URL: address + "t"})
		a.Captions = append(a.Captions, feed.Caption{Text: "c"})
	}
	a.Related = []feed.Link{{Text: long, URL: "https://a.example/" + long}}
	a.Standfirst = long
	p := render(t, a, options)
	if len(p.Lines) > 400_000 || len(p.Links) > maxLinks || !p.Cut {
		t.Errorf("%d lines, %d links, cut=%v", len(p.Lines), len(p.Links), p.Cut)
	}
}

func TestRenderStopsWhenNobodyWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Render(ctx, feed.Article{Body: []feed.Block{para("x")}}, options); err == nil {
		t.Error("rendered for a context that had ended")
	}
}

func BenchmarkRender500Words(b *testing.B) {
	var blocks []feed.Block
	for range 10 {
		blocks = append(blocks, para(strings.Repeat("Le conseil a adopté la résolution sur l’aide aux ports. ", 5)))
	}
	a := feed.Article{Body: blocks}
	o := options
	o.Width = 72
	for b.Loop() {
		render(b, a, o)
	}
}

func BenchmarkRender250KB(b *testing.B) {
	var blocks []feed.Block
	for range 1000 {
		blocks = append(blocks, para(strings.Repeat("Thủ tướng chủ trì phiên họp. ", 7)))
	}
	a := feed.Article{Body: blocks}
	o := options
	o.Width = 72
	for b.Loop() {
		render(b, a, o)
	}
}

// letters is a text without its white space.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func cleaned(s string) string { return text.Clean(s) }
