package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/highlight"
	"veille/feed/text"
)

// maker makes articles at random as they can stand in a library: clean, with
// something in every field that a feed can hold.
type maker struct {
	*rand.Rand
	themes []feed.Theme
}

var scraps = []string{
	"La digue", "Đê biển", "ferry", "« quai »", "a<b>c</b>", "&amp;", "&#39;", "]]>", "</script>", "<!-- x", `"quoted"`, "'", "\\", "{}", "@", "=cmd|x", "%s",
	"🚢", "—", "ﬁ", "日本", "10\u202f%", "«\u00a0un\u00a0»", "http://quai.example/?a=1&b=2", "…", "#", "|", "`", "</v:note>", "<div class=\"veille-body\">", "\ufffd", "x",
}

func (m maker) words(n int) string {
	var s []string
	for range 1 + m.IntN(n) {
		s = append(s, scraps[m.IntN(len(scraps))])
	}
	return cleanLine(text.Line(strings.Join(s, " ")))
}

func (m maker) maybe() string {
	if m.IntN(3) == 0 {
		return ""
	}
	return m.words(5)
}

// lines is text that may have several paragraphs.
func (m maker) lines() string {
	s := m.words(8)
	for range m.IntN(3) {
		s += strings.Repeat("\n", 1+m.IntN(2)) + m.words(8)
	}
	return text.Clean(s)
}

func (m maker) address() string {
	return fmt.Sprintf("https://quai.example/%d?a=1&b=%d", m.IntN(1000), m.IntN(10))
}

func (m maker) maybeAddress() string {
	if m.IntN(3) == 0 {
		return ""
	}
	return m.address()
}

func several[T any](m maker, make func() T) (out []T) {
	for range m.IntN(3) {
		out = append(out, make())
	}
	return out
}

