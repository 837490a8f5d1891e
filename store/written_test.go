package store

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"veille/feed"
)

// TestWriterSeesItsOwn goes through a bucket in the midst of writing to it, against a
// map, in a bucket of many pages and in a small one.
func TestWriterSeesItsOwn(t *testing.T) {
	for _, n := range []int{3, 3000} {
		s := newStore(t)
		r := rand.New(rand.NewPCG(1, uint64(n)))
		model := map[string]string{}
		change := func(t *tx) error {
			k, v := fmt.Sprintf("k%04d", r.IntN(2*n)), fmt.Sprint(r.Uint64())
			if r.IntN(3) > 0 {
				model[k] = v
				return t.putPlain(inSame, []byte(k), []byte(v))
			}
			delete(model, k)
			return t.del(inSame, []byte(k))
		}
		check := func(tx *tx, bound []byte) {
			t.Helper()
			var up, down []string
			for k, v := range tx.up(inSame, bound) {
				up = append(up, string(k)+" "+string(v))
			}
			for k, v := range tx.back(inSame, bound) {
				down = append(down, string(k)+" "+string(v))
			}
			var wantUp, wantDown []string
			for _, k := range slices.Sorted(maps.Keys(model)) {
				if bytes.Compare([]byte(k), bound) >= 0 {
					wantUp = append(wantUp, k+" "+model[k])
				}
				if bound == nil || k < string(bound) {
					wantDown = append(wantDown, k+" "+model[k])
				}
			}
			slices.Reverse(wantDown)
			if !slices.Equal(up, wantUp) || !slices.Equal(down, wantDown) {
				t.Fatalf("of %d from %q: %d up, %d back, want %d, %d", n, bound, len(up), len(down), len(wantUp), len(wantDown))
			}
		}
		for range 3 {
			_, err := s.update(t.Context(), func(tx *tx) error {
				for range fewer(20, 4) {
					for range n / 3 {
						if err := change(tx); err != nil {
							return err
						}
					}
					check(tx, nil)
					check(tx, fmt.Appendf(nil, "k%04d", r.IntN(2*n)))
					for k := range tx.up(inSame, []byte("k")) { // may end at once
						if _, in := model[string(k)]; !in {
							t.Fatalf("%q is gone", k)
						}
						break
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestTrashBesideDamagedSets empties the trash where what was worked out is damaged: it
// is mended in the transaction that goes through all sets.
func TestTrashBesideDamagedSets(t *testing.T) {
	for _, prefix := range []string{donePrefix, sugPrefix, dropPrefix, didPrefix} {
		s := scoredStore(t)
		addTitled(t, s, 12, 300)
		catchUp(t, s)
		if _, err := s.Answer(t.Context(), one(sampleIDs(0, 2)...), feed.Answer{Dismiss: true}); err != nil {
			t.Fatal(err)
		}
		tagAs(t, s, feed.ByUser, "weather", 4)
		if _, err := s.Tag(t.Context(), one(sampleIDs(4)...), feed.Tagging{Remove: []feed.ID{feed.ThemeID("weather")}}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.SetFlag(t.Context(), one(sampleIDs(0, 2, 4)...), feed.FlagTrashed, true); err != nil {
			t.Fatal(err)
		}
		spoilt := 0
		_, err := s.update(t.Context(), func(t *tx) error {
			for k, v := range t.up(inSet, []byte(prefix)) {
				if spoilt++; !hasPrefix(k, prefix) {
					return errUnchanged
				}
				v := bytes.Clone(v)
				v[len(v)-1] ^= 1
				return t.putPlain(inSet, bytes.Clone(k), v)
			}
			return nil
		})
		if err != nil || spoilt != 1 {
			t.Fatal(prefix, spoilt, err)
		}
		if n, err := s.EmptyTrash(t.Context()); err != nil || n != 3 {
			t.Errorf("beside damaged %s: %d destroyed, %v", prefix, n, err)
		}
		catchUp(t, s)
		sound(t, s)
	}
}
