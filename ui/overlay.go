package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// overlay is a box drawn over the panes. The topmost gets all keys and pastes;
// nothing reaches the panes while one is open. It may call anything of the
// model from press, paste and update: m.closeOverlay, m.tag, m.setQuery, m.do,
// m.say … and keeps what it learns in itself.
type overlay interface {
	press(m *model, k tea.KeyPressMsg) tea.Cmd
	paste(m *model, s string) tea.Cmd
	// update gets the messages that are no key or paste and no answer of the
	// panes: the answers to what the overlay asked for, sizes, and the
	// changedMsg of what was done to the file.
	update(m *model, msg tea.Msg) tea.Cmd
	// view returns the box's lines with its border; none is wider than w cells
	// and there are at most h of them.
	view(m *model, w, h int) []string
}

// anchored is an overlay that does not want to stand in the middle.
type anchored interface {
	// at returns the top left corner for a box of bw×bh cells in a window of w×h.
	at(w, h, bw, bh int) (x, y int)
}

// cursored is an overlay with a text field: the terminal's own cursor stands at
// x, y, counted from the box's top left corner.
type cursored interface {
	cursor() (x, y int, ok bool)
}

// open puts an overlay on top. What was said before is over with it.
func (m *model) open(o overlay) {
	m.overlays = append(m.overlays, o)
	m.toast.note("")
}

// openBelow opens an overlay that the user did not ask for now: one that has
// the keys keeps them.
func (m *model) openBelow(o overlay) {
	if len(m.overlays) == 0 {
		m.open(o)
		return
	}
	m.overlays = slices.Insert(m.overlays, 0, o)
}

// drop closes an overlay that may no longer be the topmost.
func (m *model) drop(o overlay) {
	m.overlays = slices.DeleteFunc(m.overlays, func(x overlay) bool { return x == o })
}

// closeOverlay takes the topmost overlay away.
func (m *model) closeOverlay() {
	if n := len(m.overlays); n > 0 {
		m.overlays = m.overlays[:n-1]
	}
}

// top returns the overlay that has the keys, nil when there is none.
func (m *model) top() overlay {
	if n := len(m.overlays); n > 0 {
		return m.overlays[n-1]
	}
	return nil
}
