package store

import "veille/feed/query"

// words returns the docs in which w surely is and those in which it may be,
// which must be read to know. Labels of themes are not looked at. Docs that are
// gone may be among both.
func (t *tx) words(query.Words) (sure, may docSet, err error) {
	may, err = t.set(setAll)
	return t.newSet(), may, err
}
