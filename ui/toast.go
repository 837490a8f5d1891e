package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
)

// toastFor is how long a toast stays. Undoing it works with or without it on
// the screen.
const toastFor = 6 * time.Second

// toast is the one line that says what came of the last action.
type toast struct {
	text string
	bad  bool
	done bool // something was done, rather than told
	gen  int

	opens string // the file that a key opens now
}

func (t *toast) set(s string, done, bad bool) {
	t.gen++
	t.text, t.done, t.bad, t.opens = oneLine(s), done, bad, ""
}

// oneLine makes text safe to show on one line. Unlike text.Line it keeps
// no-break blanks, which French sets before its marks.
func oneLine(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(text.Clean(s))
}

func (t *toast) note(s string) { t.set(s, false, false) }

// toastTimer ends one toast; a later one keeps its own time.
type toastTimer struct{ gen int }

func (t toastTimer) ring(m *model) tea.Cmd {
	if t.gen == m.toast.gen {
		m.toast.text = ""
	}
	return nil
}

// toastTimer ends a toast in time. With reduced motion it stays until the next
// key.
func (m *model) toastTimer() tea.Cmd {
	if m.o.ReduceMotion {
		return nil
	}
	return m.after(toastFor, toastTimer{m.toast.gen})
}

// say tells something.
func (m *model) say(s string) tea.Cmd {
	m.toast.note(s)
	return m.toastTimer()
}

// did tells that something was done.
func (m *model) did(s string) tea.Cmd {
	m.toast.set(s, true, false)
	return m.toastTimer()
}

// fail tells what could not be done and what to do about it; doing is a key of
// Words.Doing.
func (m *model) fail(doing string, err error) tea.Cmd {
	if m.ctx.Err() != nil {
		return nil // the program is ending
	}
	m.toast.set(m.words.failed(doing, err), false, true)
	return m.toastTimer()
}

// told says what a change did and how to take it back.
func (m *model) told(c changedMsg) string {
	if c.what == emptying {
		return m.words.TrashEmptied(c.change.Count)
	}
	s := m.changeSaid(c.change)
	switch {
	case c.change.Count == 0 && !c.undone && !c.redone:
		return s
	case c.undone:
		return m.words.Undid(s) + " — " + m.keys.hint(actRedo) + " " + m.words.Short[actRedo]
	case c.redone:
		s = m.words.Redid(s)
	}
	if k := m.keys.hint(actUndo); k != "" {
		s += " — " + fmt.Sprintf(m.words.UndoHint, k)
	}
	if c.left > 0 {
		s += " " + m.st.glyph.dot + " " + m.words.VersionsLeft(c.left)
		boxed := c.change.Verb == feed.DidTag || c.change.Verb == feed.DidFlag && c.change.Flag == feed.FlagRead
		if k := m.keys.hint(actStory); k != "" && c.change.Count == 1 && boxed { // the box of a story does these
			s += ", " + m.words.VersionsAll(k)
		}
	}
	return s
}
