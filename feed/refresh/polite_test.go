package refresh

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

// site is a server of a test that remembers what it was asked.
type site struct {
	*httptest.Server
	answer func(w http.ResponseWriter, r *http.Request, n int) // n: how many times its path was asked, from 1

	mu   sync.Mutex
	reqs []*http.Request
	now  int
	most int // at once
}

func newSite(t *testing.T) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.reqs = append(s.reqs, r.Clone(r.Context()))
		n := 0
		for _, q := range s.reqs {
			if q.URL.Path == r.URL.Path {
				n++
			}
		}
		s.now++
		s.most = max(s.most, s.now)
		s.mu.Unlock()
		s.answer(w, r, n)
		s.mu.Lock()
		s.now--
		s.mu.Unlock()
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) asked() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*http.Request(nil), s.reqs...)
}

func (s *site) times(path string) int {
	n := 0
	for _, r := range s.asked() {
		if r.URL.Path == path {
			n++
		}
	}
	return n
}

func (s *site) last() *http.Request {
	all := s.asked()
	return all[len(all)-1]
}

// guest is veille at a site: one source is followed there.
type guest struct {
	*testing.T
	site  *site
	clock *clock
	shelf *shelf
	src   feed.Source
	fetch fetch.Options
}

// newGuest follows the address /feed of a site, or another.
func newGuest(t *testing.T, path string) *guest {
	g := &guest{T: t, site: newSite(t), clock: newClock()}
	g.src = sourceAt(g.site.URL + path)
	g.src.Private, g.src.FullText = true, feed.FullTextNever
	g.shelf = newShelf(g.src)
	g.fetch = fetch.Options{HostGap: -1, PerHost: 2, Now: g.clock.now, Agent: "veille/1.2 (+https://veille.example)"}
	return g
}

// round is a refresh of a program that was started anew.
func (g *guest) round(o Options) *refreshed {
	g.Helper()
	c, err := fetch.New(g.fetch)
	if err != nil {
		g.Fatal(err)
	}
	defer c.Close()
	var ids []feed.ID
	if o.AtOnce {
		ids = []feed.ID{g.src.ID}
	}
	r := g.clock.run(g.T, g.shelf, c, o, ids...)
	if r.err != nil {
		g.Fatal(r.err)
	}
	return r
}

// look looks at an address as veille add does, and follows what is there.
func (g *guest) look(address string) Offer {
	g.Helper()
	c, err := fetch.New(g.fetch)
	if err != nil {
		g.Fatal(err)
	}
	defer c.Close()
	of, err := Look(g.Context(), g.shelf, c, address, Options{Now: g.clock.now})
	if err != nil {
		g.Fatal(err)
	}
	if _, _, err := Accept(g.Context(), g.shelf, of, nil); err != nil {
		g.Fatal(err)
	}
	return of
}

func (g *guest) poll() feed.Poll { return g.shelf.poll(g.src) }

// rounds counts the rounds, one each step, in which the source was asked.
func (g *guest) rounds(n int, step time.Duration, o Options) int {
	before := len(g.site.asked())
	for range n {
		g.clock.add(step)
		g.round(o)
	}
	return len(g.site.asked()) - before
}

func (g *guest) want(what string, got, want any) {
	g.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		g.Errorf("%s: %v, want %v", what, got, want)
	}
}

var threeItems = rssOf("Three", entries(3, "three")...)

// sends answers with a feed and headers: name, value, name, value …
func sends(headers ...string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) { send(w, headers...) }
}

func send(w http.ResponseWriter, headers ...string) {
	set(w, headers...)
	w.Header().Set("Content-Type", "application/rss+xml")
	_, _ = io.WriteString(w, threeItems)
}

// set sets headers under their names as they are written.
func set(w http.ResponseWriter, headers ...string) {
	for i := 0; i+1 < len(headers); i += 2 {
		w.Header()[http.CanonicalHeaderKey(headers[i])] = []string{headers[i+1]}
	}
}

