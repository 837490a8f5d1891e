package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// Whatever the language of the interface, an action is found by its names in
// the others and by other words for it.
func TestActionsAreFoundInAllLanguages(t *testing.T) {
	for _, lang := range Languages {
		for typed, want := range map[string]Action{"supprimer": actDelete, "corbeille": actDelete, "xoa": actDelete, "thùng rác": actDelete,
			"remove": actDelete, "plein écran": actZoom, "phím tắt": actHelp, "save": actExport, "tag with themes": actTag,
			"chép trích dẫn nguồn": actCopyCitation} {
			b := at(t, setup{w: 80, h: 30, o: Options{Lang: lang}}).keys("?")
			if !strings.Contains(b.m.words.Actions[want], "…") {
				b.keys("/").typed(typed)
				if key := b.m.keys.hint(want); !strings.Contains(b.screen(), " "+key+" ") {
					t.Errorf("%s: help does not find %s by %q:\n%s", lang, want, typed, b.screen())
				}
			}
			b.keys("esc esc :").typed(typed)
			p := b.m.top().(*commander)
			if i := slices.IndexFunc(p.shown, func(i int) bool { return p.rows[i].text == b.m.words.Actions[want] }); i < 0 || i > 5 {
				t.Errorf("%s: %q finds %s at %d", lang, typed, want, i)
			}
		}
	}
}

// Every name stands whole in the palette of a common window.
func TestPaletteShowsWholeNames(t *testing.T) {
	for _, lang := range Languages {
		b := at(t, setup{w: 80, h: 24, o: Options{Lang: lang}}).keys(":")
		p := b.m.top().(*commander)
		for i := range p.rows {
			line := ansi.Strip(p.line(b.m, slices.Index(p.shown, i), 72))
			if !strings.Contains(line, p.rows[i].text) {
				t.Errorf("%s: %q is cut: %q", lang, p.rows[i].text, line)
			}
		}
	}
}

// Help names what does nothing now, and why.
func TestHelpTellsNameAndReason(t *testing.T) {
	for _, lang := range Languages {
		b := at(t, setup{w: 80, h: 40, o: Options{Lang: lang}}).keys("? /").typed(string(actRepeatTag))
		b.shows(b.m.words.Actions[actRepeatTag])
		b.shows(strings.Fields(b.m.words.WhyNoRepeat)[0])
		b = at(t, setup{w: 80, h: 24, o: Options{Lang: lang}}).keys("?")
		b.shows(b.m.words.HelpMarkdown)
		b.lacks("…│")
		b = at(t, setup{w: 80, h: 24, o: Options{Lang: lang, FirstRun: true, Path: "/home/watch/" + strings.Repeat("deep/", 14) + "veille.db"}})
		b.m.openWelcome()
		b.shows("veille.db")
		b.lacks("…  │")
	}
}

// The line below a title breaks between its parts.
func TestPartsBreakBetween(t *testing.T) {
	parts := []string{"Agence Exemple (AEX)", "Port-Exemple", "ven. 20 nov. 2026", "81 mots, 1 min", "fr"}
	for w := 12; w < 90; w++ {
		lines := joined(parts, " · ", w, ink{})
		for _, l := range lines {
			if ansi.StringWidth(l) > w || strings.HasSuffix(l, "·") || strings.HasPrefix(strings.TrimSpace(l), "·") {
				t.Errorf("at %d: %q", w, l)
			}
		}
		if got := strings.Fields(strings.ReplaceAll(strings.Join(lines, " "), "·", "")); !slices.Equal(got, strings.Fields(strings.Join(parts, " "))) {
			t.Errorf("at %d: %q", w, lines)
		}
	}
}

func TestUndatedRowsSaySo(t *testing.T) {
	for lang, want := range map[string]string{"en": "no date", "fr": "sans date", "vi": "không ngày"} {
		for _, w := range []int{80, 120} {
			lib := newsroom()
			for _, a := range lib.order()[:2] {
				a.Precision = feed.NoDate
			}
			at(t, setup{w: w, h: 40, lib: lib, o: Options{Lang: lang}}).shows(want)
		}
	}
}

