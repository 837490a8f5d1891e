package store

import (
	"slices"
	"testing"

	"veille/feed/query"
)

// TestSurestFirst: where no words are asked for, the order by score is that of the
// suggestions asked for.
func TestSurestFirst(t *testing.T) {
	s := scoredStore(t)
	catchUp(t, s)
	for _, line := range []string{"sug:harbours", "sug:harbours lang:en", "sug:harbours OR sug:weather", "sug:harbours -sug:weather"} {
		q, err := query.Parse(line + " sort:score")
		if err != nil {
			t.Fatal(err)
		}
		hits, err := s.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		heads, err := hits.Heads(t.Context(), 0, hits.Len())
		if err != nil || len(heads) == 0 && line != "sug:harbours lang:en" {
			t.Fatalf("%s: %d found, %v", line, len(heads), err)
		}
		last := 1.
		for _, h := range heads {
			list, err := s.Suggestions(t.Context(), h.ID)
			if err != nil || len(list) == 0 {
				t.Fatalf("%s: %q has %d suggestions, %v", line, h.Title, len(list), err)
			}
			if score := list[0].Score; score > last {
				t.Errorf("%s: %q of %.2f comes after one of %.2f", line, h.Title, score, last)
			} else {
				last = score
			}
		}
	}
}

// TestScoresKept: what is remembered of scores holds until any process changes them.
func TestScoresKept(t *testing.T) {
	s := scoredStore(t)
	other := suggestByWord(openAt(t, s.Path()))
	order := func(s *Store) (out []string) {
		q, err := query.Parse("sug:harbours OR sug:weather sort:score")
		if err != nil {
			t.Fatal(err)
		}
		hits, err := s.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		heads, err := hits.Heads(t.Context(), 0, hits.Len())
		if err != nil {
			t.Fatal(err)
		}
		for i := range heads {
			out = append(out, heads[i].Title)
		}
		return out
	}
	for i, do := range []func(){
		func() { catchUp(t, s) },
		func() { setWords(t, s, "harbours", "quay", "gale"); catchUp(t, s) },
		func() { setWords(t, other, "weather", "dispatch"); catchUp(t, other) },
		func() { addTitled(t, other, 12, 6); catchUp(t, s) },
		func() { // an older program changed them and did not say so
			_, err := s.update(t.Context(), func(t *tx) error {
				t.is.sugs = 0
				return t.del(inSug, docKey(0))
			})
			if err != nil {
				t.Fatal(err)
			}
		},
		func() {
			if err := s.remakeMade(t.Context()); err != nil {
				t.Fatal(err)
			}
			catchUp(t, s)
		},
	} {
		do()
		want := order(openAt(t, s.Path()))
		if got := order(s); len(got) < 6 || !slices.Equal(got, want) {
			t.Errorf("after change %d: %q, want %q", i, got, want)
		}
	}
}
