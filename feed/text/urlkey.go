package text

import (
	"cmp"
	"slices"
	"strings"
)

// AddressKey returns what two addresses of one article have in common, "" when
// s is no web address: Canonical without scheme, www., the subdomains and path
// parts of mobile, AMP, print and trial editions, and with
// /slug-post94725.ext as /slug/94725.ext, two ways in which one publisher
// names the same page. It is an identity and not an address: it may not open.
//
// It never drops a slug, a number or an unknown parameter, because two
// articles under one key would be one lost.
func AddressKey(s string) string {
	u, ok := canonical(s)
	if !ok {
		return ""
	}
	u.path = plainPath(u.path)
	u.query = dropParameters(u.query, isEdition)
	if u.query != "" {
		parts := strings.Split(u.query, "&")
		slices.SortStableFunc(parts, func(a, b string) int {
			an, _, _ := strings.Cut(a, "=")
			bn, _, _ := strings.Cut(b, "=")
			return cmp.Compare(an, bn)
		})
		u.query = strings.Join(parts, "&")
	}
	u.hasQuery = u.query != ""
	u.host = plainHost(u.host)
	parts := u.parts()
	return strings.Join(parts[2:], "")
}

// plainHost drops the labels of editions: www, m, mobile, amp, beta; betaen is
// the trial edition of en. What is left must still be a name with a dot.
func plainHost(h string) string {
	if h == "" || h[0] == '[' || !mayHaveEdition(h) {
		return h
	}
	labels := strings.Split(h, ".")
	for len(labels) >= 3 && isEditionLabel(labels[0]) {
		labels = labels[1:]
	}
	if len(labels) >= 3 && len(labels[0]) == 6 && strings.HasPrefix(labels[0], "beta") {
		labels[0] = labels[0][4:]
	}
	if len(labels) >= 4 && labels[1] == "m" { // fr.m.example.org
		labels = slices.Delete(labels, 1, 2)
	}
	return strings.Join(labels, ".")
}

// mayHaveEdition holds for names of three labels with one that may be of an edition in
// front, or a short one behind the first.
func mayHaveEdition(h string) bool {
	first, rest, _ := strings.Cut(h, ".")
	return strings.IndexByte(rest, '.') >= 0 && (isEditionLabel(first) || strings.HasPrefix(first, "beta") || strings.HasPrefix(rest, "m."))
}

func isEditionLabel(l string) bool {
	switch l {
	case "www", "m", "mobile", "amp", "beta":
		return true
	}
	return false
}

// isEdition holds for parameters that choose how an article is laid out.
func isEdition(name, value string) bool {
	switch name {
	case "amp", "print":
		return value == "" || value == "1" || value == "true"
	case "output", "outputtype":
		return value == "amp"
	}
	return false
}

// plainPath drops /amp and /print where they only choose the layout.
func plainPath(p string) string {
	p = strings.TrimSuffix(p, "/")
	for _, tail := range []string{"/amp", "/print", ".amp"} {
		if rest := strings.TrimSuffix(p, tail); len(rest) > 1 {
			p = strings.TrimSuffix(rest, "/")
		}
	}
	if rest, ok := strings.CutSuffix(p, ".amp.html"); ok {
		p = rest + ".html"
	}
	for _, head := range []string{"/amp/", "/print/"} {
		if rest, ok := strings.CutPrefix(p, head); ok && endsInNumber(rest) {
			p = "/" + rest
		}
	}
	return plainPost(p)
}

// plainPost writes /slug-post94725.ext as /slug/94725.ext.
func plainPost(p string) string {
	i := strings.LastIndex(p, "-post")
	if i < 2 || p[i-1] == '/' || strings.Contains(p[i:], "/") || !endsInNumber(p[i:]) {
		return p
	}
	number := p[i+len("-post"):]
	if number[0] < '0' || number[0] > '9' {
		return p
	}
	return p[:i] + "/" + number
}

// endsInNumber reports whether p ends in an article's number of four digits or
// more, with or without an extension.
func endsInNumber(p string) bool {
	if i := strings.LastIndexByte(p, '.'); i > 0 && len(p)-i <= 6 {
		p = p[:i]
	}
	return len(p)-len(strings.TrimRight(p, "0123456789")) >= 4
}
