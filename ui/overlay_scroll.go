package ui

import tea "charm.land/bubbletea/v2"

// scroll is which of its lines a box shows that has more of them than room.
type scroll struct {
	top  int // first line to be seen
	page int // lines that have room
	most int // greatest top
}

// fit settles which of so many lines are seen where page of them have room.
func (s *scroll) fit(lines, page int) {
	s.page, s.most = page, max(0, lines-page)
	s.top = max(0, min(s.top, s.most))
}

// seen returns those of the lines that fit was told of.
func (s *scroll) seen(lines []string) []string {
	return lines[s.top:min(len(lines), s.top+s.page)]
}

// by moves as an action says, if it is one that moves.
func (s *scroll) by(a Action) {
	s.top = max(0, min(s.top+scrollBy(a, s.page), s.most))
}

// press is what a key does in a box that is only read: it moves, closes or quits.
func (s *scroll) press(m *model, a Action) tea.Cmd {
	switch a {
	case actBack, actClose:
		m.closeOverlay()
	case actQuit:
		return m.quit()
	default:
		s.by(a)
	}
	return nil
}

// scrollBy is how many lines an action scrolls a box that shows page of them.
func scrollBy(a Action, page int) int {
	switch a {
	case actDown, actOtherDown:
		return 1
	case actUp, actOtherUp:
		return -1
	case actHalfDown:
		return max(1, page/2)
	case actHalfUp:
		return -max(1, page/2)
	case actPageDown, actReadOn:
		return max(1, page-1)
	case actPageUp, actPageBack:
		return -max(1, page-1)
	case actTop:
		return -farAway
	case actBottom:
		return farAway
	}
	return 0
}

// pressed is the action of a key in a box, as it would be in the pane.
func (m *model) pressed(in pane, k tea.KeyPressMsg) Action {
	a, pending := m.keys.action(in, m.pending, k)
	m.pending = pending
	return a
}

// deaf is a box that takes no paste.
type deaf struct{}

func (deaf) paste(*model, string) tea.Cmd { return nil }

// still is a box that waits for nothing.
type still struct{}

func (still) update(*model, tea.Msg) tea.Cmd { return nil }
