package ui

import (
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
		if left, ok := beyond(q.Parts(), of.Parts()); ok && len(left) < len(rest) {
			best, rest = name, left
		}
	}
	for _, k := range m.facts.queries {
		if k.Query == text {
			return k.Name
		}
		try(k.Name, m.parse(k.Query))
	}
	for _, v := range []string{viewUnread, viewToday, viewStarred, viewUntagged, viewSample, viewTrash} {
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

// beyond returns the conditions that a view has besides all of another.
func beyond(of, base []query.Expr) (left []query.Expr, ok bool) {
	for _, e := range of {
		if !contains(base, e) {
			left = append(left, e)
		}
	}
	return left, len(left) == len(of)-len(base)
}

func contains(all []query.Expr, e query.Expr) bool {
	for _, x := range all {
		if query.Equal(x, e) {
			return true
		}
	}
	return false
}
