package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// everyTimer asks for what is due.
type everyTimer struct{}

func (everyTimer) ring(m *model) tea.Cmd {
	m.refresh.timing, m.refresh.rhythm = false, true
	if m.refresh.run != nil || m.works.leaving {
		return nil // the timer is set anew by wants
	}
	return m.refreshSources(nil, false)
}

// soon is how long after the start the first refresh by itself begins: the first
// screen comes before it.
const soon = 2 * time.Second

// everySoOften sets the timer of the refreshes that come by themselves. There is
// one timer at a time, set when the last one has rung: after the computer slept
// there is one refresh, not one for each time that was slept through.
func (m *model) everySoOften() tea.Cmd {
	if m.o.Every <= 0 || m.o.Refresh == nil || m.refresh.timing || m.list.hits == nil {
		return nil
	}
	m.refresh.timing = true
	if !m.refresh.rhythm { // what has become due while nobody was here
		return m.after(min(m.o.Every, soon), everyTimer{})
	}
	return m.after(m.o.Every, everyTimer{})
}

// stopRefresh gives a refresh up. What it has brought is kept.
func (m *model) stopRefresh() tea.Cmd {
	m.refresh.next = nil
	if m.refresh.run == nil {
		return nil
	}
	m.refresh.run.cancel()
	return m.after(lastWrites, leaveTimer{})
}

// leaveTimer ends the program though a refresh that was given up does not end.
type leaveTimer struct{}

func (leaveTimer) ring(m *model) tea.Cmd {
	if m.works.leaving {
		m.refresh.run = nil
	}
	return nil
}

// end gives a refresh up and waits until nothing of it runs, as long as that
// takes not longer than d: the program ends next.
func (f *refreshing) end(d time.Duration) {
	if f.run == nil {
		return
	}
	f.run.cancel()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-f.run.ended:
	case <-t.C:
	}
}
