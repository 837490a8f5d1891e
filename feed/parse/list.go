package parse

import "veille/feed"

// List is a list of subscriptions: OPML or newsboat's urls.
type List struct {
	Title   string
	Entries []Entry
}

// Entry is one subscription of a list. One that hides a command, or has an
// address that is none of ours to ask, is Refused: shown, never run, never
// asked.
type Entry struct {
	Title      string
	Feed       string // its address; of a refused one, what stood there, clean
	Site       string
	Folders    []string // names from the outermost on
	Categories []string
	Lang       string
	Refused    string // why; "" for one that can be followed
}

// Source makes a source of an entry.
func (e *Entry) Source() feed.Source { return feed.Source{} }

// ReadList reads a list of subscriptions. The error wraps ErrNotFeed when the
// bytes are no such list.
func ReadList(b []byte, o Options) (List, error) { return List{}, ErrNotFeed }

// Link is a feed that a page offers.
type Link struct {
	URL   string
	Title string
	Type  string // media type as the page says
}

// Discover lists the feeds that a page of HTML offers in its head or body, best
// first and comments last; header holds the Link headers of the answer. Base is
// the address the page was read from.
func Discover(html []byte, header []string, o Options) []Link { return nil }

// Guesses lists addresses under which a site may have a feed that it does not
// tell of, most likely first; at most six.
func Guesses(site string) []string { return nil }
