package ui

import (
	"strings"

	"veille/feed"
)

// sourceChange says what a change to sources did.
func (w *Words) sourceChange(c feed.Change) string {
	names := c.Added
	if len(names) == 0 {
		names = c.Removed
	}
	what := c.Subject
	switch {
	case len(names) == 1:
		what = names[0]
	case len(names) > 1:
		what = w.SourceCount(len(names))
	case what == "":
		what = w.SourceCount(max(1, c.Count))
	}
	switch c.Verb {
	case feed.DidFollow:
		return w.NowFollowing(what)
	case feed.DidUnfollow:
		return w.NoLongerFollowing(what)
	}
	return w.SourceChanged(what)
}

// enclosure says what is known of a file that came with an article.
func (w *Words) enclosure(kind string, bytes int64) string {
	size := ""
	if bytes > 0 {
		size = w.size(bytes)
	}
	return joinDots(kind, size)
}

// size is a number of bytes in kilobytes or megabytes.
func (w *Words) size(bytes int64) string {
	if bytes < 1_000_000 {
		return w.Kilobytes(bytes)
	}
	tenths := int((bytes + 50_000) / 100_000)
	s := w.Number(tenths / 10)
	if tenths < 1000 {
		s += w.Decimal + string(rune('0'+tenths%10))
	}
	return strings.TrimSuffix(s, w.Decimal+"0") + " " + w.Megabyte
}
