package refresh

import (
	"errors"
	"fmt"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
)

// job does one job. A fault of ours that nobody catches ends the refresh, not the
// program.
func (r *run) job(j job, free func()) {
	defer free()
	defer r.guard("refresh")
	j.run(free)
}

// get asks a server when there is room for what it may answer. The room is given
// back by eat.
func (r *run) get(req fetch.Request) (res fetch.Response, err error) {
	r.bodies.expect()
	defer func() { r.bodies.came(len(res.Body)) }()
	defer caught(&err)
	if err := r.ctx.Err(); err != nil {
		return res, err
	}
	res, err = r.f.Get(r.ctx, req)
	r.heed(&req, err)
	return res, err
}

// eat waits for the time to take an answer apart; the caller calls the result
// once when it has.
func (r *run) eat(res *fetch.Response) (leave func()) {
	n := len(res.Body)
	leave = r.parse.enter(n)
	r.bodies.eaten(n)
	return leave
}

// ask asks one source.
func (r *run) ask(a *ask, free func()) {
	if why := r.notNow(a.host); why != NotSkipped {
		r.drop(a, why, nil)
		return
	}
	a.began = r.o.Now()
	if a.resting {
		r.pagesOf(a, feed.Polled{Source: a.src.ID, Asked: a.src.Feed, Poll: a.poll}, a.poll, a.src, nil)
		return
	}
	r.tell(Event{Source: a.src, Phase: Asking})
	req := fetch.Request{URL: a.src.Feed, Want: fetch.WantFeed, Private: a.src.Private}
	bare := unconditional(&a.poll, a.began)
	if !bare {
		req.ETag, req.LastModified = a.poll.ETag, a.poll.LastModified
	}
	res, err := r.get(req)
	free()
	if e := (*fetch.Error)(nil); bare && errors.As(err, &e) && e.Status == 304 {
		// It was not asked whether anything changed, and says no: what was kept is
		// all there will be.
		res, err = fetch.Response{Status: e.Status, NotModified: true, URL: e.URL}, nil
	}
	switch {
	case r.ctx.Err() != nil:
	case err != nil:
		r.failed(a, asError(err), fetch.Response{})
	case res.NotModified && a.poll.Whole.IsZero() && a.poll.ETag == "" && a.poll.LastModified == "":
		r.failed(a, &fetch.Error{Trouble: feed.TroubleServer, Status: res.Status, URL: res.URL,
			Err: errors.New("the server says that nothing has changed, and has never sent anything")}, res)
	case res.NotModified:
		r.good()
		a.unchanged = true
		p := unchanged(a.poll, &res, bare, r.o.Now(), r.o.Interval)
		base := feed.Polled{Source: a.src.ID, Asked: a.src.Feed, Poll: a.poll, Feed: moved(a, &res)}
		r.pagesOf(a, base, p, a.src, nil)
	default:
		r.answer(a, &res)
	}
}

// answer reads what came. A fault of ours on some bytes is the failure of their
// source alone.
func (r *run) answer(a *ask, res *fetch.Response) {
	defer r.eat(res)()
	defer func() {
		if v := recover(); v != nil {
			r.failed(a, &fetch.Error{Trouble: feed.TroubleUnreadable, Status: res.Status, URL: res.URL,
				Err: fmt.Errorf("read feed: own fault: %v", v)}, *res)
		}
	}()
	if r.ctx.Err() != nil {
		return
	}
	r.tell(Event{Source: a.src, Phase: Reading})
	f, err := parse.Read(res.Body, parse.Options{Type: res.Type, Base: res.URL, Lang: res.Lang, Now: r.o.Now()})
	if err == nil {
		err = unusable(&f, a.poll.Cut)
	}
	if err != nil {
		a.poll.Cut = a.poll.Cut || errors.Is(err, errCut)
		r.failed(a, &fetch.Error{Trouble: troubleOf(err), Status: res.Status, URL: res.URL, Err: err}, *res)
		return
	}
	res.Body = nil
	r.good()
	r.read(a, &f, res)
}

// Why a feed that could be read is not used.
var (
	errBroken = errors.New("the feed is broken, and no article can be found in it")
	errCut    = errors.New("the feed breaks off in the middle of an article")
)

// unusable returns why a feed is not used. One that breaks off was cut on its
// way, as a rule, and is whole the next time; one that does so again is always
// like that, and what it has is used.
func unusable(f *parse.Feed, again bool) error {
	switch {
	case f.Broken && len(f.Items) == 0:
		return errBroken
	case f.Cut && !again:
		return errCut
	}
	return nil
}

func troubleOf(err error) feed.Trouble {
	switch {
	case errors.Is(err, parse.ErrNotFeed):
		return feed.TroubleNotFeed
	case errors.Is(err, feed.ErrTooLarge):
		return feed.TroubleTooLarge
	}
	return feed.TroubleUnreadable
}

// asError makes an *fetch.Error of any error of a Fetcher.
func asError(err error) *fetch.Error {
	var e *fetch.Error
	if errors.As(err, &e) {
		return e
	}
	return &fetch.Error{Trouble: feed.TroubleConnect, Err: err}
}
