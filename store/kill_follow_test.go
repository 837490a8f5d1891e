package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"veille/feed"
)

func init() { roles["refresh"] = childRefresh }

const keptARound = 120

// childRefresh keeps what a source brings, round after round: new items and new
// versions of some from the round before. Its Poll says which round it was.
// The number of the first round, by ten thousand, is that of the source.
func childRefresh(ctx context.Context, s *Store, from, count int) error {
	src, _, err := s.Follow(ctx, []feed.Source{gazette(from / 10_000)})
	if err != nil {
		return err
	}
	id := src[0].ID
	for round := from; round < from+count; round++ {
		in := feed.Polled{Source: id, Poll: feed.Poll{Tried: testNow, ETag: strconv.Itoa(round)}, Name: fmt.Sprint("Called ", round)}
		for i := range keptARound {
			in.In = append(in.In, followedItem(id, round*keptARound+i, 0))
			if i < 10 && round%10_000 > 0 {
				in.In = append(in.In, followedItem(id, (round-1)*keptARound+i, 1))
			}
		}
		if _, err := s.Keep(ctx, []feed.Polled{in}); err != nil {
			return err
		}
		fmt.Println("ACK", round+1)
	}
	return nil
}

// TestKillRefresh kills processes that keep what two sources bring, at any
// moment. A Poll on disk means that all of its articles are, and what was
// acknowledged is there.
func TestKillRefresh(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "killed.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 50)
	r := rand.New(rand.NewPCG(5, 37))
	next := []int{10_000, 20_000}
	for i := range max(kills()/2, 1) {
		a, b := start(t, "refresh", path, next[0], 10_000), start(t, "refresh", path, next[1], 10_000)
		a.read(t, 1+r.IntN(4))
		<-time.After(time.Duration(r.IntN(20_000)) * time.Microsecond) // anywhere in the work
		a.kill(t)
		b.kill(t)
		for n, ack := range []int{a.ack, b.ack} {
			next[n] = checkRefreshed(t, s, next[n], ack)
		}
		sound(t, s)
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
	}
}

// checkRefreshed returns the round that comes next.
func checkRefreshed(t *testing.T, s *Store, from, ack int) int {
	t.Helper()
	id := feed.FeedID(gazette(from / 10_000).Feed)
	polls, err := s.Polls(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	done := from
	if tag := polls[id].ETag; tag != "" {
		last, err := strconv.Atoi(tag)
		if err != nil {
			t.Fatal(err)
		}
		done = max(last+1, from)
	}
	if done < ack {
		t.Fatalf("rounds up to %d were acknowledged, the poll is of %d", ack, done-1)
	}
	for round := from; round < done; round++ {
		for i := range keptARound {
			want := followedItem(id, round*keptARound+i, 0)
			a, err := s.Article(t.Context(), want.Sent.ID)
			if errors.Is(err, feed.ErrNotFound) || err == nil && a.Title != want.Article.Title {
				t.Fatalf("round %d is polled, article %d is not there: %v", round, i, err)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return done
}
