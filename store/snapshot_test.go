package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"veille/feed"
)

// samePlaces is how many records a child rewrites in each transaction: many pages.
const samePlaces = 300

func sameKey(i int) []byte { return docKey(uint32(i + 10)) }

// childSame writes the same number into the places of articles, over and over.
func childSame(ctx context.Context, s *Store, from, count int) error {
	for n := from; n < from+count; n++ {
		_, err := s.update(ctx, func(t *tx) error {
			for i := range samePlaces {
				if err := t.put(inPlace, sameKey(i), []byte(strings.Repeat(fmt.Sprintf("%d ", n), 40))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		fmt.Println("ACK", n+1)
	}
	return nil
}

// readSame reads the places of articles and returns how many different ones there are. In
// the middle it calls pause with what it has read.
func readSame(t *tx, pause func(string)) (string, int, error) {
	have := map[string]bool{}
	last := ""
	for i := range samePlaces {
		if i == samePlaces/2 {
			pause(last)
		}
		v, err := t.get(inPlace, sameKey(i))
		if err != nil {
			return "", 0, err
		}
		last = string(v)
		have[last] = true
	}
	return last, len(have), nil
}

// TestOvertaken reads while another process commits again and again between the
// first page and the last: what is kept must be of one state.
func TestOvertaken(t *testing.T) {
	path := filepath.Join(t.TempDir(), "same.db")
	s := openAt(t, path)
	s.doubt = nil
	addSamples(t, s, 0, samePlaces+20)
	p := start(t, "same", path, 0, 100_000)
	p.read(t, 2)
	for range 40 {
		runs, overtaken, before := 0, false, p.ack
		var got string
		var kinds int
		err := s.view(t.Context(), func(tx *tx) (err error) {
			runs++
			got, kinds, err = readSame(tx, func(half string) {
				if tx.bolt != nil || runs > 1 {
					return
				}
				overtaken = true
				var n int
				if _, err := fmt.Sscan(half, &n); err != nil {
					t.Fatal(err)
				}
				// A state later its pages are written over. The child may be ahead of what
				// is read of it.
				for was := -1; p.ack < n+4 && p.ack != was; {
					was = p.ack
					p.read(t, 1)
				}
			})
			return err
		})
		if err != nil || kinds != 1 {
			t.Fatalf("%d different places, %v", kinds, err)
		}
		var n int
		if _, err := fmt.Sscan(got, &n); err != nil || n < before-1 {
			t.Fatalf("place %.20q after %d were written, %v", got, before, err)
		}
		if overtaken && runs < 2 {
			t.Fatal("a state that was written over was taken for the newest")
		}
	}
	p.kill(t)
	sound(t, s)
}

// TestReplacedWhileRead puts something else in the place of the file between
// the first page that is read and the last.
func TestReplacedWhileRead(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(t *testing.T, path, other string) error
		want int // articles; -1: an error
	}{
		"another store": {func(_ *testing.T, path, other string) error { return os.Rename(other, path) }, 7},
		"written over": {func(_ *testing.T, path, other string) error {
			b, err := os.ReadFile(other)
			return errors.Join(err, os.WriteFile(path, b, 0o600))
		}, 7},
		"deleted": {func(_ *testing.T, path, _ string) error { return os.Remove(path) }, -1},
		"cut":     {func(_ *testing.T, path, _ string) error { return os.Truncate(path, 8192) }, -1},
		"emptied": {func(_ *testing.T, path, _ string) error { return os.Truncate(path, 0) }, -1},
		"text":    {func(_ *testing.T, path, _ string) error { return os.WriteFile(path, []byte("none of ours"), 0o600) }, -1},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path, other := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
			s := openAt(t, path)
			s.doubt = nil
			addSamples(t, s, 0, 200)
			addSamples(t, openAt(t, other), 500, 7)
			was, err := s.Version(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			runs, n := 0, 0
			err = s.view(t.Context(), func(tx *tx) error {
				if runs++; runs == 1 && tx.bolt == nil {
					if err := c.harm(t, path, other); err != nil {
						t.Fatal(err)
					}
				}
				all, err := tx.set(setAll)
				n = all.count()
				return err
			})
			switch {
			case c.want < 0 && err == nil:
				t.Errorf("%d articles, no error", n)
			case c.want >= 0 && (err != nil || n != c.want):
				t.Errorf("%d articles, want %d, %v", n, c.want, err)
			case err != nil && !isDamaged(err) && !errors.Is(err, feed.ErrForeign) && !errors.Is(err, fs.ErrNotExist):
				t.Errorf("it became %v", err)
			}
			if now, err := s.Version(t.Context()); c.want >= 0 && (err != nil || now == was) {
				t.Errorf("the version is the same, %v", err)
			}
		})
	}
}

// TestReplacedWhileWritten holds that nothing is claimed to be written to a file
// that is no longer there.
func TestReplacedWhileWritten(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 20)
	addSamples(t, openAt(t, other), 500, 7)
	_, err := s.update(t.Context(), func(tx *tx) error {
		if err := os.Rename(other, path); err != nil {
			t.Fatal(err)
		}
		return tx.put(inPlace, sameKey(1), []byte("lost"))
	})
	if !errors.Is(err, feed.ErrBusy) {
		t.Errorf("writing to a file that was replaced: %v", err)
	}
	if n := find(t, s, nil).Len(); n != 7 {
		t.Errorf("%d articles, want those of the other file", n)
	}
	sound(t, s)
}

func TestCommandOf(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"/usr/bin/veille", "tag", "+sea", "harbour"}, "veille tag"},
		{[]string{"veille", "--db", "import", "-q", "export", "secret"}, "veille export"},
		{[]string{"veille", "is:unread"}, "veille"},
		{[]string{"veille", "Harbour", "tag"}, "veille"},
		{[]string{"/tmp/\x1b[31mx\n"}, "x"},
		{nil, ""},
	} {
		if got := commandOf(c.args); got != c.want {
			t.Errorf("%q is %q, want %q", c.args, got, c.want)
		}
	}
}

func (k *keptMapping) now() *mapping {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.last
}

// TestGivenUp ends reads in the middle: they stop at the next page, and what a
// run in vain brought is not given out.
func TestGivenUp(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 300)
	ctx, cancel := context.WithCancel(t.Context())
	met := 0
	err := s.view(ctx, func(x *tx) error {
		for range x.up(inArt, nil) {
			if met++; met == 1 {
				cancel()
			}
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || met > 100 && s.mapping.now() != nil {
		t.Errorf("%d records were read after it was given up: %v", met, err)
	}

	h := find(t, s, nil)
	ctx, cancel = context.WithCancel(t.Context())
	s.doubt = func() bool { // the first run was in vain, the next is given up
		cancel()
		return true
	}
	heads, err := h.Heads(ctx, 0, 10)
	if !errors.Is(err, context.Canceled) || len(heads) > 0 || len(h.(*hits).seen) > 0 {
		t.Errorf("%d heads of a run in vain, %v", len(heads), err)
	}
}
