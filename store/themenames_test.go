package store

import (
	"reflect"
	"testing"

	"veille/feed"
)

// namings are queries and rules as the library has them.
type namings struct {
	queries []feed.SavedQuery
	rules   []feed.SavedRule
	themes  []feed.Theme
}

func savedOf(t *testing.T, s *Store) (out namings) {
	t.Helper()
	var err error
	if out.queries, err = s.Queries(t.Context()); err != nil {
		t.Fatal(err)
	}
	if out.rules, err = s.Rules(t.Context()); err != nil {
		t.Fatal(err)
	}
	if out.themes, err = s.Themes(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out
}

// both undoes the last change and does it again, and holds that what is saved is as
// before, and after.
func both(t *testing.T, s *Store, before namings) {
	t.Helper()
	after := savedOf(t, s)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := savedOf(t, s); !reflect.DeepEqual(got, before) {
		t.Errorf("undone: %+v\nwant %+v", got, before)
	}
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := savedOf(t, s); !reflect.DeepEqual(got, after) {
		t.Errorf("redone: %+v\nwant %+v", got, after)
	}
	sound(t, s)
}

// namingStore has three themes and asks for them in every way.
func namingStore(t *testing.T) (s *Store, moles, quays, gales feed.Theme) {
	t.Helper()
	s = suggestByWord(newStore(t))
	addTitled(t, s, 0, 12)
	made, _, err := s.SaveThemes(t.Context(), []feed.Theme{
		{Slug: "moles", Labels: map[string]string{"en": "Moles"}, Aliases: map[string][]string{"fr": {"jetées"}}},
		{Slug: "quays", Words: map[string][]feed.Word{"en": {{Text: "quay"}}}},
		{Slug: "gales"},
	})
	if err != nil || len(made) != 3 {
		t.Fatalf("%+v, %v", made, err)
	}
	for name, line := range map[string]string{
		"slug": "tag:moles", "label": "tag:Moles,gales", "alone": "-tag:=moles OR word", "alias": `tag:jetées sort:date+ limit:5`,
		"score": "(sug:moles>0.8 OR sug:=moles<50%) by:user", "other": "tag:gales sug:*>0.5 -tag:*", "twice": "@slug tag:moles",
	} {
		if _, _, err := s.SaveQuery(t.Context(), feed.SavedQuery{Name: name, Query: line}); err != nil {
			t.Fatal(name, err)
		}
	}
	saveRule(t, s, feed.SavedRule{Name: "By name", Query: "tag:moles OR sug:moles", Star: true})
	saveRule(t, s, feed.SavedRule{Name: "Puts on", Query: "gale", Tags: []feed.ID{made[0].ID, made[2].ID}})
	return s, made[0], made[1], made[2]
}

func wantQueries(t *testing.T, s *Store, want map[string]string) {
	t.Helper()
	now := savedOf(t, s)
	for _, q := range now.queries {
		if w, ok := want[q.Name]; ok && q.Query != w {
			t.Errorf("query %s: %s, want %s", q.Name, q.Query, w)
		}
	}
	for _, r := range now.rules {
		if w, ok := want[r.Name]; ok && r.Query != w || r.Version != 1 || r.Broken != "" {
			t.Errorf("rule %+v, want %s", r, w)
		}
	}
}

func TestRenamedThemeIsFollowed(t *testing.T) {
	s, moles, _, _ := namingStore(t)
	before := savedOf(t, s)
	moles.Slug = "piers"
	if _, err := s.EditTheme(t.Context(), moles); err != nil {
		t.Fatal(err)
	}
	wantQueries(t, s, map[string]string{
		"slug": "tag:piers", "label": "tag:Moles,gales", "alone": "-tag:=piers OR word", "alias": "tag:jetées sort:date+ limit:5",
		"score": "(sug:piers>0.8 OR sug:=piers<50%) by:user", "other": "tag:gales sug:*>0.5 -tag:*", "twice": "@slug tag:piers", "By name": "tag:piers OR sug:piers",
	})
	both(t, s, before)
	// Another label, and an alias that goes to another theme.
	before = savedOf(t, s)
	moles.Labels, moles.Aliases = map[string]string{"en": "Piers"}, nil
	if _, err := s.EditTheme(t.Context(), moles); err != nil {
		t.Fatal(err)
	}
	wantQueries(t, s, map[string]string{"label": "tag:piers,gales", "alias": "tag:piers sort:date+ limit:5"})
	both(t, s, before)
}

func TestMergedThemeIsFollowed(t *testing.T) {
	s, moles, quays, gales := namingStore(t)
	// What gives way to the one gives way to the other, and stays dismissed.
	quays.Yields = []feed.ID{moles.ID, gales.ID}
	gales.Yields = []feed.ID{moles.ID}
	if _, _, err := s.SaveThemes(t.Context(), []feed.Theme{quays, gales}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	if c, err := s.Answer(t.Context(), one(sampleIDs(0, 2)...), feed.Answer{Themes: []feed.ID{quays.ID}, Dismiss: true}); err != nil || c.Count != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	pending := asked(t, s, "sug:quays")
	if pending != "4 6 8 10" {
		t.Fatalf("pending on %s", pending)
	}
	before := savedOf(t, s)
	if _, err := s.MergeThemes(t.Context(), moles.ID, gales.ID); err != nil {
		t.Fatal(err)
	}
	wantQueries(t, s, map[string]string{
		"slug": "tag:gales", "label": "tag:Moles,gales", "alone": "-tag:=gales OR word", "alias": "tag:jetées sort:date+ limit:5",
		"score": "(sug:gales>0.8 OR sug:=gales<50%) by:user", "other": "tag:gales sug:*>0.5 -tag:*", "twice": "@slug tag:gales", "By name": "tag:gales OR sug:gales",
	})
	now := savedOf(t, s)
	if tags := now.rules[1].Tags; !reflect.DeepEqual(tags, []feed.ID{gales.ID}) {
		t.Errorf("the rule puts on %v", tags)
	}
	if th := themeNamed(t, s, "quays"); !reflect.DeepEqual(th.Yields, []feed.ID{gales.ID}) {
		t.Errorf("quays give way to %v", th.Yields)
	}
	if th := themeNamed(t, s, "gales"); len(th.Yields) > 0 {
		t.Errorf("gales give way to %v", th.Yields)
	}
	catchUp(t, s)
	if got := asked(t, s, "sug:quays"); got != pending {
		t.Errorf("pending on %s after the merge, want %s", got, pending)
	}
	both(t, s, before)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	if got := asked(t, s, "sug:quays"); got != pending {
		t.Errorf("pending on %s after the undo, want %s", got, pending)
	}
	// Deleted it takes nothing with it that undo could not bring back; other words
	// forget what was dismissed, and undo remembers.
	before = savedOf(t, s)
	if _, err := s.DropTheme(t.Context(), quays.ID); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	both(t, s, before)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	setWords(t, s, "quays", "from the quay")
	catchUp(t, s)
	if got := asked(t, s, "sug:quays"); got != "0 2 4 6 8 10" {
		t.Errorf("pending on %s with other words", got)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	if got := asked(t, s, "sug:quays"); got != pending {
		t.Errorf("pending on %s with the old words, want %s", got, pending)
	}
	sound(t, s)
}

// TestRuleIsToldBroken takes away what a rule needs.
func TestRuleIsToldBroken(t *testing.T) {
	s, moles, _, _ := namingStore(t)
	if _, _, err := s.SaveQuery(t.Context(), feed.SavedQuery{Name: "port", Query: "quay"}); err != nil {
		t.Fatal(err)
	}
	saveRule(t, s, feed.SavedRule{Name: "Asks", Query: "@port gale", Star: true})
	catchUp(t, s)
	broken := func(want ...string) {
		t.Helper()
		var got []string
		for _, r := range savedOf(t, s).rules {
			if r.Broken != "" {
				got = append(got, r.Name)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("broken are %q, want %q", got, want)
		}
	}
	broken()
	queries, err := s.Queries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queries {
		if q.Name == "port" {
			if _, err := s.DeleteQuery(t.Context(), q.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	broken("Asks")
	addTitled(t, s, 12, 2)
	if b, err := s.CatchUp(t.Context(), 0, nil); err != nil || b.Broken != 1 || !b.IsZero() {
		t.Errorf("%+v, %v", b, err)
	}
	if _, err := s.DropTheme(t.Context(), moles.ID); err != nil {
		t.Fatal(err)
	}
	broken("Asks", "By name", "Puts on")
	for range 2 {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	broken()
	sound(t, s)
}

// TestSaveThemes makes and replaces themes that name each other as one step.
func TestSaveThemes(t *testing.T) {
	s := newStore(t)
	before := savedOf(t, s)
	a, b, c := feed.NewID("a"), feed.NewID("b"), feed.NewID("c")
	harbours := themeNamed(t, s, "harbours")
	harbours.Yields, harbours.Archived = []feed.ID{c, b}, true
	list := []feed.Theme{
		{ID: a, Slug: "moles", Parent: b, Yields: []feed.ID{c, harbours.ID}},
		{ID: b, Slug: "works", Version: 7},
		harbours,
		{ID: c, Slug: "works/locks", Yields: []feed.ID{a}},
	}
	made, ch, err := s.SaveThemes(t.Context(), list)
	if err != nil || len(made) != 4 || ch.Verb != feed.DidTheme || !reflect.DeepEqual(ch.Added, []string{"moles", "works", "works/locks", "harbours"}) {
		t.Fatalf("%+v\n%+v, %v", made, ch, err)
	}
	m, w, h, l := made[0], made[1], made[2], made[3]
	switch {
	case m.Parent != w.ID, !reflect.DeepEqual(m.Yields, []feed.ID{l.ID, harbours.ID}), m.Version != 0, w.Version != 7:
		t.Errorf("made %+v, %+v", m, w)
	case !reflect.DeepEqual(h.Yields, []feed.ID{l.ID, w.ID}), !h.Archived, h.Version != harbours.Version+1:
		t.Errorf("replaced %+v", h)
	case l.Parent != w.ID, !reflect.DeepEqual(l.Yields, []feed.ID{m.ID}):
		t.Errorf("made %+v", l)
	}
	both(t, s, before)
	if _, ch, err := s.SaveThemes(t.Context(), made); err != nil || ch.Seq != 0 {
		t.Errorf("as they are: %+v, %v", ch, err)
	}
	// When one cannot be, none is changed.
	now := savedOf(t, s)
	m.Archived = true
	if _, _, err := s.SaveThemes(t.Context(), []feed.Theme{m, {Slug: "tides"}, {Slug: "weather"}}); err == nil {
		t.Error("a second theme of one slug")
	}
	if got := savedOf(t, s); !reflect.DeepEqual(got, now) {
		t.Errorf("half of it was done: %+v", got)
	}
	sound(t, s)
}

// TestNamesWith holds that what a transaction knows of themes after it changed some is
// what it would read.
func TestNamesWith(t *testing.T) {
	s := newStore(t)
	a, b, c := feed.ThemeID("weather"), feed.ThemeID("storms"), feed.ThemeID("gales")
	_, err := s.update(t.Context(), func(tx *tx) error {
		for i, o := range []struct {
			id feed.ID
			th *feed.Theme
		}{
			{b, &feed.Theme{Slug: "storms", Parent: a, Pin: 3}},
			{c, &feed.Theme{Slug: "gales", Parent: b, Labels: map[string]string{"fr": "Coups de vent"}}},
			{b, nil},
			{a, &feed.Theme{Slug: "climate", Trust: .9}},
			{b, &feed.Theme{Slug: "tempests", Parent: a}},
			{a, nil},
		} {
			if _, err := tx.known(); err != nil {
				return err
			}
			var p []byte
			if o.th != nil {
				p = encodeTheme(o.th)
			}
			if err := tx.define(inTheme, o.id, p); err != nil {
				return err
			}
			got, want := tx.names, tx.loadNames()
			if got == nil || got.version != want.version || !reflect.DeepEqual(got.themes, want.themes) ||
				!reflect.DeepEqual(got.rank, want.rank) || !reflect.DeepEqual(got.below, want.below) ||
				len(got.labels) != len(want.labels) || got.mark() != want.mark() {
				t.Errorf("after %d: %+v, want %+v", i, got, want)
			}
		}
		return errUnchanged
	})
	if err != nil {
		t.Fatal(err)
	}
}
