package store

import (
	"veille/feed"
	"veille/feed/query"
)

// node is an expression whose sets, dates, numbers and words are looked up.
type node struct {
	op   nodeOp
	kids []*node
	// Of isDocs: the docs that surely match. Of isTest those that test must look
	// at besides.
	docs docSet
	test int // index into plan.tests
}

type nodeOp uint8

const (
	isDocs nodeOp = iota
	isTest
	isAnd
	isOr
	isNot
)

// plan is a query as one transaction saw it.
type plan struct {
	root     *node
	universe docSet // what may be found at all
	tests    []*test
	scored   []scored
	sure     groups // of the order by score, where no words are asked for
	file     feed.ID
	sort     query.Sort
	limit    int
	fold     bool
}

// limits are the docs that surely match and those that may.
type limits struct {
	sure, may docSet
	exact     bool // may is sure
	own       bool // both may be changed
}

// bounds returns the docs that surely match the query and those that may.
// found holds the matches of each of the plan's tests; while it is nil any doc
// that a test is to look at may match.
func (p *plan) bounds(found []docSet) limits {
	l := p.eval(p.root, found)
	if l.exact && !l.own {
		sure := l.sure.and(p.universe)
		return limits{sure: sure, may: sure, exact: true, own: true}
	}
	l = l.owned()
	l.sure.meet(p.universe)
	if !l.exact {
		l.may.meet(p.universe)
		l.exact = l.sure.count() == l.may.count()
	}
	return l
}

func (p *plan) eval(n *node, found []docSet) limits {
	switch n.op {
	case isTest:
		open := p.tests[n.test].open
		if found != nil {
			docs := n.docs.or(found[n.test])
			return limits{sure: docs, may: docs, exact: true, own: true}
		}
		return limits{sure: n.docs, may: n.docs.or(open)}
	case isNot:
		return p.not(p.eval(n.kids[0], found))
	case isAnd, isOr:
		if len(n.kids) == 0 {
			return p.nothing(n.op == isAnd)
		}
		out := p.eval(n.kids[0], found)
		for _, k := range n.kids[1:] {
			out = out.owned().with(p.eval(k, found), n.op == isAnd)
		}
		return out
	}
	return limits{sure: n.docs, may: n.docs, exact: true}
}

// nothing is what an And without parts means, everything, or an Or.
func (p *plan) nothing(all bool) limits {
	docs := p.universe
	if !all {
		docs = make(docSet, len(docs))
	}
	return limits{sure: docs, may: docs, exact: true}
}

func (p *plan) not(l limits) limits {
	sure := p.universe.andNot(l.may)
	if l.exact {
		return limits{sure: sure, may: sure, exact: true, own: true}
	}
	return limits{sure: sure, may: p.universe.andNot(l.sure), own: true}
}

// owned returns limits that may be changed in place.
func (l limits) owned() limits {
	if l.own {
		return l
	}
	l.sure, l.own = l.sure.clone(), true
	if l.exact {
		l.may = l.sure
	} else {
		l.may = l.may.clone()
	}
	return l
}

// with narrows l, which must be owned, by o, or widens it.
func (l limits) with(o limits, and bool) limits {
	if l.exact && !o.exact {
		l.may, l.exact = l.sure.clone(), false
	}
	do := docSet.join
	if and {
		do = docSet.meet
	}
	do(l.sure, o.sure)
	if !l.exact {
		do(l.may, o.may)
	}
	return l
}
