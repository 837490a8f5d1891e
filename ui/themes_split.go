package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
)

// splitForm moves the articles of a theme that a query finds to a new theme. How
// many they are is told before.
type splitForm struct {
	form
	from       feed.Theme
	name, line *field
	gen        int
	count      int // articles the query finds, -1 while it is not known
	asked      bool
}

// splitCountMsg brings how many articles would go.
type splitCountMsg struct {
	of    *splitForm
	gen   int
	count int
	err   error
}

func (m *model) splitTheme(t feed.Theme) {
	w := m.words
	b := &splitForm{from: t, name: textField(w.SplitName, ""), line: textField(w.SaveQuery, ""), count: -1}
	b.fields = []*field{b.name, b.line}
	b.hints(m)
	m.open(b)
}

// moved is the query of the articles that go.
func (b *splitForm) moved() (query.Query, *query.Error) {
	q, fault := readLine(b.line.value())
	if fault != nil || q.Expr == nil {
		return query.Query{}, fault
	}
	return query.Query{Expr: q.Expr}.With(query.Set{Name: "tag", Values: []string{"=" + b.from.Slug}}), nil
}

func (b *splitForm) hints(m *model) {
	w := m.words
	b.asked = false
	b.name.note, b.name.bad = w.SplitNameHint, false
	b.line.note, b.line.bad = w.SplitQueryHint, false
	q, fault := b.moved()
	switch {
	case fault != nil:
		b.line.note, b.line.bad = fault.In(w.Lang), true
	case q.Expr == nil:
	case b.count >= 0:
		b.line.note = w.SplitCount(b.count, m.facts.counts.Themes[b.from.ID].All)
	default:
		b.line.note = m.explain(q)
	}
}

// ask asks how many articles would go.
func (b *splitForm) ask(m *model) tea.Cmd {
	q, fault := b.moved()
	b.gen++
	b.count = -1
	b.hints(m)
	if fault != nil || q.Expr == nil {
		return nil
	}
	lib, gen := m.lib, b.gen
	return m.ask(func(ctx context.Context) tea.Msg {
		counts, err := lib.Tally(ctx, []query.Query{q})
		if err != nil {
			return splitCountMsg{of: b, gen: gen, err: err}
		}
		return splitCountMsg{of: b, gen: gen, count: counts[0].All}
	})
}

func (b *splitForm) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		m.drop(b)
		return nil
	case "enter":
		return b.keep(m)
	}
	if f := b.form.press(k); f == b.line {
		return b.ask(m)
	} else if f != nil {
		b.hints(m)
	}
	return nil
}

func (b *splitForm) paste(m *model, s string) tea.Cmd {
	if b.pasted(s) == b.line {
		return b.ask(m)
	}
	b.hints(m)
	return nil
}

func (b *splitForm) keep(m *model) tea.Cmd {
	if b.asked && m.works.running != nil {
		return nil
	}
	w := m.words
	wrong := func(f *field, note string) tea.Cmd {
		f.note, f.bad = note, true
		b.focus(f)
		return nil
	}
	if fault := m.nameFault(b.name.value(), feed.ID{}); fault != "" {
		return wrong(b.name, fault)
	}
	into, err := m.newTheme(text.Line(b.name.value()))
	if err != nil {
		return wrong(b.name, w.TagBadName)
	}
	q, fault := b.moved()
	switch {
	case fault != nil:
		return wrong(b.line, fault.In(w.Lang))
	case q.Expr == nil:
		return wrong(b.line, w.SaveNoQuery)
	case b.count == 0:
		return wrong(b.line, w.SplitNothing)
	}
	b.asked = true
	into.Parent = b.from.Parent
	lib, from := m.lib, b.from.ID
	return m.change("theme", func(ctx context.Context) (feed.Change, error) {
		hits, err := lib.Find(ctx, q)
		if err != nil {
			return feed.Change{}, err
		}
		if hits.Len() == 0 {
			return feed.Change{}, fmt.Errorf("split theme: %w", feed.ErrNothing)
		}
		_, c, err := lib.SplitTheme(ctx, from, into, feed.Targets{Hits: hits})
		return c, err
	})
}

func (b *splitForm) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case splitCountMsg:
		if msg.of != b || msg.gen != b.gen {
			return nil
		}
		if msg.err != nil {
			b.line.note, b.line.bad = m.words.cause(msg.err), true
			return nil
		}
		b.count = msg.count
		b.hints(m)
	case changedMsg:
		if msg.what == "theme" && b.asked {
			m.drop(b)
		}
	}
	return nil
}

func (b *splitForm) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	title := m.words.SplitTitle(theme.Label(b.from, m.words.Lang), m.facts.counts.Themes[b.from.ID].All)
	return m.boxed(title, m.words.SaveFooter, n, b.lines(m, n, max(1, h-2)))
}
