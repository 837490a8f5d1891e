package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// confirmBox asks before what cannot be undone. It says how much it is about,
// and No is what a hasty Enter gives.
type confirmBox struct {
	question string
	note     string // what comes of it; "": that there is no way back
	yes      bool
	do       func(m *model) tea.Cmd
	deaf
	still
}

func (c *confirmBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "left", "right", "tab", "shift+tab", "h", "l":
		c.yes = !c.yes
	case "y", "o", "c": // yes, oui, có
		c.yes = true
	case "enter":
		m.closeOverlay()
		if c.yes {
			return c.do(m)
		}
	case "esc", "n", "k", "q":
		m.closeOverlay()
	}
	return nil
}

func (c *confirmBox) view(m *model, w, _ int) []string {
	note := c.note
	if note == "" {
		note = m.words.NoUndo
	}
	n := min(w, 76, max(40, ansi.StringWidth(c.question)+4, ansi.StringWidth(note)+4)) - 4
	button := func(s string, on bool) string {
		if on {
			return m.st.accent.Of(m.st.glyph.bar) + m.st.reverse.Of(" "+s+" ")
		}
		return "  " + s + " "
	}
	dot := " " + m.st.glyph.dot + " "
	footer := m.keys.shown("tab") + dot + m.keys.shown("enter") + dot + m.words.EscKey + " " + m.words.Cancel
	return m.boxed(m.words.Confirm, footer, n, slices.Concat(
		wrappedTo(m.st.chrome(c.question), n, 2), wrapped(m.st.chrome(note), n, m.st.muted), []string{"",
			button(m.words.No, !c.yes) + "   " + button(m.words.Yes, c.yes)}))
}

// openEmptyTrash asks whether to destroy what is in the trash.
func (m *model) openEmptyTrash() tea.Cmd {
	n := m.facts.counts.Trashed
	if n == 0 {
		return m.say(m.words.TrashIsEmpty)
	}
	m.open(&confirmBox{question: m.words.EmptyTrashQuestion(n), do: (*model).emptyTrash})
	return nil
}
