package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

func TestHitsStayFrozen(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 100)
	h := find(t, s, nil)
	ids := idsOf(t, h)
	addSamples(t, s, 100, 50)
	gone := []feed.ID{ids[3], ids[50], ids[99]}
	if _, err := s.SetFlag(t.Context(), one(gone...), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if got := idsOf(t, h); h.Len() != 100 || !slices.Equal(got, ids) {
		t.Fatal("the answer changed under a change of the file")
	}
	if n, err := s.EmptyTrash(t.Context()); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	heads, err := h.Heads(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for i, hd := range heads {
		if hd.ID != ids[i] || slices.Contains(gone, hd.ID) != (hd.Title == "") {
			t.Fatalf("row %d: %v %q", i, hd.ID, hd.Title)
		}
	}
	if at, err := h.Index(t.Context(), ids[51]); at != 51 || err != nil {
		t.Errorf("index %d, %v", at, err)
	}
	for _, id := range []feed.ID{gone[0], sample(120).Article.ID, feed.NewID("none")} {
		if at, err := h.Index(t.Context(), id); at != -1 || err != nil {
			t.Errorf("index of what is not there: %d, %v", at, err)
		}
	}
	n := 0
	for a, err := range s.Articles(t.Context(), h) {
		if err != nil || slices.Contains(gone, a.ID) {
			t.Fatalf("streamed %v, %v", a.ID, err)
		}
		n++
	}
	if n != 97 {
		t.Errorf("%d streamed", n)
	}
	for _, err := range s.Articles(t.Context(), h) {
		if err != nil {
			t.Error(err)
		}
		break // stopping early must not leave a lock behind
	}
	addSamples(t, s, 200, 1)
	if heads, err := h.Heads(t.Context(), 100, 5); len(heads) != 0 || err != nil {
		t.Errorf("beyond the end: %d, %v", len(heads), err)
	}
	if heads, err := h.Heads(t.Context(), -5, 2); len(heads) != 2 || err != nil {
		t.Errorf("before the start: %d, %v", len(heads), err)
	}
}

func TestNextUnread(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 30)
	h := find(t, s, nil)
	ids := idsOf(t, h)
	unread := []feed.ID{ids[4], ids[5], ids[20]}
	if _, err := s.SetFlag(t.Context(), feed.Targets{Hits: h}, feed.FlagRead, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(t.Context(), one(unread...), feed.FlagRead, false); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, step, want int }{
		{-1, 1, 4}, {0, 1, 4}, {4, 1, 5}, {5, 1, 20}, {20, 1, -1}, {29, 1, -1}, {30, 1, -1},
		{30, -1, 20}, {29, -1, 20}, {20, -1, 5}, {4, -1, -1}, {0, -1, -1}, {-1, -1, -1}, {1000, -1, 20}, {3, 0, -1},
	} {
		if got, err := h.NextUnread(t.Context(), c.from, c.step); got != c.want || err != nil {
			t.Errorf("from %d by %d: %d, %v; want %d", c.from, c.step, got, err, c.want)
		}
	}
}

func TestReplacedFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "here.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 10)
	other := openAt(t, filepath.Join(dir, "other.db"))
	addSamples(t, other, 500, 20)
	h := find(t, s, nil)
	before := version(t, s)
	if version(t, s) != before {
		t.Fatal("version changed by itself")
	}
	if err := os.Rename(other.path, path); err != nil {
		t.Fatal(err)
	}
	if version(t, s) == before {
		t.Error("version did not notice another file")
	}
	if _, err := h.Heads(t.Context(), 0, 5); !errors.Is(err, feed.ErrNotFound) {
		t.Errorf("heads of the file before: %v", err)
	}
	if _, err := s.SetFlag(t.Context(), feed.Targets{Hits: h}, feed.FlagRead, true); !errors.Is(err, feed.ErrNotFound) {
		t.Errorf("changing articles of the file before: %v", err)
	}
	if n := find(t, s, nil).Len(); n != 20 {
		t.Errorf("%d articles of the new file", n)
	}
	sound(t, s)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Find(t.Context(), everything); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("finding in a deleted file: %v", err)
	}
	if _, err := s.Add(t.Context(), samples(1, 1), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("adding to a deleted file: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a deleted file was made anew without being asked")
	}
}

