//go:build unix && !aix && !solaris && !android

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// tryLock takes the lock of an open file if it is free. It belongs to the open
// file, not to the process, so bbolt finds it taken by itself when it asks for
// the same lock on the same descriptor.
func tryLock(f *os.File, exclusive bool) (bool, error) {
	how := syscall.LOCK_SH | syscall.LOCK_NB
	if exclusive {
		how = syscall.LOCK_EX | syscall.LOCK_NB
	}
	for {
		err := syscall.Flock(int(f.Fd()), how)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, &os.PathError{Op: "lock", Path: f.Name(), Err: adviseLock(err)}
		}
	}
}

// adviseLock tells what to do where files cannot be locked.
func adviseLock(err error) error {
	if errors.Is(err, syscall.ENOLCK) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.ENOTSUP) {
		return fmt.Errorf("%w; keep the file on a disk of this machine", err)
	}
	return err
}

// acquire opens the file and takes its lock, exclusive for writing. leave must
// be called once bbolt has opened the file; here the gate is left at once.
func (t *turn) acquire(ctx context.Context, write bool) (f *os.File, leave func(), waited time.Duration, err error) {
	leave = func() {}
	if gate, gerr := openGate(t.path); gerr == nil {
		defer shut(gate)
		waited, err = t.poll(ctx, func() (bool, error) { return tryLock(gate, true) })
		if err != nil {
			return nil, leave, waited, err
		}
	}
	for {
		if f, err = openRegular(t.path, write); err != nil {
			return nil, leave, waited, err
		}
		w, err := t.poll(ctx, func() (bool, error) { return tryLock(f, write) })
		waited += w
		if err != nil {
			shut(f)
			return nil, leave, waited, err
		}
		same, err := stillThere(f, t.path)
		if same {
			return f, leave, waited, nil
		}
		shut(f)
		if err != nil {
			return nil, leave, waited, err
		}
	}
}

func isReadOnlyFS(err error) bool { return errors.Is(err, syscall.EROFS) }

// fileNumber tells one file from another that took its place.
func fileNumber(fi os.FileInfo) string {
	if st, ok := fi.Sys().(*syscall.Stat_t); ok {
		return fmt.Sprint(st.Dev, st.Ino)
	}
	return fi.ModTime().String()
}

// syncFolder makes a rename in the folder durable. One that may not be listed
// cannot be synced.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if errors.Is(err, os.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	defer shut(d)
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
