package store

import (
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"veille/feed"
	"veille/feed/query"
)

// harm changes a file behind the program's back.
func harm(t *testing.T, s *Store, fn func(*tx) error) {
	t.Helper()
	if _, err := s.update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// wordyStore has some hundred articles of random words in several segments.
func wordyStore(t *testing.T, r *rand.Rand, n int) *Store {
	t.Helper()
	s := newStore(t)
	for i := 0; i < n; {
		var in []feed.Incoming
		for range min(n-i, 40) {
			in = append(in, wordy(r, i))
			i++
		}
		add(t, s, in...)
	}
	return s
}

// TestCheckFindsAWrongIndex harms the index in every way it can be wrong: a
// check finds it, says that only the index is wrong, and making it anew cures it.
func TestCheckFindsAWrongIndex(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 9))
	firstBlock := func(x *tx) (k, p []byte) {
		for k, v := range x.up(inPost, nil) {
			p, _ := inPost.unseal(k, v)
			return slices.Clone(k), slices.Clone(p)
		}
		return nil, nil
	}
	for _, c := range []struct {
		name string
		do   func(*tx) error
		deep bool // only a full check finds it
	}{
		{"seal", func(x *tx) error {
			k, p := firstBlock(x)
			p[len(p)/2] ^= 1
			return x.putPlain(inPost, k, append(p, 1, 2, 3, 4))
		}, false},
		{"block gone", func(x *tx) error {
			k, _ := firstBlock(x)
			return x.del(inPost, k)
		}, true},
		{"term of other docs", func(x *tx) error {
			k, _ := firstBlock(x)
			var w blockWriter
			last, _ := splitBlockKey(k)
			w.add(last, []uint16{0})
			return x.put(inPost, k, slices.Clip(w.finish()[0].payload))
		}, true},
		{"stray block", func(x *tx) error {
			return x.put(inPost, append(binary.BigEndian.AppendUint32(nil, 9999), "\x01a\x00\x00\x00"...), []byte{0, 2, 1, 'a', 2, 0})
		}, false},
		{"segment gone", func(x *tx) error {
			list, err := x.segments()
			if err != nil {
				return err
			}
			return x.del(inSeg, docKey(list[1].first))
		}, false},
		{"list unreadable", func(x *tx) error { return x.putPlain(inSeg, docKey(0), []byte("x")) }, false},
		{"segments overlap", func(x *tx) error {
			return x.put(inSeg, docKey(3), segment{first: 3, end: 5, number: 2}.value())
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := wordyStore(t, r, fewer(120, 70))
			sound(t, s)
			harm(t, s, c.do)
			for _, full := range []bool{false, true} {
				got, err := s.Check(t.Context(), full)
				if err != nil || got.OK() == (full || !c.deep) || !got.OK() && !got.OnlyIndex() {
					t.Errorf("full %v: %q, %v", full, got.Faults, err)
				}
			}
			if err := s.Reindex(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			sound(t, s)
			checkWords(t, r, s, 15)
		})
	}
}

// TestSearchSaysThatTheIndexIsDamaged holds that a damaged block ends a search
// in an error, not in a wrong answer.
func TestSearchSaysThatTheIndexIsDamaged(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 30)
	harm(t, s, func(x *tx) error {
		for k := range x.up(inPost, nil) {
			return x.putPlain(inPost, slices.Clone(k), []byte("no block"))
		}
		return nil
	})
	_, err := s.Find(t.Context(), wordQuery("crane"))
	if !isDamaged(err) || !strings.Contains(err.Error(), "post") {
		t.Errorf("%v", err)
	}
}

