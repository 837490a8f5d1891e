package store

import (
	"maps"
	"slices"

	"veille/feed"
	"veille/feed/query"
)

// sureness puts the docs that a query asks for by their suggestions into groups of
// the same score, the surest first: what the order by score is where no words say
// how well an article matches. Of several suggestions asked for the surest counts.
// It is nil for a query that asks for none.
func (c *compiler) sureness(x query.Expr) (groups, error) {
	scores := map[uint32]int{}
	for _, v := range suggestionsAsked(x, nil) {
		name, _, err := query.Scored(v)
		if err != nil {
			return nil, err
		}
		asked, err := c.pendingOn(c.themes(name))
		if err != nil {
			return nil, err
		}
		err = c.eachScore(asked, func(doc uint32, _ feed.ID, score float64) {
			scores[doc] = max(scores[doc], scoreOf(score))
		})
		if err != nil {
			return nil, err
		}
	}
	if len(scores) == 0 {
		return nil, nil
	}
	by := map[int][]uint32{}
	for doc, score := range scores {
		by[score] = append(by[score], doc)
	}
	var out byScore
	for _, score := range slices.Backward(slices.Sorted(maps.Keys(by))) {
		slices.Sort(by[score])
		out = append(out, by[score])
	}
	return out, nil
}

// suggestionsAsked returns the values of sug: that are not negated.
func suggestionsAsked(x query.Expr, out []string) []string {
	switch x := x.(type) {
	case query.And:
		for _, k := range x {
			out = suggestionsAsked(k, out)
		}
	case query.Or:
		for _, k := range x {
			out = suggestionsAsked(k, out)
		}
	case query.Set:
		if x.Name == "sug" {
			out = append(out, x.Values...)
		}
	}
	return out
}
