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

func init() { roles["care"] = childCare }

// childCare adds articles, tags them, writes the file anew and makes the index
// anew, over and over.
func childCare(ctx context.Context, s *Store, from, count int) error {
	for done := 0; done < count; {
		n := min(1+done%23, count-done)
		if _, err := s.Add(ctx, samples(from+done, n), nil); err != nil {
			return err
		}
		done += n
		fmt.Println("ACK", from+done)
		ids := one(sample(from + done - 1).Article.ID)
		if _, err := s.Tag(ctx, ids, feed.Tagging{Add: []feed.ID{feed.ThemeID("gardens")}}); err != nil {
			return err
		}
		if done%3 == 0 {
			if _, err := s.Compact(ctx, nil); err != nil && !errors.Is(err, feed.ErrBusy) {
				return err
			}
		}
		if done%5 == 0 {
			if err := s.Reindex(ctx, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// TestKillCare kills processes that write file and index anew beside another
// that adds. What was acknowledged must be there, and the index must say what
// the articles say.
func TestKillCare(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "killed.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 150)
	const first, second = 10_000, 500_000
	r := rand.New(rand.NewPCG(3, 31))
	next, beside := first, second
	for i := range max(kills()/2, 1) {
		a, b := start(t, "care", path, next, 100_000), start(t, "import", path, beside, 100_000)
		a.read(t, r.IntN(9))
		<-time.After(time.Duration(r.IntN(20_000)) * time.Microsecond) // anywhere in the work
		a.kill(t)
		b.kill(t)
		next, beside = checkAdded(t, s, next, a.ack), checkAdded(t, s, beside, b.ack)
		sound(t, s)
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
	}
	checkAdded(t, s, first, next)
	checkAdded(t, s, second, beside)
	if _, err := s.Compact(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
