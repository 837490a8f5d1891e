//go:build race

package store

// raceOn makes loops over seeds and pages shorter: the detector slows them ten
// times, and one goroutine alone races with nobody.
const raceOn = true
