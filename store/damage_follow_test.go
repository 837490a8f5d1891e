package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

const (
	followedItems = 60 // of each of two sources
	followedNext  = 40 // up to here have an earlier version
	followedGone  = 5  // the last ones are destroyed
)

func followedText(i, state int) string {
	return longText(fmt.Sprint("lock", i)) + fmt.Sprintf(" State %d.", state)
}

func followedItem(source feed.ID, i, state int) feed.Arrival {
	return dispatch(source, fmt.Sprint(i), fmt.Sprintf("https://gazette.example/%d", i), fmt.Sprintf("Note %d", i), followedText(i, state))
}

// followable makes a library of what two sources brought: items in two states,
// some destroyed, one found under another guid.
func followable(t testing.TB) (s *Store, sources []feed.ID) {
	t.Helper()
	s = newStore(t)
	for _, src := range follow(t, s, gazette(1), gazette(2)) {
		sources = append(sources, src.ID)
	}
	for at, src := range sources {
		in := feed.Polled{Source: src, Poll: feed.Poll{Tried: testNow, ETag: fmt.Sprintf(`"%d"`, at), Message: strings.Repeat("slow ", 30)}}
		var gone []feed.ID
		for i := range followedItems {
			a := followedItem(src, i, 0)
			in.In = append(in.In, a)
			if i >= followedItems-followedGone {
				gone = append(gone, a.Sent.ID)
			}
		}
		keep(t, s, in)
		in.In = in.In[:0]
		for i := range followedNext {
			in.In = append(in.In, followedItem(src, i, 1))
		}
		renamed := followedItem(src, followedNext, 0)
		renamed.Sent.ID, renamed.Sent.URL = feed.ItemID(src, "renamed"), "https://moved.example/note"
		in.In = append(in.In, renamed)
		keep(t, s, in)
		if _, err := s.SetFlag(t.Context(), one(gone...), feed.FlagTrashed, true); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, sources
}

// tryFollowed uses what followed sources brought in every way. Whatever is not
// an error must be right.
func tryFollowed(t *testing.T, s *Store, sources []feed.ID) {
	t.Helper()
	note := func(err error) bool {
		if err != nil && !errors.Is(err, feed.ErrDamaged) && !errors.Is(err, feed.ErrForeign) && !errors.Is(err, feed.ErrNotFound) &&
			!errors.Is(err, feed.ErrNothing) && !errors.Is(err, feed.ErrNewer) && !errors.Is(err, feed.ErrBusy) {
			t.Fatalf("damage became %v", err)
		}
		return err != nil
	}
	_, err := s.Polls(t.Context())
	note(err)
	for _, src := range sources {
		var sent []feed.Sent
		for i := range followedItems {
			a := followedItem(src, i, 1)
			sent = append(sent, a.Sent)
			versions, err := s.Versions(t.Context(), a.Sent.ID)
			note(err)
			for _, v := range versions {
				if v.Article.Title != a.Article.Title || v.Article.Text() != followedText(i, 0) {
					t.Fatalf("article %d has another's version", i)
				}
			}
			_, err = s.Elsewhere(t.Context(), a.Sent.ID)
			note(err)
		}
		_, err := s.Standings(t.Context(), src, sent)
		note(err)
		_, err = s.Keep(t.Context(), []feed.Polled{{Source: src, Poll: feed.Poll{Tried: testNow, Failures: 1}, In: []feed.Arrival{
			followedItem(src, 3, 2), followedItem(src, 50, 2), followedItem(src, 500, 0), followedItem(src, followedItems-1, 0)}}})
		note(err)
		_, _, err = s.Leaving(t.Context(), []feed.ID{src})
		note(err)
	}
	_, _, err = s.Follow(t.Context(), []feed.Source{gazette(1), gazette(3)})
	note(err)
	folder := "Coast"
	_, err = s.EditSources(t.Context(), sources, feed.SourceEdit{Folder: &folder})
	note(err)
	_, err = s.Unfollow(t.Context(), sources[:1])
	note(err)
	_, err = s.EmptyTrash(t.Context())
	note(err)
	_, err = s.Undo(t.Context())
	note(err)
	_, err = s.Retain(t.Context(), testNow.AddDate(1, 0, 0))
	note(err)
	_, err = s.Check(t.Context(), true)
	note(err)
}

func TestFollowedDamaged(t *testing.T) {
	t.Parallel()
	whole, sources := followable(t)
	b, err := os.ReadFile(whole.path)
	if err != nil {
		t.Fatal(err)
	}
	for name, harm := range harms(b) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "harmed.db")
			for seed := range max(damageSeeds()/2, 1) {
				r := rand.New(rand.NewPCG(seed, 23))
				if err := os.WriteFile(path, harm(r, bytes.Clone(b)), 0o600); err != nil {
					t.Fatal(err)
				}
				if s, err := Open(t.Context(), path, Options{Now: testOptions().Now}); err == nil {
					tryFollowed(t, s, sources)
					_ = s.Close()
				}
			}
		})
	}
}

