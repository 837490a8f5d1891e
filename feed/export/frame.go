package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"veille/feed"
)

// summary says how many articles of which time from how many sources.
func (d *dossier) summary() string {
	line := []string{d.words.count(len(d.entries), d.words.article)}
	var first, last *feed.Article
	sources := map[string]bool{}
	for _, e := range d.entries {
		a := &e.Article
		if a.Source != "" {
			sources[a.Source] = true
		}
		if a.Published.IsZero() {
			continue
		}
		if first == nil || a.Published.Before(first.Published) {
			first = a
		}
		if last == nil || a.Published.After(last.Published) {
			last = a
		}
	}
	if first != nil {
		line = append(line, d.words.period(first, last))
	}
	if len(sources) > 0 {
		line = append(line, d.words.count(len(sources), d.words.source))
	}
	return strings.Join(line, d.words.list) + "."
}

// licence is the mention that press text is passed on under.
func (d *dossier) licence() string {
	if s := oneLine(d.Licence); s != "" {
		return fmt.Sprintf(d.words.licence, strings.TrimSuffix(s, "."))
	}
	return ""
}

// terms say what the dossier has of the texts and how it may be used.
func (d *dossier) terms() string {
	return strings.TrimSpace(d.words.depth[d.deepest()] + " " + d.licence())
}

// preface are when the dossier is made, where that is told, and its terms.
func (d *dossier) preface() string {
	if d.Made.IsZero() {
		return d.terms()
	}
	return d.madeOn() + " " + d.terms()
}

// madeOn says when the dossier is made.
func (d *dossier) madeOn() string {
	return strings.Replace(d.words.made, "%s", d.words.date(d.Made, feed.Day), 1)
}

// found says what query found the articles, "" where that is not told.
func (d *dossier) found() string {
	if q := oneLine(d.Query); q != "" {
		return d.words.query + " " + q
	}
	return ""
}

// usage says how an article may be used as it is written.
func (d *dossier) usage(a *feed.Article) string {
	return strings.TrimSpace(d.words.depth[d.depthOf(a)] + " " + d.licence())
}

// where is the source and date of an article for a list, as far as they are known.
func (d *dossier) where(a *feed.Article) string {
	return d.sourced(a, d.words.date(a.Published, a.Precision))
}

// sourced puts the source of an article before its date.
func (d *dossier) sourced(a *feed.Article, date string) string {
	s := sourceLine(a)
	if s != "" && date != "" {
		return s + d.words.list + date
	}
	return s + date
}

// dated is the date of an article, or that there is none.
func (d *dossier) dated(a *feed.Article) string {
	if s := d.words.date(a.Published, a.Precision); s != "" {
		return s
	}
	return d.words.noDate
}

// byDate returns the entries oldest first, undated last.
func (d *dossier) byDate() []*entry {
	out := slices.Clone(d.entries)
	slices.SortStableFunc(out, func(a, b *entry) int { return compareDates(a.Published, b.Published, false) })
	return out
}

// seen is when an article was fetched, else when the dossier is made.
func (d *dossier) seen(a *feed.Article) time.Time {
	if !a.Fetched.IsZero() {
		return a.Fetched
	}
	return d.Made
}
