package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"veille/feed"
)

// A backup is a copy of the file as one moment saw it. Copying takes a second
// and more for each gigabyte, and nobody may write while a moment lasts, so the
// pages are copied without a lock first. Then the lock is taken. If nobody has
// written since, the copy is that moment. Else the pages are looked at again,
// once more without the lock and at last with it: what is hashed and found
// equal is not copied again. Writers wait for the hashing of the pages in use
// at most, a tenth of what copying takes, readers never.
//
// Free pages are left out: they stand as holes, and what was destroyed is not
// carried on in a copy.

// Told is how far a long work has come.
type Told func(done, of int64)

func (t Told) tell(done, of int64) {
	if t != nil {
		t(done, of)
	}
}

// Copied is what came of a backup.
type Copied struct {
	Path     string
	Bytes    int64
	Articles int
	Held     time.Duration // how long writers were kept waiting
}

// backupTemp is what a copy under way is called.
const backupTemp = ".veille-backup-*"

// sweepBackups removes what killed processes have left in a folder of copies;
// each may be as large as the file. What cannot be removed stands in nobody's way.
func sweepBackups(folder string) {
	left, err := filepath.Glob(filepath.Join(globEscape(folder), backupTemp))
	if err != nil {
		return
	}
	for _, path := range left {
		if !strings.HasSuffix(path, gateSuffix) && abandoned(path) {
			_ = os.Remove(path)
			_ = os.Remove(path + gateSuffix)
		}
	}
}

// unlockedPasses is how often the pages are looked at before the lock is held
// for it.
const unlockedPasses = 2

// Backup copies the file to path, whole or not at all, and checks the copy. It
// may be used meanwhile. The error wraps fs.ErrExist when path is there already
// and force is false, feed.ErrInvalid when path is the file itself,
// feed.ErrDamaged when what is to be copied is damaged: a copy of yesterday is
// worth more then and must not be replaced.
func (s *Store) Backup(ctx context.Context, path string, force bool, told Told) (c Copied, err error) {
	c.Path = path
	if err := s.freeFor(path, force); err != nil {
		return c, err
	}
	sweepBackups(filepath.Dir(path))
	temp, err := os.CreateTemp(filepath.Dir(path), backupTemp) // 0600
	if err != nil {
		return c, err
	}
	claim(temp)
	done := false
	defer func() {
		if !done {
			err = errors.Join(err, temp.Close(), ignoreMissing(os.Remove(temp.Name())))
		}
	}()
	if c.Bytes, c.Held, err = s.snapshot(ctx, temp, told); err != nil {
		return c, s.explain(err)
	}
	if err := temp.Sync(); err != nil {
		return c, err
	}
	if c.Articles, err = s.verify(ctx, temp.Name()); err != nil {
		return c, err
	}
	if !force { // it may have come meanwhile: a link replaces nothing
		if err = os.Link(temp.Name(), path); errors.Is(err, fs.ErrExist) {
			return c, err
		}
	}
	done = true
	if err = errors.Join(temp.Close(), os.Rename(temp.Name(), path)); err != nil {
		return c, errors.Join(err, ignoreMissing(os.Remove(temp.Name())))
	}
	// A rename onto a link to the same file does nothing, as POSIX has it.
	return c, errors.Join(ignoreMissing(os.Remove(temp.Name())), syncFolder(filepath.Dir(path)))
}

// freeFor refuses a path that a copy of the file must not be written to.
func (s *Store) freeFor(path string, force bool) error {
	fi, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	own, err := os.Stat(s.path)
	switch {
	case err != nil:
		return s.explain(err)
	case os.SameFile(own, fi):
		return fmt.Errorf("%s is the file itself: %w", path, feed.ErrInvalid)
	case !fi.Mode().IsRegular():
		return fmt.Errorf("%s is not a regular file: %w", path, feed.ErrInvalid)
	case !force:
		return &os.PathError{Op: "write", Path: path, Err: fs.ErrExist}
	}
	return nil
}

// verify checks a copy and returns how many articles are in it.
func (s *Store) verify(ctx context.Context, path string) (int, error) {
	defer func() { _ = os.Remove(path + gateSuffix) }()
	copied := &Store{path: path, wait: s.wait, now: s.now, schema: s.schema, readOnly: true}
	r, err := copied.Check(ctx, false)
	switch {
	case err != nil:
		return 0, err
	case !r.OK():
		return 0, fmt.Errorf("%s: %d faults, the first: %s: %w", s.path, len(r.Faults)+r.More, r.Faults[0], feed.ErrDamaged)
	}
	return r.Articles, nil
}

