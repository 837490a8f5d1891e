package theme

import "veille/feed"

// Terms are the words of one article by weight, of length one: what is learned
// from it and what is held against it.
type Terms map[string]float32

// TermsOf returns the terms of an article: folded words of the title, standfirst and
// body, without those that every text has.
func TermsOf(a *feed.Article) Terms { return nil }

// Sample sums up the terms of some articles. Adding an article and taking it out
// again leaves it as it was but for rounding.
type Sample struct {
	N    int
	Sum  map[string]float32
	With map[string]uint32 // in how many of them a term stands; of Learned.All only
}

// Add adds one article's terms, or takes them out with sign -1.
func (s *Sample) Add(t Terms, sign int) {}

// Learned is what the user's tagging has taught: the articles answered at all, and
// by theme those that carry it by a mark of the user.
type Learned struct {
	All    Sample
	Themes map[feed.ID]*Sample
}

// Top returns the n terms that speak most for a theme, the strongest first.
func (l *Learned) Top(theme feed.ID, n int) []string { return nil }
