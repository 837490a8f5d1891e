package main

import (
	"context"
	"iter"
	"sync"
)

// ordered applies f to each item of in on several workers and yields the
// results in the order of the items. At most two results per worker wait to be
// taken, so a slow consumer holds the whole line up. When the consumer stops or
// ctx ends, ordered returns after all its goroutines have.
//
// f must not panic: a panic in a goroutine cannot be caught by the caller.
func ordered[T, R any](ctx context.Context, in iter.Seq[T], workers int, f func(T) R) iter.Seq[R] {
	type job struct {
		item T
		done chan R
	}
	return func(yield func(R) bool) {
		ctx, stop := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer stop()
		jobs := make(chan job)
		line := make(chan chan R, 2*workers)
		running.Go(func() {
			defer close(line)
			defer close(jobs)
			for item := range in {
				j := job{item, make(chan R, 1)}
				select {
				case line <- j.done:
				case <-ctx.Done():
					return
				}
				select {
				case jobs <- j:
				case <-ctx.Done():
					return
				}
			}
		})
		for range workers {
			running.Go(func() {
				for j := range jobs {
					j.done <- f(j.item)
				}
			})
		}
		for done := range line {
			select {
			case r := <-done:
				if !yield(r) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}