// snapshot writes the file as one transaction sees it to dst and returns its
// size and how long writers had to wait.
func (s *Store) snapshot(ctx context.Context, dst *os.File, told Told) (size int64, held time.Duration, err error) {
	c := &copying{sums: newSums(), dst: dst, ctx: ctx, told: told}
	var seen stamp
	for pass := 0; ; pass++ {
		if pass < unlockedPasses {
			if seen, err = s.copyUnlocked(c); err != nil {
				return 0, 0, err
			}
		}
		err = s.viewLocked(ctx, time.Now().Add(s.wait), func(t *tx) (err error) {
			began := time.Now()
			size, err = c.settle(t, s.path, seen, pass >= unlockedPasses)
			held = time.Since(began)
			return err
		})
		if size > 0 || err != nil {
			return size, held, err
		}
	}
}

// settle makes a copy of this moment of one whose pages were last looked at when
// the file bore a stamp, and returns its size: 0 when there were changes since
// and it is not the last try.
func (c *copying) settle(t *tx, path string, seen stamp, last bool) (int64, error) {
	now, err := stampAt(path)
	if err != nil || now != seen && !last {
		return 0, err
	}
	mem := bytes.NewReader(t.pages.mem)
	m, _, err := newestMeta(mem)
	if err == nil && now != seen {
		err = c.pass(mem, m)
	}
	if err != nil {
		return 0, err
	}
	return c.finish(mem, m)
}

// copyUnlocked looks at the pages while others may write. What it reads may be
// of two moments; the stamp it returns is that of before.
func (s *Store) copyUnlocked(c *copying) (stamp, error) {
	src, err := openRegular(s.path, false)
	if err != nil {
		return stamp{}, err
	}
	defer shut(src)
	seen, m, err := readStamp(src)
	if err != nil {
		return seen, err
	}
	err = c.pass(src, m)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return stamp{}, nil // it is being made smaller or put in place; the lock will tell
	}
	return seen, err
}

// copying is a copy under way.
type copying struct {
	*sums
	ctx  context.Context //nolint:containedctx // lives as long as one copy
	dst  *os.File
	told Told
}

const copiedAtOnce = 1 << 20

// pass copies the pages in use whose hash is not that of the copy.
func (c *copying) pass(src io.ReaderAt, m meta) error {
	c.grow(m.high)
	free, err := freeSet(src, m)
	if errors.Is(err, feed.ErrDamaged) {
		free, err = nil, nil // read while it was written, or the lock will tell
	}
	if err != nil {
		return err
	}
	step := max(copiedAtOnce/uint64(m.pageSize), 1)
	buf := make([]byte, int64(step)*m.pageSize)
	for id := uint64(2); id < m.high; id += step {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		n := min(step, m.high-id)
		part := buf[:int64(n)*m.pageSize]
		if _, err := src.ReadAt(part, int64(id)*m.pageSize); err != nil {
			return err
		}
		if err := c.put(id, part, int(m.pageSize), free); err != nil {
			return err
		}
		if err := c.wipe(id, n, m.pageSize, free); err != nil {
			return err
		}
		c.told.tell(int64(id+n), int64(m.high))
	}
	return nil
}

// wipe clears those of n pages that an earlier pass copied and that are free now.
func (c *copying) wipe(id, n uint64, size int64, free pageSet) error {
	for ; n > 0; id, n = id+1, n-1 {
		if c.of[id] == 0 || !free.has(id) {
			continue
		}
		c.of[id] = 0
		if _, err := c.dst.WriteAt(make([]byte, size), int64(id)*size); err != nil {
			return err
		}
	}
	return nil
}

// put writes those of consecutive pages that are in use and have changed, as
// few writes as there are runs of them.
func (c *copying) put(id uint64, part []byte, size int, free pageSet) error {
	run := 0 // bytes before the present page that are to be written
	for at := 0; at <= len(part); at += size {
		page := id + uint64(at/size)
		if at < len(part) && !free.has(page) {
			if sum := c.sum(part[at : at+size]); sum != c.of[page] {
				c.of[page] = sum
				run += size
				continue
			}
		}
		if run == 0 {
			continue
		}
		if _, err := c.dst.WriteAt(part[at-run:at], int64(id)*int64(size)+int64(at-run)); err != nil {
			return err
		}
		run = 0
	}
	return nil
}

// finish writes the meta pages: until then the copy is no file of anybody's.
func (c *copying) finish(src io.ReaderAt, m meta) (int64, error) {
	first, err := metaPages(src, m)
	if err != nil {
		return 0, err
	}
	if _, err := c.dst.WriteAt(first, 0); err != nil {
		return 0, err
	}
	size := int64(m.high) * m.pageSize
	return size, c.dst.Truncate(size)
}
