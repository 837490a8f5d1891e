//go:build unix

package store

import (
	"os"
	"syscall"
)

// secondName reports whether another name leads to the same file.
func secondName(fi os.FileInfo) bool {
	st, ok := fi.Sys().(*syscall.Stat_t)
	return ok && st.Nlink > 1
}
