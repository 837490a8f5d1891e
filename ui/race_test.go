package ui

// fewer is whole, or few where the race detector watches: drawing is the work of
// one goroutine. Without the detector, every size is drawn.
func fewer(whole, few int) int {
	if raceOn {
		return few
	}
	return whole
}
