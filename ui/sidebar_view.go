package ui

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// sideKey is what the look of the sidebar depends on.
type sideKey struct {
	edition, style, w, h int
	focused              bool
}

// sideLines returns h lines of w cells.
func (m *model) sideLines(w, h int) []string {
	s := &m.side
	key := sideKey{edition: s.edition, style: m.reader.style, w: w, h: h, focused: m.focus == paneSidebar}
	if m.cache.side == key && len(m.cache.entries) == h {
		return m.cache.entries
	}
	out := make([]string, 0, h)
	for i := s.top; i < len(s.entries) && len(out) < h; i++ {
		out = append(out, m.entryLine(i, w))
	}
	for len(out) < h {
		out = append(out, blanks(w))
	}
	if hidden := len(s.entries) - s.top - h; hidden > 0 && h > 1 && s.cursor < s.top+h-1 {
		out[h-1] = m.st.muted.Of(fit("  "+m.words.More(hidden+1), w, m.st.glyph.ellipsis))
	}
	m.cache.side, m.cache.entries = key, out
	return out
}

func (m *model) entryLine(i, w int) string {
	e, s := &m.side.entries[i], &m.side
	if e.heading {
		return m.headingLine(e, w)
	}
	count := m.entryCount(e)
	if t := m.trend(e, w); t != "" {
		count = t + " " + right(count, max(5, ansi.StringWidth(count)))
	}
	lead := "  "
	switch {
	case e.on:
		lead = " " + m.st.glyph.selected + " "
	case e.dim == dimFolder, e.dim == dimSource && (e.depth > 0 || e.health != healthy || s.picked[e.id]):
		lead = m.sourceLead(e)
	case e.key != "":
		lead = " " + e.key + " "
	case e.depth > 0:
		lead = strings.Repeat("  ", e.depth+1) + m.st.glyph.child + " "
	case e.pin > 0:
		lead = " " + strconv.Itoa(e.pin) + " "
	}
	room := w - 2 - ansi.StringWidth(count) - ansi.StringWidth(lead)
	name := m.entryName(e, room)
	k := rowKey{cursor: i == s.cursor && m.focus == paneSidebar || i == s.open, focused: m.focus == paneSidebar && i == s.cursor}
	bar := m.bar(k)
	if k.cursor && !k.focused && m.focus == paneSidebar {
		bar = m.st.accent.Of(m.st.glyph.arrow) // what the list shows, where the cursor is elsewhere
	}
	switch {
	case k.focused:
		return bar + m.st.cursor.Of(lead[1:]+name+" "+count+" ")
	case e.within && e.found == 0, e.health == paused:
		return bar + m.st.muted.Of(lead[1:]+name+" "+count+" ")
	case e.news > 0, !e.within && e.count.Unread > 0, e.on:
		name = m.st.bold.Of(name)
	}
	if e.dim == dimTheme {
		name = m.st.themeInk(e.colour).Of(name)
	}
	if e.health == ailing {
		return bar + m.st.warning.Of(lead[1:]) + name + " " + m.st.warning.Of(count) + " "
	}
	if e.news > 0 {
		return bar + m.st.muted.Of(lead[1:]) + name + " " + m.st.accent.Of(count) + " "
	}
	return bar + m.st.muted.Of(lead[1:]) + name + " " + m.st.muted.Of(count) + " "
}

// sourceLead is what stands before a folder or source: how deep it is, whether
// the folder is open, how the source fares.
func (m *model) sourceLead(e *entry) string {
	g := &m.st.glyph
	mark := " "
	switch {
	case e.dim == dimSource && m.side.picked[e.id]:
		mark = g.selected
	case e.health == ailing:
		mark = g.warning
	case e.health == paused:
		mark = g.paused
	case e.dim == dimFolder && e.folded:
		mark = g.arrow
	case e.dim == dimFolder:
		mark = g.open
	}
	return " " + strings.Repeat("  ", e.depth) + mark + " "
}

// headingLine is the line above a section. It says when the numbers below are
// those within the view.
func (m *model) headingLine(e *entry, w int) string {
	left, right := " "+strings.ToUpper(e.label), ""
	if e.within && ansi.StringWidth(left)+ansi.StringWidth(m.words.InView)+2 <= w {
		right = m.words.InView + " "
	}
	return m.st.muted.Of(m.st.bold.Of(fit(left, w-ansi.StringWidth(right), "")) + right)
}

// entryCount is the number at the end of an entry: of a watched query with what
// is new.
func (m *model) entryCount(e *entry) string {
	n := e.count.All
	switch {
	case e.broken:
		return m.st.glyph.warning
	case e.more, e.within && e.found < 0:
		return ""
	case e.within:
		n = e.found
	case e.health == ailing && e.age != "":
		return e.age
	case (e.followed || e.dim == dimFolder) && e.count.Unread == 0:
		return ""
	case e.unread:
		n = e.count.Unread
	}
	s := m.words.Number(n)
	if e.news > 0 {
		s = "+" + m.words.Number(e.news) + " " + s
	}
	return s
}
