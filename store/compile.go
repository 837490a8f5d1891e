package store

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// compiler looks up the sets of queries in one transaction.
type compiler struct {
	*tx
	now   time.Time
	known *names
	all   docSet
	sets  map[string]docSet // looked up before; not to be changed
	// unhidden finds also what a rule hides: rules themselves do.
	unhidden bool
	// Of the query at hand.
	tests []*test
	texts map[query.Words]*node
}

func (t *tx) newCompiler(now time.Time) (c *compiler, err error) {
	c = &compiler{tx: t, now: now, sets: map[string]docSet{}}
	if c.known, err = t.known(); err != nil {
		return nil, err
	}
	c.all, err = c.kept(setAll)
	return c, err
}

// compile makes the plan of a query. The trash and what rules hide are left out
// unless the query speaks of them.
func (t *tx) compile(q query.Query, now time.Time) (*plan, error) {
	c, err := t.newCompiler(now)
	if err != nil {
		return nil, err
	}
	return c.plan(q)
}

func (c *compiler) plan(q query.Query) (*plan, error) {
	q, err := c.known.expand(q)
	if err != nil {
		return nil, err
	}
	c.tests, c.texts = nil, map[query.Words]*node{}
	p := &plan{universe: c.all, file: c.is.file, sort: q.Sort, limit: q.Limit, fold: q.Fold}
	if p.universe, err = c.universe(q.Expr); err != nil {
		return nil, err
	}
	p.root = &node{op: isDocs, docs: p.universe}
	if q.Expr != nil {
		if p.root, err = c.expr(q.Expr, nil); err != nil {
			return nil, err
		}
	}
	if q.Sort == query.ByScore {
		if p.scored, err = c.scored(q.Expr); err == nil && len(p.scored) == 0 {
			p.sure, err = c.sureness(q.Expr)
		}
	}
	p.tests = c.tests
	return p, err
}

// kept is set, looked up once.
func (c *compiler) kept(name string) (docSet, error) {
	if s, ok := c.sets[name]; ok {
		return s, nil
	}
	s, err := c.set(name)
	c.sets[name] = s
	return s, err
}

// universe is what a query may find: neither the trash nor what a rule hides,
// unless the query speaks of it. What is in the trash is seen there, hidden or not.
func (c *compiler) universe(x query.Expr) (docSet, error) {
	trash, err := c.kept(setTrash)
	if err != nil {
		return nil, err
	}
	hidden, err := c.kept(setHidden)
	if err != nil {
		return nil, err
	}
	away := c.newSet()
	if !asksState(x, "trashed") {
		away.join(trash)
	}
	if !c.unhidden && !asksState(x, "hidden") {
		away.join(hidden.andNot(trash))
	}
	if away.isEmpty() {
		return c.all, nil
	}
	return c.all.andNot(away), nil
}

// asksState reports whether a value of is: stands anywhere in a query.
func asksState(x query.Expr, state string) bool {
	any := func(list []query.Expr) bool {
		return slices.ContainsFunc(list, func(k query.Expr) bool { return asksState(k, state) })
	}
	switch x := x.(type) {
	case query.And:
		return any(x)
	case query.Or:
		return any(x)
	case query.Not:
		return asksState(x.Of, state)
	case query.Set:
		return x.Name == "is" && slices.Contains(x.Values, state)
	}
	return false
}

// expr looks up an expression; near is the nearest tag: before it in the And
// that it is part of, which by: refers to.
func (c *compiler) expr(x query.Expr, near *query.Set) (*node, error) {
	switch x := x.(type) {
	case query.And:
		return c.list(isAnd, x)
	case query.Or:
		return c.list(isOr, x)
	case query.Not:
		kid, err := c.expr(x.Of, near)
		if err == nil && kid.op == isDocs {
			return &node{op: isDocs, docs: c.all.andNot(kid.docs)}, nil
		}
		return &node{op: isNot, kids: []*node{kid}}, err
	case query.Words:
		return c.text(x)
	case query.Set:
		out := c.newSet()
		for _, v := range x.Values {
			if err := c.value(out, x.Name, v, near); err != nil {
				return nil, err
			}
		}
		return &node{op: isDocs, docs: out}, nil
	case query.Date:
		from, to, err := x.Resolve(c.now)
		if err != nil {
			return nil, err
		}
		if x.Op == "fetched" {
			return c.fetched(from, to)
		}
		docs, err := c.published(from, to)
		return &node{op: isDocs, docs: docs}, err
	case query.Number:
		return c.number(x)
	}
	return nil, fmt.Errorf("query of %T: %w", x, feed.ErrInvalid)
}

