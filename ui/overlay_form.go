package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// form is a column of fields: lines to type in, choices to go through, and
// boxes to tick. Tab and the arrows go from field to field.
type form struct {
	fields []*field
	at     int
	x, y   int // of the terminal's cursor in the box
	typing bool
}

// field is a line to type in when it has neither choices nor is a tick.
type field struct {
	label   string
	in      textinput.Model
	was     string   // what stood in it first
	choices []string // shown
	chosen  int
	groups  []choiceGroup // of the choices, shown in lines where they fit
	short   []string      // what the choices are called there
	wide    bool          // they are shown so
	parts   []part        // ticks side by side
	part    int           // that the keys are for
	tick    bool
	on      bool
	note    string // below the field: what is wrong, or how to write it
	bad     bool
	hidden  bool
}

func textField(label, value string) *field {
	f := &field{label: label, in: input(value)}
	f.was = f.value()
	return f
}

func choiceField(label string, choices []string, chosen int) *field {
	return &field{label: label, choices: choices, chosen: max(0, chosen)}
}

func tickField(label string, on bool) *field { return &field{label: label, tick: true, on: on} }

func (f *field) isText() bool { return f.choices == nil && f.parts == nil && !f.tick }

// value is what is typed.
func (f *field) value() string { return strings.TrimSpace(f.in.Value()) }

// edited reports whether another text stands in the field than first.
func (f *field) edited() bool { return f.value() != f.was }

// step goes to another field that is shown.
func (f *form) step(by int) {
	for range f.fields {
		f.at = (f.at + by + len(f.fields)) % len(f.fields)
		if !f.fields[f.at].hidden {
			return
		}
	}
}

// focus goes to a field.
func (f *form) focus(to *field) {
	for i := range f.fields {
		if f.fields[i] == to {
			f.at = i
		}
	}
}

// press handles a key; the field it changed is returned, nil when none was.
func (f *form) press(k tea.KeyPressMsg) *field {
	cur := f.fields[f.at]
	if changed, ok := f.special(cur, k); ok {
		return changed
	}
	switch key := k.Keystroke(); {
	case key == "tab" || key == "down":
		f.step(1)
	case key == "shift+tab" || key == "up":
		f.step(-1)
	case cur.isText():
		was := cur.in.Value()
		typed(&cur.in, k)
		if cur.in.Value() == was {
			return nil
		}
		cur.note, cur.bad = "", false
		return cur
	case cur.tick && (key == "space" || key == "left" || key == "right" || key == "x"):
		cur.on = !cur.on
		return cur
	case cur.choices != nil && (key == "space" || key == "right" || key == "l"):
		cur.chosen = (cur.chosen + 1) % len(cur.choices)
		return cur
	case cur.choices != nil && (key == "left" || key == "h"):
		cur.chosen = (cur.chosen - 1 + len(cur.choices)) % len(cur.choices)
		return cur
	}
	return nil
}

// pasted puts pasted text into the field that has the keys.
func (f *form) pasted(s string) *field {
	cur := f.fields[f.at]
	if !cur.isText() {
		return nil
	}
	inserted(&cur.in, s)
	cur.note, cur.bad = "", false
	return cur
}

// lines shows at most h lines of the fields, n cells wide, with the one that
// has the keys among them.
func (f *form) lines(m *model, n, h int) []string {
	var out []string
	wide, at := 0, 0
	for _, fl := range f.fields {
		wide = max(wide, ansi.StringWidth(fl.label))
	}
	wide = min(wide, n/3)
	f.typing = false
	for i, fl := range f.fields {
		if fl.hidden {
			continue
		}
		bar := " "
		if i == f.at {
			bar, at = m.st.accent.Of(m.st.glyph.bar), len(out)
		}
		lead := bar + m.st.muted.Of(fit(fl.label, wide, m.st.glyph.ellipsis)) + "  "
		if i == f.at && fl.isText() {
			s, x := fieldView(&fl.in, n-wide-3)
			out = append(out, lead+s)
			f.x, f.y, f.typing = wide+3+x+2, at+1, true
		} else {
			for j, line := range f.rows(m, fl, i == f.at, n-wide-3) {
				if j > 0 {
					lead = blanks(wide + 3)
				}
				out = append(out, lead+line)
			}
		}
		if fl.note != "" {
			out = append(out, " "+blanks(wide+2)+fl.noteInk(&m.st).Of(fl.note))
		}
	}
	if len(out) <= h {
		return out
	}
	top := max(0, min(at-1, len(out)-h))
	f.y -= top
	return out[top : top+h]
}

func (f *field) noteInk(st *styles) ink {
	if f.bad {
		return st.warning
	}
	return st.muted
}

// rows are the lines of a field behind its label.
func (f *form) rows(m *model, fl *field, here bool, n int) []string {
	fl.wide = false
	switch {
	case fl.parts != nil:
		return m.partLines(fl, here, n)
	case fl.groups != nil && m.h >= groupsWindow:
		if lines := m.groupLines(fl, here, n); lines != nil {
			fl.wide = true
			return lines
		}
	}
	return []string{f.body(m, fl, here, n)}
}

func (f *form) body(m *model, fl *field, here bool, n int) string {
	switch {
	case fl.tick:
		if fl.on {
			return "[x]"
		}
		return "[ ]"
	case fl.choices != nil:
		s := fl.choices[fl.chosen]
		if here {
			return m.st.accent.Of("< ") + m.st.bold.Of(s) + m.st.accent.Of(" >")
		}
		return s
	}
	return fit(fl.in.Value(), n, m.st.glyph.ellipsis)
}

func (f *form) cursor() (x, y int, ok bool) { return f.x, f.y, f.typing }
