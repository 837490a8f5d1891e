package fetch

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"veille/feed"
)

// world is a network in memory: hosts by name, each with a handler, without
// sockets, so that its hours pass in no time under synctest.
type world struct {
	t  *testing.T
	c  *Client
	ca *authority

	mu    sync.Mutex
	doors map[string]*door // by host:port
	inner map[string]bool  // host:port that are private: for who may go anywhere
	asked []*http.Request  // in order
	dials []string
}

// door hands the ends of pipes to a server.
type door struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (d *door) Accept() (net.Conn, error) {
	select {
	case c := <-d.conns:
		return c, nil
	case <-d.done:
		return nil, net.ErrClosed
	}
}
func (d *door) Close() error   { d.once.Do(func() { close(d.done) }); return nil }
func (d *door) Addr() net.Addr { return &net.TCPAddr{} }

// open makes a world whose client is ready; hosts that begin with "https:" speak
// TLS.
func open(t *testing.T, o Options, hosts map[string]http.HandlerFunc) *world {
	t.Helper()
	w := &world{t: t, doors: map[string]*door{}}
	for at := range hosts {
		if strings.HasPrefix(at, "https:") {
			w.ca = newAuthority(t)
			o.CA = w.ca.pem
		}
	}
	if o.HostGap == 0 {
		o.HostGap = -1
	}
	if o.Proxy == nil {
		o.Proxy = func(*url.URL) (*url.URL, error) { return nil, nil }
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	w.c = c
	c.wires.dial = w.dial
	for at, h := range hosts {
		w.serve(at, h)
	}
	t.Cleanup(c.Close)
	return w
}

func (w *world) serve(at string, h http.HandlerFunc) {
	u, err := url.Parse(at)
	if err != nil || u.Host == "" {
		w.t.Fatalf("host %q: %v", at, err)
	}
	d := &door{conns: make(chan net.Conn), done: make(chan struct{})}
	w.doors[authorityOf(u)] = d
	srv := &http.Server{ErrorLog: log.New(io.Discard, "", 0), Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.asked = append(w.asked, r.Clone(context.Background()))
		w.mu.Unlock()
		h(rw, r)
	})}
	l := net.Listener(d)
	if u.Scheme == "https" {
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{w.ca.sign(w.t, u.Hostname())}})
	}
	go func() { _ = srv.Serve(l) }()
	w.t.Cleanup(func() { _ = srv.Close() })
}

func (w *world) dial(ctx context.Context, _, addr string, anywhere bool) (net.Conn, error) {
	w.mu.Lock()
	w.dials = append(w.dials, addr)
	d := w.doors[addr]
	inner := w.inner[addr]
	w.mu.Unlock()
	if inner && !anywhere {
		return nil, &privateError{addr}
	}
	if d == nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	ours, theirs := net.Pipe()
	select {
	case d.conns <- theirs:
		return ours, nil
	case <-d.done:
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (w *world) get(r Request) (Response, error) { return w.c.Get(context.Background(), r) }

// good is get for what must succeed.
func (w *world) good(r Request) Response {
	w.t.Helper()
	res, err := w.get(r)
	if err != nil {
		w.t.Fatalf("get %s: %v", r.URL, err)
	}
	return res
}

// bad is get for what must fail with a trouble.
func (w *world) bad(r Request, want feed.Trouble) Error {
	w.t.Helper()
	_, err := w.get(r)
	return checkTrouble(w.t, r.URL, err, want)
}

func checkTrouble(t *testing.T, what string, err error, want feed.Trouble) Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("get %s: error %v, want trouble %d", what, err, want)
	}
	if e.Trouble != want {
		t.Fatalf("get %s: trouble %d (%v), want %d", what, e.Trouble, e, want)
	}
	if s := e.Error(); s == "" || strings.ContainsFunc(s, isControl) || len([]rune(s)) > maxMessage {
		t.Fatalf("get %s: error text %q", what, s)
	}
	return *e
}

// last is the latest request that reached a server.
func (w *world) last() *http.Request {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.asked) == 0 {
		w.t.Fatal("no request came")
	}
	return w.asked[len(w.asked)-1]
}

// trail lists host and path of all requests in order.
func (w *world) trail() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []string
	for _, r := range w.asked {
		out = append(out, r.Host+r.URL.RequestURI())
	}
	return out
}

func (w *world) wantTrail(want ...string) {
	w.t.Helper()
	if got := w.trail(); !slices.Equal(got, want) {
		w.t.Errorf("requests:\n got %q\nwant %q", got, want)
	}
}

const sample = `<rss version="2.0"><channel><title>Le Quai</title><item><title>Un</title></item></channel></rss>`

func says(body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		_, _ = io.WriteString(w, body)
	}
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

// paths answers by path, 404 for others.
func paths(m map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if h := m[r.URL.Path]; h != nil {
			h(w, r)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	}
}

// authority signs certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pem  []byte
}

// Certificates hold in every year that a test may be run or feigned in.
var (
	always = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	ever   = time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC)
)

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: always,
		NotAfter: ever, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return &authority{c, key, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})}
}

func (a *authority) sign(t *testing.T, host string) tls.Certificate {
	return a.issue(t, host, always, ever)
}

func (a *authority) issue(t *testing.T, host string, from, to time.Time) tls.Certificate {
	t.Helper()
	c := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "site"}, NotBefore: from, NotAfter: to,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	if ip, err := netip.ParseAddr(host); err == nil {
		c.IPAddresses = []net.IP{ip.AsSlice()}
	} else {
		c.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, a.cert, &a.key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
}
