package ui

import (
	"image"
	"time"

	tea "charm.land/bubbletea/v2"
)

// wheelMsg is a burst of wheel events folded into one.
type wheelMsg struct{ x, y, lines int }

// wheelFilter folds the wheel before Update: a trackpad sends hundreds of
// events, and the next key must not wait for them.
type wheelFilter struct {
	now  func() time.Time
	last time.Time
	sum  int
}

// Of the wheel: lines a notch, and the time of one frame.
const (
	wheelStep = 3
	frameTime = 16 * time.Millisecond
)

func (f *wheelFilter) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	w, ok := msg.(tea.MouseWheelMsg)
	if !ok {
		return msg
	}
	switch w.Button {
	case tea.MouseWheelUp:
		f.sum -= wheelStep
	case tea.MouseWheelDown:
		f.sum += wheelStep
	}
	now := f.now()
	if now.Sub(f.last) < frameTime {
		return nil
	}
	f.last = now
	out := wheelMsg{x: w.X, y: w.Y, lines: f.sum}
	f.sum = 0
	return out
}

// wheel scrolls the pane under the pointer; the focus stays.
func (m *model) wheel(w wheelMsg) {
	pt := image.Pt(w.x, w.y)
	switch l := &m.lay; {
	case len(m.overlays) > 0:
	case pt.In(l.side):
		m.side.moveTo(m.side.cursor + w.lines/wheelStep)
	case pt.In(l.list):
		m.list.scroll(w.lines / l.lines)
	case pt.In(l.reader):
		m.reader.scroll(w.lines)
	}
}

// click gives the focus to a pane and chooses the row under the pointer; a
// second click on the row opens it.
func (m *model) click(c tea.Mouse) tea.Cmd {
	pt := image.Pt(c.X, c.Y)
	l := &m.lay
	if c.Button != tea.MouseLeft || len(m.overlays) > 0 {
		return nil
	}
	switch {
	case pt.In(l.side):
		m.setFocus(paneSidebar)
		return m.chooseEntry(m.side.top + c.Y - l.side.Min.Y)
	case pt.In(l.list):
		i := m.list.top + (c.Y-l.list.Min.Y)/l.lines
		if i >= m.list.n || i >= m.list.top+m.list.rows {
			return nil
		}
		again := i == m.list.cursor && m.focus == paneList
		m.setFocus(paneList)
		m.list.moveTo(i)
		if again {
			return m.enter()
		}
	case pt.In(l.reader):
		m.setFocus(paneReader)
	}
	return nil
}
