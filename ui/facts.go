package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
)

// factsMsg brings counts, themes and sources.
type factsMsg struct {
	facts
	base *baseEntries // made of them beside the event loop: there may be thousands
	err  error
}

// learn asks for counts, themes and sources when they may have changed.
func (m *model) learn() tea.Cmd {
	if !m.facts.stale || m.facts.loading {
		return nil
	}
	m.facts.stale, m.facts.loading = false, true
	lib, words, now := m.lib, m.words, m.o.Now()
	return m.ask(func(ctx context.Context) tea.Msg {
		f, err := learn(ctx, lib)
		if err != nil {
			return factsMsg{err: err}
		}
		return factsMsg{facts: f, base: newBase(&f, words, now)}
	})
}

func learn(ctx context.Context, lib Library) (facts, error) {
	f := facts{known: true, theme: map[feed.ID]feed.Theme{}, source: map[feed.ID]feed.Source{}}
	var err error
	if f.themes, err = lib.Themes(ctx); err != nil {
		return f, err
	}
	if f.sources, err = lib.Sources(ctx); err != nil {
		return f, err
	}
	if f.counts, err = lib.Counts(ctx); err != nil {
		return f, err
	}
	if f.queries, err = lib.Queries(ctx); err != nil {
		return f, err
	}
	for i := range f.queries {
		q := &f.queries[i]
		q.Name, q.Query, q.Key = text.Line(q.Name), text.Line(q.Query), text.Line(q.Key)
	}
	f.kept, f.broken = readSaved(f.queries)
	for i := range f.sources {
		s := &f.sources[i]
		*s = safeSource(*s)
		f.follows = f.follows || s.Feed != ""
		f.source[s.ID] = *s
	}
	sortSources(f.sources)
	if f.polls, err = lib.Polls(ctx); err != nil {
		return f, err
	}
	f.failing = f.ailing()
	for i := range f.themes {
		f.themes[i] = safeTheme(f.themes[i])
		f.theme[f.themes[i].ID] = f.themes[i]
	}
	langs := make(map[string]feed.Count, len(f.counts.Langs))
	for l, c := range f.counts.Langs {
		langs[text.Line(l)] = c
	}
	f.counts.Langs = langs
	return f, nil
}

func safeLines(ss []string) []string {
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = text.Line(s)
	}
	return out
}

// safeSource makes what is shown of a source safe: it may come from a list of
// someone else's, or from the feed itself.
func safeSource(s feed.Source) feed.Source {
	s.Name, s.Short, s.URL, s.Lang = text.Line(s.Name), text.Line(s.Short), text.Line(s.URL), text.Line(s.Lang)
	s.Feed, s.Folder = text.Line(s.Feed), text.Line(s.Folder)
	return s
}

func safeTheme(t feed.Theme) feed.Theme {
	t.Slug, t.Short = text.Line(t.Slug), text.Line(t.Short)
	labels, aliases := make(map[string]string, len(t.Labels)), make(map[string][]string, len(t.Aliases))
	for l, s := range t.Labels {
		labels[l] = text.Line(s)
	}
	for l, names := range t.Aliases {
		aliases[l] = safeLines(names)
	}
	t.Labels, t.Aliases = labels, aliases
	return t
}

func (f factsMsg) arrive(m *model) tea.Cmd {
	stale, edition := m.facts.stale, m.facts.edition
	m.facts.loading = false
	if f.err != nil {
		return m.fail("read", f.err)
	}
	m.facts = f.facts
	m.facts.stale, m.facts.edition = stale, edition+1
	if f.base != nil {
		m.side.known = *f.base
		m.side.known.facts = m.facts.edition
	}
	m.saved.stale = true
	m.side.build(m)
	m.cache.list = listKey{}
	m.rehead()
	m.remark() // a saved query may ask for other words now
	return nil
}
