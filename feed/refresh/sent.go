package refresh

import (
	"strings"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/text"
)

// fewLetters is the length of a text below which two articles may be alike by
// accident: the print of such a one holds its identifier too.
const fewLetters = 48

// sentAll says what a feed sent of each item, with the positions of the items to
// go by: items that are the same twice are left out.
func sentAll(src feed.ID, f *parse.Feed) (sent []feed.Sent, at []int) {
	seen := make(map[feed.ID]bool, len(f.Items))
	for i, s := range SentAll(src, f) {
		if !seen[s.ID] {
			seen[s.ID] = true
			sent, at = append(sent, s), append(at, i)
		}
	}
	return sent, at
}

// SentAll says what a feed sent of each item, in their order. A source must not
// make one article of several by accident, so an identifier or address that
// several different items share names none of them.
func SentAll(src feed.ID, f *parse.Feed) []feed.Sent {
	ids, urls := map[string]string{}, map[string]string{}
	sharedID, sharedURL := map[string]bool{}, map[string]bool{}
	home := text.AddressKey(f.URL)
	keys := make([]string, len(f.Items))
	for i := range f.Items {
		it := &f.Items[i]
		keys[i] = text.AddressKey(it.URL)
		note(ids, sharedID, it.ID, apart(it, keys[i]))
		if keys[i] == home || isHome(keys[i]) {
			keys[i] = ""
		}
		if keys[i] != "" {
			note(urls, sharedURL, keys[i], it.ID)
		}
	}
	sent := make([]feed.Sent, len(f.Items))
	for i := range f.Items {
		it := &f.Items[i]
		s := feed.Sent{ID: feed.ItemID(src, it.ID), Print: printOf(it)}
		if sharedID[it.ID] {
			s.ID = feed.ItemID(src, it.ID+"\n"+apart(it, text.AddressKey(it.URL)))
		}
		if keys[i] != "" && !sharedURL[keys[i]] {
			s.URL = text.Canonical(it.URL)
		}
		sent[i] = s
	}
	return sent
}

// sentOf says what was sent of one item by itself.
func sentOf(src feed.ID, it *parse.Item) feed.Sent {
	return feed.Sent{ID: feed.ItemID(src, it.ID), URL: text.Canonical(it.URL), Print: printOf(it)}
}

// note remembers with what a name came first, and that it came with something
// else too.
func note(first map[string]string, shared map[string]bool, name, with string) {
	if have, ok := first[name]; !ok {
		first[name] = with
	} else if have != with {
		shared[name] = true
	}
}

// apart is what tells items of one identifier apart.
func apart(it *parse.Item, key string) string {
	if key != "" {
		return key
	}
	return it.Title
}

// isHome reports whether a key of an address is that of a host alone.
func isHome(key string) bool { return !strings.ContainsAny(key, "/?#") }
