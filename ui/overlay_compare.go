package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// compareBox shows two versions of a story, sentence by sentence: side by side
// where the window is wide, else one below the other.
type compareBox struct {
	a, b  feed.Head
	pairs []comparedPair
	ready bool
	lines []string
	laid  layingOut
	busy  bool // lines are being made
	scroll
	deaf
}

// layingOut is what the lines of a comparison depend on.
type layingOut struct {
	n, style int
	words    *Words
}

// comparedMsg brings a comparison, laid out.
type comparedMsg struct {
	of    *compareBox
	pairs []comparedPair
	lines []string
	laid  layingOut
	err   error
}

// leastBeside is the width of a window from which on versions stand side by side.
const leastBeside = 100

// compareWidth is how many cells a line of a comparison has now.
func (m *model) compareWidth() int {
	if m.w < leastBeside {
		return min(m.w, 80) - 4
	}
	return min(m.w, 164) - 4
}

func (m *model) openCompare(a, b feed.Head) tea.Cmd {
	c := &compareBox{a: a, b: b}
	m.open(c)
	return c.load(m)
}

// load reads both versions and lays them out, beside the event loop.
func (c *compareBox) load(m *model) tea.Cmd {
	lib, a, b := m.lib, c.a.ID, c.b.ID
	laid, lay := c.wanted(m), m.layer()
	c.busy = true
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := comparedMsg{of: c, laid: laid}
		one, err := lib.Article(ctx, a)
		if err != nil {
			msg.err = err
			return msg
		}
		two, err := lib.Article(ctx, b)
		if err != nil {
			msg.err = err
			return msg
		}
		msg.pairs = comparePairs(&one, &two)
		msg.lines = lay.lines(msg.pairs)
		return msg
	})
}

func (c *compareBox) wanted(m *model) layingOut {
	return layingOut{n: m.compareWidth(), style: m.reader.style, words: m.words}
}

// relay lays the versions out anew when the window or the colours are others.
func (c *compareBox) relay(m *model) tea.Cmd {
	want := c.wanted(m)
	if !c.ready || c.busy || c.laid == want {
		return nil
	}
	c.busy = true
	pairs, lay := slices.Clone(c.pairs), m.layer() // where each begins is noted in them
	return m.ask(func(context.Context) tea.Msg {
		return comparedMsg{of: c, laid: want, pairs: pairs, lines: lay.lines(pairs)}
	})
}

func (c *compareBox) update(m *model, msg tea.Msg) tea.Cmd {
	v, ok := msg.(comparedMsg)
	switch {
	case !ok:
		return c.relay(m)
	case v.of != c:
		return nil
	}
	c.busy = false
	if v.err != nil {
		m.drop(c)
		return m.fail("read", v.err)
	}
	c.pairs, c.lines, c.laid, c.ready = v.pairs, v.lines, v.laid, true
	return c.relay(m)
}

func (c *compareBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch m.boxKey(k) {
	case "n":
		c.top = c.nextChange(1)
		return nil
	case "N", "p":
		c.top = c.nextChange(-1)
		return nil
	}
	a := m.pressed(paneReader, k)
	if a == actVersions {
		a = actClose
	}
	return c.scroll.press(m, a)
}

// nextChange is the line of the next difference, or the one before; where there is
// none it is the present one.
func (c *compareBox) nextChange(step int) int {
	to := -1
	for _, p := range c.pairs {
		switch {
		case p.same:
		case step > 0 && p.line > c.top && (to < 0 || p.line < to), step < 0 && p.line < c.top && p.line > to:
			to = p.line
		}
	}
	if to < 0 {
		return c.top
	}
	return min(to, c.most)
}

func (c *compareBox) view(m *model, w, h int) []string {
	words, n := m.words, min(w-4, m.compareWidth())
	if !c.ready {
		return m.boxed(words.CompareTitle, words.EscKey+" "+words.Close, n, []string{m.st.chrome(words.Loading)})
	}
	head, page, _ := room(h, c.heads(m, n), len(c.lines), nil)
	c.fit(len(c.lines), page)
	return m.boxed(words.CompareTitle, words.CompareFooter, n, append(head, c.seen(c.lines)...))
}

