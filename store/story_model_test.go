package store

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/story"
)

// pressOf makes n articles of dispatches in three languages, told whole, glued, cut,
// with tails of others.
func pressOf(r *rand.Rand, n int) (in []feed.Incoming) {
	for i := range n {
		lang := []string{"fr", "en", "vi"}[r.IntN(3)]
		body := wireText(lang, r.IntN(max(1, n/6)), 14)
		switch r.IntN(5) {
		case 0:
			body = strings.ReplaceAll(body, "a ", "a")
		case 1:
			body = body[:len(body)*2/3]
			body = body[:strings.LastIndexByte(body, '.')+1]
		case 2:
			body += "\n\n" + wireText(lang, 5000+r.IntN(2), 3)
		}
		in = append(in, tellingOf(fmt.Sprint(i), lang, body, r.IntN(40)))
	}
	return in
}

// TestStoriesModel does what users, sources and time do, in any order, and holds that
// the file is sound, that what the user has decided holds, that undo takes it back
// exactly, and that rows, queries and folded answers agree.
func TestStoriesModel(t *testing.T) {
	t.Parallel()
	for seed := range uint64(fewer(3, 1)) {
		r := rand.New(rand.NewPCG(seed, 8))
		s := newStore(t)
		in := pressOf(r, 60)
		add(t, s, in[:40]...)
		next, undone := 40, 0
		some := func(n int) (ids []feed.ID) {
			for range n {
				ids = append(ids, in[r.IntN(next)].Article.ID)
			}
			return ids
		}
		for range 60 {
			var err error
			before, hand := toldAndDecided(t, s)
			switch r.IntN(9) {
			case 0, 1:
				catchUp(t, s)
			case 2:
				var c feed.Change
				if c, err = s.JoinStory(t.Context(), some(2+r.IntN(2))); err == nil && c.Count > 0 {
					undone = 0
					mustUndoTo(t, s, before, hand)
				}
			case 3:
				var c feed.Change
				if c, err = s.LeaveStory(t.Context(), some(1+r.IntN(2))); err == nil && c.Count > 0 {
					undone = 0
					mustUndoTo(t, s, before, hand)
				}
			case 4:
				if _, err = s.Undo(t.Context()); err == nil {
					undone++
				}
			case 5:
				if undone > 0 {
					_, err = s.Redo(t.Context())
					undone--
				}
			case 6:
				_, err = s.SetFlag(t.Context(), one(some(1)...), feed.FlagTrashed, r.IntN(2) == 0)
				undone = 0
			case 7:
				if next < len(in) {
					add(t, s, in[next])
					next++
				} else if r.IntN(3) == 0 {
					_, err = s.EmptyTrash(t.Context())
				}
			case 8:
				at := in[r.IntN(next)].Article.Published.AddDate(0, 0, -r.IntN(3))
				_, err = s.Correct(t.Context(), some(1)[0], feed.Correction{Published: &at, Precision: feed.Minute})
				undone = 0
			}
			if err != nil && !isCause(err) {
				t.Fatal(err)
			}
			holdsDecided(t, s)
			agreeOnStories(t, s)
		}
		sound(t, s)
	}
}

// mustUndoTo undoes the last change, holds that all is as before, and does it again.
func mustUndoTo(t *testing.T, s *Store, told [][]uint32, hand map[uint32]handmade) {
	t.Helper()
	after, decided := toldAndDecided(t, s)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, b := toldAndDecided(t, s); !sameStories(a, told) || !reflect.DeepEqual(b, hand) {
		t.Errorf("undone: %v, want %v\n%v, want %v", a, told, b, hand)
	}
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, b := toldAndDecided(t, s); !sameStories(a, after) || !reflect.DeepEqual(b, decided) {
		t.Errorf("redone: %v, want %v\n%v, want %v", a, after, b, decided)
	}
}

func sameStories(a, b [][]uint32) bool {
	byFirst := func(a, b []uint32) int { return cmp.Compare(a[0], b[0]) }
	return reflect.DeepEqual(slices.SortedFunc(slices.Values(a), byFirst), slices.SortedFunc(slices.Values(b), byFirst))
}

// holdsDecided holds that what the user has tied is one story and what is parted is
// not.
func holdsDecided(t *testing.T, s *Store) {
	t.Helper()
	told, hand := toldAndDecided(t, s)
	of := map[uint32]int{}
	for i, docs := range told {
		for _, d := range docs {
			of[d] = i + 1
		}
	}
	for a, x := range hand {
		for b, y := range hand {
			if a != b && x.tie != 0 && x.tie == y.tie && (of[a] == 0 || of[a] != of[b]) {
				t.Fatalf("%d and %d are tied and not one story", a, b)
			}
		}
		if x.apart == nil {
			continue
		}
		for _, b := range x.apart.ToArray() {
			if of[a] != 0 && of[a] == of[b] {
				t.Fatalf("%d and %d are parted and one story", a, b)
			}
		}
	}
}

