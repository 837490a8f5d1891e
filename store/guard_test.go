package store

import (
	"bytes"
	"errors"
	"hash/fnv"
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

// TestMetasMustAgree holds that a second page of another page size, by which
// bbolt would read pages that were not looked at, is damage.
func TestMetasMustAgree(t *testing.T) {
	b := bytes.Clone(damageable(t))
	m, _, err := newestMeta(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	second := b[m.pageSize+pageHeader:]
	native.PutUint32(second[8:], uint32(2*m.pageSize))
	native.PutUint64(second[48:], m.txid+1)
	h := fnv.New64a()
	_, _ = h.Write(second[:metaSummed])
	native.PutUint64(second[metaSummed:], h.Sum64())
	if _, _, err := newestMeta(bytes.NewReader(b)); !isDamaged(err) {
		t.Errorf("%v", err)
	}
}

// TestSmallBuckets harms the buckets that lie in the page of the buckets, which
// bbolt reads itself.
func TestSmallBuckets(t *testing.T) {
	whole := damageable(t)
	path := filepath.Join(t.TempDir(), "small.db")
	for name, harm := range map[string]func(page []byte){
		"leads to itself": func(p []byte) {
			native.PutUint16(p[8:], branchFlag)
			for i := range int(native.Uint16(p[10:])) {
				native.PutUint64(p[pageHeader+i*elementSize+8:], 0)
			}
		},
		"too many":   func(p []byte) { native.PutUint16(p[10:], 5000) },
		"far key":    func(p []byte) { native.PutUint32(p[pageHeader+4:], 1<<30) },
		"long value": func(p []byte) { native.PutUint32(p[pageHeader+12:], 1<<30) },
	} {
		b := bytes.Clone(whole)
		m, _, err := newestMeta(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		v, err := pages{mem: b, size: uint64(m.pageSize)}.lookup(m.root, []byte(bucketNames[inInfo]))
		if err != nil || !soundBucket(v) || native.Uint64(v) != 0 {
			t.Fatalf("bucket %x, %v", v, err)
		}
		harm(v[bucketHeader:])
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), path, testOptions()); !isDamaged(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, short := range [][]byte{nil, make([]byte, bucketHeader-1), make([]byte, bucketHeader+pageHeader-1)} {
		if soundBucket(short) {
			t.Errorf("%d bytes are taken for a bucket", len(short))
		}
	}
}

// TestCounterTooHigh holds that a made-up counter cannot ask for sets of any
// size.
func TestCounterTooHigh(t *testing.T) {
	for next, good := range map[uint64]bool{maxDoc: true, maxDoc + 1: false, 1<<32 + 1: false} {
		if _, err := decodeState(addUint(nil, 2, next)); (err == nil) != good {
			t.Errorf("%d: %v", next, err)
		}
	}
}
