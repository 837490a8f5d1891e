package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// fit makes s exactly w cells wide: cut with an ellipsis, or filled with
// blanks.
func fit(s string, w int, ellipsis string) string {
	if w <= 0 {
		return ""
	}
	n := ansi.StringWidth(s)
	if n > w {
		s = ansi.Truncate(s, w, ellipsis)
		n = ansi.StringWidth(s)
	}
	return s + blanks(w-n)
}

const manyBlanks = "                                                                                                                                "

func blanks(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(manyBlanks) {
		return manyBlanks[:n]
	}
	return strings.Repeat(" ", n)
}

// screen keeps what was painted last, so that a key paints only what it
// changed.
type screen struct {
	list    listKey
	rows    map[rowKey][]string
	reader  readerKey
	read    []string
	side    sideKey
	name    namedView
	entries []string
}

// rowKey is what the look of one row depends on, besides what empties the
// cache.
type rowKey struct {
	i        int
	cursor   bool
	focused  bool
	selected bool
}

// listKey is what the look of all rows depends on.
type listKey struct {
	gen, from, w, lines int
	years, undated      bool
	style               int
	win                 *feed.Head
	standing            int
}

// listLines returns h lines of w cells: the rows, and the position below them
// when the layout says so.
func (m *model) listLines(w, h int) []string {
	l := &m.list
	key := listKey{gen: l.gen, from: l.from, w: w, lines: m.lay.lines, years: l.years, undated: l.undated, style: m.reader.style, standing: l.standing.edition}
	if len(l.win) > 0 {
		key.win = &l.win[0] // a window read anew is another slice
	}
	if m.cache.list != key || m.cache.rows == nil {
		m.cache.list, m.cache.rows = key, map[rowKey][]string{}
	}
	out := make([]string, 0, h)
	if l.n == 0 {
		return m.emptyList(out, w, h)
	}
	rows := m.lay.listRows()
	for i := l.top; i < min(l.top+rows, l.n); i++ {
		out = append(out, m.row(i, w)...)
	}
	for len(out) < h {
		out = append(out, blanks(w))
	}
	if l.slow { // of another query than the one asked for
		for i := range out {
			out[i] = m.st.muted.Of(ansi.Strip(out[i]))
		}
	}
	if m.lay.listFoot() && h > 0 {
		out[h-1] = m.st.muted.Of(fit(" "+m.listFoot(), w, m.st.glyph.ellipsis))
	}
	return out[:h]
}

func (m *model) emptyList(out []string, w, h int) []string {
	if m.list.hits != nil && m.list.text != viewTrash && m.list.text != viewConfirm && m.list.query.Expr != nil {
		out = append(out, m.emptyBox(w, h)...)
	}
	if len(out) > 0 {
		for len(out) < h {
			out = append(out, blanks(w))
		}
		for i := range out {
			out[i] = fit(out[i], w, "")
		}
		return out[:h]
	}
	head, hint := m.words.NothingMatches, m.words.NothingMatchesHint(m.keys.way(actReset))
	switch {
	case m.list.hits == nil:
		head, hint = m.words.Loading, ""
	case m.list.text == viewConfirm:
		head, hint = m.words.ConfirmEmpty, m.words.ConfirmEmptyTip
	case m.list.text == viewTrash:
		head, hint = m.words.TrashIsEmpty, ""
	case m.list.text == viewAll:
		head, hint = m.words.NoArticles, m.words.NoArticlesHint(m.keys.way(actImport))
		if m.facts.follows {
			hint = m.words.NotAskedYet(m.keys.way(actRefreshAll))
		}
	}
	for len(out) < h {
		s := ""
		switch len(out) {
		case min(1, h-1):
			s = head
		case 2:
			s = hint
		}
		out = append(out, m.st.muted.Of(fit("  "+m.st.chrome(s), w, m.st.glyph.ellipsis)))
	}
	return out
}

// row returns the lines of one row.
func (m *model) row(i, w int) []string {
	if lines, is := m.groupRow(i, w); is {
		return lines
	}
	l := &m.list
	h, ok := l.at(i)
	key := rowKey{i: i, cursor: i == l.cursor, focused: m.focus == paneList}
	if !ok {
		out := []string{fit("     "+m.st.glyph.ellipsis, w, "")}
		if m.lay.lines == 2 {
			out = append(out, blanks(w))
		}
		if key.cursor {
			out[0] = m.bar(key) + ansi.TruncateLeft(out[0], 1, "")
		}
		return out
	}
	key.selected = l.pick.holds(i, l.cursor, h.ID)
	if !key.cursor {
		key.focused = false
	}
	if lines, ok := m.cache.rows[key]; ok {
		return lines
	}
	var lines []string
	if m.lay.lines == 1 {
		lines = []string{m.rowOfOne(&h, key, w)}
	} else {
		lines = m.rowOfTwo(&h, key, w)
	}
	m.cache.rows[key] = lines
	return lines
}

// listFoot tells the position in the list, the order and how to get at the
// rest.
func (m *model) listFoot() string {
	parts := []string{m.position()}
	parts = append(parts, m.orderSaid())
	if m.lay.side.Empty() {
		if k := m.keys.hint(actSidebar); k != "" {
			parts = append(parts, k+" "+m.words.Sidebar)
		}
	}
	return m.st.chrome(strings.Join(parts, " "+m.st.glyph.dot+" "))
}

func (m *model) position() string {
	l := &m.list
	if l.slow {
		return m.st.glyph.ellipsis
	}
	if c := l.confirming(); c != nil && l.n > 0 {
		return m.words.Number(c.rowsBefore(l.cursor)+1) + "/" + m.words.Number(c.rows())
	}
	return m.words.Number(min(l.cursor+1, l.n)) + "/" + m.count(l.n)
}
