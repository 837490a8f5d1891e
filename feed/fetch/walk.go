package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/net/http/httpguts"

	"veille/feed"
	"veille/feed/text"
)

// walk follows one request along its redirects. Validators go with it to every
// address: which of them the kept answer came from is not known, and a server
// that does not know them sends the whole. Name and password go only as far as
// the host they are for, and not again once another was asked.
type walk struct {
	c       *Client
	r       Request
	first   *url.URL // as the user wrote it
	at      *url.URL // where it is now
	login   *login   // for first's host; nil: none, or left behind
	own     *login   // name and password in the request's address
	seen    map[string]bool
	lasting bool          // all redirects so far were permanent
	moved   string        // where those led
	left    time.Duration // of the whole exchange; waiting for a turn does not count
	proxied bool          // the request under way goes through a proxy
}

// Why a request was broken off by ourselves.
var (
	errSlow  = errors.New("took too long")
	errStall = errors.New("stopped sending")
)

func (c *Client) walk(ctx context.Context, r Request) (Response, error) {
	u, own, err := splitAddress(r.URL)
	if err != nil {
		return Response{}, &Error{Trouble: feed.TroubleHost, Err: sentence("this is not a web address")}
	}
	w := &walk{c: c, r: r, first: u, at: u, own: own, login: own, lasting: true,
		seen: map[string]bool{}, left: c.o.Timeout}
	if err := w.check(); err != nil {
		return Response{}, err
	}
	if w.login == nil {
		if w.login, err = c.logins.of(ctx, c.o, u); err != nil {
			return Response{}, w.fail(feed.TroubleDenied, 0, "the password for %s could not be had", hostOf(u))
		}
	}
	var t *turn
	defer func() { t.end() }()
	for {
		w.seen[w.at.String()] = true
		if err := w.check(); err != nil {
			return Response{}, err
		}
		if t, err = w.turn(ctx, t); err != nil {
			return Response{}, err
		}
		res, to, err := w.ask(ctx)
		if err != nil || to == nil {
			return res, err
		}
		if err := w.step(res.Status, to); err != nil {
			return Response{}, err
		}
	}
}

// turn waits until the host may be asked. A redirect within a host goes on in the
// turn that there is: it is one request to whoever counts them, and most lead
// from http to https.
func (w *walk) turn(ctx context.Context, t *turn) (*turn, error) {
	host := hostOf(w.at)
	if t != nil && t.host == host {
		if b := t.t.bar(host); b.holds(time.Now()) {
			return t, w.barred(b)
		}
		return t, nil
	}
	t.end()
	t, b, err := w.c.turns.wait(ctx, host)
	if err == nil && t == nil {
		err = w.barred(b)
	}
	return t, err
}

// allowed reports whether the address may be one of a private network.
func (w *walk) allowed() bool {
	return w.r.Private && authorityOf(w.at) == authorityOf(w.first)
}

// check refuses addresses that need no question to be refused.
func (w *walk) check() error {
	private, odd := networks(w.c.o.Private).checkHost(w.at.Hostname())
	switch {
	case private && (odd || !w.allowed()):
		return w.fail(feed.TroublePrivate, 0, "%s is an address of a private network", hostOf(w.at))
	case odd:
		return w.fail(feed.TroubleHost, 0, "%s is not the name of a host", hostOf(w.at))
	}
	return nil
}

// step moves on to where a redirect leads.
func (w *walk) step(status int, to *url.URL) error {
	if len(w.seen) > w.c.o.Redirects {
		return w.fail(feed.TroubleRedirect, status, "%s leads on more than %d times", hostOf(w.first), w.c.o.Redirects)
	}
	if w.seen[to.String()] {
		return w.fail(feed.TroubleRedirect, status, "%s leads in a circle", hostOf(w.at))
	}
	if !sameHost(w.first, to) || w.at.Scheme == "https" && to.Scheme == "http" {
		w.login, w.own = nil, nil
	}
	w.lasting = w.lasting && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
	if w.lasting {
		w.moved = withLogin(to, w.own)
	}
	w.at = to
	return nil
}

