package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

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
		return feed.Targets{Hits: newestFirst(m.list.hits)}, m.list.n
	case len(s.ids) > 0:
		return feed.Targets{IDs: slices.Clone(s.ids)}, len(s.ids)
	}
	if h, ok := m.list.head(); ok {
		return feed.Targets{IDs: []feed.ID{h.ID}}, 1
	}
	return feed.Targets{}, 0
}

// exportTargets returns what an export is for: the selection, else all of the
// view.
func (m *model) exportTargets() (feed.Targets, int) {
	if !m.list.pick.empty() {
		return m.targets()
	}
	if m.list.hits == nil || m.list.n == 0 {
		return feed.Targets{}, 0
	}
	return feed.Targets{Hits: newestFirst(m.list.hits)}, m.list.n
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
		return m.setFlag(feed.Targets{Hits: newestFirst(l.hits)}, feed.FlagRead, true), true
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

// changedMsg tells what an action did to the file.
type changedMsg struct {
	what   string // key of Words.Doing
	change feed.Change
	undone bool
	redone bool
	quiet  bool // no word of it: reading on marks articles read
	err    error
}

// change runs an action on the file. What is on the screen changes when it is
// done, so nothing is shown as kept that is not.
func (m *model) change(what string, f func(ctx context.Context) (feed.Change, error)) tea.Cmd {
	m.busy++
	return m.ask(func(ctx context.Context) tea.Msg {
		c, err := f(ctx)
		return changedMsg{what: what, change: c, err: err}
	})
}

func (c changedMsg) arrive(m *model) tea.Cmd {
	m.busy--
	if c.err != nil {
		switch {
		case errors.Is(c.err, feed.ErrNothing) && c.what == "undo":
			return m.say(m.words.NothingToUndo)
		case errors.Is(c.err, feed.ErrNothing) && c.what == "redo":
			return m.say(m.words.NothingToRedo)
		}
		return m.fail(c.what, c.err)
	}
	m.outdated()
	cmd := tea.Batch(m.movedRows(c.change), m.tellOverlays(c))
	if !c.quiet {
		cmd = tea.Batch(cmd, m.did(m.told(c)))
	}
	return cmd
}

// movedRows reads the view anew when a change took rows away that should not
// be seen any more, or brought them back.
func (m *model) movedRows(c feed.Change) tea.Cmd {
	gone := c.Verb == feed.DidFlag && (c.Flag == feed.FlagTrashed || c.Flag == feed.FlagRead && m.o.HideRead)
	if !gone || c.Count == 0 {
		return nil
	}
	m.list.pick.clear()
	return m.again()
}

// setFlag sets or clears a state.
func (m *model) setFlag(on feed.Targets, f feed.Flag, to bool) tea.Cmd {
	lib := m.lib
	return m.change("flag", func(ctx context.Context) (feed.Change, error) { return lib.SetFlag(ctx, on, f, to) })
}

// flip turns a state over: on, unless all of the targets that are known have
// it.
func (m *model) flip(f feed.Flag) tea.Cmd {
	on, n := m.targets()
	if n == 0 {
		return nil
	}
	to := false
	for i := range m.list.win {
		h := &m.list.win[i]
		if m.isTarget(m.list.from+i, h.ID) && !flagOf(h, f) {
			to = true
		}
	}
	return m.setFlag(on, f, to)
}

func flagOf(h *feed.Head, f feed.Flag) bool {
	switch f {
	case feed.FlagStarred:
		return h.Starred
	case feed.FlagTrashed:
		return h.Trashed
	}
	return h.Read
}

// isTarget reports whether the next action is for the row at position i.
func (m *model) isTarget(i int, id feed.ID) bool {
	if m.list.pick.empty() {
		return i == m.list.cursor
	}
	return m.list.pick.holds(i, m.list.cursor, id)
}

// readToHere marks the rows from the top to the cursor as read.
func (m *model) readToHere() tea.Cmd {
	l := &m.list
	if l.n == 0 {
		return m.say(m.words.WhyNoArticle)
	}
	lib, hits, hi := m.lib, l.hits, l.cursor
	return m.change("flag", func(ctx context.Context) (feed.Change, error) {
		ids, err := idsOf(ctx, hits, 0, hi)
		if err != nil {
			return feed.Change{}, err
		}
		return lib.SetFlag(ctx, feed.Targets{IDs: ids}, feed.FlagRead, true)
	})
}

// tag puts themes on the targets and takes others off, as one step of undo, and
// remembers how for ".".
func (m *model) tag(t feed.Tagging) tea.Cmd {
	on, n := m.targets()
	if n == 0 {
		return nil
	}
	m.noteTagging(t)
	lib := m.lib
	return m.change("tag", func(ctx context.Context) (feed.Change, error) { return lib.Tag(ctx, on, t) })
}

// noteTagging keeps the slugs of a tagging for "." and for the picker.
func (m *model) noteTagging(t feed.Tagging) {
	m.last = nil
	for _, id := range t.Add {
		m.last = append(m.last, m.facts.theme[id].Slug)
	}
	for i := range t.Create {
		m.last = append(m.last, t.Create[i].Slug)
	}
	for _, slug := range m.last {
		m.session.Recent = remember(m.session.Recent, slug, maxRecent)
	}
	for _, id := range t.Remove {
		m.last = append(m.last, "-"+m.facts.theme[id].Slug)
	}
	m.session.LastTags = m.last
}

// Limits of what the session remembers.
const (
	maxRecent  = 12
	maxQueries = 50
)

// remember puts s in front of list, once, and keeps at most n.
func remember(list []string, s string, n int) []string {
	out := append([]string{s}, slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == s })...)
	return out[:min(n, len(out))]
}

