package ui

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed/query"
	"veille/feed/text"
)

// commander is the palette: it finds every action by its name in any of the
// languages, by other words for it and as [keys] has it, and themes, saved
// queries and sources by theirs. What is typed can also be a search.
type commander struct {
	picker
	run  []func(m *model) tea.Cmd // by row; the last is the search
	fill []string                 // what Tab makes of a row
	still
}

// byUse is the key table with what one would look for first: what is done to
// articles before how to move.
func byUse() []binding {
	order := [groups]int{groupTag: 0, groupState: 1, groupTake: 2, groupFind: 3, groupGo: 4, groupSource: 5, groupRead: 6, groupSelect: 7,
		groupProgram: 8, groupMove: 9}
	return slices.SortedStableFunc(slices.Values(bindings), func(a, b binding) int { return order[a.group] - order[b.group] })
}

func (m *model) openPalette() {
	p := &commander{picker: newPicker()}
	p.load(m)
	m.open(p)
}

func (p *commander) load(m *model) {
	var rows []pick
	p.run, p.fill = p.run[:0], p.fill[:0]
	add := func(r pick, fill string, run func(m *model) tea.Cmd) {
		rows = append(rows, r)
		p.run, p.fill = append(p.run, run), append(p.fill, fill)
	}
	for _, b := range byUse() {
		if b.in == inFind && m.place() != paneFind {
			continue
		}
		name, names := m.words.Actions[b.action], m.words.namesOf(b.action)
		if th, ok := m.facts.pinned(b.action.pin()); ok && b.action.pin() > 0 {
			name += m.words.Colon + label(&th, m.words.Lang)
		}
		r := pick{text: name, told: len(names) - 1, loose: 2}
		r.names = append(names, m.words.Groups[b.group]+" "+name)
		r.key = strings.Join(m.keys.hints(b.action), " ")
		if why := m.why(b.action); why != "" {
			r.note, r.ink = why, m.st.muted
		}
		add(r, name, func(m *model) tea.Cmd { return m.do(b.action) })
	}
	for i := range m.facts.themes {
		th := &m.facts.themes[i]
		q := setQuery("tag", th.Slug)
		r := pick{text: label(th, m.words.Lang), note: m.words.PaletteTheme, ink: m.st.themeInk(th.Colour),
			key: m.words.Number(m.facts.counts.Themes[th.ID].All)}
		r.names = slices.Insert(themeNames(th), 0, r.text)
		r.told = len(r.names)
		add(r, q, func(m *model) tea.Cmd { m.toList(); return m.setQuery(q) })
	}
	for _, q := range m.facts.queries {
		r := pick{text: q.Name, note: m.words.PaletteSaved, key: m.queryKeys(q), names: []string{q.Name, q.Query}, loose: 1}
		add(r, q.Query, func(m *model) tea.Cmd { return m.openQuery(q) })
	}
	for _, e := range m.side.base(m).sources {
		r := pick{text: e.label, note: m.words.PaletteSource, key: m.words.Number(e.count.All), names: []string{e.label}}
		add(r, e.query, func(m *model) tea.Cmd { m.toList(); return m.setQuery(e.query) })
	}
	r, run, trusts := m.trustRow(text.Line(p.in.Value()))
	if trusts {
		add(r, p.in.Value(), run)
	}
	if s := text.Line(p.in.Value()); s != "" {
		add(pick{text: m.words.PaletteQuery + " " + s, always: true, ink: m.st.accent}, s, func(m *model) tea.Cmd {
			m.session.Queries = remember(m.session.Queries, s, maxQueries)
			m.toList()
			return m.setQuery(s)
		})
	}
	p.set(rows)
	if trusts {
		p.sel = len(p.shown) - 2
	}
	if s := p.in.Value(); isQuery(s) {
		p.sel = len(p.shown) - 1
	}
}

// isQuery reports whether a text asks for more than words: then Enter searches
// rather than run the action that happens to match.
func isQuery(s string) bool {
	q, err := query.Parse(s)
	var fault *query.Error
	if errors.As(err, &fault) {
		return false
	}
	for _, e := range q.Parts() {
		if w, ok := e.(query.Words); !ok || w.Phrase || w.In != "" {
			return true
		}
	}
	return false
}

func (p *commander) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch key := k.Keystroke(); {
	case key == "esc":
		m.closeOverlay()
	case key == "enter":
		if i, ok := p.current(); ok {
			m.closeOverlay()
			return p.run[i](m)
		}
	case key == "tab":
		if i, ok := p.current(); ok {
			p.in.SetValue(p.fill[i])
			p.in.CursorEnd()
			p.load(m)
		}
	case p.navigate(k):
	default:
		p.picker.press(k)
		p.load(m)
	}
	return nil
}

func (p *commander) paste(m *model, s string) tea.Cmd {
	p.pasted(s)
	p.load(m)
	return nil
}

func (p *commander) view(m *model, w, h int) []string {
	n := min(w, max(76, min(w-8, 100))) - 4
	head := []string{p.field(m, n, ""), ""}
	foot := []string{"", m.st.muted.Of(m.words.PaletteHint), m.st.muted.Of(m.words.PaletteRuns)}
	if len(p.shown) <= 1 && p.in.Value() != "" {
		foot = append([]string{m.st.muted.Of(m.words.PaletteNothing)}, foot...)
	}
	head, rows, foot := room(h, head, min(pickRows, len(p.shown)), foot)
	return m.boxed(m.words.PaletteTitle, m.words.PaletteFooter, n, slices.Concat(head, p.list(m, n, rows), foot))
}

func (p *commander) cursor() (x, y int, ok bool) { return p.at() }
