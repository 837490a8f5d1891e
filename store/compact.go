package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"veille/feed"
)

// bbolt gives pages back to itself, never to the system, and writes the list of
// the free ones at every change: a file from which much was deleted is slow to
// write to and stays as large as it was. So it is written anew:
//
// All records are copied into a file beside it, in pieces of some milliseconds
// each, between which others read and write. Of each leaf page copied a hash is
// kept. Then the file is held: leaf pages whose hash is no longer among those
// copied have changed meanwhile, and their records are copied again; keys that
// lay in pages that are gone and are in none now are deleted. What was one
// moment's is then renamed over the file. Others who wait for it find another
// file under its name when they get the lock, and open that.
const compactSuffix = ".compact"

// A file is worth compacting when so much of it is free.
const (
	looseShare = 4        // one page in four
	looseBytes = 64 << 20 // and this much
)

// Loose reports whether so much of a file is free that it should be compacted.
func (st *Stats) Loose() bool {
	free := st.FreePages * st.PageSize
	return free > looseBytes && free > st.Bytes/looseShare
}

// Compacted is what came of writing the file anew.
type Compacted struct {
	Before, After int64         // bytes
	Held          time.Duration // how long others were kept from the file at the end
}

// Compact writes the file anew without its free pages. Others may use it
// meanwhile; nothing they write is lost. When it fails the file is as it was.
// The error wraps feed.ErrBusy when another process is doing the same,
// feed.ErrInvalid when the file has a second name, which would go on leading to
// the old one.
func (s *Store) Compact(ctx context.Context, told Told) (c Compacted, err error) {
	if s.readOnly {
		return c, fmt.Errorf("%s: %w", s.path, feed.ErrReadOnly)
	}
	fi, err := os.Stat(s.path)
	if err != nil {
		return c, s.explain(err)
	}
	if secondName(fi) {
		return c, fmt.Errorf("%s has a second name (a hard link): %w", s.path, feed.ErrInvalid)
	}
	release, err := holdGate(ctx, s.path+compactSuffix, time.Now())
	if err != nil {
		return c, s.explain(err)
	}
	defer func() {
		err = errors.Join(err, ignoreMissing(os.Remove(s.path+compactSuffix+gateSuffix)))
		release()
	}()
	c.Before = fi.Size()
	n := &renewal{store: s, ctx: ctx, told: told, sums: newSums(), leaves: map[uint64]*leafCopy{}}
	if err := n.begin(); err != nil {
		return c, s.explain(err)
	}
	err = n.copyAll()
	if err == nil {
		c.Held, err = s.swap(ctx, n)
	}
	if !n.swapped {
		return c, errors.Join(s.explain(err), n.drop())
	}
	if fi, serr := os.Stat(s.path); serr == nil {
		c.After = fi.Size()
	}
	return c, err
}

// swap brings the new file up to date while the old one is held, and puts it in
// its place.
func (s *Store) swap(ctx context.Context, n *renewal) (held time.Duration, err error) {
	var failed error
	var began time.Time
	_, err = s.runBolt(ctx, true, func(b *bbolt.Tx) error {
		began = time.Now()
		t := newTx(b, &s.kept)
		if failed = t.begin(s.schema); failed == nil {
			failed = n.settle(t)
		}
		return errUnchanged // the old file is not written to
	})
	if !began.IsZero() {
		held = time.Since(began)
	}
	if failed != nil {
		return held, failed
	}
	if errors.Is(err, errUnchanged) {
		err = nil
	}
	return held, err
}

// renewal is a file being written anew.
type renewal struct {
	*sums
	store   *Store
	ctx     context.Context //nolint:containedctx // lives as long as one call of Compact
	told    Told
	temp    string
	out     *bbolt.DB
	seen    stamp                  // of the file before the first record was copied
	done    int64                  // bytes copied
	leaves  map[uint64]*leafCopy   // by page
	reused  []*leafCopy            // of pages that stand in leaves for other records
	small   [bucketCount]*leafCopy // buckets without pages of their own
	count   [bucketCount]int       // keys in the new file
	swapped bool
}

// leafCopy is a leaf page whose records were copied.
type leafCopy struct {
	in          bucket
	sum         uint64
	first, last []byte
	still       bool // it is in the file now, as it was
}

// begin makes the new file. What a killed process left is removed.
func (n *renewal) begin() error {
	folder, name := filepath.Split(n.store.path)
	for _, path := range Unfinished(n.store.path) {
		if err := ignoreMissing(os.Remove(path)); err != nil {
			return err
		}
	}
	f, err := os.CreateTemp(folder, "."+name+compactSuffix+"-*") // 0600
	if err != nil {
		return err
	}
	n.temp = f.Name()
	old, err := os.Stat(n.store.path)
	if err == nil {
		err = resemble(f, old)
	}
	if err != nil {
		shut(f)
		return errors.Join(err, ignoreMissing(os.Remove(n.temp)))
	}
	n.out, err = bbolt.Open(n.temp, 0o600, &bbolt.Options{
		NoStatistics: true, FreelistType: bbolt.FreelistMapType, Timeout: n.store.wait,
		OpenFile: func(string, int, os.FileMode) (*os.File, error) { return f, nil },
	})
	if err != nil {
		return errors.Join(err, ignoreMissing(os.Remove(n.temp)))
	}
	n.out.NoSync = true
	err = n.out.Update(func(b *bbolt.Tx) error {
		for _, name := range bucketNames {
			if _, err := b.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return errors.Join(err, n.drop())
	}
	return nil
}

// Unfinished lists the new files of Compact beside a file: of one under way, or
// left by processes that were killed. The next Compact removes these.
func Unfinished(path string) []string {
	path, err := resolve(path)
	if err != nil {
		return nil
	}
	folder, name := filepath.Split(path)
	left, err := filepath.Glob(globEscape(folder+"."+name+compactSuffix) + "-*")
	if err != nil {
		return nil
	}
	return left
}

// drop removes the new file.
func (n *renewal) drop() error {
	var err error
	if n.out != nil {
		err = n.out.Close()
	}
	return errors.Join(err, ignoreMissing(os.Remove(n.temp)))
}

// globEscape takes the meaning of their own from characters of a pattern, where
// that can be done.
func globEscape(s string) string {
	if filepath.Separator == '\\' {
		return s
	}
	var b bytes.Buffer
	for i := range len(s) {
		if strings.IndexByte(`*?[\\`, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
