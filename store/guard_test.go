package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"veille/feed"
)

func TestGuardReadsTheFreePages(t *testing.T) {
	whole := damageable(t)
	m, valid, err := newestMeta(bytes.NewReader(whole))
	if err != nil || valid != 2 {
		t.Fatalf("%d valid, %v", valid, err)
	}
	at := int64(m.freelist) * m.pageSize
	count := native.Uint16(whole[at+10:])
	if count < 3 {
		t.Fatalf("only %d free pages: the test needs more", count)
	}
	path := filepath.Join(t.TempDir(), "free.db")
	for name, c := range map[string]struct {
		harm      func(page []byte)
		whenWrite bool // noticed before writing only: readers do not use the list
	}{
		"sound":        {func([]byte) {}, false},
		"another kind": {func(p []byte) { native.PutUint16(p[8:], leafFlag) }, false},
		"another id":   {func(p []byte) { native.PutUint64(p, 3) }, false},
		"too many":     {func(p []byte) { native.PutUint16(p[10:], 5000) }, false},
		"far too many": {func(p []byte) { native.PutUint16(p[10:], manyFree); native.PutUint64(p[16:], 1<<40) }, false},
		"too long":     {func(p []byte) { native.PutUint32(p[12:], 1<<20) }, false},
		"twice":        {func(p []byte) { copy(p[24:32], p[16:24]) }, true},
		"out of order": {func(p []byte) { native.PutUint64(p[24:], 2) }, true},
		"past the end": {func(p []byte) { native.PutUint64(p[16+8*int(count-1):], m.high) }, true},
	} {
		b := bytes.Clone(whole)
		c.harm(b[at:])
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		read, write := guard(f, false), guard(f, true)
		shut(f)
		wantRead, wantWrite := name != "sound" && !c.whenWrite, name != "sound"
		if errors.Is(read, feed.ErrDamaged) != wantRead || errors.Is(write, feed.ErrDamaged) != wantWrite {
			t.Errorf("%s: reading %v, writing %v", name, read, write)
		}
	}
}

// TestReplacedWhileWaitedFor holds that a change goes to the file that is there when
// its turn comes, not to one that no name leads to any more.
func TestReplacedWhileWaitedFor(t *testing.T) {
	dir := t.TempDir()
	s := openAt(t, filepath.Join(dir, "here.db"))
	other := openAt(t, filepath.Join(dir, "other.db"))
	addSamples(t, other, 0, 4)
	held, err := os.OpenFile(s.path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := tryLock(held, true); !ok || err != nil {
		t.Fatal(ok, err)
	}
	done := make(chan error)
	go func() {
		_, _, err := s.AddTheme(t.Context(), feed.Theme{Slug: "afterwards"})
		done <- err
	}()
	for !somebodyWaits(s.path) {
		if err := t.Context().Err(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(other.path, s.path); err != nil {
		t.Fatal(err)
	}
	shut(held)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if n := find(t, s, nil).Len(); n != 4 {
		t.Errorf("%d articles", n)
	}
	themes, err := s.Themes(t.Context())
	if err != nil || len(themes) != 4 {
		t.Errorf("%d themes, %v", len(themes), err)
	}
}
