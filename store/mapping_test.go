//go:build linux || darwin || freebsd

package store

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// closed reports whether a mapping was let go of, its file with it.
func (p *mapping) closed() bool {
	_, err := p.file.Stat()
	return err != nil
}

func TestMappingIsKept(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	s := openAt(t, path)
	s.doubt = nil
	addSamples(t, s, 0, 20)
	addSamples(t, openAt(t, other), 500, 7)
	read := func(want int) *mapping {
		t.Helper()
		if n := find(t, s, nil).Len(); n != want {
			t.Fatalf("%d articles, want %d", n, want)
		}
		return s.mapping.now()
	}
	first := read(20)
	if first == nil { // on a file system where every read takes the lock
		return
	}
	s.mapping.mu.Lock()
	s.mapping.idle.Stop() // a slow machine is not idle
	s.mapping.mu.Unlock()
	addSamples(t, s, 20, 30)
	if read(50) != first {
		t.Error("it was mapped again though the file had room to grow")
	}

	first.mem = first.mem[:len(first.mem)-mappedRoom]
	for n := 50; first == s.mapping.now(); n += 200 {
		addSamples(t, s, n, 200)
		read(n + 200)
	}
	if !first.closed() {
		t.Error("the mapping that was outgrown is still there")
	}

	second := s.mapping.now()
	if err := os.Rename(other, path); err != nil {
		t.Fatal(err)
	}
	if third := read(7); third == second || !second.closed() {
		t.Error("the file that was replaced is still mapped")
	}

	var third *mapping
	err := s.view(t.Context(), func(x *tx) error {
		third = s.mapping.now()
		s.mapping.drop() // as after a while
		if third.closed() {
			t.Error("it was let go of while it was read")
		}
		_, err := x.set(setAll)
		return err
	})
	if err != nil || !third.closed() || s.mapping.now() != nil {
		t.Errorf("a mapping is kept after its time, %v", err)
	}

	fourth := read(7)
	fourth.visits = maxVisits
	if read(7); !fourth.closed() {
		t.Error("it is kept though many pages were read")
	}
	fifth := read(7)
	if err := s.Close(); err != nil || !fifth.closed() {
		t.Errorf("it is kept after closing, %v", err)
	}
}

// TestMappingShared reads on several goroutines while the mapping is dropped
// and the file replaced.
func TestMappingShared(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	s := openAt(t, path)
	s.doubt = nil
	addSamples(t, s, 0, 40)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 200 {
				h, err := s.Find(t.Context(), everything)
				if err != nil || h.Len() != 40 {
					t.Errorf("%v, %v", h, err)
					return
				}
				if heads, err := h.Heads(t.Context(), 0, 40); err == nil && len(heads) != 40 {
					t.Errorf("%d heads", len(heads))
				}
			}
		})
	}
	for range 100 {
		s.mapping.drop()
		again := filepath.Join(dir, "again")
		if err := os.WriteFile(again, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(again, path); err != nil {
			t.Fatal(err)
		}
	}
	readers.Wait()
}
