package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// targets returns what the next action is for and how many articles that is:
// the selection, else the article under the cursor. The line at the top says
// the same.
func (m *model) targets() (feed.Targets, int) {
	s := &m.list.pick
	switch {
	case s.all:
		return feed.Targets{Hits: whole(m.list.hits), Versions: whole(m.list.hits)}, m.list.articles() + versionsBehind(m.list.hits)
	case len(s.ids) > 0:
		return feed.Targets{IDs: slices.Clone(s.ids)}, len(s.ids)
	}
	if h, ok := m.list.head(); ok {
		return feed.Targets{IDs: []feed.ID{h.ID}}, 1
	}
	return feed.Targets{}, 0
}

// exportTargets returns what an export is for: the selection, else all of the
// view, of stories one version unless that is asked otherwise.
func (m *model) exportTargets() (feed.Targets, int) {
	if p := &m.list.pick; !p.empty() && !p.all {
		return m.targets()
	}
	if m.list.hits == nil || m.list.n == 0 {
		return feed.Targets{}, 0
	}
	return feed.Targets{Hits: whole(m.list.hits)}, m.list.articles()
}

// current returns the row under the cursor.
func (m *model) current() (feed.Head, bool) { return m.list.head() }

// rangeMsg brings the articles of a selected range whose rows were not there,
// and the action that waits for them.
type rangeMsg struct {
	gen  int
	ids  []feed.ID
	then Action
	err  error
}

// settled makes the selection tell its articles one by one. When some rows must
// be read first it returns the command for that; then follows.
func (m *model) settled(then Action) (tea.Cmd, bool) {
	l := &m.list
	if l.settleRange() {
		return nil, true
	}
	lo, hi := min(l.pick.anchor, l.cursor), max(l.pick.anchor, l.cursor)
	hits, gen := l.hits, l.gen
	return m.ask(func(ctx context.Context) tea.Msg {
		ids, err := idsOf(ctx, hits, lo, hi)
		return rangeMsg{gen: gen, ids: ids, then: then, err: err}
	}), false
}

func (r rangeMsg) arrive(m *model) tea.Cmd {
	if r.gen != m.list.gen {
		return nil
	}
	if r.err != nil {
		return m.fail("find", r.err)
	}
	m.list.pick.ranged, m.list.pick.all = false, false
	for _, id := range r.ids {
		m.list.pick.set(id, true)
	}
	if r.then == "" {
		return nil
	}
	return m.do(r.then)
}

// act carries out what changes articles or the selection.
func (m *model) act(a Action) (tea.Cmd, bool) {
	if m.list.part && m.isForAll(a) {
		return m.say(m.words.Searching), true
	}
	if cmd, ok := m.choose(a); ok {
		return cmd, true
	}
	switch a {
	case actTag, actRepeatTag, actToggleRead, actStar, actDelete, actExport, actExportAgain:
	default:
		if a.pin() == 0 {
			return nil, false
		}
	}
	if cmd, ok := m.settled(a); !ok {
		return cmd, true
	}
	if m.list.n == 0 {
		return m.say(m.words.WhyNoArticle), true
	}
	switch a {
	case actTag:
		return m.openOverlay(a), true
	case actRepeatTag:
		return m.repeatTag(), true
	case actToggleRead:
		return m.flip(feed.FlagRead), true
	case actStar:
		return m.flip(feed.FlagStarred), true
	case actDelete:
		return m.flip(feed.FlagTrashed), true
	case actExport:
		return m.openOverlay(a), true
	case actExportAgain:
		return m.exportAgain(), true
	}
	return m.toggleTheme(a.pin()), true
}

// isForAll reports whether an action is for every article of the view: it waits
// until they are known.
func (m *model) isForAll(a Action) bool {
	switch a {
	case actSelectAll, actReadAll:
		return true
	case actExport, actExportAgain:
		return m.list.pick.empty()
	}
	return false
}

// choose carries out what changes the selection.
func (m *model) choose(a Action) (tea.Cmd, bool) {
	l := &m.list
	switch a {
	case actSelect:
		return m.selectOne(), true
	case actSelectRange:
		switch {
		case l.n == 0:
		case l.pick.ranged:
			cmd, _ := m.settled("")
			return cmd, true
		default:
			l.pick.all, l.pick.ranged, l.pick.anchor = false, true, l.cursor
		}
	case actSelectAll:
		all := !l.pick.all && l.n > 0
		l.pick.clear()
		l.pick.all = all
	case actSelectDown, actSelectUp:
		if l.n > 0 && !l.pick.ranged {
			l.pick.all, l.pick.ranged, l.pick.anchor = false, true, l.cursor
		}
		by := 1
		if a == actSelectUp {
			by = -1
		}
		l.moveTo(l.cursor + by)
	case actReadToHere:
		return m.readToHere(), true
	case actReadAll:
		if l.n == 0 {
			return m.say(m.words.WhyNoArticle), true
		}
		return m.setFlag(feed.Targets{Hits: whole(l.hits), Versions: whole(l.hits)}, feed.FlagRead, true), true
	default:
		return nil, false
	}
	return nil, true
}

// selectOne takes a row into the selection or out of it and goes to the next,
// so that a run of rows is one key each.
func (m *model) selectOne() tea.Cmd {
	l := &m.list
	h, ok := l.head()
	if !ok {
		return nil
	}
	if l.pick.all { // all but this one: the rows must be told one by one
		l.pick.all, l.pick.ranged, l.pick.anchor = false, false, 0
		hits, gen, n, not := l.hits, l.gen, l.n, h.ID
		return m.ask(func(ctx context.Context) tea.Msg {
			ids, err := idsOf(ctx, hits, 0, n-1)
			ids = slices.DeleteFunc(ids, func(id feed.ID) bool { return id == not })
			return rangeMsg{gen: gen, ids: ids, err: err}
		})
	}
	cmd, _ := m.settled("")
	l.pick.set(h.ID, !l.pick.has[h.ID])
	l.moveTo(l.cursor + 1)
	return cmd
}

// setQuery opens what the text of a search line asks for, and tells what is wrong
// with it. The view is named after what counts of it.
func (m *model) setQuery(s string) tea.Cmd {
	s, q, fault := inForce(s)
	var said tea.Cmd
	if fault != nil {
		m.toast.set(fault.In(m.words.Lang), false, true)
		said = m.toastTimer()
	}
	return tea.Batch(said, m.view(s, q, m.list.id))
}

// parse reads a search line; where something is wrong with it, the rest counts.
func (m *model) parse(s string) query.Query {
	q, _ := query.Parse(text.Line(s)) // the search line itself shows what is wrong
	return q
}
