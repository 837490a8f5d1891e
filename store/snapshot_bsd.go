//go:build darwin || freebsd

package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// coherent reports whether what a process writes is seen in the mappings of the
// others at once: on disks of this machine.
func coherent(f *os.File) bool {
	var st unix.Statfs_t
	if err := unix.Fstatfs(int(f.Fd()), &st); err != nil {
		return false
	}
	return uint64(st.Flags)&unix.MNT_LOCAL != 0 //nolint:unconvert // its type differs by system
}
