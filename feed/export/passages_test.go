package export

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

// highlighted is the sample with highlights: over two blocks and a style, two
// that overlap, in a list, a title, a standfirst, a table, one that is lost and
// one without anything said on it.
func highlighted() []feed.Article {
	list := testArticles()
	add := func(i int, f feed.Field, quote, note string, themes ...feed.ID) {
		a := &list[i]
		h := feed.Highlight{ID: feed.NewID("h", quote), Quote: quote, Note: note, Themes: themes, At: day(2024, 11, 20)}
		if at := strings.Index(a.In(f), quote); at >= 0 {
			h.Range = feed.Range{Field: f, Start: at, End: at + len(quote)}
		}
		a.Highlights = append(a.Highlights, h)
	}
	add(0, feed.InStandfirst, "la digue nord restera fermée jusqu’à l’été", "")
	add(0, feed.InTitle, "trois jours de tempête", "Cinq selon la capitainerie.")
	add(0, feed.InBody, "la plus forte tempête enregistrée depuis l’ouverture de la capitainerie.\n\nSelon le bulletin n° 7, la houle a atteint 9,4 m", "Record à vérifier.\n\nVoir *2019*.", feed.ThemeID("climate"))
	add(0, feed.InBody, "la houle a atteint 9,4 m à l’entrée du chenal", "")
	add(0, feed.InBody, "dont 4 pétroliers", "Lesquels ?")
	add(0, feed.InBody, "Dimanche\t9,4", "Dans le tableau.")
	add(0, feed.InBody, "Cette phrase a disparu.", "Citée dans la note de mars.")
	add(2, feed.InBody, "Người dân địa phương trồng thêm 12.000 cây đước dọc chân đê.", "", feed.ThemeID("climate"), feed.ThemeID("ports"))
	add(3, feed.InTitle, "will not sail on Sundays", "")
	return list
}

func withPassages(o *Options) { o.Depth = Full }

func TestGoldenPassages(t *testing.T) {
	first := testArticles()[0].ID
	for _, c := range []struct {
		name, format string
		change       func(*Options)
	}{
		{"passages.html", "html", withPassages},
		{"quotes.html", "html", func(o *Options) { o.Depth, o.Lang = Quotes, "en" }},
		{"passages.md", "md", withPassages},
		{"quotes.md", "md", func(o *Options) { o.Depth, o.Notes = Quotes, false }},
		{"hand.md", "md", func(o *Options) {
			o.Order, o.Depth = ByHand, Refs
			o.Sections = []Section{{Title: "À la une", Depth: Full, IDs: []feed.ID{first}}, {Title: "Passages", Depth: Quotes, IDs: []feed.ID{testArticles()[2].ID, first}}}
		}},
	} {
		f, _ := Find(c.format)
		o := testOptions(f)
		c.change(&o)
		golden(t, c.name, write(t, f, o, highlighted()...))
	}
	for _, format := range []string{"obsidian", "logseq"} {
		f, _ := Find(format)
		o := testOptions(f)
		withPassages(&o)
		dir := t.TempDir()
		saved, err := Save(context.Background(), dir, f, seq(highlighted()[:1]...), o, Place{})
		if err != nil {
			t.Fatal(err)
		}
		names, err := filepath.Glob(filepath.Join(saved.Path, "*.md"))
		if err != nil || len(names) != 1 {
			t.Fatal(names, err)
		}
		p, err := os.ReadFile(names[0])
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "passages."+format, p)
	}
}

// TestMarkedHTML writes random texts with highlights as HTML and reads back what
// is marked.
func TestMarkedHTML(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	f, _ := Find("html")
	o := f.Defaults()
	o.Depth = Full
	pieces := append([]string{"x", "é ", " y", "\n", "Đà Nẵng. "}, hostileTitles[:12]...)
	for range 1000 {
		a := feed.Article{Head: feed.Head{ID: feed.NewID("a")}}
		for range 1 + r.IntN(6) {
			b := feed.Block{Kind: []feed.BlockKind{feed.Paragraph, feed.ListItem, feed.Quote, feed.Preformatted, feed.Figure, feed.Heading}[r.IntN(6)], Level: 1 + r.IntN(3), URL: "https://a.example/p.png"}
			for range 1 + r.IntN(4) {
				s := feed.Span{Text: pieces[r.IntN(len(pieces))], Style: feed.SpanStyle(r.IntN(64))}
				if r.IntN(3) == 0 {
					s.URL = "https://a.example/" + itoa(r.IntN(2))
				}
				b.Spans = append(b.Spans, s)
			}
			a.Body = append(a.Body, b)
		}
		size := len(a.Text())
		for i := range 3 {
			from := r.IntN(size)
			h := feed.Highlight{ID: feed.NewID(itoa(i)), Range: feed.Range{Start: from, End: from + r.IntN(size-from+1)}}
			a.Highlights = append(a.Highlights, h)
		}
		var want string
		for _, b := range a.Marking().Body {
			for _, s := range b.Spans {
				if s.Style&feed.Marked != 0 && strings.TrimSpace(b.Text()) != "" {
					want += s.Text
				}
			}
		}
		page := write(t, f, o, a)
		var got string
		for _, n := range find(checkHTML(t, page), "mark") {
			if n.Parent.Data == "mark" || len(find(n, "mark")) > 1 {
				t.Fatal("a mark in a mark")
			}
			got += textOf(n)
		}
		if bare(got) != bare(want) {
			t.Fatalf("marks %q, want %q of\n%s", got, want, page)
		}
	}
}

// bare is text without its white space, of which HTML keeps not all.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }

func write(t testing.TB, f Format, o Options, list ...feed.Article) []byte {
	t.Helper()
	var b strings.Builder
	if _, err := Write(context.Background(), &b, f, seq(list...), o); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}

// TestHighlightsOff holds that highlights leave only where they are wanted and
// what the user says of them only with the notes.
func TestHighlightsOff(t *testing.T) {
	const lost, said = "Cette phrase a disparu", "Record à vérifier"
	for _, c := range []struct {
		change             func(*Options)
		wantLost, wantSaid bool
	}{
		{func(*Options) {}, true, true}, {func(o *Options) { o.Highlights = false }, false, false}, {func(o *Options) { o.Notes = false }, true, false},
		{func(o *Options) { o.Depth = Lead }, false, false}, {func(o *Options) { o.Depth = Refs }, false, false}, {func(o *Options) { o.Depth = Quotes }, true, true},
	} {
		for _, name := range []string{"html", "md"} {
			f, _ := Find(name)
			o := testOptions(f)
			o.Depth = Full
			c.change(&o)
			out := string(write(t, f, o, highlighted()...))
			if strings.Contains(out, lost) != c.wantLost || strings.Contains(out, said) != c.wantSaid {
				t.Errorf("%s at %s: passage %t, note %t", name, o.Depth, strings.Contains(out, lost), strings.Contains(out, said))
			}
			if marks := strings.Contains(out, "<mark>") || strings.Contains(out, "=="); marks != (o.Depth == Full && o.Highlights) {
				t.Errorf("%s at %s: marks %t", name, o.Depth, marks)
			}
		}
	}
	list := highlighted()
	before := slices.Clone(list[0].Highlights)
	f, _ := Find("md")
	o := testOptions(f)
	o.Notes = false
	write(t, f, o, list...)
	for i, h := range list[0].Highlights {
		if h.Note != before[i].Note {
			t.Error("the articles were changed")
		}
	}
}
