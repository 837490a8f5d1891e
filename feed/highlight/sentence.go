package highlight

import "veille/feed/text"

// Sentence returns the sentence of s that at stands in, else the next one, else
// the last; an empty range when s has none.
func Sentence(s string, at int) (start, end int) {
	for from, to := range text.Sentences(s) {
		if start, end = from, to; at < to {
			break
		}
	}
	return start, end
}
