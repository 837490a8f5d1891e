package query

import (
	"fmt"
	"slices"

	"veille/feed"
)

// MaxParts is the most conditions a query may have once the saved queries in it
// are put in place: names that stand for two of the next double at each step.
const MaxParts = 1 << 14

// Expand puts the queries saved under a name in the place of Saved, however
// deep; lookup gives the query of a name as typed. Sort and limit of an inner
// query do not count. A saved query for everything leaves no trace where it
// narrows nothing; what comes to nothing at all is an Or without parts.
//
// An inner query stays a group of its own where by: could otherwise refer to a
// tag: on the other side: an And may then hold another.
//
// The error wraps feed.ErrNotFound for a name that lookup does not know, and
// feed.ErrInvalid for a query that holds itself or grows beyond MaxParts.
func Expand(q Query, lookup func(name string) (Query, bool)) (Query, error) {
	if !holdsSaved(q.Expr) {
		return q, nil
	}
	x := expander{lookup: lookup, open: map[string]bool{}}
	e, err := x.expr(q.Expr)
	if err != nil {
		return Query{}, err
	}
	if a, ok := e.(And); ok && len(a) == 0 {
		e = nil
	}
	q.Expr = e
	return q, nil
}

func holdsSaved(e Expr) bool {
	_, saved := e.(Saved)
	for _, p := range kids(e) {
		saved = saved || holdsSaved(p)
	}
	return saved
}

// kids returns the parts of And, Or and Not.
func kids(e Expr) []Expr {
	switch e := e.(type) {
	case And:
		return e
	case Or:
		return e
	case Not:
		return []Expr{e.Of}
	}
	return nil
}

// expander replaces Saved. An And without parts stands for everything, an Or
// without parts for nothing.
type expander struct {
	lookup func(string) (Query, bool)
	open   map[string]bool // keys of the names being replaced
	parts  int
}

func (x *expander) expr(e Expr) (Expr, error) {
	if x.parts++; x.parts > MaxParts {
		return nil, fmt.Errorf("expand saved queries to more than %d conditions: %w", MaxParts, feed.ErrInvalid)
	}
	switch e := e.(type) {
	case nil:
		return And{}, nil
	case And:
		return x.and(e)
	case Or:
		return x.or(e)
	case Not:
		of, err := x.expr(e.Of)
		if all, ok := of.(And); ok && len(all) == 0 {
			return Or{}, err
		}
		return Not{of}, err
	case Saved:
		return x.saved(e.Name)
	}
	return e, nil
}

func (x *expander) saved(name string) (Expr, error) {
	key := SavedKey(name)
	if x.open[key] {
		return nil, fmt.Errorf("expand saved query %q, which holds itself: %w", name, feed.ErrInvalid)
	}
	if len(x.open) >= MaxDepth {
		return nil, fmt.Errorf("expand saved query %q inside %d others: %w", name, MaxDepth, feed.ErrInvalid)
	}
	q, ok := x.lookup(name)
	if !ok {
		return nil, fmt.Errorf("expand saved query %q: %w", name, feed.ErrNotFound)
	}
	x.open[key] = true
	defer delete(x.open, key)
	return x.expr(q.Expr)
}

func (x *expander) and(parts And) (Expr, error) {
	var out And
	apart := saysBy(parts)
	for _, p := range parts {
		e, err := x.expr(p)
		if err != nil {
			return nil, err
		}
		inner, isAnd := e.(And)
		if !isAnd {
			inner = And{e}
		}
		_, isSaved := p.(Saved)
		if isSaved && len(inner) > 0 && (apart || saysBy(inner)) {
			out = append(out, inner)
			continue
		}
		out = append(out, inner...)
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

func (x *expander) or(parts Or) (Expr, error) {
	var out Or
	all := false
	for _, p := range parts {
		e, err := x.expr(p)
		if err != nil {
			return nil, err
		}
		switch e := e.(type) {
		case And:
			all = all || len(e) == 0 // with everything nothing else matters
			out = append(out, e)
		case Or:
			out = append(out, e...)
		default:
			out = append(out, e)
		}
	}
	switch {
	case all:
		return And{}, nil
	case len(out) == 1:
		return out[0], nil
	}
	return out, nil
}

// saysBy reports whether by: stands among the conditions, negated or not.
func saysBy(parts And) bool {
	return slices.ContainsFunc(parts, isBy)
}

// isBy reports whether e is by: or its negation.
func isBy(e Expr) bool {
	if n, ok := e.(Not); ok {
		e = n.Of
	}
	s, ok := e.(Set)
	return ok && s.Name == fieldBy
}
