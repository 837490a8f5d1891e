package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

func init() {
	roles["suggest"], roles["answer"] = childSuggest, childAnswer
}

const killedDocs = 300

// childSuggest gives a theme other words, works all suggestions out again, and tells
// of each batch and each round: another may have the turn to work in all of it.
func childSuggest(ctx context.Context, s *Store, from, count int) error {
	suggestByWord(s)
	for round := from; round < from+count; round++ {
		themes, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		for _, th := range themes {
			if th.Slug == "harbours" {
				th.Words = map[string][]feed.Word{"en": {{Text: []string{"quay", "gale"}[round%2]}}}
				th.Version, th.Trust = round, float64(round%3)/3
				if _, err := s.EditTheme(ctx, th); err != nil {
					return err
				}
			}
		}
		if _, err := s.CatchUp(ctx, 0, func(int, int) { fmt.Println("ACK", round) }); err != nil {
			return err
		}
		fmt.Println("ACK", round)
	}
	return nil
}

// childAnswer accepts and dismisses what is pending, takes every third answer back
// and corrects titles meanwhile.
func childAnswer(ctx context.Context, s *Store, from, count int) error {
	for i := from; i < from+count; i++ {
		_, err := s.Answer(ctx, one(sampleIDs(i%killedDocs, (i+7)%killedDocs, (i+11)%killedDocs)...), feed.Answer{Dismiss: i%2 == 0})
		if err == nil && i%3 == 0 {
			_, err = s.Undo(ctx)
		}
		if err == nil && i%5 == 0 {
			title := titled(i)
			_, err = s.Correct(ctx, sampleID(i%killedDocs), feed.Correction{Title: &title})
		}
		if err != nil && !errors.Is(err, feed.ErrNothing) {
			return err
		}
		fmt.Println("ACK", i+1)
	}
	return nil
}

// TestKillCatchUp kills processes that work out suggestions and that answer them, at
// any moment. The file is sound then, and what is worked out in the end is what the
// titles say.
func TestKillCatchUp(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "killed.db")
	s := suggestByWord(openAt(t, path))
	addTitled(t, s, 0, killedDocs)
	saveRule(t, s, feed.SavedRule{Name: "Gales", Query: "gale", Star: true, Tags: []feed.ID{feed.ThemeID("gardens")}})
	r := rand.New(rand.NewPCG(3, 14))
	for i := range max(kills()/4, 1) {
		a, b, c := start(t, "suggest", path, 10*i, 1000), start(t, "answer", path, 100*i, 10_000), start(t, "suggest", path, 10*i+5, 1000)
		b.read(t, 1+r.IntN(400))                                       // the words of a or c may outdate for long what the other works out
		<-time.After(time.Duration(r.IntN(20_000)) * time.Microsecond) // anywhere in the work
		for _, p := range []*process{a, b, c} {
			p.kill(t)
		}
		sound(t, s)
		catchUp(t, s)
		sound(t, s)
		checkSuggested(t, s)
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
	}
}

// checkSuggested holds that the sets say what the titles say.
func checkSuggested(t *testing.T, s *Store) {
	t.Helper()
	word := themeNamed(t, s, "harbours").Words["en"][0].Text
	h := find(t, s, nil)
	heads, err := h.Heads(t.Context(), 0, h.Len())
	if err != nil || len(heads) != killedDocs {
		t.Fatal(len(heads), err)
	}
	err = s.view(t.Context(), func(tx *tx) error {
		set, err := tx.set(setSug(feed.ThemeID("harbours")))
		if err != nil {
			return err
		}
		for _, h := range heads {
			doc, err := tx.mustDoc(h.ID)
			if err != nil {
				return err
			}
			if set.has(doc) != strings.Contains(h.Title, word) {
				return fmt.Errorf("suggested for %q by %q: %v", h.Title, word, set.has(doc))
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
