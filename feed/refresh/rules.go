package refresh

import "veille/feed"

// Rules say for sites how their pages are read: what to take for the article,
// what to leave out, whether the page is worth fetching.
type Rules struct{}

// Rule is what is known of the pages of a site.
type Rule struct {
	Host          string
	Full          *feed.FullText
	Select, Strip []string
}

// DefaultRules are the embedded ones.
func DefaultRules() *Rules { return &Rules{} }

func (r *Rules) Of(address string) Rule { return Rule{} }
