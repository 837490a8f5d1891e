package ui

import (
	"cmp"
	"slices"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/theme"
)

// gap parts two sections.
var gap = entry{heading: true}

// build makes the entries of what is known of the library.
func (s *sidebar) build(m *model) {
	f, w := &m.facts, m.words
	c := &f.counts
	under, had := s.at(s.cursor)
	out := []entry{
		{heading: true, label: w.Views},
		{label: w.ViewToday, query: viewToday, count: feed.Count{All: c.Today}},
		{label: w.ViewUnread, query: viewUnread, count: feed.Count{All: c.Unread, Unread: c.Unread}, unread: true},
		{label: w.ViewStarred, query: viewStarred, count: feed.Count{All: c.Starred}},
		{label: w.ViewUntagged, query: viewUntagged, count: feed.Count{All: c.Untagged}},
		{label: w.ViewAll, query: viewAll, count: feed.Count{All: c.All, Unread: c.Unread}},
	}
	if c.ToConfirm > 0 {
		out = slices.Insert(out, 4, entry{label: w.ViewConfirm, query: viewConfirm, count: feed.Count{All: c.ToConfirm}})
	}
	if c.Sample > 0 {
		out = append(out, entry{label: w.ViewSample, query: viewSample, count: feed.Count{All: c.Sample}})
	}
	if c.Trashed > 0 {
		out = append(out, entry{label: w.ViewTrash, query: viewTrash, count: feed.Count{All: c.Trashed}})
	}
	known := s.base(m)
	s.within, s.built, s.waits = m.list.hits != nil && !m.hasEntry(), m.list.text, m.list.hits == nil
	kept := sectionOf(w.SavedQueries, m.savedEntries())
	rest := append(sectionOf(w.Sources, s.tree(m)),
		sectionOf(w.Languages, m.facetEntries(slices.Clone(known.langs)))...)
	themes := m.facetEntries(s.themes(f, w, len(out)+len(kept)+len(rest)+2))
	out = slices.Concat(out, sectionOf(w.Themes, themes), kept, rest)
	s.entries = out
	s.follow(m.list.text)
	if had && (m.focus == paneSidebar || s.open < 0) {
		if i := slices.IndexFunc(out, func(e entry) bool { return e.same(&under) }); i >= 0 {
			s.cursor = i
		}
	}
	s.clamp()
}

// baseEntries are the entries of the sources and languages with their totals.
type baseEntries struct {
	facts          int // edition they are of
	words          *Words
	sources, langs []entry
	folders        map[string]bool // queries of folders
	root           *folderNode
}

// newBase makes them.
func newBase(f *facts, w *Words, now time.Time) *baseEntries {
	b := &baseEntries{words: w, sources: sourceEntries(f, w, now), langs: languageEntries(f, w)}
	likeEach(b.sources)
	b.root = treeOf(b.sources)
	b.folders = b.root.queries(map[string]bool{})
	return b
}

// base makes them anew when they are of other facts or in another language: with
// each letter of a search they only get other numbers.
func (s *sidebar) base(m *model) *baseEntries {
	if k := &s.known; k.facts != m.facts.edition || k.words != m.words || k.root == nil {
		*k = *newBase(&m.facts, m.words, m.o.Now())
		k.facts = m.facts.edition
	}
	return &s.known
}

// current makes the entries anew when the list shows another view than the one
// they were made for and that changes them.
func (s *sidebar) current(m *model) {
	if !m.facts.known || s.built == m.list.text && !s.waits || m.list.hits == nil {
		return
	}
	if within := !m.hasEntry(); within || s.within {
		s.build(m)
	}
	s.built, s.waits = m.list.text, false
}

// savedEntries are those of the saved queries, by name.
func (m *model) savedEntries() []entry {
	var out []entry
	for _, q := range m.facts.queries {
		e := entry{label: q.Name, query: q.Query, count: m.saved.counts[q.ID], unread: true, id: q.ID, key: q.Key, dim: dimSaved,
			broken: m.facts.broken[q.ID]}
		if _, known := m.saved.counts[q.ID]; !known {
			e.within, e.found = true, -1
		}
		if q.Watch {
			e.news = m.saved.news[q.ID]
		}
		out = append(out, e)
	}
	return out
}

// facetEntries gives entries the numbers they have within the view, when that is
// none of them; sources and languages with the most articles come first then.
func (m *model) facetEntries(es []entry) []entry {
	if !m.side.within {
		return es
	}
	f, on := &m.facets, asksFor(m.list.query)
	for i := range es {
		e := &es[i]
		if e.more {
			continue
		}
		e.within, e.found = true, -1
		if f.gen > 0 {
			e.found = f.number(e)
		}
		e.on = on[fields[e.dim]][e.value]
	}
	if f.gen > 0 && len(es) > 0 && es[0].dim != dimTheme {
		slices.SortStableFunc(es, func(a, b entry) int { return b.found - a.found })
	}
	return es
}

