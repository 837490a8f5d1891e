package store

import (
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
