package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
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
		m.setFocus(paneSidebar)
		m.side.toSources()
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
	if m.focus == paneSidebar {
		m.setFocus(paneList)
	}
	return m.setQuery(e.query)
}

// unreadMsg tells where the next unread article is, -1 for nowhere.
type unreadMsg struct {
	gen, at int
	wrapped bool // beyond the end, from the other one
	step    int
	err     error
}

// nextUnread goes to the next unread article, or the one before; past the last
// it goes on from the other end. With none left in the view, a second key goes
// to the next entry of the sidebar that has some.
func (m *model) nextUnread(step int) tea.Cmd {
	if m.ended {
		m.ended = false
		if i := m.side.unreadAfter(); i >= 0 {
			return m.openEntry(i)
		}
	}
	l := &m.list
	if l.hits == nil || l.n == 0 {
		return m.noUnread(step)
	}
	hits, gen, at, n := l.hits, l.gen, l.cursor, l.n
	return m.ask(func(ctx context.Context) tea.Msg {
		i, err := hits.NextUnread(ctx, at, step)
		msg := unreadMsg{gen: gen, at: i, step: step, err: err}
		if i >= 0 || err != nil {
			return msg
		}
		msg.wrapped = true
		from := -1
		if step < 0 {
			from = n
		}
		msg.at, msg.err = hits.NextUnread(ctx, from, step)
		if msg.at == at {
			msg.at = -1 // only the one it started from
		}
		return msg
	})
}

func (u unreadMsg) arrive(m *model) tea.Cmd {
	switch {
	case u.gen != m.list.gen:
		return nil
	case u.err != nil:
		return m.fail("find", u.err)
	case u.at < 0:
		return m.noUnread(u.step)
	}
	m.list.moveTo(u.at)
	if u.wrapped {
		return m.say(m.words.EndOfMatches)
	}
	return nil
}

// noUnread says that nothing unread is left here, and where there is some.
func (m *model) noUnread(step int) tea.Cmd {
	i := m.side.unreadAfter()
	if i < 0 || step < 0 {
		return m.say(m.words.NoMoreUnread)
	}
	m.ended = true
	e, _ := m.side.at(i)
	return m.say(m.words.NoMoreUnread + " · " + m.words.GoesOnIn(e.count.Unread, e.label) + " · " + m.keys.hint(actNextUnread))
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

// readOn pages through the article; at its end the next unread one follows.
func (m *model) readOn() tea.Cmd {
	r := &m.reader
	if m.lay.reader.Empty() && m.list.n > 0 { // one pane: first the article comes into sight
		return m.enter()
	}
	if r.atEnd() || r.shown.IsZero() {
		return tea.Batch(m.markSeen(), m.nextUnread(1))
	}
	r.scroll(max(1, r.height-2))
	if r.atEnd() || r.percent() >= 60 {
		return m.markSeen()
	}
	return nil
}

// reachedEnd counts an article as read whose end was gone to.
func (m *model) reachedEnd() tea.Cmd {
	if m.reader.atEnd() {
		return m.markSeen()
	}
	return nil
}

// filter carries out what narrows or sorts the view.
func (m *model) filter(a Action) (tea.Cmd, bool) {
	switch a {
	case actFilterUnread:
		return m.narrow(query.Set{Name: "is", Values: []string{"unread"}}), true
	case actFilterStarred:
		return m.narrow(query.Set{Name: "is", Values: []string{"starred"}}), true
	case actSortNewest, actSortOldest:
		oldest := a == actSortOldest
		if m.list.oldest == oldest {
			return nil, true
		}
		m.list.oldest = oldest
		word := m.words.SortedNewest
		if oldest {
			word = m.words.SortedOldest
		}
		return tea.Batch(m.view(m.list.text, m.list.query, m.list.id), m.say(word)), true
	case actSearch:
		m.open(newSearchLine(m))
		return nil, true
	}
	return nil, false
}

// narrow adds a condition to the view, or takes it out when it is there.
func (m *model) narrow(e query.Expr) tea.Cmd {
	q := m.list.query
	if slices.ContainsFunc(q.Parts(), func(p query.Expr) bool { return query.Equal(p, e) }) {
		q = q.Drop(e)
	} else {
		q = q.With(e)
	}
	m.toList()
	return m.view(q.String(), q, m.list.id)
}

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
