package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"veille/feed/text"
)

// input makes a field of one line. It takes NFC, since the terminal's cursor is
// placed by counting characters, and nothing from the system's clipboard, which
// would start a program.
func input(value string) textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = maxQuery
	in.KeyMap.Paste.SetEnabled(false)
	in.SetVirtualCursor(false)
	plain := textinput.StyleState{}
	in.SetStyles(textinput.Styles{Focused: plain, Blurred: plain})
	in.SetValue(value)
	in.CursorEnd()
	in.Focus()
	return in
}

// maxQuery is the most that fits a search line, in characters.
const maxQuery = 4000

// typed passes a key to a field and normalises what came of it.
func typed(in *textinput.Model, k tea.KeyPressMsg) {
	*in, _ = in.Update(k)
	if v := in.Value(); !norm.NFC.IsNormalString(v) {
		at := len([]rune(norm.NFC.String(string([]rune(v)[:in.Position()]))))
		in.SetValue(norm.NFC.String(v))
		in.SetCursor(at)
	}
}

// inserted puts pasted text into a field, as one clean line.
func inserted(in *textinput.Model, s string) {
	s = text.Line(s)
	v := []rune(in.Value())
	at := in.Position()
	in.SetValue(string(v[:at]) + s + string(v[at:]))
	in.SetCursor(at + len([]rune(s)))
}

// boxed frames lines of n cells: the title in the upper edge, the hint in the
// lower one.
func (m *model) boxed(title, hint string, n int, lines []string) []string {
	g := &m.st.glyph
	edge := func(left, s, right string, atEnd bool) string {
		s = ansi.Truncate(m.st.chrome(s), max(0, n-2), g.ellipsis)
		fill := strings.Repeat(g.horizontal, max(0, n-ansi.StringWidth(s)-1))
		if s == "" {
			return m.st.borderFocus.of(left + strings.Repeat(g.horizontal, n+2) + right)
		}
		if atEnd {
			return m.st.borderFocus.of(left+fill) + " " + m.st.muted.of(s) + " " + m.st.borderFocus.of(g.horizontal+right)
		}
		return m.st.borderFocus.of(left+g.horizontal) + " " + m.st.bold.of(s) + " " + m.st.borderFocus.of(fill+right)
	}
	out := []string{edge(g.topLeft, title, g.topRight, false)}
	side := m.st.borderFocus.of(g.vertical)
	for _, l := range lines {
		out = append(out, side+" "+fit(l, n, g.ellipsis)+" "+side)
	}
	return append(out, edge(g.bottomLeft, hint, g.bottomRight, true))
}
