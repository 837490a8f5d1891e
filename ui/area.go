package ui

import (
	"strings"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"veille/feed/text"
)

// area is a text of many lines to type in. It takes nothing from the system's
// clipboard, which would start a program.
type area struct {
	textarea.Model
	limit int // most characters
	x, y  int // of the terminal's cursor in its box
}

func newArea(value string, limit int) area {
	a := area{Model: textarea.New(), limit: limit}
	a.Prompt, a.ShowLineNumbers = "", false
	a.CharLimit, a.MaxHeight = limit, 100_000
	a.SetVirtualCursor(false)
	a.KeyMap.Paste.SetEnabled(false)
	plain := textarea.StyleState{}
	a.SetStyles(textarea.Styles{Focused: plain, Blurred: plain})
	a.SetValue(value)
	a.Focus()
	return a
}

// typed passes a key to the text. The text area joins the line below when the last
// character of a line is deleted forwards; it is deleted backwards instead.
func (a *area) typed(k tea.KeyPressMsg) {
	if key := k.Keystroke(); (key == "delete" || key == "ctrl+d") && !a.HasSelection() {
		line := strings.Split(a.Value(), "\n")[a.Line()]
		if a.Column() < len([]rune(line)) {
			a.Model, _ = a.Update(tea.KeyPressMsg{Code: tea.KeyRight})
			k = tea.KeyPressMsg{Code: tea.KeyBackspace}
		}
	}
	a.Model, _ = a.Update(k)
}

// pasted puts pasted text at the cursor, its lines clean.
func (a *area) pasted(s string) {
	var lines []string
	for _, l := range strings.Split(strings.ReplaceAll(clipped(s, 4*a.limit), "\r", "\n"), "\n") {
		lines = append(lines, text.Line(l))
	}
	a.InsertString(strings.Join(lines, "\n"))
}

// lines shows at most h lines of n cells, with the one of the cursor among them;
// above says how many lines of the box stand above.
func (a *area) lines(n, h, above int) []string {
	h = max(1, h)
	a.SetWidth(n)
	a.SetHeight(h)
	lines := strings.Split(a.View(), "\n")
	if c := a.Cursor(); c != nil {
		a.x, a.y = c.X+2, c.Y+1+above
	}
	return lines[:min(len(lines), h)]
}

func (a *area) cursor() (x, y int, ok bool) { return a.x, a.y, true }
