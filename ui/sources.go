package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// meant are the sources that an action is for: in the sidebar those selected,
// else those of the entry under the cursor; elsewhere the source of the article.
func (m *model) meant() []feed.Source {
	var ids []feed.ID
	switch {
	case m.focus == paneSidebar && len(m.side.picked) > 0:
		for _, s := range m.facts.sources {
			if m.side.picked[s.ID] {
				ids = append(ids, s.ID)
			}
		}
	case m.focus == paneSidebar:
		if e, ok := m.side.at(m.side.cursor); ok {
			ids = m.sourcesIn(&e)
		}
	default:
		if h, ok := m.current(); ok {
			ids = []feed.ID{h.SourceID}
		}
	}
	var out []feed.Source
	for _, id := range ids {
		if s, ok := m.facts.source[id]; ok {
			out = append(out, s)
		}
	}
	return out
}

// followed are those of sources that are followed.
func followed(all []feed.Source) []feed.Source {
	return slices.DeleteFunc(slices.Clone(all), func(s feed.Source) bool { return s.Feed == "" })
}

func idsOfSources(all []feed.Source) []feed.ID {
	out := make([]feed.ID, len(all))
	for i := range all {
		out[i] = all[i].ID
	}
	return out
}

// onSource reports whether the keys of the sidebar are about sources now.
func (m *model) onSource() bool {
	if m.focus != paneSidebar {
		return false
	}
	e, ok := m.side.at(m.side.cursor)
	return len(m.side.picked) > 0 || ok && (e.dim == dimFolder || e.dim == dimSource && !e.id.IsZero())
}

// pickSource selects the source under the cursor, or those of a folder, and goes
// on to the next entry.
func (m *model) pickSource() tea.Cmd {
	s := &m.side
	e, ok := s.at(s.cursor)
	ids := []feed.ID(nil)
	if ok {
		ids = m.sourcesIn(&e)
	}
	if len(ids) == 0 {
		return m.say(m.words.WhyNoSource)
	}
	on := slices.ContainsFunc(ids, func(id feed.ID) bool { return !s.picked[id] })
	if s.picked == nil {
		s.picked = map[feed.ID]bool{}
	}
	for _, id := range ids {
		if on {
			s.picked[id] = true
		} else {
			delete(s.picked, id)
		}
	}
	s.moveTo(s.cursor + 1)
	return nil
}

// unpick ends the selection of sources.
func (s *sidebar) unpick() {
	s.picked = nil
	s.edition++
}

// sources carries out what is about sources.
func (m *model) sources(a Action) (tea.Cmd, bool) {
	switch a {
	case actRefresh:
		return m.refreshThis(), true
	case actRefreshAll:
		return m.refreshSources(nil, true), true
	case actRefreshBox:
		return m.openRefresh(), true
	case actErrors:
		return m.openErrors(), true
	case actStarters:
		return m.openStarters(), true
	case actFold:
		m.fold()
		return m.saveSession(), true
	case actHealth, actRenameSource, actPauseSource, actMoveSource, actSourceAddress, actFullText, actRemoveSource:
		return m.editSources(a, m.meant()), true
	case actEditQuery:
		if m.onSource() {
			return m.editSources(actRenameSource, m.meant()), true
		}
	case actDeleteQuery:
		if m.onSource() {
			return m.editSources(actRemoveSource, m.meant()), true
		}
	case actSelect:
		if m.focus == paneSidebar {
			return m.pickSource(), true
		}
	}
	return nil, false
}

// refreshThis asks the sources meant, at once.
func (m *model) refreshThis() tea.Cmd {
	all := m.meant()
	if len(all) == 0 {
		return m.say(m.words.WhyNoSource)
	}
	asked := followed(all)
	if len(asked) == 0 {
		return m.say(m.words.NotFollowed(nameOf(&all[0])))
	}
	return m.refreshSources(idsOfSources(asked), true)
}

func nameOf(s *feed.Source) string {
	if s.Name != "" {
		return s.Name
	}
	return s.Feed
}

// editSources changes sources in one of the ways there are.
func (m *model) editSources(a Action, all []feed.Source) tea.Cmd {
	w := m.words
	if len(all) == 0 {
		return m.say(w.WhyNoSource)
	}
	own := followed(all)
	one := len(all) == 1
	switch {
	case a == actRenameSource && !one, a == actSourceAddress && !one, a == actHealth && !one:
		return m.say(w.OneSourceOnly)
	case a == actRenameSource:
		m.renameSource(all[0])
		return nil
	case len(own) == 0:
		return m.say(w.NotFollowed(nameOf(&all[0])))
	}
	switch a {
	case actHealth:
		return m.openHealth(own[0].ID)
	case actSourceAddress:
		m.readdressSource(own[0])
	case actPauseSource:
		return m.pauseSources(own)
	case actMoveSource:
		m.moveSources(own)
	case actFullText:
		m.chooseFullText(own)
	case actRemoveSource:
		return m.askLeaving(own)
	}
	return nil
}

