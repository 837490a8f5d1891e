// Package fetch asks servers for feeds and pages, and treats them well: with
// conditional requests, at most so many at a time and so often, within bounds of
// time and size, and without telling one of another.
//
// Callers may start as many Gets at once as they have addresses: each waits for
// its turn, first come first served among the hosts that may be asked, and
// waiting costs no connection and none of its time. What came in is decompressed
// and complete, but otherwise as the server sent it: its charset, its markup and
// the addresses in it are for the reader of the body to judge.
package fetch

import (
	"context"
	"net/netip"
	"net/url"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// Options of a client. Zero values stand for the usual ones.
type Options struct {
	Agent       string        // User-Agent: "veille/1.2 (press watch)"
	Connections int           // at once; 8
	PerHost     int           // at once; 1. Another port than 80 and 443 is another host
	HostGap     time.Duration // between the ends and starts of requests to a host; 1 s, < 0: none
	Connect     time.Duration // until a connection stands; 10 s
	FirstByte   time.Duration // until the head of an answer is there; 15 s
	Stall       time.Duration // without a byte of the body; 10 s
	Timeout     time.Duration // of a whole exchange, redirects too; 30 s
	Redirects   int           // 5
	CA          []byte        // PEM of more authorities to trust
	// Now is only for the dates that servers send (Retry-After, Expires). All
	// limits run on real time.
	Now func() time.Time
	// Password gives name and password for a host (with its port where that is not
	// the usual one), "" for none. It is asked only for the host that the user
	// wrote, over TLS or where the user wrote http, and once for many requests.
	Password func(ctx context.Context, host string) (name, password string, err error)
	// Proxy says through which proxy an address is asked, nil for none. The usual
	// one reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY when the client is
	// made. A proxy may be in a private network; what is asked through it may not.
	Proxy func(u *url.URL) (*url.URL, error)
	// Private are private networks that any request may enter: a setting of the
	// user, for a house whose servers refer to one another.
	Private []netip.Prefix
}

// Want says what kind of thing is asked for.
type Want uint8

const (
	WantFeed Want = iota
	WantPage
)

// Most bytes of a body after decoding, when the request does not say.
const (
	MaxFeed = 16 << 20
	MaxPage = 3 << 20
)

// Request asks for one address.
type Request struct {
	// URL may hold name and password for its host; they are sent to it alone and
	// never shown.
	URL          string
	Want         Want
	ETag         string // of the last good answer, byte for byte
	LastModified string // the same
	// Private allows the host of URL, and only it and at that port, to be an address
	// of a private network: the user wrote it himself.
	Private  bool
	MaxBytes int64 // after decoding; 0: 16 MiB for a feed, 3 MiB for a page
}

// Response is an answer that may be used: 200 with a body, or 304 without.
type Response struct {
	Status      int
	NotModified bool
	URL         string // where the body came from in the end, without name and password
	// Moved is the address to ask from now on, after permanent redirects alone; "".
	// It keeps name and password of the request while the host is the same. It may
	// be believed when the body could be read: networks with a page of their own
	// redirect too.
	Moved        string
	Body         []byte        // decompressed
	Type         string        // Content-Type, one clean line
	Lang         string        // Content-Language, the same
	ETag         string        // to send next time, from a 304 too; "" when it sent none
	LastModified string        // the same
	Fresh        time.Duration // it will be the same for so long: max-age, Expires; 0: not said; ≤ 7 days
	Links        []string      // Link headers, one link each
}

// Error is an answer that cannot be used, or none. Its text is one clean line of
// at most 200 characters, and holds no password and of the address only the host.
// It wraps feed.ErrTooLarge when a limit was passed, and no other cause.
//
// Troubles of this computer's own network are TroubleOffline: no route, no
// answer from the name servers, a proxy that fails, 511. TroubleConnect is a host
// that was not reached or broke off before its answer, TroubleServer what came
// half, damaged, with another status or in no HTTP; TroubleUnreadable an empty
// body.
type Error struct {
	Trouble    feed.Trouble
	Status     int           // of the answer, 0 when there was none
	RetryAfter time.Duration // from now; 0: not said; else 60 s to 7 days, less what has passed of it
	URL        string        // where it happened, without name and password; "" when there is no such address
	Err        error
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Client asks servers. It is safe for use by several goroutines, which share its
// limits.
type Client struct {
	o      Options
	turns  *turns
	wires  *wires
	logins logins
}

// New makes a client. It fails when CA holds no certificate.
func New(o Options) (*Client, error) {
	o = o.usual()
	w, err := newWires(o)
	if err != nil {
		return nil, err
	}
	return &Client{o: o, turns: newTurns(o.Connections, o.PerHost, o.HostGap), wires: w}, nil
}

func (o Options) usual() Options {
	if o.Agent = text.Line(o.Agent); o.Agent == "" {
		o.Agent = "veille"
	}
	for _, n := range []struct {
		v     *int
		usual int
	}{{&o.Connections, 8}, {&o.PerHost, 1}, {&o.Redirects, 5}} {
		if *n.v <= 0 {
			*n.v = n.usual
		}
	}
	for _, d := range []struct {
		v     *time.Duration
		usual time.Duration
	}{
		{&o.Connect, 10 * time.Second}, {&o.FirstByte, 15 * time.Second},
		{&o.Stall, 10 * time.Second}, {&o.Timeout, 30 * time.Second},
	} {
		if *d.v <= 0 {
			*d.v = d.usual
		}
	}
	if o.HostGap == 0 {
		o.HostGap = time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Proxy == nil {
		o.Proxy = environmentProxy()
	}
	return o
}

// Get asks for an address and waits until its turn has come. The error is an
// *Error, or that of ctx.
//
// A host that answered 429, or 503 with the time to wait, is not asked again
// while the client lives until that time has passed: a Get fails at once with
// the same trouble, those that wait for their turn too.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	if r.MaxBytes <= 0 {
		r.MaxBytes = MaxFeed
		if r.Want == WantPage {
			r.MaxBytes = MaxPage
		}
	}
	res, err := c.walk(ctx, r)
	if err == nil {
		return res, nil
	}
	if ctx.Err() != nil {
		return Response{}, ctx.Err()
	}
	return Response{}, err
}

// Close drops the connections that are kept open for the next request. The
// client stays usable.
func (c *Client) Close() { c.wires.rest() }
