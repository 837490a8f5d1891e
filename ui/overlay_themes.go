package ui

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/theme"
)

// themesBox is the care of themes: all of them as a tree, with what can be done to
// the one under the cursor. Each deed is one step of undo.
type themesBox struct {
	rows    []themeRow
	edition int // of the facts that rows are of
	lang    string
	at      feed.ID // the theme under the cursor: it is kept, the position is not
	picked  []feed.ID
	sel     int
	top     int
	page    int
	answers map[feed.ID]feed.Answers
	deaf
}

// themeRow is a theme in the tree.
type themeRow struct {
	feed.Theme
	depth int
}

// answersMsg brings how suggestions were answered.
type answersMsg struct {
	of      *themesBox
	answers map[feed.ID]feed.Answers
}

func (m *model) openThemes() tea.Cmd {
	b := &themesBox{}
	if m.focus == paneSidebar {
		if e, ok := m.side.at(m.side.cursor); ok && e.dim == dimTheme {
			b.at = e.id
		}
	}
	b.fill(m)
	m.open(b)
	return b.ask(m)
}

// ask asks how suggestions were answered: a number beside a theme, which does
// without when it is not told.
func (b *themesBox) ask(m *model) tea.Cmd {
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		got, err := lib.Answers(ctx)
		if err != nil {
			return nil
		}
		return answersMsg{of: b, answers: got}
	})
}

func (b *themesBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case answersMsg:
		if msg.of == b {
			b.answers = msg.answers
		}
	case changedMsg:
		if !msg.unseen {
			return b.ask(m)
		}
	}
	return nil
}

// fill makes the tree when the themes are others than it was made of.
func (b *themesBox) fill(m *model) {
	if b.rows != nil && b.edition == m.facts.edition && b.lang == m.words.Lang {
		return
	}
	b.edition, b.lang = m.facts.edition, m.words.Lang
	b.rows = themeTree(&m.facts, m.words.Lang)
	for i := range b.rows {
		if b.rows[i].ID == b.at {
			b.sel = i
		}
	}
	b.sel = max(0, min(b.sel, len(b.rows)-1))
	b.settle()
}

func (b *themesBox) settle() {
	if b.sel < len(b.rows) {
		b.at = b.rows[b.sel].ID
	}
}

func (b *themesBox) current() (themeRow, bool) {
	if b.sel < 0 || b.sel >= len(b.rows) {
		return themeRow{}, false
	}
	return b.rows[b.sel], true
}

// themeTree lists all themes, those with a digit first, then by name, children
// under their parent, archived ones behind the others of their kind.
func themeTree(f *facts, lang string) []themeRow {
	children := map[feed.ID][]feed.Theme{}
	for _, t := range f.themes {
		parent := t.Parent
		if _, known := f.theme[parent]; !known || parent == t.ID {
			parent = feed.ID{}
		}
		children[parent] = append(children[parent], t)
	}
	out := []themeRow{}
	listed := map[feed.ID]bool{}
	var add func(parent feed.ID, depth int)
	add = func(parent feed.ID, depth int) {
		ts := children[parent]
		delete(children, parent)
		slices.SortStableFunc(ts, func(a, b feed.Theme) int {
			archived := 0
			if a.Archived != b.Archived {
				if archived = -1; a.Archived {
					archived = 1
				}
			}
			return cmp.Or(archived, cmp.Compare(pinOrder(a.Pin), pinOrder(b.Pin)), byLabel(theme.Label(a, lang), theme.Label(b, lang)))
		})
		for _, t := range ts {
			listed[t.ID] = true
			out = append(out, themeRow{t, depth})
			add(t.ID, depth+1)
		}
	}
	add(feed.ID{}, 0)
	for _, t := range f.themes { // those that are their own ancestors
		if !listed[t.ID] {
			out = append(out, themeRow{t, 0})
		}
	}
	return out
}

// hints are the keys of the box, with why one does nothing now.
func (b *themesBox) hints(m *model) []deedKey {
	w := m.words
	t, ok := b.current()
	none, only, still, archive := "", "", "", w.CareArchive
	if !ok {
		none = w.NoThemesYet
	}
	if only = none; ok && len(b.rows) < 2 {
		only = w.OnlyTheme
	}
	if still = none; ok && m.facts.counts.Themes[t.ID].All == 0 {
		still = w.ThemeIsEmpty
	}
	if t.Archived {
		archive = w.CareUnarchive
	}
	if n := len(b.picked); n > 0 {
		if archive = w.CareArchiveAll(n); !slices.ContainsFunc(b.picked, func(id feed.ID) bool { return !m.facts.theme[id].Archived }) {
			archive = w.CareUnarchive
		}
	}
	return []deedKey{{"a", w.CareAdd, ""}, {"r", w.CareRename, none}, {"e", w.CareEdit, none}, {"w", w.CareWords, none}, {"p", w.CarePin, none},
		{"m", w.CareMerge, only}, {"s", w.CareSplit, still}, {"M", w.CareMove, only}, {"x", w.Short[actSelect], none}, {"A", archive, none}, {"D", w.CareDelete, none}}
}

