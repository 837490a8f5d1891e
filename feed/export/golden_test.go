package export

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"veille/feed"
)

var update = flag.Bool("update-golden", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from its golden file:\n%s", name, got)
	}
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name, format string
		change       func(*Options)
	}{
		{"full.html", "html", func(o *Options) { o.Depth = Full }},
		{"lead.en.html", "html", func(o *Options) { o.Lang, o.Order, o.Licence = "en", Newest, "CFC 2024-1" }},
		{"refs.vi.html", "html", func(o *Options) {
			o.Lang, o.Depth, o.Order, o.Contents, o.Timeline, o.Sources = "vi", Refs, BySource, false, false, false
		}},
		{"full.md", "md", func(*Options) {}},
		{"lead.vi.md", "md", func(o *Options) { o.Lang, o.Depth, o.Order, o.Notes = "vi", Lead, BySource, false }},
		{"table.csv", "csv", func(*Options) {}},
		{"excel.csv", "csv", func(o *Options) { o.Excel, o.Depth = true, Refs }},
		{"full.jsonl", "jsonl", func(*Options) {}},
		{"lead.jsonl", "jsonl", func(o *Options) { o.Depth, o.Order = Lead, Oldest }},
	} {
		f, _ := Find(c.format)
		o := testOptions(f)
		c.change(&o)
		goldenTwice(t, c.name, f, testArticles(), o)
	}
}

// goldenTwice writes four articles two times and compares what comes of it with
// the golden file of a name.
func goldenTwice(t *testing.T, name string, f Format, in []feed.Article, o Options) {
	t.Helper()
	var first []byte
	for range 2 {
		var b bytes.Buffer
		saved, err := Write(context.Background(), &b, f, seq(in...), o)
		if err != nil || saved.Articles != 4 || saved.Bytes != int64(b.Len()) {
			t.Fatalf("%s: %+v, %v", name, saved, err)
		}
		if first != nil && !bytes.Equal(first, b.Bytes()) {
			t.Errorf("%s: not the same twice", name)
		}
		first = b.Bytes()
	}
	golden(t, name, first)
}
