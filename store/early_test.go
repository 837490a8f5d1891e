package store

import (
	"context"
	"errors"
	"runtime"
	"testing"

	"veille/feed"
)

// TestCatchUpEndsEarly ends the work as soon as it has told of anything, as a verb does
// whose time for it is over: what was told of is kept, and the next call does the rest.
func TestCatchUpEndsEarly(t *testing.T) {
	s := scoredStore(t)
	addTitled(t, s, 12, 300)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	kept, toldOf := 0, 0
	_, err := s.CatchUp(ctx, 0, func(done, left int) {
		kept, toldOf = done, done+left
		cancel()
	})
	if !errors.Is(err, context.Canceled) || kept == 0 || kept >= 312 || toldOf != 312 {
		t.Fatalf("%d kept of %d, %v", kept, toldOf, err)
	}
	left, err := s.Backlog(t.Context())
	if err != nil || left.Suggestions != 312-kept || left.Stories != 312-kept {
		t.Errorf("after %d left is %+v, %v", kept, left, err)
	}
	sound(t, s)
	first := -1
	if _, err := s.CatchUp(t.Context(), 0, func(done, left int) {
		if first < 0 {
			first = done + left
		}
	}); err != nil || first != 312-kept {
		t.Errorf("the next call does %d, %v", first, err)
	}
	catchUp(t, s)
	sound(t, s)
	if got := asked(t, s, "sug:weather -is:trashed"); got != "0 3 6 9 12 15 18 21 24 27 30 33 36 39" {
		t.Errorf("weather is %s", got)
	}
}

// TestGatheringHoldsTables takes a table again after collections of garbage, and hands
// it on empty where a batch has ended in the midst.
func TestGatheringHoldsTables(t *testing.T) {
	var g gathering
	x := g.take()
	x.add(0, &feed.Article{Head: feed.Head{Title: "Quay"}})
	g.give(x)
	if parts, err := g.postings(t.Context()); err != nil || len(parts) != 1 || len(parts[0].ends) == 0 {
		t.Fatal(len(parts), err)
	}
	runtime.GC()
	runtime.GC()
	if y := g.take(); y != x {
		t.Error("the table is another one")
	}
	x.add(3, &feed.Article{Head: feed.Head{Title: "Gale"}})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.postings(ended); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	g.release()
	if p := x.sorted(); len(p.ends)+len(p.arts)+len(p.names) > 0 {
		t.Errorf("it has %d terms still", len(p.ends))
	}
	if len(g.free)+len(g.all) > 0 {
		t.Error("it holds on to tables")
	}
}
