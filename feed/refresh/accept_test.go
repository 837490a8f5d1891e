package refresh

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
)

func (c *clock) look(t *testing.T, k Keeper, n *network, address string) Offer {
	t.Helper()
	of, err := Look(t.Context(), k, n, address, Options{Now: c.now})
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return of
}

func TestLookAtFeed(t *testing.T) {
	for _, typed := range []string{
		"https://a.example/feed", "  https://a.example/feed\n", "feed:https://a.example/feed", "a.example/feed",
		"<https://a.example/feed>", `"https://a.example/feed"`, "«https://a.example/feed»", "https://a.example/feed#top",
	} {
		clk, n, k := newClock(), newNetwork(), newShelf()
		n.body("https://a.example/feed", rssOf("Alpha", entries(4, "a")...))
		of := clk.look(t, k, n, typed)
		if of.Kind != OfferFeed || len(of.Sources) != 1 || len(of.Heads) != 4 || of.Known[0] || len(n.asked) != 1 {
			t.Errorf("%q: %+v after %d requests", typed, of, len(n.asked))
			continue
		}
		if s := of.Sources[0]; s.Name != "Alpha" || s.Named || s.Private || s.Feed != "https://a.example/feed" || s.URL != "https://site.example/" {
			t.Errorf("%q: %+v", typed, s)
		}
		if len(k.order)+len(k.sources) != 0 {
			t.Errorf("%q: kept before it was accepted", typed)
		}
		sources, kept, err := Accept(t.Context(), k, of, nil)
		if err != nil || kept.New != 4 || len(sources) != 1 || len(k.order) != 4 || len(n.asked) != 1 {
			t.Errorf("%q: %+v, %+v, %v", typed, sources, kept, err)
		}
		// The refresh after it goes on from there.
		if r := clk.run(t, k, n, Options{}); r.sum.Skipped != 1 {
			t.Errorf("%q: asked again at once: %+v", typed, r.sum)
		}
		if r := clk.run(t, k, n, Options{AtOnce: true}); r.sum.Unchanged != 1 || len(k.order) != 4 {
			t.Errorf("%q: the refresh after it: %+v", typed, r.sum)
		}
		if of = clk.look(t, k, n, typed); !of.Known[0] {
			t.Errorf("%q: not known although it is followed", typed)
		}
	}
}

func TestLookRefuses(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  error
	}{
		{"", feed.ErrInvalid}, {"not an address", feed.ErrInvalid}, {"file:///etc/passwd", feed.ErrInvalid},
		{"|curl https://a.example", feed.ErrInvalid}, {"javascript:alert(1)", feed.ErrInvalid},
		{"https://picture.example/", parse.ErrNotFeed}, {"https://empty.example/", parse.ErrNotFeed},
	} {
		clk, n := newClock(), newNetwork()
		n.body("https://picture.example/", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
		n.body("https://empty.example/", "<html><body></body></html>")
		_, err := Look(t.Context(), newShelf(), n, c.typed, Options{Now: clk.now})
		if !errors.Is(err, c.want) || len(n.asked) > maxRequests {
			t.Errorf("%q: %v after %d requests", c.typed, err, len(n.asked))
		}
	}
	var e *fetch.Error
	if _, err := Look(t.Context(), newShelf(), newNetwork(), "https://gone.example/x", Options{}); !errors.As(err, &e) || e.Status != 404 {
		t.Errorf("a 404: %v", err)
	}
}

func TestLookWithoutScheme(t *testing.T) {
	for _, c := range []struct {
		name  string
		https feed.Trouble
		asked int
		ok    bool
	}{
		{"nobody at https", feed.TroubleConnect, 2, true},
		{"a certificate of another", feed.TroubleTLS, 2, true},
		{"no such host", feed.TroubleHost, 1, false},
		{"not found", feed.TroubleMissing, 1, false},
	} {
		clk, n := newClock(), newNetwork()
		status := 0
		if c.https == feed.TroubleMissing {
			status = 404
		}
		n.fails("https://old.example/rss", c.https, status)
		n.body("http://old.example/rss", rssOf("Old"))
		of, err := Look(t.Context(), newShelf(), n, "old.example/rss", Options{Now: clk.now})
		if (err == nil) != c.ok || len(n.asked) != c.asked || c.ok && of.Sources[0].Feed != "http://old.example/rss" {
			t.Errorf("%s: %+v, %v after %d requests", c.name, of.Sources, err, len(n.asked))
		}
	}
	// Who wrote https meant it.
	n := newNetwork()
	n.fails("https://old.example/rss", feed.TroubleTLS, 0)
	if _, err := Look(t.Context(), newShelf(), n, "https://old.example/rss", Options{}); err == nil || len(n.asked) != 1 {
		t.Errorf("asked over http: %v, %d requests", err, len(n.asked))
	}
}

