package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/export"
)

func TestExport(t *testing.T) {
	folder := t.TempDir()
	free := filepath.Join(folder, "2026-11-20 veille.html")
	e := &exports{taken: map[string]bool{}}
	o := Options{Export: e.write, Session: Session{Export: &Exported{Format: "html", Folder: folder, Depth: "lead"}}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("e")
	b.shows("Export 40 articles")
	b.keys("enter")
	if len(e.asked) != 1 {
		t.Fatalf("asked %d times", len(e.asked))
	}
	r := e.asked[0]
	if r.Path != free || r.Format != "html" || r.Depth != "lead" || r.Order != "theme" || !r.Contents || !r.Timeline || r.Replace {
		t.Errorf("asked for %+v", r)
	}
	if b.m.top() != nil {
		t.Error("the box did not close")
	}
	b.shows("Wrote 40 articles")
	if b.m.session.Export.Folder != folder {
		t.Errorf("remembers %+v", b.m.session.Export)
	}
}

// TestExportReplacesNothing: an existing file is kept, with a number put behind
// the new one, unless replacing was asked for.
func TestExportReplacesNothing(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "2026-11-20 veille.html")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	e := &exports{taken: map[string]bool{path: true, filepath.Join(folder, "2026-11-20 veille-2.html"): true}}
	s := setup{w: 80, h: 24, o: Options{Export: e.write, Session: Session{Export: &Exported{Format: "html", Folder: folder, Depth: "full"}}}}
	b := at(t, s).keys("e")
	b.shows("keeps both")
	b.keys("enter")
	if got := e.asked[len(e.asked)-1].Path; got != filepath.Join(folder, "2026-11-20 veille-3.html") {
		t.Errorf("wrote to %s", got)
	}
	b = at(t, s).keys("e ctrl+w")
	b.shows("will be replaced")
	b.keys("enter")
	if got := e.asked[len(e.asked)-1]; got.Path != path || !got.Replace {
		t.Errorf("asked for %+v", got)
	}
	// Another path takes the wish to replace back.
	b = at(t, s).keys("e ctrl+w shift+tab").typed("x")
	if b.m.top().(*exportBox).replace {
		t.Error("still wants to replace after the path has changed")
	}
}

func TestExportFormats(t *testing.T) {
	e := &exports{}
	b := at(t, setup{w: 80, h: 24, o: Options{Export: e.write}}).keys("x x e")
	b.shows("Export 2 articles")
	b.lacks("veille export") // a selection by hand cannot be told in a command
	b.lacks("all articles")
	b.keys("esc esc e")
	box := b.m.top().(*exportBox)
	var all []export.Format
	for _, name := range slices.Concat(exportGroups...) {
		f, ok := findForm(name)
		if !ok {
			t.Fatalf("there is no format %s", name)
		}
		all = append(all, f)
	}
	if len(all) != len(exportForms()) {
		t.Errorf("%d of %d formats are in groups", len(all), len(exportForms()))
	}
	for _, f := range append(all[1:], all[0]) {
		b.keys("right")
		name := filepath.Base(box.to.value())
		if box.as().Name != f.Name || !strings.HasSuffix(name, f.Ext) || f.Folder && filepath.Ext(name) != "" {
			t.Errorf("format %s writes to %s", box.as().Name, box.to.value())
		}
		b.shows("-f " + box.as().Name)
		if r := box.request(); r.Depth != "" && r.Depth != string(box.as().Depth) || r.Format == "jsonl" && r.Depth != "" {
			t.Errorf("%s: depth %q", r.Format, r.Depth)
		}
	}
	b.keys("shift+tab")
	for range 100 {
		b.keys("backspace")
	}
	b.keys("enter").shows("say where to write it")
	if len(e.asked) != 0 {
		t.Error("exported to nowhere")
	}
}