// sameFollowed holds that two libraries say the same of what was followed.
func sameFollowed(t *testing.T, one, two *Store, sources []feed.ID) {
	t.Helper()
	var all [2][]string
	for i, s := range []*Store{one, two} {
		list, err := s.Sources(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		polls, err := s.Polls(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, src := range list {
			all[i] = append(all[i], fmt.Sprintf("%+v %+v", src, polls[src.ID]))
		}
		for _, src := range sources {
			var sent []feed.Sent
			for n := range followedItems {
				sent = append(sent, followedItem(src, n, 1).Sent)
			}
			sent = append(sent, feed.Sent{ID: feed.ItemID(src, "renamed"), Print: followedItem(src, followedNext, 0).Sent.Print})
			st, err := s.Standings(t.Context(), src, sent)
			all[i] = append(all[i], fmt.Sprintf("%v %v", st, err))
			for n := range followedItems {
				v, err := s.Versions(t.Context(), sent[n].ID)
				all[i] = append(all[i], fmt.Sprintf("%+v %v", v, err))
			}
		}
	}
	for i := range all[0] {
		if i >= len(all[1]) || strings.ReplaceAll(all[0][i], one.path, "") != strings.ReplaceAll(all[1][i], two.path, "") {
			t.Fatalf("was %s\nis %s", all[0][i], all[1][min(i, len(all[1])-1)])
		}
	}
}

func TestRepairKeepsFollowed(t *testing.T) {
	s, sources := followable(t)
	b, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	two, r, err := repaired(t, b)
	if err != nil || !r.OK() || r.Versions != 2*followedNext {
		t.Fatalf("%+v, %v", r, err)
	}
	sound(t, two)
	sameFollowed(t, s, two, sources)
	tryFollowed(t, two, sources)
	sound(t, two)
}

// TestRepairFollowedAfterOnePage loses some pages of a file in turn: what is left
// is sound, and no version is another's.
func TestRepairFollowedAfterOnePage(t *testing.T) {
	t.Parallel()
	s, sources := followable(t)
	b, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	step := 5
	if raceOn {
		step = 100
	}
	for at := 0; at < len(b); at += 4096 * step {
		harmed := bytes.Clone(b)
		clear(harmed[at:][:4096])
		two, r, err := repaired(t, harmed)
		if err != nil {
			t.Fatalf("without page %d: %v", at/4096, err)
		}
		sound(t, two)
		if r.Articles < 2*(followedItems-followedGone)*9/10 {
			t.Errorf("without page %d: %+v", at/4096, r)
		}
		tryFollowed(t, two, sources)
		sound(t, two)
	}
}

func TestCompactKeepsFollowed(t *testing.T) {
	s, _ := followable(t)
	before := dump(t, s)
	if _, err := s.Compact(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, s); !slices.Equal(before, after) {
		t.Error("it says something else now")
	}
	if err := s.Reindex(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
}

// TestCheckFindsFollowedFaults plants one fault in each new bucket.
func TestCheckFindsFollowedFaults(t *testing.T) {
	t.Parallel()
	id := feed.NewID("nobody")
	for name, plant := range map[string]func(*tx) error{
		"poll":    func(tx *tx) error { return tx.put(inPoll, id[:], encodePoll(&feed.Poll{ETag: "x"})) },
		"gone":    func(tx *tx) error { return tx.put(inGone, []byte("short"), nil) },
		"item":    func(tx *tx) error { return tx.put(inItem, docKey(119), (&item{ids: []feed.ID{id}}).encode()) },
		"version": func(tx *tx) error { return tx.put(inVersion, versionKey(119, 1), (&earlier{}).encode()) },
		"same":    func(tx *tx) error { return tx.putPlain(inSame, traceKey(id, 5, 1), nil) },
		"trace": func(tx *tx) error {
			e, _, err := tx.entry(1)
			return errors.Join(err, tx.del(inSame, traceKey(e.head.SourceID, e.traces()[0], 1)))
		},
		"text": func(tx *tx) error {
			return tx.put(inVersion, versionKey(1, 7), (&earlier{head: encodeHead(&feed.Head{ID: id}, descent{}), body: []byte("none")}).encode())
		},
		"set": func(tx *tx) error { return tx.changeOne(hasVersion, 50, true) },
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := followable(t)
			if _, err := s.update(t.Context(), plant); err != nil {
				t.Fatal(err)
			}
			if r, err := s.Check(t.Context(), true); err != nil || r.OK() {
				t.Errorf("nothing found: %+v, %v", r, err)
			}
		})
	}
}
