package export

import (
	"iter"

	"veille/feed"
)

// readAhead bounds the articles that wait for their writer: enough for two that
// take turns unevenly, little beside what a writer holds.
const readAhead = 16

// ahead reads articles beside their writer, as reading takes about as long as
// writing. When the loop over it ends, however it does, in is no longer read.
func ahead(in iter.Seq2[feed.Article, error]) iter.Seq2[feed.Article, error] {
	type read struct {
		article feed.Article
		err     error
	}
	return func(yield func(feed.Article, error) bool) {
		waiting, stop := make(chan read, readAhead), make(chan struct{})
		go func() {
			defer close(waiting)
			for a, err := range in {
				select {
				case waiting <- read{a, err}:
				case <-stop:
					return
				}
			}
		}()
		defer func() {
			close(stop)
			for range waiting {
			}
		}()
		for r := range waiting {
			if !yield(r.article, r.err) {
				return
			}
		}
	}
}
