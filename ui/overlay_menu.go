package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// choice is a row of a menu.
type choice struct {
	key   string // that chooses it, "" for none
	text  string
	note  string // on the right
	ticks bool   // a state that is on or off
	on    bool
	ink   ink
	do    func(m *model) tea.Cmd
}

// menu is a box of rows that are chosen by one key each. The rows are made anew
// whenever they are needed, so that they show the state of the moment.
type menu struct {
	title, footer string
	rows          func(m *model) []choice
	sel           int
	top           int
	page          int
	deaf
	still
}

func (c *menu) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	rows := c.rows(m)
	if i := keyed(m, rows, k); i >= 0 {
		m.drop(m.top())
		return rows[i].do(m)
	}
	switch key := k.Keystroke(); key {
	case "esc", "q":
		m.closeOverlay()
	case "enter", "space":
		if c.sel >= len(rows) || c.sel < 0 {
			return nil
		}
		if key == "enter" || !rows[c.sel].ticks {
			m.closeOverlay()
		}
		return rows[c.sel].do(m)
	default:
		c.sel = max(0, min(c.sel+menuStep(key, c.page), len(rows)-1))
	}
	return nil
}

// menuStep is how many rows a key moves the cursor of a menu.
func menuStep(key string, page int) int {
	switch key {
	case "down", "j", "tab", "ctrl+n":
		return 1
	case "up", "k", "shift+tab", "ctrl+p":
		return -1
	case "pgdown", "ctrl+f":
		return page
	case "pgup", "ctrl+b":
		return -page
	case "home":
		return -farAway
	case "end":
		return farAway
	}
	return 0
}

// keyed is the row that a key chooses, -1 for none: by what it types, else by
// what it stands for.
func keyed(m *model, rows []choice, k tea.KeyPressMsg) int {
	for _, name := range spellings(k) {
		for _, key := range [...]string{name, standsFor(m.o.Keyboard, name)} {
			if i := slices.IndexFunc(rows, func(r choice) bool { return r.key != "" && r.key == key }); i >= 0 {
				return i
			}
		}
	}
	return -1
}

// standsFor is the key meant by another: Telex makes ư of a lone w, and on a
// French keyboard the digit row types digits with shift only.
func standsFor(keyboard, name string) string {
	if name == "ư" {
		return "w"
	}
	for a, typed := range azerty {
		if keyboard == "azerty" && typed == name {
			return string(rune('0' + a.pin()))
		}
	}
	return name
}

// rowKeyOf is the key that chooses an action's row: the second one of a
// sequence bound to it.
func (k keymap) rowKeyOf(a Action) string {
	for _, key := range k.keys[a] {
		if _, second, ok := strings.Cut(key, " "); ok {
			return second
		}
	}
	return ""
}

// menuWidth is the width of a menu's box.
const menuWidth = 62

func (c *menu) view(m *model, w, h int) []string {
	n := min(w, menuWidth) - 4
	rows := c.rows(m)
	_, c.page, _ = room(h, nil, max(1, len(rows)), nil)
	c.sel = max(0, min(c.sel, len(rows)-1))
	c.top = max(min(c.top, c.sel), c.sel-c.page+1)
	c.top = max(0, min(c.top, len(rows)-c.page))
	keys := 0
	for i := range rows {
		keys = max(keys, ansi.StringWidth(rows[i].key))
	}
	var lines []string
	for i := c.top; i < min(c.top+c.page, len(rows)); i++ {
		lines = append(lines, rows[i].line(m, n, keys, i == c.sel))
	}
	return m.boxed(c.title, c.footer, n, lines)
}

func (r *choice) line(m *model, n, keys int, here bool) string {
	bar := " "
	if here {
		bar = m.st.accent.Of(m.st.glyph.bar)
	}
	lead := m.st.accent.Of(fit(r.key, keys, "")) + " "
	switch {
	case r.on:
		lead += m.st.good.Of(m.st.glyph.selected) + " "
	default:
		lead += "  "
	}
	note := m.st.chrome(r.note)
	name := fit(m.st.chrome(r.text), n-1-keys-3-ansi.StringWidth(note)-1, m.st.glyph.ellipsis)
	in := r.ink
	if here {
		in = m.st.bold
	}
	return bar + lead + in.Of(name) + " " + m.st.muted.Of(note)
}
