package refresh

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
	"veille/feed/text"
)

// clock is a clock that is set by hand.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// shelf is a library in memory that keeps by the rules of the real one.
type shelf struct {
	mu       sync.Mutex
	sources  []feed.Source
	polls    map[feed.ID]feed.Poll
	articles map[feed.ID]*volume // by Sent.ID
	order    []feed.ID
	index    map[string]*volume // by source and address, and by source and print
	calls    []int              // articles of each Keep
	retained int
	byHand   *feed.Polled // the first that says to have come by hand
	err      error        // of Keep
}

// volume is one kept article.
type volume struct {
	source   feed.ID
	sent     feed.Sent
	article  feed.Article
	raw      feed.Raw
	versions int
	wanted   bool // its page
	misses   int
}

func newShelf(sources ...feed.Source) *shelf {
	return &shelf{sources: sources, polls: map[feed.ID]feed.Poll{}, articles: map[feed.ID]*volume{}, index: map[string]*volume{}}
}

func (s *shelf) Sources(context.Context) ([]feed.Source, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]feed.Source(nil), s.sources...), nil
}

func (s *shelf) Polls(context.Context) (map[feed.ID]feed.Poll, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[feed.ID]feed.Poll{}
	for id, p := range s.polls {
		out[id] = p
	}
	return out, nil
}

func (s *shelf) find(source feed.ID, in feed.Sent) *volume {
	if v := s.articles[in.ID]; v != nil {
		return v
	}
	for _, key := range keysOf(source, &in) {
		if v := s.index[key]; v != nil {
			return v
		}
	}
	return nil
}

func keysOf(source feed.ID, in *feed.Sent) []string {
	keys := []string{string(source[:]) + string(in.Print[:])}
	if in.URL != "" {
		keys = append(keys, string(source[:])+text.AddressKey(in.URL))
	}
	return keys
}

func (s *shelf) enter(v *volume) {
	for _, key := range keysOf(v.source, &v.sent) {
		if s.index[key] == nil {
			s.index[key] = v
		}
	}
}

func (s *shelf) Standings(_ context.Context, source feed.ID, in []feed.Sent) ([]feed.Standing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]feed.Standing, len(in))
	for i := range in {
		switch v := s.find(source, in[i]); {
		case v == nil:
			out[i] = feed.Unknown
		case v.sent.Print == in[i].Print:
			out[i] = feed.Same
		default:
			out[i] = feed.Changed
		}
	}
	return out, nil
}

func (s *shelf) Keep(_ context.Context, in []feed.Polled) ([]feed.Kept, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return nil, s.err
	}
	out := make([]feed.Kept, len(in))
	n := 0
	for i := range in {
		p := &in[i]
		if s.byHand == nil && len(p.In) > 0 && p.Poll == (feed.Poll{}) {
			s.byHand = p
		}
		for j := range p.In {
			s.take(p.Source, &p.In[j], &out[i])
			n++
		}
		s.polls[p.Source] = p.Poll
		for k := range s.sources {
			if src := &s.sources[k]; src.ID == p.Source {
				if p.Name != "" && !src.Named {
					src.Name = p.Name
				}
				if p.Feed != "" {
					src.Feed = p.Feed
				}
			}
		}
	}
	s.calls = append(s.calls, n)
	return out, nil
}

func (s *shelf) KeepEach(ctx context.Context, parts iter.Seq[[]feed.Polled], done func([]feed.Kept, error)) {
	keepEach(ctx, s.Keep, parts, done)
}

// keepEach takes the next part while one is being kept, as the library does.
func keepEach(ctx context.Context, keep func(context.Context, []feed.Polled) ([]feed.Kept, error), parts iter.Seq[[]feed.Polled], done func([]feed.Kept, error)) {
	free := make(chan struct{}, 1)
	free <- struct{}{}
	var failed error
	for in := range parts {
		<-free
		if failed != nil {
			done(nil, failed)
			return
		}
		go func() {
			var kept []feed.Kept
			kept, failed = keep(ctx, in)
			done(kept, failed)
			free <- struct{}{}
		}()
	}
	<-free
}

func (s *shelf) Wanting(context.Context) (map[feed.ID][]feed.Wanted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[feed.ID][]feed.Wanted{}
	for _, id := range slices.Backward(s.order) {
		if v := s.articles[id]; v.wanted {
			out[v.source] = append(out[v.source], feed.Wanted{ID: v.article.ID, Misses: v.misses})
		}
	}
	return out, nil
}

