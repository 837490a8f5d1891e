package export

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// handPlace is where an article stands in a dossier put in order by hand.
type handPlace struct{ section, at int }

// place notes where Sections put each article.
func (d *dossier) place() {
	if d.Order != ByHand {
		return
	}
	d.hand = map[feed.ID]handPlace{}
	for i, s := range d.Sections {
		for j, id := range s.IDs {
			if _, ok := d.hand[id]; !ok {
				d.hand[id] = handPlace{i, j}
			}
		}
	}
}

// rank is the place of an article's group: of its first theme in the order of
// the themes or of its section, those without behind all.
func (d *dossier) rank(a *feed.Article) int {
	if d.Order == ByHand {
		if p, ok := d.hand[a.ID]; ok {
			return p.section
		}
		return len(d.Sections)
	}
	best := len(d.Themes)
	if d.Order != ByTheme {
		return 0
	}
	for _, id := range a.Themes {
		if i, ok := d.order[id]; ok {
			best = min(best, i)
		}
	}
	return best
}

// sort orders the entries and forms the groups.
func (d *dossier) sort() {
	folds := map[string]string{}
	for _, e := range d.entries {
		folds[e.Source] = text.Fold(e.Source)
	}
	slices.SortStableFunc(d.entries, func(a, b *entry) int {
		if c := a.rank - b.rank; c != 0 {
			return c
		}
		if d.Order == ByHand { // what is in no section stays as it came: the sort is stable
			return d.hand[a.ID].at - d.hand[b.ID].at
		}
		if d.Order == BySource {
			if c := compareLast(folds[a.Source], folds[b.Source]); c != 0 {
				return c
			}
			if c := strings.Compare(a.Source, b.Source); c != 0 {
				return c
			}
		}
		if c := compareDates(a.Published, b.Published, d.Order == Newest); c != 0 {
			return c
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	start := 0
	for i := range d.entries {
		name := d.groupName(d.entries[i])
		if i+1 == len(d.entries) || d.groupName(d.entries[i+1]) != name {
			d.groups = append(d.groups, group{name, d.entries[start : i+1]})
			start = i + 1
		}
	}
}

func (d *dossier) groupName(e *entry) string {
	switch {
	case d.Order == ByTheme && e.rank < len(d.Themes):
		return d.label(d.Themes[e.rank])
	case d.Order == ByTheme:
		return d.words.noTheme
	case d.Order == ByHand && e.rank < len(d.Sections):
		return oneLine(d.Sections[e.rank].Title)
	case d.Order == ByHand && len(d.Sections) > 0:
		return d.words.others
	case d.Order == BySource && e.Source == "":
		return d.words.noSource
	case d.Order == BySource:
		return e.Source
	}
	return ""
}

// compareLast is strings.Compare with "" behind everything.
func compareLast(a, b string) int {
	if (a == "") != (b == "") {
		return strings.Compare(b, a)
	}
	return strings.Compare(a, b)
}

// compareDates puts what has no date last either way.
func compareDates(a, b time.Time, newest bool) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	case newest:
		return b.Compare(a)
	}
	return a.Compare(b)
}
