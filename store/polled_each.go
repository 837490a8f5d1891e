package store

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"veille/feed"
)

// KeepEach takes in one part after another as Keep does, and prepares a part while
// the one before is being written. Done is told what came of each as soon as that
// is settled, in their order, by one goroutine at a time. After an error no more
// parts are taken, and one that was taken before is told the same error.
func (s *Store) KeepEach(ctx context.Context, parts iter.Seq[[]feed.Polled], done func([]feed.Kept, error)) {
	k := &keeping{store: s, ctx: ctx, done: done, seen: map[feed.ID]*seen{}, tending: tending{store: s, ctx: ctx}}
	k.size = min(max(int(s.batch.Load()), firstBatch), lastBatch)
	defer func() {
		_ = k.wait() // told already
		k.tending.end()
		s.batch.Store(int32(k.size))
		k.words.release()
	}()
	for in := range parts {
		p := &intake{in: slices.Clone(in), out: make([]feed.Kept, len(in))}
		err := k.take(p)
		if err == nil {
			continue
		}
		if werr := k.wait(); p.told { // the fault of an earlier batch, that was told of it
			return
		} else if werr != nil {
			err = werr
		}
		done(p.out, err)
		return
	}
}

// keeping is one call of KeepEach: a batch is prepared while the one before is
// being written.
type keeping struct {
	store   *Store
	ctx     context.Context //nolint:containedctx // lives as long as one call of KeepEach
	done    func([]feed.Kept, error)
	size    int
	batch   int               // number of the one that is prepared
	seen    map[feed.ID]*seen // by source: what is kept and may not have been written when the batch is judged
	words   gathering
	tending tending // of the goroutine that writes
	writing chan polledWritten
}

// intake is what is taken in at once.
type intake struct {
	in      []feed.Polled // without the arrivals of those that are prepared
	out     []feed.Kept
	polled  int // where the next batch begins
	arrival int
	told    bool // done has been told; of the goroutine that writes, until it is waited for
}

func (k *keeping) take(p *intake) error {
	if err := k.byHand(p); err != nil {
		return err
	}
	for {
		b := p.next(k.size)
		if err := k.flush(b); err != nil || b.last {
			return err
		}
	}
}

// polledWritten is what came of a batch for those that follow.
type polledWritten struct {
	crowd crowd
	err   error
}

func (k *keeping) flush(b *polledBatch) error {
	if err := k.judge(b); err != nil {
		return err
	}
	ready, err := k.prepare(b)
	if err != nil {
		return err
	}
	if err := k.wait(); err != nil {
		return err
	}
	k.writing = make(chan polledWritten, 1)
	go func(out chan<- polledWritten) {
		var w polledWritten
		defer func() {
			if r := recover(); r != nil {
				w.err = fmt.Errorf("own fault: %v", r)
			}
			out <- w
		}()
		w.crowd, w.err = k.write(b, ready)
		if w.err != nil && !b.of.told {
			b.of.told = true
			k.done(b.of.out, w.err)
		}
	}(k.writing)
	return nil
}

// write writes a batch and tells of what is through.
func (k *keeping) write(b *polledBatch, ready readied) (c crowd, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("own fault: %v", r)
		}
	}()
	ready.blocks = ready.words.blocks(ready.places) // meanwhile the next batch is prepared
	var kept map[int]*feed.Kept
	if len(b.work)+len(b.ended) > 0 {
		if kept, c, err = k.store.keepPolled(k.ctx, b, ready); err != nil {
			return c, err
		}
	}
	b.count(kept)
	if b.last {
		b.of.told = true
		k.done(b.of.out, nil)
	}
	if len(b.work) > 0 {
		k.tending.step()
	}
	return c, nil
}

// count adds what came of a batch to what came of all that was taken in with it.
func (b *polledBatch) count(kept map[int]*feed.Kept) {
	for _, r := range b.refused {
		o := &b.of.out[r.polled]
		o.Refused = append(o.Refused, r.err)
	}
	for i, got := range kept {
		o := &b.of.out[i]
		o.New, o.Updated, o.Same = o.New+got.New, o.Updated+got.Updated, o.Same+got.Same
		o.IDs = append(o.IDs, got.IDs...)
		o.Refused = append(o.Refused, got.Refused...)
	}
}

// wait waits for the batch that is being written.
func (k *keeping) wait() error {
	if k.writing == nil {
		return nil
	}
	w := <-k.writing
	k.writing = nil
	if w.err != nil {
		return w.err
	}
	switch {
	case w.crowd.wanted || w.crowd.waited > shortWait:
		k.size = firstBatch
	case w.crowd.waited == 0:
		k.size = min(2*k.size, lastBatch)
	}
	return nil
}
