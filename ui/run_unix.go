//go:build unix

package ui

import (
	"os"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

var hangups = []os.Signal{syscall.SIGHUP, syscall.SIGQUIT}

// inputOf reads the keys through t. Where standard input is no terminal, Bubble
// Tea opens the terminal by itself.
func inputOf(t *terminal) []tea.ProgramOption {
	if !term.IsTerminal(t.Fd()) {
		return nil
	}
	return []tea.ProgramOption{tea.WithInput(t)}
}
