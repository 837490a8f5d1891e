package store

import (
	"errors"
	"reflect"
	"testing"

	"veille/feed"
)

// marksOf returns the marks of some samples.
func marksOf(t *testing.T, s *Store, n int) (out [][]feed.Mark) {
	t.Helper()
	for i := range n {
		a, err := s.Article(t.Context(), sample(i).Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a.Marks)
	}
	return out
}

func TestSplitTheme(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 6)
	from := feed.NewID("theme", "harbours")
	tag := func(i int, by feed.By) {
		if _, err := s.Tag(t.Context(), one(sample(i).Article.ID), feed.Tagging{Add: []feed.ID{from}, By: by}); err != nil {
			t.Fatal(err)
		}
	}
	themes, err := s.Themes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, th := range themes {
		if th.Slug == "harbours" {
			from = th.ID
		}
	}
	tag(0, feed.ByUser)
	tag(1, feed.ByImport)
	tag(2, feed.ByUser)
	before := marksOf(t, s, 6)
	on := one(sample(1).Article.ID, sample(2).Article.ID, sample(3).Article.ID)
	for name, c := range map[string]struct {
		from feed.ID
		into feed.Theme
		want error
	}{
		"no theme":   {feed.NewID("x"), feed.Theme{Slug: "locks"}, feed.ErrNotFound},
		"there":      {from, feed.Theme{Slug: "weather"}, feed.ErrExists},
		"impossible": {from, feed.Theme{Slug: "A B"}, feed.ErrInvalid},
	} {
		if _, _, err := s.SplitTheme(t.Context(), c.from, c.into, on); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, c, err := s.SplitTheme(t.Context(), from, feed.Theme{Slug: "locks"}, one(sample(4).Article.ID))
	if now, _ := s.Themes(t.Context()); err != nil || c.Count != 0 || len(now) != len(themes) {
		t.Errorf("of nothing: %+v, %v, %d themes", c, err, len(now))
	}
	made, c, err := s.SplitTheme(t.Context(), from, feed.Theme{Slug: "locks", Pin: 1}, on)
	if err != nil || c.Count != 2 || c.Verb != feed.DidSplit || !reflect.DeepEqual(c.Added, []string{"locks"}) || !reflect.DeepEqual(c.Removed, []string{"harbours"}) {
		t.Fatalf("%+v, %v", c, err)
	}
	want := marksOf(t, s, 6)
	for i, m := range before {
		for j := range m {
			if i == 1 || i == 2 {
				m[j].Theme = made.ID
			}
		}
		if !reflect.DeepEqual(m, want[i]) {
			t.Errorf("article %d: %+v, want %+v", i, want[i], m)
		}
	}
	s = openAt(t, s.Path())
	for range 2 {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		now, err := s.Themes(t.Context())
		if err != nil || !reflect.DeepEqual(now, themes) {
			t.Errorf("undone: %+v, %v, want %+v", now, err, themes)
		}
		sound(t, s)
		if _, err := s.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := marksOf(t, s, 6); !reflect.DeepEqual(got, want) {
			t.Errorf("redone: %+v, want %+v", got, want)
		}
		sound(t, s)
	}
}
