package migrate

import (
	"strings"
	"time"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/refresh"
	"veille/feed/text"
)

// Entry is what another program kept of one article.
type Entry struct {
	Form   Form
	At     int        // its place in the file, from 1
	Item   parse.Item // as a feed had it; Content and Summary are HTML
	Source feed.Source
	ID     feed.ID // our own, where the program got it from us

	Summary string // plain text
	Place   string
	Tags    []string
	Notes   []string
	Quotes  []Quote
	Saved   time.Time
	Read    bool
	Starred bool
	Trashed bool
	Cut     bool // it had more or longer tags, notes or passages than are kept

	stray string // what stood in the place of an address
}

// Quote is a passage that was marked.
type Quote struct {
	Text, Note string
	Tags       []string
}

// Incoming makes an article. One with a text is made as a refresh makes it of its
// feed, so that following the feed later finds it and says nothing new.
func (e *Entry) Incoming(now time.Time) feed.Incoming {
	src := e.Source
	if src.Name == "" {
		src.Name = hostOf(e.Item.URL)
	}
	if src.ID.IsZero() && src.Name != "" {
		src.ID = feed.SourceID(src.Name)
	}
	it := e.Item
	in := refresh.Make(&src, &parse.Feed{URL: src.URL, Lang: src.Lang}, &it, refresh.Making{Now: now}).Incoming
	a := &in.Article
	a.ID = e.identity(src.ID)
	if a.Title == "" || a.Title == a.URL {
		a.Title, a.TitleFrom = e.nameless(a)
	}
	if a.Summary == "" {
		a.Summary = e.Summary
	}
	if a.Lang == "" {
		a.Lang = text.Detect(a.Title+"\n"+a.Summary, "")
	}
	if a.Place == "" {
		a.Place = e.Place
	}
	if !e.Saved.IsZero() {
		a.Fetched = e.Saved
	}
	a.Read, a.Starred, a.Trashed = e.Read, e.Starred, e.Trashed
	a.Notes = e.Notes
	e.mark(&in)
	if len(in.Raw.Bytes) == 0 {
		in.Raw = feed.Raw{}
	}
	in.Tags = e.Tags
	return in
}

// identity names an article as far as it can be known: as its feed names it, else
// by its address, as a saved page is named.
func (e *Entry) identity(src feed.ID) feed.ID {
	switch {
	case !e.ID.IsZero():
		return e.ID
	case e.Item.ID != "" && !src.IsZero():
		return feed.ItemID(src, e.Item.ID)
	}
	it := &e.Item
	said := strings.Join([]string{it.Title, strings.Join(it.Authors, ";"), it.Published.Format(time.DateOnly), it.Content, it.Summary}, "\n")
	return feed.PageID(text.AddressKey(it.URL), []byte(said))
}

// nameless names an article that has no title of its own.
func (e *Entry) nameless(a *feed.Article) (string, feed.TitleFrom) {
	if body := a.Text(); body != "" {
		return text.FirstSentence(body, 100), feed.TitleFromFirstSentence
	}
	if s := text.FirstSentence(e.Summary, 100); s != "" {
		return s, feed.TitleFromFirstSentence
	}
	key := text.AddressKey(a.URL)
	return text.Limit(key, maxTitle), feed.TitleFromSlug
}

// mark gives an article the passages as highlights.
func (e *Entry) mark(in *feed.Incoming) {
	a := &in.Article
	for _, q := range e.Quotes {
		if h, ok := e.highlight(a.ID, q, a.Fetched); ok {
			a.Highlights = append(a.Highlights, h)
			in.HighlightTags = append(in.HighlightTags, q.Tags...)
		}
	}
}

// highlight makes a highlight of a passage. Where it stands is found when the
// text is there; until then its words are all there is.
func (e *Entry) highlight(of feed.ID, q Quote, at time.Time) (feed.Highlight, bool) {
	h := feed.Highlight{Quote: q.Text, Note: q.Note, At: at}
	h.ID = feed.NewID("passage", string(of[:]), h.Quote)
	for _, t := range q.Tags {
		h.Themes = append(h.Themes, feed.ThemeID(t))
	}
	return h, h.Quote != ""
}

// hostOf names the site of an address, without the labels of its editions.
func hostOf(address string) string {
	key := text.AddressKey(address)
	if i := strings.IndexAny(key, "/?#"); i >= 0 {
		key = key[:i]
	}
	return key
}

// fromFeed is the source of an entry whose feed is known by its address.
func fromFeed(address, title, site string) feed.Source {
	src, err := parse.NewSource(address)
	if err != nil || address == "" {
		src = feed.Source{}
	}
	return feed.Source{ID: src.ID, Name: title, URL: site}
}
