// Package fetch asks servers for feeds and pages, and treats them well: with
// conditional requests, at most so many at a time and so often, within bounds of
// time and size, and without telling one of another.
package fetch

import (
	"context"
	"time"

	"veille/feed"
)

// Options of a client. Zero values stand for the usual ones.
type Options struct {
	Agent       string        // User-Agent
	Connections int           // at once; 8
	PerHost     int           // at once; 1
	HostGap     time.Duration // between the ends and starts of requests to a host; 1 s, < 0: none
	Timeout     time.Duration // of a whole exchange; 30 s
	Stall       time.Duration // without a byte; 10 s
	Redirects   int           // 5
	CA          []byte        // PEM of more authorities to trust
	Now         func() time.Time
	// Password gives name and password for a host, "" for none. It is asked only
	// for the host that the user wrote, over TLS or where the user wrote http.
	Password func(ctx context.Context, host string) (name, password string, err error)
}

// Want says what kind of thing is asked for.
type Want uint8

const (
	WantFeed Want = iota
	WantPage
)

// Request asks for one address.
type Request struct {
	URL          string
	Want         Want
	ETag         string
	LastModified string
	// Private allows the host of URL, and only it, to be an address of a private
	// network: the user wrote it himself.
	Private  bool
	MaxBytes int64 // after decoding; 0: 8 MiB for a feed, 3 MiB for a page
}

// Response is an answer that may be used: 200 with a body, or 304 without.
type Response struct {
	Status       int
	NotModified  bool
	URL          string // where the body came from in the end
	Moved        string // the address to ask from now on, after permanent redirects alone; ""
	Body         []byte // decoded
	Type         string // Content-Type
	ETag         string
	LastModified string
	Fresh        time.Duration // it will be the same for so long: max-age, Expires; 0: not said
	Links        []string      // Link headers
}

// Error is an answer that cannot be used, or none. Its text is one clean line
// and holds no password.
type Error struct {
	Trouble    feed.Trouble
	Status     int
	RetryAfter time.Duration // from now; 0: not said
	URL        string        // where it happened, without name and password
	Err        error
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Client asks servers. It is safe for use by several goroutines, which share its
// limits.
type Client struct{ o Options }

// New makes a client.
func New(o Options) (*Client, error) { return &Client{o}, nil }

// Get asks for an address and waits until its turn has come. The error is an
// *Error, or that of ctx.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	return Response{}, &Error{Trouble: feed.TroubleOffline, Err: context.Canceled}
}
