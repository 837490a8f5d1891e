package store

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
)

// keysWritten are the keys of a bucket that a transaction has put or deleted. bbolt
// knows them too, but its cursor goes wherever a damaged page leads: see tree.go.
type keysWritten struct {
	list  []string
	mixed bool // not in rising order, or some are there twice
}

func (w *keysWritten) add(key []byte) {
	if n := len(w.list); n > 0 {
		c := cmp.Compare(w.list[n-1], string(key))
		if c == 0 {
			return
		}
		w.mixed = w.mixed || c > 0
	}
	w.list = append(w.list, string(key))
}

// between returns the keys from one on in rising order, or going back those below it in
// falling order; nil stands for all.
func (w *keysWritten) between(bound []byte, back bool) []string {
	if w.mixed {
		slices.Sort(w.list)
		w.list = slices.Compact(w.list)
		w.mixed = false
	}
	at, _ := slices.BinarySearch(w.list, string(bound))
	if !back {
		return slices.Clip(w.list[at:])
	}
	if bound == nil {
		at = len(w.list)
	}
	own := slices.Clone(w.list[:at])
	slices.Reverse(own)
	return own
}

// with goes through the keys and values that were there when the transaction began,
// with what it has written since: get returns the value of a key now, nil for none. own
// are the keys that it has written, in the order of the others.
func with(own []string, back bool, was iter.Seq2[[]byte, []byte], get func(key []byte) []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		m := blend{own, back, get, yield}
		for k, v := range was {
			if same, more := m.until(k); !more || !same && !yield(k, v) {
				return
			}
		}
		m.until(nil)
	}
}

// blend is what is left of the keys written.
type blend struct {
	own   []string
	back  bool
	get   func(key []byte) []byte
	yield func(k, v []byte) bool
}

// until gives what was written before a key and of it, nil for all, to yield. It
// reports whether the key itself was among that, and whether to go on.
func (m *blend) until(k []byte) (same, more bool) {
	for len(m.own) > 0 && !same {
		next := []byte(m.own[0])
		if k != nil {
			c := bytes.Compare(next, k)
			if same = c == 0; !same && c > 0 != m.back {
				break
			}
		}
		m.own = m.own[1:]
		if v := m.get(next); v != nil && !m.yield(next, v) {
			return same, false
		}
	}
	return same, true
}
