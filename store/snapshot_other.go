//go:build !linux && !darwin && !freebsd

package store

import "os"

// coherent is false: here every read takes the lock.
func coherent(*os.File) bool { return false }

func mapFile(*os.File, int) ([]byte, error) { return nil, errNoSnapshot }

func unmapFile([]byte) {}
