package fetch

import (
	"context"
	"slices"
	"sync"
	"time"
)

// turns lets requests start: so many at once overall and per host, with a pause
// between the end of one and the start of the next to the same host. Among the
// hosts that may be asked the one whose request has waited longest comes first,
// so no host holds up another.
type turns struct {
	all, perHost int
	gap          time.Duration

	mu    sync.Mutex
	open  int
	count uint64 // of tickets ever given
	hosts map[string]*line
	lines []*line // those that somebody waits in
	timer *time.Timer
}

// line is what waits for one host.
type line struct {
	open    int
	free    time.Time // no start before
	waiting []*ticket
	place   int // in turns.lines while somebody waits
	bar     bar
}

// bar is a server's word that its host be left alone. The zero bar is none.
type bar struct {
	until  time.Time
	status int
	said   bool // how long, by the server; else by us
}

func (b bar) holds(now time.Time) bool { return now.Before(b.until) }

type ticket struct {
	number uint64
	ready  chan struct{} // closed when the turn has come or the host was barred
	bar    bar
}

// turn is the right to ask a host; end gives it back.
type turn struct {
	t    *turns
	host string
}

func newTurns(all, perHost int, gap time.Duration) *turns {
	return &turns{all: all, perHost: perHost, gap: max(gap, 0), hosts: map[string]*line{}}
}

// wait returns when host may be asked, or is barred, or ctx is done.
func (t *turns) wait(ctx context.Context, host string) (*turn, bar, error) {
	if err := ctx.Err(); err != nil {
		return nil, bar{}, err
	}
	t.mu.Lock()
	l := t.line(host)
	if l.bar.holds(time.Now()) {
		defer t.mu.Unlock()
		return nil, l.bar, nil
	}
	t.count++
	k := &ticket{number: t.count, ready: make(chan struct{})}
	if len(l.waiting) == 0 {
		l.place = len(t.lines)
		t.lines = append(t.lines, l)
	}
	l.waiting = append(l.waiting, k)
	t.deal()
	t.mu.Unlock()

	select {
	case <-k.ready:
	case <-ctx.Done():
		t.leave(host, k)
		return nil, bar{}, ctx.Err()
	}
	if k.bar != (bar{}) {
		return nil, k.bar, nil
	}
	return &turn{t, host}, bar{}, nil
}

// leave takes a ticket out of its line, or gives its turn back if it came in the
// same moment.
func (t *turns) leave(host string, k *ticket) {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.line(host)
	if i := slices.Index(l.waiting, k); i >= 0 {
		l.waiting = slices.Delete(l.waiting, i, i+1)
		t.thin(l)
		return
	}
	if k.bar == (bar{}) {
		t.open--
		l.open--
		t.deal()
	}
}

// thin takes a line in which nobody waits any more out of those looked at.
func (t *turns) thin(l *line) {
	if len(l.waiting) > 0 {
		return
	}
	last := t.lines[len(t.lines)-1]
	t.lines[l.place], last.place = last, l.place
	t.lines[len(t.lines)-1] = nil
	t.lines = t.lines[:len(t.lines)-1]
}

// line returns that of a host. Now and then it forgets the hosts that nothing is
// known of any more.
func (t *turns) line(host string) *line {
	l := t.hosts[host]
	if l != nil {
		return l
	}
	if len(t.hosts) >= 1000 {
		now := time.Now()
		for h, l := range t.hosts {
			if l.open == 0 && len(l.waiting) == 0 && !now.Before(l.free) && !l.bar.holds(now) {
				delete(t.hosts, h)
			}
		}
	}
	l = &line{}
	t.hosts[host] = l
	return l
}

// deal gives out the turns there are, and comes back when a pause ends.
func (t *turns) deal() {
	now := time.Now()
	for t.open < t.all {
		l, next := t.first(now)
		if l == nil {
			t.wake(next, now)
			return
		}
		k := l.waiting[0]
		l.waiting = l.waiting[1:]
		t.thin(l)
		l.open++
		t.open++
		close(k.ready)
	}
}

// first returns the line whose turn it is; if none, the time at which the next
// pause ends, zero for never.
func (t *turns) first(now time.Time) (best *line, next time.Time) {
	for _, l := range t.lines {
		switch {
		case l.open >= t.perHost:
		case now.Before(l.free):
			if next.IsZero() || l.free.Before(next) {
				next = l.free
			}
		case best == nil || l.waiting[0].number < best.waiting[0].number:
			best = l
		}
	}
	return best, next
}

func (t *turns) wake(at, now time.Time) {
	if t.timer != nil {
		t.timer.Stop()
		t.timer = nil
	}
	if at.IsZero() {
		return
	}
	t.timer = time.AfterFunc(at.Sub(now), func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.deal()
	})
}

// end gives a turn back; the pause of its host begins. Ending it again, or none,
// does nothing.
func (k *turn) end() {
	if k == nil || k.t == nil {
		return
	}
	t := k.t
	k.t = nil
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.line(k.host)
	l.open--
	t.open--
	l.free = time.Now().Add(t.gap)
	t.deal()
}

// shut bars a host and sends away who waits for it. Of two bars the longer holds.
func (t *turns) shut(host string, b bar) {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.line(host)
	if b.until.Before(l.bar.until) {
		return
	}
	l.bar = b
	for _, k := range l.waiting {
		k.bar = b
		close(k.ready)
	}
	if len(l.waiting) > 0 {
		l.waiting = nil
		t.thin(l)
	}
}

// bar returns that of a host.
func (t *turns) bar(host string) bar {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.line(host).bar
}