func (b *themesBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	b.fill(m)
	key := m.boxKey(k)
	if why := whyOf(b.hints(m), key); why != "" {
		return m.say(why)
	}
	t, ok := b.current()
	if cmd, done := b.do(m, key, t.Theme, ok); done {
		return cmd
	}
	switch a := m.pressed(paneList, k); a {
	case actBack, actClose, actThemes:
		if a == actBack && len(b.picked) > 0 {
			b.picked = nil
			return nil
		}
		m.drop(b)
	case actQuit:
		return m.quit()
	case actUndo, actRedo:
		return m.undo(a == actRedo)
	default:
		b.sel = max(0, min(b.sel+scrollBy(a, b.page), len(b.rows)-1))
		b.settle()
	}
	return nil
}

// do carries out a key of the box.
func (b *themesBox) do(m *model, key string, t feed.Theme, ok bool) (tea.Cmd, bool) {
	switch {
	case key == "a":
		m.addTheme()
		return nil, true
	case !ok:
		return nil, false
	}
	switch key {
	case "enter":
		m.drop(b)
		m.setFocus(paneList)
		return m.setQuery(setQuery("tag", t.Slug)), true
	case "r":
		m.renameTheme(t)
	case "e":
		m.openThemeForm(t)
	case "w":
		m.openThemeWords(t)
	case "p":
		m.pinTheme(t)
	case "m":
		m.mergeTheme(t)
	case "s":
		m.splitTheme(t)
	case "M":
		m.moveTheme(t)
	case "x":
		b.pick()
	case "A":
		return b.archive(m, t.ID), true
	case "D":
		m.dropTheme(t)
	default:
		return nil, false
	}
	return nil, true
}

func (b *themesBox) view(m *model, w, h int) []string {
	b.fill(m)
	words, n := m.words, min(w, 80)-4
	foot := append([]string{""}, b.about(m, n)...)
	foot = append(append(foot, ""), m.hintLines(b.hints(m), n)...)
	head, page, foot := room(h, []string{b.headings(m, n)}, max(1, len(b.rows)), foot)
	b.page = page
	b.top = max(min(b.top, b.sel), b.sel-page+1)
	b.top = max(0, min(b.top, len(b.rows)-page))
	lines := head
	for i := b.top; i < min(len(b.rows), b.top+page); i++ {
		lines = append(lines, b.row(m, i, n))
	}
	if len(b.rows) == 0 {
		lines = append(lines, m.st.muted.Of(words.NoThemesYet))
	}
	return m.boxed(words.ThemesTitle(len(b.rows)), words.ThemesFooter, n, append(lines, foot...))
}

// themeColumns are the widths of the numbers at the end of a row.
const themeColumns = 9

func (b *themesBox) headings(m *model, n int) string {
	w := m.words
	s := right(w.ColumnAll, themeColumns) + right(w.ViewUnread, themeColumns+2)
	return m.st.muted.Of(blanks(n-ansi.StringWidth(s)) + s)
}

func (b *themesBox) row(m *model, i, n int) string {
	t, st := &b.rows[i], &m.st
	bar, name := " ", st.themeInk(t.Colour)
	switch {
	case slices.Contains(b.picked, t.ID):
		bar = st.good.Of(st.glyph.selected)
	case i == b.sel:
		bar = st.accent.Of(st.glyph.bar)
	}
	lead := "  "
	if t.Pin > 0 {
		lead = strconv.Itoa(t.Pin) + " "
	}
	depth := min(t.depth, 6)
	if depth > 0 {
		lead += strings.Repeat("  ", depth-1) + st.glyph.child + " "
	}
	c := m.facts.counts.Themes[t.ID]
	numbers := right(m.words.Number(c.All), themeColumns) + right(m.words.Number(c.Unread), themeColumns+2)
	label := theme.Label(t.Theme, m.words.Lang)
	if t.Archived {
		label += " " + st.glyph.dot + " " + m.words.IsArchived
	}
	code := shortCode(&t.Theme)
	left := max(1, n-1-ansi.StringWidth(lead)-7-ansi.StringWidth(numbers))
	s := st.muted.Of(lead) + name.Of(fit(code, 6, "")) + " "
	switch {
	case t.Archived:
		s = st.muted.Of(lead + fit(code, 6, "") + " " + fit(label, left, st.glyph.ellipsis) + numbers)
		return bar + s
	case i == b.sel:
		return bar + s + st.bold.Of(fit(label, left, st.glyph.ellipsis)+numbers)
	}
	return bar + s + fit(label, left, st.glyph.ellipsis) + st.muted.Of(numbers)
}

// about says of the theme under the cursor what its row does not.
func (b *themesBox) about(m *model, n int) []string {
	w := m.words
	t, ok := b.current()
	if !ok {
		return nil
	}
	parts := []string{t.Slug}
	words := 0
	for _, lang := range wordLangs(&t.Theme) {
		if c := len(t.Words[lang]); c > 0 {
			parts = append(parts, lang+" "+w.WordCount(c))
			words += c
		}
	}
	if words == 0 {
		parts = append(parts, w.NoWordsYet)
	}
	if t.Trust > 0 {
		parts = append(parts, w.TrustedFrom(score(t.Trust)))
	}
	second := w.SuggestedFrom(score(t.Threshold))
	if t.Threshold == 0 {
		second = w.SuggestedUsually
	}
	if a, known := b.answers[t.ID]; known {
		second = joinDots(second, w.KeptDropped(a.Kept, a.Dropped), w.PendingCount(a.Pending))
	}
	return []string{m.st.muted.Of(fit(m.st.chrome(joinDots(parts...)), n, m.st.glyph.ellipsis)),
		m.st.muted.Of(fit(m.st.chrome(second), n, m.st.glyph.ellipsis))}
}

// score writes a number of 0 to 1 with two digits.
func score(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
