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
	quiet  bool    // no word of it: reading on marks articles read
	unseen bool    // nor anything on the screen: a place of reading
	toggle bool    // of a theme: "." repeats what came of it
	about  feed.ID // the one article it is for, where that counts
	// regroup has the view of what is to be confirmed read anew.
	regroup bool
	left    int                    // versions of the stories of rows, which are left as they were
	then    func(m *model) tea.Cmd // once it is done, in place of the word of it
	wrote
	err error
}

// deed changes the file.
type deed func(ctx context.Context) (feed.Change, error)

// job is a change that waits for its turn.
type job struct {
	msg  changedMsg // what is to be told of it
	do   deed
	make func() deed // do, as it is known once those before are done
}

// works are the changes asked for, done one after another in the order of the
// keys: an undo must not overtake the tagging before it.
type works struct {
	queue   []job
	running func() tea.Msg // the one under way; calling it again waits for its end
	toggles bool           // the one under way puts a theme on or takes it off
	leaving bool           // the program ends when all are done
	left    bool
}

// change has an action on the file done in its turn. What is on the screen
// changes when it is done, so nothing is shown as kept that is not.
func (m *model) change(what string, d deed) tea.Cmd {
	return m.enqueue(changedMsg{what: what}, d)
}

// enqueue puts a change behind those that wait; work starts it.
func (m *model) enqueue(msg changedMsg, d deed) tea.Cmd {
	m.works.queue = append(m.works.queue, job{msg: msg, do: d})
	return nil
}

// work starts the next change when none is under way.
func (m *model) work() tea.Cmd {
	w := &m.works
	switch {
	case w.running != nil:
		return nil
	case len(w.queue) > 0:
		return m.begin()
	case w.leaving && !w.left && m.refresh.run == nil:
		w.left = true
		return tea.Quit
	}
	return nil
}

