//go:build unix

package store

import (
	"os"
	"syscall"
)

// resemble gives a file that takes another's place the owner and the mode of
// that: whoever could use it must not be shut out by who writes it anew.
func resemble(f *os.File, other os.FileInfo) error {
	fi, err := f.Stat()
	if err != nil {
		return err
	}
	is, ok1 := fi.Sys().(*syscall.Stat_t)
	want, ok2 := other.Sys().(*syscall.Stat_t)
	if ok1 && ok2 && (is.Uid != want.Uid || is.Gid != want.Gid) {
		if err := f.Chown(int(want.Uid), int(want.Gid)); err != nil {
			return err
		}
	}
	return f.Chmod(other.Mode().Perm())
}

// secondName reports whether another name leads to the same file.
func secondName(fi os.FileInfo) bool {
	st, ok := fi.Sys().(*syscall.Stat_t)
	return ok && st.Nlink > 1
}

// claim marks a file as being written by a process that lives. Others may lock it
// for reading all the same.
func claim(f *os.File) { _, _ = tryLock(f, false) }

// abandoned reports whether nobody who lives has claimed a file. Where locks
// cannot be had nothing tells.
func abandoned(path string) bool {
	f, err := openRegular(path, false)
	if err != nil {
		return false
	}
	defer shut(f)
	free, err := tryLock(f, true)
	return free && err == nil
}
