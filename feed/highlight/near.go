package highlight

import (
	"cmp"
	"slices"

	"veille/feed/text"
)

const (
	// nearWords is how many words are compared one by one. A longer passage is found
	// by so many at its beginning and at its end.
	nearWords = 256

	// nearLeast is how many words a passage must have to be known again with some of
	// them changed; below nearAlone what stands around it must speak for the place
	// too.
	nearLeast = 4
	nearAlone = 8

	// Of ten words three may be changed, put in or taken out.
	nearChanged, nearOf = 3, 10

	// nearPlaces is how many places are looked at closely.
	nearPlaces = 8
)

// near returns the best place whose words differ little from those of the passage,
// by the edit distance of words (Sellers: The theory and computation of evolutionary
// distances, 1980). Places worth a look are those where most words of the passage
// stand within its length in whatever order, counted by a window that moves over
// the text.
func (p *passage) near(t flat) (start, end int, ok bool) {
	quote := tokensOf(p.Quote, nil)
	m := len(quote.ids)
	if m < nearLeast {
		return 0, 0, false
	}
	body := tokensOf(t.s, quote.known)
	if m <= nearWords {
		start, end, ok = p.nearest(t, body, quote.ids, true, true)
		return start, end, ok
	}
	head, _, ok1 := p.nearest(t, body, quote.ids[:nearWords], true, false)
	_, tail, ok2 := p.nearest(t, body, quote.ids[m-nearWords:], false, true)
	if words := body.between(head, tail); !ok1 || !ok2 || words*nearOf < m*(nearOf-nearChanged) || words*(nearOf-nearChanged) > m*nearOf {
		return 0, 0, false
	}
	return head, tail, true
}

// tokens are the words of a text as numbers, and where they stand.
type tokens struct {
	ids        []int32
	start, end []int32
	known      map[string]int32
}

// tokensOf numbers the words of s; with known those that are not among it are all
// -1.
func tokensOf(s string, known map[string]int32) tokens {
	t := tokens{known: known}
	if known == nil {
		t.known = map[string]int32{}
	}
	for w := range text.Tokens(s) {
		id, ok := t.known[w.Fold]
		switch {
		case !ok && known != nil:
			id = -1
		case !ok:
			id = int32(len(t.known))
			t.known[w.Fold] = id
		}
		t.ids, t.start, t.end = append(t.ids, id), append(t.start, int32(w.Start)), append(t.end, int32(w.End))
	}
	return t
}

// between counts the words from start to end.
func (t *tokens) between(start, end int) int {
	i, _ := slices.BinarySearch(t.start, int32(start))
	j, _ := slices.BinarySearch(t.start, int32(end))
	return j - i
}

// nearest returns the place that differs least from quote. What stands before and
// after it counts where head and tail are set.
func (p *passage) nearest(t flat, body tokens, quote []int32, head, tail bool) (start, end int, ok bool) {
	limit := len(quote) * nearChanged / nearOf
	best := 0
	for _, at := range windows(body.ids, quote, len(body.known)) {
		slack := 2 + limit
		low, high := max(0, at-slack), min(len(body.ids), at+len(quote)+slack)
		i, j, changed := closest(body.ids[low:high], quote)
		if changed > limit || i == j {
			continue
		}
		from, to := int(body.start[low+i]), int(body.end[low+j-1])
		left, right := p.sides(t, t.index(from), t.index(to))
		if !head {
			left = 0
		}
		if !tail {
			right = 0
		}
		if len(quote) < nearAlone && max(left, right) < sidePoints/2 {
			continue
		}
		points := left + right + 2*sidePoints*(len(quote)-changed)/len(quote)
		if !ok || points > best || points == best && p.distance(from) < p.distance(start) {
			start, end = p.widen(t.s, from, to)
			ok, best = true, points
		}
	}
	return start, end, ok
}

// windows returns the beginnings of at most nearPlaces stretches as long as quote in
// which enough of its words stand, the fullest first.
func windows(ids, quote []int32, known int) []int {
	m := min(len(quote), len(ids))
	c := common{want: make([]int32, known), have: make([]int32, known)}
	for _, id := range quote {
		c.want[id]++
	}
	type window struct{ at, full int }
	var best []window
	block := max(1, m/2)
	for end, id := range ids {
		c.in(id)
		at := end + 1 - m
		if at > 0 {
			c.out(ids[at-1])
		}
		switch last := len(best) - 1; {
		case at < 0 || c.full*nearOf < len(quote)*(nearOf-nearChanged-1):
		case last < 0 || at/block != best[last].at/block:
			best = append(best, window{at, c.full})
		case c.full > best[last].full: // one for each stretch: its neighbours find the same
			best[last] = window{at, c.full}
		}
	}
	slices.SortStableFunc(best, func(a, b window) int { return cmp.Compare(b.full, a.full) })
	out := make([]int, 0, nearPlaces)
	for _, w := range best[:min(len(best), nearPlaces)] {
		out = append(out, w.at)
	}
	return out
}

// common counts the words that a window has in common with the quote.
type common struct {
	want, have []int32 // how often each word stands in the quote, and in the window
	full       int
}

func (c *common) in(id int32) {
	if id < 0 {
		return
	}
	if c.have[id]++; c.have[id] <= c.want[id] {
		c.full++
	}
}

func (c *common) out(id int32) {
	if id < 0 {
		return
	}
	if c.have[id]--; c.have[id] < c.want[id] {
		c.full--
	}
}

// closest returns the stretch of ids from i to before j that becomes quote by the
// fewest changes, each a word changed, put in or taken out.
func closest(ids, quote []int32) (i, j, changed int) {
	type cell struct{ changed, start int32 }
	row := make([]cell, len(ids)+1) // of the words of quote so far, by where the stretch ends
	for k := range row {
		row[k].start = int32(k)
	}
	for _, q := range quote {
		diagonal := row[0]
		row[0].changed++
		for k, id := range ids {
			above := row[k+1]
			is := diagonal
			if id != q {
				is.changed++
			}
			if above.changed+1 < is.changed {
				is = cell{above.changed + 1, above.start}
			}
			if left := row[k]; left.changed+1 < is.changed {
				is = cell{left.changed + 1, left.start}
			}
			diagonal, row[k+1] = above, is
		}
	}
	best := 0
	for k := range row {
		if row[k].changed < row[best].changed {
			best = k
		}
	}
	return int(row[best].start), best, int(row[best].changed)
}