// list makes one set of the parts of which all is known: a query may have
// thousands.
func (c *compiler) list(op nodeOp, kids []query.Expr) (*node, error) {
	n := &node{op: op}
	var near *query.Set
	var known docSet // of n.kids[0]
	for _, k := range kids {
		kid, err := c.expr(k, near)
		if err != nil {
			return nil, err
		}
		switch {
		case kid.op != isDocs:
			n.kids = append(n.kids, kid)
		case known == nil:
			known = kid.docs.clone()
			n.kids = append([]*node{{op: isDocs, docs: known}}, n.kids...)
		case op == isAnd:
			known.meet(kid.docs)
		default:
			known.join(kid.docs)
		}
		if s, ok := k.(query.Set); ok && s.Name == "tag" && op == isAnd {
			near = &s
		}
	}
	if known != nil && len(n.kids) == 1 {
		return n.kids[0], nil
	}
	return n, nil
}

// node of docs that surely match and of those that a test must look at.
func (c *compiler) node(sure docSet, t *test) *node {
	if sure.isSame(t.open) {
		return &node{op: isDocs, docs: sure}
	}
	t.open = t.open.and(c.all).drop(sure)
	if t.open.isEmpty() {
		return &node{op: isDocs, docs: sure}
	}
	c.tests = append(c.tests, t)
	return &node{op: isTest, docs: sure, test: len(c.tests) - 1}
}

// maxTexts bounds how many words are remembered for the rest of a query.
const maxTexts = 64

// text looks up words in the index and, without a field, in the names of
// themes.
func (c *compiler) text(w query.Words) (*node, error) {
	if n, ok := c.texts[w]; ok {
		return n, nil
	}
	if len(c.texts) >= maxTexts {
		clear(c.texts)
	}
	if w.In == "note" {
		n := &node{op: isDocs, docs: c.newSet().join(c.noted(w))}
		c.texts[w] = n
		return n, nil
	}
	sure, may, err := c.words(w)
	if err != nil {
		return nil, err
	}
	if w.In == "" {
		named, err := c.named(w)
		if err != nil {
			return nil, err
		}
		for _, more := range []docSet{named, c.noted(w)} {
			if more != nil {
				sure = more.join(sure)
			}
		}
	}
	n := c.node(sure, &test{kind: onText, open: may, in: w.In, words: w.Matcher()})
	c.texts[w] = n
	return n, nil
}

// named returns the docs of the themes of which a label or an alias holds the
// words, those below them too; nil when there is none.
func (c *compiler) named(w query.Words) (docSet, error) {
	m := w.Matcher()
	if !m.In(c.known.labels) { // one look at all of them does for most words
		return nil, nil
	}
	var out docSet
	for i := range c.known.themes {
		if !isNamed(&c.known.themes[i], m) {
			continue
		}
		if out == nil {
			out = c.newSet()
		}
		for _, id := range c.known.family(c.known.themes[i].ID, false) {
			if err := c.addSet(out, setTag(id)); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func isNamed(th *feed.Theme, m text.Matcher) bool {
	for s := range namesOf(th) {
		if m.In(s) {
			return true
		}
	}
	return false
}

// number bounds how long articles are.
func (c *compiler) number(x query.Number) (*node, error) {
	low, high, err := x.Bounds()
	if err != nil {
		return nil, err
	}
	least, most := whole(math.Ceil(low)), whole(math.Floor(high))
	switch x.Name {
	case "words":
	case "min":
		least = sort.Search(endless, func(n int) bool { return float64(query.Minutes(n)) >= low })
		if most = endless; !math.IsInf(high, 1) {
			most = sort.Search(endless, func(n int) bool { return float64(query.Minutes(n)) > high }) - 1
		}
	default:
		return nil, fmt.Errorf("query field %q: %w", clip(x.Name, 60), feed.ErrInvalid)
	}
	sure, cut, err := c.lengths(least, most)
	if err != nil {
		return nil, err
	}
	return c.node(sure, &test{kind: onLength, open: cut, least: least, most: most}), nil
}

// endless is more words than any article has.
const endless = 1 << 40

func whole(x float64) int { return int(min(max(x, 0), endless)) }

func (c *compiler) fetched(from, to time.Time) (*node, error) {
	sure, cut, err := c.arrived(from, to)
	if err != nil {
		return nil, err
	}
	return c.node(sure, &test{kind: onArrival, open: cut, from: from, to: to}), nil
}