// begin takes the next change from the queue.
func (m *model) begin() tea.Cmd {
	w := &m.works
	j, lib, known := w.queue[0], m.lib, m.version
	w.queue = w.queue[1:]
	w.toggles = j.msg.toggle
	if j.make != nil {
		j.do = j.make()
	}
	w.running = sync.OnceValue(m.ask(func(ctx context.Context) tea.Msg {
		msg := j.msg
		msg.wrote, msg.err = write(ctx, lib, known, func() (err error) {
			msg.change, err = j.do(ctx)
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
		if ok {
			m.noteToggle(msg)
		}
		if w.running = nil; ok && msg.err != nil && !msg.harmless() {
			errs = append(errs, msg.err)
		}
	}
	return errors.Join(errs...)
}

// harmless holds for errors that lose nothing: nothing was there to be undone,
// or what was read has gone or may not be written to.
func (c *changedMsg) harmless() bool {
	return errors.Is(c.err, feed.ErrNothing) ||
		(c.quiet || c.unseen) && (errors.Is(c.err, feed.ErrNotFound) || errors.Is(c.err, feed.ErrReadOnly))
}

func (c changedMsg) arrive(m *model) tea.Cmd {
	m.works.running = nil
	m.noteWrite(c.wrote)
	switch {
	case c.err != nil:
		return c.failed(m)
	case c.unseen:
		return nil
	}
	m.noteToggle(c)
	m.coded(c)
	m.outdated()
	cmd := tea.Batch(m.movedRows(c), m.regroup(c), m.codedOn(c), m.tellOverlays(c))
	switch {
	case c.then != nil:
		cmd = tea.Batch(cmd, c.then(m))
	case !c.quiet:
		cmd = tea.Batch(cmd, m.did(m.told(c)))
	}
	return cmd
}

// failed tells of a change that was not done. The program is not left over it,
// and an undo that waits behind it does not take back what came before.
func (c changedMsg) failed(m *model) tea.Cmd {
	switch {
	case errors.Is(c.err, feed.ErrNothing) && c.undone:
		return m.say(m.words.NothingToUndo)
	case errors.Is(c.err, feed.ErrNothing) && c.redone:
		return m.say(m.words.NothingToRedo)
	case c.harmless():
		return nil
	}
	m.works.leaving = false
	m.works.queue = slices.DeleteFunc(m.works.queue, func(j job) bool { return j.msg.undone || j.msg.redone })
	return m.fail(c.what, c.err)
}

// movedRows reads the view anew when a change took rows away that should not
// be seen any more, or brought them back.
func (m *model) movedRows(c changedMsg) tea.Cmd {
	if v := c.change.Verb; (v == feed.DidStory || v == feed.DidApply) && c.change.Count > 0 { // rows are folded otherwise, or hidden
		m.list.standing.clear()
		return m.again()
	}
	flag := c.change.Verb == feed.DidFlag && (c.change.Flag == feed.FlagTrashed || c.change.Flag == feed.FlagRead && m.o.HideRead)
	if !flag && c.what != emptying && c.change.Verb != feed.DidUnfollow || c.change.Count == 0 && c.change.Verb != feed.DidUnfollow {
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

// flip turns a state over: on, unless all of the targets have it already.
func (m *model) flip(f feed.Flag) tea.Cmd {
	on, n := m.targets()
	if n == 0 {
		return nil
	}
	lib := m.lib
	return m.enqueue(changedMsg{what: "flag", left: m.versionsLeft()}, func(ctx context.Context) (feed.Change, error) {
		c, err := lib.SetFlag(ctx, on, f, true)
		if err == nil && c.Count == 0 {
			return lib.SetFlag(ctx, on, f, false)
		}
		return c, err
	})
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
		return lib.SetFlag(ctx, feed.Targets{IDs: ids, Versions: whole(hits)}, feed.FlagRead, true)
	})
}

// correct changes an article by hand.
func (m *model) correct(id feed.ID, c feed.Correction) tea.Cmd {
	lib := m.lib
	return m.change("correct", func(ctx context.Context) (feed.Change, error) { return lib.Correct(ctx, id, c) })
}

// undo takes the last step back, or does it again.
func (m *model) undo(redo bool) tea.Cmd {
	if redo {
		return m.enqueue(changedMsg{what: "redo", redone: true}, m.lib.Redo)
	}
	return m.enqueue(changedMsg{what: "undo", undone: true}, m.lib.Undo)
}

// emptying is the key of Words.Doing of what has no undo.
const emptying = "delete"

// emptyTrash destroys what is in the trash, after the changes asked for before:
// one of them may take an article out of it.
func (m *model) emptyTrash() tea.Cmd {
	lib := m.lib
	return m.change(emptying, func(ctx context.Context) (feed.Change, error) {
		n, err := lib.EmptyTrash(ctx)
		return feed.Change{Count: n}, err
	})
}

// markSeen marks an article read that is or was before the eyes, without a word
// and without a step of undo: "u" after reading takes the last tagging back.
func (m *model) markSeen(h feed.Head) tea.Cmd {
	if h.ID.IsZero() || h.Read || h.Trashed || m.o.MarkRead == "manual" || m.reader.seen == h.ID {
		return nil
	}
	m.reader.seen = h.ID
	lib, id := m.lib, h.ID
	return m.enqueue(changedMsg{what: "flag", quiet: true}, func(ctx context.Context) (feed.Change, error) {
		return feed.Change{Verb: feed.DidFlag, Flag: feed.FlagRead, On: true, Count: 1}, lib.Seen(ctx, id)
	})
}

// keepPlace keeps where reading of an article stopped.
func (m *model) keepPlace(id feed.ID) tea.Cmd {
	lib, p := m.lib, m.reader.places[id]
	return m.enqueue(changedMsg{what: "save", unseen: true}, func(ctx context.Context) (feed.Change, error) {
		return feed.Change{}, lib.SetPlace(ctx, id, p)
	})
}
