package ui

import (
	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// Queries of the views in the sidebar.
const (
	viewAll      = ""
	viewUnread   = "is:unread"
	viewToday    = "on:today"
	viewStarred  = "is:starred"
	viewUntagged = "-tag:*"
	viewSample   = "is:sample"
	viewTrash    = "is:trashed"
)

// goTo carries out what opens another view.
func (m *model) goTo(a Action) (tea.Cmd, bool) {
	views := map[Action]string{
		actGoUnread: viewUnread, actGoToday: viewToday, actGoStarred: viewStarred, actGoUntagged: viewUntagged,
		actGoAll: viewAll, actGoTrash: viewTrash, actReset: viewAll,
	}
	if q, ok := views[a]; ok {
		m.toList()
		return m.setQuery(q), true
	}
	switch a {
	case actGoSources:
		if !m.side.toSources() {
			return m.say(m.words.NoSourcesYet(m.keys.way(actImport))), true
		}
		m.setFocus(paneSidebar)
	case actGoNew:
		if m.list.fresh == 0 {
			return m.say(m.words.NothingNew), true
		}
		m.list.top, m.list.cursor, m.list.id = 0, 0, feed.ID{}
		return m.again(), true
	case actNextEntry, actPrevEntry:
		by := 1
		if a == actPrevEntry {
			by = -1
		}
		return m.openEntry(m.side.neighbour(by)), true
	case actNextUnread:
		return m.nextUnread(1), true
	case actPrevUnread:
		return m.nextUnread(-1), true
	default:
		return nil, false
	}
	return nil, true
}

// toList shows the list when a view is opened from a pane that would hide it.
func (m *model) toList() {
	if m.focus == paneSidebar || m.zoomed || m.lay.kind == onePane {
		m.setFocus(paneList)
	}
}

// openEntry opens an entry of the sidebar.
func (m *model) openEntry(i int) tea.Cmd {
	e, ok := m.side.at(i)
	if !ok || e.heading {
		return nil
	}
	m.side.moveTo(i)
	if e.dim == dimFolder && !e.opens() { // too much for one query
		m.fold()
		return m.saveSession()
	}
	if m.focus == paneSidebar || e.more {
		m.setFocus(paneList)
	}
	if e.more {
		return m.do(actFilterTheme)
	}
	return m.setQuery(e.query)
}

// chooseEntry does what an entry is shown for: it opens it, or narrows the view
// by it when its number is that within the view.
func (m *model) chooseEntry(i int) tea.Cmd {
	e, ok := m.side.at(i)
	if !ok || !e.narrows() {
		return m.openEntry(i)
	}
	m.side.moveTo(i)
	m.setFocus(paneList)
	return m.narrowTo(&e)
}

// narrowTo shows of the view what an entry of the sidebar stands for, in place of
// what the view asks of that field now; of an entry that it asks for already,
// it asks no more.
func (m *model) narrowTo(e *entry) tea.Cmd {
	q := m.asked().Without(fields[e.dim])
	if !e.on {
		for _, p := range m.parse(e.query).Parts() {
			q = q.With(p)
		}
	}
	return m.view(q.String(), q, m.list.id)
}

// read carries out what reads on.
func (m *model) read(a Action) (tea.Cmd, bool) {
	switch a {
	case actReadOn:
		return m.readOn(), true
	case actPageBack:
		m.reader.scroll(-max(1, m.reader.height-2))
	case actZoom:
		m.zoomed = !m.zoomed
		if m.zoomed {
			m.focus = paneReader
		}
		m.session.Zoomed = m.zoomed
	case actRaw:
		return m.openRaw(), true
	case actFind:
		m.open(newFindLine(m))
	case actNextMatch:
		return m.nextMatch(1), true
	case actPrevMatch:
		return m.nextMatch(-1), true
	case actBrowse:
		h, ok := m.current()
		if !ok {
			return m.say(m.words.NoArticle), true
		}
		return m.browse(h.URL), true
	default:
		return nil, false
	}
	return nil, true
}

// muchRead is how many percent of an article paged through count as read.
const muchRead = 60

// readOn pages through the article; at its end the next unread one follows.
func (m *model) readOn() tea.Cmd {
	r := &m.reader
	if m.lay.reader.Empty() && m.list.n > 0 { // one pane: first the article comes into sight
		return m.enter()
	}
	if h, ok := m.current(); m.list.n > 0 && (!ok || h.ID != r.shown) || m.unread.on {
		return nil // its text is still on its way: unseen it is not passed over
	}
	if r.atEnd() || r.shown.IsZero() {
		return tea.Batch(m.markSeen(r.art.Head), m.nextUnread(1))
	}
	r.scroll(max(1, r.height-2))
	if r.percent() >= muchRead {
		return m.markSeen(r.art.Head)
	}
	return nil
}

// reachedEnd counts an article as read whose end was gone to.
func (m *model) reachedEnd() tea.Cmd {
	if m.reader.atEnd() {
		return m.markSeen(m.reader.art.Head)
	}
	return nil
}
