package refresh

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

// TestPoliteBodies: bodies as they are sent.
func TestPoliteBodies(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(z, threeItems)
	_ = z.Close()
	for _, c := range []struct {
		name     string
		answer   func(http.ResponseWriter, *http.Request, int)
		articles int
		title    string
	}{
		{"gzip", func(w http.ResponseWriter, _ *http.Request, _ int) {
			set(w, "Content-Encoding", "gzip", "Content-Type", "text/xml")
			_, _ = w.Write(zipped.Bytes())
		}, 3, "Three"},
		{"a Content-Encoding that is none", sends("Content-Encoding", "UTF-8"), 3, "Three"},
		{"the charset of Content-Type", func(w http.ResponseWriter, _ *http.Request, _ int) {
			set(w, "Content-Type", "text/xml; charset=iso-8859-1")
			_, _ = io.WriteString(w, "<rss version='2.0'><channel><title>\xc9t\xe9 \xe0 Hu\xea</title><item><title>Un</title></item></channel></rss>")
		}, 1, "Été à Huê"},
		{"a bomb", func(w http.ResponseWriter, _ *http.Request, _ int) {
			set(w, "Content-Encoding", "gzip", "Content-Type", "text/xml")
			z := gzip.NewWriter(w)
			block := make([]byte, 1<<20)
			for range 40 {
				if _, err := z.Write(block); err != nil {
					return
				}
			}
			_ = z.Close()
		}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGuest(t, "/feed")
			g.site.answer = c.answer
			g.round(Options{})
			g.want("articles", len(g.shelf.order), c.articles)
			if c.title != "" {
				g.want("name", g.shelf.sources[0].Name, c.title)
			} else {
				g.want("trouble", g.poll().Trouble, feed.TroubleTooLarge)
			}
		})
	}
}

// TestPoliteSlow: servers that say nothing, or drip, are given up.
func TestPoliteSlow(t *testing.T) {
	g := newGuest(t, "/good")
	g.fetch.FirstByte, g.fetch.Stall, g.fetch.Timeout = 200*time.Millisecond, 200*time.Millisecond, 600*time.Millisecond
	silent, drip := newGuest(t, "/silent"), newGuest(t, "/drip")
	gone := make(chan struct{})
	t.Cleanup(func() { close(gone) })
	silent.site.answer = func(_ http.ResponseWriter, r *http.Request, _ int) {
		select {
		case <-r.Context().Done():
		case <-gone:
		}
	}
	drip.site.answer = func(w http.ResponseWriter, r *http.Request, _ int) {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			_, _ = io.WriteString(w, "<")
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-gone:
				return
			case <-tick.C:
			}
		}
	}
	g.site.answer = sends()
	g.shelf.sources = append(g.shelf.sources, silent.src, drip.src)
	r := g.round(Options{})
	g.want("new", r.sum.New, 3)
	g.want("failed", r.sum.Failed, 2)
	g.want("silent", g.shelf.poll(silent.src).Trouble, feed.TroubleTimeout)
	g.want("dripping", g.shelf.poll(drip.src).Trouble, feed.TroubleTimeout)
}

// TestPoliteHosts: many sources of one host.
func TestPoliteHosts(t *testing.T) {
	g := newGuest(t, "/0")
	for i := 1; i < 30; i++ {
		s := sourceAt(fmt.Sprintf("%s/%d", g.site.URL, i))
		s.Private = true
		g.shelf.sources = append(g.shelf.sources, s)
	}
	g.site.answer = sends()
	g.round(Options{})
	g.want("requests", len(g.site.asked()), 30)
	if g.site.most > 2 {
		t.Errorf("%d at once", g.site.most)
	}
	g.site.answer = status(429, "Retry-After", "600")
	g.clock.add(2 * time.Hour)
	g.fetch.PerHost = 1
	g.round(Options{})
	g.want("requests with a 429", len(g.site.asked()), 31)
	g.clock.add(5 * time.Minute)
	g.round(Options{})
	g.want("requests before it is over", len(g.site.asked()), 31)
	g.site.answer = sends()
	g.clock.add(6 * time.Minute)
	g.round(Options{})
	if n := len(g.site.asked()); n < 50 {
		t.Errorf("%d requests when it is over, want those of all sources", n)
	}
}

