package parse

import (
	"path"
	"slices"
	"strings"

	"veille/feed/text"
)

// guessPaths are where programs that make sites put feeds, most used first.
var guessPaths = []string{"/feed/", "/rss.xml", "/rss", "/atom.xml", "/feed.xml"}

// maxGuesses bounds how long a look at a site without a feed takes: each guess
// waits for its turn with the host, a second.
const maxGuesses = 4

// Guesses lists addresses under which a site may have a feed that it does not
// tell of, most likely first; at most four. Site may be the address of a page
// inside it: a blog in a folder has its feed there.
func Guesses(site string) []string {
	s, err := NewSource(site)
	if err != nil {
		return nil
	}
	whole, _, _ := strings.Cut(s.Feed, "?")
	folder := strings.TrimSuffix(afterHost(whole), "/")
	root := strings.TrimSuffix(whole, afterHost(whole))
	if strings.Contains(path.Base(folder), ".") {
		folder = strings.TrimSuffix(path.Dir(folder), "/")
	}
	var out []string
	add := func(address string) {
		if a, ok := text.SafeURL(address); ok && len(out) < maxGuesses && a != s.Feed && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	inside := folder != "" && folder != "."
	if inside {
		add(root + folder + guessPaths[0])
	}
	for i, p := range guessPaths {
		add(root + p)
		if i == 1 && inside { // after what whole sites have most
			add(root + folder + p)
		}
	}
	return out
}
