package store

import (
	"cmp"
	"slices"
	"strings"

	"veille/feed"
)

// grouped lists docs group by group, each newest first.
type grouped struct {
	left   docSet
	n      int
	groups groups
	at     int
	inner  order // of the group at hand; nil: none
}

// groups are the parts of an answer in their order. They may change between
// transactions: what is in none of them, or no longer, comes last.
type groups interface {
	// group returns group i, false after the last. Its docs may lack some of those
	// left and hold others; they may be changed.
	group(t *tx, i int) (docs docSet, more bool, err error)
}

func (g *grouped) clone() order {
	c := *g
	c.left = g.left.clone()
	if g.inner != nil {
		c.inner = g.inner.clone()
	}
	return &c
}

func (g *grouped) more() bool { return g.n > 0 }

func (g *grouped) next(t *tx, want int) (out []uint32, err error) {
	for len(out) < want && g.n > 0 {
		var part []uint32
		switch {
		case g.inner != nil:
			if part, err = g.inner.next(t, want-len(out)); err == nil && !g.inner.more() {
				g.inner = nil
			}
		case g.n > bulk && want-len(out) >= g.n/4:
			part, err = g.rest(t)
		default:
			err = g.nextGroup(t)
		}
		if err != nil {
			return nil, err
		}
		for _, d := range part {
			g.left.remove(d)
		}
		g.n -= len(part)
		out = append(out, part...)
	}
	return out, nil
}

// fewInGroup is how many docs of a group are put in order by looking them up.
const fewInGroup = 500

func (g *grouped) nextGroup(t *tx) error {
	docs, more, err := g.groups.group(t, g.at)
	if err != nil {
		return err
	}
	g.at++
	if !more {
		docs = g.left.clone()
	}
	if docs.meet(g.left).count() <= fewInGroup {
		if list, ok := t.sorted(docs.docs(), false); ok {
			g.inner = &ranked{list}
			if len(list) == 0 {
				g.inner = nil
			}
			return nil
		}
	}
	g.inner = newLister(docs, false)
	return nil
}

// bulk is from how many docs on it pays to list all of them at once and to part
// them then: group by group each would go through all months.
const bulk = 5000

// rest lists all that is left.
func (g *grouped) rest(t *tx) ([]uint32, error) {
	list, err := newLister(g.left, false).next(t, g.n)
	if err != nil {
		return nil, err
	}
	of := make([]uint32, len(g.left)*64) // the group of each doc, plus one
	sizes := []int{0}
	for ; ; g.at++ {
		docs, more, err := g.groups.group(t, g.at)
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		sizes = append(sizes, 0)
		for _, d := range docs.meet(g.left).docs() {
			if of[d] == 0 {
				of[d] = uint32(len(sizes) - 1)
				sizes[len(sizes)-1]++
			}
		}
	}
	ends := make([]int, len(sizes)) // where the next doc of each goes
	sum := 0
	for i := 1; i < len(sizes); i++ {
		ends[i] = sum
		sum += sizes[i]
	}
	ends[0] = sum
	out := make([]uint32, len(list))
	for _, d := range list {
		out[ends[of[d]]] = d
		ends[of[d]]++
	}
	return out, nil
}

// bySource are the sources by name; what has none comes last.
type bySource []feed.ID

func (b bySource) group(t *tx, i int) (docs docSet, more bool, err error) {
	if i >= len(b) {
		return nil, false, nil
	}
	docs, err = t.set(setSource(b[i]))
	return docs, true, err
}

// lengthOrder lists docs by their length, the longest first, class by class; see
// classes.go.
type lengthOrder struct {
	left    docSet
	n       int
	classes []string
	ready   []uint32 // of the class at hand
}

func newLengthOrder(t *tx, docs docSet) (*lengthOrder, error) {
	o := &lengthOrder{left: docs.clone(), n: docs.count()}
	err := t.eachSet(wordPrefix, func(name string) error {
		// The hundreds stand for what has no finer class.
		if !strings.HasPrefix(name, hundPrefix) || name > setHundred(fineWords) {
			o.classes = append(o.classes, name)
		}
		return nil
	})
	slices.Reverse(o.classes) // the hundreds are named behind the others
	return o, err
}

func (o *lengthOrder) clone() order {
	c := *o
	c.left = o.left.clone()
	return &c
}

func (o *lengthOrder) more() bool { return o.n > 0 }

func (o *lengthOrder) next(t *tx, want int) (out []uint32, err error) {
	for len(out) < want && o.n > 0 {
		if len(o.ready) == 0 {
			docs := o.left.clone()
			if len(o.classes) > 0 {
				if docs, err = t.set(o.classes[0]); err != nil {
					return nil, err
				}
				docs.meet(o.left)
				o.classes = o.classes[1:]
				o.ready = t.byLength(docs)
			} else { // only damage leaves these
				o.ready = docs.docs()
			}
			o.left.drop(docs.only(o.ready))
		}
		n := min(want-len(out), len(o.ready))
		out = append(out, o.ready[:n]...)
		o.ready = o.ready[n:]
		o.n -= n
	}
	return out, nil
}

// only returns those of docs that are listed.
func (s docSet) only(list []uint32) docSet {
	clear(s)
	for _, d := range list {
		s.add(d)
	}
	return s
}

// ranked are docs in the order they are to be listed in.
type ranked struct{ docs []uint32 }

func (r *ranked) more() bool   { return len(r.docs) > 0 }
func (r *ranked) clone() order { c := *r; return &c }

func (r *ranked) next(_ *tx, want int) ([]uint32, error) {
	n := min(want, len(r.docs))
	out := r.docs[:n]
	r.docs = r.docs[n:]
	return out, nil
}

// byLength lists docs, the longest first; one that cannot be read is left out.
func (t *tx) byLength(docs docSet) []uint32 {
	type long struct {
		dated
		words int
	}
	var list []long
	for _, doc := range docs.docs() {
		if h, found, err := t.peek(doc); err == nil && found {
			list = append(list, long{dated{when: listTime(&h), doc: doc}, max(h.Words, 0)})
		}
	}
	slices.SortFunc(list, func(a, b long) int {
		return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(b.when, a.when), cmp.Compare(b.doc, a.doc))
	})
	out := make([]uint32, len(list))
	for i := range list {
		out[i] = list[i].doc
	}
	return out
}
