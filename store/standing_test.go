package store

import (
	"slices"
	"testing"

	"veille/feed"
)

// TestStandingsTogether: what an item is depends on what else stands in the feed.
func TestStandingsTogether(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	const lock, weir = "https://gazette1.example/lock", "https://gazette1.example/weir"
	known := dispatch(src, "1", lock, "The lock", longText("lock"))
	keepOf(t, s, src, known)
	unknown := dispatch(src, "9", weir, "The weir", longText("weir"))
	for _, c := range []struct {
		name string
		in   []feed.Arrival
		want []feed.Standing
	}{
		{"another note under the address of one that is there", []feed.Arrival{dispatch(src, "2", lock, "9.45", "The water falls."), known},
			[]feed.Standing{feed.Unknown, feed.Same}},
		{"the same note without the first", []feed.Arrival{dispatch(src, "2", lock, "9.45", "The water falls.")},
			[]feed.Standing{feed.Changed}},
		{"an ID given twice, two addresses", []feed.Arrival{known, dispatch(src, "1", weir, "The weir", longText("weir"))},
			[]feed.Standing{feed.Same, feed.Unknown}},
		{"an ID given twice, one address", []feed.Arrival{dispatch(src, "1", lock, "The weir", longText("weir")), known},
			[]feed.Standing{feed.Same, feed.Same}},
		{"an ID given twice, both changed", []feed.Arrival{dispatch(src, "1", lock, "One", longText("one")), dispatch(src, "1", lock, "Two", longText("two"))},
			[]feed.Standing{feed.Changed, feed.Same}},
		{"an unknown item twice", []feed.Arrival{unknown, unknown}, []feed.Standing{feed.Unknown, feed.Same}},
		{"an unknown ID for two", []feed.Arrival{unknown, dispatch(src, "9", weir+"/2", "Harvest", longText("apple"))},
			[]feed.Standing{feed.Unknown, feed.Unknown}},
		{"without a print", []feed.Arrival{{Sent: feed.Sent{ID: known.Sent.ID}}, {Sent: feed.Sent{ID: feed.ItemID(src, "x"), URL: lock}}},
			[]feed.Standing{feed.Same, feed.Same}},
		{"nothing", nil, nil},
	} {
		if got := standings(t, s, src, c.in...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	// A damaged head is for a repair: its article is not taken for a new one.
	_, err := s.update(t.Context(), func(t *tx) error { return t.putPlain(inArt, docKey(0), []byte("no seal")) })
	if err != nil {
		t.Fatal(err)
	}
	if got := standings(t, s, src, known, dispatch(src, "1", lock, "Another", "text")); !slices.Equal(got, []feed.Standing{feed.Same, feed.Same}) {
		t.Errorf("damaged: %v", got)
	}
	if got := keepOf(t, s, src, dispatch(src, "1", lock, "Another", "text")); counts(got) != [3]int{0, 0, 1} {
		t.Errorf("damaged: %+v", got)
	}
}
