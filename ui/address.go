package ui

import (
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"veille/feed/text"
)

// hasScheme reports whether s is written as an address of the web or of a feed.
func hasScheme(s string) bool {
	for _, scheme := range []string{"http://", "https://", "feed:", "feeds:"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// isAddress reports whether s can be asked: an http or https address with a
// host.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")) && u.Hostname() != ""
}

// looksLikeHost reports whether s is written as a host with or without a path
// behind it, as one copies from a sign: example.org/news. A name with the ending
// of a page or text is rather a file. With a port any name is a host, and any
// number: localhost:8080/feed.
func looksLikeHost(s string) bool {
	host, path, _ := strings.Cut(s, "/")
	if hasPort(host) {
		return true
	}
	if strings.ContainsAny(s, " \t\\") || !strings.Contains(host, ".") || strings.HasPrefix(host, ".") || strings.HasSuffix(host, ".") {
		return false
	}
	if path == "" && slices.Contains(readable, strings.ToLower(filepath.Ext(host))) {
		return false
	}
	u, err := url.Parse("https://" + s)
	if err != nil || u.Hostname() == "" || u.User != nil {
		return false
	}
	name := u.Hostname()
	end := name[strings.LastIndexByte(name, '.')+1:]
	return len(end) >= 2 && strings.IndexFunc(end, func(r rune) bool { return r < 'A' }) < 0
}

// hasPort reports whether s is a host with the number of a port: not a path, a
// drive's letter or a time of day.
func hasPort(s string) bool {
	u, err := url.Parse("https://" + s)
	if err != nil || u.Host != s || len(u.Hostname()) < 2 {
		return false
	}
	n, err := strconv.Atoi(u.Port())
	digits := strings.Trim(u.Hostname(), "0123456789") == ""
	return err == nil && n > 0 && n <= 65535 && !digits
}

// isPrivate reports whether an address names a host of the user's own network.
func isPrivate(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast()
	}
	return host == "localhost" || !strings.Contains(host, ".") || strings.HasSuffix(host, ".local") || strings.HasSuffix(host, ".lan") ||
		strings.HasSuffix(host, ".internal") || strings.HasSuffix(host, ".localhost")
}

// onlyAddress is the one address of the web that stands among other words, as in
// a message with a link; "" when there is none, or more than one.
func onlyAddress(s string) string {
	found := ""
	for w := range strings.FieldsSeq(s) {
		w = text.Line(strings.Trim(w, "<>()[]\"'“”«».,;"))
		if !isAddress(w) || w == found || len(w) > maxQuery {
			continue
		}
		if found != "" {
			return ""
		}
		found = w
	}
	return found
}

// hostOf is the host of an address as it is shown.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return text.Line(u.Host)
	}
	return text.Line(address)
}

// shownAddress is an address without the name and password that may stand in it.
func shownAddress(address string) string {
	if u, err := url.Parse(address); err == nil && u.User != nil {
		u.User = nil
		return text.Line(u.String())
	}
	return text.Line(address)
}

// siteOf is the home page of the host that an address names.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}).String()
}
