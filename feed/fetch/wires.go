package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// maxHeader is the most bytes of the head of an answer, interim ones included.
const maxHeader = 256 << 10

// maxPrivate is how many hosts of private networks keep a connection open.
const maxPrivate = 32

// wires holds the connections. Those to a private host that the user allowed are
// kept apart for each, else a redirect from elsewhere could use one that is open
// and never be checked.
type wires struct {
	o   Options
	tls *tls.Config
	// dial makes a connection, to a private address only if told anywhere.
	dial func(ctx context.Context, network, addr string, anywhere bool) (net.Conn, error)

	direct, proxied *http.Transport

	mu      sync.Mutex
	private map[string]*http.Transport // by host and port
}

func newWires(o Options) (*wires, error) {
	w := &wires{o: o, tls: &tls.Config{MinVersion: tls.VersionTLS12}, private: map[string]*http.Transport{}}
	w.dial = w.connect
	if len(o.CA) > 0 {
		pool, err := x509.SystemCertPool()
		if err != nil {
			pool = x509.NewCertPool()
		}
		if !pool.AppendCertsFromPEM(o.CA) {
			return nil, errors.New("read authorities to trust: no certificate in PEM found")
		}
		w.tls.RootCAs = pool
	}
	w.direct = w.transport(w.dialPublic, nil)
	w.proxied = w.transport(w.dialProxy, chosenProxy)
	return w, nil
}

func (w *wires) transport(dial func(ctx context.Context, network, addr string) (net.Conn, error),
	proxy func(*http.Request) (*url.URL, error)) *http.Transport {
	return &http.Transport{
		Proxy:                  proxy,
		OnProxyConnectResponse: proxyAnswer,
		DialContext:            dial,
		TLSClientConfig:        w.tls.Clone(),
		TLSHandshakeTimeout:    w.o.Connect,
		ResponseHeaderTimeout:  w.o.FirstByte,
		MaxResponseHeaderBytes: maxHeader,
		ReadBufferSize:         64 << 10, // a feed has megabytes: 4 KiB a system call cost more than the rest
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    w.o.PerHost,
		MaxIdleConns:           4 * w.o.Connections,
		// Long enough for the next request to the host in this round; what stays open
		// longer has often been dropped by some router on the way.
		IdleConnTimeout: max(w.o.HostGap, 0) + 5*time.Second,
		HTTP2:           &http.HTTP2Config{SendPingTimeout: w.o.Stall / 2, PingTimeout: w.o.Stall / 2},
	}
}

func (w *wires) connect(ctx context.Context, network, addr string, anywhere bool) (net.Conn, error) {
	d := net.Dialer{Timeout: w.o.Connect}
	if !anywhere {
		d.ControlContext = networks(w.o.Private).checkDial
	}
	return d.DialContext(ctx, network, addr)
}

func (w *wires) dialPublic(ctx context.Context, network, addr string) (net.Conn, error) {
	return w.dial(ctx, network, addr, false)
}

func (w *wires) dialAnywhere(ctx context.Context, network, addr string) (net.Conn, error) {
	return w.dial(ctx, network, addr, true)
}

func (w *wires) dialProxy(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := w.dial(ctx, network, addr, true)
	if err != nil {
		return nil, &proxyError{err: err}
	}
	return conn, nil
}

// proxyKey is that of the proxy in the context of a request.
type proxyKey struct{}

// chosenProxy is the one that pick chose. It is not asked for again: without one
// the dialler of proxies, which may go anywhere, would dial the address itself.
func chosenProxy(r *http.Request) (*url.URL, error) {
	if p, ok := r.Context().Value(proxyKey{}).(*url.URL); ok && p != nil {
		return p, nil
	}
	return nil, &proxyError{err: errors.New("none chosen")}
}

// pick returns what to ask an address with, and its proxy or nil; allowed says
// that it is the one that may be private.
func (w *wires) pick(u *url.URL, allowed bool) (*http.Transport, *url.URL, error) {
	p, err := w.o.Proxy(u)
	if err == nil && p != nil {
		switch p.Scheme {
		case "http", "https", "socks5", "socks5h":
		default:
			err = errors.New("no such kind of proxy")
		}
	}
	if err != nil {
		return nil, nil, &proxyError{err: err, unread: true}
	}
	switch {
	case p != nil:
		return w.proxied, p, nil
	case !allowed:
		return w.direct, nil, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	key := authorityOf(u)
	if t := w.private[key]; t != nil {
		return t, nil, nil
	}
	if len(w.private) >= maxPrivate {
		for k, t := range w.private {
			t.CloseIdleConnections()
			delete(w.private, k)
		}
	}
	t := w.transport(w.dialAnywhere, nil)
	w.private[key] = t
	return t, nil, nil
}

func (w *wires) rest() {
	w.direct.CloseIdleConnections()
	w.proxied.CloseIdleConnections()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.private {
		t.CloseIdleConnections()
	}
}

// proxyError is trouble with the proxy, for which no source is to blame.
type proxyError struct {
	err    error
	status int  // with which it refused a tunnel, 0 for other trouble
	unread bool // its address is wrong
}

func (e *proxyError) Error() string { return fmt.Sprintf("proxy: %v", e.err) }
func (e *proxyError) Unwrap() error { return e.err }

func proxyAnswer(_ context.Context, _ *url.URL, _ *http.Request, res *http.Response) error {
	if res.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyError{status: res.StatusCode, err: errors.New("tunnel refused")}
}

// environmentProxy reads the variables now, not at first use: lower case before
// upper, ALL_PROXY for what has none of its own. This computer's own addresses are
// never asked through a proxy.
func environmentProxy() func(*url.URL) (*url.URL, error) {
	c := httpproxy.FromEnvironment()
	all := os.Getenv("all_proxy")
	if all == "" {
		all = os.Getenv("ALL_PROXY")
	}
	if c.HTTPProxy == "" {
		c.HTTPProxy = all
	}
	if c.HTTPSProxy == "" {
		c.HTTPSProxy = all
	}
	return c.ProxyFunc()
}
