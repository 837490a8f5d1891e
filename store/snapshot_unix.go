//go:build linux || darwin || freebsd

package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// mapFile maps the first size bytes for reading. What is read lies here and
// there: reading ahead would bring in pages that nobody asked for.
func mapFile(f *os.File, size int) ([]byte, error) {
	mem, err := unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, &os.PathError{Op: "map", Path: f.Name(), Err: err}
	}
	_ = unix.Madvise(mem, unix.MADV_RANDOM)
	return mem, nil
}

func unmapFile(mem []byte) { _ = unix.Munmap(mem) }
