package refresh

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

// tagged makes the answer at an address one that says that nothing has changed
// when it is asked with its validator.
func (n *network) tagged(address, tag string) {
	whole := n.answers[address]
	n.answers[address] = func(r fetch.Request) (fetch.Response, error) {
		if r.ETag == tag {
			return fetch.Response{Status: 304, NotModified: true, ETag: tag}, nil
		}
		res, err := whole(r)
		res.ETag = tag
		return res, err
	}
}

func (s *shelf) whole(t *testing.T, src feed.Source) (n int) {
	t.Helper()
	for _, v := range s.articles {
		if strings.Contains(v.article.Text(), "northern channel") && v.source == src.ID {
			n++
		}
	}
	return n
}

// What comes when a source is added gets its pages with the next refresh, due or
// not, and its feed is asked for nothing twice.
func TestOverdueAfterAccept(t *testing.T) {
	for _, c := range []struct {
		name  string
		after time.Duration
		full  feed.FullText
		asked int // for the feed
		whole int
	}{
		{"at once", 0, feed.FullTextShort, 1, 5},
		{"when it is due, unchanged", 2 * time.Hour, feed.FullTextShort, 2, 5},
		{"always", 0, feed.FullTextAlways, 1, 5},
		{"never", 0, feed.FullTextNever, 1, 0},
	} {
		clk, n, k := newClock(), newNetwork(), newShelf()
		src := sourceAt("https://site.example/feed")
		short(n, &src, 5)
		n.tagged(src.Feed, `"one"`)
		of, err := Look(context.Background(), k, n, src.Feed, Options{Now: clk.now})
		if err != nil {
			t.Fatal(err)
		}
		of.Sources[0].FullText = c.full
		if _, kept, err := Accept(context.Background(), k, of, nil); err != nil || kept.New != 5 || n.count() != 1 {
			t.Fatalf("%s: %+v, %v after %d requests", c.name, kept, err, n.count())
		}
		clk.add(c.after)
		was := k.poll(src)
		r := clk.run(t, k, n, Options{})
		if r.err != nil || k.whole(t, src) != c.whole || n.times(src.Feed) != c.asked || r.sum.New+r.sum.Updated != 0 {
			t.Errorf("%s: %+v, %d whole, the feed was asked %d times", c.name, r.sum, k.whole(t, src), n.times(src.Feed))
		}
		if c.after == 0 && r.sum != (Summary{Skipped: 1}) {
			t.Errorf("%s: %+v", c.name, r.sum)
		}
		if c.after == 0 && k.poll(src) != was {
			t.Errorf("%s: %+v, was %+v", c.name, k.poll(src), was)
		}
		before := n.count()
		clk.add(time.Minute)
		if clk.run(t, k, n, Options{}); n.count() != before {
			t.Errorf("%s: asked again: %+v", c.name, n.asked[before:])
		}
	}
}

// A page that did not come is tried again, at most three times, and not when
// there was no network or its host had had enough.
func TestOverdueTries(t *testing.T) {
	clk, n := newClock(), newNetwork()
	src := sourceAt("https://site.example/feed")
	k := newShelf(src)
	short(n, &src, 2)
	n.tagged(src.Feed, `"one"`)
	page, later := n.answers["https://site.example/0"], "https://site.example/1"
	n.fails("https://site.example/0", feed.TroubleDenied, 403)
	n.fails(later, feed.TroubleBusy, 503)
	for range 12 {
		clk.run(t, k, n, Options{})
		clk.add(2 * time.Hour)
	}
	if got := n.times("https://site.example/0"); got != 4 {
		t.Errorf("refused: asked %d times", got)
	}
	if got := n.times(later); got != 12 {
		t.Errorf("busy: asked %d times", got)
	}
	n.answers[later] = page
	n.page(later, wholePage("Quay 1 | Site", 1))
	clk.run(t, k, n, Options{})
	if k.whole(t, src) != 1 || k.articles[feed.ItemID(src.ID, "1")].versions != 0 {
		t.Errorf("%d whole", k.whole(t, src))
	}
	before := n.count()
	clk.add(2 * time.Hour)
	if clk.run(t, k, n, Options{}); n.count() != before+1 {
		t.Errorf("asked for %+v", n.asked[before:])
	}
}

// A host that refuses pages is not asked for all of them at each refresh.
func TestOverdueWall(t *testing.T) {
	clk, n := newClock(), newNetwork()
	src := sourceAt("https://site.example/feed")
	k := newShelf(src)
	short(n, &src, 40)
	n.tagged(src.Feed, `"one"`)
	for i := range 40 {
		n.fails(fmt.Sprintf("https://site.example/%d", i), feed.TroubleDenied, 403)
	}
	for range 30 {
		clk.run(t, k, n, Options{Workers: 1, PerHost: 1})
		clk.add(20 * time.Minute)
	}
	if pages := n.count() - n.times(src.Feed); pages != 4*pageTries {
		t.Errorf("%d pages were asked for", pages)
	}
}
