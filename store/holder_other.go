//go:build !linux

package store

// lockers cannot be found out here.
func lockers(string) []int { return nil }

func processOf(int) (command string, stopped bool) { return "", false }
