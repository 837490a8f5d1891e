package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"veille/feed"
)

func TestZZStress(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 3))
		s := newStore(t)
		followed := follow(t, s, gazette(1), gazette(2), gazette(3))
		var parts [][]feed.Polled
		n := 0
		type exp struct{ upto map[feed.ID][]feed.ID }
		want := map[string][]feed.ID{} // etag -> ids which must be there
		sofar := map[feed.ID][]feed.ID{}
		for pn := range 12 {
			var part []feed.Polled
			for _, src := range followed {
				etag := fmt.Sprintf("%s-%d", src.ID, pn)
				p := feed.Polled{Source: src.ID, Poll: feed.Poll{Tried: testNow, ETag: etag}}
				for range r.IntN(120) {
					n++
					d := dispatch(src.ID, fmt.Sprint(n), fmt.Sprintf("%s/%d", src.Feed, n), fmt.Sprint("Item ", n), longText(fmt.Sprint("w", n)))
					p.In = append(p.In, d)
					sofar[src.ID] = append(sofar[src.ID], d.Sent.ID)
				}
				want[etag] = append([]feed.ID(nil), sofar[src.ID]...)
				part = append(part, p)
			}
			parts = append(parts, part)
		}
		ctx, cancel := context.WithCancel(t.Context())
		wait := time.Duration(r.IntN(60)) * time.Millisecond
		go func() { time.Sleep(wait); cancel() }()
		var mu sync.Mutex
		told, taken, failed := 0, 0, 0
		var ids []feed.ID
		s.KeepEach(ctx, func(yield func([]feed.Polled) bool) {
			for _, p := range parts {
				taken++
				if !yield(p) {
					return
				}
			}
		}, func(k []feed.Kept, err error) {
			mu.Lock()
			defer mu.Unlock()
			told++
			if err != nil {
				failed++
				return
			}
			if failed > 0 {
				t.Error("good after bad")
			}
			for i, x := range k {
				if len(x.IDs) != x.New || x.New != len(parts[told-1][i].In) {
					t.Errorf("%d new of %d, %d same, refused %v", x.New, len(parts[told-1][i].In), x.Same, x.Refused)
				}
				ids = append(ids, x.IDs...)
			}
		})
		if told != taken {
			t.Errorf("told %d of %d", told, taken)
		}
		for _, id := range ids {
			if _, err := s.Article(t.Context(), id); err != nil {
				t.Fatal("told and not there", err)
			}
		}
		polls, _ := s.Polls(t.Context())
		for _, p := range polls {
			for _, id := range want[p.ETag] {
				if _, err := s.Article(t.Context(), id); err != nil {
					t.Fatalf("poll %s before article", p.ETag)
				}
			}
		}
		t.Log(seed, taken, told, failed, len(ids))
		sound(t, s)
		cancel()
	}
}

func TestZZHuge(t *testing.T) {
	lent := codecs{}
	c, _ := lent.take()
	in := marked(1)
	raw := make([]byte, maxValue+1)
	text := in.Article.Text()
	for i := range raw {
		raw[i] = text[i%len(text)]
	}
	in.Raw.Bytes = raw
	body, plain, _ := c.body(&in.Article)
	rec, err := encodeRaw(c, &in.Raw, plain)
	t.Log(len(rec), err)
	got, err := decodeRaw(c, rec, body)
	t.Log(len(got.Bytes), err)
}
