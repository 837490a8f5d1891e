package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// changedMsg tells what an action did to the file.
type changedMsg struct {
	what   string // key of Words.Doing
	change feed.Change
	undone bool
	redone bool
	quiet  bool // no word of it: reading on marks articles read
	wrote
	err error
}

// change runs an action on the file. What is on the screen changes when it is
// done, so nothing is shown as kept that is not.
func (m *model) change(what string, f func(ctx context.Context) (feed.Change, error)) tea.Cmd {
	return m.record(f, changedMsg{what: what})
}

// record runs what changes the file and completes the message about it.
func (m *model) record(f func(ctx context.Context) (feed.Change, error), msg changedMsg) tea.Cmd {
	m.busy++
	lib, known := m.lib, m.version
	return m.ask(func(ctx context.Context) tea.Msg {
		msg.wrote, msg.err = write(ctx, lib, known, func() (err error) {
			msg.change, err = f(ctx)
			return err
		})
		return msg
	})
}

func (c changedMsg) arrive(m *model) tea.Cmd {
	m.busy--
	m.noteWrite(c.wrote)
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
	return m.record(f, changedMsg{what: what, undone: !redo, redone: redo})
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
	return m.record(func(ctx context.Context) (feed.Change, error) {
		if s, ok := lib.(seer); ok {
			return feed.Change{Verb: feed.DidFlag, Flag: feed.FlagRead, On: true, Count: 1}, s.Seen(ctx, id)
		}
		return lib.SetFlag(ctx, feed.Targets{IDs: []feed.ID{id}}, feed.FlagRead, true)
	}, changedMsg{what: "flag", quiet: true})
}
