package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// coding is working through what has no theme yet, one article at a time: the text
// alone, digits tag and go on.
type coding struct {
	on     bool
	waits  bool // its view is on its way
	zoomed bool // as it was before
	focus  pane
	seen   map[feed.ID]bool
	did    []feed.ID // articles tagged, in order: undo takes the last away
}

// startCoding opens the articles without a theme for coding; done again it ends.
func (m *model) startCoding() tea.Cmd {
	c := &m.coding
	if c.on {
		return m.endCoding()
	}
	if m.facts.known && m.facts.counts.Untagged == 0 {
		return m.say(m.words.CodingNone)
	}
	*c = coding{on: true, waits: true, zoomed: m.zoomed, focus: m.focus, seen: map[feed.ID]bool{}}
	m.zoomed, m.focus = true, paneReader
	return tea.Batch(m.view(viewUntagged, m.parse(viewUntagged), m.list.id), m.say(m.words.CodingHint))
}

// endCoding goes back to the panes and tells how far it went.
func (m *model) endCoding() tea.Cmd {
	c := m.coding
	m.coding = coding{}
	m.focus = c.focus
	if m.zoomed = c.zoomed; m.focus == paneSidebar {
		m.focus = paneList
	}
	if !m.zoomed && m.focus == paneReader && c.focus != paneReader {
		m.focus = paneList
	}
	return m.did(m.words.CodingEnded(len(c.seen), c.tagged()))
}

// tagged counts the articles tagged.
func (c *coding) tagged() int {
	on := map[feed.ID]bool{}
	for _, id := range c.did {
		on[id] = true
	}
	return len(on)
}

// coder carries out the keys that have another meaning while coding. Everything that
// opens another view ends it.
func (m *model) coder(a Action) (tea.Cmd, bool) {
	c := &m.coding
	if !c.on {
		return nil, false
	}
	if h, ok := m.current(); ok && m.list.text == viewUntagged {
		c.seen[h.ID] = true
	}
	switch {
	case a == actBack && !m.reader.find.on && !m.reader.evidence.lit, a == actClose, a == actZoom:
		return m.endCoding(), true
	case a == actNextUnread:
		return m.codeOn(1), true
	case a == actPrevUnread:
		return m.codeOn(-1), true
	case a == actReadOn && m.reader.atEnd():
		return tea.Batch(m.markSeen(m.reader.art.Head), m.codeOn(1)), true
	case a.pin() > 0:
		if _, ok := m.facts.pinned(a.pin()); !ok {
			return nil, false
		}
		return m.codeWith(m.toggleTheme(a.pin())), true
	case a == actRepeatTag:
		if !m.works.toggling() && len(m.lastTagging().Add) == 0 {
			return nil, false
		}
		return m.codeWith(m.repeatTag()), true
	}
	return nil, false
}

// codeWith notes that the article is tagged by a command, and goes on.
func (m *model) codeWith(cmd tea.Cmd) tea.Cmd {
	if n := len(m.works.queue); n > 0 {
		m.works.queue[n-1].msg.about = m.list.id
	}
	return tea.Batch(cmd, m.codeOn(1))
}

// codeOn goes to another article; past the last it ends.
func (m *model) codeOn(step int) tea.Cmd {
	l := &m.list
	if m.coding.waits || l.hits == nil {
		return nil
	}
	if to := l.cursor + step; to >= 0 && to < l.n {
		l.moveTo(to)
		return nil
	}
	if step < 0 {
		return nil
	}
	return m.endCoding()
}

// coded notes what a change did to the article it was about.
func (m *model) coded(c changedMsg) {
	k := &m.coding
	if !k.on || c.err != nil || c.change.Count == 0 {
		return
	}
	verb := c.change.Verb
	tags := verb == feed.DidTag && len(c.change.Added) > 0 || verb == feed.DidAccept
	switch {
	case !tags:
	case c.undone:
		k.did = k.did[:max(0, len(k.did)-1)]
	case !c.about.IsZero():
		k.did = append(k.did, c.about)
	}
}

// codedOn goes on from an article of which the last suggestion was answered.
func (m *model) codedOn(c changedMsg) tea.Cmd {
	answered := c.change.Verb == feed.DidAccept || c.change.Verb == feed.DidDismiss
	if !m.coding.on || !answered || c.undone || c.redone || c.about != m.list.id || c.err != nil {
		return nil
	}
	lib, id := m.lib, c.about
	return m.ask(func(ctx context.Context) tea.Msg {
		list, err := lib.Suggestions(ctx, id)
		return codedMsg{id: id, left: len(list), err: err}
	})
}

// codedMsg tells how many suggestions an article still has.
type codedMsg struct {
	id   feed.ID
	left int
	err  error
}

func (c codedMsg) arrive(m *model) tea.Cmd {
	if !m.coding.on || c.err != nil || c.left > 0 || m.list.id != c.id {
		return nil
	}
	return m.codeOn(1)
}

// codingView notes that another view is shown: coding ends with its own.
func (m *model) codingView() tea.Cmd {
	c := &m.coding
	switch {
	case !c.on:
		return nil
	case m.list.text != viewUntagged:
		return m.endCoding()
	}
	c.waits = false
	if m.list.n == 0 {
		return m.endCoding()
	}
	return nil
}

// codingSaid tells how far the coding is.
func (m *model) codingSaid() string {
	return m.st.chrome(m.words.CodingAt(min(m.list.cursor+1, m.list.n), m.list.n, m.coding.tagged()))
}
