//go:build race

package main

// raceOn leaves out the scripts in which nothing runs side by side: a process
// under the detector starts some five times slower.
const raceOn = true
