package ui

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// goConfirm opens the view of what is to be confirmed, at its first group.
func (m *model) goConfirm() tea.Cmd {
	m.toList()
	return m.view(viewConfirm, m.parse(viewConfirm), feed.ID{})
}

// answerOne answers the suggestion of one theme for one article.
func (m *model) answerOne(id, theme feed.ID, dismiss bool) tea.Cmd {
	if c := m.list.confirming(); c != nil {
		c.note(id, theme, true)
		m.cache.list = listKey{}
		if m.list.id == id && m.list.group() == theme {
			m.onPending()
		}
	}
	lib := m.lib
	return m.enqueue(changedMsg{what: "tag", about: id}, func(ctx context.Context) (feed.Change, error) {
		return lib.Answer(ctx, feed.Targets{IDs: []feed.ID{id}}, feed.Answer{Themes: []feed.ID{theme}, Dismiss: dismiss})
	})
}

// onPending moves the cursor to the next row that is not answered: below, else
// above. With none left it stays.
func (m *model) onPending() {
	l := &m.list
	c := l.confirming()
	if c == nil {
		return
	}
	open := func(i int) bool {
		if c.isHeading(i) {
			return false
		}
		h, known := l.at(i)
		return !known || !c.isSettled(h.ID, c.themeAt(i))
	}
	for i := l.cursor + 1; i < l.n; i++ {
		if open(i) {
			l.moveTo(i)
			return
		}
	}
	for i := l.cursor - 1; i > 0; i-- {
		if open(i) {
			l.moveTo(i)
			return
		}
	}
}

// acceptGroup accepts all rows of the group that the cursor is in, as one step of
// undo, and goes to the next group.
func (m *model) acceptGroup() tea.Cmd {
	l := &m.list
	c := l.confirming()
	g := c.group(l.cursor)
	if g == nil {
		return m.say(m.words.ConfirmEmpty)
	}
	if next := g.at + g.n + 1; next < l.n {
		l.moveTo(next)
	} else {
		l.moveTo(max(1, g.at-1))
	}
	lib, on, theme := m.lib, feed.Targets{Hits: g.hits}, g.theme
	return m.enqueue(changedMsg{what: "tag", regroup: true}, func(ctx context.Context) (feed.Change, error) {
		return lib.Answer(ctx, on, feed.Answer{Themes: []feed.ID{theme}})
	})
}

// regroup reads the view of what is to be confirmed anew after a whole group was
// answered, or an answer was taken back, or when nothing of it is left.
func (m *model) regroup(c changedMsg) tea.Cmd {
	hits := m.list.confirming()
	if hits == nil || c.change.Verb != feed.DidAccept && c.change.Verb != feed.DidDismiss {
		return nil
	}
	left := 0
	for i := range hits.groups {
		left += hits.left(&hits.groups[i])
	}
	if c.regroup || c.undone || c.redone || left == 0 {
		return m.again()
	}
	return nil
}

// groupRow is the heading at a position: the theme, how many rows it has, and the
// key that accepts them all.
func (m *model) groupRow(i, w int) ([]string, bool) {
	c := m.list.confirming()
	if c == nil || !c.isHeading(i) {
		return nil, false
	}
	g := c.group(i)
	t := m.facts.theme[g.theme]
	name := m.st.themeInk(t.Colour).Of(m.st.bold.Of(label(&t, m.words.Lang)))
	if t.Pin > 0 {
		name = m.st.muted.Of(strconv.Itoa(t.Pin)+" ") + name
	}
	left := c.left(g)
	lead := " " + m.st.border.Of(strings.Repeat(m.st.glyph.horizontal, 2)) + " "
	name += "  " + m.words.Number(left) + " "
	if hint := m.words.ConfirmAll(m.keys.hint(actOpen), left); m.focus == paneList && m.list.group() == g.theme && left > 0 {
		hint = " " + m.st.muted.Of(m.st.chrome(hint)) + " "
		switch room := w - ansi.StringWidth(name) - ansi.StringWidth(hint); {
		case room >= ansi.StringWidth(lead):
			name += hint
		case room > 0:
			lead, name = " ", name+hint
		}
	}
	line := lead + name
	line += m.st.border.Of(strings.Repeat(m.st.glyph.horizontal, max(0, w-1-ansi.StringWidth(line))))
	line = fit(line, w, m.st.glyph.ellipsis)
	if m.lay.lines == 2 {
		return []string{blanks(w), line}, true
	}
	return []string{line}, true
}

// orderSaid names the order of the rows.
func (m *model) orderSaid() string {
	if m.list.confirming() != nil {
		return m.words.SurestFirst
	}
	return m.words.order(m.list.query.Sort)
}

// confirmMeta is the score of a row in the view of what is to be confirmed, and
// what became of it.
func (m *model) confirmMeta(i int, h *feed.Head) (score string, settled bool) {
	c := m.list.confirming()
	if c == nil {
		return "", false
	}
	theme := c.themeAt(i)
	if x, ok := c.score(h.ID, theme); ok {
		score = m.words.score(x)
	}
	return score, c.isSettled(h.ID, theme)
}
