package store

import (
	"context"
	"strings"
	"sync"
	"testing"

	"veille/feed"
	"veille/feed/theme"
)

// learnedOf counts the articles that a theme was learned from.
func learnedOf(t testing.TB, s *Store, slug string) int {
	t.Helper()
	_, n, err := s.LearnedTerms(t.Context(), feed.ThemeID(slug), 5)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func tagAs(t testing.TB, s *Store, by feed.By, slug string, n ...int) {
	t.Helper()
	if _, err := s.Tag(t.Context(), one(sampleIDs(n...)...), feed.Tagging{Add: []feed.ID{feed.ThemeID(slug)}, By: by}); err != nil {
		t.Fatal(err)
	}
}

// TestLearn holds that what was learned is what is tagged, whichever way it came to
// be, as soon as there is enough of it.
func TestLearn(t *testing.T) {
	s := scoredStore(t)
	addTitled(t, s, 12, 20)
	catchUp(t, s)
	steps := []struct {
		what string
		do   func()
		want int
	}{
		{"four are few", func() { tagAs(t, s, feed.ByUser, "gardens", 0, 1, 2, 3) }, 0},
		{"a rule teaches nothing", func() { tagAs(t, s, feed.ByRule, "gardens", 20, 21, 22) }, 0},
		{"five are enough", func() { tagAs(t, s, feed.ByImport, "gardens", 4) }, 5},
		{"accepted ones teach", func() {
			if _, err := s.Answer(t.Context(), one(sampleIDs(6, 8, 9, 10, 12)...), feed.Answer{}); err != nil {
				t.Fatal(err)
			}
			tagAs(t, s, feed.ByUser, "gardens", 6, 8, 9, 10, 12)
		}, 10},
		{"undo unteaches", func() {
			if _, err := s.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, 5},
		{"so does the trash", func() {
			if _, err := s.Redo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := s.SetFlag(t.Context(), one(sampleIDs(0, 1, 2, 3, 4)...), feed.FlagTrashed, true); err != nil {
				t.Fatal(err)
			}
		}, 5},
		{"and what is destroyed", func() {
			if _, err := s.EmptyTrash(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, 5},
	}
	for _, st := range steps {
		st.do()
		catchUp(t, s)
		if n := learnedOf(t, s, "gardens"); n != st.want {
			t.Errorf("%s: learned from %d, want %d", st.what, n, st.want)
		}
		sound(t, s)
	}
	terms, _, err := s.LearnedTerms(t.Context(), feed.ThemeID("gardens"), 200)
	if err != nil || len(terms) == 0 {
		t.Fatal(terms, err)
	}
	if strings.Contains(" "+strings.Join(terms, " ")+" ", " dispatch 0 ") {
		t.Error(terms)
	}
	// Terms of texts that are gone by themselves are forgotten in time.
	_, err = s.update(t.Context(), func(tx *tx) error {
		tx.is.residue = maxResidue + 1
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := s.Backlog(t.Context()); err != nil || b.IsZero() {
		t.Errorf("backlog %+v, %v", b, err)
	}
	catchUp(t, s)
	if n := learnedOf(t, s, "gardens"); n != 5 {
		t.Errorf("learned anew from %d", n)
	}
}

// TestLearnDismissed holds that dismissals are among the rest.
func TestLearnDismissed(t *testing.T) {
	s := scoredStore(t)
	catchUp(t, s)
	if _, err := s.Answer(t.Context(), feed.Targets{Hits: find(t, s, nil)}, feed.Answer{Dismiss: true}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	n := 0
	err := s.view(t.Context(), func(tx *tx) error {
		l, err := tx.learned()
		n = l.All.N
		return err
	})
	if err != nil || n != 8 || learnedOf(t, s, "harbours") != 0 {
		t.Errorf("the rest are %d, %v", n, err)
	}
}

// TestTrust holds that sure suggestions become marks by rule, once.
func TestTrust(t *testing.T) {
	s := scoredStore(t)
	th := themeNamed(t, s, "harbours")
	th.Trust = .5
	if _, err := s.EditTheme(t.Context(), th); err != nil {
		t.Fatal(err)
	}
	if b, err := s.CatchUp(t.Context(), 0, nil); err != nil || b != (feed.Backlog{Ruled: 6}) {
		t.Errorf("caught up %+v, %v", b, err)
	}
	if got := asked(t, s, "tag:harbours by:rule"); got != "0 2 4 6 8 10" {
		t.Errorf("trusted on %s", got)
	}
	a, err := s.Article(t.Context(), sampleID(2))
	if err != nil || len(a.Marks) != 1 || a.Marks[0].Score < .5 || !a.Marks[0].Rule.IsZero() || a.Marks[0].Version != th.Version || len(a.Marks[0].Spans) != 1 {
		t.Errorf("%+v, %v", a.Marks, err)
	}
	if _, err := s.Tag(t.Context(), one(sampleIDs(2, 4)...), feed.Tagging{Remove: []feed.ID{th.ID}}); err != nil {
		t.Fatal(err)
	}
	setWords(t, s, "weather", "gale", "tide") // all is scored again
	catchUp(t, s)
	if got := asked(t, s, "tag:harbours"); got != "0 6 8 10" {
		t.Errorf("trusted again on %s", got)
	}
	if got := asked(t, s, "sug:harbours"); got != "2 4" {
		t.Errorf("pending on %s", got)
	}
	sound(t, s)
}

// TestMissing holds that what changes an article makes it miss again.
func TestMissing(t *testing.T) {
	s := suggestByWord(newStore(t))
	src := follow(t, s, gazette(1))[0].ID
	setWords(t, s, "harbours", "quay")
	in := dispatch(src, "1", "https://gazette.example/1", "Nothing yet", longText("one"))
	keepOf(t, s, src, in, dispatch(src, "2", "https://gazette.example/2", "The quay", longText("two")))
	catchUp(t, s)
	missing := func(what string, want int) {
		t.Helper()
		b, err := s.Backlog(context.Background())
		if err != nil || b.Suggestions != want {
			t.Errorf("%s: %d missing, want %d, %v", what, b.Suggestions, want, err)
		}
		catchUp(t, s)
		sound(t, s)
	}
	missing("nothing", 0)
	keepOf(t, s, src, dispatch(src, "1", "https://gazette.example/1", "A quay after all", longText("one more")))
	missing("the source changed it", 1)
	if n := find(t, s, suggestedFor("harbours")).Len(); n != 2 {
		t.Errorf("%d suggested", n)
	}
	title := "No more of it"
	if _, err := s.Correct(t.Context(), in.Sent.ID, feed.Correction{Title: &title}); err != nil {
		t.Fatal(err)
	}
	missing("corrected", 1)
	if n := find(t, s, suggestedFor("harbours")).Len(); n != 1 {
		t.Errorf("%d suggested", n)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	missing("undone", 1)
	lang := "fr"
	if _, err := s.Correct(t.Context(), in.Sent.ID, feed.Correction{Lang: &lang}); err != nil {
		t.Fatal(err)
	}
	missing("of another language", 1)
	if _, err := s.SetFlag(t.Context(), one(in.Sent.ID), feed.FlagStarred, true); err != nil {
		t.Fatal(err)
	}
	missing("starred", 0)
	if _, err := s.SetFlag(t.Context(), one(in.Sent.ID), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	c, err := s.Counts(t.Context())
	if err != nil || c.ToConfirm != 1 {
		t.Errorf("%d to confirm, %v", c.ToConfirm, err)
	}
	setWords(t, s, "harbours", "quay", "berth")
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	missing("other words, one destroyed", 1)
}

// meddling is a scorer beside which something happens while it works.
type meddling struct {
	scorer
	once sync.Once
	do   func()
}

func (m *meddling) Suggest(a *feed.Article) []feed.Suggestion {
	m.once.Do(m.do)
	return m.scorer.Suggest(a)
}

// TestMeanwhile holds that what changes while suggestions are worked out is worked
// out again: a text, the themes, what is there at all.
func TestMeanwhile(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(t *testing.T, s *Store)
		want string
	}{
		"corrected": {func(t *testing.T, s *Store) {
			title := "Calm at the berth"
			if _, err := s.Correct(context.Background(), sampleID(2), feed.Correction{Title: &title}); err != nil {
				t.Error(err)
			}
		}, "0 4 6 8 10"},
		"other words": {func(t *testing.T, s *Store) { setWords(t, s, "harbours", "gale") }, "0 3 6 9"},
		"destroyed": {func(t *testing.T, s *Store) {
			if _, err := s.SetFlag(context.Background(), one(sampleIDs(2, 4)...), feed.FlagTrashed, true); err != nil {
				t.Error(err)
			}
			if _, err := s.EmptyTrash(context.Background()); err != nil {
				t.Error(err)
			}
		}, "0 6 8 10"},
		"more come": {func(t *testing.T, s *Store) { addTitled(t, s, 12, 4) }, "0 2 4 6 8 10 12 14"},
	} {
		t.Run(name, func(t *testing.T) {
			s := scoredStore(t)
			begun := false
			s.suggests = func(themes []feed.Theme, learned *theme.Learned) scorer {
				m := &meddling{scorer: &wordScorer{themes, learned}, do: func() {}}
				if !begun {
					begun, m.do = true, func() { c.do(t, s) }
				}
				return m
			}
			catchUp(t, s)
			if got := asked(t, s, "sug:harbours"); got != c.want {
				t.Errorf("suggested for %s, want %s", got, c.want)
			}
			sound(t, s)
		})
	}
}
