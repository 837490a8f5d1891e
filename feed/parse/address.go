package parse

import (
	"net/url"
	"strings"

	"veille/feed/text"
)

// moreRoom is how many bytes all relative addresses of a feed may grow by, besides
// the length of the feed: a short one grows by the length of its base, and a feed
// may hold a million.
const moreRoom = 1 << 20

// resolver makes the relative addresses of one feed whole.
type resolver struct {
	last string   // base asked for
	root *url.URL // it, nil for none
	room int      // bytes by which addresses may still grow
}

// from returns what addresses relative to base start from.
func (r *resolver) from(base string) origin { return origin{base, r} }

// origin is an address that relative ones start from; those that start from the
// zero origin stay without meaning.
type origin struct {
	address string
	of      *resolver
}

// join makes a reference without a scheme whole. It fails where the origin is no
// address of the web, and when the room is used up.
func (o origin) join(ref string) (string, bool) {
	if o.address == "" || o.of.room <= 0 {
		return "", false
	}
	if o.of.last != o.address {
		o.of.last, o.of.root = o.address, parseBase(o.address)
	}
	if o.of.root == nil {
		return "", false
	}
	out := resolveIn(o.of.root, ref)
	o.of.room -= max(0, len(out)-len(ref))
	return out, true
}

// resolve makes a whole and safe address of one that may be relative, "" if that
// cannot be done.
func (o origin) resolve(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	if strings.Contains(ref, "&amp;") { // escaped twice
		ref = strings.ReplaceAll(ref, "&amp;", "&")
	}
	if len(ref) > 4 && strings.EqualFold(ref[:4], "www.") {
		scheme := "https"
		if len(o.address) > 5 && strings.EqualFold(o.address[:5], "http:") {
			scheme = "http"
		}
		ref = scheme + "://" + ref
	}
	if isWeb(ref) {
		if out, ok := text.SafeURL(ref); ok {
			return out
		}
		return ""
	}
	if len(ref) > text.MaxURL || hasScheme(ref) {
		return ""
	}
	out, _ := o.join(ref)
	return out
}

// parseBase reads a base address, nil if it is none of the web.
func parseBase(base string) *url.URL {
	safe, ok := text.SafeURL(base)
	if !ok {
		return nil
	}
	u, err := url.Parse(safe)
	if err != nil {
		return nil
	}
	return u
}

// resolveIn makes a reference without a scheme whole, "" if that cannot be done.
func resolveIn(base *url.URL, ref string) string {
	u, err := url.Parse(strings.ReplaceAll(ref, "\\", "/"))
	if err != nil {
		if u, err = url.Parse(percent(ref)); err != nil {
			return ""
		}
	}
	out, _ := text.SafeURL(base.ResolveReference(u).String())
	return out
}

// percent encodes what net/url refuses.
func percent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == 0x7F || c == '%' || c == ':' {
			const digits = "0123456789ABCDEF"
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isWeb reports whether s begins as an address of the web.
func isWeb(s string) bool {
	return len(s) > 7 && (strings.EqualFold(s[:7], "http://") || strings.EqualFold(s[:8], "https://"))
}

// onlyWeb returns s if it is an address of the web, else "".
func onlyWeb(s string) string {
	s = strings.TrimSpace(s)
	if isWeb(s) && !strings.ContainsAny(s, " \n\t") {
		return s
	}
	return ""
}

// hasScheme reports whether s begins with a scheme, as javascript: does.
func hasScheme(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':':
			return i > 0
		case isAlnum(c) || c == '+' || c == '-' || c == '.':
		default:
			return false
		}
	}
	return false
}
