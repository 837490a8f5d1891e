package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"veille/feed/text"
)

// login is a name and its password.
type login struct{ name, password string }

var errAddress = errors.New("not a web address")

// splitAddress reads an address as the user wrote it: the address to ask, without
// fragment, and name and password if it has them.
func splitAddress(s string) (*url.URL, *login, error) {
	safe, ok := text.SafeURL(s)
	if !ok {
		return nil, nil, errAddress
	}
	u, err := url.Parse(safe)
	if err != nil {
		return nil, nil, errAddress
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	return u, loginOf(s), nil
}

// loginOf returns the name and password in an address, nil when there is none.
func loginOf(s string) *login {
	_, rest, _ := strings.Cut(s, "://")
	if i := strings.IndexAny(rest, `/?#\`); i >= 0 {
		rest = rest[:i]
	}
	at := strings.LastIndexByte(rest, '@')
	if at <= 0 {
		return nil
	}
	name, password, _ := strings.Cut(rest[:at], ":")
	return &login{unescape(name), unescape(password)}
}

func unescape(s string) string {
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}

// follow returns where a Location header leads from an address. Name and password
// in it are dropped: they are the server's, not the user's.
func follow(from *url.URL, location string) (*url.URL, error) {
	location = strings.Trim(location, " \t")
	if location == "" || strings.ContainsFunc(location, isControl) {
		return nil, errAddress
	}
	if strings.HasPrefix(location, "//") {
		location = from.Scheme + ":" + location
	}
	if hasScheme(location) {
		head := strings.Index(location, "://") + len("://")
		if head < len("://") {
			return nil, errAddress
		}
		if i := strings.IndexAny(location[head:], "/?#"); i >= 0 {
			location = location[:head+i] + escape(location[head+i:])
		}
		u, _, err := splitAddress(location)
		return u, err
	}
	u, err := from.Parse(escape(location))
	if err != nil {
		return nil, errAddress
	}
	u, _, err = splitAddress(u.String())
	return u, err
}

func isControl(r rune) bool { return r < ' ' || r == 0x7F }

// hasScheme reports whether a reference begins with a scheme, right or wrong.
func hasScheme(s string) bool {
	i := strings.IndexAny(s, ":/?#")
	return i > 0 && s[i] == ':'
}

// escape encodes what is not ASCII byte by byte, in whatever charset it is, and a
// % that begins no escape.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])) {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// hostOf is the name by which a host is known among those asked, and in messages:
// with its port only where that is none of the two usual ones, so that http and
// https of one host share its limits.
func hostOf(u *url.URL) string {
	host := strings.TrimSuffix(u.Hostname(), ".")
	if p := portOf(u); p != "80" && p != "443" {
		return net.JoinHostPort(host, p)
	}
	return host
}

// portOf is the port that is dialled.
func portOf(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}

// authorityOf is what is dialled: host and port.
func authorityOf(u *url.URL) string { return net.JoinHostPort(u.Hostname(), portOf(u)) }

// sameHost reports whether what the user gave for one address may be sent to
// another: the same host and port, or the same host from http up to https at the
// usual ports.
func sameHost(first, to *url.URL) bool {
	if first.Scheme == to.Scheme {
		return authorityOf(first) == authorityOf(to)
	}
	return first.Scheme == "http" && to.Scheme == "https" && first.Hostname() == to.Hostname() &&
		portOf(first) == "80" && portOf(to) == "443"
}

// withLogin is an address with the name and password it was written with.
func withLogin(u *url.URL, l *login) string {
	if l == nil {
		return u.String()
	}
	v := *u
	v.User = url.UserPassword(l.name, l.password)
	if l.password == "" {
		v.User = url.User(l.name)
	}
	return v.String()
}
