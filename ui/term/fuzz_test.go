package term

import (
	"context"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

// FuzzRender: any bytes in any field, at any width, come out as lines that a
// terminal can be given, in bounded time.
func FuzzRender(f *testing.F) {
	f.Add([]byte("plain text"), byte(0), byte(0), 40)
	f.Add([]byte("# *a* _b_ `c` [d](e) <f> &g; \\h ~~i~~ | j"), byte(1), byte(7), 20)
	f.Add([]byte("\x1b]52;c;aGk=\x07\u009b31m&#27;[31m\u202e"), byte(2), byte(31), 1)
	f.Add([]byte(strings.Repeat("> ", 80)), byte(3), byte(1), 80)
	f.Add([]byte("日本語 ก็ 👩‍👩‍👧 e\u0301\u0301\u0301"), byte(4), byte(3), 3)
	f.Add([]byte("https://a.example/\x1b\\ bank.example"), byte(5), byte(64), 33)
	f.Add([]byte("a\n\nb\tc|d\ne|f"), byte(6), byte(8), 200)
	f.Fuzz(func(t *testing.T, b []byte, kind, style byte, width int) {
		if width < 0 {
			width = -width
		}
		width = 1 + width%200
		s := string(b)
		parts := strings.SplitAfter(s, " ")
		spans := []feed.Span{{Text: s, Style: feed.SpanStyle(style % 64), URL: s}}
		for i, p := range parts[:min(len(parts), 50)] {
			spans = append(spans, feed.Span{Text: p, Style: feed.SpanStyle((int(style) + i*7) % 64)})
		}
		half := s[:len(s)/2]
		a := feed.Article{
			Standfirst: s, Dateline: feed.Dateline{Place: half, Agency: s}, Byline: s,
			Body: []feed.Block{
				{Kind: feed.BlockKind(kind % 10), Level: int(style), Number: int(kind), Spans: spans, Rows: [][]string{{s, half}, {half, s}}},
				{Spans: spans}, feed.Plain(feed.Quote, s), {Kind: feed.Table, Rows: [][]string{parts[:min(8, len(parts))], {s}}},
			},
			Captions: []feed.Caption{{Text: s, Credit: half}}, Related: []feed.Link{{Text: s, URL: "https://a.example/" + s}},
			Teasers: []feed.Teaser{{Title: s, Summary: half, URL: s}}, Repairs: []feed.Repair{{At: len(half)}},
		}
		o := options
		o.Width, o.MarkRepairs, o.ASCII = width, style&1 != 0, style&2 != 0
		start := time.Now()
		p, err := Render(context.Background(), a, o)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("took %v for %d bytes", took, len(b))
		}
		checkSafe(t, p.Lines, width)
		for i, at := range p.Anchors {
			if at.Block >= 0 && at.Block < len(a.Body) && at.Offset > len(a.Body[at.Block].Text()) {
				t.Fatalf("line %d begins at %d of %d bytes", i, at.Offset, len(a.Body[at.Block].Text()))
			}
		}
		for _, h := range p.Find(half) {
			if h.Line < 0 || h.Line >= len(p.Lines) || h.From >= h.To || h.To > width {
				t.Fatalf("found %+v in %d lines of %d cells", h, len(p.Lines), width)
			}
		}
		lines, _ := RawLines(feed.Raw{Bytes: b}, width)
		checkSafe(t, lines, width)
	})
}

// FuzzWords: no character of the text is lost or added, whatever its styles.
func FuzzWords(f *testing.F) {
	f.Add("**a** b", byte(1), "c*", byte(2))
	f.Add("« x »", byte(3), "-y-", byte(4))
	f.Add("`", byte(4), "``", byte(8))
	f.Add("a ", byte(1), " b", byte(1))
	f.Fuzz(func(t *testing.T, x string, xs byte, y string, ys byte) {
		const styles = feed.Strong | feed.Emphasis | feed.Code | feed.Deleted
		spans := []feed.Span{{Text: x, Style: feed.SpanStyle(xs) & styles}, {Text: y, Style: feed.SpanStyle(ys) & styles}}
		p := render(t, feed.Article{Body: []feed.Block{{Spans: spans}}}, Options{Width: 60})
		got := letters(strings.Join(plainLines(p), ""))
		if want := letters(cleaned(x) + cleaned(y)); got != want {
			t.Fatalf("%q + %q came out as %q, want %q", x, y, got, want)
		}
	})
}
