package fetch

import (
	"context"
	"encoding/base64"
	"net/url"
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

// asked is locked while its host is being asked for.
type asked struct {
	mu    sync.Mutex
	have  bool
	login *login // nil: none is needed
	err   error
	at    time.Time
}

// of returns name and password for the host of an address, nil for none.
func (l *logins) of(ctx context.Context, o Options, u *url.URL) (*login, error) {
	if o.Password == nil {
		return nil, nil
	}
	a := l.entry(u.Host)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.have && (a.err == nil || time.Since(a.at) < loginRest) {
		return a.login, a.err
	}
	name, password, err := o.Password(ctx, u.Host)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	a.have, a.login, a.err, a.at = true, nil, err, time.Now()
	if err == nil && (name != "" || password != "") {
		a.login = &login{name, password}
	}
	return a.login, a.err
}

func (l *logins) entry(host string) *asked {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = map[string]*asked{}
	}
	a := l.known[host]
	if a == nil {
		a = &asked{}
		l.known[host] = a
	}
	return a
}

// forget drops what was said for a host that refused it: it may have changed.
func (l *logins) forget(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.known, host)
}

// basic is the value of an Authorization header (RFC 7617, in UTF-8).
func (l *login) basic() string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(l.name+":"+l.password))
}
