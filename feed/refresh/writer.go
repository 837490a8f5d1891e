package refresh

import (
	"fmt"
	"slices"
	"sync"

	"veille/feed"
)

// Sizes of what is written at once and of what may wait for it: enough for the
// library to be fast, little enough for memory.
const (
	batchArticles   = 1000
	waitingArticles = 1500
	chunkArticles   = 250
	waitingBytes    = 24 << 20
	chunkBytes      = 4 << 20
)

// brought is a part of what a source brought; the last one holds its new Poll.
type brought struct {
	a      *ask
	polled feed.Polled
	last   bool
}

func (b *brought) weight() int {
	n := 0
	for i := range b.polled.In {
		n += weigh(&b.polled.In[i])
	}
	return n
}

// weigh is about how many bytes of memory an arrival takes.
func weigh(a *feed.Arrival) int { return 4*len(a.Raw.Bytes) + 1024 }

// writer has what is ready to be kept, of several sources at once, while others
// are being read.
type writer struct {
	mu       sync.Mutex
	wake     sync.Cond
	queue    []brought
	under    []handed // to the library, in their order
	articles int
	bytes    int
	closed   bool
}

func newWriter() *writer {
	w := &writer{}
	w.wake.L = &w.mu
	return w
}

// put hands over what is to be kept, and waits while too much waits already.
func (w *writer) put(b brought) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := b.weight()
	for !w.closed && w.articles > 0 && (w.articles+len(b.polled.In) > waitingArticles || w.bytes+n > waitingBytes) {
		w.wake.Wait()
	}
	if w.closed {
		return
	}
	w.queue = append(w.queue, b)
	w.articles += len(b.polled.In)
	w.bytes += n
	w.wake.Broadcast()
}

// close makes put drop what comes; what has come is still given out unless drop.
func (w *writer) close(drop bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	if drop {
		w.queue = nil
	}
	w.wake.Broadcast()
}

// take waits for what is ready, at most about batchArticles; nil at the end.
func (w *writer) take() []brought {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.queue) == 0 && !w.closed {
		w.wake.Wait()
	}
	n, articles := 0, 0
	for n < len(w.queue) && (n == 0 || articles+len(w.queue[n].polled.In) <= batchArticles) {
		articles += len(w.queue[n].polled.In)
		w.bytes -= w.queue[n].weight()
		n++
	}
	out := w.queue[:n:n]
	w.queue = w.queue[n:]
	w.articles -= articles
	w.wake.Broadcast()
	return out
}

// handed is a batch that the library has and may not have kept yet.
type handed struct {
	batch []brought
	of    []*ask
}

// write keeps everything that comes until the writer is closed.
func (r *run) write() {
	defer r.guard("keep what came")
	r.k.KeepEach(r.ctx, r.batches, func(kept []feed.Kept, err error) {
		defer r.guard("keep what came")
		r.kept(r.out.back(), kept, err)
	})
}

// batches are what is ready, one after another, as the library takes them.
func (r *run) batches(yield func([]feed.Polled) bool) {
	for batch := r.out.take(); len(batch) > 0; batch = r.out.take() {
		polled, of := joined(batch)
		r.out.hand(handed{batch, of})
		if !yield(polled) {
			return
		}
	}
}

func (w *writer) hand(h handed) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.under = append(w.under, h)
}

// back returns the batch that was handed out longest ago.
func (w *writer) back() handed {
	w.mu.Lock()
	defer w.mu.Unlock()
	h := w.under[0]
	w.under = slices.Delete(w.under, 0, 1)
	return h
}

// kept tells of the sources that are done with a batch. An error of the library
// ends the refresh.
func (r *run) kept(h handed, kept []feed.Kept, err error) {
	if err == nil && len(kept) != len(h.of) {
		err = fmt.Errorf("%d answers for %d sources", len(kept), len(h.of))
	}
	if err != nil {
		err = fmt.Errorf("keep what came: %w", err)
		r.unkept(h.batch, err)
		r.stop(err)
		return
	}
	for i, k := range kept {
		a := h.of[i]
		a.kept.New += k.New
		a.kept.Updated += k.Updated
		a.kept.Same += k.Same
		a.kept.IDs = append(a.kept.IDs, k.IDs...)
		a.kept.Refused = append(a.kept.Refused, k.Refused...)
	}
	for i := range h.batch {
		if b := &h.batch[i]; b.last {
			r.finish(b.a, b.polled.Poll)
		}
	}
}

// unkept tells of sources whose articles the library could not take.
func (r *run) unkept(batch []brought, err error) {
	if r.ctx.Err() != nil {
		return
	}
	for i := range batch {
		if a := batch[i].a; batch[i].last {
			p := a.poll
			p.Trouble, p.Message = feed.TroubleKeep, oneLine(err)
			a.err = err
			r.finish(a, p)
		}
	}
}

// joined puts the parts of one source together. The batch keeps no articles.
func joined(batch []brought) (polled []feed.Polled, of []*ask) {
	at := make(map[*ask]int, len(batch))
	for i := range batch {
		b := &batch[i]
		j, ok := at[b.a]
		if !ok {
			at[b.a] = len(polled)
			polled, of = append(polled, b.polled), append(of, b.a)
		} else {
			in := append(polled[j].In[:len(polled[j].In):len(polled[j].In)], b.polled.In...)
			polled[j] = b.polled
			polled[j].In = in
		}
		b.polled.In = nil
	}
	return polled, of
}
