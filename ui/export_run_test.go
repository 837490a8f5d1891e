package ui

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// What was written is opened by the key that opens originals, until another key.
func TestExportOpens(t *testing.T) {
	var opened []string
	o := Options{Export: (&exports{}).write, OpenFile: func(path string) error { opened = append(opened, path); return nil },
		Session: Session{Export: &Exported{Format: "html", Folder: t.TempDir()}}}
	b := at(t, setup{w: 120, h: 24, o: o}).keys("e enter")
	b.shows("o opens")
	b.keys("o").shows("Opened 2026-11-20 veille.html")
	if len(opened) != 1 || filepath.Base(opened[0]) != "2026-11-20 veille.html" {
		t.Errorf("opened %v", opened)
	}
	b.keys("E").shows("o opens")
	b.keys("j").lacks("o opens")
	if b.keys("o"); len(opened) != 1 {
		t.Errorf("opened %v after another key", opened)
	}
}

// What was left out is told with what was written.
func TestExportTellsWhatIsLeftOut(t *testing.T) {
	o := Options{Export: func(context.Context, ExportRequest) (ExportResult, error) {
		return ExportResult{Path: "/x/y.html", Bytes: 10, Articles: 38, Damaged: 2, Unquoted: 3}, nil
	}}
	b := at(t, setup{w: 120, h: 24, o: o}).keys("e enter")
	b.shows("2 damaged articles left out")
	b.shows("highlights of 3 articles left out")
}

// E exports the same way again.
func TestExportAgainTheSame(t *testing.T) {
	e := &exports{}
	o := Options{Export: e.write, Session: Session{Export: &Exported{Format: "md", Folder: t.TempDir()}}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("e tab tab right right tab right tab space right space tab right enter E")
	if len(e.asked) != 2 {
		t.Fatalf("asked %d times", len(e.asked))
	}
	first, second := e.asked[0], e.asked[1]
	if first.Contents || first.Timeline || !first.Notes || first.Order != "newest" || first.Lang != "fr" || first.Depth != "lead" || !first.OneVersion {
		t.Errorf("asked for %+v", first)
	}
	first.Progress, second.Progress, first.Articles, second.Articles = nil, nil, second.Articles, first.Articles
	if first.Articles.Hits == nil || first.Format != second.Format || first.Order != second.Order || first.Lang != second.Lang ||
		first.Depth != second.Depth || first.Contents != second.Contents || first.Timeline != second.Timeline || first.Notes != second.Notes ||
		first.Highlights != second.Highlights || first.Sources != second.Sources || first.OneVersion != second.OneVersion {
		t.Errorf("first %+v, then %+v", first, second)
	}
	b.keys("e").shows("--contents=false")
	b.shows("--lang fr")
}

// A run that is given up says so, and the box stays with what was chosen.
func TestExportStops(t *testing.T) {
	o := Options{Export: func(ctx context.Context, r ExportRequest) (ExportResult, error) {
		r.Progress(3)
		<-ctx.Done()
		return ExportResult{}, ctx.Err()
	}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("e")
	_, cmd := b.m.Update(keyPress("enter"))
	b.m.Update(exportingMsg{run: b.m.exporting, n: 3})
	b.shows("3/40 articles")
	b.keys("right") // changes nothing under way
	b.keys("c")
	drive(b, b.m, cmd())
	b.shows("nothing was written")
	if box, ok := b.m.top().(*exportBox); !ok || box.run != nil || b.m.exporting != nil || box.as().Name != "html" {
		t.Error("the box does not stand as before")
	}
	// Notes of a folder that are written stay.
	b.m.exporting = &exportRun{}
	drive(b, b.m, exportedMsg{run: b.m.exporting, how: Exported{Format: "obsidian"}, err: context.Canceled})
	b.shows(b.m.words.ExportStoppedNotes)
	// Without the box a slow run opens one of its own.
	b.keys("esc")
	b.m.session.Export = &Exported{Format: "html", Folder: os.TempDir()}
	_, cmd = b.m.Update(keyPress("E"))
	b.m.Update(exportTimer{b.m.exporting})
	b.shows("esc c cancel")
	b.keys("esc")
	drive(b, b.m, cmd())
	if b.m.top() != nil {
		t.Error("the box of the run is still open")
	}
}

// Of sizes asked for in a row the last alone counts; those before are given up.
func TestExportSize(t *testing.T) {
	var gaveUp int
	var of []string
	o := Options{Export: (&exports{}).write, ExportSize: func(ctx context.Context, r ExportRequest) (ExportSize, error) {
		if ctx.Err() != nil {
			gaveUp++
			return ExportSize{}, ctx.Err()
		}
		of = append(of, r.Format)
		return ExportSize{Bytes: 412_000, About: true, Articles: 40, Sources: 6, Langs: map[string]int{"fr": 20, "en": 12, "vi": 8}}, nil
	}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("e")
	b.shows("about 412 kB · 40 articles · 6 sources · fr 20, en 12, vi 8")
	_, first := b.m.Update(keyPress("right"))
	_, second := b.m.Update(keyPress("right"))
	b.shows("working out the size")
	drive(b, b.m, first())
	b.shows("working out the size")
	drive(b, b.m, second())
	b.shows("about 412 kB")
	if gaveUp != 1 || len(of) != 2 || of[1] != "epub" {
		t.Errorf("gave up %d, worked out %v", gaveUp, of)
	}
}

// A preview is set as Markdown, scrolls, follows the window and closes.
func TestExportPreview(t *testing.T) {
	md := "# A dossier\n\n- one [link](https://a.example/x)\n- two\n\n> quoted\n\n<script>bad</script>\n"
	for range 40 {
		md += "\nA line of text that stands by itself.\n"
	}
	o := Options{Export: (&exports{}).write, ExportPreview: func(_ context.Context, r ExportRequest) (ExportPreview, error) {
		return ExportPreview{Text: md, Markdown: r.Format == "html"}, nil
	}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("e p")
	b.shows("• one link[1]")
	b.shows("│ quoted")
	b.lacks("bad")
	b.lacks("# A dossier")
	drive(b, b.m, tea.WindowSizeMsg{Width: 40, Height: 12})
	b.shows("A dossier")
	b.keys("G").lacks("quoted")
	b.keys("esc").shows("Export 40")
	b.keys("right")
	drive(b, b.m, tea.WindowSizeMsg{Width: 80, Height: 24})
	b.keys("ctrl+p").shows("# A dossier")
}
