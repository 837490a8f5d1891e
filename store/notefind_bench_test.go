package store

import (
	"fmt"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

// BenchmarkFindNoted asks for a word in a library where 2,000 articles have a note
// of thirty words.
func BenchmarkFindNoted(b *testing.B) {
	s := newStore(b)
	var in []feed.Incoming
	for i := range 2000 {
		x := sample(i)
		x.Article.Notes = []string{strings.Repeat("to be quoted in the review ", 5) + fmt.Sprint("number", i)}
		in = append(in, x)
	}
	add(b, s, in...)
	for name, w := range map[string]query.Words{"note": {In: "note", Text: "number77"}, "free": {Text: "number77"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if n := find(b, s, w).Len(); n != 1 {
					b.Fatal(n)
				}
			}
		})
	}
}
