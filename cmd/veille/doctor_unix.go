//go:build unix

package main

import "golang.org/x/sys/unix"

// noModes is whether files have no rights of their own.
const noModes = false

// writable reports whether files can be made in a folder, without making one.
func writable(folder string) bool { return unix.Access(folder, unix.W_OK|unix.X_OK) == nil }

// diskFree returns how many bytes are left for us on the disk of a folder.
func diskFree(folder string) (int64, bool) {
	var st unix.Statfs_t
	if err := unix.Statfs(folder, &st); err != nil {
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true //nolint:unconvert,gosec // their types differ by system
}
