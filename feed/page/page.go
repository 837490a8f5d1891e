// Package page turns saved pages into articles: it finds the text, takes
// captions, datelines, related links and teasers of other articles apart, and
// repairs what old sites glued together. Nothing is lost: the bytes that came
// in are kept beside the article.
package page

import (
	"time"

	"veille/feed"
)

// Input is one saved page and what is known of it besides.
type Input struct {
	Name    string // file name or address, for its extension and slug
	Type    string // media type, "" to tell it from name and bytes
	Bytes   []byte
	URL     string // what the user says of it; "" when nothing
	Title   string
	Source  string
	Date    time.Time
	DateTo  feed.Precision // precision of Date
	Fetched time.Time
	// Known reports how often a word stands in articles already kept, for the
	// repair of glued words; nil when there are none.
	Known func(word string) int
}

// Read makes an article of a page. The error wraps feed.ErrNoArticle when the
// page holds no article text, feed.ErrUnreadable when it is no page,
// feed.ErrTooLarge when it is larger than MaxBytes.
func Read(in Input) (feed.Article, error) { return feed.Article{}, feed.ErrNoArticle }

// MaxBytes is the size of the largest page read.
const MaxBytes = 3 << 20
