package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// quit ends the program when the changes asked for are done; asked once more it
// ends at once, and Run does them. What is to be remembered is kept by Run
// too, which also gets there when the program is ended from outside.
func (m *model) quit() tea.Cmd {
	if m.works.leaving {
		return tea.Quit
	}
	m.works.leaving = true
	return nil
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
