package text

import (
	"slices"
	"sort"
	"strings"
)

// near is how far the words of a query may stand apart.
type near struct{ others int }

// NewNear reads a query of which all words must stand in a text, in any order,
// with up to others other words between the first and the last of them. A word
// asked for twice must stand there twice.
func NewNear(query string, others int) Matcher {
	var m Matcher
	for _, c := range strings.Fields(Limit(Clean(query), maxQuery)) {
		m.groups = addGroup(m.groups, newGroup(c, false))
	}
	if len(m.groups) > 0 {
		m.near = &near{others}
	}
	return m
}

// place is where one group stands: its first and last word by number, and its
// bytes.
type place struct{ first, last, start, end int }

// scan looks for spans of words that hold all groups and gives the words of
// each to found; without found it stops at the first.
func (n *near) scan(s string, groups []Group, found func(start, end int)) bool {
	places := make([][]place, len(groups))
	for i, g := range groups {
		if places[i] = g.places(s); len(places[i]) == 0 {
			return false
		}
	}
	hit := false
	for i := range places {
		for _, p := range places[i] {
			all := n.around(places, i, p)
			if all == nil {
				continue
			}
			hit = true
			if found == nil {
				return true
			}
			for _, q := range all {
				found(q.start, q.end)
			}
		}
	}
	return hit
}

// around returns the nearest places of all groups at and behind p, the one that
// is first, nil when they are too far away. No word counts twice.
func (n *near) around(places [][]place, own int, p place) []place {
	all := []place{p}
	last, words := p.last, p.last-p.first+1
	for i, list := range places {
		if i == own {
			continue
		}
		at := sort.Search(len(list), func(k int) bool { return list[k].first >= p.first })
		for at < len(list) && slices.ContainsFunc(all, func(q place) bool { return list[at].first <= q.last && q.first <= list[at].last }) {
			at++
		}
		if at == len(list) {
			return nil
		}
		q := list[at]
		all = append(all, q)
		last, words = max(last, q.last), words+q.last-q.first+1
	}
	if last-p.first+1-words > n.others {
		return nil
	}
	return all
}

// places returns where a group stands, in order.
func (g Group) places(s string) (out []place) {
	if !slices.ContainsFunc(g, func(seq []Term) bool { return scan(s, seq, nil) }) {
		return nil
	}
	var starts, ends []int
	w := newWords(s)
	var sp span
	for w.next(&sp) {
		starts, ends = append(starts, sp.start), append(ends, sp.end)
	}
	for _, seq := range g {
		scan(s, seq, func(start, end int) {
			first := sort.SearchInts(starts, start+1) - 1
			last := sort.SearchInts(ends, end)
			out = append(out, place{max(first, 0), max(last, first, 0), start, end})
		})
	}
	slices.SortFunc(out, func(a, b place) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return a.last - b.last
	})
	return slices.CompactFunc(out, func(a, b place) bool { return a.first == b.first && a.last == b.last })
}
