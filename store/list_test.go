package store

import (
	"slices"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

// TestListsAreTheSame holds that an answer is listed in the same order however
// much of it is asked for at once, in every order.
func TestListsAreTheSame(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	addSamples(t, s, 0, 700)
	for _, sort := range []query.Sort{query.Newest, query.Oldest, query.BySource, query.ByWords, query.ByScore} {
		q := query.Query{Sort: sort, Expr: query.Or{query.Words{Text: "report"}, query.Words{Text: "needle5"}}}
		list := func(step int) (out []uint32) {
			h, err := s.Find(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for at := 0; at < h.Len(); at += step {
				if heads, err := h.Heads(t.Context(), at, step); err != nil || len(heads) != min(step, h.Len()-at) {
					t.Fatalf("%d heads, %v", len(heads), err)
				}
			}
			return h.(*hits).rows
		}
		whole := list(1000)
		for _, step := range []int{1, 7, 300}[fewer(0, 1):] {
			if got := list(step); !slices.Equal(got, whole) || len(got) != 700 {
				t.Errorf("sort %d by %d: %d rows in another order", sort, step, len(got))
			}
		}
	}
	// All groups at once, as for many docs.
	err := s.view(t.Context(), func(tx *tx) error {
		known, err := tx.known()
		if err != nil {
			return err
		}
		docs, err := tx.set(setAll)
		if err != nil {
			return err
		}
		fresh := func() *grouped {
			return &grouped{left: docs.clone(), n: docs.count(), groups: bySource(known.sourceOrder())}
		}
		want, err := fresh().next(tx, 700)
		if err != nil {
			return err
		}
		got, err := fresh().rest(tx)
		if !slices.Equal(got, want) || len(got) != 700 {
			t.Errorf("%d rows at once in another order", len(got))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRowsStay holds that rows given out stay where they are while dates, titles
// and sources change, that each article comes once, and that one destroyed
// before it was listed is not lost count of.
func TestRowsStay(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 300)
	for _, sort := range []query.Sort{query.Newest, query.BySource, query.ByWords} {
		h, err := s.Find(t.Context(), query.Query{Sort: sort})
		if err != nil {
			t.Fatal(err)
		}
		n := h.Len()
		first, err := h.Heads(t.Context(), 0, 50)
		if err != nil {
			t.Fatal(err)
		}
		rest := idsOf(t, find(t, s, nil))
		for i := 0; i < 40; i += 2 {
			at, name := testNow.AddDate(0, 0, -i), "A New Sheet"
			if _, err := s.Correct(t.Context(), rest[n-1-i], feed.Correction{Published: &at, Precision: feed.Second, Source: &name}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.SetFlag(t.Context(), one(rest[n/2]), feed.FlagTrashed, true); err != nil {
			t.Fatal(err)
		}
		if _, err := s.EmptyTrash(t.Context()); err != nil {
			t.Fatal(err)
		}
		ids := idsOf(t, h)
		for i := range first {
			if ids[i] != first[i].ID {
				t.Fatalf("sort %d: row %d has changed", sort, i)
			}
		}
		seen := map[feed.ID]int{}
		for _, id := range ids {
			seen[id]++
		}
		if len(ids) != n || len(seen) < n-1 {
			t.Errorf("sort %d: %d rows of %d, %d articles", sort, len(ids), n, len(seen))
		}
	}
}

// TestFirstRows holds that the first rows of a phrase come before the rest is
// read, and are those of the answer.
func TestFirstRows(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	addSamples(t, s, 0, fewer(900, 300))
	for _, c := range []struct {
		q    query.Query
		rows int
		want int
	}{
		{query.Query{Expr: query.Words{Text: "tide and", Phrase: true}}, 10, 10},
		{query.Query{Expr: query.Words{Text: "tide and", Phrase: true}, Sort: query.Oldest}, 10, 10},
		{query.Query{Expr: query.Words{Text: "tide and", Phrase: true}, Limit: 4}, 10, 4},
		{query.Query{Expr: query.Not{Of: query.Words{Text: "tide and", Phrase: true}}}, 3, 3},
		{query.Query{Expr: query.Words{Text: "tide report", Phrase: true}}, 10, 0},
		{query.Query{Expr: query.Words{Text: "tide"}}, 10, -1}, // the index knows
		{query.Query{Expr: query.Words{Text: "tide and", Phrase: true}, Sort: query.ByScore}, 10, -1},
	} {
		rows := []feed.ID(nil)
		calls := 0
		h, err := s.FindFirst(t.Context(), c.q, c.rows, func(h feed.Hits) {
			calls++
			rows = idsOf(t, h)
			if at, err := h.Index(t.Context(), feed.NewID("none")); at != -1 || err != nil {
				t.Errorf("%d, %v", at, err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		all := idsOf(t, h)
		if calls != b2i(c.want >= 0) || len(rows) != max(c.want, 0) || !slices.Equal(rows, all[:len(rows)]) {
			t.Errorf("%s: called %d times with %d rows of %d", c.q, calls, len(rows), len(all))
		}
	}
}
