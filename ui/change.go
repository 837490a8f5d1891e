package ui

import (
	"context"
	"errors"
	"slices"
	"sync"

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

// deed changes the file.
type deed func(ctx context.Context) (feed.Change, error)

// job is a change that waits for its turn. What it does is decided when the
// turn comes: a toggle looks at the state that the changes before it left.
type job struct {
	msg    changedMsg
	decide func() deed
}

// works are the changes asked for, done one after another in the order of the
// keys: an undo must not overtake the tagging before it.
type works struct {
	queue   []job
	running func() tea.Msg // the one under way; calling it again waits for its end
	leaving bool           // the program ends when all are done
	left    bool
}

// change has an action on the file done in its turn. What is on the screen
// changes when it is done, so nothing is shown as kept that is not.
func (m *model) change(what string, d deed) tea.Cmd {
	return m.enqueue(job{msg: changedMsg{what: what}, decide: func() deed { return d }})
}

// enqueue puts a job behind those that wait; work starts it.
func (m *model) enqueue(j job) tea.Cmd {
	m.works.queue = append(m.works.queue, j)
	return nil
}

// work starts the next job when none is under way and the rows show what the
// last one did.
func (m *model) work() tea.Cmd {
	w := &m.works
	switch {
	case w.running != nil:
		return nil
	case len(w.queue) == 0 && w.leaving && !w.left:
		w.left = true
		return tea.Quit
	case len(w.queue) == 0 || m.list.settling():
		return nil
	}
	return m.begin()
}

// begin takes the next job from the queue.
func (m *model) begin() tea.Cmd {
	w := &m.works
	j := w.queue[0]
	w.queue = w.queue[1:]
	d, lib, known := j.decide(), m.lib, m.version
	m.busy++
	w.running = sync.OnceValue(m.ask(func(ctx context.Context) tea.Msg {
		msg := j.msg
		msg.wrote, msg.err = write(ctx, lib, known, func() (err error) {
			msg.change, err = d(ctx)
			return err
		})
		return msg
	}))
	return w.running
}

// finish does all that was asked for, when the program has ended without
// waiting for it.
func (m *model) finish() error {
	w := &m.works
	var errs []error
	for w.running != nil || len(w.queue) > 0 {
		if w.running == nil {
			m.begin()
		}
		msg, ok := w.running().(changedMsg)
		if w.running = nil; ok && msg.err != nil && !errors.Is(msg.err, feed.ErrNothing) {
			errs = append(errs, msg.err)
		}
	}
	return errors.Join(errs...)
}

func (c changedMsg) arrive(m *model) tea.Cmd {
	m.busy--
	m.works.running = nil
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

// flip turns a state over: on, unless all of the targets whose rows are there
// have it.
func (m *model) flip(f feed.Flag) tea.Cmd {
	on, n := m.targets()
	if n == 0 {
		return nil
	}
	lib := m.lib
	return m.enqueue(job{msg: changedMsg{what: "flag"}, decide: func() deed {
		to := false
		for i := range m.list.win {
			h := &m.list.win[i]
			to = to || (on.Hits != nil || slices.Contains(on.IDs, h.ID)) && !flagOf(h, f)
		}
		return func(ctx context.Context) (feed.Change, error) { return lib.SetFlag(ctx, on, f, to) }
	}})
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

// undo takes the last step back, or does it again.
func (m *model) undo(redo bool) tea.Cmd {
	msg, d := changedMsg{what: "undo", undone: true}, m.lib.Undo
	if redo {
		msg, d = changedMsg{what: "redo", redone: true}, m.lib.Redo
	}
	return m.enqueue(job{msg: msg, decide: func() deed { return d }})
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
	return m.enqueue(job{msg: changedMsg{what: "flag", quiet: true}, decide: func() deed {
		return func(ctx context.Context) (feed.Change, error) {
			if s, ok := lib.(seer); ok {
				return feed.Change{Verb: feed.DidFlag, Flag: feed.FlagRead, On: true, Count: 1}, s.Seen(ctx, id)
			}
			return lib.SetFlag(ctx, feed.Targets{IDs: []feed.ID{id}}, feed.FlagRead, true)
		}
	}})
}
