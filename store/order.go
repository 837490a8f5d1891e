package store

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"time"
)

// between returns the docs that stand in the list within [from, to).
func (t *tx) between(from, to time.Time) (docSet, error) {
	out := t.newSet()
	low, high := int64(math.MinInt64), int64(math.MaxInt64)
	if !from.IsZero() {
		low = ceilSecond(from)
	}
	if !to.IsZero() {
		high = ceilSecond(to)
	}
	end := appendWhen(nil, high)
	for k := range t.up(inDate, appendWhen(nil, low)) {
		if len(k) != dateKeySize {
			return nil, damaged("list key %x", k)
		}
		if high != math.MaxInt64 && bytes.Compare(k[:whenSize], end) >= 0 {
			break
		}
		if doc := docOf(k[whenSize:]); doc < t.is.next {
			out.add(doc)
		}
	}
	return out, nil
}

// ceilSecond is the first whole second not before t.
func ceilSecond(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// A walk costs some 15 ns for each article of the file up to the last hit; a
// hit looked up by itself some 1.5 µs.
const lookupCost = 100

// inOrder lists docs newest first.
func (t *tx) inOrder(docs docSet) ([]uint32, error) {
	n := docs.count()
	if n == 0 {
		return nil, nil
	}
	if n*lookupCost < int(t.is.next) {
		if out, ok := t.sorted(docs); ok {
			return out, nil
		}
	}
	return t.walked(docs, n)
}

// walked goes through the list. A doc that the list lacks, which only damage
// explains, comes last: it is not lost from sight.
func (t *tx) walked(docs docSet, n int) ([]uint32, error) {
	left := append(docSet(nil), docs...)
	out := make([]uint32, 0, n)
	for k := range t.back(inDate, nil) {
		if len(out) == n {
			break
		}
		if len(k) != dateKeySize {
			return nil, damaged("list key %x", k)
		}
		if doc := docOf(k[whenSize:]); left.has(doc) {
			left.remove(doc)
			out = append(out, doc)
		}
	}
	if len(out) < n {
		out = append(out, left.docs()...)
	}
	return out, nil
}

// sorted reads when each doc was published; ok is false when one cannot be
// read.
func (t *tx) sorted(docs docSet) (out []uint32, ok bool) {
	type dated struct {
		when int64
		doc  uint32
	}
	var list []dated
	for _, doc := range docs.docs() {
		h, found, err := t.head(doc)
		if err != nil || !found {
			return nil, false
		}
		list = append(list, dated{listTime(&h), doc})
	}
	slices.SortFunc(list, func(a, b dated) int {
		return cmp.Or(cmp.Compare(b.when, a.when), cmp.Compare(b.doc, a.doc))
	})
	out = make([]uint32, len(list))
	for i := range list {
		out[i] = list[i].doc
	}
	return out, true
}

// eachSet gives the names of the sets that begin with prefix to yield, each
// once.
func (t *tx) eachSet(prefix string, yield func(name string) error) error {
	last := []byte(nil)
	for k := range t.up(inSet, []byte(prefix)) {
		if !bytes.HasPrefix(k, []byte(prefix)) {
			break
		}
		name, _, ok := splitSetKey(k)
		if !ok {
			return damaged("set %x", k)
		}
		if last != nil && bytes.Equal(name, last) {
			continue
		}
		last = slices.Clone(name)
		if err := yield(string(name)); err != nil {
			return err
		}
	}
	return nil
}
