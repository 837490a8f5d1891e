package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/store"
	"veille/ui"
)

// shelved is an app with a library of n articles of two sources, and what it lets
// the reader do.
func shelved(t *testing.T, n int) (*app, *store.Store, ui.Options) {
	t.Helper()
	a := testApp()
	a.now = func() time.Time { return time.Date(2026, 1, 31, 8, 0, 0, 0, time.UTC) }
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "v.db"), store.Options{Create: true, Now: a.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // of a test
	var in iter.Seq[feed.Incoming] = func(yield func(feed.Incoming) bool) {
		for i := range n {
			of, lang := "The Quay", "en"
			if i%4 == 0 {
				of, lang = "Le Quai", "fr"
			}
			title := fmt.Sprintf("Lock %d closes", i)
			art := feed.Article{Head: feed.Head{ID: feed.NewID("shelved", title), Title: title, Source: of, SourceID: feed.SourceID(of), Lang: lang,
				Published: a.now().AddDate(0, 0, -i), Precision: feed.Day}, Body: []feed.Block{feed.Plain(feed.Paragraph, "The keeper said so on the quay.")}}
			if !yield(feed.Incoming{Article: art}) {
				return
			}
		}
	}
	if _, err := s.Add(t.Context(), in, func(store.Added) {}); err != nil {
		t.Fatal(err)
	}
	var o ui.Options
	a.exporting(s, &o)
	return a, s, o
}

