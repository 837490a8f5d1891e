package ui

import (
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed/text"
)

// input makes a field of one line. It takes nothing from the system's clipboard, which
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

// typed passes a key to a field and cleans what came of it.
func typed(in *textinput.Model, k tea.KeyPressMsg) {
	*in, _ = in.Update(k)
	v := in.Value()
	if clean := text.Clean(v); clean != v {
		at := len([]rune(text.Clean(string([]rune(v)[:in.Position()]))))
		in.SetValue(clean)
		in.SetCursor(at)
	}
}

// inserted puts pasted text into a field, as one clean line.
func inserted(in *textinput.Model, s string) {
	s = text.Line(clipped(s, utf8.UTFMax*maxQuery))
	v := []rune(in.Value())
	at := in.Position()
	in.SetValue(string(v[:at]) + s + string(v[at:]))
	in.SetCursor(at + len([]rune(s)))
}

// fieldView returns the part of a field's text that fits w cells with the
// cursor on it, and the cell the cursor stands in. The field's own View and
// Cursor count characters where cells count and forget what is scrolled away,
// so the terminal's cursor, which input methods follow, would stand elsewhere.
func fieldView(in *textinput.Model, w int) (s string, x int) {
	value := []rune(in.Value())
	before, after := string(value[:in.Position()]), string(value[in.Position():])
	x = ansi.StringWidth(before)
	whole := before
	for cut := x - max(0, w-1); x > max(0, w-1); cut++ { // once more where a wide character lies on the edge
		before = ansi.TruncateLeft(whole, cut, "")
		x = ansi.StringWidth(before)
	}
	return before + ansi.Truncate(after, max(0, w-x), ""), x
}

// fieldStart is where the text of a field begins in its box: after the edge, a
// blank, the prompt and another blank.
const fieldStart = 4

// fieldLine is a line of n cells with a field behind a prompt of one cell and,
// at its end, what came of what was typed; x is the cell of the cursor in a box
// around it.
func (m *model) fieldLine(prompt string, in *textinput.Model, n int, right string) (line string, x int) {
	room := n
	if right != "" {
		room -= ansi.StringWidth(right) + 1
		right = " " + m.st.muted.Of(right)
	}
	s, x := fieldView(in, max(1, room-2))
	return fit(m.st.accent.Of(prompt)+" "+s, room, "") + right, fieldStart + x
}

// boxed frames lines of n cells: the title in the upper edge, the hint in the
// lower one.
func (m *model) boxed(title, hint string, n int, lines []string) []string {
	g := &m.st.glyph
	edge := func(left, s, right string, atEnd bool) string {
		s = ansi.Truncate(m.st.chrome(s), max(0, n-2), g.ellipsis)
		fill := strings.Repeat(g.horizontal, max(0, n-ansi.StringWidth(s)-1))
		if s == "" {
			return m.st.borderFocus.Of(left + strings.Repeat(g.horizontal, n+2) + right)
		}
		if atEnd {
			return m.st.borderFocus.Of(left+fill) + " " + m.st.muted.Of(s) + " " + m.st.borderFocus.Of(g.horizontal+right)
		}
		return m.st.borderFocus.Of(left+g.horizontal) + " " + m.st.bold.Of(s) + " " + m.st.borderFocus.Of(fill+right)
	}
	out := []string{edge(g.topLeft, title, g.topRight, false)}
	side := m.st.borderFocus.Of(g.vertical)
	for _, l := range lines {
		out = append(out, side+" "+fit(l, n, g.ellipsis)+" "+side)
	}
	return append(out, edge(g.bottomLeft, m.fitHint(hint, n-2), g.bottomRight, true))
}

// fitHint leaves keys out of a hint that is too long for n cells. Enter and the last,
// which closes the box, stay the longest, then what it begins with.
func (m *model) fitHint(s string, n int) string {
	const dot = " · "
	parts := strings.Split(s, dot)
	enter, _, _ := strings.Cut(m.words.EnterMore, " ")
	for len(parts) > 2 && ansi.StringWidth(strings.Join(parts, dot)) > n {
		out := 1
		switch {
		case !strings.HasPrefix(parts[1], enter):
		case len(parts) > 3:
			out = 2
		case ansi.StringWidth(strings.Join(parts[1:], dot)) <= n:
			out = 0
		}
		parts = slices.Delete(parts, out, out+1)
	}
	return strings.Join(parts, dot)
}
