package store

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"slices"

	"veille/feed"
	"veille/feed/query"
)

// settling is how many heads one transaction reads to settle an order.
const settling = 1024

// settled gives the docs of an answer piece by piece, those that stand at the
// same second of the list by their IDs.
func (s *Store) settled(ctx context.Context, h *hits) iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		var open []dated
		rows, err := h.all(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		if h.order != query.Newest && h.order != query.Oldest { // it is not one of seconds
			yield(rows, nil)
			return
		}
		for part := range slices.Chunk(rows, settling) {
			var next []dated
			err := s.view(ctx, func(t *tx) (err error) {
				next, err = t.dated(h, part)
				return err
			})
			if err != nil {
				yield(nil, err)
				return
			}
			open = append(open, next...)
			ready := wholeSeconds(open)
			if ready > 0 && !yield(byID(open[:ready]), nil) {
				return
			}
			open = append([]dated(nil), open[ready:]...)
		}
		if len(open) > 0 {
			yield(byID(open), nil)
		}
	}
}

// wholeSeconds is how many docs stand before the second of the last: of that one
// more may come.
func wholeSeconds(list []dated) int {
	n := len(list)
	for last := list[n-1].when; n > 0 && list[n-1].when == last; {
		n--
	}
	return n
}

// all returns all rows.
func (h *hits) all(ctx context.Context) (rows []uint32, err error) {
	return h.view(ctx, h.n, func(*tx, []uint32) error { return nil })
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
