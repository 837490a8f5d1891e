package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// topLine is the line at the top: what may be looked at, what is looked at, and
// what has come. While rows are selected it tells what the next key is for.
func (m *model) topLine(w int) string {
	if n := m.list.selected(); n > 0 {
		return m.selectionLine(w, n)
	}
	if n := len(m.side.picked); n > 0 && m.focus == paneSidebar {
		s := " " + m.st.glyph.selected + " " + m.words.SourcesPicked(n) + "   " + m.words.EscKey + " " + m.words.ClearHint
		return m.st.good.Of(m.st.bold.Of(fit(m.st.chrome(s), w, m.st.glyph.ellipsis)))
	}
	name := m.st.accent.Of(m.st.bold.Of(" veille"))
	left := m.topLeft(w)
	right := m.topRight(w)
	lw, rw := ansi.StringWidth(left), ansi.StringWidth(right)
	if w-7-2-lw-rw-1 < 2 { // what is waited for, or new, comes before the totals
		left, lw = "", 0
	}
	view := ""
	if room := w - 7 - 2 - lw - rw - 6; room >= 8 {
		view = ansi.Truncate(m.viewName(), room, m.st.glyph.ellipsis)
	}
	vw := ansi.StringWidth(view)
	gap := w - 7 - 2 - lw - vw - rw - 1
	before := min(3, gap)
	if view == "" {
		before = 0
	}
	line := name + "  " + left + blanks(before) + m.st.muted.Of(view) + blanks(gap-before) + right + " "
	return fit(line, w, "")
}

// topLeft is how many articles there are to be looked at, or where one stands.
func (m *model) topLeft(w int) string {
	if m.coding.on {
		return m.codingSaid()
	}
	f, words := &m.facts.counts, m.words
	left := ""
	add := func(label string, n int) {
		if n == 0 {
			return
		}
		if left != "" {
			left += " " + m.st.glyph.dot + " "
		}
		left += label + " " + words.Number(n)
	}
	single := m.lay.kind == onePane
	if single && !m.lay.reader.Empty() {
		left = words.Reader + "  " + m.position()
		if w < 60 {
			left = m.position()
		}
	} else {
		add(words.ViewUnread, f.Unread)
		if w >= 100 {
			add(words.ViewToday, f.Today)
		}
		if w >= 70 {
			add(words.ViewConfirm, f.ToConfirm)
		}
		if w >= 150 {
			add(words.ViewUntagged, f.Untagged)
			add(words.ViewStarred, f.Starred)
		}
	}
	return left
}

// topRight is who is waited for, what has come, or how far an article is read
// where the reader has no foot: as much of it as leaves room for the rest of the
// line.
func (m *model) topRight(w int) string {
	var parts []string
	if h := &m.waiting; !h.IsZero() {
		said := m.st.glyph.warning + " " + m.st.chrome(m.words.Waiting(h.PID, h.Command, h.seconds))
		parts = append(parts, m.st.warning.Of(ansi.Truncate(said, max(0, w-10), m.st.glyph.ellipsis)))
	}
	parts = append(parts, m.newsLine(w))
	if m.list.fresh > 0 {
		parts = append(parts, m.st.accent.Of(m.st.chrome(m.words.NewRows(m.list.fresh)))+" "+m.st.muted.Of(m.keys.hint(actGoNew)))
	}
	parts = append(parts, m.refreshLine()...)
	parts = append(parts, m.catchingSaid())
	if m.lay.kind == onePane && !m.lay.reader.Empty() {
		if m.w >= 50 {
			parts = append(parts, m.matchesSaid())
		}
		parts = append(parts, m.progress())
	}
	out := ""
	for _, p := range parts {
		switch {
		case p == "":
		case out == "":
			out = p
		case ansi.StringWidth(out)+2+ansi.StringWidth(p) <= w*3/5:
			out += "  " + p
		}
	}
	return out
}

