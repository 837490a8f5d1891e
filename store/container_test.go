package store

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

// TestContainer reads what roaring writes, in all forms, as roaring does.
func TestContainer(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 9))
	forms := map[containerForm]int{}
	other := make(docSet, shardWords)
	for i := range other {
		other[i] = r.Uint64()
	}
	maps := []*roaring.Bitmap{roaring.New(), roaring.BitmapOf(0), roaring.BitmapOf(shardDocs - 1), roaring.New(), roaring.New(), roaring.New()}
	maps[3].AddRange(0, shardDocs)
	maps[4].AddRange(63, 65)
	maps[5].AddRange(64, 128)
	for range fewer(300, 20) {
		m := roaring.New()
		for range r.IntN(40) {
			from := uint64(r.IntN(shardDocs))
			m.AddRange(from, min(from+uint64(r.IntN(1<<r.IntN(12))), shardDocs))
		}
		for range r.IntN(1 << r.IntN(16)) {
			m.Add(uint32(r.IntN(shardDocs)))
		}
		maps = append(maps, m)
	}
	for i, m := range maps {
		for _, optimize := range []bool{false, true} {
			if optimize {
				m.RunOptimize()
			}
			p, err := m.ToBytes()
			if err != nil {
				t.Fatal(err)
			}
			c, err := readContainer(nil, p)
			if err != nil {
				t.Fatalf("set %d of %d: %v", i, m.GetCardinality(), err)
			}
			forms[c.form]++
			words := make(docSet, shardWords)
			words[5] = 1 << 7
			c.addTo(words)
			m2 := m.Clone()
			m2.Add(5*64 + 7)
			want := make(docSet, shardWords)
			for _, d := range m.ToArray() {
				want.add(d)
			}
			if !slices.Equal(words.docs(), m2.ToArray()) || c.count() != int(m.GetCardinality()) || c.meets(other) != want.meets(other) {
				t.Fatalf("set %d of %d is not read right", i, m.GetCardinality())
			}
			for cut := range min(len(p), 40) {
				if _, err := readContainer(nil, p[:cut]); err == nil {
					t.Fatalf("set %d cut at %d is read", i, cut)
				}
			}
			if _, err := readContainer(nil, p[:len(p)-1]); err == nil {
				t.Fatalf("set %d cut at its end is read", i)
			}
		}
	}
	for _, m := range []*roaring.Bitmap{roaring.BitmapOf(shardDocs), roaring.BitmapOf(1, shardDocs)} {
		p, err := m.ToBytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := readContainer(nil, p); err == nil {
			t.Error("a set that reaches beyond its shard is read")
		}
	}
	if len(forms) != 3 {
		t.Errorf("only the forms %v", forms)
	}
}

func FuzzContainer(f *testing.F) {
	f.Add([]byte{0x3B, 0x30, 0, 0, 1, 0, 0, 9, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF})
	p, err := roaring.BitmapOf(1, 2, 7).ToBytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(p)
	f.Fuzz(func(t *testing.T, p []byte) {
		c, err := readContainer(nil, p)
		if err != nil {
			return
		}
		words := make(docSet, shardWords)
		c.addTo(words)
		if words.count() > c.count() || c.meets(words) > c.count() {
			t.Errorf("%d docs of %d", words.count(), c.count())
		}
	})
}