// asksFor returns the values that a query asks for at its top, by field; "" when
// it asks for what has none.
func asksFor(q query.Query) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	add := func(name, v string) {
		if out[name] == nil {
			out[name] = map[string]bool{}
		}
		out[name][v] = true
	}
	for _, p := range q.Parts() {
		switch p := p.(type) {
		case query.Set:
			for _, v := range p.Values {
				add(p.Name, v)
			}
		case query.Not:
			if s, ok := p.Of.(query.Set); ok && slices.Equal(s.Values, []string{"*"}) {
				add(s.Name, "")
			}
		}
	}
	return out
}

// number is that of an entry, with the conditions on its own field left out.
func (f *faceting) number(e *entry) int {
	switch e.dim {
	case dimTheme:
		return f.free.Themes[e.id]
	case dimSource:
		return f.free.Sources[e.id]
	}
	return f.free.Langs[e.value]
}

func onePart(q query.Query) query.Expr {
	if ps := q.Parts(); len(ps) == 1 {
		return ps[0]
	}
	return nil
}

// themes are the entries of all themes when they fit beside so many other lines,
// else of those in use and one for the others.
func (s *sidebar) themes(f *facts, w *Words, others int) []entry {
	all, used := themeEntries(f, w.Lang, true), themeEntries(f, w.Lang, false)
	if len(all) == len(used) || len(all)+others <= s.rows {
		return all
	}
	used = used[:min(len(used), maxEntries-1)]
	return append(used, entry{label: w.More(len(all) - len(used)), more: true})
}

// sectionOf is a heading with its entries, nothing when there are none.
func sectionOf(label string, es []entry) []entry {
	if len(es) == 0 {
		return nil
	}
	heading := entry{heading: true, label: label, within: es[0].within && es[0].dim != dimSaved}
	return append([]entry{gap, heading}, es[:min(len(es), maxEntries)]...)
}

// themeEntries lists all themes, or those that have articles or a digit: those
// with a digit first, then by name, children under their parent.
func themeEntries(f *facts, lang string, all bool) []entry {
	children := map[feed.ID][]feed.Theme{}
	listed := func(t *feed.Theme) bool {
		return !t.Archived && (all || t.Pin > 0 || f.counts.Themes[t.ID].All > 0)
	}
	for _, t := range f.themes {
		if !listed(&t) {
			continue
		}
		parent := t.Parent
		if p, known := f.theme[parent]; !known || !listed(&p) {
			parent = feed.ID{}
		}
		children[parent] = append(children[parent], t)
	}
	var out []entry
	var add func(parent feed.ID, depth int)
	add = func(parent feed.ID, depth int) {
		ts := children[parent]
		delete(children, parent) // a theme that is its own ancestor ends here
		slices.SortFunc(ts, func(a, b feed.Theme) int {
			return cmp.Or(cmp.Compare(pinOrder(a.Pin), pinOrder(b.Pin)), cmp.Compare(label(&a, lang), label(&b, lang)))
		})
		for _, t := range ts {
			out = append(out, entry{label: label(&t, lang), query: setQuery("tag", t.Slug), depth: depth, pin: t.Pin,
				count: f.counts.Themes[t.ID], colour: t.Colour, dim: dimTheme, id: t.ID, value: t.Slug})
			add(t.ID, depth+1)
		}
	}
	add(feed.ID{}, 0)
	return out
}

func pinOrder(pin int) int {
	if pin == 0 {
		return 10
	}
	return pin
}

// label is a theme's name in a language, else its slug.
func label(t *feed.Theme, lang string) string { return theme.Label(*t, lang) }

func setQuery(name, value string) string {
	return query.Query{Expr: query.Set{Name: name, Values: []string{value}}}.String()
}

func languageEntries(f *facts, w *Words) []entry {
	var out []entry
	for l, c := range f.counts.Langs {
		if l != "" && c.All > 0 {
			out = append(out, entry{label: l, query: setQuery("lang", l), count: c, dim: dimLang, value: l})
		}
	}
	slices.SortFunc(out, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.count.All, a.count.All), cmp.Compare(a.label, b.label))
	})
	if c := f.counts.Langs[""]; c.All > 0 {
		out = append(out, entry{label: w.NoLanguage, query: "-lang:*", count: c, dim: dimLang})
	}
	return out
}
