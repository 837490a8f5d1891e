package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/migrate"
	"veille/feed/page"
	"veille/feed/parse"
	"veille/feed/text"
)

// told is what the user says of pages besides the pages themselves.
type told struct {
	url, title, source string
	date               time.Time
	precision          feed.Precision
	tags               []string // slugs
	as                 migrate.Form
}

// making turns pieces into articles. Its methods may be called from several
// goroutines.
type making struct {
	told   told
	now    func() time.Time
	themes map[string]feed.ID // by slug

	at    func(address string) feed.ID // the article that is kept under it; nil when none is
	sites map[string]feed.Source       // that are followed, by host; of a host with several a zero one
}

// made is what came of one piece. With feed.ErrNoArticle it still holds what
// else the page has, such as teasers.
type made struct {
	name string
	in   feed.Incoming
	err  error

	feed *parse.Feed // a feed as a whole: its items come next
	list *parse.List // a list of subscriptions

	path string
	form migrate.Form // the program it came from
	cut  bool         // see migrate.Entry
}

// make reads a piece. A panic on hostile bytes costs this piece alone.
func (m *making) make(p piece) (out made) {
	out.name, out.path, out.form = p.name(), p.path, p.form
	defer caught(&out.err)
	switch {
	case p.err != nil:
		out.err = p.err
	case p.list != nil:
		out.list = p.list
	case p.feed != nil && p.item == 0:
		out.feed = &p.feed.Feed
	case p.feed != nil && p.feed.Items[p.item-1].Own != nil:
		out.in, out.err = m.ofRecord(*p.feed.Items[p.item-1].Own)
	case p.feed != nil:
		out.in = m.fromItem(p)
	case p.line > 0:
		out.in, out.err = m.fromRecord(p)
	case p.entry != nil:
		out.in, out.cut = m.fromEntry(p), p.entry.Cut
	default:
		m.fromFile(p, &out)
	}
	return out
}

// fromFile makes an article of a page, or of a note of Obsidian.
func (m *making) fromFile(p piece, out *made) {
	b, name := p.bytes, ""
	if b == nil {
		if b, out.err = readFile(p.path); out.err != nil {
			return
		}
		name = baseName(p.path)
	}
	if m.isClipping(name, b) {
		out.form = migrate.Obsidian
		out.in, out.cut, out.err = m.fromClipping(b, name)
		return
	}
	out.in, out.err = m.fromPage(b, name)
}

func (m *making) fromPage(b []byte, name string) (feed.Incoming, error) {
	art, err := page.Read(page.Input{
		Name: name, Bytes: b,
		URL: m.told.url, Title: m.told.title, Source: m.told.source,
		Date: m.told.date, DateTo: m.told.precision,
		Fetched: m.now(),
	})
	if err != nil && !errors.Is(err, feed.ErrNoArticle) {
		return feed.Incoming{}, err
	}
	if art.ID.IsZero() {
		art.ID = feed.PageID(text.AddressKey(art.URL), b)
	}
	if art.Fetched.IsZero() {
		art.Fetched = m.now()
	}
	return feed.Incoming{Article: art, Raw: feed.Raw{Name: name, Type: mediaType(name, b), Bytes: b}, Tags: m.told.tags}, err
}

// fromItem makes an article of an item of a feed in a file, as refreshing makes
// one of an item that was fetched.
func (m *making) fromItem(p piece) feed.Incoming {
	src := p.feed.source
	if s, err := parse.NewSource(m.told.url); err == nil && m.told.url != "" {
		src.ID = s.ID
	}
	if m.told.source != "" {
		if src.ID == feed.SourceID(src.Name) { // the name is all that is known of it
			src.ID = feed.SourceID(m.told.source)
		}
		src.Name = m.told.source
	}
	in := p.feed.article(&src, p.item-1, m.now())
	in.Tags = append(in.Tags, m.told.tags...)
	return in
}

// maxRowText is how many runes of a title or name are kept: rows of a list are
// held in memory by the thousand.
const maxRowText = 1000

func (m *making) fromRecord(p piece) (feed.Incoming, error) {
	rec, err := feed.ParseRecord(p.bytes, text.AddressKey)
	if err != nil {
		return feed.Incoming{}, recordError(err)
	}
	return m.ofRecord(rec)
}

// ofRecord makes an article of a record: of a line of JSONL, or of an item of a
// feed that veille wrote.
func (m *making) ofRecord(rec feed.Record) (feed.Incoming, error) {
	art, tags, raw, err := rec.Article(func(slug string) feed.ID { return m.themes[slug] })
	if err != nil {
		return feed.Incoming{}, recordError(err)
	}
	art = art.Map(cleanLine, text.Clean)
	for _, s := range []*string{&art.Title, &art.Source, &art.Place, &art.Agency} {
		*s = text.Limit(*s, maxRowText)
	}
	body := art.Text()
	if len(body) > page.MaxBytes {
		return feed.Incoming{}, feed.ErrTooLarge
	}
	if strings.TrimSpace(body) == "" && art.Title == "" && art.Summary == "" {
		return feed.Incoming{}, &cured{fmt.Errorf("%w in this record", feed.ErrNoArticle), "a record needs body, text, content or title"}
	}
	if art.Lang == "" && len(rec.Blocks) == 0 { // a full record tells all that is known
		art.Lang = text.Detect(body, "")
	}
	if art.Source == "" && m.told.source != "" {
		art.Source, art.SourceID = m.told.source, feed.SourceID(m.told.source)
	}
	if art.Fetched.IsZero() {
		art.Fetched = m.now()
	}
	in := feed.Incoming{Article: art, Tags: append(cleanAll(tags), m.told.tags...), HighlightTags: rec.HighlightTags()}
	if raw != nil {
		in.Raw = feed.Raw{Name: text.Line(raw.Name), Type: text.Line(raw.Type), Bytes: raw.Bytes}
	}
	return in, nil
}

// cleanLine cleans what stands on one line. Blanks stay as they are, for French
// titles have no-break ones and an export must come back as it was.
func cleanLine(s string) string {
	if s = text.Clean(s); strings.ContainsAny(s, "\n\t") {
		return text.Line(s)
	}
	return s
}

// recordError gives words to what is wrong with a line of JSONL. The causes
// are the same as those of the file of articles, their cures are not.
func recordError(err error) error {
	if errors.Is(err, feed.ErrNewer) {
		return &cured{errors.New("written by a newer veille"), "install the newer version"}
	}
	why := strings.TrimSuffix(strings.TrimPrefix(err.Error(), "read article"), ": "+feed.ErrInvalid.Error())
	return &cured{errors.New("no article of veille's JSONL" + why), "take it from veille export -f jsonl, or see veille help exports"}
}

func cleanAll(s []string) []string {
	out := make([]string, 0, len(s))
	for _, v := range s {
		if v = text.Line(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}
