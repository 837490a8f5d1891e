package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
)

// maxAbout is the longest query in words, in runes, that a title takes.
const maxAbout = 100

// name tells a dossier what query found its articles, in words, and gives it a
// title when it has none.
func name(o *export.Options, q query.Query) {
	o.Query = query.Explain(q, o.Lang, labels(o.Themes, o.Lang))
	if o.Title != "" {
		return
	}
	about := o.Query
	if parts := q.Parts(); len(parts) == 1 { // a theme alone needs no noun
		if s, ok := parts[0].(query.Set); ok && s.Name == "tag" && len(s.Values) == 1 {
			if t, ok := theme.Find(o.Themes, strings.TrimPrefix(s.Values[0], "=")); ok {
				about = text.Line(theme.Label(t, o.Lang))
			}
		}
	}
	if utf8.RuneCountInString(about) > maxAbout {
		about = ""
	}
	o.Title = export.Title(o.Lang, about, o.Made)
}

// wholeTexts are the formats that people read and pass on; folders are too.
var wholeTexts = []string{"html", "md", "epub", "txt", "atom", "rss", "jsonfeed", "ninjs"}

// exportError says what stands in the way of an export, and what is there of it.
func (a *app) exportError(path string, saved export.Saved, err error) error {
	if n := saved.Articles; n > 0 && saved.Path == "" && path != "-" {
		a.warnf("%s written before that stay", many(n, "note", "notes"))
	} else if errors.Is(err, context.Canceled) && path != "-" {
		return &cured{err, "nothing was written"}
	}
	if errors.Is(err, feed.ErrExists) || errors.Is(err, fs.ErrExist) {
		return &pathed{path, fs.ErrExist}
	}
	return err
}

// sayUnquoted tells of highlights that the depth left out.
func (a *app) sayUnquoted(s export.Saved) {
	if s.Unquoted > 0 {
		a.sayf("%s highlights that are not in it: --depth quotes or full has them", many(s.Unquoted, "article has", "articles have"))
	}
}

// saved tells what was written.
func (a *app) saved(s export.Saved, form export.Format, o export.Options) {
	if a.json {
		a.out.object(struct {
			Path      string   `json:"path"`
			Bytes     int64    `json:"bytes"`
			Articles  int      `json:"articles"`
			Unchanged int      `json:"unchanged"`
			Kept      []string `json:"kept"`
		}{s.Path, s.Bytes, s.Articles, s.Unchanged, cleanAll(s.Kept)})
	}
	a.sayf("%s", written(s, form))
	if len(s.Kept) > 0 {
		a.sayf("left %s alone that you had changed by hand; --force writes them anew", many(len(s.Kept), "note", "notes"))
		for _, name := range s.Kept {
			if a.verbose {
				a.warnf("left alone: %s", name)
			}
		}
	}
	if o.Depth == export.Full && (form.Folder || slices.Contains(wholeTexts, form.Name)) {
		a.sayf("whole press texts are for personal or licensed use")
	}
}

// written tells what came of an export: of a folder, how many notes had to be
// written.
func written(s export.Saved, form export.Format) string {
	if !form.Folder {
		return fmt.Sprintf("wrote %s: %s, %s", s.Path, many(s.Articles, "article", "articles"), size(s.Bytes))
	}
	fresh := s.Articles - s.Unchanged - len(s.Kept)
	same := many(s.Unchanged, "note unchanged", "notes unchanged")
	switch {
	case fresh <= 0 && (s.Unchanged > 0 || len(s.Kept) == 0):
		return fmt.Sprintf("%s: %s", s.Path, same)
	case fresh <= 0:
		return fmt.Sprintf("%s: nothing written", s.Path)
	}
	out := fmt.Sprintf("wrote %s: %s, %s", s.Path, many(fresh, "note", "notes"), size(s.Bytes))
	if s.Unchanged > 0 {
		out += "; " + same
	}
	return out
}

// size prints a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1000*1000:
		return strconv.FormatInt((n+500)/1000, 10) + " kB"
	}
	return strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64) + " MB"
}