// A name that leads into a private network is asked, for the user wrote it.
func TestLookPrivate(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	for _, host := range []string{"http://192.168.1.9", "http://[::1]:8080", "http://intranet.example", "http://box.lan"} {
		url := host + "/feed"
		n.answers[url] = func(r fetch.Request) (fetch.Response, error) {
			if !r.Private {
				return fetch.Response{}, &fetch.Error{Trouble: feed.TroublePrivate, URL: r.URL, Err: errors.New("private")}
			}
			return fetch.Response{Status: 200, Body: []byte(rssOf("Inside"))}, nil
		}
		if of := clk.look(t, k, n, url); !of.Sources[0].Private {
			t.Errorf("%s: not private: %+v", host, of.Sources[0])
		}
	}
	// A redirect into one is not what the user wrote.
	n.answers["https://trap.example/"] = func(r fetch.Request) (fetch.Response, error) {
		return fetch.Response{}, &fetch.Error{Trouble: feed.TroublePrivate, URL: "http://10.0.0.1/", Err: errors.New("private")}
	}
	if _, err := Look(t.Context(), k, n, "https://trap.example/", Options{}); err == nil || n.times("https://trap.example/") != 1 {
		t.Errorf("a redirect inside: %v", err)
	}
	// Nor is a feed in one that a page names.
	n.page("https://page.example/", `<html><head><link rel="alternate" type="application/rss+xml" href="http://192.168.1.9/feed"></head><body><article><h1>Quay</h1>`+long(1)+"</article></body></html>")
	asked := n.times("http://192.168.1.9/feed")
	if of := clk.look(t, k, n, "https://page.example/"); of.Kind != OfferPage || n.times("http://192.168.1.9/feed") != asked {
		t.Errorf("a page that names a private feed: %+v", of.Sources)
	}
}

func TestLookAtChoice(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	n.page("https://site.example/", `<html><head><title>Site</title>
		<link rel="alternate" type="application/rss+xml" title="Remarks - Comments" href="/comments/feed/">
		<link rel="alternate" type="application/rss+xml" title="All news" href="/feed/">
		<link rel="alternate" type="application/atom+xml" title="Sport" href="/sport.atom"></head><body></body></html>`)
	of := clk.look(t, k, n, "site.example/")
	if of.Kind != OfferChoice || len(of.Sources) != 3 || len(n.asked) != 1 {
		t.Fatalf("%+v after %d requests", of, len(n.asked))
	}
	if of.Sources[0].Name != "All news" || of.Sources[2].Feed != "https://site.example/comments/feed/" {
		t.Errorf("%+v", of.Sources)
	}
	sources, kept, err := Accept(t.Context(), k, of, []feed.ID{of.Sources[1].ID})
	if err != nil || len(sources) != 1 || kept.New != 0 || len(k.sources) != 1 || k.sources[0].Feed != "https://site.example/sport.atom" || len(n.asked) != 1 {
		t.Errorf("%+v, %+v, %v", sources, kept, err)
	}
	if _, _, err = Accept(t.Context(), k, of, []feed.ID{}); err != nil || len(k.sources) != 1 {
		t.Errorf("none chosen: %v, %+v", err, k.sources)
	}
}

func TestLookAtPage(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	n.page("https://site.example/news/quay", wholePage("A busy week at the quays", 5))
	of := clk.look(t, k, n, "https://site.example/news/quay")
	if of.Kind != OfferPage || len(of.Heads) != 1 || of.Heads[0].Title != "A busy week at the quays" || len(of.Sources) != 0 {
		t.Fatalf("%+v", of)
	}
	if len(n.asked) > maxRequests {
		t.Errorf("%d requests", len(n.asked))
	}
	_, kept, err := Accept(t.Context(), k, of, nil)
	if err != nil || kept.New != 1 || len(k.sources) != 0 {
		t.Errorf("%+v, %v, %+v", kept, err, k.sources)
	}
	if v := k.articles[k.order[0]]; !strings.Contains(v.article.Text(), "northern channel") || !strings.HasPrefix(string(v.raw.Bytes), "<!doctype") || v.article.ID.IsZero() {
		t.Errorf("%+v", v)
	}
}

