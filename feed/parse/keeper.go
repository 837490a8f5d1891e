package parse

import (
	"slices"
	"time"
)

// keeper keeps the newest MaxItems of the items it is given, or all, in their
// order.
type keeper struct {
	all     bool
	items   []Item
	when    []time.Time // of each; one without a date is as old as the one before it
	now     time.Time
	missing int
}

func (k *keeper) count() int { return len(k.items) + k.missing }

func (k *keeper) add(it Item) {
	t := it.Published
	if t.IsZero() {
		if t = k.now; len(k.when) > 0 {
			t = k.when[len(k.when)-1]
		}
	}
	if len(k.items) == cap(k.items) { // append alone grows so by quarters, and leaves five times as much behind
		k.items = slices.Grow(k.items, max(len(k.items), 16))
	}
	k.items, k.when = append(k.items, it), append(k.when, t)
	if len(k.items) >= MaxItems+MaxItems/4 {
		k.cut()
	}
}

// cut drops all but the newest MaxItems.
func (k *keeper) cut() {
	if len(k.items) <= MaxItems || k.all {
		return
	}
	order := make([]int, len(k.items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return k.when[b].Compare(k.when[a]) })
	drop := make([]bool, len(k.items))
	for _, i := range order[MaxItems:] {
		drop[i] = true
	}
	n := 0
	for i := range k.items {
		if !drop[i] {
			k.items[n], k.when[n] = k.items[i], k.when[i]
			n++
		}
	}
	k.missing += len(k.items) - n
	clear(k.items[n:])
	k.items, k.when = k.items[:n], k.when[:n]
}

func (k *keeper) finish() ([]Item, int) {
	k.cut()
	return slices.Clip(k.items), k.missing
}