// then gives the first answer once and the second ever after.
func then(first, second func(http.ResponseWriter, *http.Request, int)) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, n int) {
		if n == 1 {
			first(w, r, n)
		} else {
			second(w, r, n)
		}
	}
}

func status(code int, headers ...string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) {
		set(w, headers...)
		w.WriteHeader(code)
	}
}

func webPage(body string, headers ...string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) {
		set(w, headers...)
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, body)
	}
}

// second returns the request of the round after one with an answer.
func (g *guest) second(answer func(http.ResponseWriter, *http.Request, int)) *http.Request {
	g.Helper()
	g.site.answer = answer
	g.round(Options{})
	g.clock.add(2 * time.Hour)
	g.round(Options{})
	g.want("requests", len(g.site.asked()), 2)
	return g.site.last()
}

func (g *guest) validators(r *http.Request, etag, modified string) {
	g.Helper()
	g.want("If-None-Match", strings.Join(r.Header["If-None-Match"], "|"), etag)
	g.want("If-Modified-Since", strings.Join(r.Header["If-Modified-Since"], "|"), modified)
}

// TestPoliteFirst: what a server sees when a feed is added.
func TestPoliteFirst(t *testing.T) {
	g := newGuest(t, "/feed")
	g.shelf.sources = nil
	g.site.answer = sends("Set-Cookie", "id=7; Path=/", "ETag", `"a"`)
	g.look(g.site.URL + "/feed")
	first := g.site.last()
	for _, rule := range []struct {
		name string
		ok   bool
	}{
		{"one request", len(g.site.asked()) == 1},
		{"none to the icon or the home page", g.site.times("/feed") == 1},
		{"unconditional", first.Header["If-None-Match"] == nil && first.Header["If-Modified-Since"] == nil},
		{"no referrer", first.Header["Referer"] == nil},
		{"no cookie", first.Header["Cookie"] == nil},
		{"no credentials", first.Header["Authorization"] == nil},
		{"by its own name", strings.HasPrefix(first.UserAgent(), "veille/") && strings.Contains(first.UserAgent(), "(+https://") && !strings.Contains(first.UserAgent(), "Mozilla")},
		{"Accept names feeds", strings.Contains(first.Header.Get("Accept"), "application/rss+xml") && strings.Contains(first.Header.Get("Accept"), "application/atom+xml")},
		{"gzip offered", strings.Contains(first.Header.Get("Accept-Encoding"), "gzip")},
		{"articles kept", len(g.shelf.order) == 3},
	} {
		if !rule.ok {
			t.Errorf("%s: %d requests, %v", rule.name, len(g.site.asked()), first.Header)
		}
	}
	g.round(Options{})
	g.want("requests at once again", len(g.site.asked()), 1)
	g.want("requests within the hour", g.rounds(59, time.Minute, Options{}), 0)
	g.want("requests after it", g.rounds(1, time.Minute, Options{}), 1)
	g.want("a cookie given back", g.site.last().Header["Cookie"] == nil, true)
	g.validators(g.site.last(), `"a"`, "")
	g.want("articles", len(g.shelf.order), 3)
}

// TestPoliteValidators: each case is one rule about the second request.
func TestPoliteValidators(t *testing.T) {
	const odd = "Thu, 1 January 2026 00:00:00 +0000"
	const usual = "Thu, 01 Jan 2026 00:00:00 GMT"
	for _, c := range []struct {
		name           string
		answer         func(http.ResponseWriter, *http.Request, int)
		etag, modified string
	}{
		{"a tag with its quotes", sends("ETag", `"a-b/c,d"`), `"a-b/c,d"`, ""},
		{"a weak tag stays weak", sends("ETag", `W/"a"`), `W/"a"`, ""},
		{"a tag without quotes stays without", sends("ETag", "a1b2"), "a1b2", ""},
		{"a tag of odd bytes", sends("ETag", `W/"a b\"c;d,é"`), `W/"a b\"c;d,é"`, ""},
		{"the date as it came", sends("Last-Modified", usual), "", usual},
		{"a date of odd form as it came", sends("Last-Modified", odd), "", odd},
		{"both", sends("ETag", `"x"`, "Last-Modified", usual), `"x"`, usual},
		{"none invented", sends("Date", usual, "Expires", usual), "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGuest(t, "/feed")
			g.validators(g.second(c.answer), c.etag, c.modified)
		})
	}
}

