package store

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/query"
)

// lister lists a set of docs in the order of the list, as many at a time as are
// asked for. It goes month by month: those without a hit are left out, and in
// the others the few hits are looked up or the many met on a walk, whichever is
// cheaper. It works between transactions; a doc that changes its place meanwhile
// still comes once.
type lister struct {
	left   docSet // still to come
	n      int    // how many
	oldest bool   // first
	month  int    // at hand; those before it are done
	from   []byte // of the walk through it: where it goes on; nil: it is not begun
	done   bool   // no month is left
}

func newLister(docs docSet, oldest bool) *lister {
	l := &lister{left: docs.clone(), n: docs.count(), oldest: oldest, month: 999_999}
	if oldest {
		l.month = -1
	}
	return l
}

func (l *lister) clone() order {
	c := *l
	c.left = l.left.clone()
	return &c
}

func (l *lister) more() bool { return l.n > 0 }

// A walk costs some 15 ns for each article of a month; a hit looked up by
// itself some 1.5 µs.
const lookupCost = 100

// fewDocs are looked up one by one whatever their months.
const fewDocs = 128

// next returns want docs more, or all that are left: sometimes some more than
// asked for.
func (l *lister) next(t *tx, want int) (out []uint32, err error) {
	if l.n <= fewDocs && l.from == nil && !l.done {
		all := l.left.docs()
		if out, ok := t.sorted(all, l.oldest); ok {
			l.take(all)
			return out, nil
		}
	}
	for len(out) < want && l.n > 0 {
		if l.from == nil && !l.done {
			few, err := l.nextMonth(t)
			if err != nil {
				return nil, err
			}
			out = append(out, few...)
			continue
		}
		if l.done {
			// Only damage keeps a doc out of the months, or a change of its date since
			// they were passed. It is not lost from sight.
			rest := l.left.docs()
			slices.Reverse(rest)
			l.take(rest)
			return append(out, rest...), nil
		}
		part, err := l.walk(t, want-len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	return out, nil
}

func (l *lister) take(docs []uint32) {
	for _, d := range docs {
		l.left.remove(d)
	}
	l.n -= len(docs)
}

// nextMonth goes to the next month that has any of the docs. It returns them
// when they are few; otherwise the month is to be walked through.
func (l *lister) nextMonth(t *tx) (few []uint32, err error) {
	for {
		in := t.newSet()
		found, size, err := l.readMonth(t, in)
		if err != nil {
			return nil, err
		}
		if !found {
			l.done = true
			return nil, nil
		}
		in.meet(l.left)
		hits := in.count()
		switch {
		case hits == 0:
			continue
		case hits*lookupCost < size:
			if few, ok := t.sorted(in.docs(), l.oldest); ok {
				l.take(few)
				return few, nil
			}
		}
		l.from = appendWhen(nil, monthStart(l.month+1))
		if l.oldest {
			l.from = appendWhen(nil, monthStart(l.month))
		}
		return nil, nil
	}
}

// readMonth reads the month that comes next and tells how many docs it has.
func (l *lister) readMonth(t *tx, in docSet) (found bool, size int, err error) {
	way := t.back(inSet, []byte(monthName(l.month)))
	if l.oldest {
		way = t.up(inSet, []byte(monthName(l.month+1)))
	}
	month := ""
	for k, v := range way {
		name, shard, ok := splitSetKey(k)
		if !ok || !strings.HasPrefix(string(name), monthPrefix) || month != "" && string(name) != month {
			break
		}
		if month == "" {
			month = string(name)
			if l.month, err = monthOf(month); err != nil {
				return false, 0, err
			}
		}
		p, err := inSet.read(k, v)
		if err != nil {
			return false, 0, err
		}
		c, err := readContainer(k, p)
		if err != nil {
			return false, 0, err
		}
		if int(shard) >= t.shards() {
			return false, 0, damaged("set %q reaches too far", month)
		}
		size += c.count()
		c.addTo(in.shard(int(shard)))
	}
	return month != "", size, nil
}

// walk goes on through the month at hand until it has want docs more.
func (l *lister) walk(t *tx, want int) (out []uint32, err error) {
	way, bound := t.back(inDate, l.from), appendWhen(nil, monthStart(l.month))
	if l.oldest {
		way, bound = t.up(inDate, l.from), appendWhen(nil, monthStart(l.month+1))
	}
	for k := range way {
		if len(k) != dateKeySize {
			return nil, damaged("list key %x", k)
		}
		if c := bytes.Compare(k[:whenSize], bound); l.oldest && c >= 0 || !l.oldest && c < 0 {
			break
		}
		if doc := docOf(k[whenSize:]); l.left.has(doc) {
			l.left.remove(doc)
			l.n--
			if out = append(out, doc); len(out) >= want {
				l.from = append([]byte(nil), k...)
				return out, nil
			}
		}
	}
	l.from = nil
	return out, nil
}

// sorted reads when each doc was published; ok is false when one cannot be
// read.
func (t *tx) sorted(docs []uint32, oldest bool) (out []uint32, ok bool) {
	list := make([]dated, 0, len(docs))
	for _, doc := range docs {
		h, found, err := t.peek(doc)
		if err != nil || !found {
			return nil, false
		}
		list = append(list, dated{when: listTime(&h), doc: doc})
	}
	slices.SortFunc(list, func(a, b dated) int {
		return cmp.Or(cmp.Compare(b.when, a.when), cmp.Compare(b.doc, a.doc))
	})
	if oldest {
		slices.Reverse(list)
	}
	out = make([]uint32, len(list))
	for i := range list {
		out[i] = list[i].doc
	}
	return out, true
}

// order is a way to list docs; next may be called in several transactions.
type order interface {
	more() bool
	next(t *tx, want int) ([]uint32, error)
	clone() order // the same, going on by itself
}

// newOrder returns the way to list docs that a query asks for.
func (p *plan) newOrder(t *tx, docs docSet, ranks groups) (order, error) {
	var by groups
	switch p.sort {
	case query.BySource:
		known, err := t.known()
		if err != nil {
			return nil, err
		}
		by = bySource(known.sourceOrder())
	case query.ByWords:
		return newLengthOrder(t, docs)
	case query.ByScore:
		by = ranks
	}
	if by == nil {
		return newLister(docs, p.sort == query.Oldest), nil
	}
	return &grouped{left: docs.clone(), n: docs.count(), groups: by}, nil
}

// peek reads of a head only what orders ask for.
func (t *tx) peek(doc uint32) (h feed.Head, found bool, err error) {
	p, err := t.get(inArt, docKey(doc))
	if p == nil || err != nil {
		return h, false, err
	}
	r := record{b: p}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 7:
			h.Published = r.time()
		case 8:
			h.Precision = feed.Precision(r.uint())
		case 9:
			h.Fetched = r.time()
		case 10:
			h.Words = int(r.int())
		default:
			r.skip()
		}
	}
	if r.err != nil {
		return h, false, damaged("head of document %d", doc)
	}
	return h, true, nil
}
