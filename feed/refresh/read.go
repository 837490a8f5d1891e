package refresh

import (
	"fmt"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
)

// read keeps what is new or different in a feed. Its Poll goes with the last of
// it.
func (r *run) read(a *ask, f *parse.Feed, res *fetch.Response) {
	now := r.o.Now()
	sent, at := sentAll(a.src.ID, f)
	picks, err := r.picks(a, sent)
	if err != nil {
		r.stop(err)
		return
	}
	base := polledOf(a, f, res)
	poll := answered(a.poll, res, f.TTL, f.Missing, len(picks) > 0, now, r.o.Interval)
	if f.Cut { // there may be more of it
		poll.ETag, poll.LastModified = a.poll.ETag, a.poll.LastModified
	}
	poll.Cut = f.Cut
	a.unchanged = len(picks) == 0
	src := a.src
	if base.Name != "" {
		src.Name = base.Name
	}
	b := bundle{r: r, a: a, base: base, left: len(picks)}
	wanted := r.o.wanted(&src, f, at, picks)
	var waiting []waiting
	m := Making{Now: now, Known: r.o.Known, Markers: r.o.Markers}
	for _, i := range picks {
		if r.ctx.Err() != nil {
			return
		}
		arrival := made(&src, f, &f.Items[at[i]], sent[i], m)
		if wanted[i] {
			waiting = append(waiting, waitingFor(&arrival, &src))
		} else {
			b.add(arrival)
		}
	}
	if len(waiting) > 0 || len(a.wanting) > 0 {
		b.flush()
		r.pagesOf(a, base, poll, src, waiting)
		return
	}
	b.last(poll)
}

// picks asks the library which items there is anything to do about, and returns
// their positions, oldest first as feeds have the newest first.
func (r *run) picks(a *ask, sent []feed.Sent) ([]int, error) {
	if len(sent) == 0 {
		return nil, nil
	}
	known, err := r.k.Standings(r.ctx, a.src.ID, sent)
	if err == nil && len(known) != len(sent) {
		err = fmt.Errorf("%d answers for %d items", len(known), len(sent))
	}
	if err != nil {
		return nil, fmt.Errorf("ask what is kept of %s: %w", a.src.Name, err)
	}
	var picks []int
	for i, k := range known {
		if k == feed.Unknown || k == feed.Changed {
			picks = append(picks, i)
		}
	}
	slices.Reverse(picks)
	return picks, nil
}

// polledOf is what a feed says of its source, with the Poll as it was: should the
// refresh end before the last article is kept, the source is asked for all again.
// A Poll that says nothing would mean that the articles came by hand.
func polledOf(a *ask, f *parse.Feed, res *fetch.Response) feed.Polled {
	p := feed.Polled{Source: a.src.ID, Asked: a.src.Feed, Poll: a.poll, Feed: moved(a, res)}
	if p.Poll == (feed.Poll{}) {
		p.Poll.Tried = a.began
	}
	switch {
	case a.src.Named:
	case f.Title != "" && f.Title != a.src.Name:
		p.Name = f.Title
	case f.Title == "" && a.src.Name == "":
		p.Name = hostOf(a.src.Feed)
	}
	if f.URL != a.src.URL {
		p.URL = f.URL
	}
	if f.Lang != a.src.Lang {
		p.Lang = f.Lang
	}
	// These live on in the library; as parts of the feed they would keep all of it.
	p.Name, p.URL, p.Lang = strings.Clone(p.Name), strings.Clone(p.URL), strings.Clone(p.Lang)
	return p
}

// bundle gathers arrivals of one source into parts of a size to be written.
type bundle struct {
	r     *run
	a     *ask
	base  feed.Polled
	left  int // about how many arrivals are to come
	in    []feed.Arrival
	bytes int
}

func (b *bundle) add(a feed.Arrival) {
	if b.in == nil {
		b.in = make([]feed.Arrival, 0, max(1, min(b.left, chunkArticles)))
	}
	b.left--
	b.in = append(b.in, a)
	b.bytes += weigh(&a)
	if len(b.in) >= chunkArticles || b.bytes >= chunkBytes {
		b.flush()
	}
}

// flush hands over what there is; the Poll stays as it was.
func (b *bundle) flush() {
	if len(b.in) > 0 {
		b.put(b.base.Poll, false)
	}
}

// last hands over the rest with the new Poll.
func (b *bundle) last(p feed.Poll) { b.put(p, true) }

func (b *bundle) put(p feed.Poll, last bool) {
	polled := b.base
	polled.Poll, polled.In = p, b.in
	b.in, b.bytes = nil, 0
	b.r.out.put(brought{a: b.a, polled: polled, last: last})
}
