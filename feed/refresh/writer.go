package refresh

import (
	"fmt"
	"sync"

	"veille/feed"
)

// Sizes of what is written at once and of what may wait for it: enough for the
// library to be fast, little enough for memory.
const (
	batchArticles   = 1000
	waitingArticles = 1000
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

// writer keeps what is ready, of several sources at once, while others are being
// read.
type writer struct {
	mu       sync.Mutex
	wake     sync.Cond
	queue    []brought
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

// write keeps everything that comes until the writer is closed.
func (r *run) write() {
	for {
		batch := r.out.take()
		if len(batch) == 0 {
			return
		}
		if err := r.keep(batch); err != nil {
			r.stop(err)
			return
		}
	}
}

// keep keeps one batch and tells of the sources that are done with it.
func (r *run) keep(batch []brought) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("keep what came: own fault: %v", v)
		}
	}()
	polled, of := joined(batch)
	kept, err := r.k.Keep(r.ctx, polled)
	if err != nil {
		err = fmt.Errorf("keep what came: %w", err)
	} else if len(kept) != len(polled) {
		err = fmt.Errorf("keep what came: %d answers for %d sources", len(kept), len(polled))
	}
	if err != nil {
		r.unkept(batch, err)
		return err
	}
	for i, k := range kept {
		a := of[i]
		a.kept.New += k.New
		a.kept.Updated += k.Updated
		a.kept.Same += k.Same
		a.kept.IDs = append(a.kept.IDs, k.IDs...)
		a.kept.Refused = append(a.kept.Refused, k.Refused...)
	}
	for i := range batch {
		if batch[i].last {
			r.finish(batch[i].a, batch[i].polled.Poll)
		}
	}
	return nil
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

// joined puts the parts of one source together.
func joined(batch []brought) (polled []feed.Polled, of []*ask) {
	at := make(map[*ask]int, len(batch))
	for i := range batch {
		b := &batch[i]
		j, ok := at[b.a]
		if !ok {
			at[b.a] = len(polled)
			polled, of = append(polled, b.polled), append(of, b.a)
			continue
		}
		in := append(polled[j].In[:len(polled[j].In):len(polled[j].In)], b.polled.In...)
		polled[j] = b.polled
		polled[j].In = in
	}
	return polled, of
}
