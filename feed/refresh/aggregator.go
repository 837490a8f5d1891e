package refresh

import (
	"strings"
	"unicode"

	"veille/feed/parse"
	"veille/feed/text"
)

// headline is the title of an item without the name of the publication that an
// aggregator took it from and put behind it.
func headline(it *parse.Item) string {
	if it.Source == "" {
		return it.Title
	}
	head, ok := strings.CutSuffix(it.Title, it.Source)
	if !ok {
		return it.Title
	}
	for _, dash := range []string{" - ", " – ", " — ", " | "} {
		if cut, ok := strings.CutSuffix(head, dash); ok && strings.TrimSpace(cut) != "" {
			return strings.TrimSpace(cut)
		}
	}
	return it.Title
}

// repeats holds when all that stands in the text of an item from an aggregator
// is its title and the name of the publication: that is no text.
func repeats(html, title, source string) bool {
	const maxRepeat = 8 << 10
	return source != "" && title != "" && len(html) <= maxRepeat &&
		bareWords(plain(html, maxRepeat)) == bareWords(title+" "+source)
}

// bareWords folds s to its words and their order.
func bareWords(s string) string {
	return strings.Join(strings.FieldsFunc(text.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), " ")
}
