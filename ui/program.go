package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// program carries out what is about the program itself.
func (m *model) program(a Action) (tea.Cmd, bool) {
	switch a {
	case actUndo:
		return m.undo(false), true
	case actRedo:
		return m.undo(true), true
	case actSidebar:
		m.toggleSidebar()
	case actColours:
		return m.nextColours(), true
	case actMouse:
		m.mouse = !m.mouse
		if m.mouse {
			return m.say(m.words.MouseOn), true
		}
		return m.say(m.words.MouseOff), true
	case actClose:
		if m.focus != paneList || m.zoomed {
			m.setFocus(paneList)
			return nil, true
		}
		return m.quit(), true
	case actQuit:
		return m.quit(), true
	case actSuspend:
		return tea.Suspend, true
	case actRedraw:
		m.restyle()
		return tea.ClearScreen, true
	case actCopyURL, actCopyCitation, actCopyMarkdown, actCopyQuote, actCopyTitle, actCopyID:
		return m.copyAs(a), true
	default:
		return nil, false
	}
	return nil, true
}

// toggleSidebar pins the sidebar or lets it go; where there is no room for it
// beside the panes it opens as a drawer.
func (m *model) toggleSidebar() {
	switch {
	case m.w >= 150:
		m.hidden = !m.hidden
		if m.hidden && m.focus == paneSidebar {
			m.focus = paneList
		}
	case m.w >= 100:
		m.pinned = !m.pinned
		m.session.Sidebar = m.pinned
		if !m.pinned && m.focus == paneSidebar {
			m.focus = paneList
		}
	case m.focus == paneSidebar:
		m.setFocus(paneList)
	default:
		m.setFocus(paneSidebar)
	}
}

// colourings are the choices of colours, in the order they are gone through.
var colourings = []string{"auto", "light", "dark", "contrast", "none"}

func (m *model) nextColours() tea.Cmd {
	at := slices.Index(colourings, m.o.Colours)
	m.o.Colours = colourings[(max(at, 0)+1)%len(colourings)]
	m.session.Colours = m.o.Colours
	m.restyle()
	return tea.Batch(m.say(m.words.ColoursNow(m.words.ColourNames[m.o.Colours])), m.saveSession())
}
