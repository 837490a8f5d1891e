package refresh

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
)

// wholePage is a page of a site with the long text of number n.
func wholePage(title string, n int) string {
	return "<!doctype html><html lang=en><head><title>" + title + "</title></head><body><nav><a href=/>Home</a></nav><article><h1>" +
		title + "</h1>" + long(n) + "</article><footer>All rights</footer></body></html>"
}

// beginning is the first words of the long text of number n.
func beginning(n int) string {
	return fmt.Sprintf("The harbour office of quay %d counted %d ships in week 0, more than in the year before …", n, 40+n)
}

func (n *network) page(url, body string) {
	n.answers[url] = func(fetch.Request) (fetch.Response, error) {
		return fetch.Response{Status: 200, Body: []byte(body), Type: "text/html; charset=utf-8"}, nil
	}
}

func TestIsShort(t *testing.T) {
	brief := "<p>The ferry runs again.</p>"
	for _, c := range []struct {
		name             string
		summary, content string
		want             bool
	}{
		{"nothing", "", "", true},
		{"a line and nothing beside it", brief, "", true},
		{"a long description", long(1), "", false},
		{"a long text", brief, long(1), false},
		{"a brief that is whole", "", brief, false},
		{"a text that is its summary", brief, brief, true},
		{"a text longer than its summary", brief, brief + "<p>It had been closed since May.</p>", false},
		{"dots", "", long(1) + "<p>And then…</p>", true},
		{"dots in brackets", "", long(1) + "<p>And then [...]</p>", true},
		{"a sign in brackets", "", long(1) + "<p>And then [&#8230;]</p>", true},
		{"read more", "", long(1) + `<p><a href="https://a.example/1">Read more »</a></p>`, true},
		{"lire la suite", "", long(1) + `<p><a href="https://a.example/1">Lire la suite…</a></p>`, true},
		{"xem thêm", "", long(1) + "Xem thêm &gt;&gt;", true},
		{"words for it inside", "", "<p>Read more books.</p>" + long(1), false},
		{"no blanks between words", strings.Repeat("<p>ທ່ານນາຍົກລັດຖະມົນຕີໄດ້ກ່າວວ່າ</p>", 60), "", false},
	} {
		it := parse.Item{Summary: c.summary, Content: c.content}
		if got := isShort(&it); got != c.want {
			t.Errorf("%s: short %v, want %v", c.name, got, c.want)
		}
	}
}

// short makes a feed of n beginnings, and the pages of them.
func short(n *network, src *feed.Source, count int) {
	var in []entry
	for i := range count {
		link := fmt.Sprintf("https://site.example/%d", i)
		in = append(in, entry{id: fmt.Sprint(i), link: link, title: fmt.Sprintf("Quay %d", i), text: beginning(i)})
		n.page(link, wholePage(fmt.Sprintf("Quay %d | Site", i), i))
	}
	n.body(src.Feed, rssOf("Site", in...))
}

func (s *shelf) text(src feed.Source, guid string) (string, *volume) {
	v := s.articles[feed.ItemID(src.ID, guid)]
	if v == nil {
		return "", nil
	}
	return v.article.Text(), v
}

