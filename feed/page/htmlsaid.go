package page

import (
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"veille/feed"
	"veille/feed/text"
)

// said takes what readability found that the page says of itself: it knows which
// of several titles and dates a page means.
func (d *draft) said(a readability.Article) {
	if s := text.Line(a.SiteName()); s != "" {
		d.meta.site = text.Limit(s, maxName)
	}
	if t, err := a.PublishedTime(); err == nil && t.Year() >= 1900 && t.Year() <= 2100 {
		d.saidDate(t)
	}
	if len(d.meta.authors) == 0 {
		d.meta.authors = d.m.namesIn(bylineLine(d.m, a.Byline()))
	}
	if signed := distinct(d.page.list["signed"]); len(d.meta.authors) == 0 && len(signed) == 1 {
		d.meta.authors = d.m.namesIn(signed...)
	}
	d.saidTitle(text.Line(a.Title()))
}

// saidDate takes a date of which only the time is known, unless it is that found
// already with its precision.
func (d *draft) saidDate(t time.Time) {
	a := &d.art
	if a.Precision >= feed.Day && t.Sub(a.Published).Abs() <= 14*time.Hour {
		return
	}
	a.Published, a.Precision = t.UTC(), feed.Second
	if h, m, s := t.Clock(); h+m+s == 0 { // a day of that zone, not the one before
		y, mo, d := t.Date()
		a.Published, a.Precision = time.Date(y, mo, d, 0, 0, 0, 0, time.UTC), feed.Day
	}
}

// bylineLine returns the line of a byline that holds the names.
func bylineLine(m *Markers, s string) string {
	for line := range strings.SplitSeq(s, "\n") {
		if line = text.Line(line); line != "" && !m.is(authorTag, line) {
			return line
		}
	}
	return ""
}

// namesIn returns the authors that metadata name: the words before them ("By")
// are taken off, lists of names are cut, and dates, addresses and sentences are
// no names.
func (m *Markers) namesIn(in ...string) []string {
	var out []string
	for _, s := range in {
		s = text.Line(s)
		if rest, ok := m.after(authorTag, s); ok {
			if name := strings.Trim(rest, " :,"); wordCount(name) >= 2 || name != "" && strings.Contains(rest, ":") {
				s = name
			}
		}
		if s == "" || runes(s) > maxName || wordCount(s) > 20 || strings.Contains(s, "://") && !strings.Contains(s, "(") {
			continue
		}
		if _, p := m.dateIn(s); p != feed.NoDate {
			continue
		}
		for _, name := range splitNames(s) {
			if len(out) < maxCategories {
				out = append(out, text.Limit(name, maxName))
			}
		}
	}
	return distinct(out)
}

// splitNames cuts a list of authors at commas, "and" and its like, if every part
// is a name of two words at least.
func splitNames(s string) []string {
	if strings.ContainsAny(s, "()") {
		return []string{s}
	}
	list := s
	for _, sep := range []string{" and ", " et ", " và ", ";", " & "} {
		list = strings.ReplaceAll(list, sep, ",")
	}
	var out []string
	for n := range strings.SplitSeq(list, ",") {
		if n = strings.TrimSpace(n); n == "" {
			continue
		}
		if wordCount(n) < 2 {
			return []string{s}
		}
		out = append(out, n)
	}
	return out
}

// maxDateLooks bounds how many lines of a page are read as a date.
const maxDateLooks = 60

// dateBelow finds the date that stands below the headline, for pages whose head
// has none.
func (d *draft) dateBelow(doc *html.Node) {
	if d.art.Precision >= feed.Day {
		return
	}
	below, looks := false, 0
	for n := range bodyOf(doc).Descendants() {
		switch {
		case n.DataAtom == atom.H1:
			below = true
		case n.Type == html.TextNode && below && len(n.Data) < maxHeadNote && hasDigit(n.Data) && !unseen[n.Parent.DataAtom]:
			s := text.Line(n.Data)
			if looks++; looks > maxDateLooks {
				return
			}
			if !d.m.onlyWhen(s) {
				continue
			}
			if t, p := d.m.dateIn(s); p >= feed.Day {
				d.art.Published, d.art.Precision = t, p
				return
			}
		}
	}
}
