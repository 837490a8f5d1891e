package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"veille/feed"
)

// dump returns all records of a file, in order.
func dump(t testing.TB, s *Store) (out []string) {
	t.Helper()
	err := s.view(t.Context(), func(tx *tx) error {
		out = out[:0]
		for b := range bucketCount {
			for k, v := range tx.up(b, nil) {
				out = append(out, fmt.Sprintf("%s %x %x", bucketNames[b], k, v))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// stir changes a library in some way that depends on r.
func stir(t testing.TB, s *Store, r *rand.Rand, next *int) {
	t.Helper()
	var err error
	some := func() feed.Targets {
		ids := make([]feed.ID, 1+r.IntN(40))
		for i := range ids {
			ids[i] = sample(r.IntN(*next)).Article.ID
		}
		return one(ids...)
	}
	switch r.IntN(7) {
	case 6:
		var src []feed.Source
		if src, _, err = s.Follow(t.Context(), []feed.Source{gazette(r.IntN(3))}); err != nil {
			break
		}
		in := feed.Polled{Source: src[0].ID, Poll: feed.Poll{Tried: testNow, Failures: r.IntN(1000)}}
		for range r.IntN(30) {
			in.In = append(in.In, followedItem(src[0].ID, r.IntN(100), r.IntN(3)))
		}
		_, err = s.Keep(t.Context(), []feed.Polled{in})
	case 0, 1:
		n := 1 + r.IntN(120)
		_, err = s.Add(t.Context(), samples(*next, n), nil)
		*next += n
	case 2:
		_, err = s.Tag(t.Context(), some(), feed.Tagging{Add: []feed.ID{feed.ThemeID("gardens")}})
	case 3:
		_, err = s.SetFlag(t.Context(), some(), feed.FlagTrashed, true)
	case 4:
		_, err = s.EmptyTrash(t.Context())
	case 5:
		_, err = s.Undo(t.Context())
	}
	if err != nil && !errors.Is(err, feed.ErrNotFound) && !errors.Is(err, feed.ErrNothing) {
		t.Fatal(err)
	}
}

func TestBackupOfAMoment(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	r := rand.New(rand.NewPCG(1, 6))
	next := 300
	addSamples(t, s, 0, next)
	for i := range fewer(12, 3) {
		path := filepath.Join(t.TempDir(), "copy.db")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		// What snapshot does, with changes between its passes.
		c := &copying{sums: newSums(), dst: f, ctx: t.Context()}
		for range 1 + r.IntN(3) {
			if _, err := s.copyUnlocked(c); err != nil {
				t.Fatal(err)
			}
			for range r.IntN(4) {
				stir(t, s, r, &next)
			}
		}
		err = s.viewLocked(t.Context(), time.Now().Add(s.wait), func(t *tx) error {
			mem := bytes.NewReader(t.pages.mem)
			m, _, err := newestMeta(mem)
			if err == nil {
				err = c.pass(mem, m)
			}
			if err == nil {
				_, err = c.finish(mem, m)
			}
			return err
		})
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		copied := openAt(t, path)
		if want := dump(t, s); !slices.Equal(dump(t, copied), want) {
			t.Fatalf("copy %d is not what the file was", i)
		}
		sound(t, copied)
		// It can be written to: its list of free pages is sound.
		addSamples(t, copied, 90_000, 60)
		sound(t, copied)
	}
}

func TestBackupBesideAWriter(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "used.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 300)
	p := start(t, "import", path, 1000, 100_000)
	p.read(t, 3)
	for i := range fewer(5, 2) {
		to := filepath.Join(t.TempDir(), "copy.db")
		before := find(t, s, nil).Len()
		c, err := s.Backup(t.Context(), to, false, nil)
		if err != nil {
			t.Fatal(err)
		}
		after := find(t, s, nil).Len()
		copied := openAt(t, to)
		if n := find(t, copied, nil).Len(); n < before || n > after || n != c.Articles {
			t.Errorf("copy %d has %d articles, told %d; the file had %d before and %d after", i, n, c.Articles, before, after)
		}
		sound(t, copied)
		if fi, err := os.Stat(to); err != nil || fi.Mode().Perm() != 0o600 || fi.Size() != c.Bytes {
			t.Errorf("copy %v, %v; told %d bytes", fi, err, c.Bytes)
		}
	}
	p.kill(t)
}

func TestBackupReplacesNothingUnasked(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 5)
	dir := t.TempDir()
	path := filepath.Join(dir, "kept.txt")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(t.Context(), path, false, nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("onto a file: %v", err)
	}
	if _, err := s.Backup(t.Context(), s.path, true, nil); !errors.Is(err, feed.ErrInvalid) {
		t.Errorf("onto itself: %v", err)
	}
	if _, err := s.Backup(t.Context(), dir, true, nil); !errors.Is(err, feed.ErrInvalid) {
		t.Errorf("onto a folder: %v", err)
	}
	if b, err := os.ReadFile(path); string(b) != "mine" || err != nil {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := s.Backup(t.Context(), path, true, nil); err != nil {
		t.Error(err)
	}
	if n := find(t, openAt(t, path), nil).Len(); n != 5 {
		t.Errorf("%d articles in the copy", n)
	}
	// A damaged file does not take the place of a sound copy.
	_, err := s.update(t.Context(), func(t *tx) error { return t.putPlain(inBody, docKey(3), []byte("no seal")) })
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(t.Context(), path, true, nil); !isDamaged(err) {
		t.Errorf("of a damaged file: %v", err)
	}
	if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, before) {
		t.Errorf("the copy was replaced, %v", err)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

// TestCompactLosesNoWrite changes the file between the copying and the swap, in
// which others may use it.
func TestCompactLosesNoWrite(t *testing.T) {
	t.Parallel()
	for seed := range uint64(fewer(20, 2)) {
		s := newStore(t)
		r := rand.New(rand.NewPCG(seed, 8))
		next := 400
		addSamples(t, s, 0, next)
		for range 1 + r.IntN(5) {
			stir(t, s, r, &next)
		}
		n := &renewal{store: s, ctx: t.Context(), sums: newSums(), leaves: map[uint64]*leafCopy{}}
		if err := n.begin(); err != nil {
			t.Fatal(err)
		}
		var err error
		if n.seen, err = stampAt(s.path); err != nil {
			t.Fatal(err)
		}
		for b := range bucketCount {
			if err := n.copyBucket(b); err != nil {
				t.Fatal(err)
			}
			if r.IntN(3) == 0 {
				stir(t, s, r, &next)
			}
		}
		if err := n.countKeys(); err != nil {
			t.Fatal(err)
		}
		for range r.IntN(4) {
			stir(t, s, r, &next)
		}
		want := dump(t, s)
		if _, err := s.swap(t.Context(), n); err != nil || !n.swapped {
			t.Fatal(err)
		}
		if !slices.Equal(dump(t, s), want) {
			t.Fatalf("seed %d: the new file does not say what the old one said", seed)
		}
		stir(t, s, r, &next)
		sound(t, s)
	}
}

// TestCompactOfAPageThatCameBack holds that a page which is there as it was copied
// is not believed where another that held its keys meanwhile was copied later.
func TestCompactOfAPageThatCameBack(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 100)
	n := &renewal{store: s, ctx: t.Context(), sums: newSums(), leaves: map[uint64]*leafCopy{}}
	if err := n.begin(); err != nil {
		t.Fatal(err)
	}
	if err := n.copyAll(); err != nil {
		t.Fatal(err)
	}
	key := docKey(7)
	err := n.out.Update(func(out *bbolt.Tx) error { return outBucket(out, inBody).Put(key, []byte("meanwhile")) })
	if err != nil {
		t.Fatal(err)
	}
	n.reused = append(n.reused, &leafCopy{in: inBody, first: key, last: key})
	if _, err := s.SetFlag(t.Context(), one(sample(9).Article.ID), feed.FlagStarred, true); err != nil {
		t.Fatal(err)
	}
	want := dump(t, s)
	if _, err := s.swap(t.Context(), n); err != nil || !n.swapped {
		t.Fatal(err)
	}
	if !slices.Equal(dump(t, s), want) {
		t.Error("the new file does not say what the old one said")
	}
	sound(t, s)
}

// TestBackupCarriesNothingFree destroys articles between two passes.
func TestBackupCarriesNothingFree(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 200)
	dst, err := os.Create(filepath.Join(t.TempDir(), "copy.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer shut(dst)
	c := &copying{sums: newSums(), dst: dst, ctx: t.Context()}
	if _, err := s.copyUnlocked(c); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(t.Context(), feed.Targets{Hits: find(t, s, nil)}, feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.copyUnlocked(c); err != nil {
		t.Fatal(err)
	}
	src, err := openRegular(s.path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(src)
	m, _, err := newestMeta(src)
	if err != nil {
		t.Fatal(err)
	}
	free, err := freeSet(src, m)
	if err != nil {
		t.Fatal(err)
	}
	empty, seen := make([]byte, m.pageSize), 0
	for id := range m.high {
		b := make([]byte, m.pageSize)
		if !free.has(id) {
			continue
		}
		if n, err := dst.ReadAt(b, int64(id)*m.pageSize); n > 0 && !bytes.Equal(b[:n], empty[:n]) {
			t.Fatalf("free page %d is in the copy, %v", id, err)
		}
		seen++
	}
	if seen < 20 {
		t.Errorf("%d free pages", seen)
	}
}

func TestCompact(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 600)
	h := find(t, s, nil)
	var some []feed.ID
	for i := range 500 {
		some = append(some, sample(i).Article.ID)
	}
	if _, err := s.SetFlag(t.Context(), one(some...), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(t.Context(), one(sample(550).Article.ID), feed.FlagStarred, true); err != nil {
		t.Fatal(err)
	}
	want := dump(t, s)
	version, err := s.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(s.path, 0o640); err != nil {
		t.Fatal(err)
	}
	c, err := s.Compact(t.Context(), nil)
	if err != nil || c.After*2 > c.Before {
		t.Fatalf("%+v, %v", c, err)
	}
	if !slices.Equal(dump(t, s), want) {
		t.Error("it does not say what it said")
	}
	if v, err := s.Version(t.Context()); v == version || err != nil {
		t.Errorf("others do not notice it: %v", err)
	}
	if fi, err := os.Stat(s.path); err != nil || fi.Mode().Perm() != 0o640 && runtime.GOOS != "windows" || fi.Size() != c.After {
		t.Errorf("%v, %v", fi, err)
	}
	if heads, err := h.Heads(t.Context(), 0, 5); err != nil || len(heads) != 5 {
		t.Errorf("an answer of before: %v, %v", heads, err)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Error(err)
	}
	sound(t, s)
	left, err := os.ReadDir(filepath.Dir(s.path))
	if err != nil || len(left) > 2 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	link := filepath.Join(t.TempDir(), "second.db")
	if err := os.Link(s.path, link); err == nil {
		if _, err := s.Compact(t.Context(), nil); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("a file with two names: %v", err)
		}
	}
}

// TestCompactBesideOthers writes the file anew over and over while two
// processes add and tag.
func TestCompactBesideOthers(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "used.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 200)
	wires := fewer(1200, 400)
	all := []*process{start(t, "import", path, 1000, wires), start(t, "tag", path, 0, 200), start(t, "read", path, 0, 20)}
	for range fewer(6, 3) {
		if _, err := s.Compact(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range all {
		p.end(t)
	}
	if n := find(t, s, nil).Len(); n != 200+wires {
		t.Errorf("%d articles, want %d", n, 200+wires)
	}
	if n := find(t, s, tagged("gardens")).Len(); n != 200 {
		t.Errorf("%d tagged, want 200", n)
	}
	sound(t, s)
}
