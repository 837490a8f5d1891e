package ui

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/ui/term"
)

// rawView shows what came in on the left and what was made of it on the right,
// with the blanks that were put between glued words marked. Both scroll
// together; where the window is narrow, Tab turns from one to the other.
type rawView struct {
	id      feed.ID
	width   int // of a column as it was last asked for
	raw     []string
	page    term.Page
	name    string // of what came in, with kind and size
	repairs int
	top     int // of the longer side
	right   bool
	ready   bool
	height  int
	deaf
}

// rawMsg brings both sides at one width.
type rawMsg struct {
	id      feed.ID
	width   int
	raw     []string
	name    string
	page    term.Page
	repairs int
	err     error
}

// openRaw opens the view for the article under the cursor.
func (m *model) openRaw() tea.Cmd {
	h, ok := m.current()
	if !ok {
		return m.say(m.words.NoArticle)
	}
	v := &rawView{id: h.ID, right: true}
	m.open(v)
	return v.load(m)
}

// split is the width of a column, and whether both are shown.
func (v *rawView) split(w int) (column int, both bool) {
	if w >= 100 {
		return (w - 7) / 2, true
	}
	return w - 4, false
}

// load reads and renders both sides at the present width.
func (v *rawView) load(m *model) tea.Cmd {
	width, _ := v.split(m.w)
	width = max(1, width)
	v.width = width
	lib, id, o, words, st := m.lib, v.id, m.termOptions(width), m.words, m.st
	o.MarkRepairs = true
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := rawMsg{id: id, width: width}
		raw, err := lib.Raw(ctx, id)
		if err != nil {
			msg.err = err
			return msg
		}
		a, err := lib.Article(ctx, id)
		if err != nil {
			msg.err = err
			return msg
		}
		var cut bool
		msg.raw, cut = term.RawLines(raw, width)
		switch {
		case msg.raw == nil:
			msg.raw = []string{words.RawBinary}
		case cut:
			msg.raw = append(msg.raw, "", words.Cut(term.MaxText>>10))
		}
		msg.name = text.Line(words.RawKind(raw.Name, raw.Type, words.Kilobytes(int64(len(raw.Bytes)))))
		msg.repairs = len(a.Repairs)
		msg.page, msg.err = term.Render(ctx, a, o)
		above, title := titleLines(&a, width, &st, words)
		msg.page.Lines = slices.Concat(above, title, []string{""}, msg.page.Lines)
		return msg
	})
}

func (v *rawView) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case rawMsg:
		if msg.id != v.id || msg.width != v.width {
			return nil
		}
		if msg.err != nil {
			m.drop(v)
			return m.fail("read", msg.err)
		}
		v.raw, v.page, v.name, v.repairs, v.ready = msg.raw, msg.page, msg.name, msg.repairs, true
	case tea.WindowSizeMsg:
		if width, _ := v.split(m.w); width != v.width {
			return v.load(m)
		}
	case changedMsg:
		return v.load(m)
	}
	return nil
}

func (v *rawView) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	if k.Keystroke() == "x" && v.repairs > 0 {
		return m.correct(v.id, feed.Correction{Unrepair: true})
	}
	a, pending := m.keys.action(paneReader, m.pending, k)
	m.pending = pending
	page := max(1, v.height-2)
	switch a {
	case actDown:
		v.top++
	case actUp:
		v.top--
	case actReadOn, actPageDown:
		v.top += page
	case actPageBack, actPageUp:
		v.top -= page
	case actHalfDown:
		v.top += page / 2
	case actHalfUp:
		v.top -= page / 2
	case actTop:
		v.top = 0
	case actBottom:
		v.top = farAway
	case actNextPane, actPrevPane:
		v.right = !v.right
	case actUndo:
		return m.undo(false)
	case actRedo:
		return m.undo(true)
	case actBack, actClose, actRaw:
		m.closeOverlay()
	case actQuit:
		return m.quit()
	}
	return nil
}

func (v *rawView) view(m *model, w, h int) []string {
	column, both := v.split(w)
	v.height = max(1, h-5)
	longest := len(v.page.Lines)
	if both || !v.right {
		longest = max(longest, len(v.raw))
	}
	v.top = max(0, min(v.top, longest-v.height))
	edge := " " + m.st.border.Of(m.st.glyph.vertical) + " "
	line := func(l, r string) string {
		switch {
		case both:
			return fit(l, column, m.st.glyph.ellipsis) + edge + fit(r, column, m.st.glyph.ellipsis)
		case v.right:
			return r
		}
		return l
	}
	cleaned := ""
	if v.repairs > 0 { // that this is the cleaned side is in the upper edge
		cleaned = m.words.Repaired(v.repairs)
	}
	lines := []string{line(m.st.muted.Of(v.name), m.st.muted.Of(cleaned)), line("", "")}
	if lines[0] == "" {
		lines = lines[1:]
	}
	for y := range v.height {
		if !v.ready && y == 0 {
			lines = append(lines, line(m.words.Loading, m.words.Rendering))
			continue
		}
		lines = append(lines, line(v.line(v.raw, longest, y), v.line(v.page.Lines, longest, y)))
	}
	progress := strconv.Itoa(min(100, 100*(v.top+v.height)/max(1, longest))) + " %"
	lines = append(lines, m.st.muted.Of(blanks(w-4-len(progress))+progress))
	return m.boxed(v.title(m, both), v.hint(m, both), w-4, lines)
}

// line is line y of one side. The sides are of different length, and end
// together.
func (v *rawView) line(side []string, longest, y int) string {
	i := v.top + y
	if rest := longest - v.height; rest > 0 && len(side) < longest {
		i = v.top*max(0, len(side)-v.height)/rest + y
	}
	if i < len(side) {
		return side[i]
	}
	return ""
}

func (v *rawView) title(m *model, both bool) string {
	switch {
	case both:
		return m.words.RawTitle + " | " + m.words.CleanTitle
	case v.right:
		return m.words.CleanTitle
	}
	return m.words.RawTitle
}

func (v *rawView) hint(m *model, both bool) string {
	dot := " " + m.st.glyph.dot + " "
	hint := m.keys.hint(actBack) + " " + m.words.Close
	if v.repairs > 0 {
		hint = "x " + m.words.UnrepairHint(v.repairs) + dot + hint
	}
	if !both {
		hint = m.keys.hint(actNextPane) + " " + m.words.RawTitle + "/" + m.words.CleanTitle + dot + hint
	}
	return hint
}
