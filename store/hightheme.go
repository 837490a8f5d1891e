package store

import (
	"slices"

	"veille/feed"
)

// planHighThemes adds the operations that put another theme in the place of one that
// goes, on the highlights that carry it; none in its place when into is zero.
func (t *tx) planHighThemes(st *step, from, into feed.ID) error {
	docs, err := t.set(hasHighlight)
	if err != nil {
		return err
	}
	for _, doc := range docs.docs() {
		err := t.eachHigh(doc, func(_ []byte, h *feed.Highlight) error {
			at := slices.Index(h.Themes, from)
			if at < 0 {
				return nil
			}
			is := *h
			is.Themes = slices.Clone(h.Themes)
			if is.Themes[at] = into; into.IsZero() {
				is.Themes = slices.Delete(is.Themes, at, at+1)
			}
			is.Themes = unique(is.Themes)
			st.ops = append(st.ops, op{kind: opHigh, doc: doc, theme: h.ID, before: encodeHigh(h), after: encodeHigh(&is)})
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
