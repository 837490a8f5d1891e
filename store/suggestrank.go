package store

import (
	"slices"

	"veille/feed"
	"veille/feed/query"
)

// sureness puts the docs that a query asks for by their suggestions into groups of
// the same score, the surest first: what the order by score is where no words say
// how well an article matches. Of several suggestions asked for the surest counts.
// It is nil for a query that asks for none.
func (c *compiler) sureness(x query.Expr) (groups, error) {
	var all []scoredDoc
	for _, v := range suggestionsAsked(x, nil) {
		name, _, err := query.Scored(v)
		if err != nil {
			return nil, err
		}
		asked, err := c.pendingOn(c.themes(name))
		if err != nil {
			return nil, err
		}
		err = c.eachScore(asked, func(doc uint32, _ feed.ID, parts uint16) {
			all = append(all, scoredDoc{doc, parts})
		})
		if err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	all = bySureness(all)
	seen := c.newSet()
	var out byScore
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].parts == all[0].parts {
			n++
		}
		var docs []uint32
		for _, s := range all[:n] {
			if !seen.has(s.doc) {
				seen.add(s.doc)
				docs = append(docs, s.doc)
			}
		}
		if len(docs) > 0 {
			slices.Sort(docs)
			out = append(out, docs)
		}
		all = all[n:]
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
