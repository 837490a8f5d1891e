package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

func TestLayout(t *testing.T) {
	for _, tt := range []struct {
		w, h int
		f    frame
		want string
	}{
		{39, 24, frame{}, "small"},
		{80, 7, frame{}, "small"},
		{40, 8, frame{}, "list 40×6 of 2"},
		{59, 20, frame{focus: paneReader}, "reader 59×18"},
		{59, 20, frame{focus: paneSidebar}, "side 59×18"},
		{60, 24, frame{}, "list 60×14 of 1, reader 60×7"},
		{80, 24, frame{focus: paneReader}, "list 80×7 of 1, reader 80×14"},
		{80, 24, frame{zoomed: true, focus: paneReader}, "reader 80×22"},
		{80, 24, frame{rows: 5}, "list 80×5 of 1, reader 80×16"},
		{80, 24, frame{rows: 1, focus: paneReader}, "list 80×3 of 1, reader 80×18"},
		{80, 24, frame{rows: 500}, "list 80×14 of 1, reader 80×7"},
		{99, 24, frame{focus: paneSidebar}, "list 99×14 of 1, reader 99×7, drawer 30×22"},
		{100, 40, frame{}, "list 44×38 of 2, reader 55×38"},
		{149, 40, frame{sidebar: true}, "list 124×24 of 1, reader 124×13, side 24×38"},
		{120, 40, frame{focus: paneSidebar}, "list 44×38 of 2, reader 75×38, drawer 44×38"},
		{200, 60, frame{hidden: true, focus: paneSidebar}, "list 62×58 of 2, reader 137×58, drawer 62×58"},
		{150, 40, frame{}, "list 62×38 of 2, reader 60×38, side 26×38"},
		{200, 60, frame{hidden: true}, "list 62×58 of 2, reader 137×58"},
	} {
		if got := describe(newLayout(tt.w, tt.h, tt.f)); got != tt.want {
			t.Errorf("%d×%d %+v: %s, want %s", tt.w, tt.h, tt.f, got, tt.want)
		}
	}
}

func describe(l layout) string {
	if l.kind == tooSmall {
		return "small"
	}
	var out []string
	if !l.list.Empty() {
		out = append(out, fmt.Sprintf("list %d×%d of %d", l.list.Dx(), l.list.Dy(), l.lines))
	}
	if !l.reader.Empty() {
		out = append(out, fmt.Sprintf("reader %d×%d", l.reader.Dx(), l.reader.Dy()))
	}
	if !l.side.Empty() {
		name := "side"
		if l.drawer {
			name = "drawer"
		}
		out = append(out, fmt.Sprintf("%s %d×%d", name, l.side.Dx(), l.side.Dy()))
	}
	return strings.Join(out, ", ")
}

func TestTooSmallSaysSo(t *testing.T) {
	b := at(t, setup{w: 32, h: 6})
	b.shows("needs 40x8, is 32x6")
	b.keys("s D")
	if len(b.lib.steps) != 0 {
		t.Error("a key worked on rows nobody sees")
	}
	drive(t, b.m, tea.WindowSizeMsg{Width: 80, Height: 24})
	b.shows(first[:20])
}

func TestMouse(t *testing.T) {
	b := at(t, setup{w: 160, h: 40, o: Options{Mouse: true}})
	if b.m.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the mouse is not asked for")
	}
	l := b.m.lay
	click := func(x, y int) { drive(t, b.m, tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	click(l.list.Min.X+5, l.list.Min.Y+5)
	b.stands("3/40")
	click(l.list.Min.X+5, l.list.Min.Y+5)
	if b.m.focus != paneReader {
		t.Error("a second click does not open")
	}
	drive(t, b.m, wheelMsg{x: l.list.Min.X + 2, y: 9, lines: 6})
	if b.m.focus != paneReader || b.m.list.top != 3 {
		t.Errorf("the wheel over the list: focus %d, top %d", b.m.focus, b.m.list.top)
	}
	click(3, 3)
	if b.m.list.text != viewUnread {
		t.Errorf("a click in the sidebar shows %q", b.m.list.text)
	}
	if at(t, setup{w: 80, h: 24}).m.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is taken unasked")
	}
}

func TestWheelIsFolded(t *testing.T) {
	now := time.Unix(0, 0)
	f := &wheelFilter{now: func() time.Time { return now }}
	down := tea.MouseWheelMsg{Button: tea.MouseWheelDown}
	if f.filter(nil, down) == nil {
		t.Fatal("the first event is held")
	}
	for range 9 {
		if f.filter(nil, down) != nil {
			t.Fatal("an event within the frame passes")
		}
	}
	now = now.Add(2 * frameTime)
	if got := f.filter(nil, down).(wheelMsg).lines; got != 10*wheelStep {
		t.Errorf("folded %d lines, want %d", got, 10*wheelStep)
	}
}

func TestTabGoesRound(t *testing.T) {
	for _, w := range []int{50, 80, 120, 160} {
		b := at(t, setup{w: w, h: 30})
		for _, want := range []pane{paneReader, paneSidebar, paneList} {
			b.keys("tab")
			if b.m.focus != want {
				t.Errorf("%d columns: tab goes to %d, want %d", w, b.m.focus, want)
			}
			assertFits(t, "tab", b.m.View().Content, w, 30)
		}
	}
}

func TestExportAgain(t *testing.T) {
	var got []ExportRequest
	o := Options{
		Session: Session{Export: &Exported{Format: "html", Folder: filepath.Join("some", "where"), Depth: "lead"}},
		Export: func(_ context.Context, r ExportRequest) (ExportResult, error) {
			got = append(got, r)
			if len(got) == 1 {
				return ExportResult{}, feed.ErrExists
			}
			return ExportResult{Path: r.Path, Bytes: 2000, Articles: 10}, nil
		},
	}
	b := at(t, setup{w: 120, h: 40, o: o}).keys("/").typed("tag:drought").keys("enter E")
	if len(got) != 2 || got[0].Path == got[1].Path || got[1].Replace || got[1].Depth != "lead" {
		t.Fatalf("asked for %+v", got)
	}
	if got[1].Articles.Hits == nil || got[1].Articles.Hits.Len() != 10 {
		t.Error("the export is not of the view")
	}
	if filepath.Dir(got[1].Path) != filepath.Join("some", "where") || filepath.Ext(got[1].Path) != ".html" {
		t.Errorf("written to %s", got[1].Path)
	}
	b.shows("2 kB")
	none := at(t, setup{w: 120, h: 40}).keys("E")
	none.shows(none.m.words.NoExportYet)
}

// A frame is the same when nothing has changed: then nothing is written.
func TestIdleFramesAreEqual(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	before := b.m.View()
	drive(t, b.m, tea.FocusMsg{}, versionMsg{version: b.m.version})
	if after := b.m.View(); after.Content != before.Content || after.WindowTitle != before.WindowTitle {
		t.Error("a frame differs with nothing changed")
	}
}

func TestColoursAndLanguageChange(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	dark := b.m.View().Content
	b.m.o.Colours = "dark"
	b.m.do(actColours)
	if b.m.View().Content == dark || b.m.session.Colours != "contrast" {
		t.Error("other colours look the same, or are not remembered")
	}
	b.m.setLang("vi")
	b.keys("j k").ring()
	b.shows(vietnamese.ViewAll)
	b.shows(vietnamese.NewestFirst)
	b.keys("s").shows(vietnamese.StarredDone(1))
}