// TestReindexGoesOn interrupts the making of the index: what there is answers,
// and the next time goes on.
func TestReindexGoesOn(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	s := wordyStore(t, r, 200)
	before := segmentsOf(t, s)
	// A new segment ends with the segments it replaces, so that a small one
	// between two of the others makes two parts.
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Reindex(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	above, err := s.beginReindex(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if done, err := s.remake(t.Context(), indexPart{first: before[0].first, end: before[0].end, old: before[:1], fresh: true}); !done || err != nil {
		t.Fatal(done, err)
	}
	add(t, s, wordy(r, 200))
	checkWords(t, r, s, 20)
	var told []int
	if err := s.Reindex(t.Context(), func(done, total int) {
		if total != 201 {
			t.Errorf("%d of %d", done, total)
		}
		told = append(told, done)
	}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []int{200}) {
		t.Errorf("told of %v", told)
	}
	for _, g := range segmentsOf(t, s) {
		if g.number <= above {
			t.Errorf("segment %+v is an old one", g)
		}
	}
	sound(t, s)
	checkWords(t, r, s, 20)
}

func TestStaleIn(t *testing.T) {
	g := func(first, end, number uint32) segment { return segment{first, end, number} }
	for _, c := range []struct{ list, want []segment }{
		{[]segment{g(9, 9, 6)}, []segment{g(0, 9, 0)}},
		{[]segment{g(0, 3, 1), g(3, 5, 6), g(5, 9, 2), g(9, 9, 6)}, []segment{g(0, 3, 1)}},
		{[]segment{g(0, 3, 7), g(5, 6, 2), g(7, 9, 3), g(9, 9, 6)}, []segment{g(3, 5, 0), g(5, 6, 2), g(6, 7, 0), g(7, 9, 3)}},
		{[]segment{g(0, 3, 7), g(3, 9, 6), g(9, 9, 6)}, nil},
	} {
		if got := staleIn(c.list, 5); !slices.Equal(got, c.want) {
			t.Errorf("of %v: %v, want %v", c.list, got, c.want)
		}
	}
}

// wordQuery asks for one word.
func wordQuery(line string) query.Query {
	return query.Query{Expr: query.Words{Text: line}}
}

// rawSegments counts the segments of a file of any schema.
func rawSegments(t *testing.T, path string) (n int) {
	t.Helper()
	s := &Store{path: path, wait: testOptions().Wait, now: testOptions().Now}
	_, err := s.runBolt(t.Context(), false, func(b *bbolt.Tx) error {
		n = b.Bucket([]byte(bucketNames[inSeg])).Stats().KeyN
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestUpgradeGoesOn stops the upgrade of a file of schema 1 after each part,
// and changes articles as an older veille would meanwhile.
func TestUpgradeGoesOn(t *testing.T) {
	path := unpackKept(t, "v1.db")
	begin := func() *Store {
		s := &Store{path: path, wait: testOptions().Wait, now: testOptions().Now, schema: schemaVersion}
		parts := 0
		s.upgrades = map[uint32]upgrade{1: func(u *climbing, at []byte) ([]byte, error) {
			if parts++; parts > 2 {
				return nil, errPulled
			}
			return inPieces(u, at, 6)
		}}
		return s
	}
	s := begin()
	if err := s.open(t.Context(), Options{}); !errors.Is(err, errPulled) {
		t.Fatal(err)
	}
	if segs := rawSegments(t, path); segs != 2 {
		t.Errorf("%d segments after two parts", segs)
	}
	// The older program corrects an article that had its turn.
	correctAsOlder(t, path, 1, sample(0).Article.ID, func(h *feed.Head) { h.Title = "Lanternes corrigées" })
	s = begin()
	if err := s.open(t.Context(), Options{}); !errors.Is(err, errPulled) {
		t.Fatal(err)
	}
	if segs := rawSegments(t, path); segs != 2 {
		t.Errorf("%d segments: it did not begin anew", segs)
	}
	var told [][2]int
	o := testOptions()
	o.Progress = func(done, total int) { told = append(told, [2]int{done, total}) }
	s, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, [][2]int{{20, 20}, {20, 20}, {20, 20}, {20, 20}}) { // of one upgrade and of the next three
		t.Errorf("told of %v", told)
	}
	sound(t, s)
	if n := find(t, s, wordQuery("lanternes").Expr).Len(); n != 1 {
		t.Errorf("%d found by the new title", n)
	}
	checkWords(t, rand.New(rand.NewPCG(1, 1)), s, 20)
	if _, err := os.Stat(path + ".v1.bak"); err != nil {
		t.Error(err)
	}
}
