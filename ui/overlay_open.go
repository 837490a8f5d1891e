package ui

import tea "charm.land/bubbletea/v2"

// openOverlay opens the box that an action names.
func (m *model) openOverlay(a Action) tea.Cmd {
	switch a {
	case actTag:
		return m.openTagPicker()
	case actExport:
		return m.openExport()
	case actCorrect:
		return m.openCorrect()
	case actFilterTheme, actFilterSource, actFilterLanguage:
		return m.openFilter(a)
	case actLinks:
		return m.openLinks()
	case actLog:
		return m.openLog()
	case actVersions:
		return m.openVersions()
	case actImport:
		return m.openImport("")
	case actEmptyTrash:
		return m.openEmptyTrash()
	case actPalette:
		m.openPalette()
	case actHelp:
		m.openHelp()
	case actLanguage:
		m.openLanguages()
	}
	return nil
}
