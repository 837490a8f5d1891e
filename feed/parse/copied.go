package parse

import (
	"net/netip"
	"strings"
)

// wraps are the signs that mail, chat and prose put around addresses.
var wraps = [...][2]string{
	{"<", ">"}, {`"`, `"`}, {"'", "'"}, {"`", "`"}, {"(", ")"}, {"[", "]"}, {"{", "}"}, {"«", "»"}, {"‹", "›"}, {"“", "”"}, {"„", "“"}, {"‘", "’"},
}

// maxWraps is how many of them stand around one address, as in "<…>",
const maxWraps = 3

// Copied takes off what came along with an address that was copied: brackets or
// quotes around it, and a comma behind. What it leaves need not be an address.
func Copied(s string) string {
	s = strings.TrimSpace(s)
	for range maxWraps {
		in := uncover(strings.TrimSpace(strings.TrimRight(s, ",")))
		if in == s {
			break
		}
		s = in
	}
	return s
}

// uncover takes off one pair of signs, with the URL: that RFC 3986 allows behind
// the first. The brackets of a number of IPv6 belong to it.
func uncover(s string) string {
	for _, w := range wraps {
		in, ok := strings.CutPrefix(s, w[0])
		if !ok {
			continue
		}
		if in, ok = strings.CutSuffix(in, w[1]); !ok {
			continue
		}
		if _, err := netip.ParseAddr(in); err == nil && w[0] == "[" {
			return s
		}
		return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(in), "URL:"))
	}
	return s
}
