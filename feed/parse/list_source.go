package parse

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// NewSource makes a source of the address of a feed as somebody typed it or a
// list has it: with feed:, feed:// or no scheme at all too, which is https for a
// name and http for a number, a port or a name of the local network. The address
// stays as it was given but for its fragment, which is never sent, a user name
// and password, which are not kept, what must be percent-encoded, and brackets or
// quotes around it. An address of a private network is one like any other here:
// whoever asks decides.
//
// The error wraps feed.ErrInvalid; its message is one clean line that tells what
// the address is instead.
func NewSource(address string) (feed.Source, error) {
	s := strings.TrimSpace(text.Clean(address))
	if in := uncover(s); strings.Contains(in, "://") { // without a scheme it may be a word of a text
		s = in
	}
	if why := refusedForm(s); why != "" {
		return feed.Source{}, &refusal{why}
	}
	web, err := withScheme(s)
	if err != nil {
		return feed.Source{}, err
	}
	clean, ok := text.SafeURL(web)
	if !ok {
		if len(web) > text.MaxURL {
			return feed.Source{}, &refusal{fmt.Sprintf("an address of more than %d bytes", text.MaxURL)}
		}
		return feed.Source{}, &refusal{"not an address of the web"}
	}
	clean, _, _ = strings.Cut(clean, "#")
	return feed.Source{ID: feed.FeedID(clean), Feed: clean}, nil
}

// refusal is why an address cannot be asked.
type refusal struct{ why string }

func (r *refusal) Error() string { return r.why }
func (r *refusal) Unwrap() error { return feed.ErrInvalid }

// refusedForm tells of forms that are no addresses to ask: newsboat and Liferea
// know commands, and such a list may come from anybody.
func refusedForm(s string) string {
	scheme, _, _ := strings.Cut(strings.ToLower(s), ":")
	switch {
	case s == "":
		return "no address"
	case s[0] == '|':
		return "a command, and no list may run one"
	case scheme == "exec", scheme == "filter":
		return "a command of newsboat, and no list may run one"
	case scheme == "query":
		return "a query of newsboat, which asks no server"
	case scheme == "file", s[0] == '/' && !strings.HasPrefix(s, "//"), s[0] == '~', strings.HasPrefix(s, "./"), strings.HasPrefix(s, "../"):
		return "a file of this computer, for veille import alone"
	}
	return ""
}

// feedSchemes stand before or instead of the scheme of the web.
var feedSchemes = []string{"feed", "feeds", "rss", "itpc", "pcast", "podcast"}

// withScheme puts http or https where another way to say so stands, or nothing.
func withScheme(s string) (string, error) {
	scheme, rest, ok := cutScheme(s)
	if !ok {
		return guessScheme(strings.TrimPrefix(s, "//"))
	}
	switch scheme {
	case "http", "https":
		// Some lists have http:/ or http:example.org.
		return scheme + "://" + strings.TrimLeft(rest, "/"), nil
	}
	if slices.Contains(feedSchemes, scheme) {
		return unwrapped(scheme, strings.TrimLeft(rest, "/"))
	}
	return "", &refusal{"an address beginning with " + text.Limit(scheme, 20) + ":, which is not asked"}
}

// unwrapped reads what stands behind feed: or the like: an address of the web,
// with or without its own scheme.
func unwrapped(scheme, inner string) (string, error) {
	if s, _, ok := cutScheme(inner); ok && s != "http" && s != "https" {
		return "", &refusal{"not an address of the web"}
	} else if ok {
		return withScheme(inner)
	}
	if _, err := guessScheme(inner); err != nil {
		return "", err
	}
	if scheme == "feeds" {
		return "https://" + inner, nil
	}
	return "http://" + inner, nil
}

// cutScheme parts an address after its scheme. A name with a port has none.
func cutScheme(s string) (scheme, rest string, ok bool) {
	scheme, rest, ok = strings.Cut(s, ":")
	if !ok || scheme == "" || len(scheme) > 30 {
		return "", s, false
	}
	for i, c := range []byte(strings.ToLower(scheme)) {
		letter := c >= 'a' && c <= 'z'
		if !letter && (i == 0 || (c < '0' || c > '9') && c != '+' && c != '-' && c != '.') {
			return "", s, false
		}
	}
	if strings.HasPrefix(rest, "//") {
		return strings.ToLower(scheme), rest, true
	}
	port, _, _ := strings.Cut(rest, "/")
	if listNumber(port) && (strings.Contains(scheme, ".") || strings.EqualFold(scheme, "localhost")) {
		return "", s, false
	}
	return strings.ToLower(scheme), rest, true
}

func listNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// guessScheme gives an address without one its likely scheme.
func guessScheme(s string) (string, error) {
	end := strings.IndexAny(s, "/?#")
	if end < 0 {
		end = len(s)
	}
	host := s[strings.LastIndexByte(s[:end], '@')+1 : end]
	if strings.ContainsAny(s, " \t\n\"<>") {
		return "", &refusal{"not an address of the web"}
	}
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && listNumber(host[i+1:]) {
		name, port = host[:i], host[i+1:]
	}
	_, err := netip.ParseAddr(strings.Trim(name, "[]"))
	local := err == nil || strings.EqualFold(name, "localhost")
	switch {
	case !local && !isDomain(name):
		return "", &refusal{"not an address of the web"}
	case port == "443", !local && port == "":
		return "https://" + s, nil
	}
	return "http://" + s, nil
}

// isDomain reports whether a name may be one of a host: labels with dots between,
// the last of two letters or more.
func isDomain(name string) bool {
	labels := strings.Split(strings.TrimSuffix(name, "."), ".")
	last := labels[len(labels)-1]
	return len(labels) > 1 && !slices.Contains(labels, "") && len(last) > 1 && (last[0] > '9' || last[0] < '0')
}
