package page_test

import (
	"reflect"
	"strings"
	"testing"
)

// TestParagraphAnywhereIsKept puts a paragraph between any two lines of each
// wire page: wherever it stands, its words must be somewhere in the article, if
// not in its text then with a teaser.
func TestParagraphAnywhereIsKept(t *testing.T) {
	probes := []string{
		"Quellwater rises by the third lantern of the mole, and those who sweep the steps carry their brooms home before the second bell of the evening.",
		"“Nobody sweeps the steps of the mole,” said the keeper of the third lantern, who has kept it since the bell was cast and hung.",
		"He said the third gate stays shut until the feast.",
	}
	tried := 0
	for _, p := range wirePages(t) {
		lines := strings.SplitAfter(p.text, "\n")
		for i := 1; i <= len(lines); i++ {
			for _, sep := range []string{"\n", ""} {
				probe := probes[i%len(probes)]
				text := strings.Join(lines[:i], "") + sep + probe + "\n" + sep + strings.Join(lines[i:], "")
				var all strings.Builder
				eachString(reflect.ValueOf(readText(t, text)), func(s string) { all.WriteString(s + "\n") })
				if tried++; !strings.Contains(alnum(all.String()), alnum(probe)) {
					t.Errorf("%s: lost behind line %d %q (blank lines: %v)", p.name, i, lines[i-1], sep != "")
				}
			}
		}
	}
	if tried < 500 {
		t.Errorf("%d places tried", tried)
	}
}
