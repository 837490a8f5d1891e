package glue

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// prose is clean French of our own writing on invented matters: some 3,000
// words with many names, one paragraph a line, pages parted by empty lines.
//
//go:embed testdata/prose.txt
var prose string

func prosePages() [][]string {
	var out [][]string
	for page := range strings.SplitSeq(strings.TrimSpace(prose), "\n\n") {
		out = append(out, strings.Split(page, "\n"))
	}
	return out
}

func TestProseIsLongEnough(t *testing.T) {
	if n := len(strings.Fields(prose)); n < 3000 {
		t.Errorf("%d words", n)
	}
}

// TestCleanProse: nothing is cut in clean text, not even before the gate.
func TestCleanProse(t *testing.T) {
	for _, page := range append(prosePages(), strings.Split(prose, "\n")) {
		for _, c := range newPage(page, nil).cuts() {
			s := page[c.para]
			t.Errorf("cut %s|%s", s[max(0, c.at-20):c.at], s[c.at:min(len(s), c.at+20)])
		}
		if got, at := Repair(page, nil); at != nil || !slices.Equal(got, page) {
			t.Errorf("repaired %q", page[0])
		}
	}
}

// wrapped removes the blank at every wrap of a paragraph, as the old sites
// did, and returns where the blanks were.
func wrapped(s string, columns int) (string, []int) {
	var b strings.Builder
	var at []int
	col := 0
	for i, w := range strings.Split(s, " ") {
		n := utf8.RuneCountInString(w)
		switch {
		case i == 0:
		case col+1+n > columns:
			at = append(at, b.Len())
			col = 0
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(w)
		col += n
	}
	return b.String(), at
}

// TestGluedProse glues the prose at every usual width and counts.
func TestGluedProse(t *testing.T) {
	truly, falsely, missed := 0, 0, 0
	for columns := 60; columns <= 80; columns += 5 {
		for _, page := range prosePages() {
			glued, want := make([]string, len(page)), make([][]int, len(page))
			for i := range page {
				glued[i], want[i] = wrapped(page[i], columns)
			}
			checkRepair(t, glued)
			got, at := Repair(glued, nil)
			for i := range page {
				left := slices.Clone(want[i])
				if at == nil {
					missed += len(left)
					continue
				}
				for n, offset := range at[i] {
					if j := slices.Index(left, offset-n); j >= 0 {
						truly++
						left = slices.Delete(left, j, j+1)
						continue
					}
					falsely++
					t.Logf("false at %d columns: %s|%s", columns, got[i][max(0, offset-20):offset],
						got[i][offset+1:min(len(got[i]), offset+20)])
				}
				missed += len(left)
			}
		}
	}
	precision := float64(truly) / float64(truly+falsely)
	recall := float64(truly) / float64(truly+missed)
	t.Logf("%d places: precision %.4f, recall %.4f", truly+missed, precision, recall)
	if precision < 0.995 || recall < 0.84 {
		t.Errorf("precision %.4f, recall %.4f", precision, recall)
	}
}
