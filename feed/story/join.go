package story

// Tale is what a new article may be a version of: a story, or an article that is in
// none yet.
type Tale struct {
	Versions []*Sketch // of a story: oldest first; of an article: its own alone
}

// Join returns which of some tales a new article belongs to, -1 when it belongs to
// none. Leave out of them what the user took the article out of; give them oldest
// first: of two that resemble it alike the first is taken.
//
// It joins a tale when it is Grouped with one version at least and Close to the first
// or to half of all: so no chain of versions, each a little further from the one
// before, becomes a story whose ends have nothing in common. It joins one tale only:
// an article never makes two stories one.
func Join(s *Sketch, tales []Tale) int {
	best, most := -1, 0.0
	for i := range tales {
		if same := resembles(s, tales[i].Versions); same > most {
			best, most = i, same
		}
	}
	return best
}

// resembles returns how much an article is like the version nearest to it, 0 if it
// does not belong to them.
func resembles(s *Sketch, versions []*Sketch) float64 {
	most, near, first := 0.0, 0, false
	for i, v := range versions {
		same, _ := Likeness(s, v)
		if same >= Close {
			near++
			first = first || i == 0
		}
		most = max(most, same)
	}
	if most < Grouped || !first && 2*near < len(versions) {
		return 0
	}
	return most
}
