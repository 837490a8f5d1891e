package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// newsroom changes a store at random and looks at all of it again.
type newsroom struct {
	t *testing.T
	r *rand.Rand
	s *Store
	n *naive
	i int // of the next article
}

func (w *newsroom) must(err error) {
	w.t.Helper()
	if err != nil && !errors.Is(err, feed.ErrNothing) {
		w.t.Fatal(err)
	}
}

// add brings batches of very different size, so that segments merge.
func (w *newsroom) add(n int) {
	var in []feed.Incoming
	for range n {
		x := naiveArticle(w.r, w.i)
		w.n.arrived[x.Article.ID] = w.i
		in = append(in, x)
		w.i++
	}
	for len(in) > 0 {
		k := min(len(in), 1+w.r.IntN(40))
		add(w.t, w.s, in[:k]...)
		in = in[k:]
	}
}

func (w *newsroom) some(n int) feed.Targets {
	var on feed.Targets
	for range n {
		on.IDs = append(on.IDs, w.n.arts[w.r.IntN(len(w.n.arts))].ID)
	}
	return on
}

func (w *newsroom) change() {
	ctx := w.t.Context()
	switch w.r.IntN(10) {
	case 0:
		w.add(1 + w.r.IntN(30))
	case 1, 2:
		tag := feed.ThemeID([]string{"harbours", "harbours/piers", "weather"}[w.r.IntN(3)])
		tg := feed.Tagging{Add: []feed.ID{tag}, By: feed.By(w.r.IntN(5))}
		if w.r.IntN(2) == 0 {
			tg = feed.Tagging{Remove: []feed.ID{tag}}
		}
		_, err := w.s.Tag(ctx, w.some(20), tg)
		w.must(err)
	case 3:
		_, err := w.s.SetFlag(ctx, w.some(10), feed.Flag(w.r.IntN(4)), w.r.IntN(2) == 0)
		w.must(err)
	case 4, 5:
		var fix feed.Correction
		title, lang, source := naiveText(w.r, 3), "fr", "A New Sheet"
		at := testNow.AddDate(0, -w.r.IntN(40), 0)
		switch w.r.IntN(4) {
		case 0:
			fix.Title = &title
		case 1:
			fix.Lang = &lang
		case 2:
			fix.Source = &source
		case 3:
			fix.Published, fix.Precision = &at, feed.Precision(w.r.IntN(6))
		}
		_, err := w.s.Correct(ctx, w.some(1).IDs[0], fix)
		w.must(err)
	case 6, 7:
		_, err := w.s.Undo(ctx)
		w.must(err)
	case 8:
		_, err := w.s.Redo(ctx)
		w.must(err)
	case 9:
		if w.r.IntN(4) == 0 {
			_, err := w.s.EmptyTrash(ctx)
			w.must(err)
		}
	}
}

// look reads all that is kept.
func (w *newsroom) look() {
	w.t.Helper()
	var err error
	w.n.themes, err = w.s.Themes(w.t.Context())
	w.must(err)
	for name, x := range w.n.queries { // an undo may have taken it away
		_, _, err := w.s.SaveQuery(w.t.Context(), feed.SavedQuery{ID: feed.SavedID(name), Name: name, Query: query.Query{Expr: x}.String()})
		w.must(err)
	}
	catchUp(w.t, w.s)
	w.n.arts, w.n.scores = nil, map[feed.ID]map[feed.ID]float64{}
	for _, h := range []feed.Hits{find(w.t, w.s, nil), find(w.t, w.s, is("trashed")), find(w.t, w.s, is("hidden"))} {
		for a, err := range w.s.Articles(w.t.Context(), h) {
			w.must(err)
			w.n.arts = append(w.n.arts, a)
			list, err := w.s.Suggestions(w.t.Context(), a.ID)
			w.must(err)
			scores := map[feed.ID]float64{}
			for _, s := range list {
				scores[s.Theme] = s.Score
			}
			w.n.scores[a.ID] = scores
		}
	}
}

