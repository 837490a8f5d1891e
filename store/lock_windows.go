package store

import (
	"context"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

func tryLock(f *os.File, exclusive bool) (bool, error) {
	flags := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if exclusive {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{})
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return false, nil
	}
	return false, &os.PathError{Op: "lock", Path: f.Name(), Err: err}
}

// acquire takes the gate and opens the file. A second lock on the same handle
// would shut bbolt out here, so bbolt takes the file's lock itself and the gate
// is left when it has it.
func (t *turn) acquire(ctx context.Context, write bool) (f *os.File, leave func(), waited time.Duration, err error) {
	leave = func() {}
	if gate, gerr := openGate(t.path); gerr == nil {
		leave = func() { shut(gate) }
		waited, err = t.poll(ctx, func() (bool, error) { return tryLock(gate, true) })
		if err != nil {
			return nil, leave, waited, err
		}
	}
	f, err = openRegular(t.path, write)
	return f, leave, waited, err
}

func isReadOnlyFS(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// fileNumber tells one file from another that took its place.
func fileNumber(fi os.FileInfo) string { return fi.ModTime().String() }

// syncFolder does nothing: a folder cannot be synced here.
func syncFolder(string) error { return nil }