// newsLine announces a watched query that has found something new, with the keys
// that open it.
func (m *model) newsLine(w int) string {
	q, n, others := m.announced()
	if n == 0 {
		return ""
	}
	s := m.words.News(ansi.Truncate(q.Name, max(8, w/4), m.st.glyph.ellipsis), n)
	if others > 0 {
		s += " +" + m.words.Number(others)
	}
	key := m.queryKeys(q)
	if before := m.keys.hint(actGoQuery); key == "" && before != "" {
		key = before + announceKey
	}
	return m.st.accent.Of(m.st.chrome(s)) + " " + m.st.muted.Of(key)
}

// viewName is the name of a view, or the query as it was asked.
func (w *Words) viewName(text string) string {
	switch text {
	case viewAll:
		return w.ViewAll
	case viewUnread:
		return w.ViewUnread
	case viewToday:
		return w.ViewToday
	case viewStarred:
		return w.ViewStarred
	case viewUntagged:
		return w.ViewUntagged
	case viewConfirm:
		return w.ViewConfirm
	case viewSample:
		return w.ViewSample
	case viewTrash:
		return w.ViewTrash
	}
	return text
}

// selectionLine says how many articles the next key is for.
func (m *model) selectionLine(w, n int) string {
	words := m.words
	of := m.list.n
	if m.list.pick.all {
		of = n
	}
	s := " " + m.st.glyph.selected + " " + words.Selected(n, of)
	if m.list.pick.ranged {
		s += "   " + words.RangeHint
	}
	if !m.list.pick.all {
		s += "   " + m.keys.hint(actSelectAll) + " " + words.SelectAllHint(m.list.n+versionsBehind(m.list.hits))
	}
	s += "   " + words.EscKey + " " + words.ClearHint
	return m.st.good.Of(m.st.bold.Of(fit(m.st.chrome(s), w, m.st.glyph.ellipsis)))
}

// maxToast is how many lines a long toast takes.
const maxToast = 4

// toastLines say what came of the last action, in at most maxToast lines.
func (m *model) toastLines(w int) []string {
	t := &m.toast
	in, mark := m.st.accent, " "
	switch {
	case t.bad:
		in, mark = m.st.warning, " "+m.st.glyph.warning+" "
	case t.done:
		in, mark = m.st.good, " "+m.st.glyph.tick+" "
	}
	lead := ansi.StringWidth(mark)
	lines := strings.Split(ansi.Wrap(m.st.chrome(t.text), max(1, w-lead-1), ""), "\n")
	if most := max(1, min(maxToast, m.h-3)); len(lines) > most {
		lines[most-1] = strings.Join(lines[most-1:], " ")
		lines = lines[:most]
	}
	for i, l := range lines {
		before := blanks(lead)
		if i == 0 {
			before = mark
		}
		lines[i] = in.Of(fit(before+l, w, m.st.glyph.ellipsis))
	}
	return lines
}

// maxHints is how many keys the footer names, besides help; a window of 150
// columns has room for more.
const maxHints = 7

// footLine names the keys of the pane that has them, as many as fit; help
// always does.
func (m *model) footLine(w int) string {
	if len(m.overlays) > 0 {
		return blanks(w) // the box names its own
	}
	help := m.hintOf(actHelp)
	limit := maxHints
	if w >= 150 {
		limit = 2 * maxHints
	}
	room := w - 2 - ansi.StringWidth(help) - 2
	var out []string
	for _, as := range m.footActions() {
		s := m.hintOf(as...)
		if n := ansi.StringWidth(s); s == "" || n+2 > room || len(out) == limit {
			continue
		} else {
			room -= n + 2
		}
		out = append(out, s)
	}
	left := strings.Join(out, "  ")
	gap := w - 2 - ansi.StringWidth(left) - ansi.StringWidth(help)
	return fit(" "+left+blanks(gap)+help+" ", w, "")
}

