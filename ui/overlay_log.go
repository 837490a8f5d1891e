package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// logLength is how many changes the log shows: as many as can be undone.
const logLength = 500

// logBox lists the changes, newest first; they are undone and done again from
// there, in their order.
type logBox struct {
	changes []feed.Change
	known   bool
	scroll
	wide int // of the column of times
	deaf
}

// logMsg brings the changes.
type logMsg struct {
	changes []feed.Change
	err     error
}

func (m *model) openLog() tea.Cmd {
	m.open(&logBox{})
	return m.askLog()
}

func (m *model) askLog() tea.Cmd {
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		cs, err := lib.Log(ctx, logLength)
		return logMsg{changes: cs, err: err}
	})
}

func (l *logBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case logMsg:
		if msg.err != nil {
			m.drop(l)
			return m.fail("log", msg.err)
		}
		l.changes, l.known = msg.changes, true
	case changedMsg:
		return m.askLog()
	}
	return nil
}

func (l *logBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch a := m.pressed(paneList, k); a {
	case actUndo:
		return m.undo(false)
	case actRedo:
		return m.undo(true)
	case actLog:
		m.closeOverlay()
	default:
		return l.scroll.press(m, a)
	}
	return nil
}

func (l *logBox) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	_, page, _ := room(h, nil, max(1, min(2*pickRows, len(l.changes))), nil)
	l.fit(len(l.changes), page)
	var lines []string
	l.wide = 0
	for i := range l.changes {
		l.wide = max(l.wide, ansi.StringWidth(m.words.when(l.changes[i].At, m.o.Now())))
	}
	for i := l.top; i < min(l.top+l.page, len(l.changes)); i++ {
		lines = append(lines, l.line(m, &l.changes[i], n))
	}
	if len(l.changes) == 0 {
		lines = []string{m.st.muted.Of(m.words.Loading)}
		if l.known {
			lines[0] = m.words.LogEmpty
		}
	}
	return m.boxed(m.words.LogTitle, m.words.LogFooter, n, lines)
}

func (l *logBox) line(m *model, c *feed.Change, n int) string {
	when := m.words.when(c.At, m.o.Now())
	what := oneLine(m.changeSaid(*c))
	if c.Subject != "" && c.Count == 1 {
		what += " " + m.st.glyph.dot + " " + oneLine(c.Subject)
	}
	if c.Undone {
		what = m.words.LogUndone + " " + m.st.glyph.dot + " " + what
	}
	line := what
	if n >= 50 {
		line = fit(when, l.wide, m.st.glyph.ellipsis) + "  " + what
	}
	if c.Undone {
		return m.st.muted.Of(line)
	}
	return line
}
