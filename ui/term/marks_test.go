package term

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/text"
)

// TestFindFunc: the article's own text is looked through, a word that the line
// breaks at its hyphen is whole again, and the number of a link parts nothing.
func TestFindFunc(t *testing.T) {
	a := feed.Article{
		Standfirst: "The ferry returns",
		Body: []feed.Block{
			para("the new half-decked ferry"),
			{Spans: []feed.Span{{Text: "the treaty", URL: "https://example.org/t"}, {Text: " of the river"}}},
		},
		Captions: []feed.Caption{{Text: "A ferry"}},
		Related:  []feed.Link{{Text: "Another ferry", URL: "https://example.org/f"}},
	}
	p := render(t, a, Options{Width: 14})
	for _, c := range []struct {
		query string
		want  string
	}{
		{"ferry", "ferry|ferry|ferry"},
		{`"halfdecked"`, "half-|decked"},
		{"half-decked", "half-|decked"},
		{`"treaty of"`, "treaty|of"},
		{"another", ""},
		{"1", ""},
	} {
		m := text.NewMatcher(strings.Trim(c.query, `"`), strings.HasPrefix(c.query, `"`))
		var got []string
		for _, h := range p.FindFunc(len(a.Body), m.Ranges) {
			got = append(got, ansi.Strip(ansi.Cut(p.Lines[h.Line], h.From, h.To)))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q in %q", c.query, got, c.want, plainLines(p))
		}
	}
}

func TestInsert(t *testing.T) {
	for _, c := range []struct {
		line string
		at   int
		want string
	}{
		{"abc", 0, "[abc"}, {"abc", 2, "ab[c"}, {"abc", 3, "abc["}, {"abc", 9, "abc["}, {"", 0, "["},
		{"\x1b[1mab\x1b[mc", 2, "\x1b[1mab\x1b[m[c"}, {"日本", 2, "日[本"}, {"é", 1, "é["},
	} {
		if got := Insert(c.line, c.at, "["); got != c.want {
			t.Errorf("Insert(%q, %d) = %q, want %q", c.line, c.at, got, c.want)
		}
	}
}

// Characters that stand for brackets and in no text.
const opens, closes = "\U0010FFF0", "\U0010FFF1"

var unmarked = strings.NewReplacer(opens, "", closes, "")

// FuzzMarks holds that what is marked stands in the line, and that nothing of
// the line is lost by marking it.
func FuzzMarks(f *testing.F) {
	f.Add("Les ports du delta s’accordent", "port delta")
	f.Add("日本の港と日本", "日")
	f.Add("Việt Nam, Vie\u0323\u0302t Nam", "viet*")
	f.Add("anti-COVID-19 — l’œuf", "anticovid oeuf")
	f.Fuzz(func(t *testing.T, s, query string) {
		line := unmarked.Replace(text.Line(s))
		width := ansi.StringWidth(line)
		hits := FindFunc(text.NewMatcher(query, false).Ranges, line)
		out, before := line, 0
		for _, h := range hits {
			if h.Line != 0 || h.From < before || h.To <= h.From || h.To > width {
				t.Fatalf("%q in %q: %+v of %d cells", query, line, h, width)
			}
			before = h.To
		}
		for i := len(hits) - 1; i >= 0; i-- {
			out = Mark(out, hits[i].From, hits[i].To, "\x1b[4m", "\x1b[24m")
			if got := unmarked.Replace(ansi.Strip(out)); got != line {
				t.Fatalf("%q became %q", line, got)
			}
			out = Insert(Insert(out, hits[i].To, closes), hits[i].From, opens)
		}
		if strings.Count(out, opens) != len(hits) || strings.Count(out, closes) != len(hits) {
			t.Fatalf("%q became %q", line, out)
		}
	})
}
