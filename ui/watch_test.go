package ui

import (
	"testing"
	"time"

	"veille/feed"
)

// written tells the model of a change by another process and returns what it asks
// for, not run yet.
func (b *bench) written() (ask func()) {
	b.Helper()
	b.m.version = 1
	_, cmd := b.m.Update(versionMsg{version: 2})
	return func() {
		b.Helper()
		if cmd != nil {
			drive(b, b.m, cmd())
		}
	}
}

// While others write without end the view is compared with the file one search
// at a time, and a slow one rests.
func TestComparisonsDoNotPileUp(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("j")
	asked := b.lib.asked["find"]
	first := b.written()
	for range 5 {
		b.written()()
	}
	if n := b.lib.asked["find"] - asked; n != 0 {
		t.Errorf("%d more searches while one was on its way", n)
	}
	b.m.since = func(time.Time) time.Duration { return time.Second }
	first()
	b.written()()
	if n := b.lib.asked["find"] - asked; n != 2 {
		t.Errorf("%d searches, want two: the one that missed changes and one after it", n)
	}
	b.m.since = func(time.Time) time.Duration { return 0 }
	if b.ring(); b.lib.asked["find"] != asked+3 {
		t.Errorf("%d searches after the rest, want one more", b.lib.asked["find"]-asked)
	}
}

// The whole of a slow answer comes though others write while it is searched for.
func TestAWriterDoesNotKeepTheWholeAway(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	l := slowly(b, 8)
	l.press("g u")
	b.stands("1/8+")
	asked := b.lib.asked["find"]
	l.send(versionMsg{version: b.m.version + 5})
	if b.lib.asked["find"] != asked {
		t.Error("the search was begun anew")
	}
	l.settle()
	b.stands("1/32")
	if b.lib.asked["find"] == asked {
		t.Error("what came meanwhile was not looked for")
	}
}

// What came while a search was open is told after it was given up.
func TestNewsAfterASearch(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("j j j /").typed("rail")
	b.arrive(3, feed.Article{Head: feed.Head{Title: "Marées", Lang: "fr", Precision: feed.Minute}})
	b.keys("esc").shows("3 new")
}

// A search that is kept while it is asked for once more is not waited for.
func TestASearchKeptTwice(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("/").typed("rail")
	for _, k := range []string{"s", "backspace"} {
		b.m.Update(keyPress(k)) // its search is given up
	}
	b.ring().keys("enter").lacks(b.m.words.Searching)
	if b.m.list.answered < b.m.list.asked {
		t.Error("an answer is awaited that never comes")
	}
}
