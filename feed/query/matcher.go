package query

import "veille/feed/text"

// Matcher returns what finds the words in one text of an article; the article
// has them when one of its texts does.
func (w Words) Matcher() text.Matcher {
	s := w.Text
	if w.Prefix {
		s += "*"
	}
	if w.Near > 0 {
		return text.NewNear(s, w.Near)
	}
	return text.NewMatcher(s, w.Phrase)
}
