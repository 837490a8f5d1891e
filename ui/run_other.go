//go:build !unix

package ui

import (
	"os"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

var hangups = []os.Signal{syscall.SIGHUP}

// inputOf leaves the console to Bubble Tea, which reads it by handle.
func inputOf(*terminal) []tea.ProgramOption { return nil }
