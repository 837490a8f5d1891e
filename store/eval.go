package store

import (
	"fmt"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// node is an expression whose sets and dates are looked up. Words are not yet:
// bounds tells which docs must be read for them.
type node struct {
	op   nodeOp
	kids []*node
	docs docSet // of isDocs
	word int    // of isWords: index into plan.words
}

type nodeOp uint8

const (
	isDocs nodeOp = iota
	isWords
	isAnd
	isOr
	isNot
)

// plan is a query as one transaction saw it.
type plan struct {
	root     *node
	universe docSet // what may be found at all
	words    []query.Words
	file     feed.ID
}

// bounds returns the docs that surely match and those that may. found holds
// the matches of each of the plan's words; while it is nil any doc may match
// any words.
func (p *plan) bounds(n *node, found []docSet) (sure, may docSet) {
	switch n.op {
	case isWords:
		if found == nil {
			return nil, p.universe
		}
		docs := found[n.word].and(p.universe)
		return docs, docs
	case isNot:
		sure, may = p.bounds(n.kids[0], found)
		return p.universe.andNot(may), p.universe.andNot(sure)
	case isAnd:
		sure, may = p.universe, p.universe
		for _, k := range n.kids {
			s, m := p.bounds(k, found)
			sure, may = sure.and(s), may.and(m)
		}
		return sure, may
	case isOr:
		for _, k := range n.kids {
			s, m := p.bounds(k, found)
			sure, may = sure.or(s), may.or(m)
		}
		return sure, may
	}
	docs := n.docs.and(p.universe)
	return docs, docs
}

// compiler looks up the sets of a query in one transaction.
type compiler struct {
	*tx
	now   time.Time
	known *names
	all   docSet
	words []query.Words
}

// compile makes the plan of a query. The trash is left out unless the query
// speaks of it.
func (t *tx) compile(q query.Query, now time.Time) (*plan, error) {
	c := &compiler{tx: t, now: now}
	var err error
	if c.known, err = t.known(); err != nil {
		return nil, err
	}
	if c.all, err = t.set(setAll); err != nil {
		return nil, err
	}
	p := &plan{universe: c.all, file: t.is.file}
	if !asksTrash(q.Expr) {
		trash, err := t.set(setTrash)
		if err != nil {
			return nil, err
		}
		p.universe = c.all.andNot(trash)
	}
	p.root = &node{op: isDocs, docs: p.universe}
	if q.Expr != nil {
		if p.root, err = c.expr(q.Expr); err != nil {
			return nil, err
		}
	}
	p.words = c.words
	return p, nil
}

func asksTrash(x query.Expr) bool {
	any := func(list []query.Expr) bool {
		for _, k := range list {
			if asksTrash(k) {
				return true
			}
		}
		return false
	}
	switch x := x.(type) {
	case query.And:
		return any(x)
	case query.Or:
		return any(x)
	case query.Not:
		return asksTrash(x.Of)
	case query.Set:
		for _, v := range x.Values {
			if x.Name == "is" && v == "trashed" {
				return true
			}
		}
	}
	return false
}

func (c *compiler) expr(x query.Expr) (*node, error) {
	switch x := x.(type) {
	case query.And:
		return c.list(isAnd, x)
	case query.Or:
		return c.list(isOr, x)
	case query.Not:
		return c.list(isNot, []query.Expr{x.Of})
	case query.Words:
		c.words = append(c.words, x)
		return &node{op: isWords, word: len(c.words) - 1}, nil
	case query.Set:
		out := c.newSet()
		for _, v := range x.Values {
			docs, err := c.value(x.Name, v)
			if err != nil {
				return nil, err
			}
			out = out.or(docs)
		}
		return &node{op: isDocs, docs: out}, nil
	case query.Date:
		from, to, err := x.Resolve(c.now)
		if err != nil {
			return nil, err
		}
		docs, err := c.published(from, to)
		return &node{op: isDocs, docs: docs}, err
	}
	return nil, fmt.Errorf("query of %T: %w", x, feed.ErrInvalid)
}

func (c *compiler) list(op nodeOp, kids []query.Expr) (*node, error) {
	n := &node{op: op}
	for _, k := range kids {
		kid, err := c.expr(k)
		if err != nil {
			return nil, err
		}
		n.kids = append(n.kids, kid)
	}
	return n, nil
}

// value returns the docs that one value of a field stands for.
func (c *compiler) value(name, v string) (docSet, error) {
	switch name {
	case "tag":
		return c.tag(v)
	case "source":
		return c.source(v)
	case "lang":
		return c.lang(v)
	case "is":
		return c.state(v)
	}
	return nil, fmt.Errorf("query field %q: %w", clip(name, 60), feed.ErrInvalid)
}

func (c *compiler) tag(v string) (docSet, error) {
	var ids []feed.ID
	exact := false
	if v == "*" {
		for i := range c.known.themes {
			ids = append(ids, c.known.themes[i].ID)
		}
	} else {
		v, exact = strings.CutPrefix(v, "=")
		if th, ok := c.known.find(v); ok {
			ids = c.known.family(th.ID, exact)
		}
	}
	return c.union(ids, setTag)
}

// source finds sources by words of their names side by side, or by short code.
func (c *compiler) source(v string) (docSet, error) {
	m := text.NewMatcher(v, true)
	var ids []feed.ID
	for id, src := range c.known.sources {
		if v == "*" || m.In(src.Name) || src.Short != "" && text.Fold(src.Short) == text.Fold(v) {
			ids = append(ids, id)
		}
	}
	return c.union(ids, setSource)
}

func (c *compiler) union(ids []feed.ID, name func(feed.ID) string) (docSet, error) {
	out := c.newSet()
	for _, id := range ids {
		if err := c.addSet(out, name(id)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// lang finds a language and its regions: fr also finds fr-ca.
func (c *compiler) lang(v string) (docSet, error) {
	v = language(v)
	out := c.newSet()
	err := c.eachSet(langPrefix, func(name string) error {
		lang := name[len(langPrefix):]
		if lang == v || v == "und" && lang == "" || v == "*" && lang != "" || strings.HasPrefix(lang, v+"-") {
			return c.addSet(out, name)
		}
		return nil
	})
	return out, err
}

func (c *compiler) state(v string) (docSet, error) {
	switch v {
	case "unread":
		return c.set(setUnread)
	case "read":
		unread, err := c.set(setUnread)
		return c.all.andNot(unread), err
	case "starred":
		return c.set(setStarred)
	case "trashed":
		return c.set(setTrash)
	case "sample":
		return c.set(setSample)
	case "untagged":
		tagged, err := c.tag("*")
		return c.all.andNot(tagged), err
	}
	return nil, fmt.Errorf("query is:%s: %w", clip(v, 60), feed.ErrInvalid)
}

// published returns the docs of which the date of publication lies in
// [from, to); a zero instant is open. A date known to the day or less is
// compared by the calendar of from and to: it is the same day everywhere.
func (t *tx) published(from, to time.Time) (docSet, error) {
	exact, err := t.between(from, to)
	if err != nil {
		return nil, err
	}
	day, err := t.set(setDay)
	if err != nil {
		return nil, err
	}
	undated, err := t.set(setUndated)
	if err != nil {
		return nil, err
	}
	if !from.IsZero() {
		from = civil(from)
	}
	if !to.IsZero() {
		to = wallClock(to)
	}
	byDay, err := t.between(from, to)
	if err != nil {
		return nil, err
	}
	return exact.andNot(day).or(byDay.and(day)).andNot(undated), nil
}

// wallClock is what the clock shows at t in its own zone, as if it were UTC.
func wallClock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}
