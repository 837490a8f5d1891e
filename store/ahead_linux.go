package store

import "golang.org/x/sys/unix"

// readAhead asks the system to read the file in order before a job that needs
// most of it: page by page, a cold file is read many times slower.
func (s *Store) readAhead() {
	f, err := openRegular(s.path, false)
	if err != nil {
		return // the job itself says what is wrong
	}
	defer shut(f)
	_ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_WILLNEED)
}
