package ui

import tea "charm.land/bubbletea/v2"

// openOverlay opens the box that an action names.
func (m *model) openOverlay(a Action) tea.Cmd { return nil }

// openImport asks what to take in, pasted being the first proposal.
func (m *model) openImport(pasted string) tea.Cmd { return nil }

// openWelcome greets who starts for the first time.
func (m *model) openWelcome() {}
