package main

import (
	"context"
	"io"
)

// interruptible is a reader that gives up when its context ends, even while
// nothing comes: a pipe that somebody holds open cannot be read with a time
// limit. The goroutine that waits for the pipe is then left behind; it ends
// with the program or when something comes.
type interruptible struct {
	ctx  context.Context //nolint:containedctx // io.Reader has no place for it
	r    io.Reader
	buf  []byte
	rest []byte
	err  error
	done chan int // bytes read into buf; nil while no read is under way
}

func newInterruptible(ctx context.Context, r io.Reader) *interruptible {
	return &interruptible{ctx: ctx, r: r, buf: make([]byte, 64<<10)}
}

func (r *interruptible) Read(p []byte) (int, error) {
	if len(r.rest) == 0 && r.err == nil {
		if r.done == nil {
			r.done = make(chan int, 1)
			go func(done chan<- int) {
				n, err := r.r.Read(r.buf)
				r.err = err // seen by the receiver: the send comes after
				done <- n
			}(r.done)
		}
		select {
		case n := <-r.done:
			r.done, r.rest = nil, r.buf[:n]
		case <-r.ctx.Done():
			return 0, r.ctx.Err()
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	if n == 0 && len(r.rest) == 0 {
		return 0, r.err
	}
	return n, nil
}
