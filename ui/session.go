package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// quit ends the program; what is to be remembered is kept by Run, which also
// gets there when the program is ended from outside.
func (m *model) quit() tea.Cmd {
	m.reader.leave()
	return tea.Quit
}

// state is what is to be remembered now.
func (m *model) state() Session {
	s := m.session
	s.Query, s.Article = m.list.text, m.list.id
	if v, ok := m.top().(*searchLine); ok { // a search not kept is not remembered
		s.Query, s.Article = v.before.text, v.before.id
	}
	s.Dark, s.Known = m.dark, m.known
	s.Sidebar, s.Zoomed, s.LastTags = m.pinned, m.zoomed, m.last
	return s
}

// savedMsg tells that the session was kept, or not.
type savedMsg struct{ err error }

// saveSession keeps the session.
func (m *model) saveSession() tea.Cmd {
	if m.o.Save == nil {
		return nil
	}
	save, s := m.o.Save, m.state()
	return m.ask(func(context.Context) tea.Msg { return savedMsg{save(s)} })
}

func (s savedMsg) arrive(m *model) tea.Cmd {
	if s.err != nil {
		return m.fail("save", s.err)
	}
	return nil
}
