package store

// fewer is whole, or few where the race detector watches: a loop that has gone
// through its code once or twice shows it nothing more. Without the detector, the
// same loops do all.
func fewer(whole, few int) int {
	if raceOn {
		return few
	}
	return whole
}
