package text

import (
	"strings"
	"testing"
)

func TestCleanDropsSequencesWhole(t *testing.T) {
	long := strings.Repeat("x", maxSequence)
	for in, want := range map[string]string{
		"\x1b[31mRed\x1b[0m title":                "Red title",
		"a\x1b]0;owned\ab":                        "ab",
		"a\x1b]52;c;AAAA\x1b\\b":                  "ab",
		"a\x1bP1$r\x1b\\b":                        "ab",
		"a\u009b2Jb\u009d0;x\u009cc":              "abc",
		"a\x1b]0;no end, the text stays":          "a]0;no end, the text stays",
		"a\x1b]0;" + long + "\ab":                 "a]0;" + long + "b",
		"a\x1b]0;cut\nby a line\ab":               "a]0;cut\nby a line" + "b",
		"a\x1b[12":                                "a[12",
		"a\x1b[1\x1b[31mb":                        "a[1b",
		"a\x1b[é":                                 "a[é",
		"an\x1b escape before a word, and at\x1b": "an escape before a word, and at",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
		if again := Clean(Clean(in)); again != Clean(in) {
			t.Errorf("Clean(%q) is not stable", in)
		}
	}
}
