package store

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

const (
	repairAll       = 500
	repairDestroyed = 40 // the first ones
	repairTrashed   = 60 // up to here
)

// repairable returns the bytes of a library of 500 articles, of which 40 are
// destroyed, 20 in the trash, the next 30 tagged.
func repairable(t *testing.T) (s *Store, whole []byte) {
	t.Helper()
	s = newStore(t)
	ids := func(from, to int) (out []feed.ID) {
		for i := from; i < to; i++ {
			out = append(out, sample(i).Article.ID)
		}
		return out
	}
	for from := 0; from < repairAll; from += 100 {
		addSamples(t, s, from, 100)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.SetFlag(t.Context(), one(ids(0, repairDestroyed)...), feed.FlagTrashed, true)
	must(err)
	_, err = s.EmptyTrash(t.Context())
	must(err)
	_, err = s.SetFlag(t.Context(), one(ids(repairDestroyed, repairTrashed)...), feed.FlagTrashed, true)
	must(err)
	_, err = s.Tag(t.Context(), one(ids(60, 90)...), feed.Tagging{Add: []feed.ID{feed.ThemeID("weather")}})
	must(err)
	_, err = s.SetFlag(t.Context(), one(ids(70, 75)...), feed.FlagStarred, true)
	must(err)
	must(s.SetPlace(t.Context(), sample(80).Article.ID, feed.Place{Block: 2, Offset: 3}))
	whole, err = os.ReadFile(s.path)
	must(err)
	return s, whole
}

// repaired repairs a file of these bytes.
func repaired(t *testing.T, b []byte) (*Store, Repaired, error) {
	t.Helper()
	dir := t.TempDir()
	from, to := filepath.Join(dir, "harmed.db"), filepath.Join(dir, "new.db")
	if err := os.WriteFile(from, b, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Repair(t.Context(), from, to, RepairOptions{Now: testOptions().Now})
	if after, rerr := os.ReadFile(from); rerr != nil || !bytes.Equal(after, b) {
		t.Fatalf("the old file was changed, %v", rerr)
	}
	if err != nil {
		if _, serr := os.Stat(to); !errors.Is(serr, fs.ErrNotExist) {
			t.Fatalf("a file after %v", err)
		}
		return nil, r, err
	}
	fi, err := os.Stat(to)
	if err != nil || fi.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", fi, err)
	}
	return openAt(t, to), r, nil
}

// saved counts the articles of the library that are whole, and holds that none
// is wrong: a text under another's title, one from the dead or out of the trash.
func saved(t *testing.T, s *Store, r Repaired) (whole int) {
	t.Helper()
	sound(t, s)
	h, err := s.Find(t.Context(), everything)
	if err != nil {
		t.Fatal(err)
	}
	trashed := find(t, s, is("trashed"))
	if n := h.Len() + trashed.Len(); n != r.Articles || trashed.Len() != r.Trashed {
		t.Errorf("%d articles and %d in the trash, told %d and %d", n, trashed.Len(), r.Articles, r.Trashed)
	}
	live := map[feed.ID]bool{}
	for _, id := range idsOf(t, h) {
		live[id] = true
	}
	for i := range repairAll {
		want := sample(i)
		a, err := s.Article(t.Context(), want.Article.ID)
		switch {
		case errors.Is(err, feed.ErrNotFound):
			continue
		case err != nil:
			t.Fatal(err)
		case i < repairDestroyed && r.Blind:
			continue
		case i < repairDestroyed && !a.Trashed:
			t.Fatalf("article %d is back from the dead", i)
		case i < repairTrashed && !a.Trashed && !slices.ContainsFunc(r.Lost, func(s string) bool { return strings.HasPrefix(s, "which articles are in the trash") }):
			t.Fatalf("article %d came out of the trash", i)
		case a.Trashed == live[a.ID]:
			t.Fatalf("article %d is listed: %v, trashed: %v", i, live[a.ID], a.Trashed)
		}
		text := a.Text() == string(want.Raw.Bytes)
		if !text && a.Text() != "" {
			t.Fatalf("article %d has another's text", i)
		}
		if a.TitleFrom != feed.TitleFromFirstSentence {
			right(t, a.Head)
			if text {
				whole++
			}
		} else if !text {
			t.Fatalf("article %d has neither title nor text", i)
		}
	}
	return whole
}

func TestRepairOfASoundFile(t *testing.T) {
	t.Parallel()
	s, b := repairable(t)
	two, r, err := repaired(t, b)
	if err != nil {
		t.Fatal(err)
	}
	if n := saved(t, two, r); n != repairAll-repairDestroyed || len(r.Lost) > 0 || r.Doubtful || r.Untitled+r.Textless+r.Rawless > 0 {
		t.Errorf("%d saved, %+v", n, r)
	}
	for _, theme := range []string{"weather", "gardens"} {
		if a, b := idsOf(t, find(t, s, tagged(theme))), idsOf(t, find(t, two, tagged(theme))); !slices.Equal(a, b) {
			t.Errorf("%d tagged %s, were %d", len(b), theme, len(a))
		}
	}
	for i := 40; i < repairAll; i++ {
		id := sample(i).Article.ID
		was, err1 := s.Article(t.Context(), id)
		is, err2 := two.Article(t.Context(), id)
		if err1 != nil || err2 != nil || !sameHead(was.Head, is.Head) || !slices.EqualFunc(was.Marks, is.Marks, func(a, b feed.Mark) bool {
			return a.Theme == b.Theme && a.By == b.By && a.At.Equal(b.At)
		}) {
			t.Fatalf("article %d was %+v, is %+v, %v %v", i, was.Head, is.Head, err1, err2)
		}
	}
	if p, err := two.Place(t.Context(), sample(80).Article.ID); p != (feed.Place{Block: 2, Offset: 3}) || err != nil {
		t.Errorf("place %v, %v", p, err)
	}
	if raw, err := two.Raw(t.Context(), sample(81).Article.ID); err != nil || !bytes.Equal(raw.Bytes, sample(81).Raw.Bytes) {
		t.Errorf("raw %q, %v", raw.Name, err)
	}
	for range 2 { // the star, the tag
		if _, err := two.Undo(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if n := find(t, two, tagged("weather")).Len(); n != 0 {
		t.Errorf("%d tagged after undo", n)
	}
	addSamples(t, two, 1000, 60)
	sound(t, two)
}

// TestRepairAfterOnePage loses each page of a file in turn.
func TestRepairAfterOnePage(t *testing.T) {
	t.Parallel()
	_, b := repairable(t)
	const least = (repairAll - repairDestroyed) * 99 / 100
	step := 11
	switch {
	case raceOn:
		step = 200
	case damageSeeds() > 15:
		step = 1
	}
	for at := 0; at < len(b); at += 4096 * step {
		harmed := bytes.Clone(b)
		clear(harmed[at:][:4096])
		two, r, err := repaired(t, harmed)
		if err != nil {
			t.Fatalf("without page %d: %v", at/4096, err)
		}
		whole := saved(t, two, r)
		if r.Articles < least {
			t.Errorf("without page %d: %d saved, %d whole, %+v", at/4096, r.Articles, whole, r)
		}
		if n := find(t, two, tagged("weather")).Len(); n < 29 {
			t.Errorf("without page %d: %d tagged", at/4096, n)
		}
		// The page may be that of the set of stars, which stand nowhere else.
		if n := find(t, two, is("starred")).Len(); n < 4 && len(r.Lost) == 0 && !r.Doubtful {
			t.Errorf("without page %d: %d starred, and nothing is told: %+v", at/4096, n, r)
		}
	}
}

func TestRepairAfterMuch(t *testing.T) {
	_, b := repairable(t)
	pages := len(b) / 4096
	for seed := range max(damageSeeds()/5, 1) {
		r := rand.New(rand.NewPCG(seed, 21))
		harmed := bytes.Clone(b)
		for id := range pages {
			if r.IntN(20) == 0 {
				clear(harmed[id*4096:][:4096])
			}
		}
		two, rep, err := repaired(t, harmed)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		saved(t, two, rep)
		if rep.Articles < (repairAll-repairDestroyed)*85/100 {
			t.Errorf("seed %d: %+v", seed, rep)
		}
	}
}

// TestRepairWithoutMetaPages finds the newest root by its counters.
func TestRepairWithoutMetaPages(t *testing.T) {
	_, b := repairable(t)
	harmed := bytes.Clone(b)
	clear(harmed[:2*4096])
	two, r, err := repaired(t, harmed)
	if err != nil {
		t.Fatal(err)
	}
	if n := saved(t, two, r); n != repairAll-repairDestroyed {
		t.Errorf("%d saved, %+v", n, r)
	}
}

func TestRepairOfACutFile(t *testing.T) {
	t.Parallel()
	_, b := repairable(t)
	for _, n := range []int{len(b) / 3, len(b) / 2, len(b) - 5000}[fewer(0, 2):] {
		two, r, err := repaired(t, b[:n])
		if err != nil {
			t.Fatal(err)
		}
		saved(t, two, r)
		if r.Articles < repairAll*n/len(b)/4 {
			t.Errorf("cut at %d: %+v", n, r)
		}
	}
}

// TestRepairDamaged damages a file in the ways files are damaged.
func TestRepairDamaged(t *testing.T) {
	t.Parallel()
	_, whole := repairable(t)
	all := harms(whole)
	names := slices.Sorted(maps.Keys(all))
	for _, name := range names[:fewer(len(names), 3)] {
		t.Run(name, func(t *testing.T) {
			for seed := range max(damageSeeds()/5, 1) {
				two, r, err := repaired(t, all[name](rand.New(rand.NewPCG(seed, 17)), bytes.Clone(whole)))
				if err != nil {
					if !errors.Is(err, feed.ErrForeign) && !errors.Is(err, feed.ErrDamaged) {
						t.Fatalf("seed %d: %v", seed, err)
					}
					continue
				}
				saved(t, two, r)
			}
		})
	}
}

func TestRepairRefuses(t *testing.T) {
	s, b := repairable(t)
	dir := t.TempDir()
	there := filepath.Join(dir, "there")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if _, err := Repair(ctx, s.path, there, RepairOptions{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("onto a file: %v", err)
	}
	if _, err := Repair(ctx, s.path, s.path, RepairOptions{Force: true}); !errors.Is(err, feed.ErrInvalid) {
		t.Errorf("onto itself: %v", err)
	}
	if got, err := os.ReadFile(there); string(got) != "mine" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	for name, content := range map[string]string{"text": strings.Repeat("words and words\n", 999), "empty": "", "short": "x"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Repair(ctx, path, filepath.Join(dir, "new"), RepairOptions{}); !errors.Is(err, feed.ErrForeign) && !errors.Is(err, feed.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Repair(ctx, s.path, there, RepairOptions{Force: true}); err != nil {
		t.Error(err)
	}
	if n := find(t, openAt(t, there), nil).Len(); n != repairAll-repairTrashed {
		t.Errorf("%d articles", n)
	}
	if after, err := os.ReadFile(s.path); err != nil || !bytes.Equal(after, b) {
		t.Errorf("the old file was changed, %v", err)
	}
}
