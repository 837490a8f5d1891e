package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// maxWorkers keeps memory small on large machines: each has a codec.
const maxWorkers = 8

// eachOn runs work for 0 to n-1, on as many cores as there are, and stops at
// the first error or when ctx ends. A panic of ours becomes an error: in a
// goroutine nobody else could catch it, and the terminal would stay raw.
func eachOn(ctx context.Context, n int, work func(i int) error) error {
	// Who reads beside has more processors than cores.
	return eachOf(ctx, min(runtime.GOMAXPROCS(0), runtime.NumCPU(), maxWorkers), n, work)
}

// eachOf is eachOn on so many cores at most.
func eachOf(ctx context.Context, workers, n int, work func(i int) error) error {
	var next atomic.Int64
	var failed atomic.Bool
	workers = min(workers, n)
	errs := make([]error, workers)
	run := func(w int) {
		defer func() {
			if r := recover(); r != nil {
				errs[w] = fmt.Errorf("own fault: %v", r)
			}
			if errs[w] != nil {
				failed.Store(true)
			}
		}()
		for !failed.Load() {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			if errs[w] = ctx.Err(); errs[w] != nil {
				return
			}
			if errs[w] = work(i); errs[w] != nil {
				return
			}
		}
	}
	var wg sync.WaitGroup
	for w := 1; w < workers; w++ {
		wg.Go(func() { run(w) })
	}
	if workers > 0 {
		run(0)
	}
	wg.Wait()
	return errors.Join(errs...)
}