// hintOf is the keys of actions that belong together, with the word for the
// first.
func (m *model) hintOf(as ...Action) string {
	var keys []string
	for _, a := range as {
		if k := m.keys.hint(a); k != "" {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return ""
	}
	word := m.words.Short[as[0]]
	if word == "" {
		word = m.words.Actions[as[0]]
	}
	switch e, ok := m.side.at(m.side.cursor); {
	case as[0] == actWhy && m.focus == paneReader && m.reader.evidence.more():
		word = m.words.EvidenceNext
	case as[0] == actOpen && m.focus == paneList && m.list.confirming() != nil:
		word = m.words.ConfirmGroup
	case ok && as[0] == actOpen && m.focus == paneSidebar && e.narrows():
		word = m.words.Narrow
	}
	return m.st.accent.Of(m.st.chrome(strings.Join(keys, " "))) + " " + m.st.muted.Of(m.st.chrome(word))
}

// footActions are the hints of the present pane and state, the most useful
// first.
func (m *model) footActions() [][]Action {
	if hints := m.suggestionFoot(); hints != nil {
		return hints
	}
	switch {
	case m.place() == paneFind && !m.reader.find.on:
		return [][]Action{{actNextMatch, actPrevMatch}, {actReadOn}, {actTag}, {actStar}, {actBack}, {actFind}, {actCopyQuote}}
	case m.place() == paneFind:
		return [][]Action{{actNextMatch, actPrevMatch}, {actBack}, {actFind}, {actDown, actUp}, {actCopyQuote}}
	case m.focus == paneReader:
		return [][]Action{{actReadOn}, {actNextUnread}, {actTag}, {actStar}, {actBack}, {actFind}, {actCopyCitation},
			{actOtherDown, actOtherUp}, {actZoom}, {actBrowse}, {actLinks}, {actRepeatTag}, {actToggleRead}, {actUndo}}
	case m.focus == paneSidebar:
		if e, ok := m.side.at(m.side.cursor); ok && e.dim == dimSaved {
			return [][]Action{{actDown, actUp}, {actOpen}, {actEditQuery}, {actDeleteQuery}, {actBack}, {actSearch}, {actPalette}}
		}
		if m.onSource() {
			return [][]Action{{actOpen}, {actRefresh}, {actSelect}, {actHealth}, {actPauseSource}, {actMoveSource}, {actDeleteQuery},
				{actFold}, {actSourceAddress}, {actBack}, {actFullText}, {actPalette}}
		}
		return [][]Action{{actDown, actUp}, {actOpen}, {actBack}, {actSearch}, {actPalette}}
	case !m.list.pick.empty():
		return [][]Action{{actTag}, {actToggleRead}, {actStar}, {actExport}, {actDelete}, {actRepeatTag}, {actBack}}
	}
	news := actImport
	if m.facts.follows {
		news = actRefreshAll
	}
	return [][]Action{{actDown, actUp}, {actReadOn}, {actNextUnread}, {actTag}, {news}, {actSelect}, {actSearch},
		{actFilters}, {actOtherDown, actOtherUp}, {actStar}, {actToggleRead}, {actExport}, {actUndo}, {actSidebar}, {actPalette}}
}

// whichLines is the box of the keys that may follow the one pressed.
func (m *model) whichLines() []string {
	var rows []string
	w := 0
	for _, a := range m.keys.next(m.place(), m.pending) {
		s := m.st.accent.Of(m.sequence(a)) + "  " + m.words.Actions[a]
		rows = append(rows, s)
		w = max(w, ansi.StringWidth(s))
	}
	w = min(w, m.w-4)
	rows = rows[:min(len(rows), max(0, m.h-4))]
	g := &m.st.glyph
	out := []string{m.st.borderFocus.Of(g.topLeft + strings.Repeat(g.horizontal, w+2) + g.topRight)}
	edge := m.st.borderFocus.Of(g.vertical)
	for _, r := range rows {
		out = append(out, edge+" "+fit(m.st.chrome(r), w, g.ellipsis)+" "+edge)
	}
	return append(out, m.st.borderFocus.Of(g.bottomLeft+strings.Repeat(g.horizontal, w+2)+g.bottomRight))
}

// sequence is the key of an action that begins with the one pressed.
func (m *model) sequence(a Action) string {
	for _, k := range m.keys.hints(a) {
		if strings.HasPrefix(k, m.pending) && k != m.pending {
			return k
		}
	}
	return ""
}
