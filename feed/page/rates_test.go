package page_test

import (
	"slices"
	"strings"
	"testing"
)

// TestRateTables holds that a table of rates goes with its label, and that what
// else stands above it stays.
func TestRateTables(t *testing.T) {
	head := "Mole reopens after three winters\n\n" + mole + "\n\n" + stall + "\n\n"
	want := "title: Mole reopens after three winters\nbody: " + mole + "\nbody: " + stall + "\n"
	for tail, more := range map[string]string{
		"Exchange rate\nNVD 25,120 25,450\nTRL 26,910 28,380\n":              "",
		"Exchange Rates\n\nNVD 25,120 25,450\nTRL 26,910 28,380\n":           "",
		"Rates of the harbour bank\nNVD 25,120\n":                            "",
		"Gold price\nNVD\n25,120\n25,450\nTRL\n26,910\n28,380\n":             "",
		"Gold price\n\nNVD\n\n25,120\n\nTRL\n\n26,910\n":                     "",
		"Ana Lind\nNVD 25,120 25,450\nTRL 26,910 28,380\n":                   "author: Ana Lind\nbyline: Ana Lind\n",
		"Boats pay in the coin of Teral now.\nNVD 25,120 25,450\n":           "body: Boats pay in the coin of Teral now.\n",
		"Gold price\nNVD 25,120\n\nThe bank opens again on Monday at ten.\n": "body: The bank opens again on Monday at ten.\n",
	} {
		a := readText(t, head+tail)
		got := outline(&a)
		if !sameLines(got, want+more) {
			t.Errorf("%q: got\n%s\nwant\n%s", tail, got, want+more)
		}
	}
	if a := readText(t, "Exchange rate\nNVD 25,120 25,450\n\n"+mole+"\n\n"+stall+"\n"); a.Title != "Exchange rate" {
		t.Errorf("title %q", a.Title)
	}
}

// sameLines compares two outlines whatever the order of their lines.
func sameLines(a, b string) bool {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}
