//go:build !linux

package store

// readAhead does nothing where there is no way to ask for it.
func (s *Store) readAhead() {}
