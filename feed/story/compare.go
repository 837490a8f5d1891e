package story

import (
	"cmp"
	"slices"

	"veille/feed"
)

// Pair is a sentence of one article beside its counterpart in another: ranges of the
// two bodies, the zero range where there is none.
type Pair struct {
	A, B feed.Range
	Same bool // letter for letter, whatever stands between them
	// Elsewhere is set where one range is zero and the other text says the sentence
	// all the same: in another place, or as part of another sentence.
	Elsewhere bool
}

// pairShare is how much two sentences must share to stand side by side: of the
// shingles of the shorter one.
const pairShare = .25

// Compare puts two versions side by side, sentence by sentence, in the order of both:
// each sentence is in one pair. What is of one block in A or B follows each other, and
// a change of block shows in the ranges. Time is that of sorting the sentences.
func Compare(a, b *feed.Article) []Pair {
	as, bs := unitsOf(a, maxTold/2), unitsOf(b, maxTold/2)
	beside, elsewhereA, elsewhereB := matched(&as, &bs)
	var out []Pair
	j := 0
	rest := func(until int) {
		for ; j < until; j++ {
			out = append(out, Pair{B: bs.all[j].at, Elsewhere: elsewhereB[j]})
		}
	}
	for i := range as.all {
		k := beside[i]
		if k < 0 {
			out = append(out, Pair{A: as.all[i].at, Elsewhere: elsewhereA[i]})
			continue
		}
		rest(k)
		out = append(out, Pair{A: as.all[i].at, B: bs.all[k].at, Same: isSame(&as.all[i], &bs.all[k])})
		j = k + 1
	}
	rest(len(bs.all))
	return out
}

func isSame(a, b *unit) bool { return a.sum == b.sum && a.to-a.from == b.to-b.from }

// match is a sentence of A that resembles one of B.
type match struct{ a, b, votes int }

// matched returns which sentence of B stands beside each of A, -1 for none, in
// increasing order; and which of the others are said elsewhere.
func matched(as, bs *units) (beside []int, elsewhereA, elsewhereB []bool) {
	found, inB := votes(as, bs)
	_, inA := votes(bs, as)
	slices.SortStableFunc(found, func(x, y match) int { return cmp.Compare(y.votes, x.votes) })
	partner := make([]int, len(as.all))
	taken := make([]bool, len(bs.all))
	for i := range partner {
		partner[i] = -1
	}
	for _, m := range found {
		if partner[m.a] < 0 && !taken[m.b] {
			partner[m.a], taken[m.b] = m.b, true
		}
	}
	beside = increasing(partner)
	return beside, inB, inA
}

// votes counts for each sentence of A which sentences of B have its shingles, and
// returns the pairs that share enough; and which sentences of A are said in B.
func votes(as, bs *units) (found []match, said []bool) {
	where := newOwners(len(bs.hashes) + len(bs.all))
	for k := range bs.all {
		u := &bs.all[k]
		for _, h := range bs.within(u) {
			where.add(h, k)
		}
		where.add(wholeHash(u), k)
	}
	anywhere := newOwners(len(bs.hashes))
	for _, h := range bs.hashes {
		anywhere.add(h, 0)
	}
	said = make([]bool, len(as.all))
	count := map[int]int{}
	for k := range as.all {
		u := &as.all[k]
		clear(count)
		all, n := as.within(u), 0
		for _, h := range all {
			if anywhere.owner(h) == 0 {
				n++
			}
			if s := where.owner(h); s >= 0 {
				count[s]++
			}
		}
		said[k] = len(all) > 0 && float64(n) >= saidShare*float64(len(all))
		if s := where.owner(wholeHash(u)); s >= 0 {
			count[s] += u.to - u.from
			said[k] = true
		}
		found = enough(found, as, bs, k, count)
	}
	return found, said
}

// wholeHash is that of all letters of a sentence, which finds the shortest too; of
// several that are alike the first stands for the first.
func wholeHash(u *unit) uint64 { return mix(u.sum ^ uint64(u.nth)<<32 ^ 1) }

// enough adds the pairs of a sentence that share enough, in the order of B.
func enough(found []match, as, bs *units, k int, count map[int]int) []match {
	first := len(found)
	for s, n := range count {
		x, y := &as.all[k], &bs.all[s]
		least := max(1, min(x.to-x.from, y.to-y.from)-shingle+1)
		if float64(n) >= pairShare*float64(least) {
			found = append(found, match{k, s, n})
		}
	}
	slices.SortFunc(found[first:], func(x, y match) int { return cmp.Compare(x.b, y.b) })
	return found
}

// increasing keeps of partners the most that are in increasing order, and makes the
// others -1 (patience sorting).
func increasing(partner []int) []int {
	var tails []int // index of the last of the best run of each length
	before := make([]int, len(partner))
	for i, p := range partner {
		if p < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(tails, p, func(k, p int) int { return cmp.Compare(partner[k], p) })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		}
		tails[at] = i
	}
	out := make([]int, len(partner))
	for i := range out {
		out[i] = -1
	}
	if len(tails) == 0 {
		return out
	}
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		out[i] = partner[i]
	}
	return out
}
