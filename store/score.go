package store

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"

	"veille/feed/query"
)

// The score of an article is the sum over the words of the query that it holds
// and that are not negated: how rare the word is, as ln(1 + (N - n + ½)/(n + ½))
// for n of N articles (the inverse document frequency of BM25), threefold when
// it stands in the title. How often a word stands in a text does not count: an
// index of documents does not know.
const (
	titleScore = 3
	maxScored  = 8  // words that count, the rarest: what they hold is a code of 16 bits
	maxWeighed = 64 // words of a query that are looked at for it, the first
)

// scored is a word that counts, where it was found and where in titles.
type scored struct {
	node, title *node
}

// scored looks up the words of a query that are not negated.
func (c *compiler) scored(x query.Expr) (out []scored, err error) {
	for _, w := range positive(x, nil) {
		n, err := c.text(w)
		if err != nil {
			return nil, err
		}
		s := scored{node: n, title: n}
		if w.In == "" {
			w.In = "title"
			if s.title, err = c.text(w); err != nil {
				return nil, err
			}
		} else if w.In != "title" {
			s.title = nil
		}
		out = append(out, s)
	}
	return out, nil
}

// positive returns the first words of an expression that are not negated, each
// once.
func positive(x query.Expr, out []query.Words) []query.Words {
	switch x := x.(type) {
	case query.And:
		for _, k := range x {
			out = positive(k, out)
		}
	case query.Or:
		for _, k := range x {
			out = positive(k, out)
		}
	case query.Words:
		if len(out) < maxWeighed && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// rank puts the docs of an answer into groups of the same score, the highest
// first; nil when the answer is not by score or the query has no words and asks for
// no suggestions.
func (f *finding) rank(ctx context.Context, docs docSet) (groups, error) {
	if len(f.plan.scored) == 0 {
		return f.plan.sure, nil
	}
	if err := f.lookForScore(ctx, docs); err != nil {
		return nil, err
	}
	words := make([]weighed, 0, len(f.plan.scored))
	total := float64(f.plan.universe.count())
	for _, s := range f.plan.scored {
		w := weighed{in: f.plan.eval(s.node, f.found.pass).sure}
		n := float64(w.in.meets(f.plan.universe))
		w.rarity = math.Log(1 + (total-n+.5)/(n+.5))
		if s.title != nil {
			w.title = f.plan.eval(s.title, f.found.pass).sure
		}
		words = append(words, w)
	}
	slices.SortStableFunc(words, func(a, b weighed) int { return cmp.Compare(b.rarity, a.rarity) })
	return rankBy(words[:min(len(words), maxScored)], docs), nil
}

// lookForScore looks at the docs of which the index does not tell all that the
// score asks for.
func (f *finding) lookForScore(ctx context.Context, docs docSet) error {
	open := make(docSet, len(docs))
	mark := func(n *node) {
		if n != nil && n.op == isTest {
			open.join(f.plan.tests[n.test].open)
		}
	}
	for _, s := range f.plan.scored {
		mark(s.node)
		mark(s.title)
	}
	if open.meet(docs).isEmpty() {
		return nil
	}
	return f.store.scan(ctx, f.plan, open.docs(), f.found)
}

// weighed is a word of the score: the docs that have it, at all and in the
// title.
type weighed struct {
	in, title docSet
	rarity    float64
}

// byScore are docs of the same score, the highest first.
type byScore [][]uint32

func rankBy(words []weighed, docs docSet) groups {
	// A doc's code has a digit to the base of three for each word: whether it has
	// it, and in the title.
	codes := make([]uint16, len(docs)*64)
	scores := []float64{0}
	unit := uint16(1)
	for _, w := range words {
		addCode(codes, w.in.and(docs), unit)
		if w.title != nil {
			addCode(codes, w.title.and(w.in).meet(docs), unit)
		}
		n := len(scores)
		for digit := 1.; digit <= titleScore; digit += titleScore - 1 {
			for _, s := range scores[:n] {
				// Rounded, so that what adds up to the same in another order is the same.
				scores = append(scores, math.Round((s+digit*w.rarity)*1e6)/1e6)
			}
		}
		unit *= 3
	}
	counts := make([]int, len(scores))
	list := docs.docs()
	for _, d := range list {
		counts[codes[d]]++
	}
	// Codes of the same score are one group.
	group := make([]int, len(scores))
	var order []int
	for code := range scores {
		if counts[code] > 0 {
			order = append(order, code)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	var out byScore
	for i, code := range order {
		if i == 0 || scores[code] != scores[order[i-1]] {
			out = append(out, nil)
		}
		group[code] = len(out) - 1
		out[len(out)-1] = slices.Grow(out[len(out)-1], counts[code])
	}
	for _, d := range list {
		g := group[codes[d]]
		out[g] = append(out[g], d)
	}
	return out
}

func addCode(codes []uint16, docs docSet, unit uint16) {
	for i, w := range docs {
		for ; w != 0; w &= w - 1 {
			codes[i*64+bits.TrailingZeros64(w)] += unit
		}
	}
}

func (b byScore) group(t *tx, i int) (docs docSet, more bool, err error) {
	if i >= len(b) {
		return nil, false, nil
	}
	return t.newSet().only(b[i]), true, nil
}