// ask holds one answer against looking, from all sides.
func (w *newsroom) ask(q query.Query) int {
	w.t.Helper()
	ctx := w.t.Context()
	want := w.n.answer(q)
	var ids, rows []feed.ID
	for i := range want {
		ids = append(ids, want[i].ID)
	}
	h, err := w.s.FindFirst(ctx, q, 7, func(h feed.Hits) { rows = idsOf(w.t, h) })
	if err != nil {
		w.t.Fatalf("%s: %v", q, err)
	}
	got := idsOf(w.t, h)
	if h.Len() != len(ids) || !slices.Equal(got, ids) {
		w.narrow(q.Expr)
		w.t.Fatalf("%s finds %d, want %d, in another order if the same", q, h.Len(), len(ids))
	}
	if len(rows) > len(ids) || !slices.Equal(rows, ids[:len(rows)]) || rows != nil && len(rows) < min(7, len(ids)) {
		w.t.Fatalf("%s: first %d rows are not those of the answer of %d", q, len(rows), len(ids))
	}
	n := feed.Count{All: len(want)}
	f := feed.Facets{Sources: map[feed.ID]int{}, Themes: map[feed.ID]int{}, Langs: map[string]int{}}
	for i := range want {
		a := &want[i]
		n.Unread += b2i(!a.Read)
		f.Sources[a.SourceID]++
		f.Langs[a.Lang]++
		up := map[feed.ID]bool{}
		for _, id := range a.Themes {
			for _, th := range w.n.above(id) {
				up[th.ID] = true
			}
		}
		for id := range up {
			f.Themes[id]++
		}
	}
	f.Unread = n.Unread
	counts, err := w.s.Tally(ctx, []query.Query{q, {}})
	if err != nil || counts[0] != n {
		w.t.Fatalf("%s counts %+v, want %+v, %v", q, counts, n, err)
	}
	if facets, err := w.s.Facets(ctx, h); err != nil || !reflect.DeepEqual(facets, f) {
		w.t.Fatalf("%s has %+v, want %+v, %v", q, facets, f, err)
	}
	return len(want)
}

// narrow tells which parts of an expression are answered wrongly, by one article
// each.
func (w *newsroom) narrow(x query.Expr) {
	var parts []query.Expr
	switch x := x.(type) {
	case query.And:
		parts = x
	case query.Or:
		parts = x
	case query.Not:
		parts = []query.Expr{x.Of}
	}
	for _, p := range parts {
		w.narrow(p)
	}
	got, want := idsOf(w.t, find(w.t, w.s, x)), w.n.answer(query.Query{Expr: x})
	for i := range w.n.arts {
		a := &w.n.arts[i]
		is, should := slices.Contains(got, a.ID), slices.ContainsFunc(want, func(o feed.Article) bool { return o.ID == a.ID })
		if is != should {
			w.t.Logf("%s: found %v, want %v: %+v", query.Query{Expr: x}, is, should, a)
			return
		}
	}
}

// TestQueriesAgainstLooking asks random queries of a store that changes at
// random.
func TestQueriesAgainstLooking(t *testing.T) {
	for seed := range modelSeeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := suggestByLot(newStore(t))
			w := &newsroom{t: t, s: s, r: rand.New(rand.NewPCG(seed, 9)), n: &naive{now: testNow, arrived: map[feed.ID]int{}}}
			w.add(150)
			_, err := s.EditTheme(t.Context(), feed.Theme{ID: feed.ThemeID("harbours/piers"), Slug: "harbours/piers", Parent: feed.ThemeID("harbours")})
			w.must(err)
			w.n.queries = map[string]query.Expr{
				"one": query.Or{query.Words{Text: "tide"}, is("starred")}, "two": query.And{query.Saved{Name: "one"}, query.Not{Of: query.Words{Text: "le"}}},
			}
			matched := 0
			rounds := fewer(8, 3)
			for range rounds {
				w.look()
				for range 25 {
					matched += w.ask(asker{w.r}.query())
				}
				for range 6 {
					w.change()
				}
			}
			sound(t, s)
			if matched < 1500*rounds/8 {
				t.Fatalf("only %d matches in all: the queries ask for too little", matched)
			}
		})
	}
}

func TestQueryFaults(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 20)
	for _, x := range []query.Expr{
		query.Set{Name: "is", Values: []string{"lost"}},
		query.Set{Name: "colour", Values: []string{"red"}},
		query.Date{Op: "since", Value: "someday"},
	} {
		if _, err := s.Find(t.Context(), query.Query{Expr: x}); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%+v: %v", x, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Find(ctx, query.Query{Expr: query.Words{Text: "tide"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestDayIsTheSameEverywhere holds that an article of which the day is known
// is found on that day by readers west and east of Greenwich.
func TestDayIsTheSameEverywhere(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	in.Article.Published = time.Date(2024, 2, 10, 0, 0, 0, 0, time.UTC)
	in.Article.Precision = feed.Day
	add(t, s, in)
	for _, hours := range []int{-11, -5, 0, 7, 14} {
		now := time.Date(2024, 2, 10, 18, 0, 0, 0, time.FixedZone("", hours*3600))
		s.now = func() time.Time { return now }
		for day, want := range map[string]int{"2024-02-09": 0, "2024-02-10": 1, "2024-02-11": 0, "2024-02": 1, "today": 1} {
			if n := find(t, s, query.Date{Op: "on", Value: day}).Len(); n != want {
				t.Errorf("zone %+d, on %s: %d found, want %d", hours, day, n, want)
			}
		}
		if c, err := s.Counts(t.Context()); err != nil || c.Today != 1 {
			t.Errorf("zone %+d: %d today, %v", hours, c.Today, err)
		}
	}
}
