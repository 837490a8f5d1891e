package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"veille/feed"
)

func init() {
	roles["tell"], roles["hand"] = childTell, childHand
}

const (
	killedTales = 40 // dispatches that are told again and again
	killedHands = 60 // articles that resemble none
)

func toldNumber(i int) feed.Incoming {
	return tellingOf(fmt.Sprint("t", i), "fr", wireText("fr", i%killedTales, 12), i%killedTales)
}

func handID(i int) feed.ID { return storyID(fmt.Sprint("h", i)) }

// childTell tells dispatches again, works out their stories and, now and then, all
// stories anew.
func childTell(ctx context.Context, s *Store, from, count int) error {
	for i := from; i < from+count; i++ {
		if _, err := s.Add(ctx, func(yield func(feed.Incoming) bool) { yield(toldNumber(i)) }, nil); err != nil {
			return err
		}
		if i%9 == 0 {
			if _, err := s.update(ctx, func(t *tx) error { t.is.grouped = 0; return nil }); err != nil {
				return err
			}
		}
		if _, err := s.CatchUp(ctx, 7, nil); err != nil {
			return err
		}
		fmt.Println("ACK", i+1)
	}
	return nil
}

// childHand joins articles that resemble none, parts them, and takes every third
// change back.
func childHand(ctx context.Context, s *Store, from, count int) error {
	r := rand.New(rand.NewPCG(uint64(from), 2))
	for i := from; i < from+count; i++ {
		ids := []feed.ID{handID(r.IntN(killedHands)), handID(r.IntN(killedHands)), handID(r.IntN(killedHands))}
		var err error
		if i%4 == 0 {
			_, err = s.LeaveStory(ctx, ids)
		} else {
			_, err = s.JoinStory(ctx, ids)
		}
		if err == nil && i%3 == 0 {
			_, err = s.Undo(ctx)
		}
		if err != nil && !errors.Is(err, feed.ErrNothing) {
			return err
		}
		fmt.Println("ACK", i+1)
	}
	return nil
}

// TestKillStories kills processes that work out stories and that join and part them by
// hand, at any moment. The file is sound then, what is told alike is one story in the
// end, and what the user has decided holds.
func TestKillStories(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "killed.db")
	s := openAt(t, path)
	for i := range killedHands {
		add(t, s, tellingOf(fmt.Sprint("h", i), "en", wireText("en", 1000+i, 8), i))
	}
	catchUp(t, s)
	r := rand.New(rand.NewPCG(9, 41))
	next := 0
	for i := range max(kills()/4, 1) {
		a, b := start(t, "tell", path, next, 100_000), start(t, "hand", path, 1000*i, 100_000)
		a.read(t, next+1+r.IntN(12))
		<-time.After(time.Duration(r.IntN(20_000)) * time.Microsecond) // anywhere in the work
		a.kill(t)
		b.kill(t)
		next = max(a.ack, next) // one more may be there, which is then known
		sound(t, s)
		catchUp(t, s)
		sound(t, s)
		holdsDecided(t, s)
		agreeOnStories(t, s)
		checkTold(t, s, next)
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
	}
}

// checkTold holds that dispatches are one story each, and that others are in one only
// by hand.
func checkTold(t *testing.T, s *Store, until int) {
	t.Helper()
	told, hand := toldAndDecided(t, s)
	of := map[uint32]int{}
	for i, docs := range told {
		for _, d := range docs {
			of[d] = i + 1
		}
	}
	err := s.view(t.Context(), func(x *tx) error {
		stories, docs := map[int]int{}, map[int]int{}
		for i := range until {
			doc, found, err := x.doc(toldNumber(i).Article.ID)
			if err != nil || !found {
				return errors.Join(err, fmt.Errorf("article %d of %d is gone", i, until))
			}
			tale := i % killedTales
			if docs[tale]++; docs[tale] > 1 && (of[doc] == 0 || of[doc] != stories[tale] && stories[tale] != 0) {
				return fmt.Errorf("version %d of dispatch %d is in story %d, others in %d", i, tale, of[doc], stories[tale])
			}
			stories[tale] = of[doc]
		}
		for i := range killedHands {
			doc, err := x.mustDoc(handID(i))
			if err != nil {
				return err
			}
			if of[doc] == 0 {
				continue
			}
			for _, other := range told[of[doc]-1] {
				if hand[doc].tie == 0 || hand[other].tie != hand[doc].tie {
					return fmt.Errorf("documents %d and %d are one story by nobody", doc, other)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
