package page

import (
	"slices"
	"strings"

	"veille/feed"
)

// wire reads the text of a page, line by line or block by block, by the rules
// of wire copy: it fills the draft with title, dateline, byline, captions,
// links, teasers and body. The order of the steps matters: what stands alone is
// told first, wrapped lines are joined before anything is judged by its
// length, and the tail is cut before captions are collected.
func (d *draft) wire(in []piece) {
	in, cut := shorten(in)
	d.cut = d.cut || cut
	in = d.stamp(in)
	d.metaDates(in)
	in = d.m.furniture(in)
	in = d.m.rejoin(in)
	in = d.m.splitGlued(in)
	parts, alt := d.m.roles(in)
	d.title = alt
	if cut := d.cardsFrom(parts); cut < len(parts) {
		tail := parts[cut:]
		parts = parts[:cut]
		defer d.teasers(tail)
	}
	parts = d.sections(parts)
	parts = d.head(parts)
	d.insets(parts)
	article, tail := d.close(parts)
	d.teasers(tail)
	d.body(article)
	d.settle()
}

// Limits of what the rules look at: text beyond what is kept of an article, with
// room for what they take out.
const (
	maxPieces = 20_000
	maxRead   = maxText + maxText/4
)

// shorten cuts a page that is longer than any article.
func shorten(in []piece) (out []piece, cut bool) {
	left := maxRead
	for i := range in {
		if i >= maxPieces {
			return in[:i], true
		}
		if len(in[i].text) > left {
			in[i] = in[i].slice(0, floorRune(in[i].text, left))
			return in[:i+1], true
		}
		left -= len(in[i].text)
	}
	return in, false
}

// stamp takes the date that some archives put before the first line, buttons
// above it aside.
func (d *draft) stamp(in []piece) []piece {
	i := 0
	for i < min(len(in), 10) && d.m.isFurniture(in[i].text) {
		i++
	}
	if i >= len(in) || in[i].Kind != feed.Paragraph {
		return in
	}
	rest, t, p := takeStamp(in[i].text)
	if p == feed.NoDate {
		return in
	}
	d.art.Published, d.art.Precision = t, p
	in[i] = in[i].slice(len(in[i].text)-len(rest), len(in[i].text))
	if in[i].text == "" {
		in = slices.Delete(in, i, i+1)
	}
	return in
}

// metaDates reads the dates of head lines in cells, which are dropped.
func (d *draft) metaDates(in []piece) {
	for i := range in[:min(len(in), 6)] {
		if t := shadow(in[i].text); len(t) < 300 && metaCells.MatchString(t) && d.m.metaLine(t) && !d.m.onlyWhen(t) {
			d.setDate(t)
		}
	}
}

// sections finds pages that hold nothing but teasers under column names: the
// same column stands alone on a line at least twice, a headline behind each.
func (d *draft) sections(parts []part) []part {
	count := make(map[string]int)
	first := -1
	for i := range parts {
		if parts[i].role == isBody && d.m.is(column, parts[i].text) {
			if first < 0 {
				first = i
			}
			count[key(parts[i].text)]++
		}
	}
	for _, n := range count {
		if n >= 2 && first == 0 {
			d.teasers(parts)
			return nil
		}
	}
	return parts
}

// settle fills what follows from the rest.
func (d *draft) settle() {
	a := &d.art
	if a.Title == "" && d.title != "" {
		a.Title, a.TitleFrom = d.title, feed.TitleFromText
	}
	a.Place = a.Dateline.Place
	a.Agency = a.Dateline.Agency
	if a.Agency == "" {
		a.Agency = d.m.agencyOf(a.Byline)
	}
	if len(a.Body) == 0 && a.Standfirst != "" {
		a.Body = []feed.Block{feed.Plain(feed.Paragraph, strings.ReplaceAll(a.Standfirst, "\n", " "))}
		a.Standfirst = ""
	}
}