// TestPoliteLatch: each case is one rule about the third request, after two
// answers.
func TestPoliteLatch(t *testing.T) {
	const usual = "Thu, 01 Jan 2026 00:00:00 GMT"
	first := sends("ETag", `"old"`, "Last-Modified", usual)
	for _, c := range []struct {
		name           string
		second         func(http.ResponseWriter, *http.Request, int)
		etag, modified string
	}{
		{"a new tag beside the old date", sends("ETag", `"new"`, "Last-Modified", usual), `"new"`, usual},
		{"a new tag of a 304", status(304, "ETag", `"new"`), `"new"`, usual},
		{"a new date of a 304", status(304, "Last-Modified", "Fri, 02 Jan 2026 00:00:00 GMT"), `"old"`, "Fri, 02 Jan 2026 00:00:00 GMT"},
		{"a 304 without any", status(304), `"old"`, usual},
		{"cleared by a feed without", sends(), "", ""},
		{"cleared one by one", sends("ETag", `"new"`), `"new"`, ""},
		{"not those of a feed that cannot be read", webPage("<rss><channel><title>", "ETag", `"bad"`), `"old"`, usual},
		{"not those of a page in its place", webPage("<html><body><p>Log in, please.</p></body></html>", "ETag", `"bad"`), `"old"`, usual},
		{"not those of a fault", status(500, "ETag", `"bad"`), `"old"`, usual},
		{"not those of a 404", status(404, "ETag", `"bad"`), `"old"`, usual},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGuest(t, "/feed")
			g.second(then(first, c.second))
			g.validators(g.site.last(), `"old"`, usual)
			g.clock.add(48 * time.Hour)
			g.round(Options{})
			g.want("requests", len(g.site.asked()), 3)
			g.validators(g.site.last(), c.etag, c.modified)
			g.want("articles", len(g.shelf.order), 3)
		})
	}
	t.Run("a refresh by hand is conditional", func(t *testing.T) {
		g := newGuest(t, "/feed")
		g.site.answer = first
		g.round(Options{})
		g.clock.add(time.Minute)
		g.round(Options{AtOnce: true})
		g.validators(g.site.last(), `"old"`, usual)
	})
	t.Run("a server that says unchanged for ever", func(t *testing.T) {
		g := newGuest(t, "/feed")
		bare := 0
		g.site.answer = then(first, func(w http.ResponseWriter, r *http.Request, _ int) {
			if r.Header["If-None-Match"] == nil {
				bare++
				send(w, "ETag", `"old"`)
				return
			}
			w.WriteHeader(304)
		})
		g.round(Options{})
		g.rounds(24*20, time.Hour, Options{})
		g.want("requests without validators in 20 days", bare, 2)
	})
	t.Run("one that says so unasked", func(t *testing.T) {
		g := newGuest(t, "/feed")
		g.site.answer = then(first, status(304))
		g.round(Options{})
		g.rounds(24*20, time.Hour, Options{})
		bare := 0
		for _, r := range g.site.asked()[1:] {
			if r.Header["If-None-Match"] == nil {
				bare++
			}
		}
		g.want("requests without validators in 20 days", bare, 1)
		g.want("trouble", g.poll().Trouble, feed.NoTrouble)
	})
}

