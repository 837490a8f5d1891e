package store

import (
	"cmp"
	"slices"
)

// Of a folded answer each story has one row: the version that comes first in the
// order of the answer, among those that it finds. It holds only these: what is done
// to it is done to them, unless the others are meant too, and Len counts them.

// stand is a doc that is not shown and the one that is shown in its place.
type stand struct{ doc, by uint32 }

// fold leaves of each story the doc that comes first, and tells which stand for the
// others, by rising docs.
func (t *tx) fold(p *plan, docs docSet, ranks groups) (docSet, []stand, error) {
	x, err := t.stories()
	if err != nil {
		return nil, nil, err
	}
	several := t.several(x, docs)
	if several.isEmpty() {
		return docs, nil, nil
	}
	list, err := p.newOrder(t, several, ranks)
	if err != nil {
		return nil, nil, err
	}
	rows, err := list.next(t, several.count())
	if err != nil {
		return nil, nil, err
	}
	docs = docs.clone()
	first := map[int]uint32{}
	var out []stand
	for _, doc := range rows {
		i := x.story(doc)
		if by, ok := first[i]; ok {
			out = append(out, stand{doc, by})
			docs.remove(doc)
			continue
		}
		first[i] = doc
	}
	slices.SortFunc(out, func(a, b stand) int { return cmp.Compare(a.doc, b.doc) })
	return docs, out, nil
}

// several are the docs of which another one of their story is among them too.
func (t *tx) several(x *stories, docs docSet) docSet {
	out := t.newSet()
	for i := range x.count() {
		first, n := uint32(0), 0
		for _, doc := range x.members(i) {
			if !docs.has(doc) {
				continue
			}
			switch n++; n {
			case 1:
				first = doc
			case 2:
				out.add(first)
				fallthrough
			default:
				out.add(doc)
			}
		}
	}
	return out
}

// shownFor returns the doc that is shown in the place of one.
func (h *hits) shownFor(doc uint32) uint32 {
	i, ok := slices.BinarySearchFunc(h.stands, doc, func(s stand, doc uint32) int { return cmp.Compare(s.doc, doc) })
	if !ok {
		return doc
	}
	return h.stands[i].by
}

// unfold adds to some docs those that stand behind them.
func (h *hits) unfold(docs docSet) {
	for _, s := range h.stands {
		if docs.has(s.by) {
			docs.add(s.doc)
		}
	}
}

// Behind is how many articles stand behind the rows of a folded answer.
func (h *hits) Behind() (n int) {
	for _, s := range h.stands {
		if h.docs.has(s.by) {
			n++
		}
	}
	return n
}

// unfolded takes of rows, which come in order, those of stories that have one before.
// seen is kept from one part of the rows to the next.
func (t *tx) unfolded(rows []uint32, seen map[uint32]bool) (out []uint32, err error) {
	x, err := t.stories()
	if err != nil {
		return nil, err
	}
	for _, doc := range rows {
		if i := x.story(doc); i >= 0 {
			if seen[x.lead[i]] {
				continue
			}
			seen[x.lead[i]] = true
		}
		out = append(out, doc)
	}
	return out, nil
}
