package store

import (
	"errors"

	"veille/feed"
)

// sameSpans returns the spans under which the same words stand in another
// text, and whether any were dropped.
func sameSpans(spans []feed.Range, old, new *feed.Article) (kept []feed.Range, dropped bool) {
	fields := map[feed.Field][2]string{
		feed.InBody:       {old.Text(), new.Text()},
		feed.InTitle:      {old.Title, new.Title},
		feed.InStandfirst: {old.Standfirst, new.Standfirst},
	}
	cut := func(s string, r feed.Range) (string, bool) {
		if r.Start < 0 || r.End < r.Start || r.End > len(s) {
			return "", false
		}
		return s[r.Start:r.End], true
	}
	for _, r := range spans {
		one, ok1 := cut(fields[r.Field][0], r)
		two, ok2 := cut(fields[r.Field][1], r)
		if ok1 && ok2 && one == two {
			kept = append(kept, r)
		}
	}
	return kept, len(kept) < len(spans)
}

// dropSpans takes evidence off the marks of a doc that its new text no longer
// has.
func (t *tx) dropSpans(doc uint32, old, new *feed.Article) error {
	type change struct{ key, mark []byte }
	var changes []change
	err := t.eachMark(doc, func(theme feed.ID, p []byte) error {
		m, err := decodeMark(p, theme)
		if err != nil {
			return damaged("mark of theme %s", theme)
		}
		kept, dropped := sameSpans(m.Spans, old, new)
		if dropped {
			m.Spans = kept
			changes = append(changes, change{markKey(doc, theme), encodeMark(&m)})
		}
		return nil
	})
	for _, c := range changes {
		err = errors.Join(err, t.put(inMark, c.key, c.mark))
	}
	return err
}
