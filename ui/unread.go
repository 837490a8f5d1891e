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

// seeking is a walk from unread article to unread article: keys that come
// before the first step is done wait for it.
type seeking struct {
	on   bool
	more []int // steps that wait
}

// maxSteps bounds the steps that wait: a key held down stops when it is let go.
const maxSteps = 16

// nextUnread goes to the next unread article, or the one before; past the last
// it goes on from the other end. With none left in the view, a second key goes
// to the next entry of the sidebar that has some.
func (m *model) nextUnread(step int) tea.Cmd {
	if m.unread.on {
		if len(m.unread.more) < maxSteps {
			m.unread.more = append(m.unread.more, step)
		}
		return nil
	}
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
	m.unread.on = true
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
	more := m.unread.more
	m.unread = seeking{}
	cmd := u.stepped(m)
	if u.gen != m.list.gen || u.at < 0 || u.err != nil || len(more) == 0 {
		return cmd
	}
	m.unread.more = more[1:]
	next := m.nextUnread(more[0])
	return tea.Batch(cmd, next)
}

// stepped goes where the step leads.
func (u unreadMsg) stepped(m *model) tea.Cmd {
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
	if m.list.part { // there may be some among the rows that are on their way
		return m.say(m.words.Searching)
	}
	none := m.words.NoMoreUnread
	if m.list.hits != nil && m.list.n == 0 {
		none = m.words.NoArticle
	}
	i := m.side.unreadAfter()
	if i < 0 || step < 0 {
		return m.say(none)
	}
	m.ended = true
	e, _ := m.side.at(i)
	return m.say(none + " — " + m.words.GoesOnIn(m.keys.hint(actNextUnread), e.count.Unread, e.label))
}
