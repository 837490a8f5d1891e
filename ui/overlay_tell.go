package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// tellBox shows lines to read: the files of an import that could not be read.
type tellBox struct {
	title string
	lines []string
	scroll
	deaf
	still
}

func (b *tellBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	a := m.pressed(paneList, k)
	if a == actOpen {
		a = actClose
	}
	return b.scroll.press(m, a)
}

func (b *tellBox) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	var lines []string
	for _, l := range b.lines {
		lines = append(lines, strings.Split(ansi.Wrap(oneLine(l), n, ""), "\n")...)
	}
	_, page, _ := room(h, nil, min(2*pickRows, len(lines)), nil)
	b.fit(len(lines), page)
	return m.boxed(b.title, "j k "+m.st.glyph.dot+" "+m.words.EscKey+" "+m.words.Close, n, b.seen(lines))
}
