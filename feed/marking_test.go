package feed_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"

	"veille/feed"
)

// highlights reads == == as Obsidian does, by the rules of CommonMark for the
// marks of emphasis.
type highlights struct{}

type highlightNode struct{ ast.BaseInline }

var kindHighlight = ast.NewNodeKind("Highlight")

func (*highlightNode) Kind() ast.NodeKind              { return kindHighlight }
func (n *highlightNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (highlights) IsDelimiter(b byte) bool             { return b == '=' }
func (highlights) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}
func (highlights) OnMatch(int) ast.Node { return &highlightNode{} }
func (highlights) Trigger() []byte      { return []byte{'='} }

func (h highlights) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 2, h)
	if node == nil || node.OriginalLength > 2 {
		return nil
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

func (highlights) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindHighlight, func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		tag := "</mark>"
		if entering {
			tag = "<mark>"
		}
		_, err := w.WriteString(tag)
		return ast.WalkContinue, err
	})
}

func (h highlights) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(h, 450)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(h, 450)))
}

// readMarked renders Markdown and returns its visible text and what of it is
// marked, the passages apart by "|".
func readMarked(t testing.TB, md string) (all, marked string) {
	t.Helper()
	var out bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Strikethrough, extension.Table, highlights{})).Convert([]byte(md), &out); err != nil {
		t.Fatal(err)
	}
	var a, m strings.Builder
	depth := 0
	for z := html.NewTokenizer(&out); ; {
		tt := z.Next()
		switch tok := z.Token(); {
		case tt == html.ErrorToken:
			return a.String(), m.String()
		case tt == html.TextToken:
			a.WriteString(tok.Data)
			if depth > 0 {
				m.WriteString(tok.Data)
			}
		case tok.Data == "br":
			a.WriteByte('\n')
		case tok.Data == "mark" && tt == html.StartTagToken:
			depth++
		case tok.Data == "mark":
			depth--
			m.WriteByte('|')
		}
	}
}

// TestMarkdownMarks writes random hostile blocks with passages and reads the
// same text back; nothing else is marked than what should be.
func TestMarkdownMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20000 {
		b := feed.Block{Kind: []feed.BlockKind{feed.Paragraph, feed.Heading, feed.ListItem, feed.Quote}[r.IntN(4)], Level: r.IntN(4)}
		var want strings.Builder
		for range 1 + r.IntN(4) {
			s := feed.Span{Text: randomText(r), Style: feed.SpanStyle(r.IntN(2)) * feed.Marked}
			if r.IntN(3) == 0 {
				s.Style |= feed.SpanStyle(r.IntN(64))
			}
			if r.IntN(5) == 0 {
				s.URL = "https://a.example/" + strconv.Itoa(r.IntN(2))
			}
			if b.Spans = append(b.Spans, s); s.Style&feed.Marked != 0 {
				want.WriteString(s.Text)
			} else {
				want.WriteString("|")
			}
		}
		md := feed.Markdown([]feed.Block{b}, feed.MarkdownStyle{})
		all, got := readMarked(t, md)
		if squeeze(all) != squeeze(b.Text()) {
			t.Fatalf("%#v\nMarkdown:\n%s\nreads  %q\nwanted %q", b, md, squeeze(all), squeeze(b.Text()))
		}
		if !within(got, want.String()) {
			t.Fatalf("%#v\nMarkdown:\n%s\nmarks %q\nof    %q", b, md, got, want.String())
		}
		if strings.Contains("\n"+md, "\n<") {
			t.Fatalf("a line begins with <:\n%s", md)
		}
	}
}

// within reports whether what is marked stands in what should be, in order.
func within(got, want string) bool {
	bare := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \n\t|", r) {
				return -1
			}
			return r
		}, s)
	}
	got, want = bare(got), bare(want)
	for _, r := range got {
		i := strings.IndexRune(want, r)
		if i < 0 {
			return false
		}
		want = want[i+utf8.RuneLen(r):]
	}
	return true
}

