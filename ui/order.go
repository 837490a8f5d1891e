package ui

import "veille/feed/query"

// order names the order of a list.
func (w *Words) order(s query.Sort) string {
	switch s {
	case query.Oldest:
		return w.OldestFirst
	case query.BySource:
		return w.OrderBySource
	case query.ByScore:
		return w.OrderByScore
	case query.ByWords:
		return w.OrderByWords
	}
	return w.NewestFirst
}

// count is a number of rows, with a sign while more may come.
func (m *model) count(n int) string {
	s := m.words.Number(n)
	if m.list.part {
		s += "+"
	}
	return s
}
