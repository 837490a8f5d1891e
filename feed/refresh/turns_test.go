package refresh

import (
	"sync"
	"testing"
)

// What waits to be read and what is on its way stay within bounds, whatever the
// sizes of answers.
func TestLarderBounds(t *testing.T) {
	const most, size = 24 << 20, 4 << 20
	l := newLarder(most)
	var mu sync.Mutex
	var stored, top int
	eat := make(chan struct{}, 100)
	var asking sync.WaitGroup
	for range 100 {
		asking.Go(func() {
			l.expect()
			l.came(size)
			mu.Lock()
			stored += size
			top = max(top, stored)
			mu.Unlock()
			eat <- struct{}{}
		})
	}
	for range 100 {
		<-eat
		mu.Lock()
		stored -= size
		mu.Unlock()
		l.eaten(size)
	}
	asking.Wait()
	// The first are asked for before any size is known.
	if limit := most + most/firstGuess*size; top > limit {
		t.Errorf("%d MiB at once, want at most %d", top>>20, limit>>20)
	}
}

func TestLarderFull(t *testing.T) {
	for _, c := range []struct {
		name                string
		have, coming, usual int
		want                bool
	}{
		{"nothing there", 0, 0, 1000, false},
		{"room for one more", 50, 2, 10, false},
		{"no room beside what is coming", 50, 5, 10, true},
		{"no room beside what waits", 95, 0, 10, true},
		{"far too much waits", 500, 0, 10, true},
		{"answers without a body", 0, 50, 0, false},
	} {
		l := &larder{most: 100, have: c.have, coming: c.coming, usual: c.usual}
		if got := l.full(); got != c.want {
			t.Errorf("%s: full %v, want %v", c.name, got, c.want)
		}
	}
	l := newLarder(100)
	l.usual = 10
	l.expect()
	l.came(500) // longer than all there is room for
	waited := make(chan struct{})
	go func() {
		l.expect()
		close(waited)
	}()
	l.eaten(500)
	<-waited
}

func TestGateBounds(t *testing.T) {
	g := newGate(3, 10)
	leave := []func(){g.enter(4), g.enter(4)}
	entered := make(chan func())
	go func() { entered <- g.enter(4) }()
	select {
	case <-entered:
		t.Fatal("three with more bytes than are let in together")
	default:
	}
	leave[0]()
	leave[0]() // twice is once
	third := <-entered
	leave[1]()
	third()
	g.enter(1000)() // alone it is let in
	if g.inside != 0 || g.within != 0 {
		t.Errorf("%d bodies with %d bytes are still inside", g.inside, g.within)
	}
}

// Hosts come in turn, feeds before pages, only so many of one host at once.
func TestTurnsOrder(t *testing.T) {
	q := newTurns(1)
	var got []string
	add := func(host, name string, page bool) {
		q.push(job{host: host, page: page, run: func(func()) { got = append(got, name) }})
	}
	add("a", "a page", true)
	for _, n := range []string{"a1", "a2", "a3"} {
		add("a", n, false)
	}
	add("b", "b1", false)
	add("b", "b2", false)
	var held []func()
	for range 2 {
		j, free, _ := q.pop()
		j.run(free)
		held = append(held, free)
	}
	if got[0] != "a1" || got[1] != "b1" {
		t.Fatalf("first %q", got)
	}
	more := make(chan job)
	go func() {
		j, _, _ := q.pop()
		more <- j
	}()
	select {
	case <-more:
		t.Fatal("two of one host at once")
	default:
	}
	held[1]()
	held[1]() // twice is once
	(<-more).run(nil)
	if got[2] != "b2" {
		t.Errorf("third %q", got[2])
	}
	held[0]()
	for range 3 {
		j, free, _ := q.pop()
		j.run(free)
		free()
	}
	if want := "a page"; got[len(got)-1] != want {
		t.Errorf("order %q, want the page last", got)
	}
	q.close()
	if _, _, ok := q.pop(); ok {
		t.Error("a job after the end")
	}
}