// Guessing ends when the server wants it.
func TestLookStopsGuessing(t *testing.T) {
	for _, c := range []struct {
		status, most int
	}{{429, 2}, {503, 2}, {404, maxRequests}} {
		clk, n, k := newClock(), newNetwork(), newShelf()
		n.page("https://site.example/", wholePage("Quay", 5))
		for _, g := range parse.Guesses("https://site.example/") {
			tr := feed.TroubleBusy
			if c.status == 404 {
				tr = feed.TroubleMissing
			}
			n.fails(g, tr, c.status)
		}
		if of := clk.look(t, k, n, "https://site.example/"); of.Kind != OfferPage || len(n.asked) > c.most {
			t.Errorf("%d: %d requests, want at most %d", c.status, len(n.asked), c.most)
		}
	}
}

const someList = `<?xml version="1.0"?><opml version="2.0"><body>
<outline text="North"><outline type="rss" text="Alpha" xmlUrl="https://a.example/feed"/></outline>
<outline type="rss" text="Beta" xmlUrl="https://b.example/feed"/>
<outline type="rss" text="Inside" xmlUrl="http://192.168.1.9/feed"/>
<outline type="rss" text="Trick" xmlUrl="|rm -r x"/></body></opml>`

func TestLookAtList(t *testing.T) {
	clk, n, k := newClock(), newNetwork(), newShelf()
	n.body("https://lists.example/all.opml", someList)
	of := clk.look(t, k, n, "https://lists.example/all.opml")
	if of.Kind != OfferList || len(of.Sources) != 2 || len(of.Refused) != 2 || len(n.asked) != 1 {
		t.Fatalf("%+v", of)
	}
	if all := strings.Join(of.Refused, "\n"); !strings.Contains(all, "private network") || !strings.Contains(all, "|rm -r x") {
		t.Errorf("%q", of.Refused)
	}
	if _, _, err := Accept(t.Context(), k, of, nil); err != nil || len(k.sources) != 2 || k.sources[0].Folder != "North" {
		t.Errorf("%v, %+v", err, k.sources)
	}
}

func TestReadFile(t *testing.T) {
	clk, k := newClock(), newShelf()
	o := Options{Now: clk.now}
	of, err := ReadFile(t.Context(), k, "all.opml", []byte(someList), o)
	if err != nil || of.Kind != OfferList || len(of.Sources) != 3 || len(of.Refused) != 1 || !of.Sources[2].Private {
		t.Fatalf("list: %+v, %v", of, err)
	}
	body := strings.Replace(rssOf("Saved", entries(3, "s")...), "<channel>", `<channel><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://saved.example/feed"/>`, 1)
	if of, err = ReadFile(t.Context(), k, "feed.xml", []byte(body), o); err != nil || of.Kind != OfferFeed || len(of.Heads) != 3 {
		t.Fatalf("feed: %+v, %v", of, err)
	}
	if _, kept, err := Accept(t.Context(), k, of, nil); err != nil || kept.New != 3 || len(k.sources) != 0 {
		t.Errorf("feed: %+v, %v, %+v", kept, err, k.sources)
	}
	// Followed later, it brings none of them again.
	n := newNetwork()
	n.body("https://saved.example/feed", body)
	if _, kept, err := Accept(t.Context(), k, clk.look(t, k, n, "https://saved.example/feed"), nil); err != nil || kept.New != 0 || kept.Same != 3 {
		t.Errorf("followed later: %+v, %v", kept, err)
	}
	for i, in := range []string{"", "just text", "<html><body><p>page</p></body></html>", "\x00\x01"} {
		if of, err = ReadFile(t.Context(), k, "x", []byte(in), o); err == nil {
			t.Errorf("%d: %q is offered as %+v", i, in, of)
		}
	}
}

