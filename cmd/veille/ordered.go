package main

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// ticket is an item with the place where its result will be.
type ticket[T, R any] struct {
	item T
	done chan R
}

// ordered applies f to each item on several workers and yields the results in
// the order of the items. The items come from in, whose context ends when the
// consumer stops: it must not wait for anything longer than that. At most two results per worker wait to be
// taken, so a slow consumer holds the whole line up. When the consumer stops or
// ctx ends, ordered returns after all its goroutines have.
//
// f must not panic: a panic in a goroutine cannot be caught by the caller.
func ordered[T, R any](ctx context.Context, in func(context.Context) iter.Seq[T], workers int, f func(T) R) iter.Seq[R] {
	workers = min(workers, runtime.NumCPU()) // the reader has more processors than cores
	return func(yield func(R) bool) {
		ctx, stop := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer stop()
		jobs := make(chan ticket[T, R])
		line := make(chan ticket[T, R], 2*workers)
		running.Go(func() { hand(ctx, in(ctx), line, jobs) })
		for range workers {
			running.Go(func() {
				for j := range jobs {
					j.done <- f(j.item)
				}
			})
		}
		for t := range line {
			select {
			case r := <-t.done:
				if !yield(r) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// hand puts each item into the line of results and then before the workers.
func hand[T, R any](ctx context.Context, in iter.Seq[T], line, jobs chan<- ticket[T, R]) {
	defer close(line)
	defer close(jobs)
	for item := range in {
		t := ticket[T, R]{item, make(chan R, 1)}
		for _, to := range []chan<- ticket[T, R]{line, jobs} {
			select {
			case to <- t:
			case <-ctx.Done():
				return
			}
		}
	}
}
