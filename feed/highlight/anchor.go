package highlight

import (
	"strings"

	"veille/feed"
)

// Anchor returns a highlight with the place of its passage in the present text of
// the article; its range is empty when the passage is not there any more.
func Anchor(a *feed.Article, h feed.Highlight) feed.Highlight {
	s := a.In(h.Field)
	if h.Quote != "" && h.Start >= 0 && h.Start < h.End && h.End <= len(s) && s[h.Start:h.End] == h.Quote {
		return h
	}
	h.Start, h.End = 0, 0
	if i := strings.Index(s, h.Quote); i >= 0 && h.Quote != "" {
		h.Start, h.End = i, i+len(h.Quote)
	}
	return h
}
