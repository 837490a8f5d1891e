package refresh

import (
	"context"
	"errors"
	"testing"
	"time"

	"veille/feed"
)

// TestElsewhere holds that of two refreshes at once one asks: the other ends, or
// waits and leaves alone what the first has asked meanwhile.
func TestElsewhere(t *testing.T) {
	c, n := newClock(), newNetwork()
	a, b := sourceAt("https://a.example/feed"), sourceAt("https://b.example/feed")
	k := newShelf(a, b)
	n.body(a.Feed, rssOf("Alpha", entries(2, "alpha")...))
	n.body(b.Feed, rssOf("Beta", entries(2, "beta")...))
	first := func() {} // what another does while its turn is waited for
	free, released := false, 0
	o := Options{Turn: func(ctx context.Context, wait bool) (func(), bool, error) {
		if wait && ctx.Err() == nil {
			first()
			free = true
		}
		return func() { released++; free = false }, free, ctx.Err()
	}}

	r := c.run(t, k, n, o)
	if r.err != nil || r.sum != (Summary{Elsewhere: true}) || len(r.events) > 0 || n.count() > 0 || k.retained > 0 || released > 0 {
		t.Errorf("taken: %+v, %v, %d requests", r.sum, r.err, n.count())
	}
	free = true
	if r = c.run(t, k, n, o); r.err != nil || r.sum.Asked != 2 || released != 1 {
		t.Errorf("free: %+v, %v, given back %d times", r.sum, r.err, released)
	}

	first = func() {
		c.add(time.Minute)
		if r := c.run(t, k, n, Options{AtOnce: true}, a.ID); r.sum.Asked != 1 {
			t.Errorf("the other: %+v", r.sum)
		}
		c.add(time.Minute)
	}
	c.add(time.Minute)
	o.AtOnce = true
	r = c.run(t, k, n, o)
	if r.err != nil || r.sum.Asked != 1 || r.sum.Skipped != 1 || n.times(a.Feed) != 2 || n.times(b.Feed) != 2 || r.last(a.ID).Why != SkipNotDue {
		t.Errorf("waited: %+v, %v, asked %d and %d times", r.sum, r.err, n.times(a.Feed), n.times(b.Feed))
	}
	o.AtOnce = false
	if r = c.run(t, k, n, o, b.ID); r.err != nil || r.sum.Elsewhere {
		t.Errorf("named: %+v, %v", r.sum, r.err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if sum, err := Run(ctx, k, n, []feed.ID{b.ID}, o, nil); !errors.Is(err, context.Canceled) || sum.Elsewhere {
		t.Errorf("given up: %+v, %v", sum, err)
	}
}