// TestPoliteDiscovery: each case is one way in which a site names its feed.
func TestPoliteDiscovery(t *testing.T) {
	const head, body = "<!doctype html><html><head><title>Site</title>", "</head><body><p>Words of a page.</p>"
	for _, c := range []struct {
		name, page string
		header     string
		want       string // the feed that is asked, or offered first
		kind       OfferKind
	}{
		{"in the head", head + `<link rel="alternate" type="application/rss+xml" href="/n.xml">` + body, "", "/n.xml", OfferFeed},
		{"in the body", head + body + `<link rel="alternate" type="application/atom+xml" href="/n.xml">`, "", "/n.xml", OfferFeed},
		{"relative", head + `<link rel="alternate" type="application/rss+xml" href="n.xml">` + body, "", "/dir/n.xml", OfferFeed},
		{"relative to a base", head + `<base href="/else/"><link rel="alternate" type="application/rss+xml" href="n.xml">` + body, "", "/else/n.xml", OfferFeed},
		{"upper case, without quotes", head + `<LINK REL=ALTERNATE TYPE=application/rss+xml HREF=/n.xml>` + body, "", "/n.xml", OfferFeed},
		{"several words in rel", head + `<link rel="home alternate" type="application/rss+xml" href="/n.xml">` + body, "", "/n.xml", OfferFeed},
		{"JSON Feed", head + `<link rel="alternate" type="application/feed+json" href="/n.json">` + body, "", "/n.json", OfferFeed},
		{"comments not first", head + `<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed"><link rel="alternate" type="application/rss+xml" title="News" href="/n.xml">` + body, "", "/n.xml", OfferChoice},
		{"a Link header", head + body, `</n.xml>; rel="alternate"; type="application/rss+xml"`, "/n.xml", OfferFeed},
		{"where many have it", head + body, "", "/rss.xml", OfferFeed},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGuest(t, "/feed")
			g.shelf.sources = nil
			g.site.answer = func(w http.ResponseWriter, r *http.Request, n int) {
				switch r.URL.Path {
				case "/dir/":
					if c.header != "" {
						w.Header().Set("Link", c.header)
					}
					webPage(c.page)(w, r, n)
				case c.want:
					if strings.HasSuffix(c.want, ".json") {
						_, _ = io.WriteString(w, `{"version": "https://jsonfeed.org/version/1.1", "title": "Three", "items": []}`)
						return
					}
					send(w)
				default:
					w.WriteHeader(404)
				}
			}
			of := g.look(g.site.URL + "/dir/")
			g.want("kind", of.Kind, c.kind)
			g.want("feed", of.Sources[0].Feed, g.site.URL+c.want)
			if n := len(g.site.asked()); n > 8 || c.kind == OfferFeed && c.want != "/rss.xml" && n != 2 || c.kind == OfferChoice && n != 1 {
				t.Errorf("%d requests", n)
			}
			g.want("followed as private", g.shelf.sources[0].Private, true)
		})
	}
	t.Run("no feed at all", func(t *testing.T) {
		g := newGuest(t, "/feed")
		g.site.answer = func(w http.ResponseWriter, r *http.Request, n int) {
			if r.URL.Path == "/a/b" {
				webPage(head+"</head><body><article><h1>The ferry</h1>"+long(3)+"</article></body></html>")(w, r, n)
				return
			}
			w.WriteHeader(404)
		}
		of := g.look(g.site.URL + "/a/b")
		g.want("kind", of.Kind, OfferPage)
		g.want("articles", len(g.shelf.order), 1)
		if n := len(g.site.asked()); n > 8 {
			t.Errorf("%d requests", n)
		}
	})
}
