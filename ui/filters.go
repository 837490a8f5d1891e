package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed/query"
)

// condition is what one key asks of the view, and takes off it again.
type condition struct {
	label string
	expr  query.Expr
	ink   ink
	// many is the field whose values are alternatives: a second language is
	// shown besides the first. Themes are not: an article may have both.
	many string
	// among finds the number in the facets of the view; nil: it must be asked for.
	among func(f *faceting) (int, bool)
}

// on reports whether a query has the condition.
func (f *condition) on(q query.Query) bool {
	_, found := f.within(q)
	return found
}

// within finds the condition in a query: the part of the query that holds it.
func (f *condition) within(q query.Query) (query.Expr, bool) {
	set, isSet := f.expr.(query.Set)
	for _, p := range q.Parts() {
		if query.Equal(p, f.expr) {
			return p, true
		}
		if s, ok := p.(query.Set); ok && isSet && s.Name == set.Name && slices.Contains(s.Values, set.Values[0]) {
			return p, true
		}
	}
	return nil, false
}

// toggled is a query with the condition, or without it when it has it.
func (f *condition) toggled(q query.Query) query.Query {
	if p, on := f.within(q); on {
		q = q.Drop(p)
		if s, ok := p.(query.Set); ok && len(s.Values) > 1 {
			v := f.expr.(query.Set).Values[0]
			s.Values = slices.DeleteFunc(slices.Clone(s.Values), func(x string) bool { return x == v })
			q = q.With(s)
		}
		return q
	}
	if d, ok := f.expr.(query.Date); ok { // one of today and the last days takes the place of the other
		for _, p := range q.Parts() {
			if old, ok := p.(query.Date); ok && old != d && isQuickDate(old) {
				q = q.Drop(p)
			}
		}
	}
	set, ok := f.expr.(query.Set)
	if !ok || f.many == "" {
		return q.With(f.expr)
	}
	for _, p := range q.Parts() {
		if s, ok := p.(query.Set); ok && s.Name == f.many {
			q = q.Drop(p)
			s.Values = append(slices.Clone(s.Values), set.Values[0])
			return q.With(s)
		}
	}
	return q.With(f.expr)
}

func isQuickDate(d query.Date) bool {
	return slices.ContainsFunc(quickFilters, func(f quickFilter) bool { return f.expr == query.Expr(d) })
}

// quickFilter is a filter that is always offered.
type quickFilter struct {
	action Action
	expr   query.Expr
}

var quickFilters = []quickFilter{
	{actFilterUnread, query.Set{Name: "is", Values: []string{"unread"}}},
	{actFilterStarred, query.Set{Name: "is", Values: []string{"starred"}}},
	{actFilterToday, query.Date{Op: "on", Value: "today"}},
	{actFilterWeek, query.Date{Op: "since", Value: "7d"}},
	{actFilterUntagged, query.Not{Of: query.Set{Name: "tag", Values: []string{"*"}}}},
	{actFilterNote, query.Set{Name: "has", Values: []string{"note"}}},
}

// filter carries out what narrows or sorts the view.
func (m *model) filter(a Action) (tea.Cmd, bool) {
	for _, f := range quickFilters {
		if f.action == a {
			return m.toggle(condition{expr: f.expr}), true
		}
	}
	for _, s := range sorts {
		if s.action == a {
			return m.sortBy(s.order), true
		}
	}
	switch a {
	case actFilters:
		m.openFilters()
	case actSort:
		m.openSort()
	case actGoQuery:
		return m.openQueries(), true
	case actEditQuery:
		return m.pickQuery(m.words.EditQueryTitle, (*model).openSave), true
	case actDeleteQuery:
		return m.pickQuery(m.words.DropQueryTitle, (*model).deleteQuery), true
	case actSaveQuery:
		return m.saveView(), true
	case actSearch, actSearchFrom:
		m.open(newSearchLine(m))
	default:
		return nil, false
	}
	return nil, true
}

// toggle adds a condition to the view, or takes it out when it is there.
func (m *model) toggle(f condition) tea.Cmd {
	q := f.toggled(m.asked())
	m.toList()
	return m.view(q.String(), q, m.list.id)
}

// filters are those offered now: the usual ones, the languages there are, and
// what the article under the cursor has.
func (m *model) filters() []condition {
	w := m.words
	names := map[Action]string{actFilterUnread: w.ViewUnread, actFilterStarred: w.ViewStarred, actFilterToday: w.ViewToday,
		actFilterWeek: w.FilterWeek, actFilterUntagged: w.ViewUntagged, actFilterNote: w.FilterNote}
	var out []condition
	for _, f := range quickFilters {
		out = append(out, condition{label: names[f.action], expr: f.expr})
	}
	out[0].among = func(f *faceting) (int, bool) { return f.all.Unread, true }
	for _, l := range m.languages() {
		if l != "" && len(out) < len(quickFilters)+maxLanguages {
			out = append(out, condition{label: languageName(l, w), expr: query.Set{Name: "lang", Values: []string{l}}, many: "lang",
				among: func(f *faceting) (int, bool) { return f.free.Langs[l], true }})
		}
	}
	h, ok := m.current()
	if ok && h.Source != "" {
		name := h.Source
		if s, known := m.facts.source[h.SourceID]; known {
			name = s.Name
		}
		out = append(out, condition{label: name, expr: query.Set{Name: "source", Values: []string{name}}, many: "source",
			among: func(f *faceting) (int, bool) { return f.free.Sources[h.SourceID], true }})
	}
	for _, id := range h.Themes {
		if t, known := m.facts.theme[id]; known {
			out = append(out, condition{label: label(&t, w.Lang), expr: query.Set{Name: "tag", Values: []string{t.Slug}},
				ink: m.st.themeInk(t.Colour), among: func(f *faceting) (int, bool) { return f.all.Themes[id], true }})
		}
	}
	return m.withActive(out)
}

