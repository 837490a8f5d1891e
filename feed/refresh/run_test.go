package refresh

import (
	"context"
	"errors"
	"fmt"
	"html"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

// entry is an item of a feed made up for a test.
type entry struct{ id, link, title, text, content string }

// rssOf writes a feed.
func rssOf(title string, in ...entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>%s</title><link>https://site.example/</link>", html.EscapeString(title))
	for _, e := range in {
		b.WriteString("<item>")
		for _, f := range [][2]string{{"guid", e.id}, {"link", e.link}, {"title", e.title}, {"description", e.text}, {"content:encoded", e.content}} {
			if f[1] != "" {
				fmt.Fprintf(&b, "<%s>%s</%s>", f[0], html.EscapeString(f[1]), f[0])
			}
		}
		b.WriteString("</item>")
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// long is a text of several hundred words, other for each n.
func long(n int) string {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "<p>The harbour office of quay %d counted %d ships in week %d, more than in the year before, and expects the tide tables to hold until the dredging of the northern channel is over.</p>", n, 40+i+n, i)
	}
	return b.String()
}

func entries(n int, name string) []entry {
	out := make([]entry, n)
	for i := range out {
		out[i] = entry{
			id: fmt.Sprintf("%s-%d", name, i), link: fmt.Sprintf("https://site.example/%s/%d", name, i),
			title: fmt.Sprintf("Report %d of %s", i, name), text: long(i),
		}
	}
	return out
}

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

// What was kept stays; a source that is not finished is as it was.
func TestRunCancelled(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	done, slow := sourceAt("https://done.example/"), sourceAt("https://slow.example/")
	k.sources = []feed.Source{done, slow}
	n.body(done.Feed, rssOf("Done", entries(3, "d")...))
	ctx, cancel := context.WithCancel(t.Context())
	n.answers[slow.Feed] = func(fetch.Request) (fetch.Response, error) {
		<-ctx.Done()
		return fetch.Response{}, ctx.Err()
	}
	sum, err := Run(ctx, k, n, nil, Options{Now: clk.now}, func(e Event) {
		if e.Phase == Finished && e.Source.ID == done.ID {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || sum.New != 3 || len(k.order) != 3 {
		t.Errorf("%+v, %v, %d kept", sum, err, len(k.order))
	}
	if k.poll(slow) != (feed.Poll{}) || k.poll(done).Good.IsZero() {
		t.Errorf("polls %+v, %+v", k.poll(done), k.poll(slow))
	}
}

func TestRunKeepFails(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	s := sourceAt("https://a.example/")
	k.sources, k.err = []feed.Source{s}, errors.New("disk full")
	n.body(s.Feed, rssOf("A", entries(1200, "a")...))
	r := clk.run(t, k, n, Options{})
	if !errors.Is(r.err, k.err) {
		t.Fatalf("%v", r.err)
	}
	if _, ok := k.polls[s.ID]; ok {
		t.Error("the poll was kept without its articles")
	}
}

// A fault of ours on one item costs that item.
func TestRunPanics(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	s := sourceAt("https://a.example/")
	k.sources = []feed.Source{s}
	n.body(s.Feed, rssOf("A", entries(3, "a")...))
	n.answers["https://b.example/"] = func(fetch.Request) (fetch.Response, error) {
		panic("in the fetcher")
	}
	k.sources = append(k.sources, sourceAt("https://b.example/"))
	r := clk.run(t, k, n, Options{})
	if r.err != nil || r.sum.New != 3 || r.sum.Failed != 1 {
		t.Errorf("%+v, %v", r.sum, r.err)
	}
	if e := r.last(k.sources[1].ID); e.Err == nil || !strings.Contains(e.Err.Error(), "own fault") {
		t.Errorf("%+v", e)
	}
}

// A fault of whom is told ends the refresh, and neither hangs nor kills.
func TestRunTeller(t *testing.T) {
	for _, at := range []Phase{Waiting, Asking, Reading, Fetching, Finished, Skipped} {
		clk, n, k := newClock(), newNetwork(), newShelf()
		for i := range 30 {
			s := sourceAt(fmt.Sprintf("https://h%d.example/", i))
			s.Paused = i == 0
			k.sources = append(k.sources, s)
			n.body(s.Feed, rssOf("A", entry{id: "1", link: "https://a.example/1", title: "T", text: "short"}))
		}
		err := func() (err error) {
			defer caught(&err)
			_, err = Run(t.Context(), k, n, nil, Options{Now: clk.now}, func(e Event) {
				if e.Phase == at {
					panic("told too much")
				}
			})
			return err
		}()
		if err == nil || !strings.Contains(err.Error(), "own fault: told too much") {
			t.Errorf("phase %d: %v", at, err)
		}
	}
}

// Several sources are kept in one call while the library is busy.
func TestRunBundles(t *testing.T) {
	clk, n := newClock(), newNetwork()
	k := &slowShelf{shelf: newShelf(), first: make(chan struct{})}
	for i := range 60 {
		s := sourceAt(fmt.Sprintf("https://h%d.example/", i))
		k.sources = append(k.sources, s)
		n.body(s.Feed, rssOf(fmt.Sprint("H", i), entries(10, fmt.Sprint("h", i))...))
	}
	k.waitFor = func() bool { return n.count() == 60 }
	r := clk.run(t, k, n, Options{})
	if r.sum.New != 600 || len(k.calls) > 30 {
		t.Errorf("%+v in %d calls: %v", r.sum, len(k.calls), k.calls)
	}
	for _, c := range k.calls {
		if c > batchArticles {
			t.Errorf("a call with %d articles", c)
		}
	}
}

// slowShelf takes its first batch only when all others have been asked.
type slowShelf struct {
	*shelf
	once    sync.Once
	first   chan struct{}
	waitFor func() bool
}

func (s *slowShelf) Standings(ctx context.Context, source feed.ID, in []feed.Sent) ([]feed.Standing, error) {
	if s.waitFor() {
		s.once.Do(func() { close(s.first) })
	}
	return s.shelf.Standings(ctx, source, in)
}

func (s *slowShelf) Keep(ctx context.Context, in []feed.Polled) ([]feed.Kept, error) {
	<-s.first
	return s.shelf.Keep(ctx, in)
}

func (s *slowShelf) KeepEach(ctx context.Context, parts iter.Seq[[]feed.Polled], done func([]feed.Kept, error)) {
	keepEach(ctx, s.Keep, parts, done)
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
