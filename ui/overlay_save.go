package ui

import (
	"context"
	"errors"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// saveBox is the form of a saved query: one to be kept, or one to be changed
// when it has an ID. It stays until the query is kept, so that what stood in
// the way can be corrected.
type saveBox struct {
	form
	was                    feed.SavedQuery
	name, line, key, watch *field
	kept                   string // the line asked to be kept, "" while nothing is under way
}

// openSave opens the form of a saved query; one without an ID is new.
func (m *model) openSave(q feed.SavedQuery) tea.Cmd {
	w := m.words
	b := &saveBox{was: q, name: textField(w.SaveName, q.Name), line: textField(w.SaveQuery, q.Query),
		key: textField(w.SaveKey, q.Key), watch: tickField(w.SaveWatch, q.Watch)}
	b.watch.note = w.SaveWatchHint
	b.fields = []*field{b.name, b.line, b.key, b.watch}
	b.hints(m)
	m.open(b)
	return nil
}

func (b *saveBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		m.drop(b)
	case "enter":
		return b.keep(m)
	default:
		if b.form.press(k) != nil {
			b.hints(m)
		}
	}
	return nil
}

func (b *saveBox) paste(m *model, s string) tea.Cmd {
	b.pasted(s)
	b.hints(m)
	return nil
}

// hints tells under each field what it comes to.
func (b *saveBox) hints(m *model) {
	b.kept = ""
	note := func(f *field, s string, bad bool) { f.note, f.bad = s, bad }
	if q, fault := readLine(b.line.value()); fault != nil {
		note(b.line, fault.In(m.words.Lang), true)
	} else {
		note(b.line, m.explain(q), false)
	}
	note(b.name, "", false)
	if same, taken := b.sameName(m); taken {
		note(b.name, m.words.SaveReplaces(same.Name), false)
	}
	note(b.key, m.words.SaveKeyHint(m.keys.hint(actGoQuery)), false)
	for _, q := range m.facts.queries {
		if q.Key != "" && q.Key == b.key.value() && q.ID != b.was.ID {
			note(b.key, m.words.SaveTakesKey(q.Name), false)
		}
	}
}

// readLine reads a search line, and tells what is wrong with it.
func readLine(line string) (query.Query, *query.Error) {
	q, err := query.Parse(text.Line(line))
	var fault *query.Error
	errors.As(err, &fault)
	return q, fault
}

// sameName is another saved query of the name typed: a new one replaces it.
func (b *saveBox) sameName(m *model) (feed.SavedQuery, bool) {
	q, ok := savedNamed(m.facts.queries, text.Line(b.name.value()))
	return q, ok && q.ID != b.was.ID
}

// keep has the query kept; when something is wrong it is marked and nothing is.
func (b *saveBox) keep(m *model) tea.Cmd {
	if b.kept != "" && m.works.running != nil {
		return nil
	}
	q, wrong, note := b.made(m)
	if wrong != nil {
		wrong.note, wrong.bad = note, true
		b.focus(wrong)
		return nil
	}
	b.kept = q.Query
	lib := m.lib
	return m.change("query", func(ctx context.Context) (feed.Change, error) {
		_, c, err := lib.SaveQuery(ctx, q)
		return c, err
	})
}

// made is the query as it is to be kept, or the field that is wrong and why.
func (b *saveBox) made(m *model) (q feed.SavedQuery, wrong *field, note string) {
	q = b.was
	if q.Name = text.Line(b.name.value()); text.Fold(q.Name) == "" {
		return q, b.name, m.words.SaveNoName
	}
	line, fault := readLine(b.line.value())
	switch {
	case fault != nil:
		return q, b.line, fault.In(m.words.Lang)
	case line.Expr == nil && line.Limit == 0:
		return q, b.line, m.words.SaveNoQuery
	case leadsBack(m.facts.queries, q.Name, line):
		return q, b.line, m.words.SaveLoop
	}
	q.Query, q.Key, q.Watch = line.String(), b.key.value(), b.watch.on
	if r, n := utf8.DecodeRuneInString(q.Key); q.Key != "" && (n != len(q.Key) || !unicode.IsLetter(r) && !unicode.IsDigit(r)) {
		return q, b.key, m.words.SaveBadKey
	}
	same, taken := b.sameName(m)
	switch {
	case taken && b.was.ID.IsZero():
		q.ID = same.ID
	case taken:
		return q, b.name, m.words.ErrExists
	}
	return q, nil, ""
}

// leadsBack reports whether a query kept under a name would hold itself.
func leadsBack(saved []feed.SavedQuery, name string, q query.Query) bool {
	key := query.SavedKey(name)
	_, err := query.Expand(query.Query{Expr: query.Saved{Name: name}}, func(s string) (query.Query, bool) {
		if query.SavedKey(s) == key {
			return q, true
		}
		kept, _ := savedNamed(saved, s)
		inner, _ := query.Parse(kept.Query)
		return inner, true
	})
	return errors.Is(err, feed.ErrInvalid)
}

// update closes the form once the query is kept. When the view that is open is
// that of the query as it was, it becomes that of the query as it is.
func (b *saveBox) update(m *model, msg tea.Msg) tea.Cmd {
	c, ok := msg.(changedMsg)
	if !ok || c.what != "query" || b.kept == "" {
		return nil
	}
	m.drop(b)
	if b.was.Query != "" && !b.was.ID.IsZero() && m.list.text == b.was.Query && b.kept != b.was.Query {
		return m.setQuery(b.kept)
	}
	return nil
}

func (b *saveBox) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	title := m.words.SaveTitle
	if !b.was.ID.IsZero() {
		title = m.words.EditQueryTitle
	}
	return m.boxed(title, m.words.SaveFooter, n, b.lines(m, n, max(1, h-2)))
}
