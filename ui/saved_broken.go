package ui

import (
	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// readSaved returns what saved queries ask for by their folded names, and which
// of them cannot be answered: they name one that is not there, however deep, or
// lead back to themselves.
func readSaved(all []feed.SavedQuery) (kept map[string]query.Query, broken map[feed.ID]bool) {
	kept, broken = make(map[string]query.Query, len(all)), map[feed.ID]bool{}
	for _, q := range all {
		kept[query.SavedKey(q.Name)], _ = query.Parse(q.Query)
	}
	for _, q := range all {
		if _, err := lacking(kept[query.SavedKey(q.Name)], kept); err != nil {
			broken[q.ID] = true
		}
	}
	return kept, broken
}

// lacking returns why a query cannot be answered, nil when it can, and the name
// that it asks for in vain where it is that.
func lacking(q query.Query, kept map[string]query.Query) (name string, err error) {
	_, err = query.Expand(q, func(s string) (query.Query, bool) {
		found, ok := kept[query.SavedKey(s)]
		if !ok {
			name = text.Line(s)
		}
		return found, ok
	})
	return name, err
}

// whyBroken says why the saved queries that a condition names keep it from being
// answered, "" when they do not.
func (m *model) whyBroken(e query.Expr) string {
	if !m.facts.known {
		return ""
	}
	switch name, err := lacking(query.Query{Expr: e}, m.facts.kept); {
	case err == nil:
		return ""
	case name == "":
		return m.words.SaveLoop
	default:
		return m.words.UnknownQuery(name, nearestQuery(m.facts.queries, name))
	}
}

// notFound says why a line could not be answered.
func (m *model) notFound(line string, err error) tea.Cmd {
	if why := m.whyBroken(m.parse(line).Expr); why != "" && m.ctx.Err() == nil {
		m.toast.set(why, false, true)
		return m.toastTimer()
	}
	return m.fail("find", err)
}
