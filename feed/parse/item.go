package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// Limits of what is kept of one item; lengths in runes.
const (
	maxTitle      = 1000
	maxName       = 200
	maxCategories = 50
	maxInherited  = 5 // categories of a feed that go for items without: more are a list of all there are
	maxAuthors    = 50
	maxID         = 2000    // bytes; a longer one is replaced by its hash
	maxText       = 4 << 20 // bytes of a text, of which nobody reads so much
)

// words is a text or address, and how well it stands for what it stands for.
type words struct {
	rank int
	v    string
}

func (w *words) set(rank int, v string) {
	if v != "" && rank > w.rank {
		*w = words{rank, v}
	}
}

// body is a ranked text with markup.
type body struct {
	rank int
	v    construct
}

func (b *body) set(rank int, c construct) {
	if rank > b.rank && strings.TrimSpace(c.s) != "" {
		*b = body{rank, c}
	}
}

// moment is a ranked date.
type moment struct {
	rank      int
	t         time.Time
	precision feed.Precision
}

// set takes a date; of several of one rank the last counts.
func (m *moment) set(rank int, s, lang string, now time.Time) {
	if rank < m.rank {
		return
	}
	if t, p, ok := believed(s, lang, now); ok {
		*m = moment{rank, t, p}
	}
}

// believed reads a date of our time: from 1990 to a day after now.
func believed(s, lang string, now time.Time) (time.Time, feed.Precision, bool) {
	t, p, ok := Date(s, lang)
	if !ok || t.Year() < 1990 || t.After(now.Add(24*time.Hour)) {
		return time.Time{}, feed.NoDate, false
	}
	return t, p, true
}

// channel is a feed while it is read.
type channel struct {
	Feed
	title, description, author, link words
	updated                          moment
	authors                          []string
	period                           time.Duration
	frequency                        int
}

// enter takes what the root or channel says in its attributes.
func (c *channel) enter(f *frame, attrs []attr, base origin, now time.Time) {
	if f.lang != "" && c.Lang == "" {
		c.Lang = f.lang
	}
	if href := get(attrs, "href"); href != "" { // CDF
		c.link.set(rankAlternate, base.resolve(href))
	}
	if about := get(attrs, "rdf:about"); about != "" {
		c.link.set(rankIDAddress, base.resolve(onlyWeb(about)))
	}
	c.setUpdated(1, get(attrs, "lastmod"), c.Lang, now)
}

func (c *channel) setUpdated(rank int, s, lang string, now time.Time) {
	c.updated.set(rank, s, lang, now)
}

func (c *channel) addAuthor(name string) {
	if name != "" && len(c.authors) < maxAuthors && !slices.Contains(c.authors, name) {
		c.authors = append(c.authors, name)
	}
}

// draft is an item while it is read.
type draft struct {
	Item
	lang, said         string // of its text, and of itself in an element for it
	title, link        words
	summary, content   body
	published, updated moment
	identifier         string
	authorRank         int
	sourceAuthors      []string
	pictures           []picture
	beside             picture
	besideHTML         construct
	moving             bool
	own                ownDraft
	origEnclosure      string // what the only enclosure was before a proxy took its place
	oldAuthors         []string
}

// enter takes what the element of the item says in its attributes.
func (d *draft) enter(attrs []attr, base origin, now time.Time) {
	for _, a := range attrs {
		switch strings.ToLower(a.name) {
		case "rdf:about", "about":
			d.identifier = strings.TrimSpace(unescape(a.value))
		case "href":
			d.link.set(rankText, base.resolve(unescape(a.value)))
		case "lastmod":
			d.updated.set(1, unescape(a.value), "", now)
		}
	}
}

func (d *draft) addAuthor(rank int, name string) {
	if name == "" || rank < d.authorRank {
		return
	}
	if rank > d.authorRank {
		d.Authors, d.authorRank = nil, rank
	}
	if len(d.Authors) < maxAuthors && !slices.Contains(d.Authors, name) {
		d.Authors = append(d.Authors, name)
	}
}

func (d *draft) sourceAttrs(attrs []attr, base origin) {
	if u := get(attrs, "url"); u != "" {
		d.SourceURL = firstOf(d.SourceURL, base.resolve(u))
	}
}

func (d *draft) source(name string) { d.Source = firstOf(d.Source, line(name, maxName)) }

// addCategories adds names that are not there yet.
func addCategories(to, names []string) []string {
	for _, n := range names {
		if n = line(n, maxName); n != "" && len(to) < maxCategories && !slices.Contains(to, n) {
			to = append(to, n)
		}
	}
	return to
}

