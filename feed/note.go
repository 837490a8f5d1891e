package feed

import "strings"

// JoinNotes returns the notes of an article as the one text that is shown and
// edited: an import may have brought several.
func JoinNotes(notes []string) string { return strings.Join(notes, "\n\n") }
