package store

import (
	"strings"

	"veille/feed"
)

// derivedSets names the sets that an article belongs to by its text, its marks
// and what else schema 1 did not keep as sets. The upgrade from schema 1 fills
// them; see sets.go.
func derivedSets(a *feed.Article) []string {
	sets := append(classSets(&a.Head), bodySets(a)...)
	for i := range a.Marks {
		sets = append(sets, setBy(a.Marks[i].By, a.Marks[i].Theme))
	}
	if len(a.Notes) > 0 {
		sets = append(sets, hasNote)
	}
	return sets
}

// bodySets names the sets that follow from the body, in part beside the date of
// publication.
func bodySets(a *feed.Article) (sets []string) {
	if len(a.Captions) > 0 {
		sets = append(sets, hasCaption)
	}
	if len(a.Links) > 0 {
		sets = append(sets, hasLinks)
	}
	if a.Updated.After(a.Published) && !a.Published.IsZero() {
		sets = append(sets, isUpdated)
	}
	if isWhole(a) {
		sets = append(sets, isFulltext)
	}
	return sets
}

// ellipses end a text that was cut.
var ellipses = []string{"…", "...", "[…]", "[...]", "(…)", "(...)"}

// isWhole reports whether the text of an article is there whole: it says more
// than the description beside it, and does not break off.
func isWhole(a *feed.Article) bool {
	last := ""
	for i := len(a.Body) - 1; i >= 0 && last == ""; i-- {
		last = strings.TrimSpace(a.Body[i].Text())
	}
	if last == "" || last == strings.TrimSpace(a.Summary) {
		return false
	}
	for _, e := range ellipses {
		if strings.HasSuffix(last, e) {
			return false
		}
	}
	return true
}
