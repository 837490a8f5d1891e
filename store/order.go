package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"iter"
	"math"
	"slices"
	"time"

	"veille/feed"
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

// inOrder lists docs newest first, of the same second those that came last.
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
	var list []dated
	for _, doc := range docs.docs() {
		h, found, err := t.head(doc)
		if err != nil || !found {
			return nil, false
		}
		list = append(list, dated{when: listTime(&h), doc: doc})
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

// settling is how many heads one transaction reads to settle an order.
const settling = 1024

// settled gives the docs of an answer piece by piece, those that stand at the
// same second of the list by their IDs.
func (s *Store) settled(ctx context.Context, h *hits) iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		var open []dated
		for part := range slices.Chunk(h.docs, settling) {
			err := s.view(ctx, func(t *tx) error {
				next, err := t.dated(h, part)
				open = append(open, next...)
				return err
			})
			if err != nil {
				yield(nil, err)
				return
			}
			// More may stand at the second of the last.
			last := open[len(open)-1].when
			n := len(open)
			for n > 0 && open[n-1].when == last {
				n--
			}
			if n == 0 {
				continue
			}
			if !yield(byID(open[:n]), nil) {
				return
			}
			open = append([]dated(nil), open[n:]...)
		}
		if len(open) > 0 {
			yield(byID(open), nil)
		}
	}
}

// dated is a doc with its place in the list.
type dated struct {
	when int64
	doc  uint32
	id   feed.ID
}

// dated reads the places of docs. One whose head cannot be read stays behind
// the one before it.
func (t *tx) dated(h *hits, docs []uint32) ([]dated, error) {
	if err := h.sameFile(t); err != nil {
		return nil, err
	}
	out := make([]dated, len(docs))
	for i, doc := range docs {
		head, found, err := t.head(doc)
		switch {
		case err != nil && !errors.Is(err, feed.ErrDamaged):
			return nil, err
		case err == nil && found:
			out[i] = dated{listTime(&head), doc, head.ID}
		case i > 0:
			out[i] = dated{out[i-1].when, doc, feed.ID{}}
		default:
			out[i].doc = doc
		}
	}
	return out, nil
}

// byID orders docs of the same second by their IDs and leaves the others where
// they stand: a date may have been corrected since the answer was found.
func byID(list []dated) []uint32 {
	for from, i := 0, 1; i <= len(list); i++ {
		if i == len(list) || list[i].when != list[from].when {
			slices.SortStableFunc(list[from:i], func(a, b dated) int { return bytes.Compare(a.id[:], b.id[:]) })
			from = i
		}
	}
	out := make([]uint32, len(list))
	for i := range list {
		out[i] = list[i].doc
	}
	return out
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
