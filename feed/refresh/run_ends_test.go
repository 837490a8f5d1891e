package refresh

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/fetch"
)

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
