package refresh

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

// refreshed is one refresh in a test.
type refreshed struct {
	sum    Summary
	err    error
	events []Event
}

func (r *refreshed) last(id feed.ID) Event {
	for _, e := range slices.Backward(r.events) {
		if e.Source.ID == id {
			return e
		}
	}
	return Event{}
}

func (c *clock) run(t *testing.T, k Keeper, f Fetcher, o Options, ids ...feed.ID) *refreshed {
	t.Helper()
	o.Now = c.now
	r := &refreshed{}
	var busy sync.Mutex
	r.sum, r.err = Run(context.Background(), k, f, ids, o, func(e Event) {
		if !busy.TryLock() {
			t.Error("two events at once")
			return
		}
		defer busy.Unlock()
		r.events = append(r.events, e)
	})
	r.inOrder(t)
	return r
}

// inOrder checks the phases of each source.
func (r *refreshed) inOrder(t *testing.T) {
	t.Helper()
	phases := map[feed.ID]Event{}
	for _, e := range r.events {
		was, seen := phases[e.Source.ID]
		switch {
		case seen && was.Phase >= Finished:
			t.Errorf("%s: told of after its end: %+v", e.Source.Feed, e)
		case seen && e.Phase < was.Phase, seen && e.Phase == Fetching && was.Phase == Fetching && e.Done != was.Done+1:
			t.Errorf("%s: phase %d of %d after %d of %d", e.Source.Feed, e.Phase, e.Done, was.Phase, was.Done)
		}
		phases[e.Source.ID] = e
	}
	for id, e := range phases {
		if r.err == nil && e.Phase < Finished {
			t.Errorf("%s %v: never finished", e.Source.Feed, id)
		}
	}
}

func TestRunKeeps(t *testing.T) {
	c, n := newClock(), newNetwork()
	a, b := sourceAt("https://a.example/feed"), sourceAt("https://b.example/feed")
	k := newShelf(a, b, feed.Source{ID: feed.SourceID("pages"), Name: "pages"})
	n.body(a.Feed, rssOf("Alpha", entries(3, "alpha")...))
	n.body(b.Feed, rssOf("Beta", entries(700, "beta")...))

	r := c.run(t, k, n, Options{})
	if r.err != nil || r.sum.New != 703 || r.sum.Asked != 2 || r.sum.Failed != 0 || len(k.order) != 703 {
		t.Fatalf("first: %+v, %v, %d kept", r.sum, r.err, len(k.order))
	}
	if k.byHand != nil {
		t.Errorf("articles of a refresh are kept as if by hand: %+v", k.byHand.Poll)
	}
	if k.retained != 1 {
		t.Errorf("retention asked for %d times", k.retained)
	}
	art := k.articles[feed.ItemID(a.ID, "alpha-1")].article
	if art.Title != "Report 1 of alpha" || art.Source != "Alpha" || art.SourceID != a.ID || art.URL != "https://site.example/alpha/1" ||
		!strings.Contains(art.Text(), "quay 1 counted 41 ships") || art.Words < 200 || art.ID != feed.ItemID(a.ID, "alpha-1") {
		t.Errorf("article: %+v", art)
	}
	if v := k.articles[feed.ItemID(a.ID, "alpha-1")]; string(v.raw.Bytes) != long(1) || !strings.HasPrefix(v.raw.Type, "text/html") {
		t.Errorf("raw: %q %q", v.raw.Type, v.raw.Bytes)
	}
	if got, _ := k.Sources(t.Context()); got[0].Name != "Alpha" || got[1].Name != "Beta" {
		t.Errorf("names: %q, %q", got[0].Name, got[1].Name)
	}
	if p := k.poll(a); !p.Good.Equal(c.now()) || !p.Whole.Equal(c.now()) || !p.Changed.Equal(c.now()) || p.Due.Sub(c.now()) != time.Hour {
		t.Errorf("poll: %+v", p)
	}
	if len(n.asked) != 2 {
		t.Errorf("%d requests, want 2", len(n.asked))
	}

	if r = c.run(t, k, n, Options{}); r.sum.Skipped != 2 || len(n.asked) != 2 || r.last(a.ID).Why != SkipNotDue {
		t.Errorf("at once again: %+v, %d requests", r.sum, len(n.asked))
	}
	c.add(time.Hour)
	n.body(a.Feed, rssOf("Alpha", append([]entry{{id: "x", title: "One more", text: long(99)}}, entries(3, "alpha")...)...))
	r = c.run(t, k, n, Options{})
	if r.sum.New != 1 || r.sum.Updated != 0 || r.sum.Unchanged != 1 || r.last(a.ID).Kept.New != 1 || !r.last(b.ID).Unchanged {
		t.Errorf("an hour later: %+v", r.sum)
	}
}

func TestRunByName(t *testing.T) {
	c, n := newClock(), newNetwork()
	a, b := sourceAt("https://a.example/feed"), sourceAt("https://b.example/feed")
	k := newShelf(a, b)
	n.body(a.Feed, rssOf("Alpha"))
	n.body(b.Feed, rssOf("Beta"))
	for range 2 {
		if r := c.run(t, k, n, Options{AtOnce: true}, b.ID); r.sum.Asked != 1 || r.last(b.ID).Phase != Finished {
			t.Errorf("%+v", r.sum)
		}
	}
	if n.times(a.Feed) != 0 || n.times(b.Feed) != 2 {
		t.Errorf("asked %d and %d times", n.times(a.Feed), n.times(b.Feed))
	}
}