// TestPoliteSilence: each case is one rule about when a source is asked again.
// The program is started anew each round.
func TestPoliteSilence(t *testing.T) {
	const never = 1000 * time.Hour
	for _, c := range []struct {
		name   string
		answer func(g *guest) func(http.ResponseWriter, *http.Request, int)
		at     time.Duration // when it is asked by itself again, in steps of half an hour
		byHand time.Duration // the same by hand, at once if nothing forbids it
	}{
		{"max-age", func(*guest) func(http.ResponseWriter, *http.Request, int) {
			return sends("Cache-Control", "public, max-age=18000")
		}, 5 * time.Hour, 0},
		{"Expires", func(g *guest) func(http.ResponseWriter, *http.Request, int) {
			return sends("Expires", g.clock.now().Add(4*time.Hour).Format(http.TimeFormat), "Date", g.clock.now().Format(http.TimeFormat))
		}, 4 * time.Hour, 0},
		{"ttl of the feed", func(*guest) func(http.ResponseWriter, *http.Request, int) {
			return func(w http.ResponseWriter, _ *http.Request, _ int) {
				_, _ = io.WriteString(w, strings.Replace(threeItems, "<item>", "<ttl>180</ttl><item>", 1))
			}
		}, 3 * time.Hour, 0},
		{"max-age of a minute", func(*guest) func(http.ResponseWriter, *http.Request, int) {
			return sends("Cache-Control", "max-age=60")
		}, time.Hour, 0},
		{"max-age of ten years", func(*guest) func(http.ResponseWriter, *http.Request, int) {
			return sends("Cache-Control", "max-age=315360000")
		}, 7 * day, 0},
		{"429 with seconds", answers(429, "Retry-After", "7200"), 2 * time.Hour, 2 * time.Hour},
		{"429 with a date", func(g *guest) func(http.ResponseWriter, *http.Request, int) {
			return status(429, "Retry-After", g.clock.now().Add(3*time.Hour).Format(http.TimeFormat))
		}, 3 * time.Hour, 3 * time.Hour},
		{"429 that does not say", answers(429), time.Hour, time.Hour},
		{"429 with max-age", answers(429, "Cache-Control", "max-age=172800"), 48 * time.Hour, 48 * time.Hour},
		{"503 with seconds", answers(503, "Retry-After", "14400"), 4 * time.Hour, 4 * time.Hour},
		{"503 with a date", func(g *guest) func(http.ResponseWriter, *http.Request, int) {
			return status(503, "Retry-After", g.clock.now().Add(5*time.Hour).Format(http.TimeFormat))
		}, 5 * time.Hour, 5 * time.Hour},
		{"five days", answers(429, "Retry-After", "432000"), 5 * day, 5 * day},
		{"beyond all numbers", answers(429, "Retry-After", "99999999999999999999"), 7 * day, 7 * day},
		{"less than nothing", answers(503, "Retry-After", "-5"), time.Hour, 0},
		{"404", answers(404), time.Hour, 0},
		{"500", answers(500), time.Hour, 0},
		{"401", answers(401), time.Hour, 0},
		{"410", answers(410), never, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGuest(t, "/feed")
			g.site.answer = then(c.answer(g), sends())
			g.round(Options{})
			for at := time.Duration(0); at < min(c.at, 8*day); at += 30 * time.Minute {
				if n := g.rounds(1, 0, Options{}); n != 0 {
					t.Fatalf("asked %v after the answer, want %v", at, c.at)
				}
				if at < c.byHand && (at == 0 || at >= c.byHand-30*time.Minute) {
					g.want(fmt.Sprintf("requests by hand after %v", at), g.rounds(1, 0, Options{AtOnce: true}), 0)
				}
				g.clock.add(30 * time.Minute)
			}
			if c.at != never {
				g.want("requests when it is over", g.rounds(1, 0, Options{}), 1)
			}
			if c.byHand == 0 {
				g.want("requests by hand", g.rounds(1, 0, Options{AtOnce: true}), 1)
			}
		})
	}
	for _, code := range []int{404, 500} {
		t.Run(fmt.Sprintf("%d backs off up to a day", code), func(t *testing.T) {
			g := newGuest(t, "/feed")
			g.site.answer = status(code)
			g.round(Options{})
			g.want("requests in the next 30 hours", g.rounds(30, time.Hour, Options{}), 4) // after 1, 3, 7, 15
			g.want("requests in the next 10 days", g.rounds(240, time.Hour, Options{}), 10)
		})
	}
	t.Run("410 keeps what was kept", func(t *testing.T) {
		g := newGuest(t, "/feed")
		g.site.answer = then(sends(), status(410))
		g.round(Options{})
		g.want("requests in 40 days", g.rounds(40, day, Options{}), 1)
		g.want("articles", len(g.shelf.order), 3)
		g.want("trouble", g.poll().Trouble, feed.TroubleGone)
	})
}