// What an offer holds goes to the source as it is followed already.
func TestAcceptKnownByAnotherAddress(t *testing.T) {
	clk, n := newClock(), newNetwork()
	was := feed.Source{ID: feed.FeedID("http://old.example/rss"), Name: "Mine", Named: true, Feed: "https://new.example/rss"}
	k := &renaming{newShelf(was), was}
	body := rssOf("Theirs", entries(2, "x")...)
	n.body(was.Feed, body)
	clk.run(t, k, n, Options{})
	of := clk.look(t, k, n, "https://new.example/rss")
	_, kept, err := Accept(t.Context(), k, of, nil)
	if err != nil || kept.New != 0 || kept.Same != 2 || fmt.Sprint(of.Known) != "[true]" {
		t.Errorf("%+v, %v, known %v", kept, err, of.Known)
	}
}

// A page that names no feed is followed through the home page of its site.
func TestLookAtHome(t *testing.T) {
	const (
		article = "https://site.example/2026/03/ships.html"
		link    = `<link rel="alternate" type="application/rss+xml" href="%s" title="%s">`
	)
	two := fmt.Sprintf(link, "/a.xml", "All") + fmt.Sprintf(link, "/b.xml", "Ports")
	for _, c := range []struct {
		name    string
		page    string
		home    string // its links, "" for no page there
		at      string // where it leads
		kind    OfferKind
		sources int
		asked   int
	}{
		{"two feeds", article, two, "", OfferChoice, 2, 2},
		{"one feed", article, fmt.Sprintf(link, "/a.xml", "All"), "", OfferFeed, 1, 3},
		{"by number", "https://site.example/?p=77", two, "", OfferChoice, 2, 2},
		{"with www", article, two, "https://www.site.example/", OfferChoice, 2, 2},
		{"of somebody else", article, two, "https://host.example/", OfferPage, 0, 5},
		{"the page itself", article, two, article, OfferPage, 0, 5},
		{"one feed that has gone", article, fmt.Sprintf(link, "/gone.xml", "All"), "", OfferPage, 0, 5},
		{"no feed", article, "<meta name=x>", "", OfferPage, 0, 5},
		{"no home", article, "", "", OfferPage, 0, 5},
	} {
		clk, n, k := newClock(), newNetwork(), newShelf()
		n.page(c.page, wholePage("Quay", 5))
		n.body("https://site.example/a.xml", rssOf("All", entries(2, "a")...))
		if c.home != "" {
			n.page("https://site.example/", strings.Replace(wholePage("Home", 2), "<title>", c.home+"<title>", 1))
			home := n.answers["https://site.example/"]
			n.answers["https://site.example/"] = func(r fetch.Request) (fetch.Response, error) {
				res, err := home(r)
				res.URL = c.at
				return res, err
			}
		}
		of := clk.look(t, k, n, c.page)
		if of.Kind != c.kind || len(of.Sources) != c.sources || len(n.asked) != c.asked {
			t.Errorf("%s: kind %d, %d sources after %d requests", c.name, of.Kind, len(of.Sources), len(n.asked))
		}
	}
}

// What a page announces is asked only when it can be meant.
func TestLookAtAnnouncements(t *testing.T) {
	const link = `<link rel="alternate" type="application/rss+xml" href="%s">`
	for _, c := range []struct {
		name  string
		links string
		kind  OfferKind
		asked int
	}{
		{"itself", fmt.Sprintf(link, "/"), OfferPage, 1},
		{"one feed again and again", strings.Repeat(fmt.Sprintf(link, "/n.xml"), 51), OfferChoice, 1},
		{"one feed twice", strings.Repeat(fmt.Sprintf(link, "/n.xml"), 2), OfferFeed, 2},
		{"itself and one feed", fmt.Sprintf(link, "/") + fmt.Sprintf(link, "/n.xml"), OfferFeed, 2},
		{"one that is busy", fmt.Sprintf(link, "/busy.xml"), OfferPage, 2},
		{"one that has gone", fmt.Sprintf(link, "/gone.xml"), OfferPage, 6},
	} {
		clk, n, k := newClock(), newNetwork(), newShelf()
		n.page("https://site.example/", strings.Replace(wholePage("Quay", 5), "<title>", c.links+"<title>", 1))
		n.body("https://site.example/n.xml", rssOf("Site", entries(2, "n")...))
		n.fails("https://site.example/busy.xml", feed.TroubleBusy, 503)
		if of := clk.look(t, k, n, "https://site.example/"); of.Kind != c.kind || len(n.asked) != c.asked {
			t.Errorf("%s: kind %d after %d requests", c.name, of.Kind, len(n.asked))
		}
	}
}
