package query

// With returns the query narrowed by e as well. A condition it already has at
// its top is not repeated.
func (q Query) With(e Expr) Query {
	for _, p := range parts(q.Expr) {
		if Equal(p, e) {
			return q
		}
	}
	q.Expr = join(q.Expr, e)
	return q
}

// Drop returns the query without the condition e at its top.
func (q Query) Drop(e Expr) Query {
	return q.drop(func(p Expr) bool { return Equal(p, e) })
}

// Without returns the query without the conditions at its top that are only
// about name: the English name of a field, date for since, before and on, or ""
// for words. With a tag: goes the by: that speaks of it.
func (q Query) Without(name string) Query {
	return q.drop(func(p Expr) bool { return about(p, name) })
}

// Has reports whether the query has a condition about name anywhere; names as
// for Without.
func (q Query) Has(name string) bool { return mentions(q.Expr, name) }

// Parts returns the conditions at the top of the query, all of which hold.
func (q Query) Parts() []Expr { return parts(q.Expr) }

func (q Query) drop(these func(Expr) bool) Query {
	all := parts(q.Expr)
	gone := make([]bool, len(all))
	for i, p := range all {
		gone[i] = these(p)
	}
	q.Expr = remaining(all, gone)
	return q
}

// remaining joins the conditions that are not gone. Those of by: go with the
// tag: that they speak of: beside another they would mean something else.
func remaining(all []Expr, gone []bool) Expr {
	var out And
	tagGone := false
	for i, p := range all {
		if s, ok := p.(Set); ok && s.Name == fieldTag {
			tagGone = gone[i]
		}
		if !gone[i] && (!isBy(p) || !tagGone) {
			out = append(out, p)
		}
	}
	return flat(out)
}

func parts(e Expr) []Expr {
	switch e := e.(type) {
	case nil:
		return nil
	case And:
		return e
	}
	return []Expr{e}
}

// about reports whether every leaf of e is about name.
func about(e Expr, name string) bool {
	found := true
	leaves(e, func(n string) { found = found && n == name })
	return found
}

func mentions(e Expr, name string) bool {
	found := false
	leaves(e, func(n string) { found = found || n == name })
	return found
}

// leaves calls do with the name that each leaf of e is about.
func leaves(e Expr, do func(name string)) {
	switch e := e.(type) {
	case And:
		for _, p := range e {
			leaves(p, do)
		}
	case Or:
		for _, p := range e {
			leaves(p, do)
		}
	case Not:
		leaves(e.Of, do)
	case Words:
		do(e.In)
	case Set:
		do(e.Name)
	case Date:
		if e.Op == fieldFetched {
			do(fieldFetched)
			return
		}
		do("date")
	case Number:
		do(e.Name)
	case Saved:
		do(fieldSaved)
	}
}