func answers(code int, headers ...string) func(*guest) func(http.ResponseWriter, *http.Request, int) {
	return func(*guest) func(http.ResponseWriter, *http.Request, int) { return status(code, headers...) }
}

// TestPoliteAddresses: which address is asked after redirects.
func TestPoliteAddresses(t *testing.T) {
	for _, c := range []struct {
		name  string
		codes []int // /feed leads by the first to /1, that by the second to /2 …
		want  string
	}{
		{"301", []int{301}, "/1"},
		{"308", []int{308}, "/1"},
		{"302", []int{302}, "/feed"},
		{"303", []int{303}, "/feed"},
		{"307", []int{307}, "/feed"},
		{"permanent ones in a row", []int{301, 308}, "/2"},
		{"not past a temporary one", []int{301, 302, 301}, "/1"},
		{"a temporary one first", []int{302, 301}, "/feed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGuest(t, "/feed")
			g.site.answer = func(w http.ResponseWriter, r *http.Request, _ int) {
				at := 0
				_, _ = fmt.Sscanf(r.URL.Path, "/%d", &at)
				if at == len(c.codes) {
					send(w)
					return
				}
				w.Header().Set("Location", fmt.Sprintf("/%d", at+1))
				w.WriteHeader(c.codes[at])
			}
			g.round(Options{})
			g.clock.add(2 * time.Hour)
			g.round(Options{})
			first := g.site.asked()[1+len(c.codes)]
			g.want("asked next", first.URL.Path, c.want)
			g.want("identity", g.shelf.sources[0].ID, g.src.ID)
			g.want("articles", len(g.shelf.order), 3)
		})
	}
	t.Run("no move to a page that is no feed", func(t *testing.T) {
		g := newGuest(t, "/feed")
		g.site.answer = func(w http.ResponseWriter, r *http.Request, n int) {
			if r.URL.Path == "/feed" && n == 1 {
				http.Redirect(w, r, "/login", http.StatusMovedPermanently)
				return
			}
			if r.URL.Path == "/login" {
				webPage("<html><body>Log in</body></html>")(w, r, n)
				return
			}
			send(w)
		}
		g.round(Options{})
		g.clock.add(2 * time.Hour)
		g.round(Options{})
		g.want("asked next", g.site.last().URL.Path, "/feed")
	})
	t.Run("a circle ends", func(t *testing.T) {
		g := newGuest(t, "/feed")
		g.site.answer = func(w http.ResponseWriter, r *http.Request, n int) {
			http.Redirect(w, r, fmt.Sprintf("/%d", len(g.site.asked())), http.StatusFound)
		}
		g.round(Options{})
		if n := len(g.site.asked()); n > 20 {
			t.Errorf("%d requests", n)
		}
		g.want("trouble", g.poll().Trouble, feed.TroubleRedirect)
	})
	t.Run("query kept, fragment not sent", func(t *testing.T) {
		g := newGuest(t, "/feed?b=2&a=1%20x#part")
		g.site.answer = sends()
		g.round(Options{})
		g.want("address", g.site.last().RequestURI, "/feed?b=2&a=1%20x")
	})
}
