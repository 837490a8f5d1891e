package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	return w.edited(c, what)
}

// edited says what an edit gave sources, so that one knows what undo takes back:
// "Paused: Sample Gazette".
func (w *Words) edited(c feed.Change, what string) string {
	var did []string
	for _, e := range c.Edited {
		s := w.edit(e)
		if s == "" {
			return w.SourceChanged(what)
		}
		if len(did) > 0 {
			r, n := utf8.DecodeRuneInString(s)
			s = string(unicode.ToLower(r)) + s[n:]
		}
		did = append(did, s)
		if e.Field == "Name" && len(c.Removed) == 1 {
			what = c.Removed[0]
		}
	}
	if len(did) == 0 {
		return w.SourceChanged(what)
	}
	return strings.Join(did, ", ") + w.Colon + what
}

// edit says one thing that was edited, "" for what this box never edits.
func (w *Words) edit(e feed.Edited) string {
	switch {
	case e.Field == "Paused" && e.Value == "true":
		return w.EditPaused
	case e.Field == "Paused":
		return w.EditResumed
	case e.Field == "Folder" && e.Value == "":
		return w.EditNoFolder
	case e.Field == "Folder":
		return w.EditFolder(e.Value)
	case e.Field == "Name":
		return w.EditName(e.Value)
	case e.Field == "Feed":
		return w.EditAddress
	case e.Field == "FullText":
		return w.EditFullText + w.Colon + map[string]string{"short": w.FullTextShort, "never": w.FullTextNever, "always": w.FullTextAlways}[e.Value]
	}
	return ""
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
