package ui

import "testing"

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
