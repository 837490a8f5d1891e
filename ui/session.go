package ui

import (
	"context"
	"maps"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"veille/feed/query"
	"veille/feed/text"
)

// quit ends the program when the changes asked for are done; asked once more it
// ends at once, and Run does them. What is to be remembered is kept by Run
// too, which also gets there when the program is ended from outside.
func (m *model) quit() tea.Cmd {
	if m.works.leaving {
		return tea.Quit
	}
	m.works.leaving = true
	return m.stopRefresh()
}

// state is what is to be remembered now.
func (m *model) state() Session {
	s := m.session
	l := &m.list
	if v := m.searching(); v != nil { // a search not kept is not remembered
		l = &v.before
	}
	s.Query, s.Oldest, s.Article, s.Row, s.Near = l.text, false, l.id, l.cursor, l.near()
	s.Dark, s.Known = m.dark, m.known
	s.Sidebar, s.Zoomed, s.LastTags = m.pinned, m.zoomed, m.last
	s.Folded = slices.Sorted(maps.Keys(m.side.folded))
	return s
}

// safe makes what is shown of a session safe: others may have written its file.
func (s Session) safe() Session {
	s.Query = text.Line(s.Query)
	if q, err := query.Parse(s.Query); s.Oldest && err == nil && q.Sort == query.Newest {
		q.Sort, s.Oldest = query.Oldest, false
		s.Query = q.String()
	}
	s.LastTags, s.Recent, s.Queries = safeLines(s.LastTags), safeLines(s.Recent), safeLines(s.Queries)
	if s.Folded != nil {
		s.Folded = safeLines(s.Folded)
	}
	if e := s.Export; e != nil {
		s.Export = &Exported{Format: text.Line(e.Format), Folder: text.Line(e.Folder), Depth: text.Line(e.Depth), Order: text.Line(e.Order),
			Lang: text.Line(e.Lang), Without: safeLines(e.Without), Versions: text.Line(e.Versions), Suggestions: e.Suggestions}
	}
	return s
}

// saver keeps sessions in the order in which they were made: commands end in
// any order, and the last state must not give way to one before it.
type saver struct {
	save func(Session) error
	made int // counted by the event loop alone

	mu   sync.Mutex
	kept int
}

// next returns what keeps a session made now.
func (k *saver) next(s Session) func() error {
	k.made++
	n := k.made
	return func() error {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.save == nil || n < k.kept {
			return nil
		}
		k.kept = n
		return k.save(s)
	}
}

// savedMsg tells that the session was kept, or not.
type savedMsg struct{ err error }

// saveSession keeps the session.
func (m *model) saveSession() tea.Cmd {
	save := m.saver.next(m.state())
	return m.ask(func(context.Context) tea.Msg { return savedMsg{save()} })
}

func (s savedMsg) arrive(m *model) tea.Cmd {
	if s.err != nil {
		return m.fail("save", s.err)
	}
	return nil
}
