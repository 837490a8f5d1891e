package query

import "testing"

func TestSavedKey(t *testing.T) {
	for in, want := range map[string]string{
		"Morning brief":   "morning brief",
		"morning-brief":   "morning brief",
		" Morning  BRIEF": "morning brief",
		"L'Été (soir)":    "l ete soir",
		"Thời sự":         "thoi su",
		"a/b_c":           "a b c",
		"!!":              "!!",
		"":                "",
	} {
		if got := SavedKey(in); got != want {
			t.Errorf("SavedKey(%q) = %q, want %q", in, got, want)
		}
	}
}
