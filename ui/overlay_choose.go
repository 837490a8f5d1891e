package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
)

// chooser is a picker of one row out of many: a theme, source or language to
// show.
type chooser struct {
	picker
	title, footer string
	choose        []func(m *model) tea.Cmd // by row
	faceted       string                   // the field whose values are to be chosen from, "" for other rows
	still
}

func (c *chooser) add(p pick, choose func(m *model) tea.Cmd) {
	c.rows = append(c.rows, p)
	c.choose = append(c.choose, choose)
}

// show opens the chooser with the cursor on a row.
func (c *chooser) show(m *model, at int) {
	c.in = input("")
	c.set(c.rows)
	c.sel = at
	m.open(c)
}

func (c *chooser) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch key := k.Keystroke(); {
	case key == "esc":
		m.closeOverlay()
	case key == "enter":
		if i, ok := c.current(); ok {
			m.closeOverlay()
			return c.choose[i](m)
		}
	case c.navigate(k):
	default:
		c.picker.press(k)
	}
	return nil
}

func (c *chooser) paste(_ *model, s string) tea.Cmd { c.pasted(s); return nil }

func (c *chooser) view(m *model, w, h int) []string {
	n := min(w, pickWidth) - 4
	head := []string{c.field(m, n, m.words.TagMatched(len(c.shown), len(c.rows))), ""}
	head, rows, _ := room(h, head, min(pickRows, max(1, len(c.shown))), nil)
	lines := append(head, c.list(m, n, rows)...)
	if len(c.shown) == 0 {
		lines = append(lines, m.st.muted.Of(m.words.NoMatchFor(c.in.Value())))
	}
	return m.boxed(c.title, c.footer, n, lines)
}

func (c *chooser) cursor() (x, y int, ok bool) { return c.at() }

// openLanguages asks for the language of the interface, by the first letter of its
// code too.
func (m *model) openLanguages() {
	c := &menu{title: m.words.LanguageTitle, footer: m.words.LanguageFooter, sel: slices.Index(Languages, m.words.Lang)}
	c.rows = func(m *model) (out []choice) {
		for _, lang := range Languages {
			out = append(out, choice{key: lang[:1], text: wordsFor(lang).Name, on: lang == m.words.Lang,
				do: func(m *model) tea.Cmd { return m.setLang(lang) }})
		}
		return out
	}
	m.open(c)
}

// only shows what answers to a field of the query, in place of what the query
// asks of that field now; without an expression the field goes.
func (m *model) only(name string, e query.Expr) tea.Cmd {
	q := m.asked().Without(name)
	if e != nil {
		q = q.With(e)
	}
	m.toList()
	return m.view(q.String(), q, m.list.id)
}

// openFilter asks for one theme, source or language to show. The first row
// takes the condition away when there is one. The numbers are those within the
// view as it would be without it.
func (m *model) openFilter(a Action) tea.Cmd {
	w := m.words
	c := &chooser{footer: w.FilterFooter}
	switch a {
	case actFilterTheme:
		c.faceted, c.title = "tag", w.TagFilterTitle
	case actFilterSource:
		c.faceted, c.title = "source", w.SourceFilterTitle
	default:
		c.faceted, c.title = "lang", w.LanguageFilterTitle
	}
	c.fill(m)
	if len(c.rows) == 0 {
		return m.say(w.NothingMatches)
	}
	c.show(m, 0)
	return nil
}

// refill reads the numbers anew and keeps the cursor on its row.
func (c *chooser) refill(m *model) {
	at := -1
	if i, ok := c.current(); ok {
		at = i
	}
	moved, name := c.moved, ""
	if at >= 0 {
		name = c.rows[at].text
	}
	c.rows, c.choose = nil, nil
	c.fill(m)
	c.set(c.rows)
	if !moved { // the rows with the most articles have come to the top
		c.sel = 0
		return
	}
	for i, row := range c.shown {
		if c.rows[row].text == name {
			c.sel = i
		}
	}
}

// fill makes the rows of a field.
func (c *chooser) fill(m *model) {
	w, f := m.words, &m.facts
	if m.asked().Has(c.faceted) {
		c.add(pick{text: w.FilterNone, names: []string{w.FilterNone}}, func(m *model) tea.Cmd { return m.only(c.faceted, nil) })
	}
	var es []entry
	switch c.faceted {
	case "tag":
		for i := range f.themes {
			th := &f.themes[i]
			es = append(es, entry{label: label(th, w.Lang), query: setQuery("tag", th.Slug), count: f.counts.Themes[th.ID],
				id: th.ID, dim: dimTheme, colour: th.Colour})
		}
		es = append(es, entry{label: w.ViewUntagged, query: viewUntagged, count: feed.Count{All: f.counts.Untagged}})
	case "source":
		es = withArticles(m.side.base(m).sources)
	default:
		es = languageEntries(f, w)
	}
	c.rank(m, es)
	for i := range es {
		c.add(c.row(m, &es[i]), func(m *model) tea.Cmd { return m.only(c.faceted, onePart(m.parse(es[i].query))) })
	}
}

// withArticles are the sources that have articles, those with the most first.
func withArticles(es []entry) []entry {
	out := make([]entry, 0, len(es))
	for _, e := range es {
		if e.count.All > 0 {
			e.unread = false
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b entry) int { return b.count.All - a.count.All })
	return out
}

// rank puts the numbers within the view at the rows, when they are known, and
// what the view has most of first.
func (c *chooser) rank(m *model, es []entry) {
	if !m.facets.of(m) {
		return
	}
	for i := range es {
		e := &es[i]
		e.within, e.found = true, -1
		if e.dim != dimView {
			e.found = m.facets.number(e)
		}
	}
	slices.SortStableFunc(es, func(a, b entry) int { return b.found - a.found })
}

func (c *chooser) row(m *model, e *entry) pick {
	p := pick{text: e.label, key: m.entryCount(e), names: []string{e.label}}
	switch e.dim {
	case dimTheme:
		th := m.facts.theme[e.id]
		p.note, p.ink = th.Short, m.st.themeInk(th.Colour)
		p.names = slices.Insert(themeNames(&th), 0, p.text)
		p.told = len(p.names)
	case dimLang:
		p.text, p.note = languageName(e.label, m.words), e.value
		p.names = []string{p.text, e.label}
	}
	if e.within && e.found == 0 {
		p.ink = m.st.muted
	}
	return p
}

// languages are those of the articles, the most frequent first.
func (m *model) languages() []string {
	out := make([]string, 0, len(m.facts.counts.Langs))
	for l := range m.facts.counts.Langs {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b string) int {
		if d := m.facts.counts.Langs[b].All - m.facts.counts.Langs[a].All; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return out
}

// languageName names a language in the words of the interface; its code where
// the interface has no name for it.
func languageName(code string, w *Words) string {
	if name := w.LanguageNames[code]; name != "" {
		return name
	}
	return code
}