// The cleaned side has the title, and its name once.
func TestRawHasTitleAndOneHeading(t *testing.T) {
	for _, w := range []int{80, 120} {
		b := at(t, setup{w: w, h: 40})
		b.article(first).Kicker = "Kicker of the page"
		b.keys("g x")
		s := b.screen()
		b.shows("Kicker of the page")
		box := s[strings.Index(s, "╭"):]
		if n := strings.Count(box, b.m.words.CleanTitle); n > 2 || w == 120 && n != 1 {
			t.Errorf("%d columns: %d headings\n%s", w, n, s)
		}
		if !strings.Contains(box, first) {
			t.Errorf("%d columns: no title\n%s", w, s)
		}
	}
}

// All themes are shown when there is room; else the last line leads to them.
func TestSidebarLeadsToAllThemes(t *testing.T) {
	lib := newsroom()
	for _, name := range []string{"Quiet theme", "Silent theme", "Still theme"} {
		slug := strings.ToLower(strings.ReplaceAll(name, " ", "-"))
		lib.themes = append(lib.themes, feed.Theme{ID: feed.ThemeID(slug), Slug: slug, Labels: map[string]string{"en": name}})
	}
	b := at(t, setup{w: 160, h: 60, lib: lib})
	for _, name := range []string{"Quiet theme", "Silent theme", "Still theme"} {
		b.shows(name)
	}
	drive(b, b.m, tea.WindowSizeMsg{Width: 160, Height: 24})
	b.lacks("Quiet theme")
	b.keys("tab tab")
	i := slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.more })
	if i < 0 {
		t.Fatal("nothing stands for the themes not shown")
	}
	b.m.side.moveTo(i)
	b.shows(b.m.words.More(3))
	b.keys("enter")
	b.shows("Quiet theme")
	if b.m.list.text != "" {
		t.Errorf("the view is now %q", b.m.list.text)
	}
}

// Without colours the cursor of the sidebar and the view shown have other marks.
func TestSidebarMarksWithoutColour(t *testing.T) {
	b := at(t, setup{w: 160, h: 40, o: Options{Colours: "none"}}).keys("tab tab k k")
	g := &b.m.st.glyph
	marks := map[string]int{}
	for i := range b.m.side.entries {
		if !b.m.side.entries[i].heading {
			marks[string([]rune(ansi.Strip(b.m.entryLine(i, 26)))[0])]++
		}
	}
	if marks[g.bar] != 1 || marks[g.arrow] != 1 {
		t.Errorf("marks: %v", marks)
	}
}

func TestImportListsWhatCanBeRead(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.html", "b.HTM", "c.mhtml", "d.mht", "e.txt", "f.md", "g.jsonl", "h.png", "i", "j.pdf"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "z.png"), 0o700); err != nil {
		t.Fatal(err)
	}
	want := []string{"a.html", "b.HTM", "c.mhtml", "d.mht", "e.txt", "f.md", "g.jsonl", "z.png/"}
	if got := entriesOf(dir); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// In the smallest window an export still shows where to.
func TestExportSaysWhereFirst(t *testing.T) {
	b := at(t, setup{w: 40, h: 8, o: Options{Export: (&exports{}).write}}).keys("e")
	b.shows(b.m.words.ExportTo)
	if f := b.m.top().(*exportBox); f.fields[f.at] != f.to {
		t.Error("the destination has not the keys")
	}
}

// A toast in the language left is gone.
func TestLanguageDropsTheToast(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("s")
	b.shows("starred")
	b.keys("L down enter")
	b.lacks("starred")
	if b.m.words.Lang == "en" {
		t.Fatal("the language is the same")
	}
	b.shows("espace")
}

// Of a hint that is too long Enter stays, and the key that closes the box.
func TestHintOfANarrowBox(t *testing.T) {
	b := at(t, setup{w: 80, h: 24})
	const hint = "x toggle · a all · enter follow · esc back"
	for n, want := range map[int]string{80: hint, 40: "x toggle · enter follow · esc back", 24: "enter follow · esc back", 20: "x toggle · esc back"} {
		if got := b.m.fitHint(hint, n); got != want {
			t.Errorf("%d cells: %q, want %q", n, got, want)
		}
	}
}
