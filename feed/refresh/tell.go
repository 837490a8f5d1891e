package refresh

import (
	"sync"

	"veille/feed"
)

// tell tells of one event at a time.
func (r *run) tell(e Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ctx.Err() == nil {
		r.each(e)
	}
}

// skip tells of a source that is not asked.
func (r *run) skip(a *ask, why Skip, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.Skipped++
	r.each(Event{Source: a.src, Phase: Skipped, Poll: a.poll, Why: why, Err: err})
}

// drop skips a source that was to be asked.
func (r *run) drop(a *ask, why Skip, err error) {
	r.skip(a, why, err)
	r.done()
}

// finish tells of a source whose Poll is kept.
func (r *run) finish(a *ask, p feed.Poll) {
	r.mu.Lock()
	r.sum.Asked++
	r.sum.New += a.kept.New
	r.sum.Updated += a.kept.Updated
	if a.err != nil {
		r.sum.Failed++
	} else if a.unchanged {
		r.sum.Unchanged++
	}
	r.each(Event{Source: a.src, Phase: Finished, Kept: a.kept, Unchanged: a.unchanged, Poll: p, Took: r.o.Now().Sub(a.began), Err: a.err})
	r.mu.Unlock()
	r.done()
}

// done counts a source that is through; after the last the workers go home.
func (r *run) done() {
	r.mu.Lock()
	r.left--
	left := r.left
	r.mu.Unlock()
	if left == 0 {
		r.turns.close()
		return
	}
	r.settle()
}

// stop ends the refresh for an error of the library.
func (r *run) stop(err error) { r.cancel(err) }

// larder knows how many bytes of answers wait to be read.
type larder struct {
	mu     sync.Mutex
	wake   sync.Cond
	have   int
	most   int
	closed bool
}

func newLarder(most int) *larder {
	l := &larder{most: most}
	l.wake.L = &l.mu
	return l
}

// wait waits while too much is there to ask for more.
func (l *larder) wait() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.have >= l.most && !l.closed {
		l.wake.Wait()
	}
}

func (l *larder) add(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.have += n
	l.wake.Broadcast()
}

func (l *larder) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.wake.Broadcast()
}
