package ui

import (
	tea "charm.land/bubbletea/v2"

	"veille/feed/query"
)

// sorts are the orders of a list and the actions that choose them.
var sorts = []struct {
	action Action
	order  query.Sort
}{
	{actSortNewest, query.Newest}, {actSortOldest, query.Oldest}, {actSortSource, query.BySource},
	{actSortScore, query.ByScore}, {actSortWords, query.ByWords},
}

// sortBy shows the view in another order, the cursor staying on its article.
func (m *model) sortBy(s query.Sort) tea.Cmd {
	q := m.asked()
	if q.Sort == s {
		return nil
	}
	q.Sort = s
	return tea.Batch(m.view(q.String(), q, m.list.id), m.say(m.words.SortTitle+m.words.Colon+m.words.order(s)))
}

// openSort offers the orders.
func (m *model) openSort() {
	c := &menu{title: m.words.SortTitle, footer: m.words.SortFooter}
	c.rows = func(m *model) []choice {
		out := make([]choice, len(sorts))
		for i, s := range sorts {
			out[i] = choice{key: m.keys.rowKeyOf(s.action), text: m.words.order(s.order), on: m.asked().Sort == s.order,
				do: func(m *model) tea.Cmd { return m.sortBy(s.order) }}
		}
		return out
	}
	for i, s := range sorts {
		if m.asked().Sort == s.order {
			c.sel = i
		}
	}
	m.open(c)
}

// asked is the query of the view, or of the one that is on its way.
func (m *model) asked() query.Query {
	if w := m.list.wanted; w != nil {
		return w.query
	}
	return m.list.query
}