func (m maker) moment() time.Time {
	if m.IntN(5) == 0 {
		return time.Time{}
	}
	t := time.Unix(m.Int64N(3e9)-1e9, m.Int64N(3)*1e8).UTC()
	if m.IntN(2) == 0 {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	if m.IntN(2) == 0 {
		return t.In(time.FixedZone("", 7*3600))
	}
	return t
}

func (m maker) spans() (out []feed.Span) {
	for range 1 + m.IntN(4) {
		s := feed.Span{Text: m.lines(), Style: feed.SpanStyle(m.IntN(64))}
		if m.IntN(3) == 0 {
			s.URL = m.address()
		}
		if n := len(out); n > 0 && out[n-1].Style == s.Style && out[n-1].URL == s.URL {
			out[n-1].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

// body makes blocks as HTML can say them.
func (m maker) body() (out []feed.Block) {
	list := 0 // level of the item before
	for range m.IntN(12) {
		b := feed.Block{Kind: feed.BlockKind(m.IntN(8))}
		switch b.Kind {
		case feed.Table:
			cols := 1 + m.IntN(3)
			for range 1 + m.IntN(3) {
				row := make([]string, cols)
				for i := range row {
					row[i] = m.maybe()
				}
				b.Rows = append(b.Rows, row)
			}
		case feed.Rule:
		case feed.Figure:
			if b.URL = m.maybeAddress(); b.URL == "" || m.IntN(2) == 0 {
				b.Spans = m.spans()
			}
		case feed.Preformatted:
			b.Spans = []feed.Span{{Text: strings.Repeat("\n", m.IntN(2)) + m.lines()}}
		case feed.Heading:
			b.Level, b.Spans = 1+m.IntN(6), m.spans()
		case feed.Quote:
			b.Level, b.Spans = 1+m.IntN(8), m.spans()
		case feed.ListItem:
			b.Level, b.Spans = 1+m.IntN(min(list+1, 8)), m.spans()
			if m.IntN(2) == 0 {
				b.Number = 1 + m.IntN(5)
			}
		default:
			b.Spans = m.spans()
		}
		list = 0
		if b.Kind == feed.ListItem {
			list = b.Level
		}
		out = append(out, b)
	}
	return out
}

func (m maker) article(n int) feed.Article {
	var a feed.Article
	a.ID = feed.NewID(fmt.Sprint(n))
	a.Title, a.TitleFrom = m.words(6), feed.TitleFrom(m.IntN(5))
	if m.IntN(4) > 0 {
		a.Source = m.words(3)
		a.SourceID = feed.FeedID(m.address())
	}
	a.URL = []string{"", m.address(), "https://quai.example/a b|c", "urn:quai:1"}[m.IntN(4)]
	a.Lang = []string{"", "fr", "en", "vi", "zh-hant", "no such tag", "x"}[m.IntN(7)]
	a.Published, a.Precision = m.moment(), feed.Precision(1+m.IntN(5))
	if a.Published.IsZero() {
		a.Precision = feed.NoDate
	}
	a.Updated, a.Fetched = m.moment(), time.Unix(1.7e9, 0).UTC()
	a.Words, a.Place, a.Agency = m.IntN(1000), m.maybe(), m.maybe()
	a.Read, a.Starred, a.Hidden = m.IntN(2) == 0, m.IntN(2) == 0, m.IntN(4) == 0
	a.Kicker, a.Byline, a.Standfirst, a.Summary = m.maybe(), m.maybe(), m.maybe(), m.maybe()
	a.Dateline = feed.Dateline{Place: m.maybe(), Date: m.maybe(), Agency: m.maybe()}
	word := func() string { return m.words(3) }
	a.Authors, a.Categories, a.Notes = several(m, word), several(m, word), several(m, m.lines)
	a.Body = m.body()
	a.Captions = several(m, func() feed.Caption { return feed.Caption{Text: m.words(4), Credit: m.maybe()} })
	a.Related = several(m, func() feed.Link { return feed.Link{Text: m.words(4), URL: m.maybeAddress()} })
	a.Links = several(m, func() feed.Link { return feed.Link{Text: m.maybe(), URL: m.address()} })
	a.Teasers = several(m, func() feed.Teaser {
		return feed.Teaser{Title: m.words(4), Summary: m.maybe(), URL: m.maybeAddress()}
	})
	a.Enclosures = several(m, func() feed.Enclosure {
		return feed.Enclosure{URL: m.address(), Type: "image/png", Bytes: m.Int64N(1e9)}
	})
	body := a.Text()
	for i := range body {
		if body[i] == ' ' && m.IntN(8) == 0 {
			a.Repairs = append(a.Repairs, feed.Repair{At: i})
		}
	}
	for _, t := range m.themes {
		if m.IntN(2) == 0 {
			a.Themes = append(a.Themes, t.ID)
			a.Marks = append(a.Marks, m.mark(&a, t))
		}
	}
	a.Highlights = m.highlights(&a)
	return a
}

// highlights keeps passages in the order of the text, a lost one last.
func (m maker) highlights(a *feed.Article) (out []feed.Highlight) {
	for f := range 3 {
		s := a.In(feed.Field(f))
		if s == "" || m.IntN(2) == 0 {
			continue
		}
		from := m.IntN(len(s))
		for !utf8.RuneStart(s[from]) {
			from--
		}
		h := highlight.New(a, feed.Range{Field: feed.Field(f), Start: from, End: len(s)}, m.moment())
		if h.IsLost() || h.Quote == "" {
			continue
		}
		if m.IntN(2) == 0 {
			h.Note = m.lines()
		}
		for _, t := range m.themes {
			if m.IntN(3) == 0 {
				h.Themes = append(h.Themes, t.ID)
			}
		}
		out = append(out, h)
	}
	if m.IntN(4) == 0 {
		out = append(out, feed.Highlight{ID: feed.NewID("lost"), Quote: m.lines(), Before: m.maybe(), After: m.maybe(), At: m.moment()})
	}
	return out
}

func (m maker) mark(a *feed.Article, t feed.Theme) feed.Mark {
	mark := feed.Mark{Theme: t.ID, By: feed.By(m.IntN(5)), At: m.moment(), Score: float64(m.IntN(3)) / 3, Version: m.IntN(3)}
	if m.IntN(3) == 0 {
		mark.Rule = feed.RuleID(t.Slug)
	}
	for f := range 3 {
		if s := a.In(feed.Field(f)); s != "" && m.IntN(2) == 0 {
			mark.Spans = append(mark.Spans, feed.Range{Field: feed.Field(f), End: len(s)})
		}
	}
	return mark
}

func tripThemes() []feed.Theme {
	return []feed.Theme{
		{ID: feed.ThemeID("ports"), Slug: "ports", Labels: map[string]string{"en": "Ports <&> \"quays\"", "fr": "Ports"}, IPTC: "20000373"},
		{ID: feed.ThemeID("first-name"), Slug: "climate/dykes", Labels: map[string]string{"en": "Dykes"}},
		{ID: feed.ThemeID("bare"), Slug: "bare"},
	}
}

// back writes articles in a format and makes what an import makes of it.
func back(t *testing.T, format string, themes []feed.Theme, o export.Options, list ...feed.Article) ([]byte, []feed.Article) {
	t.Helper()
	f, ok := export.Find(format)
	if !ok {
		t.Fatalf("no format %q", format)
	}
	var b bytes.Buffer
	in := func(yield func(feed.Article, error) bool) {
		for _, a := range list {
			if !yield(a, nil) {
				return
			}
		}
	}
	if _, err := export.Write(context.Background(), &b, f, in, o); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Unix(1.8e9, 0) }
	m := &making{now: now, themes: map[string]feed.ID{}}
	for _, th := range themes {
		m.themes[th.Slug] = th.ID
	}
	var out []feed.Article
	var left skipped
	for p := range pieces(context.Background(), []string{"-"}, bytes.NewReader(b.Bytes()), now, &left, 0) {
		r := m.make(p)
		if r.err != nil {
			t.Fatalf("%s: %v in %s", format, r.err, b.String())
		}
		if r.feed == nil {
			out = append(out, r.in.Article)
		}
	}
	return b.Bytes(), out
}

// same gives equal instants with equal offsets one representation.
func same(got *feed.Article, want *feed.Article) {
	one := func(g *time.Time, w time.Time) {
		_, a := g.Zone()
		if _, b := w.Zone(); g.Equal(w) && a == b {
			*g = w
		}
	}
	one(&got.Published, want.Published)
	one(&got.Updated, want.Updated)
	one(&got.Fetched, want.Fetched)
	for i := range min(len(got.Marks), len(want.Marks)) {
		one(&got.Marks[i].At, want.Marks[i].At)
	}
	for i := range min(len(got.Highlights), len(want.Highlights)) {
		one(&got.Highlights[i].At, want.Highlights[i].At)
	}
}

// differences names the fields of two articles that are not equal.
func differences(got, want any) (out []string) {
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range g.NumField() {
		a, b := g.Field(i).Interface(), w.Field(i).Interface()
		if !reflect.DeepEqual(a, b) {
			out = append(out, fmt.Sprintf("%s:\n got  %#v\n want %#v", g.Type().Field(i).Name, a, b))
		}
	}
	return out
}

// TestFeedsComeBack holds that an article in a feed of ours comes back as it was:
// all that feed.Extension says a feed holds.
func TestFeedsComeBack(t *testing.T) {
	rounds := 300
	if raceOn {
		rounds = 20
	}
	for _, format := range []string{"jsonfeed", "atom", "rss", "jsonl"} {
		m := maker{rand.New(rand.NewPCG(11, 12)), tripThemes()}
		f, _ := export.Find(format)
		o := f.Defaults()
		o.Depth, o.Themes, o.Title, o.Query = export.Full, m.themes, "Ports & \"dykes\"", "theme <Ports>"
		for n := range rounds {
			want := m.article(n)
			written, list := back(t, format, m.themes, o, want, m.article(-1))
			if len(list) != 2 {
				t.Fatalf("%s: %d articles came back", format, len(list))
			}
			got := list[0]
			same(&got, &want)
			if d := differences(got, want); d != nil {
				t.Fatalf("%s, article %d: %s\n%s", format, n, strings.Join(d, "\n"), written)
			}
		}
	}
}
