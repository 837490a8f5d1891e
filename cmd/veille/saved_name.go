package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// maxSavedName is the length in bytes of the longest name that the store takes.
const maxSavedName = 200

// savedName is a name as it is kept. The sign that stands before it in a query
// does not belong to it.
func savedName(s string) (string, error) {
	name := text.Line(strings.TrimPrefix(s, "@"))
	if name == "" || !strings.ContainsFunc(name, isAlnum) {
		return "", usagef("%q cannot name a query", s)("a name needs a letter or digit")
	}
	if len(name) > maxSavedName {
		return "", usagef("the name of the query is too long")(fmt.Sprintf("a name has %d bytes at most", maxSavedName))
	}
	return name, nil
}

// savedNamed finds a saved query that must exist. Case and accents do not
// count, nor an @ before the name; a dash may stand for a blank.
func savedNamed(all []feed.SavedQuery, name string) (feed.SavedQuery, error) {
	key := query.SavedKey(strings.TrimPrefix(name, "@"))
	for _, q := range all {
		if query.SavedKey(q.Name) == key {
			return q, nil
		}
	}
	hint := "veille query list"
	var names []string
	for _, q := range all {
		names = append(names, query.SavedKey(q.Name))
	}
	if near := feed.Nearest(key, names); near != "" {
		hint = "did you mean " + text.Line(all[slices.Index(names, near)].Name) + "?"
	}
	return feed.SavedQuery{}, usagef("there is no saved query %q", text.Line(strings.TrimPrefix(name, "@")))(hint)
}

// checkSaved puts saved queries in the place of their names. It refuses a query
// that names one there is not, itself or through another, or that leads back to
// itself: a script must not act on half a query.
func checkSaved(all []feed.SavedQuery, q query.Query) (query.Query, error) {
	var missing error
	whole, err := query.Expand(q, func(name string) (query.Query, bool) {
		saved, err := savedNamed(all, name)
		if err != nil {
			missing = err
			return query.Query{}, false
		}
		inner, _ := query.Parse(saved.Query) // what a newer veille saved counts as what can be made of it
		return inner, true
	})
	switch {
	case missing != nil:
		return q, missing
	case err != nil:
		return q, usagef("%s", strings.TrimSuffix(err.Error(), ": "+feed.ErrInvalid.Error()))("veille query list shows the saved queries")
	}
	return whole, nil
}

// savedError gives words to what the store refuses about saved queries.
func savedError(err error, q feed.SavedQuery) error {
	switch {
	case errors.Is(err, feed.ErrExists):
		return usagef("there is a saved query %s already", q.Name)("to change it: veille query edit " + shellWord(q.Name) + " QUERY")
	case errors.Is(err, feed.ErrInvalid):
		return usagef("the query %s cannot be saved so: it leads back to itself", q.Name)("leave @" + q.Name + " out of it, and out of the queries it names")
	}
	return err
}
