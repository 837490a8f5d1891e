package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// errorsBox lists the sources that cannot be read, each with why and since when.
// It is as wide as its longest row needs, up to the window.
type errorsBox struct {
	rows           []errorRow
	sel, top, page int
	deaf
	still
}

type errorRow struct {
	id             feed.ID
	name, why, age string
}

// errorGap parts the columns.
const errorGap = 2

// openErrors shows the source that cannot be read; of several it asks for one.
func (m *model) openErrors() tea.Cmd {
	all := m.facts.failing
	switch len(all) {
	case 0:
		return m.say(m.words.AllAnswer)
	case 1:
		return m.openHealth(all[0].ID)
	}
	b, now := &errorsBox{}, m.o.Now()
	h, reading := m.current()
	for i := range all {
		s := &all[i]
		p := m.facts.polls[s.ID]
		r := errorRow{id: s.ID, name: nameOf(s), why: m.words.trouble(&p)}
		if !p.Since.IsZero() {
			r.age = m.words.age(now.Sub(p.Since))
		}
		b.rows = append(b.rows, r)
		if reading && h.SourceID == s.ID {
			b.sel = i
		}
	}
	m.open(b)
	return nil
}

func (b *errorsBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch key := keyOf(m, k); key {
	case "esc", "q":
		m.drop(b)
	case "enter":
		m.drop(b)
		return m.openHealth(b.rows[b.sel].id)
	default:
		b.sel = max(0, min(b.sel+menuStep(key, b.page), len(b.rows)-1))
	}
	return nil
}

func (b *errorsBox) view(m *model, w, h int) []string {
	name, why, age := b.columns(m, w-4)
	n := 1 + name + errorGap + why
	if age > 0 {
		n += errorGap + age
	}
	title := m.words.ErrorsTitle(len(b.rows))
	n = min(w-4, max(n, ansi.StringWidth(title)+2, ansi.StringWidth(m.words.ErrorsFooter)+2))
	_, b.page, _ = room(h, nil, len(b.rows), nil)
	b.top = max(min(b.top, b.sel), b.sel-b.page+1)
	b.top = max(0, min(b.top, len(b.rows)-b.page))
	var lines []string
	dots := m.st.glyph.ellipsis
	for i := b.top; i < min(b.top+b.page, len(b.rows)); i++ {
		r := &b.rows[i]
		bar, in := " ", ink{}
		if i == b.sel {
			bar, in = m.st.accent.Of(m.st.glyph.bar), m.st.bold
		}
		line := bar + in.Of(fit(r.name, name, dots)) + blanks(errorGap) + m.st.warning.Of(fit(m.st.chrome(r.why), why, dots))
		if age > 0 {
			line += blanks(errorGap+age-ansi.StringWidth(r.age)) + m.st.muted.Of(r.age)
		}
		lines = append(lines, line)
	}
	return m.boxed(title, m.words.ErrorsFooter, n, lines)
}

// columns shares n cells among the columns. Where they need more, names give way
// down to half of the room, then the reasons are cut.
func (b *errorsBox) columns(m *model, n int) (name, why, age int) {
	for i := range b.rows {
		name = max(name, ansi.StringWidth(b.rows[i].name))
		why = max(why, ansi.StringWidth(m.st.chrome(b.rows[i].why)))
		age = max(age, ansi.StringWidth(b.rows[i].age))
	}
	free := n - 1 - errorGap
	if age > 0 {
		free -= errorGap + age
	}
	if name+why > free {
		name = max(min(name, free/2), free-why)
		why = max(0, min(why, free-name))
	}
	return name, why, age
}
