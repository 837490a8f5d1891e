package page

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/page/glue"
	"veille/feed/text"
)

// meta is what a page says of itself outside its text. All of it is clean.
type meta struct {
	title      string
	site       string
	url        string
	lang       string
	summary    string
	authors    []string
	categories []string
}

// finish fills the head: title, address, source, language, identity; it
// repairs glued words and keeps every part within its limit.
func (d *draft) finish() {
	a := &d.art
	d.bound()
	d.setAddress()
	d.setLang()
	d.repair()
	d.setTitle() // of repaired text
	d.setSource()
	d.settleDate()
	d.setGiven()
	a.Words = wordsOf(a.Body)
	a.Links = linksOf(a.Body)
	a.ID = feed.PageID(text.AddressKey(a.URL), d.in.Bytes)
}

// setAddress prefers what the user said to what the page says.
func (d *draft) setAddress() {
	for _, u := range []string{d.in.URL, d.meta.url, d.in.Name} {
		if _, ok := text.SafeURL(u); ok {
			d.art.URL = text.Canonical(u)
			return
		}
	}
}

func (d *draft) setLang() {
	a := &d.art
	prior := d.meta.lang
	if prior == "" {
		prior = langOfAddress(a.URL)
	}
	var b strings.Builder
	for _, s := range []string{a.Title, a.Standfirst} {
		b.WriteString(s + "\n")
	}
	for i := range a.Body {
		if b.Len() > 4096 {
			break
		}
		b.WriteString(a.Body[i].Text() + "\n")
	}
	a.Lang = text.Detect(b.String(), prior)
}

// langOfAddress reads the language that a host or the first folder names:
// fr.example.org, example.org/vi/.
func langOfAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host, _, _ := strings.Cut(u.Hostname(), ".")
	folder, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	for _, s := range []string{host, folder} {
		if len(s) == 2 && s != "vn" {
			return s
		}
	}
	return ""
}

// setTitle names an article whose text has no title.
func (d *draft) setTitle() {
	a := &d.art
	slug := ""
	for _, s := range []string{d.in.URL, d.meta.url, d.in.Name} {
		if slug = slugTitle(s); slug != "" {
			break
		}
	}
	switch {
	case d.in.Title != "":
		a.Title, a.TitleFrom = text.Limit(text.Line(d.in.Title), maxHeadline), feed.TitleFromUser
	case a.Title != "":
	case d.meta.title != "":
		a.Title, a.TitleFrom = d.meta.title, feed.TitleFromMetadata
	case slug != "" && len(a.Body) > 0:
		a.Title, a.TitleFrom = slug, feed.TitleFromSlug
	default:
		a.TitleFrom = feed.TitleFromFirstSentence
		for i := range a.Body {
			if a.Title = text.FirstSentence(a.Body[i].Text(), maxTitle); a.Title != "" {
				return
			}
		}
	}
}

func (d *draft) setSource() {
	a := &d.art
	a.Source = d.meta.site
	if d.in.Source != "" {
		a.Source = text.Limit(text.Line(d.in.Source), maxName)
	}
	if a.Source == "" && a.URL != "" {
		if u, err := url.Parse(a.URL); err == nil {
			a.Source = strings.TrimPrefix(u.Hostname(), "www.")
		}
	}
	if a.Source != "" {
		a.SourceID = feed.SourceID(a.Source)
	}
}

// settleDate takes the date of the dateline where it says the year and the page
// tells of no day of its own; a year or month that is known has to agree with it.
func (d *draft) settleDate() {
	a := &d.art
	t, p := d.m.dateIn(a.Dateline.Date)
	if p < feed.Day || a.Precision >= feed.Day ||
		a.Precision >= feed.Year && t.Year() != a.Published.Year() ||
		a.Precision >= feed.Month && t.Month() != a.Published.Month() {
		return
	}
	a.Published, a.Precision = t, p
}

// setGiven puts in what the user knows and what the page says of itself.
func (d *draft) setGiven() {
	a := &d.art
	a.Fetched = d.in.Fetched
	if !d.in.Date.IsZero() {
		a.Published, a.Precision = d.in.Date, d.in.DateTo
		if a.Precision == feed.NoDate {
			a.Precision = feed.Day
		}
	}
	if len(d.meta.authors) > 0 {
		a.Authors = d.meta.authors
	}
	a.Categories = d.meta.categories
	a.Summary = d.meta.summary
}

