package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"veille/feed"
)

// tx is one transaction, of one goroutine. Only view and update make one, and
// the functions they run are given nothing else to work with: a transaction
// inside another would wait for itself until the deadline. A test holds that no
// method of Store is called inside.
type tx struct {
	bolt    *bbolt.Tx // nil without a lock
	writes  bool
	pages   pages
	root    uint64 // page of the buckets
	trees   [bucketCount]tree
	buckets [bucketCount]*bbolt.Bucket // to write to
	wrote   [bucketCount]keysWritten
	was, is state
	names   *names      // themes and sources, once asked for
	told    *stories    // once asked for
	sure    *scores     // once asked for
	learnt  *names      // names to be kept for the next once this one has ended well
	indexed *index      // of a read, once asked for
	flagged *flagReader // of a read, once asked for
	kept    *kept
}

func newTx(b *bbolt.Tx, k *kept) *tx {
	return &tx{bolt: b, writes: b.Writable(), kept: k, pages: mapped(b), root: uint64(b.Cursor().Bucket().Root())}
}

// keep keeps what a read learnt for the next.
func (t *tx) keep() {
	if t.learnt == nil && t.told == nil && t.sure == nil {
		return
	}
	t.kept.mu.Lock()
	if t.learnt != nil {
		t.kept.names = t.learnt
	}
	if t.told != nil {
		t.kept.told = t.told
	}
	if t.sure != nil {
		t.kept.sure = t.sure
	}
	t.kept.mu.Unlock()
}

// firstTurn is how long a read waits for the lock before it tries to do without
// again: the writer it waits for may have been stopped.
const firstTurn = 20 * time.Millisecond

// view runs fn in a read transaction. fn may be run more than once, and only
// the last time counts: it must begin anew with everything it changes outside.
// Nothing that lies in the file may be kept past it.
func (s *Store) view(ctx context.Context, fn func(*tx) error) error {
	return s.viewAny(ctx, func(t *tx) error {
		if err := t.begin(s.schema); err != nil {
			return err
		}
		return fn(t)
	})
}

// viewAny is view on a file of any schema.
func (s *Store) viewAny(ctx context.Context, fn func(*tx) error) error {
	end := time.Now().Add(s.wait)
	t := s.newTurn(end)
	defer t.end()
	tries := looseTries
	for long := firstTurn; ; long *= 2 {
		settled, err := s.viewLoose(ctx, tries, fn)
		if settled {
			return err
		}
		// When it was only overtaken it may be tried again.
		t.until = time.Now().Add(long)
		if t.brief = err == nil && t.until.Before(end); !t.brief {
			t.until = end
		}
		_, err = s.runTurn(ctx, false, t, func(b *bbolt.Tx) error {
			locked := newTx(b, &s.kept)
			if err := fn(locked); err != nil {
				return err
			}
			locked.keep()
			return nil
		})
		if !t.brief || !errors.Is(err, errTurn) {
			return err
		}
		tries = 1
	}
}

// viewLocked is view under the lock, for what bbolt itself must read or what
// must keep writers away; it waits until deadline.
func (s *Store) viewLocked(ctx context.Context, deadline time.Time, fn func(*tx) error) error {
	t := s.newTurn(deadline)
	defer t.end()
	_, err := s.run(ctx, false, t, fn)
	return err
}

// update runs fn in a write transaction; it is kept whole or not at all.
func (s *Store) update(ctx context.Context, fn func(*tx) error) (c crowd, err error) {
	if s.readOnly {
		return c, fmt.Errorf("%s: %w", s.path, feed.ErrReadOnly)
	}
	t := s.newTurn(time.Now().Add(s.wait))
	defer t.end()
	c, err = s.run(ctx, true, t, fn)
	if errors.Is(err, errUnchanged) {
		err = nil
	}
	return c, err
}

// errUnchanged ends a write transaction that found nothing to change: it is
// rolled back, which spares two syncs, and is no error.
var errUnchanged = errors.New("nothing to change")

// run runs fn under the lock when its turn comes.
func (s *Store) run(ctx context.Context, write bool, when *turn, fn func(*tx) error) (crowd, error) {
	return s.runTurn(ctx, write, when, func(b *bbolt.Tx) error {
		t := newTx(b, &s.kept)
		if err := t.begin(s.schema); err != nil {
			return err
		}
		if err := fn(t); err != nil {
			return err
		}
		if !write {
			t.keep()
		}
		return t.end()
	})
}

// runBolt runs a transaction of bbolt's that waits for the file as long as the
// store does.
func (s *Store) runBolt(ctx context.Context, write bool, do func(*bbolt.Tx) error) (crowd, error) {
	t := s.newTurn(time.Now().Add(s.wait))
	defer t.end()
	return s.runTurn(ctx, write, t, do)
}

