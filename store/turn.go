package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"veille/feed"
)

// Whoever wants the file takes the gate first, a file beside it, then the lock
// of the file itself, and then leaves the gate. So nobody overtakes a writer
// that waits for readers to finish: with bbolt's own polling every 50 ms a
// writer among readers was seen to wait for seconds. Both locks belong to an
// open file and vanish with the process that holds them.
//
// For a file that is there the gate is only about fairness: where it cannot be
// made, as on a medium that can only be read, one does without. Who makes or
// upgrades the file must hold one.
const gateSuffix = ".gate"

const (
	firstPause = 20 * time.Microsecond
	lastPause  = time.Millisecond
)

// errTurn ends a wait that took longer than Options.Wait.
var errTurn = fmt.Errorf("another process holds it: %w", feed.ErrBusy)

// poll calls try until it succeeds or fails, ctx ends or the turn is over. It
// returns how long it waited: zero when the first try succeeded.
func (t *turn) poll(ctx context.Context, try func() (bool, error)) (time.Duration, error) {
	ok, err := try()
	if ok || err != nil {
		return 0, err
	}
	start := time.Now()
	timer := time.NewTimer(firstPause)
	defer timer.Stop()
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		select {
		case <-ctx.Done():
			return time.Since(start), context.Cause(ctx)
		case <-timer.C:
		}
		if ok, err := try(); ok || err != nil {
			return time.Since(start), err
		}
		now := time.Now()
		if now.After(t.until) {
			return now.Sub(start), t.over()
		}
		t.tellLong(now)
		timer.Reset(pause)
	}
}

// over is the error of a turn that did not come.
func (t *turn) over() error {
	if t.brief {
		return errTurn
	}
	return &Held{By: t.findHolder()}
}

// crowd tells a writer of others: how long it waited for them, and whether one
// was waiting for it when it was done.
type crowd struct {
	waited time.Duration
	wanted bool
}

// somebodyWaits reports whether somebody stands in the gate, waiting for the
// file that is held here.
func somebodyWaits(path string) bool {
	gate, err := openGate(path)
	if err != nil {
		return false
	}
	defer shut(gate)
	free, err := tryLock(gate, true)
	return err == nil && !free
}

// openGate returns the gate opened, an error where there can be none.
func openGate(path string) (*os.File, error) { return openSide(path + gateSuffix) }

// openSide opens a file beside the library that is there to be locked, and makes
// it if need be.
func openSide(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		if r, rerr := openRegular(path, false); rerr == nil {
			return r, nil
		}
		return nil, err
	}
	fi, err := f.Stat()
	if err == nil && !fi.Mode().IsRegular() {
		err = &os.PathError{Op: "open", Path: path, Err: errors.New("not a regular file")}
	}
	if err != nil {
		shut(f)
		return nil, err
	}
	return f, nil
}

// acquire opens a file and takes its lock, exclusive for writing. leave must be
// called once bbolt has opened the file.
func acquire(ctx context.Context, path string, write bool, deadline time.Time) (f *os.File, leave func(), waited time.Duration, err error) {
	return (&turn{path: path, start: time.Now(), until: deadline}).acquire(ctx, write)
}

// holdGate keeps others out of the gate until release is called.
func holdGate(ctx context.Context, path string, deadline time.Time) (release func(), err error) {
	gate, err := openGate(path)
	if err != nil {
		return nil, err
	}
	t := &turn{path: path, start: time.Now(), until: deadline}
	if _, err := t.poll(ctx, func() (bool, error) { return tryLock(gate, true) }); err != nil {
		shut(gate)
		return nil, err
	}
	return func() { shut(gate) }, nil
}

// shut closes a file that nothing was written to: there is nothing to lose.
func shut(f *os.File) { _ = f.Close() }

// openRegular opens the file without making one. A fifo would wait for ever.
func openRegular(path string, write bool) (*os.File, error) {
	fi, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !fi.Mode().IsRegular() {
		return nil, fmt.Errorf("not a regular file: %w", feed.ErrForeign)
	}
	flag := os.O_RDONLY
	if write {
		flag = os.O_RDWR
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil && write && readOnlyCause(err) {
		err = fmt.Errorf("%w: %w", feed.ErrReadOnly, err)
	}
	return f, err
}

// readOnlyCause reports whether an open failed because nothing may be written
// there.
func readOnlyCause(err error) bool {
	return errors.Is(err, os.ErrPermission) || isReadOnlyFS(err)
}

// stillThere reports whether path still leads to the file that was opened: it may
// have been replaced while its lock was waited for.
func stillThere(f *os.File, path string) (bool, error) {
	have, err := f.Stat()
	if err != nil {
		return false, err
	}
	want, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	return os.SameFile(have, want), nil
}