func TestFullText(t *testing.T) {
	clk, n := newClock(), newNetwork()
	src := sourceAt("https://site.example/feed")
	k := newShelf(src)
	short(n, &src, 12)
	n.fails("https://site.example/3", feed.TroubleTimeout, 0)
	n.page("https://site.example/4", "<html><body><h1>Cookies</h1>"+strings.Repeat("<p>We and our partners store information on your device, if you agree to it here and now.</p>", 30)+"</body></html>")
	n.page("https://site.example/5", "<html><body><article><p>"+beginning(5)+"</p></article></body></html>")
	r := clk.run(t, k, n, Options{})
	if r.sum.New != 12 || r.sum.Failed != 0 || r.sum.Updated != 0 {
		t.Fatalf("%+v", r.sum)
	}
	for i := range 12 {
		body, v := k.text(src, fmt.Sprint(i))
		whole := i < 3 || i > 5
		if strings.Contains(body, "northern channel") != whole {
			t.Errorf("article %d: whole %v, text %.100q", i, !whole, body)
		}
		if v.article.Title != fmt.Sprintf("Quay %d", i) || v.article.URL != fmt.Sprintf("https://site.example/%d", i) || v.article.SourceID != src.ID || v.article.Source != "Site" {
			t.Errorf("article %d: %+v", i, v.article.Head)
		}
		if strings.HasPrefix(string(v.raw.Bytes), "<!doctype") != whole || !whole && string(v.raw.Bytes) != beginning(i) {
			t.Errorf("article %d: raw %.60q", i, v.raw.Bytes)
		}
		if v.versions != 0 || strings.Contains(body, "All rights") {
			t.Errorf("article %d: %d versions, %q", i, v.versions, body)
		}
	}
	last := r.events[len(r.events)-2]
	if last.Phase != Fetching || last.Done != 12 || last.All != 12 {
		t.Errorf("last but one event: %+v", last)
	}
	for _, q := range n.asked[1:] {
		if q.Want != fetch.WantPage || q.Private || q.ETag != "" {
			t.Errorf("request for a page: %+v", q)
		}
	}
	clk.add(2 * day)
	// The page that did not come is asked for again, those that had no more are not.
	if r = clk.run(t, k, n, Options{}); r.sum.New+r.sum.Updated != 0 || len(n.asked) != 15 || n.times("https://site.example/3") != 2 {
		t.Errorf("again: %+v after %d requests", r.sum, len(n.asked))
	}
}

func TestFullTextWhen(t *testing.T) {
	rules, err := ParseRules("mine", "[never.example]\nfull=never\n[always.example]\nfull=always\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, link string
		mode       feed.FullText
		long       bool
		pages      int
		want       bool
	}{
		{"short", "https://s.example/1", feed.FullTextShort, false, 0, true},
		{"long", "https://s.example/1", feed.FullTextShort, true, 0, false},
		{"always", "https://s.example/1", feed.FullTextAlways, true, 0, true},
		{"never", "https://s.example/1", feed.FullTextNever, false, 0, false},
		{"no pages", "https://s.example/1", feed.FullTextShort, false, -1, false},
		{"never by rule", "https://www.never.example/1", feed.FullTextShort, false, 0, false},
		{"always by rule", "https://always.example/1", feed.FullTextShort, true, 0, true},
		{"the user goes before a rule", "https://never.example/1", feed.FullTextAlways, false, 0, true},
		{"never of the user too", "https://always.example/1", feed.FullTextNever, false, 0, false},
		{"no address", "", feed.FullTextAlways, false, 0, false},
		{"the site itself", "https://s.example/", feed.FullTextAlways, false, 0, false},
		{"no web address", "mailto:desk@s.example", feed.FullTextAlways, false, 0, false},
	} {
		clk, n := newClock(), newNetwork()
		src := sourceAt("https://feeds.example/feed")
		src.FullText = c.mode
		k := newShelf(src)
		e := entry{id: "1", link: c.link, title: "Quay 1", text: beginning(1)}
		if c.long {
			e.text = long(1)
		}
		n.body(src.Feed, rssOf("S", e))
		clk.run(t, k, n, Options{Rules: rules, Pages: c.pages})
		if got := len(n.asked) == 2; got != c.want {
			t.Errorf("%s: page asked for %v, want %v", c.name, got, c.want)
		}
		if len(k.order) != 1 {
			t.Errorf("%s: %d articles", c.name, len(k.order))
		}
	}
}

// A first refresh does not storm a server, and pages that fail are not tried for
// ever.
func TestFullTextBounds(t *testing.T) {
	clk, n := newClock(), newNetwork()
	src := sourceAt("https://site.example/feed")
	k := newShelf(src)
	short(n, &src, 80)
	if r := clk.run(t, k, n, Options{Pages: 10}); r.sum.New != 80 || len(n.asked) != 11 {
		t.Errorf("%+v after %d requests", r.sum, len(n.asked))
	}
	if body, _ := k.text(src, "0"); !strings.Contains(body, "northern channel") {
		t.Error("the newest is not whole")
	}

	n, k = newNetwork(), newShelf(src)
	short(n, &src, 40)
	for i := range 40 {
		n.fails(fmt.Sprintf("https://site.example/%d", i), feed.TroubleDenied, 403)
	}
	r := clk.run(t, k, n, Options{Workers: 1, PerHost: 1})
	if r.sum.New != 40 || r.sum.Failed != 0 || len(n.asked) != 1+pageTries {
		t.Errorf("with a wall: %+v after %d requests", r.sum, len(n.asked))
	}
	if p := k.poll(src); p.Failures != 0 || p.Good.IsZero() {
		t.Errorf("blamed for its pages: %+v", p)
	}
}

