package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// TestScreens holds what the reader looks like.
func TestScreens(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    setup
		keys string
	}{
		{"50x20-list", setup{w: 50, h: 20}, ""},
		{"50x20-reader", setup{w: 50, h: 20}, "enter"},
		{"80x24-list", setup{w: 80, h: 24}, ""},
		{"80x24-reader", setup{w: 80, h: 24}, "j enter"},
		{"80x24-zoom", setup{w: 80, h: 24}, "z space"},
		{"80x24-light", setup{w: 80, h: 24, light: true}, "x x j v j"},
		{"80x24-ascii", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}, "enter"},
		{"80x24-fr", setup{w: 80, h: 24, o: Options{Lang: "fr"}}, "s"},
		{"80x24-vi", setup{w: 80, h: 24, o: Options{Lang: "vi"}}, "j j enter"},
		{"80x24-drawer", setup{w: 80, h: 24}, "B j"},
		{"120x40-main", setup{w: 120, h: 40}, ""},
		{"120x40-find", setup{w: 120, h: 40}, "enter / c h a q enter n"},
		{"120x40-search", setup{w: 120, h: 40}, "/ d e l t a"},
		{"120x40-matches", setup{w: 120, h: 40, o: Options{Query: `delta OR "période commune" OR crues`}}, "enter n n"},
		{"80x24-matches-ascii", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none", Query: "delta OR port"}}, "enter n"},
		{"50x20-search", setup{w: 50, h: 20, o: Options{Lang: "vi"}}, "/ t a g : h ạ tab"},
		{"80x24-search-fr", setup{w: 80, h: 24, o: Options{Lang: "fr"}}, "/ r a i l enter / t h è m e : tab tab"},
		{"80x24-fault-vi", setup{w: 80, h: 24, o: Options{Lang: "vi"}}, "/ l a n g : v i space l n a g : f r"},
		{"80x24-empty", setup{w: 80, h: 24, o: Options{Query: "rail lang:vi since:7d"}}, ""},
		{"120x40-empty-fr", setup{w: 120, h: 40, o: Options{Lang: "fr", Query: "rail since:1d"}}, ""},
		{"80x24-save-vi", setup{w: 80, h: 24, o: Options{Lang: "vi"}}, "/ t a g : d r o u g h t ctrl+o H ạ n tab tab h tab space"},
		{"120x40-raw", setup{w: 120, h: 40}, "g x"},
		{"120x40-pinned", setup{w: 120, h: 40}, "B"},
		{"200x60-main", setup{w: 200, h: 60}, "j j j 3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := at(t, tt.s).keys(tt.keys)
			golden.RequireEqual(t, b.m.View().Content)
		})
	}
}

// assertFits fails when a line is wider than the window, or there are more
// lines than rows.
func assertFits(t *testing.T, what, content string, w, h int) {
	t.Helper()
	lines := strings.Split(content, "\n")
	if len(lines) > h {
		t.Fatalf("%s: %d lines in a window of %d×%d", what, len(lines), w, h)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n > w {
			t.Fatalf("%s: line %d has %d cells in a window of %d×%d:\n%s", what, i, n, w, h, ansi.Strip(l))
		}
	}
}

// TestFits holds that every screen fits every window.
func TestFits(t *testing.T) {
	states := map[string]string{
		"list": "", "reader": "enter", "zoom": "z", "sidebar": "shift+tab", "pinned": "B", "selection": "x x v",
		"search": "/ t a g : q", "find": "enter / a", "raw": "g x", "which": "g", "toast": "s", "tag": "t",
		"palette": ":", "help": "?", "export": "e", "correct": "g i", "links": "g l", "log": "g h", "import": "i",
		"language": "L", "filter theme": "f t", "filter source": "f f", "empty": "/ q x q x enter",
		"filters": "f", "sort": "S", "queries": "g '",
		"themes": "T", "theme form": "T e", "theme words": "T w", "split": "T s", "report": "g b",
	}
	for name, keys := range states {
		for i, lang := range Languages {
			t.Run(name+"-"+lang, func(t *testing.T) {
				t.Parallel()
				b := at(t, setup{w: 120, h: 40, o: Options{Lang: lang}}).keys(keys)
				b.m.which = b.m.pending != ""
				widths := []int{minWidth - 1, minWidth, 59, 60, 99, 100, 130}
				step := 6
				if raceOn {
					step = 40
				}
				for w := 1 + 2*i; w < 130; w += step { // each language goes through others
					widths = append(widths, w)
				}
				for _, w := range widths {
					for h := 1 + (w+i)%4; h <= 40; h += 4 * (1 + step/40) {
						drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: h})
						assertFits(t, name, b.m.View().Content, w, h)
					}
				}
				drive(t, b.m, tea.WindowSizeMsg{Width: 200, Height: 60})
				assertFits(t, name, b.m.View().Content, 200, 60)
			})
		}
	}
}

// Windows that no terminal has must not take the program down.
func TestAbsurdSizes(t *testing.T) {
	b := at(t, setup{w: 80, h: 24})
	before := b.screen()
	for _, s := range [][2]int{{-1, 5}, {1 << 30, 1 << 30}, {100_000, 2}} {
		drive(t, b.m, tea.WindowSizeMsg{Width: s[0], Height: s[1]})
	}
	if b.screen() != before {
		t.Error("an absurd size changed the screen")
	}
	drive(t, b.m, tea.WindowSizeMsg{}, tea.WindowSizeMsg{Width: 80, Height: 24})
	if b.screen() != before {
		t.Errorf("the screen did not come back after 0×0:\n%s", b.screen())
	}
}