// TestBackupPutBack holds that an answer is not taken for one of articles that
// have got the same numbers since a backup was put back.
func TestBackupPutBack(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 10)
	backup, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	kept := find(t, s, nil)
	add(t, s, sample(20))
	_, c, err := s.AddTheme(t.Context(), feed.Theme{Slug: "before"})
	if err != nil || c.Seq == 0 {
		t.Fatal(err)
	}
	h := find(t, s, nil)
	if err := os.WriteFile(s.path, backup, 0o600); err != nil {
		t.Fatal(err)
	}
	other := openAt(t, s.path)
	add(t, other, sample(30))
	if _, _, err := other.AddTheme(t.Context(), feed.Theme{Slug: "after"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(t.Context(), feed.Targets{Hits: h}, feed.FlagTrashed, true); !errors.Is(err, feed.ErrNotFound) {
		t.Errorf("changing other articles than were found: %v", err)
	}
	if heads, err := kept.Heads(t.Context(), 0, 10); err != nil || len(heads) != 10 {
		t.Errorf("%d heads that the backup has too, %v", len(heads), err)
	}
	themes, err := s.Themes(t.Context())
	if err != nil || !slices.ContainsFunc(themes, func(th feed.Theme) bool { return th.Slug == "after" }) {
		t.Errorf("themes of the file before: %v", err)
	}
}

func version(t *testing.T, s *Store) uint64 {
	t.Helper()
	v, err := s.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVersionChanges(t *testing.T) {
	s := newStore(t)
	two := openAt(t, s.path)
	v := version(t, s)
	addSamples(t, two, 0, 1)
	if version(t, s) == v {
		t.Error("another's change was not noticed")
	}
	v = version(t, s)
	if c, err := s.SetFlag(t.Context(), one(sample(0).Article.ID), feed.FlagRead, false); err != nil || c.Seq != 0 || c.Count != 0 {
		t.Errorf("changing nothing: %+v, %v", c, err)
	}
	find(t, s, nil)
	if version(t, s) != v {
		t.Error("a change of nothing was written")
	}
}

func TestStreamIsCancelled(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 200)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for _, err := range s.Articles(ctx, find(t, s, nil)) {
		if n++; n == 10 {
			cancel()
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) || n > 70 {
		t.Errorf("%d streamed, then %v", n, last)
	}
}

// TestOrderComesBack holds that what is imported from an export is exported in
// the same order, though articles of the same second arrive the other way round.
func TestOrderComesBack(t *testing.T) {
	t.Parallel()
	first, second := newStore(t), newStore(t)
	const n = 3*settling/2 + 7
	var in []feed.Incoming
	for i := range n {
		x := sample(i)
		x.Article.Body = x.Article.Body[:1]
		x.Raw = feed.Raw{}
		switch { // a few days, then many undated that came at once
		case i < 40:
			x.Article.Published, x.Article.Precision = testNow.AddDate(0, 0, i%3), feed.Day
		default:
			x.Article.Published, x.Article.Precision, x.Article.Fetched = time.Time{}, feed.NoDate, testNow
		}
		in = append(in, x)
	}
	add(t, first, in...)
	export := func(s *Store) (ids []feed.ID, in []feed.Incoming) {
		for a, err := range s.Articles(t.Context(), find(t, s, nil)) {
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, a.ID)
			in = append(in, feed.Incoming{Article: a})
		}
		return ids, in
	}
	want, again := export(first)
	add(t, second, again...)
	if got, _ := export(second); !slices.Equal(got, want) || len(got) != n {
		t.Errorf("%d articles of %d came in another order", len(got), n)
	}
}

// countdown is a context that ends after it was asked some times.
type countdown struct {
	context.Context
	left *atomic.Int64
}

func (c countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestScanIsCancelled holds that a scan asks at each article whether to go on,
// and that it reads on after a short transaction.
func TestScanIsCancelled(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 60)
	q := query.Query{Expr: query.Words{Text: "tide the", Phrase: true}}
	for _, after := range []int64{5, 20, 40} {
		left := &atomic.Int64{}
		left.Store(after)
		if _, err := s.Find(countdown{t.Context(), left}, q); !errors.Is(err, context.Canceled) {
			t.Errorf("ended after %d: %v", after, err)
		}
		if left.Load() < -8 {
			t.Errorf("ended after %d, asked %d times more", after, -left.Load())
		}
	}
}