// maxLanguages is how many languages the filters offer; the others are found
// through the list of all.
const maxLanguages = 5

// withActive adds the conditions of the view that no filter stands for, so that
// each can be taken away by a key.
func (m *model) withActive(fs []condition) []condition {
	q := m.asked()
	for _, p := range q.Parts() {
		if !slices.ContainsFunc(fs, func(f condition) bool {
			held, on := f.within(q)
			return on && query.Equal(held, p)
		}) {
			fs = append(fs, condition{label: m.explain(query.Query{Expr: p}), expr: p})
		}
	}
	return fs
}

// filterMenu offers the filters with how many articles each would leave.
type filterMenu struct {
	menu
	asked   bool
	counted string         // the query that the numbers are of
	counts  map[string]int // by the query that a filter makes
	stop    context.CancelFunc
}

func (c *filterMenu) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	cmd := c.menu.press(m, k)
	if m.top() != c && c.stop != nil {
		c.stop() // nobody looks at the numbers any more
	}
	return cmd
}

func (m *model) openFilters() {
	c := &filterMenu{menu: menu{title: m.words.FiltersTitle, footer: m.words.FiltersFooter}}
	c.rows = c.choices
	m.open(c)
}

// pickers are the lists of all themes, sources and languages to choose from.
var pickers = []Action{actFilterTheme, actFilterSource, actFilterLanguage}

func (c *filterMenu) choices(m *model) []choice {
	q, w := m.asked(), m.words
	var out []choice
	digit := 0
	for i, f := range m.filters() {
		r := choice{text: f.label, ticks: true, on: f.on(q), ink: f.ink, do: func(m *model) tea.Cmd { return m.toggle(f) }}
		if i < len(quickFilters) {
			r.key = m.keys.rowKeyOf(quickFilters[i].action)
		} else if digit++; digit <= 9 {
			r.key = string(rune('0' + digit))
		}
		if n, known := c.number(m, q, f); known {
			r.note = w.Number(n)
		}
		out = append(out, r)
	}
	for i, name := range []string{w.Themes, w.Sources, w.Languages} {
		a := pickers[i]
		out = append(out, choice{key: m.keys.rowKeyOf(a), text: w.FilterPicker(name), do: func(m *model) tea.Cmd { return m.openFilter(a) }})
	}
	return append(out, choice{key: m.keys.rowKeyOf(actAllVersions), text: w.AllVersionsFilter, ticks: true, on: m.session.AllVersions,
		do: (*model).showVersions})
}

// number is how many articles of the view a filter leaves. For one that is on it
// is how many it does.
func (c *filterMenu) number(m *model, q query.Query, f condition) (n int, known bool) {
	switch fs := &m.facets; {
	case f.on(q) && f.many == "":
		return m.list.n, m.list.hits != nil && m.list.wanted == nil && !m.list.part
	case f.among != nil && fs.of(m):
		return f.among(fs)
	}
	n, known = c.counts[f.toggled(q).String()]
	return n, known && c.counted == q.String()
}

// countFilters asks for the numbers of an open menu of filters that the facets
// of the view do not tell.
func (m *model) countFilters() tea.Cmd {
	c, ok := m.top().(*filterMenu)
	if !ok || m.list.wanted != nil || m.list.hits == nil {
		return nil
	}
	q := m.list.query
	if c.asked && c.counted == q.String() {
		return nil
	}
	c.asked, c.counted, c.counts = true, q.String(), nil
	var ask []query.Query
	for _, f := range m.filters() {
		if f.among == nil && !f.on(q) {
			ask = append(ask, f.toggled(q))
		}
	}
	if c.stop != nil {
		c.stop()
	}
	ctx, cancel := context.WithCancel(m.ctx)
	c.stop = cancel
	lib, msg := m.lib, filtersMsg{of: c, counted: c.counted, counts: map[string]int{}}
	return func() tea.Msg {
		defer cancel()
		counts, err := lib.Tally(ctx, ask)
		if err != nil {
			return nil // numbers beside names: without them the names still do
		}
		for i := range counts {
			msg.counts[ask[i].String()] = counts[i].All
		}
		return msg
	}
}

// filtersMsg brings the numbers of a menu of filters.
type filtersMsg struct {
	of      *filterMenu
	counted string
	counts  map[string]int
}

func (f filtersMsg) arrive(*model) tea.Cmd {
	if f.counted == f.of.counted {
		f.of.counts = f.counts
	}
	return nil
}
