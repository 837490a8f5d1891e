package main

import (
	"context"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
)

func count(n int) func(context.Context) iter.Seq[int] {
	return func(context.Context) iter.Seq[int] {
		return func(yield func(int) bool) {
			for i := range n {
				if !yield(i) {
					return
				}
			}
		}
	}
}

func TestOrdered(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		got := slices.Collect(ordered(context.Background(), count(1000), workers, func(i int) int { return i * i }))
		if len(got) != 1000 {
			t.Fatalf("%d workers: %d results", workers, len(got))
		}
		for i, v := range got {
			if v != i*i {
				t.Fatalf("%d workers: result %d is %d", workers, i, v)
			}
		}
	}
}

// TestOrderedStops holds that leaving early, or the end of the context, ends
// all workers and reads no more than what may wait in the line.
func TestOrderedStops(t *testing.T) {
	var read atomic.Int64
	f := func(i int) int { read.Add(1); return i }
	for v := range ordered(context.Background(), count(1<<40), 3, f) {
		if v == 10 {
			break
		}
	}
	if n := read.Load(); n > 10+1+2*3+3+1 {
		t.Errorf("worked on %d items for 11 results", n)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	n := 0
	for range ordered(ctx, count(1<<40), 3, f) {
		if n++; n == 5 {
			stop()
		}
	}
	if n > 5+2*3+1 {
		t.Errorf("%d results after the end", n)
	}
}
