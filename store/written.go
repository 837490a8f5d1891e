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
		own := own
		written := func() bool {
			k := []byte(own[0])
			own = own[1:]
			v := get(k)
			return v == nil || yield(k, v)
		}
		for k, v := range was {
			order := -1
			for len(own) > 0 && order < 0 {
				if order = bytes.Compare([]byte(own[0]), k); back {
					order = -order
				}
				if order <= 0 && !written() {
					return
				}
			}
			if order != 0 && !yield(k, v) {
				return
			}
		}
		for len(own) > 0 {
			if !written() {
				return
			}
		}
	}
}