func TestMarkdownPassages(t *testing.T) {
	const m, link = feed.Marked, "https://a.example/"
	for _, c := range []struct {
		name string
		in   []feed.Span
		want string
	}{
		{"a sentence", []feed.Span{{Text: "One. "}, {Text: "Two!", Style: m}, {Text: " Three."}}, "One. ==Two!== Three."},
		{"styles inside", []feed.Span{{Text: "a "}, {Text: "b ", Style: m}, {Text: "c", Style: m | feed.Strong}, {Text: " d", Style: m}, {Text: " e"}}, "a ==b **c** d== e"},
		{"a style cut in two", []feed.Span{{Text: "One. ", Style: feed.Strong}, {Text: "Two.", Style: m | feed.Strong}, {Text: " Three.", Style: m}}, "**One.** ==**Two.** Three.=="},
		{"a style cut in a word", []feed.Span{{Text: "a", Style: feed.Strong}, {Text: "b", Style: m | feed.Strong}, {Text: " c", Style: m}}, "**a**b ==c=="},
		{"a link inside", []feed.Span{{Text: "see ", Style: m}, {Text: "this", Style: m, URL: link}, {Text: ".", Style: m}}, "==see [this](https://a.example/).=="},
		{"part of a link", []feed.Span{{Text: "see ", Style: m}, {Text: "this ", Style: m, URL: link}, {Text: "page", URL: link}}, "==see== [==this== page](https://a.example/)"},
		{"white space and lines", []feed.Span{{Text: " a\nb ", Style: m}, {Text: "c"}}, "==a==\\\n==b== c"},
		{"inside a word", []feed.Span{{Text: "f"}, {Text: "(o)", Style: m}, {Text: "o"}}, "f(==o==)o"},
		{"signs of its own", []feed.Span{{Text: "="}, {Text: "=a=", Style: m}, {Text: "= 1=2"}}, `\=\===a==\=\= 1=2`},
		{"nothing but signs", []feed.Span{{Text: "a"}, {Text: "…", Style: m}, {Text: "b"}}, "a…b"},
	} {
		if got := feed.Markdown([]feed.Block{{Spans: c.in}}, feed.MarkdownStyle{}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestMarking holds, for random texts and highlights, that the text stays, that
// exactly what the highlights cover is marked and that each ends where it says.
func TestMarking(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 5000 {
		a := feed.Article{Head: feed.Head{Title: randomText(r)}, Standfirst: randomText(r)}
		for range r.IntN(5) {
			b := feed.Block{Kind: feed.BlockKind(r.IntN(8))}
			if b.Kind == feed.Table {
				b.Rows = [][]string{{"é", "b"}, {"c"}}
			} else {
				for range r.IntN(4) {
					b.Spans = append(b.Spans, feed.Span{Text: randomText(r), Style: feed.SpanStyle(r.IntN(64))})
				}
			}
			a.Body = append(a.Body, b)
		}
		for i := range r.IntN(6) {
			h := feed.Highlight{ID: feed.NewID(strconv.Itoa(i)), Range: feed.Range{Field: feed.Field(r.IntN(4))}}
			size := len(a.In(min(h.Field, feed.InStandfirst))) + 2
			h.Start, h.End = r.IntN(size)-1, r.IntN(size)
			a.Highlights = append(a.Highlights, h)
		}
		checkMarking(t, &a)
	}
}

func checkMarking(t *testing.T, a *feed.Article) {
	t.Helper()
	m := a.Marking(feed.Figure)
	if len(m.Passages)+len(m.Apart) != len(a.Highlights) {
		t.Fatalf("%d marked and %d apart of %d", len(m.Passages), len(m.Apart), len(a.Highlights))
	}
	var is [3][]bool // by byte of each field
	mark := func(f feed.Field, s string, style feed.SpanStyle) {
		is[f] = append(is[f], slices.Repeat([]bool{style&feed.Marked != 0}, len(s))...)
	}
	text := func(f feed.Field, list []feed.Span) (out string) {
		for _, s := range list {
			if !utf8.ValidString(s.Text) || s.Text == "" && len(list) > 1 {
				t.Fatalf("span %q", s.Text)
			}
			mark(f, s.Text, s.Style)
			out += s.Text
		}
		return out
	}
	if text(feed.InTitle, m.Title) != a.Title || text(feed.InStandfirst, m.Standfirst) != a.Standfirst || len(m.Body) != len(a.Body) {
		t.Fatal("title or standfirst changed")
	}
	can := make([]bool, 0, 100) // by byte of the body: its block can be marked
	for i, b := range m.Body {
		if i > 0 {
			mark(feed.InBody, "\n\n", 0)
			can = append(can, false, false)
		}
		if b.Kind == feed.Table {
			mark(feed.InBody, b.Text(), 0)
		} else if text(feed.InBody, b.Spans) != a.Body[i].Text() {
			t.Fatalf("block %d changed", i)
		}
		can = append(can, slices.Repeat([]bool{b.Kind != feed.Table && b.Kind != feed.Figure && b.Kind != feed.Rule}, len(b.Text()))...)
	}
	var want [3][]bool
	for f := range want {
		want[f] = make([]bool, len(is[f]))
	}
	for _, p := range m.Passages {
		s := a.In(p.Field)
		from, to := wholeRune(s, p.Start), wholeRune(s, p.End)
		for i := from; i < to; i++ {
			want[p.Field][i] = p.Field != feed.InBody || can[i]
		}
	}
	for f := range want {
		if !slices.Equal(is[f], want[f]) {
			t.Fatalf("field %d of %#v\nmarked %v\nwanted %v", f, a, is[f], want[f])
		}
	}
	for i := 1; i < len(m.Passages); i++ {
		if m.Passages[i].Block < m.Passages[i-1].Block {
			t.Fatal("passages out of order")
		}
	}
	for _, h := range m.Apart {
		if h.Field > feed.InStandfirst || h.Start < 0 || h.Start >= h.End || h.End > len(a.In(h.Field)) {
			continue
		}
		for i := h.Start; i < h.End; i++ {
			if h.Field != feed.InBody && wholeRune(a.In(h.Field), h.Start) != wholeRune(a.In(h.Field), h.End) || h.Field == feed.InBody && can[i] {
				t.Fatalf("%v of %q stands apart", h.Range, a.In(h.Field))
			}
		}
	}
}

func wholeRune(s string, at int) int {
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}
