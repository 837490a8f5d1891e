package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/sahilm/fuzzy"

	"veille/feed/text"
)

// Sizes of boxes, in cells and rows.
const (
	pickWidth = 64
	pickRows  = 10
	fewRows   = 3 // of a list, before hints give way to it
	maxNote   = 20
)

// pick is one row of a picker. Names are what it is found by; those after the
// first that were found by alone are shown, so that it is seen why it is there.
type pick struct {
	lead, text string
	note, key  string // on the right
	names      []string
	ink        ink
	loose      int  // how many of the names may be typed in part, 0: all; the others hold what is typed as it is
	told       int  // how many of the names may be shown as what it was found by
	always     bool // shown whatever is typed
}

// picker is a field above a list that it narrows: fuzzily, on names in all
// languages, accents folded.
type picker struct {
	in     textinput.Model
	rows   []pick
	folded [][]string // names of rows
	shown  []int      // rows that match, best first
	by     []string   // the name each was found by
	sel    int        // in shown
	top    int
	moved  bool // the cursor was moved by hand since the last letter
	x      int  // of the cursor in the box
	note   int  // widths of the columns on the right
	key    int
}

func newPicker() picker { return picker{in: input("")} }

// set replaces the rows and keeps the cursor where it is.
func (p *picker) set(rows []pick) {
	p.rows = rows
	p.folded = make([][]string, len(rows))
	p.note, p.key = 0, 0
	for i := range rows {
		p.key = max(p.key, ansi.StringWidth(rows[i].key))
		if w := ansi.StringWidth(rows[i].note); w <= maxNote {
			p.note = max(p.note, w)
		}
		for _, n := range rows[i].names {
			p.folded[i] = append(p.folded[i], text.Fold(n))
		}
	}
	p.narrow()
}

// narrow finds the rows that match what is typed.
func (p *picker) narrow() {
	pattern := text.Fold(strings.TrimSpace(p.in.Value()))
	p.shown, p.by = p.shown[:0], p.by[:0]
	if pattern == "" {
		for i := range p.rows {
			p.shown = append(p.shown, i)
			p.by = append(p.by, "")
		}
	} else {
		p.rank(pattern)
	}
	p.sel = max(0, min(p.sel, len(p.shown)-1))
}

// ranked is a row that matches, with how well and by which of its names.
type ranked struct{ row, name, score int }

// rank finds the rows by a pattern of one word or several, whose blanks match
// nothing of their own.
func (p *picker) rank(pattern string) {
	letters := strings.ReplaceAll(pattern, " ", "")
	var found, always []ranked
	for i := range p.rows {
		if p.rows[i].always {
			always = append(always, ranked{row: i})
			continue
		}
		best := ranked{row: i, name: -1}
		for _, m := range fuzzy.Find(letters, p.folded[i]) {
			if loose := p.rows[i].loose; loose > 0 && m.Index >= loose && !strings.Contains(m.Str, pattern) {
				continue
			}
			if score := m.Score + closeness(pattern, m.Str); best.name < 0 || score > best.score {
				best.name, best.score = m.Index, score
			}
		}
		if best.name >= 0 {
			found = append(found, best)
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return b.score - a.score })
	for _, r := range append(found, always...) {
		by := ""
		if row := &p.rows[r.row]; r.name > 0 && r.name < row.told && row.names[r.name] != row.text {
			by = p.rows[r.row].names[r.name]
		}
		p.shown = append(p.shown, r.row)
		p.by = append(p.by, by)
	}
}

// closeness lets what was typed whole come before what was typed in parts.
func closeness(pattern, name string) int {
	switch {
	case name == pattern:
		return 2000
	case strings.HasPrefix(name, pattern):
		return 1000
	case strings.Contains(name, pattern):
		return 500
	}
	return 0
}

// current returns the row under the cursor.
func (p *picker) current() (int, bool) {
	if p.sel < 0 || p.sel >= len(p.shown) {
		return 0, false
	}
	return p.shown[p.sel], true
}