// line makes one clean line of at most n runes.
func line(s string, n int) string {
	if len(s) > 64*n {
		s = s[:64*n]
	}
	s = text.Line(s)
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	for i := range s {
		if n--; n < 0 {
			return strings.TrimSpace(s[:i])
		}
	}
	return s
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// endItem completes the item that is open and keeps it, if there is anything in
// it.
func (r *reader) endItem() {
	d := &r.item
	r.open = false
	d.captions()
	if len(d.Enclosures) == 1 && d.origEnclosure != "" {
		d.Enclosures[0].URL = d.origEnclosure
	}
	d.URL, d.Title, d.Lang = d.link.v, d.title.v, firstOf(d.said, d.lang)
	site := firstOf(d.URL, r.feed.link.v, r.o.Base)
	d.Summary = d.summary.v.finish(r.from(firstOf(d.summary.v.base, site)))
	d.Content = d.content.v.finish(r.from(firstOf(d.content.v.base, site)))
	if d.isEmpty() {
		return
	}
	if d.URL == "" && len(d.Enclosures) > 0 {
		d.URL = d.Enclosures[0].URL
	}
	d.dates()
	for _, a := range d.oldAuthors {
		d.addAuthor(1, a)
	}
	if len(d.Authors) == 0 {
		d.Authors = d.sourceAuthors
	}
	d.identify()
	d.Own = d.own.finish()
	r.items.add(d.Item)
}

// isEmpty reports whether nothing at all is said of the item.
func (d *draft) isEmpty() bool {
	return d.Summary == "" && d.Content == "" && d.Title == "" && d.URL == "" && d.ID == "" && d.identifier == "" && d.said == "" &&
		len(d.Enclosures)+len(d.Authors)+len(d.Categories)+len(d.sourceAuthors)+len(d.Source)+len(d.SourceURL) == 0 &&
		d.published.rank+d.updated.rank == 0
}

// dates settles when the item was published; many say only when they changed.
func (d *draft) dates() {
	d.Published, d.Precision, d.Updated = d.published.t, d.published.precision, d.updated.t
	if d.Published.IsZero() {
		d.Published, d.Precision = d.updated.t, d.updated.precision
	}
}

// identify settles what the item is called by its source.
func (d *draft) identify() {
	id := line(firstOf(d.ID, d.identifier), 1<<20)
	if id == "" {
		id = firstOf(d.URL, d.Title)
	}
	if id == "" || len(id) > maxID {
		sum := sha256.Sum256([]byte(id + d.Content + d.Summary))
		id = hex.EncodeToString(sum[:16])
	}
	d.ID = id
	if d.URL == "" {
		d.URL = origin{}.resolve(onlyWeb(d.identifier))
	}
}

// finish makes the feed of all that was read.
func (r *reader) finish() Feed {
	c := &r.feed
	f := c.Feed
	f.Title, f.Description, f.Author, f.URL = c.title.v, c.description.v, c.author.v, c.link.v
	// What is kept for long must not hold on to the whole text.
	for _, s := range []*string{&f.Title, &f.Description, &f.Author, &f.URL, &f.Self, &f.Lang, &f.Version} {
		*s = strings.Clone(*s)
	}
	f.Updated = c.updated.t
	if f.TTL == 0 && c.period > 0 {
		f.TTL = c.period / time.Duration(max(1, c.frequency))
	}
	f.Items, f.Missing = r.items.finish()
	f.Lang = r.settleLang(f.Lang, f.Items)
	for i := range f.Items {
		if len(f.Items[i].Authors) == 0 {
			f.Items[i].Authors = slices.Clip(c.authors)
		}
		if len(f.Items[i].Categories) == 0 && len(f.Categories) <= maxInherited {
			f.Items[i].Categories = slices.Clip(f.Categories)
		}
	}
	settleZones(&f)
	return f
}

// settleLang returns the language of the feed: what it says, or what all items
// share, or what the server says. Items say what differs from it.
func (r *reader) settleLang(lang string, items []Item) string {
	if lang == "" && len(items) > 0 && !slices.ContainsFunc(items, func(it Item) bool { return it.Lang != items[0].Lang }) {
		lang = items[0].Lang
	}
	if lang == "" {
		lang = language(r.o.Lang)
	}
	if lang == NoLang {
		lang = ""
	}
	for i := range items {
		if it := &items[i]; it.Lang == lang || lang == "" && it.Lang == NoLang {
			it.Lang = ""
		}
	}
	return lang
}