func TestExportFailure(t *testing.T) {
	fail := func(context.Context, ExportRequest) (ExportResult, error) {
		return ExportResult{}, fmt.Errorf("write: %w", os.ErrPermission)
	}
	b := at(t, setup{w: 80, h: 24, o: Options{Export: fail}}).keys("e enter")
	if b.m.top() == nil {
		t.Error("the box closed though nothing was written")
	}
	b.shows("no permission")
}

func TestNumbered(t *testing.T) {
	for path, want := range map[string]string{
		"/a/b.html": "/a/b-2.html", "/a/b": "/a/b-2", "/a.d/b": "/a.d/b-2", "/a/v1. news": "/a/v1. news-2", "/a/b.csl.json": "/a/b-2.csl.json",
	} {
		if got := numbered(path, 2); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

// TestCorrect: only what was changed is corrected, and nothing while something
// is wrong.

// TestExportInto: a path that is a folder gets the name offered in it, and the
// command says so; a folder of notes is named itself.
func TestExportInto(t *testing.T) {
	folder := t.TempDir()
	e := &exports{}
	o := Options{Export: e.write, Session: Session{Export: &Exported{Format: "html", Folder: folder, Depth: "lead"}}}
	for _, to := range []string{folder, folder + "/", folder + "/none/"} {
		b := at(t, setup{w: 120, h: 40, o: o}).keys("e shift+tab ctrl+u").typed(to)
		b.shows("2026-11-20 veille.html comes into it")
		want := strings.TrimSuffix(to, "/") + "/2026-11-20 veille.html"
		if c := b.m.top().(*exportBox).command(); !strings.Contains(c, " -o '"+want+"'") {
			t.Errorf("%s: the command is %s", to, c)
		}
		b.keys("enter")
		if got := e.asked[len(e.asked)-1].Path; got != want {
			t.Errorf("%s: wrote to %s", to, got)
		}
	}
	b := at(t, setup{w: 120, h: 40, o: o}).keys("e")
	box := b.m.top().(*exportBox)
	for range box.formats {
		if !box.as().Folder {
			b.keys("right")
		}
	}
	b.keys("shift+tab ctrl+u").typed(folder)
	if r := box.request(); r.Path != folder || !box.as().Folder {
		t.Errorf("%s: notes go to %s", r.Format, r.Path)
	}
}

// The ending of a name is that of the format, and no more of the name.
func TestExportEndings(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, o: Options{Export: (&exports{}).write}}).keys("e")
	box := b.m.top().(*exportBox)
	for _, tt := range []struct{ was, format, want string }{
		{"/a/notes.md.html", "epub", "/a/notes.md.epub"}, {"/a/list.csl.json", "csv", "/a/list.csv"}, {"/a/v1. news", "html", "/a/v1. news.html"},
		{"/a/b.html", "obsidian", "/a/b"}, {"/a/b.docx", "txt", "/a/b.docx.txt"},
	} {
		box.to.in.SetValue(tt.was)
		box.format.chosen = slices.IndexFunc(box.formats, func(f export.Format) bool { return f.Name == tt.format })
		if box.rename(); box.to.value() != tt.want {
			t.Errorf("%s as %s: %s, want %s", tt.was, tt.format, box.to.value(), tt.want)
		}
	}
}

// What cannot be weighed says why; of a command all is shown or nothing.
func TestExportSizeFails(t *testing.T) {
	o := Options{Export: (&exports{}).write, ExportSize: func(context.Context, ExportRequest) (ExportSize, error) {
		return ExportSize{}, fmt.Errorf("read: %w", feed.ErrDamaged)
	}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("e")
	b.shows(b.m.words.ErrDamaged[:20])
	b.lacks("working out")
	b.shows("-o ")
	for h := 8; h < 14; h++ {
		b = at(t, setup{w: 50, h: h, o: o}).keys("e")
		if s := b.screen(); strings.Contains(s, "Same as") != strings.Contains(s, "veille.html'") {
			t.Errorf("%d rows: a part of the command is shown:\n%s", h, s)
		}
	}
}