// Only the host that the user wrote may be asked in a private network.
func TestFullTextPrivate(t *testing.T) {
	clk, n := newClock(), newNetwork()
	src := sourceAt("http://192.168.7.7:8080/feed")
	src.Private, src.FullText = true, feed.FullTextAlways
	k := newShelf(src)
	links := []string{"http://192.168.7.7:8080/a", "http://192.168.7.7/b", "http://192.168.7.8:8080/c", "https://public.example/d"}
	var in []entry
	for _, l := range links {
		in = append(in, entry{id: l, link: l, title: l, text: long(1)})
	}
	n.body(src.Feed, rssOf("S", in...))
	clk.run(t, k, n, Options{})
	for _, q := range n.asked[1:] {
		if q.Private != (q.URL == links[0]) {
			t.Errorf("%s: private %v", q.URL, q.Private)
		}
	}
	if len(n.asked) != 5 {
		t.Errorf("%d requests: %+v", len(n.asked), n.asked)
	}
}

// What came before the end stays; the source is as it was, and the next refresh
// fetches the rest.
func TestFullTextCancelled(t *testing.T) {
	clk, n := newClock(), newNetwork()
	src := sourceAt("https://site.example/feed")
	k := newShelf(src)
	short(n, &src, 40)
	ctx, cancel := context.WithCancel(t.Context())
	whole := n.answers["https://site.example/0"]
	n.answers["https://site.example/0"] = func(fetch.Request) (fetch.Response, error) {
		<-ctx.Done()
		return fetch.Response{}, ctx.Err()
	}
	sum, err := Run(ctx, &ending{k, cancel}, n, nil, Options{Now: clk.now, Workers: 1}, nil)
	if err == nil || k.poll(src) != (feed.Poll{Tried: clk.now()}) || len(k.order) == 0 || len(k.order) == 40 {
		t.Fatalf("%+v, %v, %d kept, %+v", sum, err, len(k.order), k.poll(src))
	}
	kept := len(k.order)
	n.answers["https://site.example/0"] = whole
	r := clk.run(t, k, n, Options{})
	if r.sum.New != 40-kept || len(k.order) != 40 {
		t.Errorf("%+v after %d", r.sum, kept)
	}
	for i := range 40 {
		if body, _ := k.text(src, fmt.Sprint(i)); !strings.Contains(body, "northern channel") {
			t.Errorf("article %d is not whole", i)
		}
	}
}

// ending is a shelf that ends the refresh when it has kept something.
type ending struct {
	*shelf
	end func()
}

func (e *ending) Keep(ctx context.Context, in []feed.Polled) ([]feed.Kept, error) {
	defer e.end()
	return e.shelf.Keep(ctx, in)
}

func (e *ending) KeepEach(ctx context.Context, parts iter.Seq[[]feed.Polled], done func([]feed.Kept, error)) {
	keepEach(ctx, e.Keep, parts, done)
}

// A source with many pages to fetch holds up no other.
func TestFullTextHoldsUpNobody(t *testing.T) {
	clk, n := newClock(), newNetwork()
	slow := sourceAt("https://site.example/feed")
	k := newShelf(slow)
	short(n, &slow, 30)
	for i := range 20 {
		s := sourceAt(fmt.Sprintf("https://h%d.example/feed", i))
		k.sources = append(k.sources, s)
		n.body(s.Feed, rssOf(fmt.Sprint(i), entries(1, fmt.Sprint(i))...))
	}
	r := clk.run(t, k, n, Options{Workers: 1})
	var order []string
	for _, e := range r.events {
		if e.Phase == Finished {
			order = append(order, e.Source.Feed)
		}
	}
	if i := slices.Index(order, slow.Feed); i != len(order)-1 {
		t.Errorf("the slow one was number %d of %d", i, len(order))
	}
}
