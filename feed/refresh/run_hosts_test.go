package refresh

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

func TestRunOffline(t *testing.T) {
	good := feed.Poll{Tried: noon.Add(-30 * day), Good: noon.Add(-30 * day), Due: noon.Add(-29 * day), ETag: `"a"`}
	dead := good
	dead.Failures, dead.Trouble, dead.Since = 3, feed.TroubleHost, good.Tried
	for _, c := range []struct {
		name     string
		troubles []feed.Trouble
		poll     feed.Poll
		offline  bool
	}{
		{"no network", []feed.Trouble{feed.TroubleOffline, feed.TroubleOffline}, good, true},
		{"no network, one source", []feed.Trouble{feed.TroubleOffline}, good, true},
		{"no network, never asked", []feed.Trouble{feed.TroubleOffline, feed.TroubleHost}, feed.Poll{}, true},
		{"names do not resolve", []feed.Trouble{feed.TroubleHost, feed.TroubleHost, feed.TroubleTimeout}, good, true},
		{"refused everywhere", []feed.Trouble{feed.TroubleConnect, feed.TroubleConnect}, good, true},
		{"one host that is not there", []feed.Trouble{feed.TroubleHost}, good, false},
		{"hosts that were not there before", []feed.Trouble{feed.TroubleHost, feed.TroubleHost}, dead, false},
		{"new hosts that are not there", []feed.Trouble{feed.TroubleHost, feed.TroubleConnect}, feed.Poll{}, false},
		{"one answers, with a fault", []feed.Trouble{feed.TroubleOffline, feed.TroubleHost, feed.TroubleServer}, good, false},
	} {
		clk, n, k := newClock(), newNetwork(), newShelf()
		for i, tr := range c.troubles {
			s := sourceAt(fmt.Sprintf("https://h%d.example/", i))
			status := 0
			if tr == feed.TroubleServer {
				status = 500
			}
			n.fails(s.Feed, tr, status)
			k.sources = append(k.sources, s)
			k.polls[s.ID] = c.poll
		}
		r := clk.run(t, k, n, Options{})
		if r.err != nil || r.sum.Offline != c.offline {
			t.Errorf("%s: %+v, %v", c.name, r.sum, r.err)
		}
		for _, s := range k.sources {
			e := r.last(s.ID)
			if blamed := k.poll(s) != c.poll; blamed == c.offline {
				t.Errorf("%s: poll %+v", c.name, k.poll(s))
			}
			if c.offline && (e.Phase != Skipped || e.Why != SkipOffline || e.Err == nil) {
				t.Errorf("%s: %+v", c.name, e)
			}
		}
		if c.offline && (r.sum.Failed != 0 || r.sum.Skipped != len(c.troubles)) {
			t.Errorf("%s: %+v", c.name, r.sum)
		}
	}
}

// Without a network not every source is tried in vain.
func TestRunGivesUpOffline(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	for i := range 200 {
		s := sourceAt(fmt.Sprintf("https://h%d.example/", i))
		n.fails(s.Feed, feed.TroubleTimeout, 0)
		k.sources = append(k.sources, s)
		k.polls[s.ID] = feed.Poll{Good: noon.Add(-30 * day)}
	}
	r := clk.run(t, k, n, Options{})
	if !r.sum.Offline || r.sum.Skipped != 200 || len(n.asked) > enoughHosts+2*usualWorkers {
		t.Errorf("%+v after %d requests", r.sum, len(n.asked))
	}
}

