package store

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestEachPosting looks keys up in segments and compares with what was put there: few
// keys, which are looked for one by one, and so many that all blocks are gone through.
func TestEachPosting(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 8))
	var list []posting
	for range 6000 {
		key := r.Uint32N(4000) * 1000
		if r.IntN(20) == 0 {
			key = 77_000 // more than a block has
		}
		list = append(list, postingOf(key, r.Uint32N(1<<uint(1+r.IntN(24)))))
	}
	list = append(list, postingOf(0, 0), postingOf(1<<32-1, maxDoc-1))
	slices.Sort(list)
	list = slices.Compact(list)
	s := newStore(t)
	if _, err := s.update(t.Context(), func(t *tx) error { return t.putShingles(list) }); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 2, 9, 70, 3000} {
		var keys []uint32
		for range n {
			keys = append(keys, []uint32{list[r.IntN(len(list))].key(), r.Uint32(), 77_000, 77_001, 1<<32 - 1}[r.IntN(5)])
		}
		slices.Sort(keys)
		keys = slices.Compact(keys)
		var want, got []posting
		for _, p := range list {
			if _, ok := slices.BinarySearch(keys, p.key()); ok {
				want = append(want, p)
			}
		}
		if err := s.view(t.Context(), func(t *tx) error {
			got = got[:0]
			g := t.shingleSegments()[0]
			t.eachPosting(&g, keys, func(i int, doc uint32) { got = append(got, postingOf(keys[i], doc)) })
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d keys: %d postings, want %d", len(keys), len(got), len(want))
		}
	}
}

// TestMatchBlockCut holds that a block that ends anywhere gives no more than it has.
func TestMatchBlockCut(t *testing.T) {
	list := []posting{postingOf(5, 70_000), postingOf(5, 70_003), postingOf(400, 1), postingOf(1<<31, 9), postingOf(1<<31, 1000)}
	keys := []uint32{1, 5, 1 << 31, 1<<31 + 1}
	whole := shingleBlocks(list)[0].payload
	for n := range len(whole) + 1 {
		matchBlock(whole[:n], 1<<31, keys, 0, func(i int, doc uint32) {
			if !slices.Contains(list, postingOf(keys[i], doc)) {
				t.Errorf("cut at %d it has %d under %d", n, doc, keys[i])
			}
		})
	}
}