// Changed markup is no change, changed words are a new version.
func TestRunVersions(t *testing.T) {
	c, n := newClock(), newNetwork()
	a := sourceAt("https://a.example/feed")
	k := newShelf(a)
	e := entry{id: "1", title: "The bridge opens", text: long(1)}
	for i, step := range []struct {
		text         string
		new, updated int
	}{
		{long(1), 1, 0},
		{strings.ReplaceAll(long(1), "<p>", `<p class="x" data-n="2">`) + `<img src="https://t.example/pixel?9"><script>var n = "<p>7</p>"</script>`, 0, 0},
		{strings.Replace(long(1), "quay 1", "quay 11", 1), 0, 1},
		{strings.Replace(long(1), "quay 1", "quay 11", 1), 0, 0},
	} {
		e.text = step.text
		n.body(a.Feed, rssOf("Alpha", e))
		if r := c.run(t, k, n, Options{}); r.sum.New != step.new || r.sum.Updated != step.updated {
			t.Errorf("step %d: %+v", i, r.sum)
		}
		c.add(time.Hour)
	}
}

func TestRunFailures(t *testing.T) {
	c, n := newClock(), newNetwork()
	var sources []feed.Source
	for _, f := range []struct {
		trouble feed.Trouble
		status  int
	}{
		{feed.TroubleMissing, 404}, {feed.TroubleServer, 500}, {feed.TroubleTimeout, 0}, {feed.TroubleConnect, 0},
		{feed.TroubleTLS, 0}, {feed.TroubleHost, 0}, {feed.TroubleGone, 410}, {feed.TroubleOffline, 0},
	} {
		s := sourceAt(fmt.Sprintf("https://bad%d.example/feed", f.trouble))
		n.fails(s.Feed, f.trouble, f.status)
		sources = append(sources, s)
	}
	page, broken, empty, good := sourceAt("https://p.example/"), sourceAt("https://q.example/"), sourceAt("https://e.example/"), sourceAt("https://g.example/")
	n.body(page.Feed, "<!doctype html><html><head><title>Welcome</title></head><body><p>Sign in to go on.</p></body></html>")
	n.body(broken.Feed, "<rss><channel><title>")
	n.body(empty.Feed, rssOf("Nothing yet"))
	n.body(good.Feed, rssOf("Good", entries(2, "g")...))
	k := newShelf(append(sources, page, broken, empty, good)...)

	r := c.run(t, k, n, Options{})
	if r.err != nil || r.sum.Failed != 10 || r.sum.Asked != 12 || r.sum.New != 2 || r.sum.Offline || r.sum.Portal != "" {
		t.Fatalf("%+v, %v", r.sum, r.err)
	}
	for i, want := range []feed.Trouble{feed.TroubleMissing, feed.TroubleServer, feed.TroubleTimeout, feed.TroubleConnect,
		feed.TroubleTLS, feed.TroubleHost, feed.TroubleGone, feed.TroubleConnect} {
		p := k.poll(sources[i])
		if p.Trouble != want || p.Failures != 1 || p.Message == "" || r.last(sources[i].ID).Err == nil {
			t.Errorf("%s: %+v", sources[i].Feed, p)
		}
	}
	if p := k.poll(page); p.Trouble != feed.TroubleNotFeed {
		t.Errorf("page: %+v", p)
	}
	if p := k.poll(broken); p.Trouble != feed.TroubleUnreadable {
		t.Errorf("broken: %+v", p)
	}
	if p := k.poll(empty); p.Trouble != feed.NoTrouble || p.Good.IsZero() {
		t.Errorf("empty: %+v", p)
	}
}

func TestRunMoved(t *testing.T) {
	clk, n := newClock(), newNetwork()
	s := sourceAt("http://a.example/feed")
	k := newShelf(s)
	n.answers[s.Feed] = func(fetch.Request) (fetch.Response, error) {
		return fetch.Response{Status: 200, URL: "https://a.example/feed", Moved: "https://a.example/feed", Body: []byte(rssOf("A"))}, nil
	}
	clk.run(t, k, n, Options{})
	if k.sources[0].Feed != "https://a.example/feed" || k.sources[0].ID != s.ID {
		t.Errorf("%+v", k.sources[0])
	}
}

// Sources that failed the last time are asked after the others, however many they
// are.
func TestRunHealthyFirst(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	for i := range 20 {
		s := sourceAt(fmt.Sprintf("https://h%d.example/feed", i))
		k.sources = append(k.sources, s)
		n.body(s.Feed, rssOf(fmt.Sprint(i)))
		if i < 10 {
			k.polls[s.ID] = feed.Poll{Tried: clk.now().Add(-day), Failures: 3, Trouble: feed.TroubleServer}
		}
	}
	clk.run(t, k, n, Options{Workers: 1})
	for i, q := range n.asked[:9] { // two are asked at once
		if slices.ContainsFunc(k.sources[:10], func(s feed.Source) bool { return s.Feed == q.URL }) {
			t.Errorf("number %d is %s", i, q.URL)
		}
	}
}

// fetcher is a Fetcher that answers one request after the other.
type fetcher func(fetch.Request) (fetch.Response, error)

func (f fetcher) Get(_ context.Context, r fetch.Request) (fetch.Response, error) { return f(r) }