// repair parts glued words of a French body; the blanks put in are remembered.
func (d *draft) repair() {
	a := &d.art
	if a.Lang != "fr" {
		return
	}
	var at []int // indexes of the blocks that may be repaired
	var in []string
	for i := range a.Body {
		if k := a.Body[i].Kind; k == feed.Paragraph || k == feed.Quote || k == feed.ListItem {
			at, in = append(at, i), append(in, a.Body[i].Text())
		}
	}
	_, cuts := glue.Repair(in, d.in.Known)
	if len(cuts) != len(in) {
		return
	}
	for k, i := range at {
		for _, off := range cuts[k] {
			insertBlank(&a.Body[i], off)
		}
	}
	start := 0
	for i := range a.Body {
		if k := slices.Index(at, i); k >= 0 {
			for _, off := range cuts[k] {
				a.Repairs = append(a.Repairs, feed.Repair{At: start + off})
			}
		}
		start += len(a.Body[i].Text()) + len("\n\n")
	}
}

// insertBlank puts a blank at byte off of the block's text.
func insertBlank(b *feed.Block, off int) {
	at := 0
	for i := range b.Spans {
		s := &b.Spans[i]
		if off <= at+len(s.Text) {
			s.Text = s.Text[:off-at] + " " + s.Text[off-at:]
			return
		}
		at += len(s.Text)
	}
}

func wordsOf(body []feed.Block) (n int) {
	for i := range body {
		n += text.Words(body[i].Text())
	}
	return n
}

// linksOf lists the addresses in the text in order, each once.
func linksOf(body []feed.Block) []feed.Link {
	var out []feed.Link
	var seen map[string]bool
	for i := range body {
		for _, s := range body[i].Spans {
			if s.URL == "" || seen[s.URL] || len(out) >= maxLinks {
				continue
			}
			if seen == nil {
				seen = make(map[string]bool)
			}
			seen[s.URL] = true
			out = append(out, feed.Link{Text: text.Limit(text.Line(s.Text), maxHeadline), URL: s.URL})
		}
	}
	return out
}

// bound keeps every part of the article within its limit.
func (d *draft) bound() {
	a := &d.art
	for _, s := range []*string{&a.Title, &a.Kicker, &a.Standfirst} {
		*s = text.Limit(*s, maxHeadline)
	}
	a.Byline = text.Limit(a.Byline, maxName)
	for i := range a.Authors {
		a.Authors[i] = text.Limit(a.Authors[i], maxName)
	}
	for i := range a.Captions {
		c := &a.Captions[i]
		c.Text, c.Credit = text.Limit(c.Text, maxHeadline), text.Limit(c.Credit, maxName)
	}
	for i := range a.Related {
		a.Related[i].Text = text.Limit(a.Related[i].Text, maxHeadline)
	}
	for i := range a.Teasers {
		t := &a.Teasers[i]
		t.Title, t.Summary = text.Limit(t.Title, maxHeadline), text.Limit(t.Summary, 2*maxHeadline)
	}
	boundBody(a, d.cut)
}

// boundBody keeps the text within its limit, and says where it did; cut says that
// the end was left out before. It reports whether any text is missing.
func boundBody(a *feed.Article, cut bool) bool {
	size := 0
	for i := range a.Body {
		n := textLen(&a.Body[i])
		if size+n > maxText {
			a.Body = cutBlock(a.Body[:i+1], maxText-size)
			cut = true
			break
		}
		size += n
	}
	if cut && len(a.Body) > 0 {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, "[…] (512 KiB)"))
		a.Notes = append(a.Notes, "text cut after 512 KiB")
	}
	return cut
}

// textLen is the length of the text of a block.
func textLen(b *feed.Block) (n int) {
	if b.Kind == feed.Table {
		return len(b.Text())
	}
	for i := range b.Spans {
		n += len(b.Spans[i].Text)
	}
	return n
}

// cutBlock shortens the last block to n bytes; tables lose whole rows.
func cutBlock(body []feed.Block, n int) []feed.Block {
	b := &body[len(body)-1]
	if b.Kind == feed.Table {
		b.Rows = cutRows(b.Rows, n)
	} else {
		b.Spans = cutSpans(b.Spans, 0, floorRune(b.Text(), max(n, 0)))
	}
	if b.Text() == "" {
		return body[:len(body)-1]
	}
	return body
}

// cutRows returns the first rows of a table that are n bytes of text together.
func cutRows(rows [][]string, n int) [][]string {
	for i, r := range rows {
		for _, c := range r {
			n -= len(c) + 1
		}
		if n < 0 {
			return rows[:i]
		}
	}
	return rows
}

// floorRune returns the greatest offset of at most n at which a rune begins.
func floorRune(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}
