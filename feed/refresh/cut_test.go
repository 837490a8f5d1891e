package refresh

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

// cutFeed is a feed of two items that breaks off in a third.
func cutFeed() string {
	whole := rssOf("Quay", entries(3, "quay")...)
	return whole[:strings.LastIndex(whole, "</item>")-40]
}

func TestRunCutFeed(t *testing.T) {
	c, n := newClock(), newNetwork()
	src := sourceAt("https://quay.example/feed")
	k := newShelf(src)
	serve := func(tag, body string) {
		n.answers[src.Feed] = func(fetch.Request) (fetch.Response, error) {
			return fetch.Response{Status: 200, Body: []byte(body), Type: "text/xml", ETag: tag}, nil
		}
	}
	ask := func() feed.Poll {
		c.add(25 * time.Hour)
		if r := c.run(t, k, n, Options{}); r.err != nil {
			t.Fatal(r.err)
		}
		return k.poll(src)
	}

	serve(`"cut"`, cutFeed())
	p := ask()
	if p.Trouble != feed.TroubleUnreadable || p.ETag != "" || len(k.order) != 0 || !strings.Contains(p.Message, errCut.Error()) {
		t.Errorf("cut once: %+v, %d articles", p, len(k.order))
	}
	serve(`"whole"`, rssOf("Quay", entries(3, "quay")...))
	if p = ask(); p.Trouble != feed.NoTrouble || p.ETag != `"whole"` || len(k.order) != 3 {
		t.Errorf("whole again: %+v, %d articles", p, len(k.order))
	}
	serve(`"cut"`, strings.ReplaceAll(cutFeed(), "quay", "pier"))
	if p = ask(); p.Trouble != feed.TroubleUnreadable || p.ETag != `"whole"` || len(k.order) != 3 {
		t.Errorf("cut after a whole one: %+v, %d articles", p, len(k.order))
	}
	if p = ask(); p.Trouble != feed.NoTrouble || p.ETag != `"whole"` || len(k.order) != 5 {
		t.Errorf("cut twice: %+v, %d articles", p, len(k.order))
	}
	if p = ask(); p.Trouble != feed.NoTrouble || p.Failures != 0 {
		t.Errorf("always cut: %+v", p)
	}
	n.fails(src.Feed, feed.TroubleServer, 500)
	ask()
	serve(`"cut"`, cutFeed())
	if p = ask(); p.Trouble != feed.NoTrouble {
		t.Errorf("always cut, after another failure: %+v", p)
	}
}

func TestLookCutFeed(t *testing.T) {
	n := newNetwork()
	n.body("https://quay.example/feed", cutFeed())
	if _, err := Look(context.Background(), newShelf(), n, "https://quay.example/feed", Options{}); !errors.Is(err, errCut) {
		t.Errorf("%v", err)
	}
}
