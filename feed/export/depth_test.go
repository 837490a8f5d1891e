package export

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

// everything is all that an export of one article wrote, of a folder or a book
// too.
func everything(t *testing.T, f Format, o Options, a feed.Article) string {
	t.Helper()
	var b bytes.Buffer
	if f.Folder {
		dir := t.TempDir()
		if _, err := Save(context.Background(), dir, f, seq(a), o, Place{}); err != nil {
			t.Fatal(err)
		}
		root := os.DirFS(dir)
		err := fs.WalkDir(root, ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			p, err := fs.ReadFile(root, path)
			b.Write(p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if _, err := Write(context.Background(), &b, f, seq(a), o); err != nil {
		t.Fatal(err)
	}
	if f.Name != "epub" {
		return b.String()
	}
	var all strings.Builder
	for _, p := range readBook(t, b.Bytes()).files {
		all.Write(p)
	}
	return all.String()
}

// TestDepthsAndSwitches holds every format at every depth to what it may tell:
// no text below full depth, no note without Notes, no highlight without
// Highlights or where the depth has no text of it; and to what it has room for.
func TestDepthsAndSwitches(t *testing.T) {
	a := feed.Article{
		Head:       feed.Head{ID: feed.NewID("d"), Title: "xtitle", Source: "Le Quai du Matin", URL: "https://quai.example/a", Lang: "fr", Published: day(2024, 3, 14), Precision: feed.Day},
		Standfirst: "xlead", Summary: "xsummary", Byline: "xbyline", Kicker: "xkicker", Body: []feed.Block{p("xbody one."), p("xbody two.")},
		Captions: []feed.Caption{{Text: "xcaption"}}, Related: []feed.Link{{Text: "xrelated", URL: "https://quai.example/b"}},
		Links: []feed.Link{{Text: "xlink", URL: "https://quai.example/c"}}, Teasers: []feed.Teaser{{Title: "xteaser"}},
		Enclosures: []feed.Enclosure{{URL: "https://quai.example/xenclosure"}}, Notes: []string{"xnote"},
		Highlights: []feed.Highlight{{ID: feed.NewID("h"), Range: feed.Range{}, Quote: "xquote", Note: "xremark"}},
	}
	texts := []string{"xbody", "xcaption", "xrelated", "xlink", "xteaser", "xenclosure", "xsummary"}
	whole := []string{"html", "md", "obsidian", "logseq", "epub", "jsonfeed", "atom", "rss", "txt", "ninjs", "jsonl"}
	for _, f := range Formats() {
		for _, depth := range []Depth{Refs, Quotes, Lead, Full} {
			for switches := range 4 {
				notes, highlights := switches&1 != 0, switches&2 != 0
				o := testOptions(f)
				o.Depth, o.Notes, o.Highlights = depth, notes, highlights
				got := everything(t, f, o, a)
				want := map[string]bool{
					"xtitle": true, "xnote": notes, "xlead": depth == Lead || depth == Full, "xbody": depth == Full && slices.Contains(whole, f.Name),
					"xquote": highlights && (depth == Quotes || depth == Full), "xremark": notes && highlights && (depth == Quotes || depth == Full),
				}
				if depth != Full {
					for _, s := range texts {
						want[s] = false
					}
				}
				for s, want := range want {
					if strings.Contains(got, s) != want {
						t.Errorf("%s at %s, notes %v, highlights %v: %q is there: %v", f.Name, depth, notes, highlights, s, !want)
					}
				}
			}
		}
	}
}
