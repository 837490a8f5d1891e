package parse

import (
	"net/url"
	"strings"

	"veille/feed/text"
)

// resolve makes a whole and safe address of one that may be relative to base, ""
// if that cannot be done.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	if strings.Contains(ref, "&amp;") { // escaped twice
		ref = strings.ReplaceAll(ref, "&amp;", "&")
	}
	if len(ref) > 4 && strings.EqualFold(ref[:4], "www.") {
		scheme := "https"
		if len(base) > 5 && strings.EqualFold(base[:5], "http:") {
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
	if base == "" || len(ref) > text.MaxURL || hasScheme(ref) {
		return ""
	}
	b := parseBase(base)
	if b == nil {
		return ""
	}
	return resolveIn(b, ref)
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

// resolveIn is resolve for a reference without a scheme.
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