// agreeOnStories holds that rows, the query and a folded answer say the same.
func agreeOnStories(t *testing.T, s *Store) {
	t.Helper()
	for _, sort := range []query.Sort{query.Newest, query.Oldest, query.BySource, query.ByWords} {
		h, err := s.Find(t.Context(), query.Query{Sort: sort})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := h.Heads(t.Context(), 0, h.Len())
		if err != nil {
			t.Fatal(err)
		}
		var want []feed.ID
		first, in := map[feed.ID]int{}, 0
		at := map[feed.ID]int{}
		for i := range rows {
			in += b2i(!rows[i].Story.IsZero())
			at[rows[i].ID] = len(want)
			if n, ok := first[rows[i].Story]; ok && !rows[i].Story.IsZero() {
				at[rows[i].ID] = n
				continue
			}
			first[rows[i].Story] = len(want)
			want = append(want, rows[i].ID)
		}
		folded, err := s.Find(t.Context(), query.Query{Sort: sort, Fold: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := idsOf(t, folded); !slices.Equal(got, want) || folded.Len() != len(want) {
			t.Fatalf("folded, order %d: %v, want %v", sort, got, want)
		}
		for id, i := range at {
			if got, err := folded.Index(t.Context(), id); err != nil || got != i {
				t.Fatalf("index %d, %v, want %d", got, err, i)
			}
		}
		cut, err := s.Find(t.Context(), query.Query{Sort: sort, Fold: true, Limit: 5})
		if err != nil || !slices.Equal(idsOf(t, cut), want[:min(5, len(want))]) {
			t.Fatalf("the first five: %v, %v", idsOf(t, cut), err)
		}
		n, err := s.Tally(t.Context(), []query.Query{{Sort: sort, Fold: true}, {Expr: query.Set{Name: "has", Values: []string{"story"}}}})
		if err != nil || n[0].All != len(want) || n[1].All != in {
			t.Fatalf("tally %v, %v, want %d and %d", n, err, len(want), in)
		}
	}
}

// TestFoldRead folds an answer for which texts must be read.
func TestFoldRead(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	s := newStore(t)
	add(t, s, pressOf(r, 120)...)
	catchUp(t, s)
	// In any order of words within a distance: the index does not tell.
	word := strings.Fields(wireText("fr", 1, 14))
	x := query.Or{query.Words{In: "text", Text: word[2]}, query.Not{Of: query.Words{In: "text", Text: word[3]}}}
	plain, err := s.Find(t.Context(), query.Query{Expr: x})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := plain.Heads(t.Context(), 0, plain.Len())
	if err != nil {
		t.Fatal(err)
	}
	var want []feed.ID
	seen := map[feed.ID]bool{}
	for i := range rows {
		if !seen[rows[i].Story] || rows[i].Story.IsZero() {
			want = append(want, rows[i].ID)
		}
		seen[rows[i].Story] = true
	}
	if len(want) == len(rows) || len(want) < 10 {
		t.Fatalf("%d of %d", len(want), len(rows))
	}
	for _, limit := range []int{0, 7} {
		told := false
		h, err := s.FindFirst(t.Context(), query.Query{Expr: x, Fold: true, Limit: limit}, 5, func(h feed.Hits) {
			told = true
			if got := idsOf(t, h); !slices.Equal(got, want[:5]) {
				t.Errorf("first rows %v, want %v", got, want[:5])
			}
		})
		all := want
		if limit > 0 {
			all = want[:limit]
		}
		if err != nil || !told || !slices.Equal(idsOf(t, h), all) {
			t.Errorf("told %v, %v: %v, want %v", told, err, idsOf(t, h), all)
		}
	}
}

// TestStoriesLikeAllPairs holds that what is found by keys, in batches and segments, is
// what comparing all pairs finds.
func TestStoriesLikeAllPairs(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	s := newStore(t)
	in := pressOf(r, 300)
	for part := range slices.Chunk(in, 37) {
		add(t, s, part...)
		catchUp(t, s)
	}
	got, _ := toldAndDecided(t, s)
	if len(got) < 30 {
		t.Fatalf("%d stories", len(got))
	}
	// One after the other as they came, each part the oldest first.
	var sketches []*story.Sketch
	var groups [][]uint32
	first := uint32(0)
	old := func(a, b uint32) int {
		x, y := &in[a].Article.Head, &in[b].Article.Head
		return cmp.Or(cmp.Compare(listTime(x), listTime(y)), bytes.Compare(x.ID[:], y.ID[:]))
	}
	for part := range slices.Chunk(in, 37) {
		var docs []uint32
		for i := range part {
			sk := story.Of(&part[i].Article)
			sketches = append(sketches, &sk)
			docs = append(docs, first+uint32(i))
		}
		first += uint32(len(part))
		slices.SortFunc(docs, old)
		for _, doc := range docs {
			var tales []story.Tale
			for _, g := range groups {
				slices.SortFunc(g, old)
				tale := story.Tale{Versions: []*story.Sketch{sketches[g[0]]}}
				for _, d := range slices.Sorted(slices.Values(g[1:])) {
					tale.Versions = append(tale.Versions, sketches[d])
				}
				tales = append(tales, tale)
			}
			if i := story.Join(sketches[doc], tales); i >= 0 {
				groups[i] = append(groups[i], doc)
			} else {
				groups = append(groups, []uint32{doc})
			}
			slices.SortFunc(groups, func(a, b []uint32) int { return old(slices.MinFunc(a, old), slices.MinFunc(b, old)) })
		}
	}
	var want [][]uint32
	for _, g := range groups {
		if len(g) > 1 {
			want = append(want, slices.Sorted(slices.Values(g)))
		}
	}
	byFirst := func(a, b []uint32) int { return cmp.Compare(a[0], b[0]) }
	slices.SortFunc(got, byFirst)
	slices.SortFunc(want, byFirst)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("stories\n%v, want\n%v", got, want)
	}
	sound(t, s)
}