func (s *shelf) Article(_ context.Context, id feed.ID) (feed.Article, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.articles[id]; v != nil {
		return v.article, nil
	}
	return feed.Article{}, feed.ErrNotFound
}

// turn takes in what came of the page of a kept article.
func (s *shelf) turn(a *feed.Arrival) {
	v := s.articles[a.Article.ID]
	switch {
	case v == nil || !v.wanted:
	case a.Page == feed.PageCame:
		v.article, v.raw, v.wanted = a.Article, a.Raw, false
	default:
		v.misses++
		v.wanted = v.misses < 3
	}
}

func (s *shelf) take(source feed.ID, a *feed.Arrival, k *feed.Kept) {
	if a.Page >= feed.PageMissed {
		s.turn(a)
		k.Same++
		return
	}
	if v := s.find(source, a.Sent); v != nil {
		if v.sent.Print == a.Sent.Print {
			k.Same++
			return
		}
		v.article, v.raw, v.sent.Print = a.Article, a.Raw, a.Sent.Print
		v.versions++
		v.wanted, v.misses = a.Page == feed.PageWanted, 0
		s.enter(v)
		k.Updated++
		return
	}
	s.articles[a.Sent.ID] = &volume{source: source, sent: a.Sent, article: a.Article, raw: a.Raw, wanted: a.Page == feed.PageWanted}
	s.enter(s.articles[a.Sent.ID])
	s.order = append(s.order, a.Sent.ID)
	k.New++
	k.IDs = append(k.IDs, a.Sent.ID)
}

func (s *shelf) Follow(_ context.Context, in []feed.Source) ([]feed.Source, feed.Change, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range in {
		known := false
		for i := range s.sources {
			known = known || s.sources[i].ID == n.ID
		}
		if !known {
			s.sources = append(s.sources, n)
		}
	}
	return in, feed.Change{Count: len(in)}, nil
}

func (s *shelf) Retain(context.Context, time.Time) (int, error) {
	s.retained++
	return 0, nil
}

func (s *shelf) poll(src feed.Source) feed.Poll {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.polls[src.ID]
}

// network is a Fetcher of answers made up by hand, by address.
type network struct {
	mu      sync.Mutex
	answers map[string]func(fetch.Request) (fetch.Response, error)
	asked   []fetch.Request
}

func newNetwork() *network {
	return &network{answers: map[string]func(fetch.Request) (fetch.Response, error){}}
}

func (n *network) Get(ctx context.Context, r fetch.Request) (fetch.Response, error) {
	n.mu.Lock()
	n.asked = append(n.asked, r)
	answer := n.answers[r.URL]
	n.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return fetch.Response{}, err
	}
	if answer == nil {
		return fetch.Response{}, &fetch.Error{Trouble: feed.TroubleMissing, Status: 404, URL: r.URL, Err: fmt.Errorf("404 Not Found")}
	}
	res, err := answer(r)
	if res.URL == "" {
		res.URL = r.URL
	}
	return res, err
}

func (n *network) body(url, body string) {
	n.answers[url] = func(fetch.Request) (fetch.Response, error) {
		return fetch.Response{Status: 200, Body: []byte(body), Type: "text/xml"}, nil
	}
}

func (n *network) fails(url string, t feed.Trouble, status int) {
	n.answers[url] = func(fetch.Request) (fetch.Response, error) {
		return fetch.Response{}, &fetch.Error{Trouble: t, Status: status, URL: url, Err: fmt.Errorf("trouble %d", t)}
	}
}

func (n *network) count() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.asked)
}

func (n *network) times(url string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := 0
	for _, r := range n.asked {
		if r.URL == url {
			c++
		}
	}
	return c
}

// sourceAt makes a source that is followed at an address.
func sourceAt(address string) feed.Source {
	return feed.Source{ID: feed.FeedID(address), Feed: address}
}

// printFrom reads an entry as a feed and returns its print.
func printFrom(t *testing.T, e entry) feed.ID {
	t.Helper()
	f, err := parse.Read([]byte(rssOf("S", e)), parse.Options{})
	if err != nil || len(f.Items) != 1 {
		t.Fatalf("%v, %d items", err, len(f.Items))
	}
	return printOf(&f.Items[0])
}

// renaming is a shelf that knows a source by its address, whatever its ID.
type renaming struct {
	*shelf
	src feed.Source
}

func (r *renaming) Follow(ctx context.Context, in []feed.Source) ([]feed.Source, feed.Change, error) {
	for i := range in {
		if in[i].Feed == r.src.Feed {
			in[i] = r.src
		}
	}
	return r.shelf.Follow(ctx, in)
}