func TestRunPortal(t *testing.T) {
	const hotel = "<!doctype html><html><head><title>Hotel</title></head><body><form>Room number and name, please</form></body></html>"
	clk, n, k := newClock(), newNetwork(), newShelf()
	for i := range 5 {
		s := sourceAt(fmt.Sprintf("http://h%d.example/", i))
		k.sources = append(k.sources, s)
		k.polls[s.ID] = feed.Poll{Good: noon.Add(-30 * day), ETag: `"kept"`}
		if i == 4 {
			n.fails(s.Feed, feed.TroubleTLS, 0)
			continue
		}
		n.answers[s.Feed] = func(r fetch.Request) (fetch.Response, error) {
			return fetch.Response{Status: 200, URL: "http://login.hotel.example/?for=" + r.URL, Moved: "http://login.hotel.example/", Body: []byte(hotel), ETag: `"hotel"`, Type: "text/html"}, nil
		}
	}
	r := clk.run(t, k, n, Options{})
	if r.sum.Portal != "login.hotel.example" || r.sum.Failed != 0 || r.sum.Skipped != 5 {
		t.Fatalf("%+v", r.sum)
	}
	for _, s := range k.sources {
		if p := k.poll(s); p.ETag != `"kept"` || p.Failures != 0 || r.last(s.ID).Why != SkipPortal {
			t.Errorf("%s: %+v", s.Feed, p)
		}
	}
	// One feed that can be read: then the pages are those of the sites.
	n.body(k.sources[3].Feed, rssOf("Real"))
	r = clk.run(t, k, n, Options{})
	if r.sum.Portal != "" || r.sum.Failed != 4 {
		t.Errorf("with one good feed: %+v", r.sum)
	}
	for _, s := range k.sources[:3] {
		if p, src := k.poll(s), k.sources[0]; p.ETag != `"kept"` || src.Feed != "http://h0.example/" {
			t.Errorf("a page's word was taken: %+v %+v", p, src)
		}
	}
}

// A 429 is meant for the whole host, in this refresh and in the next.
func TestRunLeavesHostAlone(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	for i := range 40 {
		s := sourceAt(fmt.Sprintf("https://many.example/%d", i))
		k.sources = append(k.sources, s)
		n.answers[s.Feed] = func(fetch.Request) (fetch.Response, error) {
			return fetch.Response{}, &fetch.Error{Trouble: feed.TroubleBusy, Status: 429, RetryAfter: 2 * time.Hour, Err: errors.New("slowly")}
		}
	}
	other := sourceAt("https://other.example/")
	k.sources = append(k.sources, other)
	n.body(other.Feed, rssOf("Other"))
	r := clk.run(t, k, n, Options{Workers: 1, PerHost: 1})
	if len(n.asked) != 2 || r.sum.Skipped != 39 || r.sum.Failed != 1 {
		t.Fatalf("%+v after %d requests", r.sum, len(n.asked))
	}
	if e := r.last(k.sources[7].ID); e.Why != SkipHost || e.Poll != (feed.Poll{}) {
		t.Errorf("one that was left alone: %+v", e)
	}
	clk.add(time.Minute)
	if r = clk.run(t, k, n, Options{AtOnce: true}); len(n.asked) != 3 || r.sum.Skipped != 40 {
		t.Errorf("a minute later, at once: %+v after %d requests", r.sum, len(n.asked))
	}
}

// A host with many sources that does not answer leaves workers for the others.
func TestRunSlowHost(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	free := make(chan struct{})
	for i := range 50 {
		s := sourceAt(fmt.Sprintf("https://slow.example/%d", i))
		k.sources = append(k.sources, s)
		n.answers[s.Feed] = func(fetch.Request) (fetch.Response, error) {
			<-free
			return fetch.Response{Status: 200, Body: []byte(rssOf("Slow"))}, nil
		}
	}
	for i := range 20 {
		s := sourceAt(fmt.Sprintf("https://quick%d.example/", i))
		k.sources = append(k.sources, s)
		n.body(s.Feed, rssOf("Quick", entries(1, fmt.Sprint("q", i))...))
	}
	quick := 0
	sum, err := Run(t.Context(), k, n, nil, Options{Now: clk.now, Workers: 2}, func(e Event) {
		if e.Phase == Finished && strings.HasPrefix(e.Source.Feed, "https://quick") {
			if quick++; quick == 20 {
				close(free) // never, if the slow ones held them up
			}
		}
	})
	if err != nil || sum.Asked != 70 || sum.New != 20 {
		t.Errorf("%+v, %v", sum, err)
	}
}

