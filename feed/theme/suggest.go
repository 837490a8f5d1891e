package theme

import "veille/feed"

// Scorer suggests themes for articles by their word lists and by what the user's
// own tagging has taught. It may be used by several goroutines at once; making one
// costs some milliseconds.
type Scorer struct{}

// NewScorer makes a scorer for the themes that are not archived; learned may be
// nil.
func NewScorer(themes []feed.Theme, learned *Learned) *Scorer { return &Scorer{} }

// Suggest returns the themes that an article seems to belong to, surest first,
// whatever tags it has. The same article gives the same on every machine. Only the
// title, standfirst and body count.
func (s *Scorer) Suggest(a *feed.Article) []feed.Suggestion { return nil }

// Why tells how the score of one theme comes about, suggested or not.
func (s *Scorer) Why(a *feed.Article, theme feed.ID) feed.Why { return feed.Why{Theme: theme} }

// Mark names what the scores depend on: it changes with the themes' lists, their
// thresholds, what was learned, and the algorithm.
func (s *Scorer) Mark() uint64 { return 0 }
