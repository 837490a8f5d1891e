package ui

import (
	"context"
	"testing"
)

// A list of subscriptions taken in as a file says what is followed now, and how
// it is asked.
func TestImportOfAList(t *testing.T) {
	o := Options{Import: func(context.Context, string, func(int)) (ImportResult, error) {
		return ImportResult{Followed: 12}, nil
	}}
	b := at(t, setup{w: 80, h: 24, o: o}).keys("i").typed("/x/list.opml").keys("enter")
	b.shows("Following 12 sources — R asks them")
}

// What was left out is told, and that nothing came is no success.
func TestImportLeavesOut(t *testing.T) {
	r := ImportResult{Added: 3, Left: []Left{{"hidden", 1}, {"unknown", 4}, {"deleted", 2}, {"no such", 9}}}
	for _, added := range []int{3, 0} {
		r.Added = added
		o := Options{Import: func(context.Context, string, func(int)) (ImportResult, error) { return r, nil }}
		b := at(t, setup{w: 120, h: 24, o: o}).keys("i").typed("/x").keys("enter")
		b.shows("left out: 1 hidden file, 4 files of a kind that is not read, 2 deleted there")
		if b.m.toast.done != (added > 0) {
			t.Errorf("%d articles: told as a success: %v", added, b.m.toast.done)
		}
	}
}
