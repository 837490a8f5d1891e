package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// noteBox shows lines to read: the files of an import that could not be read.
type noteBox struct {
	title     string
	lines     []string
	top, most int
	page      int
}

func (b *noteBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	a, pending := m.keys.action(paneList, m.pending, k)
	m.pending = pending
	switch a {
	case actBack, actClose, actOpen:
		m.closeOverlay()
	case actQuit:
		return m.quit()
	default:
		b.top = max(0, min(b.top+scrollBy(a, b.page), b.most))
	}
	return nil
}

func (b *noteBox) paste(*model, string) tea.Cmd { return nil }

func (b *noteBox) update(*model, tea.Msg) tea.Cmd { return nil }

func (b *noteBox) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	var lines []string
	for _, l := range b.lines {
		lines = append(lines, strings.Split(ansi.Wrap(oneLine(l), n, ""), "\n")...)
	}
	_, b.page, _ = room(h, nil, min(2*pickRows, len(lines)), nil)
	b.most = max(0, len(lines)-b.page)
	b.top = min(b.top, b.most)
	return m.boxed(b.title, "j k "+m.st.glyph.dot+" "+m.words.EscKey+" "+m.words.Close, n, lines[b.top:b.top+b.page])
}
