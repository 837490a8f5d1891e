package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed/text"
)

// helpBox lists the keys of the focused pane, then those of the others. Keys
// that do nothing now stand in brackets with the reason.
type helpBox struct {
	of     pane
	in     textinput.Model
	asking bool // the filter has the keys
	x      int  // of the cursor in the box
	scroll
	still
}

func (m *model) openHelp() { m.open(&helpBox{of: m.place(), in: input("")}) }

// helpRow is an action, or the name of a group when it has no keys.
type helpRow struct {
	heading    string
	keys, does string
	why        string
}

func (h *helpBox) rows(m *model) []helpRow {
	pattern := text.Fold(strings.TrimSpace(h.in.Value()))
	var out []helpRow
	for _, mine := range []bool{true, false} {
		for g := range groups {
			n := len(out)
			out = append(out, helpRow{heading: m.words.Groups[g]})
			for _, b := range bindings {
				if b.group == g && h.here(b) == mine && len(m.keys.keys[b.action]) > 0 && b.action.pin() <= 1 {
					if r := m.helpRow(b); h.matches(m, b, r, pattern) {
						out = append(out, r)
					}
				}
			}
			if len(out) == n+1 {
				out = out[:n]
			} else if !mine {
				out[n].heading += " " + m.st.glyph.dot + " " + m.words.Elsewhere
			}
		}
	}
	return out
}

func (h *helpBox) here(b binding) bool {
	return b.in.has(h.of) || h.of == paneFind && b.in.has(paneReader)
}

// helpRow is what help says of an action. The nine digits stand in one row.
func (m *model) helpRow(b binding) helpRow {
	if b.action == actTheme1 {
		r := helpRow{keys: m.keys.hint(actTheme1) + "-" + m.keys.hint(actTheme9), does: m.words.ThemeDigits}
		for digit := 1; digit <= len(themeActions); digit++ {
			if _, ok := m.facts.pinned(digit); ok {
				return r
			}
		}
		r.why = m.words.WhyNoPin
		return r
	}
	return helpRow{keys: strings.Join(m.keys.hints(b.action), " "), does: m.words.Actions[b.action], why: m.why(b.action)}
}

func (h *helpBox) matches(m *model, b binding, r helpRow, pattern string) bool {
	if pattern == "" {
		return true
	}
	for _, s := range append(m.words.namesOf(b.action), r.keys, r.does, m.words.Groups[b.group]) {
		if strings.Contains(text.Fold(s), pattern) {
			return true
		}
	}
	return false
}

func (h *helpBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	key := k.Keystroke()
	if h.asking {
		switch key {
		case "esc":
			h.in.SetValue("")
			h.asking = false
		case "enter", "up", "down":
			h.asking = false
		default:
			typed(&h.in, k)
			h.top = 0
		}
		return nil
	}
	switch a := m.pressed(paneList, k); {
	case k.String() == "/":
		h.asking = true
	case a == actBack && h.in.Value() != "":
		h.in.SetValue("")
	case a == actHelp:
		m.closeOverlay()
	default:
		return h.scroll.press(m, a)
	}
	return nil
}

func (h *helpBox) paste(_ *model, s string) tea.Cmd {
	if h.asking {
		inserted(&h.in, s)
	}
	return nil
}

// helpColumn is the least width of a column of keys.
const helpColumn = 37

func (h *helpBox) view(m *model, w, height int) []string {
	n := min(w, 124) - 4
	columns := max(1, n/helpColumn)
	cw := (n - 2*(columns-1)) / columns
	rows := h.rows(m)
	lines := make([]string, 0, len(rows))
	for i, r := range rows {
		if r.heading != "" && i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, m.helpLines(r, cw)...)
	}
	foot := []string{""}
	for _, hint := range []string{m.words.HelpReasons, m.words.CounterHint, m.words.HelpMarkdown} {
		foot = append(foot, wrapped(m.st.chrome(hint), n, m.st.muted)...)
	}
	if len(rows) == 0 {
		lines = []string{m.st.muted.Of(m.words.HelpNothing)}
	}
	head := []string{h.filterLine(m, n)}
	head, page, foot := room(height, head, (len(lines)+columns-1)/columns, foot)
	h.fit(len(lines), page*columns)
	body := flowed(lines[h.top:], columns, page, cw)
	return m.boxed(m.words.HelpTitle(m.paneName(h.of)), m.words.HelpFooter, n, slices.Concat(head, body, foot))
}

func (h *helpBox) filterLine(m *model, n int) string {
	if !h.asking && h.in.Value() == "" {
		return m.st.muted.Of(m.words.HelpFilter)
	}
	line, x := m.fieldLine("/", &h.in, n, "")
	h.x = x
	return line
}

// helpLines are the lines of a row, w cells wide. What does nothing now has its
// reason behind the name, or below it where there is no room.
func (m *model) helpLines(r helpRow, w int) []string {
	if r.heading != "" {
		return []string{m.st.bold.Of(fit(r.heading, w, m.st.glyph.ellipsis))}
	}
	const keysWide = 11
	keys := r.keys
	if r.why != "" {
		keys = "[" + keys + "]"
	}
	wide := max(keysWide, min(ansi.StringWidth(keys), w/2))
	lead := fit(keys, wide, m.st.glyph.ellipsis) + " "
	room := w - wide - 1
	if r.why == "" {
		return []string{m.st.accent.Of(lead) + fit(r.does, room, m.st.glyph.ellipsis)}
	}
	out := []string{r.does + m.words.Colon + r.why}
	if ansi.StringWidth(out[0]) > room {
		out = append([]string{r.does}, strings.Split(ansi.Wrap(r.why, max(1, room-2), ""), "\n")...)
		for i := range out[1:] {
			out[i+1] = "  " + out[i+1]
		}
	}
	for i := range out {
		out[i] = m.st.muted.Of(lead + fit(out[i], room, m.st.glyph.ellipsis))
		lead = blanks(wide + 1)
	}
	return out
}

// flowed lays lines of w cells out in columns of h, each going on where the one
// before it ends.
func flowed(lines []string, columns, h, w int) []string {
	out := make([]string, h)
	for y := range out {
		var b strings.Builder
		for c := range columns {
			cell := ""
			if i := c*h + y; i < len(lines) {
				cell = lines[i]
			}
			if c > 0 {
				b.WriteString("  ")
			}
			b.WriteString(fit(cell, w, ""))
		}
		out[y] = b.String()
	}
	return out
}

// paneName is what a pane is called.
func (m *model) paneName(p pane) string {
	return [...]string{m.words.List, m.words.Reader, m.words.Sidebar, m.words.FindPrompt}[p]
}

func (h *helpBox) cursor() (x, y int, ok bool) {
	return h.x, 1, h.asking
}
