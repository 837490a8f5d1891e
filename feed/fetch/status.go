package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"veille/feed"
)

// ErrBarred is wrapped by the Error of a request that was not sent, because its
// host had asked for a pause before.
var ErrBarred = errors.New("barred")

// barred is the error of a request that was not sent.
func (w *walk) barred(b bar) *Error {
	left := max(time.Until(b.until).Round(time.Second), time.Second)
	e := w.fail(feed.TroubleBusy, b.status, "%s asked for a pause: not asked for another %s", hostOf(w.at), pause(left))
	e.Err = &told{text: e.Error(), cause: ErrBarred}
	if b.said {
		e.RetryAfter = left
	}
	return e
}

// unsaid is for how long a host is left alone that said 429 and no time.
const unsaid = 5 * time.Minute

// refused makes an error of a status. Reason phrases are ours, not the server's.
func (w *walk) refused(res *http.Response) *Error {
	host, code := hostOf(w.at), res.StatusCode
	now := w.c.o.Now()
	wait := time.Duration(0)
	if code >= 400 {
		wait = retryAfter(res.Header, now)
	}
	e := w.fail(feed.TroubleServer, code, "%s answers HTTP %d %s", host, code, http.StatusText(code))
	switch code {
	case http.StatusNotFound:
		e.Trouble = feed.TroubleMissing
	case http.StatusGone:
		e.Trouble = feed.TroubleGone
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		e.Trouble = feed.TroubleDenied
		switch {
		case code != http.StatusUnauthorized:
		case w.login == nil:
			e.Err = sentence("%s asks for a name and password (HTTP 401)", host)
		default:
			w.c.logins.forget(w.first)
			e.Err = sentence("%s does not accept the name and password (HTTP 401)", host)
		}
	case http.StatusProxyAuthRequired:
		if w.proxied {
			e = w.fail(feed.TroubleOffline, code, "the proxy asks for a name and password")
		}
	case http.StatusNetworkAuthenticationRequired:
		e = w.fail(feed.TroubleOffline, code, "this network asks to sign in first")
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		e.Trouble = feed.TroubleBusy
		if wait == 0 {
			if d := fresh(res.Header, now); d > 0 {
				wait = max(d, minRetry)
			}
		}
		if wait > 0 {
			e.Err = sentence("%s asks for a pause of %s (HTTP %d)", host, pause(wait), code)
		}
		w.shut(host, code, wait)
	}
	e.RetryAfter = wait
	return e
}

// shut stops the round of a host. A 503 that names no time may be about one feed
// alone, a 429 never is.
func (w *walk) shut(host string, code int, wait time.Duration) {
	said := wait > 0
	if !said {
		if code != http.StatusTooManyRequests {
			return
		}
		wait = unsaid
	}
	w.c.turns.shut(host, bar{time.Now().Add(wait), code, said})
}

// pause says how long in words of one unit.
func pause(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", d/time.Hour)
	case d >= 2*time.Minute:
		return fmt.Sprintf("%d minutes", d/time.Minute)
	}
	return fmt.Sprintf("%d seconds", max(d/time.Second, 1))
}
