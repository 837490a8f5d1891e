package migrate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"veille/feed"
)

// newsboat keeps in cache.db
//
//	rss_feed  rssurl, url, title, …
//	rss_item  id, guid, title, author, url, feedurl, pubDate (seconds), content (HTML),
//	          unread, enclosure_url, enclosure_type, flags (letters), deleted, base, …
//
// A feed of its user's making has an address of its own: query:, exec:, filter:.
// Where a feed told no date, pubDate is when it was read, which nothing marks.

// maxFeeds is far above what anybody follows.
const maxFeeds = 100_000

// newsboat reads a cache.
func (s *scan) newsboat() error {
	at, size := s.in.At, s.in.Size
	if at == nil {
		b, err := io.ReadAll(io.LimitReader(s.in.R, MaxFile+1))
		if err != nil {
			return err
		}
		if len(b) > MaxFile {
			return fmt.Errorf("%w: a cache that does not come from a file may have %d MiB", errLarge, MaxFile>>20)
		}
		at, size = bytes.NewReader(b), int64(len(b))
	}
	db, err := openDatabase(at, size)
	if err != nil {
		return err
	}
	tables, err := db.tables()
	if err != nil {
		return err
	}
	items, ok := tables["rss_item"]
	if !ok || !items.columns.has("guid", "title", "url", "feedurl", "content", "unread") {
		return errors.New("it is an SQLite file, but none of newsboat")
	}
	feeds, err := db.feeds(tables["rss_feed"])
	if err != nil {
		return err
	}
	err = db.rows(items.root, func(_ int64, row []value) error {
		s.n++
		c := &cached{items.columns, row}
		if c.get("deleted").n != 0 {
			return s.refuse(Deleted, c.get("title").text, "")
		}
		return s.take(c.entry(feeds))
	}, func() error {
		s.n++
		return s.refuse(Broken, "", errSQLite.Error())
	})
	if err == nil && db.changed() {
		err = errors.New("newsboat wrote to it meanwhile; close newsboat and import it again")
	}
	return err
}

// feeds reads the titles and sites of feeds, by address.
func (d *database) feeds(t sqlTable) (map[string]feed.Source, error) {
	out := map[string]feed.Source{}
	if t.root == 0 || !t.columns.has("rssurl", "url", "title") {
		return out, nil
	}
	err := d.rows(t.root, func(_ int64, row []value) error {
		c := &cached{t.columns, row}
		if address := c.get("rssurl").text; len(out) < maxFeeds {
			out[address] = fromFeed(address, c.get("title").text, c.get("url").text)
		}
		return nil
	}, func() error { return nil })
	return out, err
}

// cached is a row by the names of its columns.
type cached struct {
	columns columns
	row     []value
}

func (c *cached) get(name string) value {
	if i, ok := c.columns[name]; ok && i < len(c.row) {
		return c.row[i]
	}
	return value{}
}

func (c *cached) entry(feeds map[string]feed.Source) *Entry {
	e := &Entry{Read: c.get("unread").n == 0}
	it := &e.Item
	it.ID, it.Title, it.URL = c.get("guid").text, plain(c.get("title").text), c.get("url").text
	it.Content = c.get("content").text
	if c.get("content_mime_type").text == "text/plain" {
		it.Content = escapeText(it.Content)
	}
	if a := strings.TrimSpace(c.get("author").text); a != "" {
		it.Authors = authorsIn(a)
	}
	if it.Published = unix(c.get("pubdate").n); !it.Published.IsZero() {
		it.Precision = feed.Second
	}
	if u := c.get("enclosure_url").text; u != "" {
		it.Enclosures = []feed.Enclosure{{URL: u, Type: c.get("enclosure_type").text}}
	}
	address := c.get("feedurl").text
	src, ok := feeds[address]
	if !ok {
		src = fromFeed(address, "", "")
	}
	e.Source = src
	// A flag means what its user has decided; it is kept as a tag, and the first of
	// them as a star, for that is what shows.
	flags := strings.TrimSpace(c.get("flags").text)
	e.Starred = flags != ""
	for _, f := range flags[:min(len(flags), 52)] {
		if f >= 'a' && f <= 'z' || f >= 'A' && f <= 'Z' {
			e.Tags = append(e.Tags, "newsboat-"+string(f))
		}
	}
	return e
}

// escapeText makes HTML of plain text.
func escapeText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
