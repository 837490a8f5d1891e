package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

// answeredStore has suggestions accepted and dismissed, a rule that has worked, a
// hidden article and something learned.
func answeredStore(t *testing.T) *Store {
	t.Helper()
	s := scoredStore(t)
	saveRule(t, s, feed.SavedRule{Name: "Away", Query: "gale", Hide: true, Tags: []feed.ID{feed.ThemeID("gardens")}})
	catchUp(t, s)
	addTitled(t, s, 12, 4)
	catchUp(t, s)
	for _, a := range []feed.Answer{{Themes: []feed.ID{feed.ThemeID("weather")}, Dismiss: true}, {}} {
		if _, err := s.Answer(t.Context(), one(sampleIDs(0, 2, 3, 4, 6, 8, 9)...), a); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Tag(t.Context(), one(sampleID(15)), feed.Tagging{Remove: []feed.ID{feed.ThemeID("gardens")}}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	if learnedOf(t, s, "harbours") != 5 {
		t.Fatal("nothing was learned")
	}
	return s
}

var answeredLines = []string{"tag:harbours", "tag:gardens", "sug:harbours", "sug:weather", "by:suggestion", "by:rule", "is:hidden", "has:suggestion"}

func allAsked(t testing.TB, s *Store) (out []string) {
	t.Helper()
	for _, line := range answeredLines {
		out = append(out, line+": "+asked(t, s, line))
	}
	return out
}

// damageIn changes a byte in the values of a bucket, those with a key that begins
// with prefix, and leaves their seals.
func damageIn(t testing.TB, s *Store, b bucket, prefix string) {
	t.Helper()
	n := 0
	_, err := s.update(t.Context(), func(tx *tx) error {
		vals := map[string][]byte{}
		for k, v := range tx.up(b, []byte(prefix)) {
			if strings.HasPrefix(string(k), prefix) {
				vals[string(k)] = append([]byte(nil), v...)
			}
		}
		for k, v := range vals {
			n++
			v[0] ^= 0x40
			if err := tx.putPlain(b, []byte(k), v); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Fatal(n, err)
	}
}

// TestMadeDamaged damages what is worked out: lists, counts and changes go on, a
// check tells, and it is made again.
func TestMadeDamaged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in     bucket
		prefix string
	}{
		"suggestions": {inSug, ""}, "set of suggestions": {inSet, sugPrefix}, "dismissed": {inSet, dropPrefix},
		"done": {inSet, donePrefix}, "learned": {inSet, learnedPrefix}, "samples": {inLearn, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := answeredStore(t)
			want := allAsked(t, s)
			damageIn(t, s, c.in, c.prefix)
			if _, err := find(t, s, nil).Heads(t.Context(), 0, 20); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Counts(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Suggestions(t.Context(), sampleID(10)); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Answers(t.Context()); err != nil {
				t.Fatal(err)
			}
			r, err := s.Check(t.Context(), true)
			if err != nil || r.OK() {
				t.Fatalf("a check finds %v, %v", r.Faults, err)
			}
			title := "Another one in a gale"
			if _, err := s.Correct(t.Context(), sampleID(7), feed.Correction{Title: &title}); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if c.in == inSug {
				if !r.OnlyIndex() {
					t.Errorf("not only what is worked out: %v", r.Faults)
				}
				if err := s.Reindex(t.Context(), nil); err != nil {
					t.Fatal(err)
				}
			}
			catchUp(t, s)
			if got := allAsked(t, s); !slices.Equal(got, want) {
				t.Errorf("made again\n%q, want\n%q", got, want)
			}
			sound(t, s)
			if n := learnedOf(t, s, "harbours"); n != 5 {
				t.Errorf("learned from %d", n)
			}
		})
	}
}

// TestReindexSets holds that a set of suggestions that says something else than
// their records is made anew.
func TestReindexSets(t *testing.T) {
	s := answeredStore(t)
	want := allAsked(t, s)
	if _, err := s.update(t.Context(), func(tx *tx) error { return tx.changeOne(setSug(feed.ThemeID("harbours")), 7, true) }); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Check(t.Context(), false); err != nil || !r.OnlyIndex() {
		t.Errorf("a check finds %v, %v", r.Faults, err)
	}
	if err := s.Reindex(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	if got := allAsked(t, s); !slices.Equal(got, want) {
		t.Errorf("made again\n%q, want\n%q", got, want)
	}
	sound(t, s)
}

// TestRepairAnswers holds that a repair saves what was answered and what rules have
// done, and that they do nothing a second time.
func TestRepairAnswers(t *testing.T) {
	s := answeredStore(t)
	want := allAsked(t, s)
	to := filepath.Join(t.TempDir(), "new.db")
	r, err := Repair(t.Context(), s.path, to, RepairOptions{Now: testOptions().Now})
	if err != nil || !r.OK() || r.Rules != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	repaired := suggestByWord(openAt(t, to))
	catchUp(t, repaired)
	if got := allAsked(t, repaired); !slices.Equal(got, want) {
		t.Errorf("repaired\n%q, want\n%q", got, want)
	}
	if rules, err := repaired.Rules(t.Context()); err != nil || len(rules) != 1 || rules[0].Name != "Away" {
		t.Errorf("%+v, %v", rules, err)
	}
	sound(t, repaired)
	for range 2 {
		if _, err := repaired.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	sound(t, repaired)
}

// TestCopiesAnswers holds that compaction and a backup take all along.
func TestCopiesAnswers(t *testing.T) {
	s := answeredStore(t)
	want := allAsked(t, s)
	to := filepath.Join(t.TempDir(), "copy.db")
	if _, err := s.Backup(t.Context(), to, false, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(to); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{to, s.path} {
		one := suggestByWord(openAt(t, path))
		if path == s.path {
			if _, err := one.Compact(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		if b, err := one.Backlog(t.Context()); err != nil || !b.IsZero() {
			t.Errorf("backlog %+v, %v", b, err)
		}
		if got := allAsked(t, one); !slices.Equal(got, want) {
			t.Errorf("copied\n%q, want\n%q", got, want)
		}
		sound(t, one)
	}
}
