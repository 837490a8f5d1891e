package highlight

import (
	"veille/feed"
	"veille/feed/text"
)

// Sentences are the sentences of an article in reading order: of its standfirst,
// then of its body.
func Sentences(a *feed.Article) (out []feed.Range) {
	for _, f := range []feed.Field{feed.InStandfirst, feed.InBody} {
		for start, end := range text.Sentences(a.In(f)) {
			out = append(out, feed.Range{Field: f, Start: start, End: end})
		}
	}
	return out
}

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
