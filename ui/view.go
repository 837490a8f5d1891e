package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed/text"
)

// View builds the frame: the one place where it is built, since every mode of
// the terminal is declared with each frame and one left out is switched off.
func (m *model) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.ReportFocus = true
	if m.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = m.windowTitle()
	if m.w <= 0 || m.h <= 0 {
		return v // the first frame comes before the first size
	}
	lines := m.lines()
	if len(lines) > 0 {
		lines, v.Cursor = m.over(lines)
	}
	v.SetContent(strings.Join(lines, "\n"))
	return v
}

// maxTitle is the length of a window title in cells.
const maxTitle = 80

// windowTitle is written by Bubble Tea as it is, so it must be clean.
func (m *model) windowTitle() string {
	s := m.nameOf(m.list.text) + " – veille"
	if m.focus == paneReader && m.reader.art.Title != "" {
		s = m.reader.art.Title + " – veille"
	}
	return ansi.Truncate(text.Line(s), maxTitle, "…")
}

// lines returns the panes' lines, m.h of them, each m.w cells wide.
func (m *model) lines() []string {
	l := &m.lay
	if l.kind == tooSmall {
		out := make([]string, m.h)
		out[0] = fit(m.words.TooSmall(minWidth, minHeight, m.w, m.h), m.w, "")
		for i := range out[1:] {
			out[i+1] = blanks(m.w)
		}
		return out
	}
	out := make([]string, 0, m.h)
	out = append(out, m.topLine(m.w))
	out = append(out, m.body()...)
	out = append(out, m.footLine(m.w))
	if m.toast.text != "" {
		said := m.toastLines(m.w)
		copy(out[len(out)-1-len(said):], said)
	}
	return out
}

// body joins the panes line by line: each gives lines of exactly its width.
func (m *model) body() []string {
	l := &m.lay
	h := m.h - 2
	var out []string
	switch l.kind {
	case onePane:
		switch {
		case !l.reader.Empty():
			out = m.readerLines(l.reader.Dx(), h)
		case !l.list.Empty():
			out = m.listLines(l.list.Dx(), h)
		default:
			return m.sideLines(l.side.Dx(), h)
		}
	case stacked:
		out = append(out, m.listLines(l.list.Dx(), l.list.Dy())...)
		out = append(out, m.ruleLine(l.rule.Dx()))
		out = append(out, m.readerLines(l.reader.Dx(), l.reader.Dy())...)
		if len(l.edges) > 0 {
			out = m.beside(h, m.sideLines(l.side.Dx(), h), out)
		}
	case beside:
		out = m.beside(h, m.listLines(l.list.Dx(), h), m.readerLines(l.reader.Dx(), h))
	case threePanes:
		out = m.beside(h, m.sideLines(l.side.Dx(), h), m.listLines(l.list.Dx(), h), m.readerLines(l.reader.Dx(), h))
	}
	if l.drawer {
		side := m.sideLines(l.side.Dx(), h)
		edge := m.st.borderFocus.Of(m.st.glyph.vertical)
		for i := range out {
			out[i] = side[i] + edge + behind(out[i], l.side.Dx()+1, m.w)
		}
	}
	return out
}

// beside joins columns with a line between them, bright where it borders the
// pane that has the keys.
func (m *model) beside(h int, columns ...[]string) []string {
	out := make([]string, h)
	order := [...]pane{paneList, paneReader}
	panes := order[:]
	if !m.lay.side.Empty() && !m.lay.drawer {
		panes = []pane{paneSidebar, paneList, paneReader}
	}
	edges := make([]string, len(columns)-1)
	for i := range edges {
		in := m.st.border
		if m.focus == panes[i] || m.focus == panes[i+1] {
			in = m.st.borderFocus
		}
		edges[i] = in.Of(m.st.glyph.vertical)
	}
	var b strings.Builder
	for y := range out {
		b.Reset()
		for i, c := range columns {
			if i > 0 {
				b.WriteString(edges[i-1])
			}
			b.WriteString(c[y])
		}
		out[y] = b.String()
	}
	return out
}

// ruleLine parts list and reader and tells the position in the list.
func (m *model) ruleLine(w int) string {
	h := m.st.glyph.horizontal
	order := m.orderSaid()
	left, right := h+h+" "+m.position()+" ", " "+m.st.chrome(order)+" "+h+h
	n := w - ansi.StringWidth(left) - ansi.StringWidth(right)
	if n < 2 {
		right, n = "", w-ansi.StringWidth(left)
	}
	return m.st.borderFocus.Of(fit(left+strings.Repeat(h, max(0, n))+right, w, ""))
}

// over lays the open boxes over the panes.
func (m *model) over(lines []string) ([]string, *tea.Cursor) {
	if m.which && m.lay.kind != tooSmall {
		box := m.whichLines()
		lines = splice(lines, box, max(0, m.w-boxWidth(box)-1), max(1, m.h-1-len(box)), m.w)
	}
	var cur *tea.Cursor
	if m.lay.kind == tooSmall {
		return lines, nil
	}
	for _, o := range m.overlays {
		box := o.view(m, m.w, m.h)
		bw, bh := boxWidth(box), len(box)
		x, y := max(0, (m.w-bw)/2), max(0, (m.h-bh)/2)
		if a, ok := o.(anchored); ok {
			x, y = a.at(m.w, m.h, bw, bh)
		}
		lines = splice(lines, box, x, y, m.w)
		cur = nil
		if c, ok := o.(cursored); ok {
			if cx, cy, ok := c.cursor(); ok && x+cx < m.w && y+cy < m.h {
				cur = tea.NewCursor(x+cx, y+cy)
				cur.Blink = !m.o.ReduceMotion
			}
		}
	}
	return lines, cur
}

func boxWidth(box []string) int {
	w := 0
	for _, s := range box {
		w = max(w, ansi.StringWidth(s))
	}
	return w
}

// splice writes a box over lines of w cells with its corner at x, y. What does
// not fit is cut.
func splice(lines, box []string, x, y, w int) []string {
	bw := min(boxWidth(box), w-x)
	if bw <= 0 {
		return lines
	}
	out := append([]string(nil), lines...)
	for i, s := range box {
		if y+i < 0 || y+i >= len(out) {
			continue
		}
		base := out[y+i]
		out[y+i] = fit(base, x, "") + "\x1b[m" + fit(s, bw, "") + "\x1b[m" + behind(base, x+bw, w)
	}
	return out
}

// behind is what stands from cell x on in a line of w cells. A character that
// the edge cuts in two becomes a blank.
func behind(s string, x, w int) string {
	rest := ansi.TruncateLeft(s, x, "")
	if n := ansi.StringWidth(rest); n > w-x {
		rest = ansi.TruncateLeft(s, x+1, "")
	}
	return blanks(w-x-ansi.StringWidth(rest)) + rest
}
