package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"veille/feed"
	"veille/feed/query"
)

// again ends a reader and starts another with what was kept.
func (b *bench) again(o Options) *bench {
	b.Helper()
	o.Session = b.m.state()
	return at(b, setup{w: b.m.w, h: b.m.h, lib: b.lib, o: o})
}

// The article that was read has left the view of the unread: the next start
// stands on the one that came after it, or before it at the end.
func TestStartsBesideWhatWasRead(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("g u enter n n m")
	next, _ := b.m.list.at(b.m.list.cursor + 1)
	got, _ := b.again(Options{}).m.current()
	if got.ID != next.ID {
		t.Errorf("stands on %q, want %q", got.Title, next.Title)
	}
	b.keys("esc G")
	last, _ := b.m.current()
	before, _ := b.m.list.at(b.m.list.cursor - 1)
	if b.keys("m"); !b.article(last.Title).Read {
		t.Fatal("the last one is not read")
	}
	if got, _ = b.again(Options{}).m.current(); got.ID != before.ID {
		t.Errorf("stands on %q, want %q", got.Title, before.Title)
	}
}

// With none of the neighbours there, the position counts.
func TestStartsAtThePosition(t *testing.T) {
	lib := newsroom()
	s := Session{Article: feed.NewID(), Near: []feed.ID{feed.NewID()}, Row: 7}
	at(t, setup{w: 120, h: 40, lib: lib, o: Options{Session: s}}).stands("8/40")
}

func TestOrderIsKept(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("S o")
	if b = b.again(Options{}); b.m.list.query.Sort != query.Oldest {
		t.Error("the order is forgotten")
	}
	if b = b.again(Options{Query: "is:unread"}); b.m.list.query.Sort != query.Newest {
		t.Error("a view asked for at the start took the order of another")
	}
}

// A window in which an article fits whole does not make it forget where it was
// read.
func TestPlaceSurvivesATallWindow(t *testing.T) {
	for _, other := range []tea.WindowSizeMsg{{Width: 80, Height: 200}, {Width: 170, Height: 200}, {Width: 60, Height: 90}} {
		b := at(t, setup{w: 80, h: 16}).keys("enter z j j j j j j j")
		r := &b.m.reader
		was, top := r.place(), r.top
		if was == (feed.Place{}) {
			t.Fatal("not scrolled into the text")
		}
		drive(b, b.m, other)
		if r.top != 0 {
			t.Fatalf("%v: the article does not fit whole", other)
		}
		drive(b, b.m, tea.WindowSizeMsg{Width: 80, Height: 16})
		if r.place() != was || r.top != top {
			t.Errorf("%v: stands at %v, line %d, was at %v, line %d", other, r.place(), r.top, was, top)
		}
	}
}
