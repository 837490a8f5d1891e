package page

import (
	"strings"

	"veille/feed"
)

// htmlTitle is the title without readability: the headline of the text if the
// metadata repeat it, else the metadata's, else what the window shows without the
// site's name.
func (d *draft) htmlTitle(f *found) {
	meta, doc := f.value["title"], f.value["doctitle"]
	for _, h := range f.list["h1"] {
		k := squash(h)
		if k != "" && (strings.Contains(squash(meta), k) || strings.Contains(squash(doc), k)) && wordCount(h) >= 2 {
			d.art.Title, d.art.TitleFrom = h, feed.TitleFromText
			return
		}
	}
	title := meta
	if title == "" {
		title = doc
	}
	title = d.cutSite(title)
	if title == "" && len(f.list["h1"]) == 1 {
		d.art.Title, d.art.TitleFrom = f.list["h1"][0], feed.TitleFromText
		return
	}
	d.art.Title, d.art.TitleFrom = title, feed.TitleFromMetadata
}

var titleSeps = []string{" | ", " — ", " – ", " - ", " :: ", " » "}

// cutSite takes the name of the site off a window title: "Headline | Site", and
// the column before it. If no name is declared the last part goes when it is short
// and the rest is not.
func (d *draft) cutSite(title string) string {
	if cut := d.cutName(title); cut != title {
		return cut
	}
	for _, sep := range titleSeps {
		head, tail, ok := cutLast(title, sep)
		if ok && d.meta.site == "" && wordCount(tail) <= 4 && wordCount(head) >= minHeadline {
			return strings.TrimSpace(head)
		}
	}
	return title
}

// cutName takes a name off a title that is known to be the site's.
func (d *draft) cutName(title string) string {
	for _, sep := range titleSeps {
		if head, tail, ok := cutLast(title, sep); ok && d.isSite(tail) {
			if above, under, ok := cutLast(head, sep); ok && d.m.is(column, under) {
				head = above
			}
			return strings.TrimSpace(head)
		}
		if head, tail, ok := strings.Cut(title, sep); ok && d.isSite(head) {
			return strings.TrimSpace(tail)
		}
	}
	return title
}

// isSite holds for the name that the page gives its site, and for the words its
// host is called by: "The Daily" of thedaily.example.
func (d *draft) isSite(s string) bool {
	k := squash(s)
	if k == "" || k == squash(d.meta.site) {
		return k != ""
	}
	f := d.page
	if f == nil {
		f = &found{}
	}
	base := d.base(f)
	if base == nil || len(k) < 3 {
		return false
	}
	labels := strings.Split(strings.ReplaceAll(strings.ToLower(base.Hostname()), "-", ""), ".")
	for i := range len(labels) - 1 {
		if k == labels[i] || k == labels[i]+labels[i+1] {
			return true
		}
	}
	return false
}

// saidTitle takes the title that readability chose. It drops the words before a
// dash or colon too, which are part of the headline unless they name the site.
func (d *draft) saidTitle(title string) {
	if title == "" {
		return
	}
	f := d.page
	meta, doc := f.value["title"], f.value["doctitle"]
	if dropped, ok := strings.CutSuffix(doc, title); ok && meta == "" && dropped != "" && !d.isSite(dropped) {
		title = d.cutSite(doc)
	}
	if title = d.cutName(title); d.isSite(title) && doc != "" {
		title = d.cutSite(doc)
	}
	d.art.Title, d.art.TitleFrom = title, feed.TitleFromMetadata
	for _, h := range f.list["h1"] {
		if s := repeated(h, title); s == title || s != "" && wordCount(s) >= minHeadline {
			d.art.Title, d.art.TitleFrom = s, feed.TitleFromText
			return
		}
	}
	if s := repeated(doc, title); wordCount(s) >= minHeadline {
		d.art.Title = s
	}
}

// minHeadline is the fewest words of a headline that may have the name of its site
// behind it.
const minHeadline = 4

// isTitle holds for a line that is the title, or all of it but the site's name.
func isTitle(line, title string) bool { return repeated(line, title) != "" }

// repeated returns what of a title a line repeats: all of it, or all but the
// site's name; "" when it is another line.
func repeated(line, title string) string {
	if line != "" && title != "" && asciiWord[line[0]] && asciiWord[title[0]] && line[0]|0x20 != title[0]|0x20 {
		return "" // most lines
	}
	k := squash(line)
	if k == squash(title) {
		return title
	}
	for _, sep := range titleSeps {
		if head, _, ok := cutLast(title, sep); ok && k != "" && k == squash(head) {
			return head
		}
	}
	return ""
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
