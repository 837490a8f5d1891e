package ui

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/refresh"
)

// refreshBox shows a refresh source by source. It hides without ending it.
type refreshBox struct {
	sel    int
	top    int
	page   int
	chosen bool // the cursor was moved: the rows do not follow the work any more
	deaf
	still
}

func (m *model) openRefresh() tea.Cmd {
	if m.refresh.run == nil && m.refresh.total() == 0 {
		return m.say(m.words.NothingRefreshed(m.keys.way(actRefreshAll)))
	}
	if _, open := m.top().(*refreshBox); !open {
		m.open(&refreshBox{})
	}
	return nil
}

func (b *refreshBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	if k.Keystroke() == "c" {
		return m.cancelRefresh()
	}
	switch a := m.pressed(paneList, k); a {
	case actBack, actClose, actRefreshBox:
		m.closeOverlay()
	case actOpen:
		if b.sel < len(m.refresh.begun) {
			id := m.refresh.begun[b.sel]
			m.closeOverlay()
			return m.openHealth(id)
		}
	case actQuit:
		return m.quit()
	default:
		if by := scrollBy(a, b.page); by != 0 {
			if !b.chosen {
				b.chosen, b.sel = true, len(m.refresh.begun)-1
			}
			b.sel = max(0, min(b.sel+by, len(m.refresh.begun)-1))
		}
	}
	return nil
}

// cancelRefresh gives up the refresh under way.
func (m *model) cancelRefresh() tea.Cmd {
	f := &m.refresh
	if f.run == nil {
		return m.say(m.words.NothingRefreshed(m.keys.way(actRefreshAll)))
	}
	f.next = nil
	f.run.cancel()
	return nil
}

func (b *refreshBox) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	f, words := &m.refresh, m.words
	if !b.chosen {
		b.sel = max(0, len(f.begun)-1)
	}
	b.sel = max(0, min(b.sel, len(f.begun)-1))
	foot := []string{"", m.st.muted.Of(m.st.chrome(words.RefreshKeep))}
	if waiting := f.total() - len(f.begun); waiting > 0 {
		foot = append([]string{m.st.muted.Of(m.st.glyph.ellipsis + " " + m.st.chrome(words.RefreshWaiting(waiting)))}, foot...)
	}
	head, rows, foot := room(h, []string{b.bar(m, n), ""}, max(1, min(2*pickRows, len(f.begun))), foot)
	b.page = rows
	b.top = max(min(b.top, b.sel), b.sel-rows+1)
	b.top = max(0, min(b.top, len(f.begun)-rows))
	lines := head
	for i := b.top; i < min(b.top+rows, len(f.begun)); i++ {
		e := f.events[f.begun[i]]
		lines = append(lines, m.eventLine(&e, n, b.chosen && i == b.sel))
	}
	if len(f.begun) == 0 && f.run != nil {
		lines = append(lines, m.st.muted.Of(m.st.chrome(words.Loading)))
	}
	title := words.RefreshTitle(f.done, f.total())
	if f.run == nil {
		title = words.RefreshEnded(f.done, f.total())
	}
	hint := words.EscKey + " " + words.Hide
	if b.chosen {
		hint = words.EnterMore + " " + m.st.glyph.dot + " " + hint
	}
	if f.run != nil {
		hint += " " + m.st.glyph.dot + " c " + words.CancelShort
	}
	return m.boxed(title, hint, n, append(lines, foot...))
}

// bar is how much is done, as a bar and in numbers.
func (b *refreshBox) bar(m *model, n int) string {
	f := &m.refresh
	percent := 0
	if t := f.total(); t > 0 {
		percent = 100 * f.done / t
	}
	right := fmt.Sprintf("  %3d %%   %s", percent, m.words.RefreshFresh(f.fresh))
	cells := max(4, min(40, n-ansi.StringWidth(right)))
	full := cells * percent / 100
	g := &m.st.glyph
	return m.st.accent.Of(strings.Repeat(g.full, full)) + m.st.muted.Of(strings.Repeat(g.empty, cells-full)) + right
}

// eventLine tells of one source.
func (m *model) eventLine(e *refresh.Event, n int, here bool) string {
	g, w := &m.st.glyph, m.words
	mark, said, in := m.st.muted.Of(g.ellipsis), "", ink{}
	switch {
	case e.Phase != refresh.Finished:
		said = w.phase(e)
		in = m.st.muted
	case e.Err != nil:
		mark, said, in = m.st.warning.Of(g.cross), m.troubleOf(e), m.st.warning
	default:
		mark, said = m.st.good.Of(g.tick), w.kept(e)
	}
	wide := min(28, max(12, n/2-2))
	bar := " "
	if here {
		bar = m.st.accent.Of(g.bar)
	}
	name := fit(cmp.Or(e.Source.Name, hostOf(e.Source.Feed)), wide, g.ellipsis)
	if here {
		name = m.st.bold.Of(name)
	}
	return bar + mark + " " + name + "  " + in.Of(fit(m.st.chrome(said), n-wide-5, g.ellipsis))
}

// phase says what is being done.
func (w *Words) phase(e *refresh.Event) string {
	switch e.Phase {
	case refresh.Asking:
		return w.PhaseAsking
	case refresh.Reading:
		return w.PhaseReading
	case refresh.Fetching:
		return w.PhaseFetching(e.Done, e.All)
	}
	return ""
}

// kept says what a source brought, and how fast.
func (w *Words) kept(e *refresh.Event) string {
	said := w.RefreshFresh(e.Kept.New)
	if e.Kept.Updated > 0 {
		said += ", " + w.RefreshUpdated(e.Kept.Updated)
	}
	for len([]rune(said)) < 10 {
		said += " "
	}
	if e.Unchanged {
		return said + "  " + w.Unchanged
	}
	s := strconv.FormatFloat(e.Took.Seconds(), 'f', 1, 64)
	return said + "  " + strings.Replace(s, ".", w.Decimal, 1) + " s"
}

// troubleOf says why a source could not be read, and for how long.
func (m *model) troubleOf(e *refresh.Event) string {
	s := m.words.trouble(&e.Poll)
	if d := m.o.Now().Sub(e.Poll.Since); !e.Poll.Since.IsZero() && d >= minAge {
		s += ", " + m.words.ForSoLong(m.words.age(d))
	}
	return s
}

// trouble says why a source could not be read, in a few words.
func (w *Words) trouble(p *feed.Poll) string {
	s := w.Troubles[p.Trouble]
	if s == "" {
		s = w.Troubles[feed.TroubleServer]
	}
	if p.Status >= 400 {
		s = "HTTP " + strconv.Itoa(p.Status) + ", " + s
	}
	return s
}
