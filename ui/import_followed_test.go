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
