//go:build race

package ui

// raceOn makes the widest grids sparser: the detector slows them ten times, and
// has seen each path after a few.
const raceOn = true
