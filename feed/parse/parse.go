// Package parse reads feeds and lists of subscriptions: RSS 0.9x to 2.0, RSS 1.0
// and 1.1, Atom 0.3 and 1.0, CDF, JSON Feed, OPML and newsboat's urls. Broken
// ones are read as far as anybody could; reading takes time in proportion to the
// bytes, whatever they are.
package parse

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"veille/feed"
)

// Limits of what is read of one feed.
const (
	MaxBytes = 16 << 20 // after decompression
	MaxItems = 20_000   // the newest ones; Feed.Missing counts the rest
	MaxDepth = 100      // of elements; what is deeper is text of the last
	MaxFile  = 256 << 20
)

// Feed is what a feed says. All text is clean: NFC, without control characters;
// titles and names are one line. HTML stays HTML in Item.Summary and
// Item.Content and nowhere else. Addresses are absolute and safe, "" when they
// cannot be made so.
type Feed struct {
	Format      string // rss, rdf, atom, cdf, json
	Version     string // "2.0", "0.91", "1.0", …; "" when it does not say
	Title       string
	URL         string // of the site
	Self        string // of the feed, as it says itself
	Description string
	Author      string
	Lang        string // BCP 47, lower case; else what the server says; "" when nobody does
	Updated     time.Time
	Categories  []string
	TTL         time.Duration // it asks to be left alone for so long; 0: does not say
	Items       []Item        // in the order of the feed
	Missing     int           // items beyond MaxItems, left out oldest first
	Broken      bool          // it was not well formed, or cut
	Cut         bool          // it ends within an item; one that was but begun is left out
}

// Item is an entry of a feed.
type Item struct {
	ID         string // guid, id or rdf:about as written; else link, title or a hash of the text: never ""
	URL        string // of the article
	Title      string
	Summary    string    // HTML; plain text is escaped, its blank lines part paragraphs
	Content    string    // HTML; "" when the feed has but a summary
	Authors    []string  // those of the feed when the item names none
	Published  time.Time // in UTC; else when it was updated; zero when not told or not to be believed
	Precision  feed.Precision
	Updated    time.Time
	Lang       string           // of the item, NoLang where it has none; "" when it does not say (the feed's counts then)
	Categories []string         // those of the feed when the item has none
	Enclosures []feed.Enclosure // pictures, films and sounds of media:* too
	Pictures   []feed.Caption   // captions of media:* and the like, with their credits
	Source     string           // name of the publication it was taken from
	SourceURL  string
	Own        *feed.Record // what veille itself wrote of the article, to be cleaned as a record is; nil in feeds of others
}

// NoLang is what BCP 47 calls the language of a text that is said to be in none,
// or in several.
const NoLang = "und"

// Options say what is known of the bytes besides.
type Options struct {
	Type string    // Content-Type as the server sent it, "" if not known
	Base string    // address the feed was read from
	Lang string    // Content-Language as the server sent it; counts where the feed says none
	Now  time.Time // dates later than a day after it are not believed; zero: time.Now
	// File says that it is a file of the user's own, such as an export: up to MaxFile
	// bytes of it are read, and all items.
	File bool
}

// Causes why bytes are no feed.
var (
	ErrNotFeed = errors.New("not a feed")
	ErrEmpty   = errors.New("nothing came")
)

// Read reads a feed. The error wraps ErrNotFeed (the message then tells what it
// is instead: a page, a list of subscriptions, a picture), ErrEmpty or
// feed.ErrTooLarge; a feed without items is none.
func Read(b []byte, o Options) (Feed, error) {
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	most := MaxBytes
	if o.File {
		most = MaxFile
	}
	if len(b) > most {
		return Feed{}, fmt.Errorf("read feed: %w: more than %d MiB", feed.ErrTooLarge, most>>20)
	}
	s, err := decode(b, o.Type)
	if err != nil {
		return Feed{}, err
	}
	s = strings.TrimLeft(s, "\ufeff \t\r\n\x00")
	switch {
	case s == "":
		return Feed{}, ErrEmpty
	case s[0] == '{' || s[0] == '[':
		return readJSON(s, o)
	}
	return readXML(s, o)
}
