package refresh

import "sync"

// job is one request to a server and what follows from it. Its run calls free as
// soon as the server is done with, so that the next may ask it.
type job struct {
	host string
	page bool // of an article: those of feeds go before
	run  func(free func())
}

// turns hands out jobs: feeds before pages, hosts in turn, and only so many of
// one host at once, so that a host with many sources or a slow one does not take
// all workers.
type turns struct {
	mu      sync.Mutex
	wake    sync.Cond
	perHost int
	hosts   map[string]*line
	ring    []*line
	next    int
	closed  bool
}

// line is what waits for one host.
type line struct {
	feeds, pages []job
	busy         int
}

func newTurns(perHost int) *turns {
	t := &turns{perHost: perHost, hosts: map[string]*line{}}
	t.wake.L = &t.mu
	return t
}

func (t *turns) push(jobs ...job) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, j := range jobs {
		l := t.hosts[j.host]
		if l == nil {
			l = &line{}
			t.hosts[j.host] = l
			t.ring = append(t.ring, l)
		}
		if j.page {
			l.pages = append(l.pages, j)
		} else {
			l.feeds = append(l.feeds, j)
		}
	}
	t.wake.Broadcast()
}

// close lets workers go home.
func (t *turns) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	t.wake.Broadcast()
}

// pop waits for a job; false when there will be none any more. The caller calls
// free once.
func (t *turns) pop() (j job, free func(), ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for !t.closed {
		if j, l := t.pick(false); l != nil {
			return j, t.freer(l), true
		}
		if j, l := t.pick(true); l != nil {
			return j, t.freer(l), true
		}
		t.wake.Wait()
	}
	return job{}, nil, false
}

func (t *turns) pick(pages bool) (job, *line) {
	for i := range t.ring {
		at := (t.next + i) % len(t.ring)
		l := t.ring[at]
		q := &l.feeds
		if pages {
			q = &l.pages
		}
		if len(*q) == 0 || l.busy >= t.perHost {
			continue
		}
		j := (*q)[0]
		*q = (*q)[1:]
		l.busy++
		t.next = at + 1
		return j, l
	}
	return job{}, nil
}

// freer returns the function that gives the turn back; more than once is once.
func (t *turns) freer(l *line) func() {
	return sync.OnceFunc(func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		l.busy--
		t.wake.Broadcast()
	})
}

// gate bounds how many bodies are taken apart at once, by number and by bytes: a
// tree takes many times the memory of its text. One alone is always let in.
type gate struct {
	mu     sync.Mutex
	wake   sync.Cond
	room   int // of bodies at once
	bytes  int // of all of them
	inside int
	within int
}

func newGate(room, bytes int) *gate {
	g := &gate{room: room, bytes: bytes}
	g.wake.L = &g.mu
	return g
}

// enter waits for room; the caller calls the result once.
func (g *gate) enter(n int) (leave func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.inside > 0 && (g.inside >= g.room || g.within+n > g.bytes) {
		g.wake.Wait()
	}
	g.inside++
	g.within += n
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.inside--
		g.within -= n
		g.wake.Broadcast()
	})
}

// larder bounds the bytes of answers that have come and wait to be read, or are
// about to come: how long these will be is guessed from those before.
type larder struct {
	mu     sync.Mutex
	wake   sync.Cond
	most   int
	have   int
	coming int
	usual  int // bytes of an answer, a running mean
	closed bool
}

// firstGuess is what an answer is taken to have before any has come.
const firstGuess = 2 << 20

func newLarder(most int) *larder {
	l := &larder{most: most, usual: firstGuess}
	l.wake.L = &l.mu
	return l
}

// expect waits until there is room for one more answer; where there is none at
// all, one may be as long as it likes.
func (l *larder) expect() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.full() && !l.closed {
		l.wake.Wait()
	}
	l.coming++
}

func (l *larder) full() bool {
	return l.have+l.coming > 0 && l.have+(l.coming+1)*l.usual > l.most
}

// came takes in an answer of so many bytes, 0 for none that is kept.
func (l *larder) came(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.coming--
	l.have += n
	l.usual += (n - l.usual) / 8
	l.wake.Broadcast()
}

// eaten gives the room of an answer back.
func (l *larder) eaten(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.have -= n
	l.wake.Broadcast()
}

func (l *larder) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.wake.Broadcast()
}