// ask sends one request. It returns an answer, or where a redirect leads and its
// status.
func (w *walk) ask(ctx context.Context) (Response, *url.URL, error) {
	start := time.Now()
	defer func() { w.left -= time.Since(start) }()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	whole := time.AfterFunc(w.left, func() { cancel(errSlow) })
	defer whole.Stop()

	t, proxy, err := w.c.wires.pick(w.at, w.allowed())
	if err != nil {
		return Response{}, nil, w.broken(ctx, err, 0)
	}
	if w.proxied = proxy != nil; w.proxied {
		ctx = context.WithValue(ctx, proxyKey{}, proxy)
	}
	res, err := t.RoundTrip(w.request(ctx))
	if err != nil {
		return Response{}, nil, w.broken(ctx, err, 0)
	}
	defer func() { _ = res.Body.Close() }()
	body := newStall(res.Body, w.c.o.Stall, cancel)
	if to, err := w.redirect(res); to != nil || err != nil {
		spend(res, body)
		return Response{Status: res.StatusCode}, to, err
	}
	out, err := w.answer(ctx, res, body)
	return out, nil, err
}

// What is asked for. The feeds' own types come first; many servers know a feed as
// text/html or by no type at all, so everything may come.
const (
	acceptFeed = "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, " +
		"application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.3"
	acceptPage = "text/html, application/xhtml+xml, application/xml;q=0.5, */*;q=0.3"
)

func (w *walk) request(ctx context.Context) *http.Request {
	h := http.Header{
		"User-Agent":      {w.c.o.Agent},
		"Accept":          {acceptFeed},
		"Accept-Encoding": {acceptEncoding},
	}
	if w.r.Want == WantPage {
		h.Set("Accept", acceptPage)
	}
	for name, v := range map[string]string{"If-None-Match": w.r.ETag, "If-Modified-Since": w.r.LastModified} {
		if v != "" && httpguts.ValidHeaderFieldValue(v) {
			h.Set(name, v)
		}
	}
	if w.login != nil {
		h.Set("Authorization", w.login.basic())
	}
	u := *w.at
	req := &http.Request{Method: http.MethodGet, URL: &u, Host: u.Host, Header: h,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	return req.WithContext(ctx)
}

// redirect returns where an answer leads, nil when it is no redirect.
func (w *walk) redirect(res *http.Response) (*url.URL, error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	to, err := follow(w.at, res.Header.Get("Location"))
	if err != nil {
		return nil, w.fail(feed.TroubleRedirect, res.StatusCode, "%s leads to something that is not a web address", hostOf(w.at))
	}
	return to, nil
}

// answer makes a Response of one that leads nowhere else.
func (w *walk) answer(ctx context.Context, res *http.Response, body *stall) (Response, error) {
	h := res.Header
	out := Response{
		Status:       res.StatusCode,
		URL:          w.at.String(),
		Moved:        w.moved,
		Type:         text.Limit(text.Line(h.Get("Content-Type")), maxType),
		Lang:         text.Limit(text.Line(h.Get("Content-Language")), maxType),
		ETag:         validator(h, "Etag"),
		LastModified: validator(h, "Last-Modified"),
		Fresh:        fresh(h, w.c.o.Now()),
		Links:        links(h.Values("Link")),
	}
	switch res.StatusCode {
	case http.StatusNotModified:
		if w.r.ETag == "" && w.r.LastModified == "" {
			return Response{}, w.fail(feed.TroubleServer, res.StatusCode, "%s says that nothing changed, but had sent nothing yet", hostOf(w.at))
		}
		out.NotModified = true
		return out, nil
	case http.StatusOK:
	default:
		spend(res, body)
		return Response{}, w.refused(res)
	}
	names := encodings(h.Values("Content-Encoding"))
	if res.ContentLength > w.r.MaxBytes {
		return Response{}, w.broken(ctx, tooLarge(w.r.MaxBytes, len(names) > 0), res.StatusCode)
	}
	var err error
	if out.Body, err = readBody(body, names, w.r.MaxBytes, res.ContentLength); err != nil {
		return Response{}, w.broken(ctx, err, res.StatusCode)
	}
	if len(out.Body) == 0 {
		return Response{}, w.fail(feed.TroubleUnreadable, res.StatusCode, "%s sent nothing", hostOf(w.at))
	}
	return out, nil
}