// editAll changes sources as one step of undo.
func (m *model) editAll(all []feed.Source, e feed.SourceEdit) tea.Cmd {
	lib, ids := m.lib, idsOfSources(all)
	m.side.unpick()
	return m.change("source", func(ctx context.Context) (feed.Change, error) { return lib.EditSources(ctx, ids, e) })
}

func (m *model) renameSource(s feed.Source) {
	b := newAskBox(m.words.RenameTitle, s.Name)
	b.hint = m.words.RenameHint
	b.take = func(m *model, v string) (string, tea.Cmd) {
		if v == "" && s.Feed == "" {
			return m.words.NameMissing, nil
		}
		return "", m.editAll([]feed.Source{s}, feed.SourceEdit{Name: &v})
	}
	m.open(b)
}

// readdressSource asks for the address that a source is asked at from now on.
func (m *model) readdressSource(s feed.Source) {
	b := newAskBox(m.words.AddressTitle(nameOf(&s)), s.Feed)
	b.hint = m.words.AddressHint
	b.take = func(m *model, v string) (string, tea.Cmd) {
		if !isAddress(v) {
			return m.words.BadURL, nil
		}
		if v == s.Feed {
			return "", nil
		}
		return "", m.moveFeed(s, v)
	}
	m.open(b)
}

// moveFeed gives a source another address that the user wrote or chose.
func (m *model) moveFeed(s feed.Source, address string) tea.Cmd {
	private := isPrivate(address)
	return m.editAll([]feed.Source{s}, feed.SourceEdit{Feed: &address, Private: &private})
}

// pauseSources stops asking sources, or begins again when all of them are
// paused.
func (m *model) pauseSources(all []feed.Source) tea.Cmd {
	on := slices.ContainsFunc(all, func(s feed.Source) bool { return !s.Paused })
	return m.editAll(all, feed.SourceEdit{Paused: &on})
}

// chooseFullText asks when the pages of articles are fetched.
func (m *model) chooseFullText(all []feed.Source) {
	w := m.words
	c := &menu{title: w.FullTextTitle, footer: w.SortFooter}
	same := !slices.ContainsFunc(all, func(s feed.Source) bool { return s.FullText != all[0].FullText })
	names := [...]string{feed.FullTextShort: w.FullTextShort, feed.FullTextNever: w.FullTextNever, feed.FullTextAlways: w.FullTextAlways}
	c.rows = func(*model) []choice {
		var out []choice
		for i, name := range names {
			to := feed.FullText(i)
			out = append(out, choice{key: string(rune('1' + i)), text: name, on: same && all[0].FullText == to,
				do: func(m *model) tea.Cmd { return m.editAll(all, feed.SourceEdit{FullText: &to}) }})
		}
		return out
	}
	c.sel = int(min(all[0].FullText, feed.FullTextAlways))
	m.open(c)
}

// leavingMsg brings how many articles go with sources and how many stay.
type leavingMsg struct {
	of         []feed.Source
	gone, stay int
	err        error
}

// askLeaving asks whether to stop following sources, once it is known what goes.
func (m *model) askLeaving(all []feed.Source) tea.Cmd {
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := leavingMsg{of: all}
		msg.gone, msg.stay, msg.err = lib.Leaving(ctx, idsOfSources(all))
		return msg
	})
}

func (l leavingMsg) arrive(m *model) tea.Cmd {
	if l.err != nil {
		return m.fail("source", l.err)
	}
	w := m.words
	name := nameOf(&l.of[0])
	if len(l.of) > 1 {
		name = w.SourceCount(len(l.of))
	}
	box := &confirmBox{question: w.LeaveQuestion(name), note: w.LeaveNote(l.gone, l.stay) + " " + w.CanUndo}
	box.do = func(m *model) tea.Cmd {
		lib, ids := m.lib, idsOfSources(l.of)
		m.side.unpick()
		return m.change("source", func(ctx context.Context) (feed.Change, error) { return lib.Unfollow(ctx, ids) })
	}
	if len(m.overlays) > 0 {
		return nil // the question would meet keys that are for something else
	}
	m.open(box)
	return nil
}