func found(t *testing.T, s *store.Store, line string) feed.Hits {
	t.Helper()
	q, err := query.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := s.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

// What the reader writes in each format is there, is not written over unasked, and
// is about as large as was told before.
func TestReaderExports(t *testing.T) {
	_, s, o := shelved(t, 204)
	ctx, folder := t.Context(), t.TempDir()
	all := found(t, s, "")
	for _, f := range export.Formats() {
		if f.Name == "logseq" { // as many files as the other folder
			continue
		}
		path := filepath.Join(folder, f.Name+f.Ext)
		r := ui.ExportRequest{Articles: feed.Targets{Hits: all}, Format: f.Name, Path: path, Contents: true, Sources: true}
		size, err := o.ExportSize(ctx, r)
		if err != nil || size.Articles != 204 || size.Sources != 2 || size.Langs["fr"] != 51 || !size.About {
			t.Errorf("%s: weighed %+v, %v", f.Name, size, err)
		}
		told := 0
		r.Progress = func(n int) { told = n }
		out, err := o.Export(ctx, r)
		if err != nil || out.Articles != 204 || told != 204 {
			t.Fatalf("%s: %+v, %v, told of %d", f.Name, out, err, told)
		}
		if ratio := float64(size.Bytes) / float64(out.Bytes); ratio < .8 || ratio > 1.25 {
			t.Errorf("%s: weighed %d bytes of %d", f.Name, size.Bytes, out.Bytes)
		}
		if f.Folder {
			continue
		}
		if _, err := o.Export(ctx, r); !errors.Is(err, feed.ErrExists) {
			t.Errorf("%s is written over: %v", f.Name, err)
		}
	}
	again := ui.ExportRequest{Articles: feed.Targets{Hits: all}, Format: "csv", Path: filepath.Join(folder, "csv.csv"), Replace: true}
	if out, err := o.Export(ctx, again); err != nil || out.Articles != 204 {
		t.Errorf("nothing is replaced: %+v, %v", out, err)
	}
}

// Articles selected by hand are weighed to the byte; one destroyed since is left out.
func TestReaderExportsASelection(t *testing.T) {
	_, s, o := shelved(t, 3)
	heads, err := found(t, s, "").Heads(t.Context(), 0, 3)
	if err != nil {
		t.Fatal(err)
	}
	ids := []feed.ID{heads[2].ID, feed.NewID("gone"), heads[0].ID}
	r := ui.ExportRequest{Articles: feed.Targets{IDs: ids}, Format: "md", Depth: "full", Order: "query", Path: filepath.Join(t.TempDir(), "two.md")}
	size, err := o.ExportSize(t.Context(), r)
	if err != nil || size.About || len(size.Langs) != 2 {
		t.Errorf("weighed %+v, %v", size, err)
	}
	show, err := o.ExportPreview(t.Context(), r)
	if err != nil || !show.Markdown || show.Cut || strings.Index(show.Text, "Lock 2") > strings.Index(show.Text, "Lock 0") {
		t.Errorf("shows %+v, %v", show, err)
	}
	out, err := o.Export(t.Context(), r)
	if err != nil || out.Articles != 2 || out.Bytes != size.Bytes || out.Bytes != int64(len(show.Text)) {
		t.Errorf("wrote %+v, %v, weighed %d, showed %d", out, err, size.Bytes, len(show.Text))
	}
}

// A preview ends with a whole line; what is no dossier is shown as it is.
func TestReaderPreviews(t *testing.T) {
	_, s, o := shelved(t, 700)
	r := ui.ExportRequest{Articles: feed.Targets{Hits: found(t, s, "")}, Format: "jsonl"}
	show, err := o.ExportPreview(t.Context(), r)
	if err != nil || show.Markdown || !show.Cut || len(show.Text) > previewSize || !strings.HasPrefix(show.Text, "{") || !strings.HasSuffix(show.Text, "}\n") {
		t.Errorf("shows %d bytes, %v: %.80q", len(show.Text), err, show.Text)
	}
	long := head{}
	if _, err := long.Write([]byte(strings.Repeat("é", previewSize))); !errors.Is(err, errPreviewed) {
		t.Error(err)
	}
	if p, err := long.preview(false, false, errPreviewed); err != nil || !p.Cut || strings.Trim(p.Text, "é") != "" {
		t.Errorf("one line alone: %v, %q at the end", err, p.Text[len(p.Text)-4:])
	}
}

// A list of sources has those that are followed; it replaces nothing unasked.
func TestReaderListsSources(t *testing.T) {
	_, s, o := shelved(t, 4)
	if _, _, err := s.Follow(t.Context(), []feed.Source{{Name: "Rive", Feed: "https://rive.example/rss"}}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "list.opml")
	r := ui.ExportRequest{Articles: feed.Targets{Hits: found(t, s, "")}, Format: "opml", Title: "A <list>", Path: path}
	out, err := o.Export(t.Context(), r)
	if err != nil || out.Articles != 1 {
		t.Errorf("wrote %+v, %v", out, err)
	}
	if b, err := os.ReadFile(path); err != nil || !strings.Contains(string(b), "https://rive.example/rss") || strings.Contains(string(b), "<list>") {
		t.Errorf("%s, %v", b, err)
	}
	if _, err := o.Export(t.Context(), r); !errors.Is(err, feed.ErrExists) {
		t.Errorf("written over: %v", err)
	}
	r.Query, r.Articles.Hits = "lang:fr", found(t, s, "lang:fr") // none of a source that is followed
	if size, err := o.ExportSize(t.Context(), r); err != nil || size.Sources != 0 {
		t.Errorf("weighed %+v, %v", size, err)
	}
}

// An export that is given up, or cannot be, leaves nothing behind.
func TestReaderExportFails(t *testing.T) {
	_, s, o := shelved(t, 50)
	folder := t.TempDir()
	r := ui.ExportRequest{Articles: feed.Targets{Hits: found(t, s, "")}, Format: "html", Path: filepath.Join(folder, "x.html")}
	ctx, cancel := context.WithCancel(t.Context())
	r.Progress = func(n int) {
		if n == 10 {
			cancel()
		}
	}
	if _, err := o.Export(ctx, r); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	r.Progress = nil
	for _, bad := range []ui.ExportRequest{{Format: "none"}, {Format: "html", Depth: "abyss"}, {Format: "html", Order: "none"}} {
		bad.Articles, bad.Path = r.Articles, r.Path
		if _, err := o.Export(t.Context(), bad); err == nil {
			t.Errorf("%+v is written", bad)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// What is damaged is left out and counted, unless a file would be replaced that may
// have it whole.
func TestReaderExportsWhatIsSound(t *testing.T) {
	damage := fmt.Errorf("article: %w", feed.ErrDamaged)
	in := func(errs ...error) iter.Seq2[feed.Article, error] {
		return func(yield func(feed.Article, error) bool) {
			for _, err := range errs {
				if !yield(feed.Article{}, err) {
					return
				}
			}
		}
	}
	for _, tt := range []struct {
		in      []error
		replace bool
		good    int
		damaged int
		fails   bool
	}{
		{[]error{nil, damage, nil}, false, 2, 1, false},
		{[]error{damage, damage}, false, 0, 2, true},
		{[]error{nil, damage, nil}, true, 1, 0, true},
		{[]error{nil, feed.ErrBusy, nil}, false, 1, 0, true},
		{nil, false, 0, 0, false},
	} {
		e := forReader{r: ui.ExportRequest{Replace: tt.replace}}
		good := 0
		var failed error
		for _, err := range e.sound(in(tt.in...), 0) {
			if failed = err; err == nil {
				good++
			}
		}
		if good != tt.good || e.damaged != tt.damaged || (failed != nil) != tt.fails {
			t.Errorf("%v: %d good, %d damaged, %v", tt.in, good, e.damaged, failed)
		}
	}
}

// The reader is told what an import passed over.
func TestReaderImportsTellWhatIsLeft(t *testing.T) {
	a, s, _ := shelved(t, 0)
	folder := t.TempDir()
	for name, content := range map[string]string{"a.txt": "A title\n\nA text of some words.\n", ".b.txt": "x", "c.zip": "x", "d.tar": "x"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := a.importerOf(s)(t.Context(), folder, func(int) {})
	if err != nil || r.Added != 1 || !slices.Equal(r.Left, []ui.Left{{Why: "hidden", N: 1}, {Why: "unknown", N: 2}}) {
		t.Errorf("%+v, %v", r, err)
	}
}
