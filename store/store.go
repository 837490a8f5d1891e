// Package store keeps articles, themes and what the user did with them in one
// file that several processes share. It is the only package that knows bbolt.
//
// The file is locked for one transaction and let go of again, every time: nobody
// ever finds it in use for longer than a transaction takes. Most reads take no
// lock at all.
package store

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"veille/feed"
	"veille/feed/theme"
)

// Options is what a store is told when it is opened.
type Options struct {
	Create   bool             // make the file when there is none
	ReadOnly bool             // refuse every change
	Wait     time.Duration    // for other processes; 0: 10 seconds
	Now      func() time.Time // nil: time.Now
	Starters []feed.Theme     // written into a new file
	// Waiting is told, once a wait, who another process is that has been waited
	// for for two seconds; nil: nobody asks. It is called by who waits.
	Waiting func(feed.Holder)

	// Progress is told how far the upgrade of an older file has come, in articles;
	// it may be nil.
	Progress func(done, total int)
}

const defaultWait = 10 * time.Second

// Store is a library kept in a file. Its methods may be called from several
// goroutines; each waits for the file as long as Options.Wait and its context
// allow. Errors carry the path and wrap the cause: feed.ErrBusy, ErrDamaged,
// ErrForeign, ErrNewer, ErrReadOnly, or what the system said.
type Store struct {
	path     string
	wait     time.Duration
	now      func() time.Time
	schema   uint32
	upgrades map[uint32]upgrade
	progress func(done, total int)
	readOnly bool
	created  bool
	codecs   codecs
	kept     kept
	scored   keptScoring
	suggests func([]feed.Theme, *theme.Learned) scorer // nil: newScorer
	mapping  keptMapping
	waits    waits
	batch    atomic.Int32 // articles that Keep wrote at once the last time
	caught   atomic.Int32 // and CatchUp
	doubt    func() bool  // for tests: whether a read without a lock was in vain
}

// kept is what is remembered between transactions.
type kept struct {
	mu    sync.Mutex
	names *names
	told  *stories
	sure  *scores
}

// Open checks that path is a file of veille's and upgrades an older one. Without Create a missing file is an error that wraps
// fs.ErrNotExist; with it the file and its folder are made. A file that may
// only be read is opened for reading.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, wait: o.Wait, now: o.Now, schema: schemaVersion, upgrades: upgrades, progress: o.Progress, readOnly: o.ReadOnly}
	s.waits.patience, s.waits.tell = patience, o.Waiting
	if s.wait <= 0 {
		s.wait = defaultWait
	}
	if s.now == nil {
		s.now = time.Now
	}
	return s, s.open(ctx, o)
}

func (s *Store) open(ctx context.Context, o Options) error {
	_, err := os.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) && o.Create && !o.ReadOnly {
		if s.created, err = s.create(ctx, o.Starters); err != nil {
			return fmt.Errorf("make %s: %w", s.path, err)
		}
	}
	if err != nil {
		return err
	}
	if !s.readOnly {
		f, err := openRegular(s.path, true)
		switch {
		case errors.Is(err, feed.ErrReadOnly):
			s.readOnly = true
		case err != nil:
			return s.explain(err)
		default:
			shut(f)
		}
	}
	return s.upgrade(ctx)
}

// resolve returns the file that path leads to, so that the gate stands beside
// it whatever link is taken. What does not exist yet is taken as it is.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return path, nil //nolint:nilerr // the first use says what is wrong with it
	}
	return real, nil
}

// Created reports whether Open made the file.
func (s *Store) Created() bool { return s.created }

// ReadOnly reports whether changes are refused.
func (s *Store) ReadOnly() bool { return s.readOnly }

// Path returns the file, links resolved.
func (s *Store) Path() string { return s.path }

// Close lets go of what is kept in memory. No lock of the file is ever held, but
// a store that was just read holds it open until then.
func (s *Store) Close() error {
	s.mapping.drop()
	s.kept.mu.Lock()
	s.kept.names, s.kept.told, s.kept.sure = nil, nil, nil
	s.kept.mu.Unlock()
	s.codecs.drop()
	return nil
}

// Version changes whenever a process has changed the file or put another in
// its place. It reads two pages and takes no lock: some microseconds.
func (s *Store) Version(ctx context.Context) (uint64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	f, err := openRegular(s.path, false)
	if err != nil {
		return 0, s.explain(err)
	}
	defer shut(f)
	fi, err := f.Stat()
	if err != nil {
		return 0, s.explain(err)
	}
	m, _, err := newestMeta(f)
	if err != nil {
		return 0, s.explain(err)
	}
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, fileNumber(fi), m.txid)
	return h.Sum64(), nil
}
