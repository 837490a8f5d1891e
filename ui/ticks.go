package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// tick is a row of a list of which several can be chosen, or a heading in it.
type tick struct {
	heading string
	text    string
	note    string // on the right
	id      feed.ID
	on      bool
	known   bool // it is followed already: choosing it changes nothing
	plain   bool // of a heading: a line that cannot be chosen
}

// ticks is a list of which several can be chosen.
type ticks struct {
	rows []tick
	sel  int
	top  int
	page int
}

// press handles a key; false when it is for something else.
func (t *ticks) press(key string) bool {
	switch key {
	case "x", "space":
		if t.sel < len(t.rows) && t.rows[t.sel].heading == "" {
			t.rows[t.sel].on = !t.rows[t.sel].on
		} else {
			t.section()
		}
		if key == "x" {
			t.move(1)
		}
	case "a":
		on := t.chosen() < t.count()
		for i := range t.rows {
			t.rows[i].on = on && t.rows[i].heading == ""
		}
	default:
		by := menuStep(key, max(1, t.page))
		if by == 0 {
			return false
		}
		t.move(by)
	}
	return true
}

// section toggles what stands under the heading at the cursor.
func (t *ticks) section() {
	end := t.sel + 1
	on := false
	for ; end < len(t.rows) && t.rows[end].heading == ""; end++ {
		on = on || !t.rows[end].on
	}
	for i := t.sel + 1; i < end; i++ {
		t.rows[i].on = on
	}
}

func (t *ticks) move(by int) { t.sel = max(0, min(t.sel+by, len(t.rows)-1)) }

// count is how many rows can be chosen.
func (t *ticks) count() int {
	n := 0
	for i := range t.rows {
		if t.rows[i].heading == "" {
			n++
		}
	}
	return n
}

func (t *ticks) chosen() int {
	n := 0
	for i := range t.rows {
		if t.rows[i].on {
			n++
		}
	}
	return n
}

// ids are those of the rows that are chosen.
func (t *ticks) ids() []feed.ID {
	var out []feed.ID
	for i := range t.rows {
		if t.rows[i].on {
			out = append(out, t.rows[i].id)
		}
	}
	return out
}

// lines are at most h rows around the cursor, n cells wide.
func (t *ticks) lines(m *model, n, h int) []string {
	t.page = h
	t.move(0)
	t.top = max(min(t.top, t.sel), t.sel-h+1)
	t.top = max(0, min(t.top, len(t.rows)-h))
	out := make([]string, 0, h)
	for i := t.top; i < min(t.top+h, len(t.rows)); i++ {
		out = append(out, t.line(m, i, n))
	}
	return out
}

func (t *ticks) line(m *model, i, n int) string {
	r := &t.rows[i]
	bar := " "
	if i == t.sel {
		bar = m.st.accent.Of(m.st.glyph.bar)
	}
	if r.plain {
		return bar + m.st.muted.Of(fit(m.st.chrome(r.heading), n-1, m.st.glyph.ellipsis))
	}
	if r.heading != "" {
		return bar + m.st.muted.Of(m.st.bold.Of(fit(r.heading, n-1, m.st.glyph.ellipsis)))
	}
	box := "[ ] "
	if r.on {
		box = "[x] "
	}
	note := m.st.chrome(r.note)
	if most := n / 2; ansi.StringWidth(note) > most {
		note = ansi.Truncate(note, most, m.st.glyph.ellipsis)
	}
	name, in := r.text, ink{}
	switch {
	case i == t.sel:
		in = m.st.bold
	case r.known:
		in = m.st.muted
	}
	return bar + box + in.Of(fit(name, n-6-ansi.StringWidth(note), m.st.glyph.ellipsis)) + " " + m.st.muted.Of(note)
}

// keyOf is a key as a list of ticks reads it: Telex and the digit row count too.
func keyOf(m *model, k tea.KeyPressMsg) string {
	if s := k.Keystroke(); len([]rune(s)) != 1 {
		return s
	}
	return standsFor(m.o.Keyboard, k.String())
}
