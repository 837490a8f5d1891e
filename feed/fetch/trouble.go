package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// maxMessage is the length of the text of an error in runes.
const maxMessage = 200

// told is a text for people, with a cause that callers may ask for. The errors of
// the net packages stay out of it: they hold addresses, headers and passwords of
// proxies as they came.
type told struct {
	text  string
	cause error
}

func (t *told) Error() string { return t.text }
func (t *told) Unwrap() error { return t.cause }

func sentence(format string, args ...any) error {
	return &told{text: text.Limit(text.Line(fmt.Sprintf(format, args...)), maxMessage)}
}

func (w *walk) fail(t feed.Trouble, status int, format string, args ...any) *Error {
	return &Error{Trouble: t, Status: status, URL: w.at.String(), Err: sentence(format, args...)}
}

// broken makes an error of an exchange that did not come to its end. Status is
// that of the answer if its head had come.
func (w *walk) broken(ctx context.Context, err error, status int) error {
	host := hostOf(w.at)
	if cause := context.Cause(ctx); cause != nil {
		switch {
		case errors.Is(cause, errSlow):
			return w.fail(feed.TroubleTimeout, status, "%s took longer than %s in all", host, w.c.o.Timeout)
		case errors.Is(cause, errStall):
			return w.fail(feed.TroubleTimeout, status, "%s sent nothing for %s", host, w.c.o.Stall)
		}
		return cause
	}
	var large *largeError
	if errors.As(err, &large) {
		return w.large(status, large)
	}
	if status != 0 {
		return w.halfway(err, status)
	}
	if e := w.unproxied(err); e != nil {
		return e
	}
	if e := w.distrusted(err); e != nil {
		return e
	}
	return w.unconnected(err)
}

func (w *walk) large(status int, err *largeError) *Error {
	e := w.fail(feed.TroubleTooLarge, status, "")
	e.Err = &told{text: hostOf(w.at) + " sends " + err.Error(), cause: feed.ErrTooLarge}
	return e
}

// halfway is for bodies that broke off or could not be decoded.
func (w *walk) halfway(err error, status int) *Error {
	host := hostOf(w.at)
	var timeout net.Error
	var op *net.OpError
	switch {
	case errors.Is(err, errEncodings):
		return w.fail(feed.TroubleServer, status, "%s sends something compressed too many times", host)
	case errors.As(err, &timeout) && timeout.Timeout():
		return w.fail(feed.TroubleTimeout, status, "%s stopped sending", host)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op):
		return w.fail(feed.TroubleServer, status, "%s broke off in the middle of its answer", host)
	}
	return w.fail(feed.TroubleServer, status, "%s sends something damaged", host)
}

// unproxied is for trouble with a proxy, nil for other trouble.
func (w *walk) unproxied(err error) error {
	var p *proxyError
	var op *net.OpError
	switch {
	case errors.As(err, &op) && strings.HasPrefix(op.Op, "socks"):
		return w.fail(feed.TroubleConnect, 0, "the proxy cannot reach %s", hostOf(w.at))
	case !errors.As(err, &p):
		return nil
	case p.unread:
		return w.fail(feed.TroubleOffline, 0, "the address of the proxy is wrong: see HTTP_PROXY, HTTPS_PROXY and ALL_PROXY")
	case p.status == http.StatusProxyAuthRequired:
		return w.fail(feed.TroubleOffline, 0, "the proxy asks for a name and password")
	case p.status != 0:
		return w.fail(feed.TroubleConnect, 0, "the proxy cannot reach %s (HTTP %d)", hostOf(w.at), p.status)
	}
	return w.fail(feed.TroubleOffline, 0, "the proxy cannot be reached")
}

// distrusted is for certificates and protocols that cannot be trusted, nil for
// other trouble.
func (w *walk) distrusted(err error) error {
	host := hostOf(w.at)
	var (
		invalid   x509.CertificateInvalidError
		wrong     x509.HostnameError
		unknown   x509.UnknownAuthorityError
		verify    *tls.CertificateVerificationError
		plain     tls.RecordHeaderError
		alert     tls.AlertError
		handshake *net.OpError
	)
	say := func(format string, args ...any) error { return w.fail(feed.TroubleTLS, 0, format, args...) }
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		if invalid.Cert != nil && time.Now().Before(invalid.Cert.NotBefore) {
			return say("the certificate of %s is not valid before %s: is the clock of this computer right?",
				host, invalid.Cert.NotBefore.Format(time.DateOnly))
		}
		if invalid.Cert != nil {
			return say("the certificate of %s expired on %s", host, invalid.Cert.NotAfter.Format(time.DateOnly))
		}
		return say("the certificate of %s has expired", host)
	case errors.As(err, &wrong):
		return say("the certificate of %s is for another host", host)
	case errors.As(err, &unknown):
		return say("the certificate of %s is signed by an unknown authority", host)
	case errors.As(err, &verify), errors.As(err, &invalid):
		return say("the certificate of %s cannot be trusted", host)
	case errors.As(err, &plain), errors.Is(err, http.ErrSchemeMismatch):
		return say("%s does not speak TLS at this port", host)
	case errors.As(err, &alert), errors.As(err, &handshake) && (handshake.Op == "remote error" || handshake.Op == "local error"):
		return say("%s and veille have no safe version of TLS in common", host)
	}
	return nil
}

// unconnected is for connections that were not made or brought no answer.
func (w *walk) unconnected(err error) error {
	host := hostOf(w.at)
	var (
		private *privateError
		dns     *net.DNSError
		op      *net.OpError
		timeout net.Error
	)
	say := func(t feed.Trouble, format string, args ...any) error { return w.fail(t, 0, format, args...) }
	switch {
	case errors.As(err, &private):
		return say(feed.TroublePrivate, "%s is in a private network", host)
	case errors.As(err, &dns) && dns.IsNotFound:
		return say(feed.TroubleHost, "there is no host %s", host)
	case errors.As(err, &dns):
		return say(feed.TroubleOffline, "the address of %s cannot be looked up", host)
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.ENETDOWN), errors.Is(err, syscall.EADDRNOTAVAIL),
		errors.Is(err, syscall.EHOSTUNREACH) && !w.allowed():
		return say(feed.TroubleOffline, "there is no network")
	case errors.As(err, &op) && op.Op == "dial":
		if op.Timeout() {
			return say(feed.TroubleConnect, "%s does not answer", host)
		}
		if errors.Is(err, syscall.ECONNREFUSED) {
			return say(feed.TroubleConnect, "%s refuses the connection", host)
		}
		return say(feed.TroubleConnect, "%s cannot be reached", host)
	case errors.As(err, &timeout) && timeout.Timeout():
		return say(feed.TroubleTimeout, "%s did not answer in time", host)
	case strings.Contains(err.Error(), "headers exceeded"), strings.Contains(err.Error(), "header list larger"):
		// net/http has no types for these, in either version of the protocol.
		return w.large(0, &largeError{limit: maxHeader, what: "in the head of its answer"})
	case errors.As(err, &op), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return say(feed.TroubleConnect, "%s broke off without an answer", host)
	}
	return say(feed.TroubleServer, "%s does not answer as a web server does", host)
}
