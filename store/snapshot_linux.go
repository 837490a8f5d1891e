package store

import (
	"os"
	"slices"

	"golang.org/x/sys/unix"
)

// coherentTypes are file systems of this machine's own whose files look the
// same mapped and read. Over a network a page may be older than another.
var coherentTypes = []int64{
	unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC,
	unix.TMPFS_MAGIC, unix.RAMFS_MAGIC, unix.OVERLAYFS_SUPER_MAGIC,
	0x2FC12FC1, // ZFS
	0xCA451A4E, // bcachefs
}

// coherent reports whether what a process writes is seen in the mappings of the
// others at once.
func coherent(f *os.File) bool {
	var st unix.Statfs_t
	if err := unix.Fstatfs(int(f.Fd()), &st); err != nil {
		return false
	}
	return slices.Contains(coherentTypes, int64(uint32(st.Type))) // the type of Type differs by machine
}
