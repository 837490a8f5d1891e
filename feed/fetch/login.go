package fetch

import (
	"context"
	"encoding/base64"
	"net/url"
	"strings"
	"sync"
	"time"
)

// loginRest is how long a password that could not be had is not asked for again:
// a host with twenty feeds must not open twenty windows that ask for a key.
const loginRest = time.Minute

// logins keeps what Options.Password said, by host. The zero logins is empty.
type logins struct {
	mu    sync.Mutex
	known map[string]*asked
}

// asked is what is known of one host. Whoever holds the place in gate may read
// and change the rest.
type asked struct {
	gate  chan struct{}
	have  bool
	login *login // nil: none is needed
	err   error
	at    time.Time
}

// of returns name and password for the host of an address, nil for none. Of many
// requests one asks and the others wait, but none longer than its ctx.
func (l *logins) of(ctx context.Context, o Options, u *url.URL) (*login, error) {
	if o.Password == nil {
		return nil, nil
	}
	host := loginHost(u)
	a := l.entry(host)
	select {
	case a.gate <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-a.gate }()
	if a.have && (a.err == nil || time.Since(a.at) < loginRest) {
		return a.login, a.err
	}
	name, password, err := o.Password(ctx, host)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	a.have, a.login, a.err, a.at = true, nil, err, time.Now()
	if err == nil && (name != "" || password != "") {
		a.login = &login{name, password}
	}
	return a.login, a.err
}

// loginHost is the host of an address, with its port where that is not the usual
// one.
func loginHost(u *url.URL) string {
	v := *u
	v.Host = strings.TrimSuffix(v.Host, ":"+v.Port())
	if portOf(&v) == portOf(u) {
		return v.Host
	}
	return u.Host
}

func (l *logins) entry(host string) *asked {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = map[string]*asked{}
	}
	a := l.known[host]
	if a == nil {
		a = &asked{gate: make(chan struct{}, 1)}
		l.known[host] = a
	}
	return a
}

// forget drops what was said for the host of an address that refused it: it may
// have changed.
func (l *logins) forget(u *url.URL) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.known, loginHost(u))
}

// basic is the value of an Authorization header (RFC 7617, in UTF-8).
func (l *login) basic() string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(l.name+":"+l.password))
}