// bySlug finds a theme.
func (f *facts) bySlug(slug string) (feed.Theme, bool) {
	for i := range f.themes {
		if f.themes[i].Slug == slug {
			return f.themes[i], true
		}
	}
	return feed.Theme{}, false
}

// repeatTag tags once more as the last time.
func (m *model) repeatTag() tea.Cmd {
	var t feed.Tagging
	for _, slug := range m.last {
		off := strings.HasPrefix(slug, "-")
		th, ok := m.facts.bySlug(strings.TrimPrefix(slug, "-"))
		switch {
		case !ok:
		case off:
			t.Remove = append(t.Remove, th.ID)
		default:
			t.Add = append(t.Add, th.ID)
		}
	}
	if len(t.Add)+len(t.Remove) == 0 {
		return m.say(m.words.NothingToRepeat)
	}
	return m.tag(t)
}

// pinned returns the theme that a digit toggles.
func (f *facts) pinned(digit int) (feed.Theme, bool) {
	for i := range f.themes {
		if f.themes[i].Pin == digit && !f.themes[i].Archived {
			return f.themes[i], true
		}
	}
	return feed.Theme{}, false
}

// toggleTheme puts the theme of a digit on the targets, or takes it off when
// all of them have it.
func (m *model) toggleTheme(digit int) tea.Cmd {
	th, ok := m.facts.pinned(digit)
	if !ok {
		return m.say(m.words.NoTheme(digit))
	}
	on, n := m.targets()
	if n == 0 {
		return nil
	}
	m.noteTagging(feed.Tagging{Add: []feed.ID{th.ID}})
	lib := m.lib
	return m.change("tag", func(ctx context.Context) (feed.Change, error) {
		have, err := lib.Tagged(ctx, on)
		if err != nil {
			return feed.Change{}, err
		}
		if have[th.ID] >= n {
			return lib.Tag(ctx, on, feed.Tagging{Remove: []feed.ID{th.ID}})
		}
		return lib.Tag(ctx, on, feed.Tagging{Add: []feed.ID{th.ID}})
	})
}

// correct changes an article by hand.
func (m *model) correct(id feed.ID, c feed.Correction) tea.Cmd {
	lib := m.lib
	return m.change("correct", func(ctx context.Context) (feed.Change, error) { return lib.Correct(ctx, id, c) })
}

// undo takes the last step back, redo does it again.
func (m *model) undo(redo bool) tea.Cmd {
	lib, what, f := m.lib, "undo", m.lib.Undo
	if redo {
		what, f = "redo", lib.Redo
	}
	m.busy++
	return m.ask(func(ctx context.Context) tea.Msg {
		c, err := f(ctx)
		return changedMsg{what: what, change: c, undone: !redo, redone: redo, err: err}
	})
}

// seer is a library that can mark an article read because it was read, apart
// from the steps of undo: "u" after reading takes the last tagging back.
type seer interface {
	Seen(ctx context.Context, id feed.ID) error
}

// markSeen marks the open article read without a word.
func (m *model) markSeen() tea.Cmd {
	h, ok := m.current()
	if !ok || h.Read || h.Trashed || m.o.MarkRead == "manual" || m.reader.seen == h.ID {
		return nil
	}
	m.reader.seen = h.ID
	lib, id := m.lib, h.ID
	m.busy++
	return m.ask(func(ctx context.Context) tea.Msg {
		c := feed.Change{Verb: feed.DidFlag, Flag: feed.FlagRead, On: true, Count: 1}
		var err error
		if s, ok := lib.(seer); ok {
			err = s.Seen(ctx, id)
		} else {
			c, err = lib.SetFlag(ctx, feed.Targets{IDs: []feed.ID{id}}, feed.FlagRead, true)
		}
		return changedMsg{what: "flag", change: c, quiet: true, err: err}
	})
}

// setQuery opens what the text of a search line asks for.
func (m *model) setQuery(s string) tea.Cmd {
	m.list.oldest = m.list.oldest && s == m.list.text
	return m.view(s, m.parse(s), m.list.id)
}

// parse reads a search line; where something is wrong with it, the rest counts.
func (m *model) parse(s string) query.Query {
	q, _ := query.Parse(text.Line(s)) // the search line itself shows what is wrong
	return q
}
