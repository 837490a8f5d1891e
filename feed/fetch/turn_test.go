package fetch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// crowd asks for turns and writes down who held one when.
type crowd struct {
	t     *turns
	mu    sync.Mutex
	start time.Time
	log   []stay
	wg    sync.WaitGroup
}

type stay struct {
	who, host  string
	from, till time.Duration // since the start
}

func newCrowd(all, perHost int, gap time.Duration) *crowd {
	return &crowd{t: newTurns(all, perHost, gap), start: time.Now()}
}

// come asks for a turn and keeps it for d.
func (c *crowd) come(who, host string, d time.Duration) {
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		k, _, err := c.t.wait(context.Background(), host)
		if err != nil || k == nil {
			return
		}
		from := time.Since(c.start)
		time.Sleep(d)
		c.mu.Lock()
		c.log = append(c.log, stay{who, host, from, time.Since(c.start)})
		c.mu.Unlock()
		k.end()
	}()
	synctest.Wait() // so that they come in order
}

// done waits for all and returns their stays by start.
func (c *crowd) done() []stay {
	c.wg.Wait()
	slices.SortStableFunc(c.log, func(a, b stay) int {
		if a.from != b.from {
			return int(a.from - b.from)
		}
		return int(a.till - b.till)
	})
	return c.log
}

func checkStays(t *testing.T, got []stay, want ...string) {
	t.Helper()
	var list []string
	for _, s := range got {
		list = append(list, fmt.Sprintf("%s %s %s", s.who, s.from, s.till))
	}
	if !slices.Equal(list, want) {
		t.Errorf("turns:\n got %q\nwant %q", list, want)
	}
}

func TestTurnsOfOneHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(8, 1, time.Second)
		for _, who := range []string{"a", "b", "c"} {
			c.come(who, "quai", 2*time.Second)
		}
		checkStays(t, c.done(), "a 0s 2s", "b 3s 5s", "c 6s 8s")
	})
}

func TestTurnsPerHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(8, 2, -1)
		for i, who := range []string{"a", "b", "c", "d"} {
			c.come(who, "quai", time.Duration(i+1)*time.Second)
		}
		checkStays(t, c.done(), "a 0s 1s", "b 0s 2s", "c 1s 4s", "d 2s 6s")
	})
}

// Who waits for a busy host takes no place from others.
func TestTurnsOverall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(2, 1, 10*time.Second)
		c.come("a", "quai", time.Second)
		c.come("b", "quai", time.Second)
		c.come("c", "quai", time.Second)
		c.come("d", "rade", 3*time.Second)
		c.come("e", "môle", 2*time.Second)
		checkStays(t, c.done(), "a 0s 1s", "d 0s 3s", "e 1s 3s", "b 11s 12s", "c 22s 23s")
	})
}

func TestTurnsOldestFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(1, 1, -1)
		c.come("a", "quai", time.Second)
		for i := range 6 {
			c.come(fmt.Sprint(i), fmt.Sprint("host", i%3), time.Second)
		}
		checkStays(t, c.done(), "a 0s 1s", "0 1s 2s", "1 2s 3s", "2 3s 4s", "3 4s 5s", "4 5s 6s", "5 6s 7s")
	})
}

func TestTurnsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(1, 1, -1)
		c.come("a", "quai", 5*time.Second)
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if k, _, err := c.t.wait(ctx, "quai"); err == nil || k != nil || time.Since(c.start) != time.Second {
			t.Errorf("turn %v, error %v after %s", k, err, time.Since(c.start))
		}
		if _, _, err := c.t.wait(ctx, "rade"); err == nil {
			t.Error("a turn for who is done")
		}
		c.come("b", "quai", time.Second)
		checkStays(t, c.done(), "a 0s 5s", "b 5s 6s")
		if c.t.open != 0 {
			t.Errorf("%d turns still out", c.t.open)
		}
	})
}

func TestTurnEndsOnce(t *testing.T) {
	turns := newTurns(1, 1, -1)
	k, _, err := turns.wait(context.Background(), "quai")
	if err != nil {
		t.Fatal(err)
	}
	k.end()
	k.end()
	(*turn)(nil).end()
	if turns.open != 0 {
		t.Errorf("%d turns out", turns.open)
	}
}

func TestBarSendsAwayWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(8, 1, -1)
		k, _, err := turns.wait(context.Background(), "quai")
		if err != nil {
			t.Fatal(err)
		}
		got := make(chan bar, 1)
		go func() {
			_, b, _ := turns.wait(context.Background(), "quai")
			got <- b
		}()
		synctest.Wait()
		until := time.Now().Add(time.Hour)
		turns.shut("quai", bar{until, 429, true})
		turns.shut("quai", bar{until.Add(-time.Minute), 503, true}) // the longer counts
		if b := <-got; !b.until.Equal(until) || b.status != 429 {
			t.Errorf("who waited got %+v", b)
		}
		k.end()
		if k, b, err := turns.wait(context.Background(), "quai"); k != nil || err != nil || !b.until.Equal(until) {
			t.Errorf("who comes later got %v, %+v, %v", k, b, err)
		}
		if k, _, _ := turns.wait(context.Background(), "rade"); k == nil {
			t.Error("another host is barred too")
		}
		time.Sleep(time.Hour)
		if k, _, _ := turns.wait(context.Background(), "quai"); k == nil {
			t.Error("barred for longer than said")
		}
	})
}

func TestOldHostsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(8, 1, time.Second)
		turns.shut("barred", bar{time.Now().Add(time.Hour), 429, true})
		for i := range 5000 {
			k, _, err := turns.wait(context.Background(), fmt.Sprint(i))
			if err != nil {
				t.Fatal(err)
			}
			k.end()
			time.Sleep(10 * time.Millisecond)
		}
		if n := len(turns.hosts); n > 1100 {
			t.Errorf("%d hosts remembered", n)
		}
		if !turns.bar("barred").holds(time.Now()) {
			t.Error("a bar was forgotten")
		}
	})
}

// Whatever comes in whatever order, no limit is passed and everybody gets a turn.
func TestTurnsHoldTheirLimits(t *testing.T) {
	for seed := range uint64(30) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			all, perHost, gap := 1+r.IntN(4), 1+r.IntN(2), time.Duration(r.IntN(3))*time.Second
			c := newCrowd(all, perHost, gap)
			const guests = 60
			left := 0
			for i := range guests {
				host := fmt.Sprint("host", r.IntN(5))
				if r.IntN(8) == 0 {
					ctx, cancel := context.WithTimeout(context.Background(), time.Duration(r.IntN(4000))*time.Millisecond)
					c.wg.Go(func() {
						defer cancel()
						if k, _, err := c.t.wait(ctx, host); err == nil {
							k.end()
						}
					})
					left++
					continue
				}
				c.come(fmt.Sprint(i), host, time.Duration(r.IntN(3000))*time.Millisecond)
				if r.IntN(3) == 0 {
					time.Sleep(time.Duration(r.IntN(2000)) * time.Millisecond)
				}
			}
			stays := c.done()
			if len(stays) != guests-left || c.t.open != 0 || len(c.t.lines) != 0 {
				t.Errorf("seed %d: %d of %d had a turn, %d still out", seed, len(stays), guests-left, c.t.open)
			}
			for _, s := range stays {
				checkLimits(t, seed, s, stays, all, perHost, gap)
			}
		})
	}
}

func checkLimits(t *testing.T, seed uint64, s stay, stays []stay, all, perHost int, gap time.Duration) {
	t.Helper()
	open, host := 0, 0
	for _, o := range stays {
		if o.from <= s.from && o.till > s.from {
			open++
			if o.host == s.host {
				host++
			}
		}
		if o.host == s.host && o.till <= s.from && s.from-o.till < gap && o != s {
			t.Errorf("seed %d: %s started %s after %s ended, gap %s", seed, s.who, s.from-o.till, o.who, gap)
		}
	}
	if open > all || host > perHost {
		t.Errorf("seed %d: %d open of %d, %d of %d at one host", seed, open, all, host, perHost)
	}
}

func BenchmarkTurns(b *testing.B) {
	turns := newTurns(8, 1, -1)
	for i := range b.N {
		k, _, err := turns.wait(context.Background(), fmt.Sprint("host", i%500))
		if err != nil {
			b.Fatal(err)
		}
		k.end()
	}
}

// Two thousand hosts at once.
func BenchmarkTurnsCrowded(b *testing.B) {
	for range b.N {
		turns := newTurns(8, 1, -1)
		var wg sync.WaitGroup
		for i := range 2000 {
			wg.Go(func() {
				if k, _, err := turns.wait(context.Background(), fmt.Sprint("host", i)); err == nil {
					k.end()
				}
			})
		}
		wg.Wait()
	}
}
