package parse

import (
	"strings"

	"veille/feed/text"
)

// A line of newsboat's file urls: an address, then tags, each in double quotes
// where it has blanks, with \ before a quote or backslash in them. A tag that
// begins with ~ is the name of the feed; one with ! hides it and is kept as it
// is; # begins a comment. Instead of an address may stand exec:, filter: or
// query: with what newsboat makes of them. A list of bare addresses is the same
// without tags.

// readURLs reads a list of which isURLs holds.
func readURLs(s string) List {
	var l List
	for line := range strings.Lines(s) {
		words := urlsWords(line)
		if len(words) == 0 {
			continue
		}
		var e Entry
		e.setAddress(words[0])
		for _, w := range words[1:] {
			if name, ok := strings.CutPrefix(w, "~"); ok && e.Title == "" {
				e.Title = listLine(name, listTitleRunes)
				continue
			}
			e.addCategory(w)
		}
		l.add(e)
	}
	return l
}

// urlsWords parts a line into its words, without quotes.
func urlsWords(line string) []string {
	var words []string
	for {
		line = strings.TrimLeft(line, " \t\r\n\v\f")
		if line == "" || line[0] == '#' {
			return words
		}
		var w string
		if line[0] == '"' {
			w, line = urlsQuoted(line[1:])
		} else {
			end := strings.IndexAny(line, " \t\r\n\v\f")
			if end < 0 {
				end = len(line)
			}
			w, line = line[:end], line[end:]
		}
		words = append(words, w)
	}
}

// urlsQuoted reads up to the closing quote, or the end.
func urlsQuoted(s string) (word, rest string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return b.String(), s[i+1:]
		case c == '\\' && i+1 < len(s):
			i++
			if r := strings.IndexByte("nrtv", s[i]); r >= 0 {
				b.WriteByte("\n\r\t\v"[r])
			} else {
				b.WriteByte(s[i])
			}
		default:
			b.WriteByte(c)
		}
	}
	return strings.TrimRight(b.String(), "\r\n"), ""
}

// isURLs reports whether every line begins with an address or one of newsboat's
// forms, some slips of the pen aside: a line of prose makes it a text, unless
// other lines are of a form that only newsboat has.
func isURLs(s string) bool {
	var n [urlsProse + 1]int
	sure := false
	for line := range strings.Lines(s) {
		words := urlsWords(line)
		if len(words) == 0 {
			continue
		}
		form := urlsLine(words)
		n[form]++
		if form == urlsAddress && (strings.TrimLeft(line, " \t")[0] == '"' || len(words) > 1 && strings.HasPrefix(words[1], "~")) {
			sure = true
		}
	}
	slips := n[urlsSlip] + n[urlsProse]
	return n[urlsAddress] > 0 && n[urlsAddress]+n[urlsBare] > slips && (n[urlsProse] == 0 || sure)
}

type urlsForm uint8

const (
	urlsAddress urlsForm = iota // the line begins with one, or with a form of newsboat
	urlsBare                    // it begins with the name of a host, which a short sentence may do too
	urlsSlip                    // it begins with what may have been meant so
	urlsProse
)

func urlsLine(words []string) urlsForm {
	w := strings.TrimSpace(text.Clean(words[0]))
	scheme, rest, ok := cutScheme(w)
	switch {
	case w == "":
		return urlsSlip
	case w[0] == '|':
		return urlsAddress
	case ok && (strings.HasPrefix(rest, "//") || refusedForm(w) != ""):
		return urlsAddress
	case ok && (scheme == "feed" || scheme == "javascript" || scheme == "data"):
		return urlsAddress
	case len(words) > 1 && !strings.Contains(w, "/"):
		return urlsProse // a sentence may well begin with a name that has a dot
	}
	if _, err := guessScheme(w); err == nil {
		if strings.Contains(w, "/") {
			return urlsAddress
		}
		return urlsBare
	}
	if strings.ContainsAny(w, "/:") {
		return urlsSlip
	}
	return urlsProse
}
