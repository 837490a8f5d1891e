package export

import (
	"errors"
	"testing"

	"veille/feed"
)

// Articles and errors come in their order, and a loop that ends early has ended
// the reading before it returns.
func TestAhead(t *testing.T) {
	broken := errors.New("broken")
	for _, stopAt := range []int{0, 1, readAhead, 3 * readAhead, 5 * readAhead} {
		reading, given := true, 0
		in := func(yield func(feed.Article, error) bool) {
			defer func() { reading = false }()
			for i := range 4 * readAhead {
				var err error
				if i%7 == 3 {
					err = broken
				}
				if !yield(feed.Article{Head: feed.Head{Words: i}}, err) {
					return
				}
			}
		}
		for a, err := range ahead(in) {
			if a.Words != given || (err != nil) != (given%7 == 3) {
				t.Fatalf("article %d came as %d with %v", given, a.Words, err)
			}
			if given++; given > stopAt {
				break
			}
		}
		if reading {
			t.Errorf("still reading after a loop of %d", stopAt)
		}
		if want := min(stopAt+1, 4*readAhead); given != want {
			t.Errorf("a loop to %d was given %d articles, want %d", stopAt, given, want)
		}
	}
}
