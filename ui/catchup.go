package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// catching is the working out of suggestions, stories and rules behind the screen:
// small pieces, one at a time, none while keys are pressed. With nothing to do
// nothing runs and no timer is set.
type catching struct {
	due     bool // something may be missing or out of date
	begun   bool // the first piece was asked for
	running bool
	timing  bool
	shown   bool         // the bar tells how far it is
	left    feed.Backlog // after the last piece
	most    int          // articles that were left at the beginning
}

const (
	pieceOf    = 200                    // articles at a time
	restBefore = 500 * time.Millisecond // without a key, before the first piece
	restAmong  = 30 * time.Millisecond  // between two pieces
)

// catchTimer begins the next piece, unless keys came since it was set.
type catchTimer struct{ keys int }

func (t catchTimer) ring(m *model) tea.Cmd {
	c := &m.catching
	c.timing = false
	if !c.due || c.running {
		return nil
	}
	if t.keys != m.keyGen {
		c.timing = true
		return m.after(restBefore, catchTimer{m.keyGen})
	}
	return m.catchPiece()
}

// caughtMsg tells what a piece has left.
type caughtMsg struct {
	left    feed.Backlog
	changed bool
	err     error
}

// catchUp sets the timer of the next piece when there may be something to do.
func (m *model) catchUp() tea.Cmd {
	c := &m.catching
	if !c.begun && m.list.hits != nil {
		c.begun, c.due = true, true
	}
	if !c.due || c.running || c.timing || m.list.hits == nil || m.works.leaving {
		return nil
	}
	c.timing = true
	rest := restAmong
	if c.left.IsZero() {
		rest = restBefore
	}
	return m.after(rest, catchTimer{m.keyGen})
}

func (m *model) catchPiece() tea.Cmd {
	m.catching.running = true
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		var msg caughtMsg
		before, err := lib.Version(ctx)
		if err != nil {
			return caughtMsg{err: err}
		}
		if msg.left, msg.err = lib.CatchUp(ctx, pieceOf, nil); msg.err != nil {
			return msg
		}
		after, err := lib.Version(ctx)
		msg.changed = err == nil && after != before
		return msg
	})
}

// articles is how many articles a backlog is about.
func articlesOf(b feed.Backlog) int { return max(b.Suggestions, b.Stories, b.Rules) }

// arrive shows what a piece has brought and goes on when something is left. A piece
// that leaves as much as was there waits for the next change: another process is at
// work, or what is left cannot be done.
func (c caughtMsg) arrive(m *model) tea.Cmd {
	k := &m.catching
	k.running = false
	if c.err != nil { // not worth a word: the next change to the file tries again
		k.due, k.left, k.most = false, feed.Backlog{}, 0
		return nil
	}
	stuck := c.left == k.left && !c.changed
	k.left = c.left
	k.most = max(k.most, articlesOf(c.left))
	if c.changed { // the watch sees it too, and has the numbers learnt anew once a second
		m.list.stale, m.list.failed, m.reader.stale = true, false, true
		m.facts.stale = m.facts.stale || c.left.IsZero()
	}
	if k.due = !c.left.IsZero() && !stuck; !k.due {
		k.most = 0
	}
	if c.left.IsZero() && k.shown {
		k.shown = false
		return m.say(m.words.CaughtUp)
	}
	return nil
}

// toggleProgress has the bar tell how far the suggestions are, or no more.
func (m *model) toggleProgress() tea.Cmd {
	c := &m.catching
	if c.left.IsZero() && !c.running {
		c.shown = false
		return m.say(m.words.CaughtUp)
	}
	c.shown = !c.shown
	return nil
}

// catchingSaid is how far it is, "" unless that was asked for.
func (m *model) catchingSaid() string {
	c := &m.catching
	if n := articlesOf(c.left); c.shown && n > 0 {
		return m.st.muted.Of(m.st.chrome(m.words.CatchingUp(max(0, c.most-n), c.most)))
	}
	return ""
}
