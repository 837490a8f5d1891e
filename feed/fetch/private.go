package fetch

import (
	"context"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// privateError says that a connection would have gone into a private network.
type privateError struct{ host string }

func (e *privateError) Error() string { return "private address" }

// refused are ranges that no public server has: of this computer, of local
// networks, of carriers' and cloud machinery, of documents, of groups. Written
// from the registries of special-purpose addresses of IANA.
var refused = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	// Of IPv6 only 2000::/3 is public, without Teredo and other protocols' parts.
	"2001::/23", "2001:db8::/32", "3fff::/20",
)

var (
	publicV6 = netip.MustParsePrefix("2000::/3")
	nat64    = netip.MustParsePrefix("64:ff9b::/96") // IPv4 in the last 4 bytes: RFC 6052
	sixToFo  = netip.MustParsePrefix("2002::/16")    // IPv4 in bytes 2 to 5: RFC 3056
)

func prefixes(list ...string) (out []netip.Prefix) {
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// isPrivate reports whether an address is none of a public server. Addresses that
// carry an IPv4 address are as that one.
func isPrivate(a netip.Addr) bool {
	a = a.Unmap()
	if a.Is6() {
		b := a.As16()
		switch {
		case a.Zone() != "":
			return true
		case nat64.Contains(a):
			a = netip.AddrFrom4([4]byte(b[12:]))
		case sixToFo.Contains(a):
			a = netip.AddrFrom4([4]byte(b[2:6]))
		case !publicV6.Contains(a):
			return true
		}
	}
	for _, p := range refused {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// networks are private ones that the user opened to every request.
type networks []netip.Prefix

func (n networks) hold(a netip.Addr) bool {
	for _, p := range n {
		if p.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

// closed reports whether an address is private and not opened.
func (n networks) closed(a netip.Addr) bool { return isPrivate(a) && !n.hold(a) }

// checkDial refuses private addresses when a connection is about to be made, after
// names were resolved: no name can lead there, however often it changes its mind.
func (n networks) checkDial(_ context.Context, _, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || n.closed(ap.Addr()) {
		return &privateError{address}
	}
	return nil
}

// checkHost refuses what can be refused by the host's name alone: private
// addresses, which behind a proxy are not dialled here, and names for this
// computer. odd is set for numbers that some programs read as addresses.
func (n networks) checkHost(host string) (private, odd bool) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if a, err := netip.ParseAddr(host); err == nil {
		return n.closed(a), false
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return n.closed(netip.AddrFrom4([4]byte{127, 0, 0, 1})), false
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	if !isNumber(last) {
		return false, false
	}
	a, ok := oddAddress(host)
	return ok && isPrivate(a), true
}

// isNumber reports whether s is decimal, octal or hexadecimal as inet_aton has it.
func isNumber(s string) bool {
	if s != "" && strings.Trim(s, "0123456789") == "" {
		return true
	}
	_, err := strconv.ParseUint(s, 0, 64)
	return err == nil && strings.HasPrefix(strings.ToLower(s), "0x")
}

// oddAddress reads the forms of IPv4 addresses that inet_aton takes besides the
// usual one: fewer parts, octal, hexadecimal. The last part fills what is left.
func oddAddress(host string) (netip.Addr, bool) {
	parts := strings.Split(host, ".")
	if len(parts) > 4 {
		return netip.Addr{}, false
	}
	var v uint64
	for i, p := range parts {
		base := 10
		switch q := strings.ToLower(p); {
		case strings.HasPrefix(q, "0x"):
			p, base = p[2:], 16
		case len(p) > 1 && p[0] == '0':
			p, base = p[1:], 8
		}
		n, err := strconv.ParseUint(p, base, 32)
		room := uint(8)
		if i == len(parts)-1 {
			room = uint(8 * (5 - len(parts)))
		}
		if err != nil || n>>room != 0 {
			return netip.Addr{}, false
		}
		v = v<<room | n
	}
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}), true
}
