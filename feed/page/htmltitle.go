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
	title = cutSite(title, d.meta.site)
	if title == "" && len(f.list["h1"]) == 1 {
		d.art.Title, d.art.TitleFrom = f.list["h1"][0], feed.TitleFromText
		return
	}
	d.art.Title, d.art.TitleFrom = title, feed.TitleFromMetadata
}

var titleSeps = []string{" | ", " — ", " – ", " - ", " :: ", " » "}

// cutSite takes the name of the site off a window title: "Headline | Site". If
// the name is not known the last part goes when it is short and the rest is
// not.
func cutSite(title, site string) string {
	for _, sep := range titleSeps {
		head, tail, ok := cutLast(title, sep)
		if !ok {
			continue
		}
		if site != "" && squash(tail) == squash(site) || site == "" && wordCount(tail) <= 4 && wordCount(head) >= 4 {
			return strings.TrimSpace(head)
		}
	}
	return title
}

// isTitle holds for a line that is the title, or all of it but the site's name.
func isTitle(line, title string) bool {
	k := squash(line)
	if k == squash(title) {
		return true
	}
	for _, sep := range titleSeps {
		if head, _, ok := cutLast(title, sep); ok && k != "" && k == squash(head) {
			return true
		}
	}
	return false
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
