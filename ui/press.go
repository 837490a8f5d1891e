package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// whichAfter is how long a key that begins a sequence waits for the next one
// before the box of what may follow is shown. Typed fast it is never seen.
const whichAfter = 300 * time.Millisecond

// whichTimer shows the box.
type whichTimer struct{ gen int }

func (t whichTimer) ring(m *model) tea.Cmd {
	if t.gen == m.keyGen && m.pending != "" {
		m.which = true
	}
	return nil
}

// place is the pane whose keys count now.
func (m *model) place() pane {
	if m.focus == paneReader && (m.reader.find.on || m.reader.sought.count() > 0) {
		return paneFind
	}
	return m.focus
}

func (m *model) press(k tea.KeyPressMsg) tea.Cmd {
	m.keyGen++
	if k.Keystroke() == "ctrl+c" {
		return m.quit()
	}
	if cmd, ok := m.openWritten(k); ok {
		return cmd
	}
	if o := m.top(); o != nil {
		if m.lay.kind == tooSmall {
			return nil // nobody sees what would be answered
		}
		return o.press(m, k)
	}
	if m.o.ReduceMotion {
		m.toast.text = ""
	}
	a, pending := m.keys.action(m.place(), m.pending, k)
	was := m.pending
	m.pending, m.which = pending, false
	switch {
	case pending != "":
		return m.after(whichAfter, whichTimer{m.keyGen})
	case a == actOpen && k.Keystroke() == "enter" && m.focus == paneList && m.list.confirming() != nil && m.list.n > 0:
		return m.acceptGroup()
	case a != "":
		return m.do(a)
	case was != "" && k.Keystroke() == "esc":
		return nil
	}
	m.toast.note(m.words.UnknownKey(m.keys.shown(k.String()), m.keys.hint(actHelp)))
	return m.toastTimer()
}

// pasted takes a paste: to the overlay, else what is pasted is offered for
// import. It is never taken for keys.
func (m *model) pasted(s string) tea.Cmd {
	s = clipped(s, maxPaste)
	if m.lay.kind == tooSmall {
		return nil
	}
	if o := m.top(); o != nil {
		return o.paste(m, s)
	}
	m.pending, m.which = "", false
	return m.openImport(s)
}

// maxPaste is the most of a paste that is looked at, in bytes: far above any list
// of sources, for one that is cut would look whole.
const maxPaste = 16 << 20

// clipped cuts s to at most n bytes between two characters.
func clipped(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// do carries out an action. The palette and the keys both come here.
func (m *model) do(a Action) tea.Cmd {
	if m.lay.kind == tooSmall && a != actQuit && a != actClose {
		return nil
	}
	if a != actNextUnread && a != actPrevUnread && a != actReadOn {
		m.ended = false
	}
	for _, deed := range []func(*model, Action) (tea.Cmd, bool){
		(*model).coder, (*model).suggest, (*model).annotate, (*model).care, (*model).sources, (*model).move, (*model).goTo, (*model).read, (*model).act, (*model).filter, (*model).program,
	} {
		if cmd, ok := deed(m, a); ok {
			return cmd
		}
	}
	return m.openOverlay(a)
}

// move carries out the actions that move in the focused pane or between panes.
func (m *model) move(a Action) (tea.Cmd, bool) {
	page := m.page()
	switch a {
	case actDown:
		m.step(m.focus, 1)
	case actUp:
		m.step(m.focus, -1)
	case actTop:
		m.step(m.focus, -farAway)
	case actBottom:
		m.step(m.focus, farAway)
		if m.focus == paneReader {
			return m.reachedEnd(), true
		}
	case actHalfDown:
		m.step(m.focus, max(1, page/2))
	case actHalfUp:
		m.step(m.focus, -max(1, page/2))
	case actPageDown:
		m.step(m.focus, max(1, page-1))
	case actPageUp:
		m.step(m.focus, -max(1, page-1))
	case actOtherDown:
		m.step(m.otherPane(), 1)
	case actOtherUp:
		m.step(m.otherPane(), -1)
	case actNextPane:
		m.turn(1)
	case actPrevPane:
		m.turn(-1)
	case actOpen:
		return m.enter(), true
	case actBack:
		m.back()
	default:
		return nil, false
	}
	return nil, true
}

// farAway is further than any list or article reaches.
const farAway = 1 << 30

// page is how many rows or lines the focused pane shows.
func (m *model) page() int {
	switch m.focus {
	case paneReader:
		return m.reader.height
	case paneSidebar:
		return m.side.rows
	}
	return m.list.rows
}

// otherPane is the pane that J and K move: the article from the list, the list
// from the article.
func (m *model) otherPane() pane {
	if m.focus == paneReader {
		return paneList
	}
	return paneReader
}

// step moves the cursor of list and sidebar, and the text of the reader.
func (m *model) step(p pane, by int) {
	switch p {
	case paneReader:
		m.reader.scroll(by)
	case paneSidebar:
		m.side.moveTo(m.side.cursor + by)
	default:
		m.hasten()
		m.list.moveTo(m.list.cursor + by)
	}
}

// restAfter is how long after the last of several fast keys the cursor is taken
// to rest. A single key has its article shown at once; while one is held down,
// none of the articles passed is.
const restAfter = 60 * time.Millisecond

// restTimer asks whether the cursor rests.
type restTimer struct{}

func (restTimer) ring(m *model) tea.Cmd {
	m.resting = false
	if m.list.hasty && m.clock().Sub(m.hurried) >= restAfter {
		m.list.hasty = false
	}
	return nil
}

// hasten notes that the cursor moves, and whether it does so fast.
func (m *model) hasten() {
	now := m.clock()
	m.list.hasty = now.Sub(m.hurried) < restAfter
	m.hurried = now
}

// rest sets the timer that finds out when a cursor on its way has arrived.
func (m *model) rest() tea.Cmd {
	if !m.list.hasty || m.resting {
		return nil
	}
	m.resting = true
	return m.after(restAfter-m.clock().Sub(m.hurried), restTimer{})
}

// turn gives the focus to the next pane: list, reader, sidebar. A sidebar that
// is not shown comes as a drawer.
func (m *model) turn(by int) {
	order := [...]pane{paneList, paneReader, paneSidebar}
	at := 0
	for i, p := range order {
		if p == m.focus {
			at = i
		}
	}
	m.setFocus(order[(at+by+len(order))%len(order)])
}

// setFocus gives a pane the keys; exactly one has them.
func (m *model) setFocus(p pane) {
	m.focus = p
	if p == paneList {
		m.zoomed = false
	}
	if p == paneSidebar {
		m.hidden = false
	}
}

// enter goes in: from a row to its article, from an entry to its rows.
func (m *model) enter() tea.Cmd {
	switch m.focus {
	case paneSidebar:
		return m.chooseEntry(m.side.cursor)
	case paneList:
		if cmd, ok := m.takeWider(); ok {
			return cmd
		}
		if m.list.n > 0 {
			m.setFocus(paneReader)
		}
		if h, ok := m.current(); ok && m.o.MarkRead == "open" {
			return m.markSeen(h)
		}
	}
	return nil
}

// back goes one step out: find, selection, reader, list. It never quits.
func (m *model) back() {
	switch {
	case m.focus == paneReader && m.reader.find.on:
		m.reader.endFind()
	case m.reader.unlight():
	case m.focus == paneSidebar && len(m.side.picked) > 0:
		m.side.unpick()
	case m.focus == paneSidebar:
		m.setFocus(paneList)
	case !m.list.pick.empty():
		m.list.pick.clear()
	case m.focus == paneReader:
		m.setFocus(paneList)
	}
}
