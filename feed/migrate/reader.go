package migrate

import (
	"io"
	"strconv"
	"strings"

	"veille/feed"
)

// readerItem is an article as Google Reader told it, with what FreshRSS adds: guid
// and feedUrl. Its states and labels are categories:
//
//	user/-/state/com.google/read      user/-/state/com.google/starred
//	user/-/label/NAME                 any other is the publisher's own
//
// where - may be the number of a user. Older files of FreshRSS have the guid as
// id; Google's have tag:google.com,2005:reader/item/… there, which no feed says.
type readerItem struct {
	ID          loose         `json:"id"`
	GUID        loose         `json:"guid"`
	OriginalID  loose         `json:"originalId"`
	Title       loose         `json:"title"`
	Author      loose         `json:"author"`
	Published   loose         `json:"published"`
	Updated     loose         `json:"updated"`
	Crawled     loose         `json:"crawlTimeMsec"`
	Stamped     loose         `json:"timestampUsec"`
	Categories  []loose       `json:"categories"`
	Alternate   []readerLink  `json:"alternate"`
	Canonical   []readerLink  `json:"canonical"`
	Enclosure   []readerLink  `json:"enclosure"`
	Content     readerText    `json:"content"`
	Summary     readerText    `json:"summary"`
	Origin      readerFeed    `json:"origin"`
	Annotations []readerQuote `json:"annotations"`
}

type readerLink struct {
	Href   loose `json:"href"`
	Type   loose `json:"type"`
	Length loose `json:"length"`
}

type readerText struct {
	Content loose `json:"content"`
}

type readerFeed struct {
	StreamID loose `json:"streamId"`
	Title    loose `json:"title"`
	HTMLURL  loose `json:"htmlUrl"`
	FeedURL  loose `json:"feedUrl"`
}

// readerQuote is a note of Google Reader, or a passage of Inoreader with one.
type readerQuote struct {
	Content loose `json:"content"`
	Text    loose `json:"text"`
	Note    loose `json:"note"`
}

func (s *scan) reader(in io.Reader) error {
	return array(s, in, "items", func(it *readerItem) error { return s.take(it.entry()) })
}

func (r *readerItem) entry() *Entry {
	e := &Entry{}
	it := &e.Item
	it.ID, it.Title, it.Content = r.guid(), plain(string(r.Title)), firstOf(string(r.Content.Content), string(r.Summary.Content))
	for _, l := range append(r.Canonical, r.Alternate...) {
		if it.URL = string(l.Href); webAddress(it.URL) != "" {
			break
		}
	}
	it.Authors = authorsIn(string(r.Author))
	n, _ := strconv.ParseInt(string(r.Published), 10, 64)
	if it.Published = unix(n); !it.Published.IsZero() {
		it.Precision = feed.Second
	}
	if n, _ = strconv.ParseInt(firstOf(string(r.Crawled), string(r.Stamped)), 10, 64); n > 0 {
		e.Saved = unix(n)
	}
	for _, l := range r.Enclosure[:min(len(r.Enclosure), 100)] {
		size, _ := strconv.ParseInt(string(l.Length), 10, 64)
		it.Enclosures = append(it.Enclosures, feed.Enclosure{URL: string(l.Href), Type: string(l.Type), Bytes: max(size, 0)})
	}
	for _, c := range r.Categories {
		e.category(string(c))
	}
	for _, a := range r.Annotations[:min(len(r.Annotations), maxList+maxNotes)] {
		if a.Text != "" {
			e.Quotes = append(e.Quotes, Quote{Text: string(a.Text), Note: string(a.Note)})
		} else {
			e.Notes = append(e.Notes, string(a.Content), string(a.Note))
		}
	}
	e.Source = fromFeed(r.feed(), string(r.Origin.Title), string(r.Origin.HTMLURL))
	return e
}

// guid is what the feed calls the article, "" where it is not told.
func (r *readerItem) guid() string {
	for _, s := range []loose{r.GUID, r.OriginalID, r.ID} {
		if s != "" && !strings.HasPrefix(string(s), "tag:google.com,2005:reader/") {
			return strings.TrimSpace(string(s))
		}
	}
	return ""
}

// feed is the address of the feed, "" where a server has but a number for it.
func (r *readerItem) feed() string {
	if s := string(r.Origin.FeedURL); s != "" {
		return s
	}
	if s, ok := strings.CutPrefix(string(r.Origin.StreamID), "feed/"); ok && strings.Contains(s, "://") {
		return s
	}
	return ""
}

// category takes a state, a label or a category of the publisher.
func (e *Entry) category(s string) {
	rest, ok := strings.CutPrefix(s, "user/")
	if !ok {
		e.Item.Categories = append(e.Item.Categories, s)
		return
	}
	_, rest, _ = strings.Cut(rest, "/")
	switch {
	case strings.HasPrefix(rest, "label/"):
		e.Tags = append(e.Tags, strings.TrimPrefix(rest, "label/"))
	case rest == "state/com.google/read":
		e.Read = true
	case rest == "state/com.google/starred":
		e.Starred = true
	}
}

// authorsIn parts the authors of a line. A comma may stand within a name.
func authorsIn(s string) []string { return strings.Split(s, ";") }