// runTurn opens the file, runs one transaction and closes the file. A fault in
// the mapped file or a panic of bbolt's on what it reads there becomes an error.
func (s *Store) runTurn(ctx context.Context, write bool, when *turn, do func(*bbolt.Tx) error) (c crowd, err error) {
	if err := ctx.Err(); err != nil {
		return c, err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var f *os.File
	var db *bbolt.DB
	defer func() {
		if r := recover(); r != nil {
			err = panicked(r)
			abandon(db, f)
		}
		err = s.explain(err)
	}()
	db, c.waited, err = s.openBolt(ctx, write, when, &f)
	if err != nil {
		if f != nil {
			shut(f) // bbolt leaves it open when it could map but not advise
		}
		return c, err
	}
	sound := func(b *bbolt.Tx) error {
		if err := checkRoot(b); err != nil {
			return err
		}
		if err := do(b); err != nil || !write {
			return err
		}
		return notReplaced(f, s.path)
	}
	if write {
		err = db.Update(sound)
		c.wanted = somebodyWaits(s.path)
	} else {
		err = db.View(sound)
	}
	if cerr := db.Close(); err == nil && cerr != nil {
		err = cerr
	}
	return c, err
}

// notReplaced ends a write transaction whose file has lost its place to another:
// what is written there nobody would ever see.
func notReplaced(f *os.File, path string) error {
	same, err := stillThere(f, path)
	if err == nil && !same {
		err = fmt.Errorf("another file was put in its place; try again: %w", feed.ErrBusy)
	}
	return err
}

func (s *Store) openBolt(ctx context.Context, write bool, when *turn, f **os.File) (*bbolt.DB, time.Duration, error) {
	var waited time.Duration
	leave := func() {}
	defer func() { leave() }()
	db, err := bbolt.Open(s.path, 0o600, &bbolt.Options{
		ReadOnly:     !write,
		Timeout:      max(time.Until(when.until), time.Millisecond),
		FreelistType: bbolt.FreelistMapType,
		NoStatistics: true,
		OpenFile: func(_ string, _ int, _ os.FileMode) (file *os.File, err error) {
			file, leave, waited, err = when.acquire(ctx, write)
			if err != nil {
				return nil, err
			}
			if err := guard(file, write); err != nil {
				shut(file)
				return nil, err
			}
			*f = file
			return file, nil
		},
	})
	if errors.Is(err, berrors.ErrTimeout) {
		err = when.over()
	}
	return db, waited, err
}

// abandon lets go of a file after a panic. Closing may wait for a lock that the
// panic left taken, so it is tried aside; the descriptor, and with it the lock
// of the file, is given back in any case.
func abandon(db *bbolt.DB, f *os.File) {
	if db != nil {
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() { _ = recover() }()
			debug.SetPanicOnFault(true)
			_ = db.Close()
		}()
		select {
		case <-done:
		case <-time.After(50 * time.Millisecond):
		}
	}
	if f != nil {
		_ = f.Close()
	}
}

// panicked makes an error of a panic. A fault, or a panic inside bbolt, comes
// of what stands in the file; anything else is a mistake of ours and says so.
func panicked(r any) error {
	if err, ok := r.(error); ok && (errors.Is(err, feed.ErrDamaged) || errors.Is(err, errOvertaken) || errors.Is(err, errStopped)) {
		return err
	}
	if _, ok := r.(interface{ Addr() uintptr }); ok {
		return damaged("reading it failed")
	}
	where := origin()
	if strings.HasPrefix(where.Function, "veille/") {
		return fmt.Errorf("own fault in %s line %d: %v", where.Function, where.Line, r)
	}
	return damaged("%v", r)
}

// origin returns the function that panicked.
func origin() runtime.Frame {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(4, pcs[:])])
	for panicking := false; ; {
		fr, more := frames.Next()
		inRuntime := strings.HasPrefix(fr.Function, "runtime.")
		if panicking && !inRuntime || !more {
			return fr
		}
		panicking = panicking || fr.Function == "runtime.gopanic"
	}
}

// explain adds the path, and gives bbolt's own errors our causes.
func (s *Store) explain(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	switch {
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		err = fmt.Errorf("%w (%w)", feed.ErrDamaged, err)
	case errors.Is(err, berrors.ErrDatabaseReadOnly):
		err = fmt.Errorf("%w (%w)", feed.ErrReadOnly, err)
	}
	for _, known := range []error{feed.ErrDamaged, feed.ErrForeign, feed.ErrNewer, feed.ErrBusy, feed.ErrReadOnly} {
		if errors.Is(err, known) {
			return fmt.Errorf("%s: %w", s.path, err)
		}
	}
	err = withErrno(err)
	var pe *os.PathError
	if isCause(err) || errors.As(err, &pe) && pe.Path == s.path {
		return err
	}
	return fmt.Errorf("%s: %w", s.path, err)
}

// errnos are what a system says when a write fails.
var errnos = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EIO, syscall.EROFS, syscall.EACCES}

// withErrno gives an error its cause back where bbolt kept only the text of
// it, as it does when the file cannot grow.
func withErrno(err error) error {
	var have syscall.Errno
	if errors.As(err, &have) {
		return err
	}
	for _, no := range errnos {
		if strings.HasSuffix(err.Error(), ": "+no.Error()) {
			return fmt.Errorf("%s: %w", strings.TrimSuffix(err.Error(), ": "+no.Error()), no)
		}
	}
	return err
}

// isCause reports whether err is an answer about an article or theme rather
// than about the file.
func isCause(err error) bool {
	for _, c := range []error{feed.ErrNotFound, feed.ErrAmbiguous, feed.ErrExists, feed.ErrInvalid, feed.ErrNothing, feed.ErrTooLarge} {
		if errors.Is(err, c) {
			return true
		}
	}
	return false
}
