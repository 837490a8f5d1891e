package query

import (
	"strings"
	"unicode"

	"veille/feed/text"
)

// SavedKey is the form under which names of saved queries are compared: folded,
// with what is neither letter nor digit as one blank, so that @morning-brief
// finds "Morning brief". A name without any is compared as it is, folded.
func SavedKey(name string) string {
	fold := text.Fold(text.Line(name))
	words := strings.FieldsFunc(fold, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) })
	if len(words) == 0 {
		return fold
	}
	return strings.Join(words, " ")
}