// A 503 that says how long to wait is meant for the whole host too, also for the
// requests that wait for their turn while it comes, and in the next refresh.
func TestRunPauseOfHost(t *testing.T) {
	clk, k := newClock(), newShelf()
	for i := range 20 {
		k.sources = append(k.sources, sourceAt(fmt.Sprintf("https://pause.example/%d", i)))
	}
	var asked atomic.Int32
	waits := make(chan struct{})
	f := fetcher(func(fetch.Request) (fetch.Response, error) {
		switch asked.Add(1) {
		case 1:
			<-waits
			return fetch.Response{}, &fetch.Error{Trouble: feed.TroubleBusy, Status: 503, RetryAfter: 20 * time.Minute, Err: errors.New("later")}
		case 2:
			close(waits)
		}
		return fetch.Response{}, &fetch.Error{Trouble: feed.TroubleBusy, Status: 503, RetryAfter: 20 * time.Minute, Err: fetch.ErrBarred}
	})
	r := clk.run(t, k, f, Options{Workers: 2})
	if r.sum.Failed != 1 || r.sum.Skipped != 19 || r.sum.Asked != 1 {
		t.Fatalf("%+v", r.sum)
	}
	last, until := k.sources[19], clk.now().Add(20*time.Minute)
	if e := r.last(last.ID); e.Why != SkipHost || !e.Until.Equal(until) || k.poll(last) != (feed.Poll{}) {
		t.Errorf("one that was left alone: %+v", e)
	}
	before := asked.Load()
	clk.add(19 * time.Minute)
	if r = clk.run(t, k, f, Options{AtOnce: true}); asked.Load() != before || r.sum.Skipped != 20 || !r.last(last.ID).Until.Equal(until) {
		t.Errorf("before its time: %+v", r.sum)
	}
	clk.add(2 * time.Minute)
	if r = clk.run(t, k, f, Options{AtOnce: true}); asked.Load() == before {
		t.Errorf("after its time: %+v", r.sum)
	}
}

// A host that is not there is asked twice, not a hundred times; the others of its
// sources are not blamed. One answer, whatever it says, shows that it is there.
func TestRunMuteHost(t *testing.T) {
	for _, c := range []struct {
		name    string
		trouble []feed.Trouble // of its first requests, then the last again
		asked   int
	}{
		{"refused", []feed.Trouble{feed.TroubleConnect}, 2},
		{"not resolved", []feed.Trouble{feed.TroubleHost}, 2},
		{"answers between", []feed.Trouble{feed.TroubleConnect, feed.TroubleMissing, feed.TroubleConnect}, 4},
		{"answers", []feed.Trouble{feed.TroubleMissing}, 100},
	} {
		clk, k, asked := newClock(), newShelf(), 0
		for i := range 100 {
			k.sources = append(k.sources, sourceAt(fmt.Sprintf("https://mute.example/%d", i)))
		}
		other := sourceAt("https://other.example/")
		k.sources = append(k.sources, other)
		r := clk.run(t, k, fetcher(func(r fetch.Request) (fetch.Response, error) {
			if r.URL == other.Feed {
				return fetch.Response{Status: 200, Body: []byte(rssOf("Other"))}, nil
			}
			trouble, status := c.trouble[min(asked, len(c.trouble)-1)], 0
			if trouble == feed.TroubleMissing {
				status = 404
			}
			asked++
			return fetch.Response{}, &fetch.Error{Trouble: trouble, Status: status, Err: errors.New("no")}
		}), Options{Workers: 1, PerHost: 1})
		if asked != c.asked || r.sum.Failed != asked || r.sum.Skipped != 100-asked || r.sum.Offline {
			t.Errorf("%s: %+v after %d requests", c.name, r.sum, asked)
		}
		left := 0
		for _, s := range k.sources {
			if e := r.last(s.ID); e.Phase == Skipped && e.Why == SkipMute && k.poll(s) == (feed.Poll{}) {
				left++
			}
		}
		if left != 100-asked {
			t.Errorf("%s: %d left alone", c.name, left)
		}
	}
}
