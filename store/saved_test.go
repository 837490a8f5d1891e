package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

func save(t *testing.T, s *Store, q feed.SavedQuery) (feed.SavedQuery, feed.Change) {
	t.Helper()
	got, c, err := s.SaveQuery(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return got, c
}

func savedNames(t *testing.T, s *Store) string {
	t.Helper()
	list, err := s.Queries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, q := range list {
		out = append(out, q.Name+"="+q.Query+"/"+q.Key)
	}
	return strings.Join(out, "; ")
}

func TestSavedQueries(t *testing.T) {
	s := newStore(t)
	early, c := save(t, s, feed.SavedQuery{Name: "  Early\ttide ", Query: "LANG:fr   est:non-lu", Key: "m", Watch: true})
	if early.ID != feed.SavedID("Early tide") || early.Name != "Early tide" || early.Query != "lang:fr is:unread" ||
		c.Verb != feed.DidQuery || !slices.Equal(c.Added, []string{"Early tide"}) || c.Removed != nil {
		t.Fatalf("%+v, %+v", early, c)
	}
	if list, err := s.Queries(t.Context()); err != nil || len(list) != 1 || list[0] != early {
		t.Fatalf("%+v, %v", list, err)
	}
	if _, c := save(t, s, early); c.Seq != 0 {
		t.Errorf("saving the same is a change: %+v", c)
	}
	// The key goes over to another, and back with an undo.
	save(t, s, feed.SavedQuery{Name: "Cảng", Query: "@early-tide quai", Key: "m"})
	want := "Cảng=@early-tide quai/m; Early tide=lang:fr is:unread/"
	if got := savedNames(t, s); got != want {
		t.Errorf("have %s\nwant %s", got, want)
	}
	if c, err := s.Undo(t.Context()); err != nil || c.Verb != feed.DidQuery || !slices.Equal(c.Added, []string{"Cảng"}) {
		t.Fatalf("%+v, %v", c, err)
	}
	if got := savedNames(t, s); got != "Early tide=lang:fr is:unread/m" {
		t.Errorf("undone: %s", got)
	}
	if _, err := s.Redo(t.Context()); err != nil || savedNames(t, s) != want {
		t.Fatalf("redone: %s, %v", savedNames(t, s), err)
	}
	// Renamed, it keeps its ID; its old name is free for another.
	early.Name, early.Key = "Late tide", ""
	if _, c := save(t, s, early); !slices.Equal(c.Removed, []string{"Early tide"}) {
		t.Errorf("%+v", c)
	}
	other, _ := save(t, s, feed.SavedQuery{Name: "Early tide", Query: "vent"})
	if other.ID == early.ID {
		t.Error("two queries of one ID")
	}
	if _, err := s.DeleteQuery(t.Context(), early.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DeleteQuery(t.Context(), early.ID); !errors.Is(err, feed.ErrNotFound) {
		t.Errorf("deleted twice: %v", err)
	}
	if got := savedNames(t, s); got != "Cảng=@early-tide quai/m; Early tide=vent/" {
		t.Errorf("have %s", got)
	}
	sound(t, s)
	two := openAt(t, s.path)
	for range 6 {
		if _, err := two.Undo(t.Context()); err != nil && !errors.Is(err, feed.ErrNothing) {
			t.Fatal(err)
		}
	}
	if got := savedNames(t, s); got != "" {
		t.Errorf("all undone by another: %s", got)
	}
	sound(t, s)
}

func TestSavedQueryFaults(t *testing.T) {
	s := newStore(t)
	save(t, s, feed.SavedQuery{Name: "Marée haute", Query: "@basse OR digue"})
	for _, c := range []struct {
		q     feed.SavedQuery
		cause error
	}{
		{feed.SavedQuery{Name: "", Query: "x"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: " \n", Query: "x"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: "\u0301", Query: "x"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: strings.Repeat("n", 300), Query: "x"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: "maree HAUTE", Query: "x"}, feed.ErrExists},
		{feed.SavedQuery{Name: "a", Query: "(x"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: "a", Query: "since:someday"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: "a", Query: "x", Key: "ab"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: "a", Query: "x", Key: "!"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: "a", Query: "x", Key: "\xff"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: "a", Query: "@a"}, feed.ErrInvalid},
		{feed.SavedQuery{Name: "Basse", Query: "rocher -saved:\"marée haute\""}, feed.ErrInvalid},
	} {
		if _, _, err := s.SaveQuery(t.Context(), c.q); !errors.Is(err, c.cause) {
			t.Errorf("%+v: %v", c.q, err)
		}
	}
	if got := savedNames(t, s); got != "Marée haute=@basse OR digue/" {
		t.Errorf("have %s", got)
	}
	if _, c, err := s.SaveQuery(t.Context(), feed.SavedQuery{Name: "Basse", Query: "rocher"}); err != nil || c.Seq == 0 {
		t.Errorf("what was asked for came: %v", err)
	}
	// A line that no longer parses is listed, and what can be read of it counts.
	if _, err := s.update(t.Context(), func(t *tx) error {
		return t.define(inQuery, feed.SavedID("odd"), encodeQuery(&feed.SavedQuery{Name: "odd", Query: "quai since:neverever"}))
	}); err != nil {
		t.Fatal(err)
	}
	if got := savedNames(t, s); !strings.Contains(got, "odd=quai since:neverever/") {
		t.Errorf("have %s", got)
	}
	if _, err := s.Find(t.Context(), query.Query{Expr: query.Saved{Name: "odd"}}); err != nil {
		t.Error(err)
	}
}

// TestDamagedDefinitions holds that damaged themes, sources and saved queries
// are left out, told by a check, and keep nothing else from being read.
func TestDamagedDefinitions(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	in.Tags = []string{"weather", "harbours"}
	add(t, s, in, sample(2))
	q, _ := save(t, s, feed.SavedQuery{Name: "kept", Query: "quay"})
	lost, _ := save(t, s, feed.SavedQuery{Name: "lost", Query: "quay"})
	harbours := feed.ThemeID("harbours")
	if _, err := s.update(t.Context(), func(tx *tx) error {
		tx.is.names++
		return errors.Join(
			tx.putPlain(inTheme, harbours[:], []byte("no such record")),
			tx.putPlain(inFeed, in.Article.SourceID[:], nil),
			tx.putPlain(inQuery, lost.ID[:], []byte{1, 2, 3, 4, 5}))
	}); err != nil {
		t.Fatal(err)
	}
	themes, err := s.Themes(t.Context())
	if err != nil || len(themes) != 2 {
		t.Errorf("%d themes, %v", len(themes), err)
	}
	if list, err := s.Queries(t.Context()); err != nil || len(list) != 1 || list[0] != q {
		t.Errorf("%+v, %v", list, err)
	}
	n := 0
	for a, err := range s.Articles(t.Context(), find(t, s, nil)) {
		if err != nil || a.Title == "" {
			t.Errorf("%+v, %v", a, err)
		}
		n++
	}
	if n != 2 || find(t, s, tagged("weather")).Len() != 1 {
		t.Errorf("%d articles", n)
	}
	r, err := s.Check(t.Context(), false)
	if err != nil || len(r.Faults) < 3 {
		t.Errorf("check: %q, %v", r.Faults, err)
	}
}