// heads name the two versions above their columns, or above all.
func (c *compareBox) heads(m *model, n int) []string {
	name := func(sign string, h *feed.Head, n int) string {
		s := sign + " " + m.code(h) + " " + m.st.glyph.dot + " " + m.storyTime(h) + " " + m.st.glyph.dot + " " + m.shownTitle(h)
		return m.st.bold.Of(fit(s, n, m.st.glyph.ellipsis))
	}
	if m.w < leastBeside {
		return []string{name(m.st.chrome("−"), &c.a, n), name("+", &c.b, n), ""}
	}
	half := (n - 3) / 2
	between := " " + m.st.border.Of(m.st.glyph.vertical) + " "
	return []string{name(m.st.chrome("−"), &c.a, half) + between + name("+", &c.b, n-3-half), blanks(half) + between}
}

// layer is what the lines of a comparison are made with: nothing of it changes, so
// that it may be used beside the event loop.
type layer struct {
	m      model // the styles and words of the moment, nothing else of it
	n      int
	beside bool
}

func (m *model) layer() *layer {
	return &layer{m: model{st: m.st, words: m.words}, n: m.compareWidth(), beside: m.w >= leastBeside}
}

// lines lays pairs out and notes where each begins.
func (l *layer) lines(pairs []comparedPair) []string {
	if len(pairs) == 0 {
		return []string{l.m.st.chrome(l.m.words.SameText)}
	}
	var out []string
	for i := range pairs {
		p := &pairs[i]
		if i > 0 && p.starts {
			out = append(out, l.blank())
		}
		p.line = len(out)
		if l.beside {
			out = append(out, l.across(p)...)
		} else {
			out = append(out, l.below(p)...)
		}
	}
	return out
}

func (l *layer) blank() string {
	if !l.beside {
		return ""
	}
	return blanks((l.n-3)/2) + " " + l.m.st.border.Of(l.m.st.glyph.vertical) + " "
}

// across sets a pair in two columns.
func (l *layer) across(p *comparedPair) []string {
	half := (l.n - 3) / 2
	a, b := l.side(p, '-', half), l.side(p, '+', l.n-3-half)
	between := " " + l.m.st.border.Of(l.m.st.glyph.vertical) + " "
	out := make([]string, max(len(a), len(b)))
	for i := range out {
		left, right := "", ""
		if i < len(a) {
			left = a[i]
		}
		if i < len(b) {
			right = b[i]
		}
		out[i] = fit(left, half, "") + between + right
	}
	return out
}

// below sets a pair one below the other; what both say stands there once.
func (l *layer) below(p *comparedPair) []string {
	if p.same {
		return l.m.inked(p.a, l.n, l.m.st.muted)
	}
	var out []string
	for _, op := range []byte{'-', '+'} {
		for i, s := range l.side(p, op, l.n-2) {
			sign := "  "
			if i == 0 {
				sign = l.m.st.chrome(map[byte]string{'-': "− ", '+': "+ "}[op])
			}
			out = append(out, sign+s)
		}
	}
	return out
}

// side is one text of a pair in lines of n cells; nothing where it has none.
func (l *layer) side(p *comparedPair, op byte, n int) []string {
	s := p.a
	if op == '+' {
		s = p.b
	}
	switch {
	case s == "":
		return nil
	case p.same:
		return l.m.inked(s, n, l.m.st.muted)
	case p.elsewhere:
		return append(l.m.inked(s, n, ink{}), l.m.st.muted.Of(ansi.Truncate(l.m.st.chrome("("+l.m.words.SaidElsewhere+")"), n, "")))
	}
	return l.m.markedRuns(p.runsOf(op), n)
}

// inked writes a text in lines of n cells.
func (m *model) inked(s string, n int, in ink) []string { return wrapped(s, max(1, n), in) }
