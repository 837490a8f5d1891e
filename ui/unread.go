package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

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
