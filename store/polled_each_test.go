package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

// partTold is what KeepEach told of one part.
type partTold struct {
	kept []feed.Kept
	err  error
}

func keepEach(t *testing.T, s *Store, parts iter.Seq[[]feed.Polled]) (out []partTold) {
	t.Helper()
	s.KeepEach(t.Context(), parts, func(kept []feed.Kept, err error) { out = append(out, partTold{kept, err}) })
	return out
}

// What comes in parts is kept as if each had come by itself.
func TestKeepEachAsKeep(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 21))
	var parts [][]feed.Polled
	sources := []feed.Source{gazette(1), gazette(2), gazette(3)}
	one, two := newStore(t), newStore(t)
	followed := follow(t, one, sources...)
	follow(t, two, sources...)
	for n := range 40 {
		part := []feed.Polled{}
		for _, src := range followed {
			p := feed.Polled{Source: src.ID, Poll: feed.Poll{Tried: testNow, ETag: fmt.Sprint(n)}}
			for range r.IntN(5) {
				i := r.IntN(60)
				p.In = append(p.In, dispatch(src.ID, fmt.Sprint(i), fmt.Sprintf("%s/%d", src.Feed, i), fmt.Sprint("Item ", i), longText(fmt.Sprintf("lock%d of %d", i, r.IntN(2)))))
			}
			part = append(part, p)
		}
		parts = append(parts, part)
	}
	got := keepEach(t, one, slices.Values(parts))
	if len(got) != len(parts) {
		t.Fatalf("told of %d parts", len(got))
	}
	for i, part := range parts {
		want := keep(t, two, part...)
		if got[i].err != nil {
			t.Fatalf("part %d: %v", i, got[i].err)
		}
		for j := range want {
			if g, w := got[i].kept[j], want[j]; g.New != w.New || !slices.Equal(g.IDs, w.IDs) {
				t.Errorf("part %d, source %d: %+v, want %+v", i, j, g, w)
			}
		}
	}
	a, _ := one.Polls(t.Context())
	b, _ := two.Polls(t.Context())
	for _, src := range followed {
		if a[src.ID] != b[src.ID] {
			t.Errorf("polls: %+v, want %+v", a[src.ID], b[src.ID])
		}
	}
}

// A part is told of without one more having come.
func TestKeepEachTellsAtOnce(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	through := make(chan struct{}, 3)
	parts := func(yield func([]feed.Polled) bool) {
		for i := range 3 {
			in := dispatch(src.ID, fmt.Sprint(i), "", "Lock", longText(fmt.Sprint("lock", i)))
			if !yield([]feed.Polled{{Source: src.ID, Poll: feed.Poll{Tried: testNow}, In: []feed.Arrival{in}}}) {
				return
			}
			<-through
		}
	}
	n := 0
	s.KeepEach(t.Context(), parts, func(kept []feed.Kept, err error) {
		if err != nil || kept[0].New != 1 {
			t.Errorf("%+v, %v", kept, err)
		}
		n++
		through <- struct{}{}
	})
	if n != 3 {
		t.Errorf("told %d times", n)
	}
}

// A part is taken while the one before waits to be written, and what both say is
// kept once.
func TestKeepEachAhead(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	locked, release, freed := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		_, err := s.update(context.Background(), func(*tx) error {
			close(locked)
			<-release
			return errUnchanged
		})
		freed <- err
	}()
	<-locked
	parts := func(yield func([]feed.Polled) bool) {
		for i := range 2 {
			if i == 1 {
				close(release)
			}
			in := dispatch(src.ID, fmt.Sprint(i), "", "Lock", longText("lock"))
			if !yield([]feed.Polled{{Source: src.ID, Poll: feed.Poll{Tried: testNow}, In: []feed.Arrival{in}}}) {
				return
			}
		}
	}
	got := keepEach(t, s, parts)
	if err := <-freed; err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].kept[0].New != 1 || got[1].kept[0].New != 0 {
		t.Errorf("%+v", got)
	}
}

// An error ends it: no more parts are taken.
func TestKeepEachError(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	ctx, cancel := context.WithCancel(t.Context())
	taken := 0
	parts := func(yield func([]feed.Polled) bool) {
		for i := range 10 {
			taken++
			in := dispatch(src.ID, fmt.Sprint(i), "", "Lock", longText(fmt.Sprint("lock", i)))
			if !yield([]feed.Polled{{Source: src.ID, Poll: feed.Poll{Tried: testNow}, In: []feed.Arrival{in}}}) {
				return
			}
		}
	}
	var got []partTold
	s.KeepEach(ctx, parts, func(kept []feed.Kept, err error) {
		got = append(got, partTold{kept, err})
		if len(got) == 3 {
			cancel()
		}
	})
	if len(got) != taken || taken < 4 || taken > 5 {
		t.Fatalf("%d parts were taken, %d told of", taken, len(got))
	}
	for i, g := range got {
		if i < 3 && g.err != nil || i >= 3 && !errors.Is(g.err, context.Canceled) {
			t.Errorf("part %d: %v", i, g.err)
		}
	}
}

// Segments are merged beside the batches, and all are merged that should be when the
// last one is written.
func TestKeepEachMerges(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	const n = 2 * tierStep
	parts := func(yield func([]feed.Polled) bool) {
		for i := range n {
			in := dispatch(src.ID, fmt.Sprint(i), "", fmt.Sprintf("Lock%d", i), longText(fmt.Sprint("lock", i)))
			if !yield([]feed.Polled{{Source: src.ID, Poll: feed.Poll{Tried: testNow}, In: []feed.Arrival{in}}}) {
				return
			}
		}
	}
	if got := keepEach(t, s, parts); len(got) != n {
		t.Fatalf("told of %d parts", len(got))
	}
	list := segmentsOf(t, s)
	if len(list) >= tierStep || mergeable(list) != nil || list[len(list)-1].end != n {
		t.Errorf("segments %v", list)
	}
	for i := range n {
		if hits := find(t, s, query.Words{Text: fmt.Sprintf("Lock%d", i), In: "title"}); hits.Len() != 1 {
			t.Errorf("%d articles of word %d", hits.Len(), i)
		}
	}
}
