package refresh

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"testing"

	"veille/feed"
)

// Several sources are kept in one call while the library is busy.
func TestRunBundles(t *testing.T) {
	clk, n := newClock(), newNetwork()
	k := &slowShelf{shelf: newShelf(), first: make(chan struct{})}
	for i := range 60 {
		s := sourceAt(fmt.Sprintf("https://h%d.example/", i))
		k.sources = append(k.sources, s)
		n.body(s.Feed, rssOf(fmt.Sprint("H", i), entries(10, fmt.Sprint("h", i))...))
	}
	k.waitFor = func() bool { return n.count() == 60 }
	r := clk.run(t, k, n, Options{})
	if r.sum.New != 600 || len(k.calls) > 30 {
		t.Errorf("%+v in %d calls: %v", r.sum, len(k.calls), k.calls)
	}
	for _, c := range k.calls {
		if c > batchArticles {
			t.Errorf("a call with %d articles", c)
		}
	}
}

// slowShelf takes its first batch only when all others have been asked.
type slowShelf struct {
	*shelf
	once    sync.Once
	first   chan struct{}
	waitFor func() bool
}

func (s *slowShelf) Standings(ctx context.Context, source feed.ID, in []feed.Sent) ([]feed.Standing, error) {
	if s.waitFor() {
		s.once.Do(func() { close(s.first) })
	}
	return s.shelf.Standings(ctx, source, in)
}

func (s *slowShelf) Keep(ctx context.Context, in []feed.Polled) ([]feed.Kept, error) {
	<-s.first
	return s.shelf.Keep(ctx, in)
}

func (s *slowShelf) KeepEach(ctx context.Context, parts iter.Seq[[]feed.Polled], done func([]feed.Kept, error)) {
	keepEach(ctx, s.Keep, parts, done)
}
