// Package page turns saved pages into articles: it finds the text, takes
// captions, datelines, related links and teasers of other articles apart, and
// repairs what old sites glued together. Nothing is lost: the bytes that came
// in are kept beside the article.
package page

import (
	"fmt"
	"time"

	"veille/feed"
	"veille/feed/charset"
	"veille/feed/text"
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
	// Select and Strip are CSS selectors of a site's rule: what is the article, and
	// what is no part of it. What selects nothing is passed over.
	Select, Strip []string
	// Known reports how often a word stands in articles already kept, for the
	// repair of glued words; nil when there are none.
	Known func(word string) int
	// Markers tell the parts of a page apart; nil for the embedded ones.
	Markers *Markers
}

// MaxBytes is the size of the largest page read.
const MaxBytes = 3 << 20

// Limits of what is kept of one page.
const (
	maxText       = 512 << 10 // bytes of body; the rest is cut with a visible note
	maxHeadline   = 1000      // runes of a title, standfirst, caption or teaser line
	maxName       = 200       // runes of an author, category or byline
	maxCategories = 50
	maxLinks      = 1000
)

// Read makes an article of a page. The error wraps feed.ErrNoArticle when the
// page holds no article text; the article then still holds what else was
// found, such as the teasers of a page that has nothing but them. It wraps
// feed.ErrUnreadable when it is no page, feed.ErrTooLarge when it is larger
// than MaxBytes.
//
// A title that was only derived from the first sentence stands in Title with
// TitleFrom saying so, for lists need something to show.
func Read(in Input) (feed.Article, error) {
	if len(in.Bytes) > MaxBytes {
		return feed.Article{}, fmt.Errorf("read page: %w: %.1f MB, the largest page read is %d MB",
			feed.ErrTooLarge, float64(len(in.Bytes))/(1<<20), MaxBytes>>20)
	}
	if len(in.Bytes) == 0 {
		return feed.Article{}, fmt.Errorf("read page: %w: the file is empty", feed.ErrNoArticle)
	}
	if what := charset.Foreign(in.Bytes); what != "" {
		return feed.Article{}, fmt.Errorf("read page: %w: it is %s", feed.ErrUnreadable, what)
	}
	if in.Markers == nil {
		in.Markers = defaultMarkers()
	}
	d := &draft{m: in.Markers, in: &in}
	if err := d.readBytes(in.Bytes, charset.Of(in.Type)); err != nil {
		return feed.Article{}, fmt.Errorf("read page: %w", err)
	}
	d.finish()
	if len(d.art.Body) == 0 {
		return d.art, fmt.Errorf("read page: %w", feed.ErrNoArticle)
	}
	return d.art, nil
}

// readBytes decodes a page and reads it in its format.
func (d *draft) readBytes(b []byte, declared string) error {
	s, err := charset.Decode(b, declared)
	if err != nil {
		return err
	}
	f, foreign := sniff(s, d.in)
	if foreign != "" {
		return fmt.Errorf("%w: it is %s", feed.ErrUnreadable, foreign)
	}
	switch f {
	case asMHTML:
		return d.readMHTML(b)
	case asHTML:
		d.readHTML(s)
	case asMarkdown:
		d.readMarkdown(s)
	default:
		d.readText(s)
	}
	return nil
}

// readText reads plain text.
func (d *draft) readText(s string) { d.wire(lines(text.Clean(s))) }