// navigate moves the cursor; false when the key is for something else.
func (p *picker) navigate(k tea.KeyPressMsg) bool {
	by := 0
	switch k.Keystroke() {
	case "up", "ctrl+p", "shift+tab":
		by = -1
	case "down":
		by = 1
	case "pgup", "ctrl+b":
		by = -pickRows
	case "pgdown", "ctrl+f":
		by = pickRows
	default:
		return false
	}
	p.sel = max(0, min(p.sel+by, len(p.shown)-1))
	p.moved = true
	return true
}

// press types a key into the field.
func (p *picker) press(k tea.KeyPressMsg) {
	was := p.in.Value()
	typed(&p.in, k)
	if p.in.Value() != was {
		p.sel, p.top, p.moved = 0, 0, false
		p.narrow()
	}
}

func (p *picker) pasted(s string) {
	inserted(&p.in, s)
	p.sel, p.top, p.moved = 0, 0, false
	p.narrow()
}

// clear empties the field and keeps the cursor on its row.
func (p *picker) clear() {
	row, ok := p.current()
	p.in.SetValue("")
	p.narrow()
	if at := slices.Index(p.shown, row); ok && at >= 0 {
		p.sel = at
	}
}

// field is the line with what is typed and, at its end, what came of it.
func (p *picker) field(m *model, n int, right string) string {
	line, x := m.fieldLine(">", &p.in, n, right)
	p.x = x
	return line
}

// at returns where the terminal's cursor stands in a box whose field is the
// first line.
func (p *picker) at() (x, y int, ok bool) { return p.x, 1, true }

// list returns up to h rows around the cursor, n cells wide.
func (p *picker) list(m *model, n, h int) []string {
	p.top = max(min(p.top, p.sel), p.sel-h+1)
	p.top = max(0, min(p.top, len(p.shown)-h))
	var out []string
	for i := p.top; i < min(p.top+h, len(p.shown)); i++ {
		out = append(out, p.line(m, i, n))
	}
	return out
}

func (p *picker) line(m *model, i, n int) string {
	r := &p.rows[p.shown[i]]
	bar, in := " ", r.ink
	if i == p.sel {
		bar, in = m.st.accent.Of(m.st.glyph.bar), ink{}
	}
	right := r.note
	if p.note > 0 {
		right = fit(right, max(p.note, ansi.StringWidth(right)), "")
	}
	if p.key > 0 {
		right += "  " + blanks(p.key-ansi.StringWidth(r.key)) + r.key
	}
	left := r.text
	right = m.st.chrome(right)
	room := n - 1 - ansi.StringWidth(r.lead) - ansi.StringWidth(right) - 1
	if need := ansi.StringWidth(left); need > room && r.note != "" { // the name comes before what is noted of it
		right = m.st.chrome(strings.Repeat(" ", max(0, p.key-ansi.StringWidth(r.key))) + r.key)
		room = n - 1 - ansi.StringWidth(r.lead) - ansi.StringWidth(right) - 1
	}
	if by := p.by[i]; by != "" && ansi.StringWidth(left)+ansi.StringWidth(by)+3 <= room {
		left += " (" + by + ")"
	}
	if room < 8 {
		right, room = "", n-1-ansi.StringWidth(r.lead)-1
	}
	body := r.lead + in.Of(fit(left, room, m.st.glyph.ellipsis)) + " "
	if i == p.sel {
		return bar + m.st.bold.Of(body) + m.st.muted.Of(right)
	}
	return bar + body + m.st.muted.Of(right)
}

// room shares the inner lines of a box of at most h lines among what stands
// above the list, the list and what stands below it: hints give way to rows,
// the last first, then blank lines.
func room(h int, head []string, rows int, foot []string) (top []string, n int, bottom []string) {
	inner := max(1, h-2)
	least := min(rows, fewRows)
	for len(foot) > 0 && inner-len(head)-len(foot) < least {
		foot = foot[:len(foot)-1]
	}
	for len(foot) > 0 && ansi.Strip(foot[len(foot)-1]) == "" {
		foot = foot[:len(foot)-1]
	}
	for len(head) > 1 && inner-len(head)-len(foot) < least {
		head = head[:len(head)-1]
	}
	return head, max(0, min(rows, inner-len(head)-len(foot))), foot
}
