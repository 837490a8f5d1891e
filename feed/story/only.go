package story

import "veille/feed"

// saidShare is how much of a sentence others must have for it to be said by them.
const saidShare = .5

// Only returns for each of some versions what no other one says: whole sentences, as
// ranges of the body in order, those that follow each other in a block as one. A
// sentence is said by others when they have half of its shingles and each of its
// numbers, or all of its shingles; one of fewer than twelve letters always is.
func Only(versions []*feed.Article) [][]feed.Range {
	out := make([][]feed.Range, len(versions))
	if len(versions) < 2 {
		return out
	}
	all := make([]units, len(versions))
	n := 0
	for i, a := range versions {
		all[i] = unitsOf(a, maxTold/len(versions))
		n += len(all[i].hashes)
		for _, u := range all[i].all {
			n += len(u.numbers)
		}
	}
	said := newOwners(n)
	for i := range all {
		for _, h := range all[i].hashes {
			said.add(h, i)
		}
		for _, u := range all[i].all {
			for _, x := range u.numbers {
				said.add(numberHash(x), i)
			}
		}
	}
	for i := range all {
		out[i] = alone(&all[i], i, &said)
	}
	return out
}

// numberHash keeps numbers apart from shingles.
func numberHash(n uint64) uint64 { return mix(^n) }

// alone returns the sentences that no other text says.
func alone(us *units, text int, said *owners) []feed.Range {
	var out []feed.Range
	last := -2
	for k := range us.all {
		u := &us.all[k]
		if isSaid(u, us, text, said) {
			continue
		}
		if n := len(out) - 1; last == k-1 && sameBlock(out[n], u.at) {
			out[n].End = u.at.End
		} else {
			out = append(out, u.at)
		}
		last = k
	}
	return out
}

// sameBlock reports whether a sentence follows another in its block: blocks are
// parted by a blank line, sentences by less as a rule.
func sameBlock(a, b feed.Range) bool { return b.Start-a.End < len("\n\n") }

// isSaid reports whether another text says a sentence.
func isSaid(u *unit, us *units, text int, said *owners) bool {
	n, all := 0, us.within(u)
	for _, h := range all {
		if said.owner(h) != text {
			n++
		}
	}
	switch {
	case n == len(all):
		return true
	case float64(n) < saidShare*float64(len(all)):
		return false
	}
	for _, x := range u.numbers {
		if said.owner(numberHash(x)) == text {
			return false
		}
	}
	return true
}
