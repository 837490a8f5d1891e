package ui

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The dot does again what the digit did, also when it took a theme off.
func TestDotRepeatsWhatTheDigitDid(t *testing.T) {
	for _, quick := range []bool{false, true} {
		b := at(t, setup{w: 120, h: 40}).keys("j") // the second article has the theme of 2
		if quick {
			s := &slow{m: b.m}
			s.press("2", "j", "1", "g", "g", "1", "j", ".")
			s.settle()
			// the third got theme 1; the first, which had it, lost it; the dot takes it off the second
			if got := themesOf(b.article(second)); got != "drought" {
				t.Errorf("quick: the second has %q", got)
			}
			continue
		}
		b.keys("2 g g 2 2 j j 2 k k .")
		if got := themesOf(b.article(first)); got != "delta-harbours river-treaty" {
			t.Errorf("after putting on: %q", got)
		}
		b.keys("2 j j .")
		if got := themesOf(b.article(third)); strings.Contains(got, "river-treaty") {
			t.Errorf("after taking off: %q", got)
		}
	}
}

// Themes are named in the language of the interface, also one that was made a
// moment ago.
func TestThemesAreToldByName(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, o: Options{Lang: "vi"}}).keys("2")
	b.shows(b.m.label("river-treaty"))
	b.lacks("river-treaty")
	b.keys("t").typed("Biển đảo xa").keys("enter")
	b.shows("Biển đảo xa")
	b.lacks("bien-dao-xa")
	b.keys("g h")
	b.shows("Biển đảo xa")
	b.lacks("bien-dao-xa")
}

// An error names the path that was asked for, in one sentence of the language,
// none of it cut.
func TestErrorsNameTheUsersPath(t *testing.T) {
	const long = "/home/watch/a folder with quite a long name/and another one below it/review.html"
	hidden := &fs.PathError{Op: "open", Path: "/home/watch/.veille-83749.tmp", Err: syscall.EACCES}
	for _, lang := range Languages {
		for _, cause := range []error{hidden, &fs.PathError{Op: "open", Path: hidden.Path, Err: syscall.ENOTDIR},
			fmt.Errorf("write dossier: %w", syscall.ENAMETOOLONG), fmt.Errorf("write dossier: %w", syscall.EIO)} {
			o := Options{Lang: lang,
				Export: func(context.Context, ExportRequest) (ExportResult, error) { return ExportResult{}, cause },
				Import: func(context.Context, string, func(int)) (ImportResult, error) { return ImportResult{}, cause }}
			b := at(t, setup{w: 80, h: 24, o: o}).keys("e")
			box := b.m.top().(*exportBox)
			box.to.in.SetValue(long)
			b.keys("enter").whole(long, box.failed)
			b.keys("esc")
			b.whole(long, b.m.toast.text)
			drive(b, b.m, b.m.importPath(long)())
			b.whole(long, b.m.toast.text)
		}
	}
}

// Files that could not be taken in are told in the language of the interface.
func TestImportFaultsAreSaid(t *testing.T) {
	for _, lang := range Languages {
		r := ImportResult{Faults: []Fault{{Path: "/home/watch/page.html", Err: fmt.Errorf("open page: %w", fs.ErrPermission)}}}
		o := Options{Lang: lang, Import: func(context.Context, string, func(int)) (ImportResult, error) { return r, nil }}
		b := at(t, setup{w: 80, h: 24, o: o})
		drive(b, b.m, b.m.importPath("/home/watch")())
		b.shows("/home/watch/page.html" + b.m.words.Colon)
		b.shows(b.m.words.ErrPermission[:16])
		b.lacks("open page")
	}
}

// whole fails unless a message about a path is on the screen, whatever its lines.
func (b *bench) whole(path, said string) {
	b.Helper()
	plain := func(s string) string {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '│' || r == '\u00a0' }), "")
	}
	if !strings.Contains(plain(said), plain(path)) || strings.Contains(said, ".tmp") || strings.Contains(said, "write dossier") {
		b.Errorf("said %q", said)
	}
	if shown := plain(b.screen()); !strings.Contains(shown, plain(said)) {
		b.Errorf("%q is cut:\n%s", said, b.screen())
	}
}

// A toast never takes the screen.
func TestLongToasts(t *testing.T) {
	b := at(t, setup{w: 40, h: 8})
	b.m.toast.note(strings.Repeat("many words ", 60))
	lines := strings.Split(b.screen(), "\n")
	if len(lines) != 8 || strings.Contains(lines[0]+lines[1]+lines[7], "many") {
		t.Errorf("the toast takes\n%s", b.screen())
	}
	drive(b, b.m, tea.WindowSizeMsg{Width: 120, Height: 40})
	b.shows("many words")
}

// A box, and evidence, take the place of what was said before.
func TestWhatIsShownEndsWhatWasSaid(t *testing.T) {
	for _, keys := range []string{"c", "/", "x x a", "w"} {
		b := pilotsAt(t, Options{})
		b.m.say("said before")
		b.keys(keys).lacks("said before")
	}
	at(t, setup{w: 100, h: 30, o: Options{Query: "zzzzz"}}).keys("p").shows("No article here")
}
