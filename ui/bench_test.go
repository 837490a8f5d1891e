package ui

import (
	"fmt"
	"testing"

	"veille/feed"
)

func BenchmarkViewUnchanged(b *testing.B) {
	m := at(b, setup{w: 160, h: 50}).m
	for b.Loop() {
		_ = m.View()
	}
}

// BenchmarkKeyDown is what a held key costs: update, what follows from it, and
// a frame.
func BenchmarkKeyDown(b *testing.B) {
	x := at(b, setup{w: 160, h: 50})
	down, up := keyPress("j"), keyPress("k")
	for i := 0; b.Loop(); i++ {
		if i/20%2 == 0 {
			x.m.Update(down)
		} else {
			x.m.Update(up)
		}
		_ = x.m.View()
	}
}

func BenchmarkScrollReader(b *testing.B) {
	x := at(b, setup{w: 80, h: 24}).keys("j j enter")
	down, up := keyPress("j"), keyPress("k")
	for i := 0; b.Loop(); i++ {
		if i/10%2 == 0 {
			x.m.Update(down)
		} else {
			x.m.Update(up)
		}
		_ = x.m.View()
	}
}

func BenchmarkViewOverlay(b *testing.B) {
	m := at(b, setup{w: 160, h: 50}).keys("/").m
	for b.Loop() {
		_ = m.View()
	}
}

// BenchmarkSidebarWithin is what the sidebar costs when the numbers of a search
// have come, with two thousand sources.
func BenchmarkSidebarWithin(b *testing.B) {
	lib := newsroom()
	for i := range 2000 {
		s := feed.Source{Name: fmt.Sprintf("Sample Gazette %d", i)}
		s.ID = feed.SourceID(s.Name)
		lib.sources = append(lib.sources, s)
		a := feed.Article{Head: feed.Head{Title: fmt.Sprintf("Harbour dues, part %d", i), Lang: "en", Source: s.Name, SourceID: s.ID, Published: lib.now}}
		a.ID = feed.NewID("article", a.Title)
		lib.put(a)
	}
	x := at(b, setup{w: 200, h: 60, lib: lib}).keys("/").typed("harbour").ring()
	for b.Loop() {
		x.m.side.build(x.m)
		_ = x.m.View()
	}
}

// BenchmarkManySources is what it costs the event loop that the numbers of two
// thousand sources in twenty folders are learnt anew, as each second while they
// are refreshed.
func BenchmarkManySources(b *testing.B) {
	lib := pressroom()
	for i := range 2000 {
		s := numbered40(i)
		s.Folder = fmt.Sprintf("Folder %d/Part %d", i%10, i%2)
		lib.sources = append(lib.sources, s)
	}
	x := at(b, setup{w: 160, h: 50, lib: lib})
	f, err := learn(x.m.ctx, lib)
	if err != nil {
		b.Fatal(err)
	}
	base := newBase(&f, x.m.words, x.m.o.Now())
	for b.Loop() {
		x.m.Update(factsMsg{facts: f, base: base})
	}
}
