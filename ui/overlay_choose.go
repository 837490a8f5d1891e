package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
)

// chooser is a picker of one row out of many: a theme, source or language to
// show, the language of the interface.
type chooser struct {
	picker
	title, footer string
	choose        []func(m *model) tea.Cmd // by row
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

func (c *chooser) update(*model, tea.Msg) tea.Cmd { return nil }

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

// openLanguages asks for the language of the interface.
func (m *model) openLanguages() {
	c := &chooser{title: m.words.LanguageTitle, footer: m.words.LanguageFooter}
	for _, lang := range Languages {
		c.add(pick{text: wordsFor(lang).Name, key: lang, names: []string{wordsFor(lang).Name, lang, wordsFor(lang).LanguageTitle}},
			func(m *model) tea.Cmd { return m.setLang(lang) })
	}
	c.show(m, slices.Index(Languages, m.words.Lang))
}

// only shows what answers to a field of the query, in place of what the query
// asks of that field now; without values the field goes.
func (m *model) only(name string, values ...string) tea.Cmd {
	q := m.list.query.Without(name)
	if len(values) > 0 {
		q = q.With(query.Set{Name: name, Values: values})
	}
	m.toList()
	return m.view(q.String(), q, m.list.id)
}

// openFilter asks for one theme, source or language to show. The first row
// takes the condition away when there is one.
func (m *model) openFilter(a Action) tea.Cmd {
	w, f := m.words, &m.facts
	c := &chooser{footer: w.FilterFooter}
	name := map[Action]string{actFilterTheme: "tag", actFilterSource: "source", actFilterLanguage: "lang"}[a]
	if m.list.query.Has(name) {
		c.add(pick{text: w.FilterNone, names: []string{w.FilterNone}}, func(m *model) tea.Cmd { return m.only(name) })
	}
	note := func(n feed.Count) string { return w.Number(n.All) }
	switch a {
	case actFilterTheme:
		c.title = w.TagFilterTitle
		for i := range f.themes {
			th := f.themes[i]
			p := pick{text: label(&th, w.Lang), note: th.Short, key: note(f.counts.Themes[th.ID]), ink: m.st.themeInk(th.Colour)}
			p.names = slices.Insert(themeNames(&th), 0, p.text)
			p.told = len(p.names)
			c.add(p, func(m *model) tea.Cmd { return m.only("tag", th.Slug) })
		}
		c.add(pick{text: w.ViewUntagged, key: w.Number(f.counts.Untagged), names: []string{w.ViewUntagged}}, func(m *model) tea.Cmd {
			q := m.list.query.Without("tag").With(query.Not{Of: query.Set{Name: "tag", Values: []string{"*"}}})
			m.toList()
			return m.view(q.String(), q, m.list.id)
		})
	case actFilterSource:
		c.title = w.SourceFilterTitle
		for _, e := range sourceEntries(f, w) {
			p := pick{text: e.label, key: note(e.count), names: []string{e.label}}
			c.add(p, func(m *model) tea.Cmd { return m.onlyEntry("source", e.query) })
		}
	default:
		c.title = w.LanguageFilterTitle
		for _, l := range m.languages() {
			name, code := l, l
			if l == "" {
				name, code = w.NoLanguage, "-"
			}
			c.add(pick{text: languageName(name, w), note: strings.Trim(code, "-"), key: note(f.counts.Langs[l]), names: []string{languageName(name, w), name}},
				func(m *model) tea.Cmd { return m.onlyLanguage(l) })
		}
	}
	if len(c.rows) == 0 {
		return m.say(w.NothingMatches)
	}
	c.show(m, 0)
	return nil
}

// onlyEntry narrows the view by the query of a sidebar entry.
func (m *model) onlyEntry(name, entry string) tea.Cmd {
	q := m.list.query.Without(name)
	for _, e := range m.parse(entry).Parts() {
		q = q.With(e)
	}
	m.toList()
	return m.view(q.String(), q, m.list.id)
}

func (m *model) onlyLanguage(lang string) tea.Cmd {
	if lang != "" {
		return m.only("lang", lang)
	}
	q := m.list.query.Without("lang").With(query.Not{Of: query.Set{Name: "lang", Values: []string{"*"}}})
	m.toList()
	return m.view(q.String(), q, m.list.id)
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
