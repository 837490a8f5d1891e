package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// choiceGroup is some of the choices of a field, shown in a line of their own.
type choiceGroup struct {
	label string
	at    []int // of the choices
}

// groupsWindow is the height from which on choices are shown in groups.
const groupsWindow = 20

// part is one of the ticks that stand side by side in a field.
type part struct {
	label      string
	on, hidden bool
}

// partsField is several ticks in one field: the arrows go from one to the next,
// Space ticks.
func partsField(label string, parts []string) *field {
	f := &field{label: label}
	for _, s := range parts {
		f.parts = append(f.parts, part{label: s})
	}
	return f
}

// settle stands on a part that is shown and hides the field when there is none.
func (f *field) settle() {
	f.hidden = true
	for i := range f.parts {
		if !f.parts[i].hidden {
			f.hidden = false
		}
	}
	if !f.hidden && f.parts[f.part].hidden {
		f.turn(1)
	}
}

// turn goes to another part that is shown.
func (f *field) turn(by int) {
	for range f.parts {
		f.part = (f.part + by + len(f.parts)) % len(f.parts)
		if !f.parts[f.part].hidden {
			return
		}
	}
}

// pressParts handles a key on a field of ticks; whether one was changed.
func (f *field) pressParts(key string) bool {
	switch key {
	case "right", "l":
		f.turn(1)
	case "left", "h":
		f.turn(-1)
	case "space", "x":
		f.parts[f.part].on = !f.parts[f.part].on
		return true
	}
	return false
}

// inGroups finds the choice made among the groups.
func (f *field) inGroups() (group, at int) {
	for i, g := range f.groups {
		for j, c := range g.at {
			if c == f.chosen {
				return i, j
			}
		}
	}
	return 0, 0
}

// pressGroups handles a key on choices shown in groups: the arrows go along a
// group, on to the next one, and up and down between them. It returns false for
// a key that leads out.
func (f *field) pressGroups(key string) bool {
	g, at := f.inGroups()
	switch key {
	case "right", "l", "space":
		if at++; at == len(f.groups[g].at) {
			g, at = (g+1)%len(f.groups), 0
		}
	case "left", "h":
		if at--; at < 0 {
			g = (g - 1 + len(f.groups)) % len(f.groups)
			at = len(f.groups[g].at) - 1
		}
	case "down", "up":
		if key == "down" {
			g++
		} else {
			g--
		}
		if !f.wide || g < 0 || g >= len(f.groups) {
			return false
		}
		at = min(at, len(f.groups[g].at)-1)
	default:
		return false
	}
	f.chosen = f.groups[g].at[at]
	return true
}

// special handles a key on a field that has more than one line or place; ok
// when the key was for it.
func (f *form) special(cur *field, k tea.KeyPressMsg) (changed *field, ok bool) {
	key := k.Keystroke()
	switch {
	case cur.groups != nil && cur.pressGroups(key):
		return cur, true
	case cur.parts != nil && key != "tab" && key != "shift+tab" && key != "up" && key != "down":
		if cur.pressParts(key) {
			return cur, true
		}
		return nil, true
	}
	return nil, false
}

// groupLines are the choices in their groups, n cells wide, nil where they do not
// fit.
func (m *model) groupLines(f *field, here bool, n int) []string {
	wide := 0
	for _, g := range f.groups {
		wide = max(wide, ansi.StringWidth(g.label))
	}
	var out []string
	for _, g := range f.groups {
		line := m.st.muted.Of(fit(g.label, wide, "")) + " "
		for j, c := range g.at {
			mark, s := "( ) ", f.short[c]
			if c == f.chosen {
				mark = "(" + m.st.glyph.unread + ") "
				s = m.st.bold.Of(s)
				if here {
					mark = m.st.accent.Of(mark)
				}
			}
			if j > 0 {
				line += "  "
			}
			line += mark + s
		}
		if ansi.StringWidth(line) > n {
			return nil
		}
		out = append(out, line)
	}
	return out
}

// partLines are ticks side by side, n cells wide, as many lines as they need.
func (m *model) partLines(f *field, here bool, n int) []string {
	out := []string{""}
	for i, p := range f.parts {
		if p.hidden {
			continue
		}
		s := "[ ] "
		if p.on {
			s = "[x] "
		}
		if here && i == f.part {
			s = m.st.accent.Of(strings.TrimSuffix(s, " ")) + " " + m.st.bold.Of(p.label)
		} else {
			s += p.label
		}
		last := &out[len(out)-1]
		switch {
		case *last == "":
			*last = s
		case ansi.StringWidth(*last)+2+ansi.StringWidth(s) <= n:
			*last += "  " + s
		default:
			out = append(out, s)
		}
	}
	return out
}
