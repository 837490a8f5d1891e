package refresh

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

// enoughHosts is after how many hosts that cannot be reached, all of which could
// at the last refresh, no more are tried.
const enoughHosts = 8

// enoughMute is after how many requests in a row of which nothing came a host is
// not asked any more: each costs its pause, and often a long wait.
const enoughMute = 2

// shut is a host that is not asked any more in this refresh.
type shut struct {
	why   Skip
	until time.Time // of SkipHost: it asked to be left alone until then
}

// heed draws from the outcome of a request what it says of its host.
func (r *run) heed(req *fetch.Request, err error) {
	if r.ctx.Err() != nil {
		return
	}
	host, e := hostOf(req.URL), &fetch.Error{}
	if err != nil {
		if e = asError(err); e.URL != "" {
			host = hostOf(e.URL) // a redirect led there
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err != nil && unreachable(e):
		if r.mute[host]++; r.mute[host] >= enoughMute {
			r.shut[host] = shut{why: SkipMute}
		}
	case e.Trouble == feed.TroubleBusy && (e.Status == 429 || e.RetryAfter > 0):
		r.shut[host] = shut{SkipHost, r.o.Now().Add(cmp.Or(e.RetryAfter, usualBar))}
	default:
		delete(r.mute, host)
	}
}

// held keeps back failures that may be none of the sources' fault until that is
// known: this computer may be without network, or a network may answer in place
// of the servers.
type held struct {
	list    []failure
	reached bool // some server answered, whatever it said
	good    bool // some feed could be read
	gaveUp  bool // enough were tried
}

type failure struct {
	a    *ask
	err  *fetch.Error
	host string   // where the answer came from
	body [32]byte // hash of it
}

// unreachable reports whether nothing at all came.
func unreachable(e *fetch.Error) bool {
	switch e.Trouble {
	case feed.TroubleOffline, feed.TroubleHost, feed.TroubleConnect, feed.TroubleTimeout:
		return e.Status == 0
	}
	return false
}

// strange reports whether something other than the server may have answered.
func strange(e *fetch.Error) bool {
	return e.Trouble == feed.TroubleNotFeed || e.Trouble == feed.TroubleTLS
}

// wasWell reports whether a source could be read the last time: its failure now
// tells something of the network.
func (f *failure) wasWell() bool { return f.a.poll.Failures == 0 && !f.a.poll.Good.IsZero() }

// failed blames a source for its failure, or keeps it back.
func (r *run) failed(a *ask, e *fetch.Error, res fetch.Response) {
	f := failure{a: a, err: e}
	if strange(e) {
		f.host, f.body = hostOf(res.URL), sha256.Sum256(res.Body)
	}
	if errors.Is(e, fetch.ErrBarred) { // it was not asked at all
		r.drop(a, SkipHost, nil)
		return
	}
	r.mu.Lock()
	hold := unreachable(e) && !r.held.reached || strange(e) && !r.held.good
	if hold {
		r.held.list = append(r.held.list, f)
	}
	r.mu.Unlock()
	if !unreachable(e) {
		r.reached(false)
	}
	if !hold {
		r.blame(&f)
		return
	}
	r.settle()
}

// good notes that a feed could be read: there is a network, and no portal.
func (r *run) good() { r.reached(true) }

// reached notes that a server answered, and blames the sources whose failures
// are now known to be their own.
func (r *run) reached(good bool) {
	r.mu.Lock()
	if r.held.reached && (r.held.good || !good) {
		r.mu.Unlock()
		return
	}
	r.held.reached = true
	r.held.good = r.held.good || good
	var blamed, rest []failure
	for _, f := range r.held.list {
		if strange(f.err) && !r.held.good {
			rest = append(rest, f)
		} else {
			blamed = append(blamed, f)
		}
	}
	r.held.list = rest
	r.mu.Unlock()
	for i := range blamed {
		r.blame(&blamed[i])
	}
}

// blame keeps the failure of a source.
func (r *run) blame(f *failure) {
	e := *f.err
	if e.Trouble == feed.TroubleOffline { // others were reached
		e.Trouble = feed.TroubleConnect
	}
	p := failed(f.a.poll, &e, r.o.Now(), r.o.Interval)
	f.a.err = &e
	r.out.put(brought{a: f.a, last: true, polled: feed.Polled{Source: f.a.src.ID, Asked: f.a.src.Feed, Poll: p}})
}

// notNow says whether what came in meanwhile speaks against asking a host.
func (r *run) notNow(host string) Skip {
	r.mu.Lock()
	defer r.mu.Unlock()
	if why := r.shut[host].why; why != NotSkipped {
		return why
	}
	if !r.held.reached && r.held.hosts() >= enoughHosts {
		r.held.gaveUp = true
	}
	if r.held.gaveUp && !r.held.reached {
		return SkipOffline
	}
	return NotSkipped
}

// hosts counts the hosts that could be reached the last time, and not now.
func (h *held) hosts() int {
	seen := map[string]bool{}
	for i := range h.list {
		if f := &h.list[i]; unreachable(f.err) && f.wasWell() {
			seen[f.a.host] = true
		}
	}
	return len(seen)
}

// offline reports whether nothing of what is kept back could be reached for want
// of a network.
func (h *held) offline() bool {
	if h.reached {
		return false
	}
	for i := range h.list {
		if h.list[i].err.Trouble == feed.TroubleOffline {
			return true
		}
	}
	return h.gaveUp || h.hosts() >= 2
}

// portal returns the host that answered in place of at least two others, "" for
// none.
func (h *held) portal() string {
	if h.good {
		return ""
	}
	hosts, bodies := map[string]string{}, map[[32]byte]string{}
	for i := range h.list {
		f := &h.list[i]
		if f.err.Trouble != feed.TroubleNotFeed || !f.wasWell() {
			continue
		}
		if at, ok := hosts[f.host]; ok && at != f.a.host {
			return f.host
		}
		if at, ok := bodies[f.body]; ok && at != f.a.host {
			return f.host
		}
		hosts[f.host], bodies[f.body] = f.a.host, f.a.host
	}
	return ""
}

// settle decides about what is kept back once nothing else is under way.
func (r *run) settle() {
	r.mu.Lock()
	if len(r.held.list) == 0 && !r.held.gaveUp || r.left > len(r.held.list) {
		r.mu.Unlock()
		return
	}
	list := r.held.list
	offline, portal := r.held.offline(), r.held.portal()
	r.held.list = nil
	r.sum.Offline, r.sum.Portal = r.sum.Offline || offline, portal
	r.mu.Unlock()
	for i := range list {
		f := &list[i]
		switch {
		case offline && unreachable(f.err):
			r.drop(f.a, SkipOffline, f.err)
		case portal != "" && strange(f.err):
			r.drop(f.a, SkipPortal, f.err)
		default:
			r.blame(f)
		}
	}
}
