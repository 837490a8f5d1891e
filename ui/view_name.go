package ui

import (
	"slices"

	"veille/feed/query"
)

// viewName is the name of the view that is shown; what was asked for, while the
// answer is not there.
func (m *model) viewName() string {
	if m.list.slow {
		return m.words.Searching + " " + m.nameOf(m.list.sought)
	}
	return m.nameOf(m.list.text)
}

// namedView is what a name was made of and for, so that it is made once.
type namedView struct {
	text  string
	words *Words
	facts int // edition of the facts
	name  string
}

// nameOf names a view: by its name in the sidebar or as a saved query, and with
// the conditions put on it besides. What has no name is told as it was asked.
func (m *model) nameOf(text string) string {
	key := namedView{text: text, words: m.words, facts: m.facts.edition}
	if c := &m.cache.name; c.text != key.text || c.words != key.words || c.facts != key.facts || c.name == "" {
		key.name = m.makeName(text)
		*c = key
	}
	return m.cache.name.name
}

func (m *model) makeName(text string) string {
	if name := m.words.viewName(text); name != text || text == "" {
		return name
	}
	q := m.parse(text)
	best, rest := "", q.Parts()
	try := func(name string, of query.Query) {
		if of.Limit != q.Limit || of.Expr == nil {
			return
		}
		if n := len(of.Parts()); begins(q.Parts(), of.Parts()) && len(q.Parts())-n < len(rest) {
			best, rest = name, q.Parts()[n:]
		}
	}
	for _, k := range m.facts.queries {
		if k.Query == text {
			return k.Name
		}
		try(k.Name, m.parse(k.Query))
	}
	for _, v := range []string{viewUnread, viewToday, viewStarred, viewUntagged, viewConfirm, viewSample, viewTrash} {
		try(m.words.viewName(v), m.parse(v))
	}
	switch {
	case best == "":
		return text
	case len(rest) == 0:
		return best
	}
	return best + " + " + m.explain(query.Query{Expr: query.And(rest)})
}

// begins reports whether a view begins with the conditions of another: what is
// put on a view besides stands behind them.
func begins(of, base []query.Expr) bool {
	return len(base) <= len(of) && slices.EqualFunc(of[:len(base)], base, query.Equal)
}
