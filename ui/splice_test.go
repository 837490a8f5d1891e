package ui

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// A box over characters of two cells leaves every line as wide as it was.
func TestSpliceOverWideCharacters(t *testing.T) {
	const line = "日本語の見出し ab"
	w := ansi.StringWidth(line)
	for x := range w {
		for n := 1; x+n <= w; n++ {
			got := splice([]string{line}, []string{blanks(n)}, x, 0, w)[0]
			if ansi.StringWidth(got) != w {
				t.Errorf("a box of %d cells at %d: %q has %d cells, want %d", n, x, got, ansi.StringWidth(got), w)
			}
		}
	}
}
