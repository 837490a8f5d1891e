package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// searchLine is the field of a search. The list behind it shows what has been
// understood so far; Esc brings back what it showed before.
type searchLine struct {
	in      textinput.Model
	before  list   // the list as it was
	version uint64 // of the file then
	query   query.Query
	fault   *query.Error
	gen     int
	cancel  context.CancelFunc
	asked   int           // the view asked for, of the list's count
	took    time.Duration // of the last search: a slow one waits for a pause in typing
	kept    string        // the text that the list answers
	draft   string        // what was typed when the history was opened
	known   int           // place in the history, -1 outside
	shown   int           // articles found
	ready   bool
	round   round // of completions
	hints   hints
	x       int // of the cursor in the box
	still
}

func newSearchLine(m *model) *searchLine {
	s := &searchLine{before: m.list, version: m.version, known: -1, cancel: func() {}, kept: m.list.text}
	value := m.list.text
	if value != "" {
		value += " "
	}
	s.in = input(value)
	s.query = m.list.query
	s.shown, s.ready = m.list.n, m.list.hits != nil
	return s
}

// searching is the open search line, nil when there is none. A box may lie over
// it.
func (m *model) searching() *searchLine {
	for _, o := range m.overlays {
		if s, ok := o.(*searchLine); ok {
			return s
		}
	}
	return nil
}

// Times of searching while typing.
const (
	quick    = 20 * time.Millisecond // a search that takes less is done at each key
	debounce = 60 * time.Millisecond
)

// liveMsg answers a search that is still being typed.
type liveMsg struct {
	gen int
	found
	err error
}

func (s *searchLine) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	key := k.Keystroke()
	if key == "tab" || key == "shift+tab" {
		step := 1
		if key == "shift+tab" {
			step = -1
		}
		s.complete(m, step)
		return s.changed(m)
	}
	s.round = round{}
	switch key {
	case "esc":
		return s.restore(m)
	case "enter":
		return s.keep(m)
	case "ctrl+o":
		return m.openSave(feed.SavedQuery{Query: text.Line(s.in.Value()), Watch: s.ready && s.shown == 0})
	case "up":
		s.recall(m, 1)
	case "down":
		s.recall(m, -1)
	default:
		typed(&s.in, k)
	}
	return s.changed(m)
}

func (s *searchLine) paste(m *model, p string) tea.Cmd {
	s.round = round{}
	inserted(&s.in, p)
	return s.changed(m)
}

// changed reads what is typed; when it can be read and asks for something else
// than before, the search starts and the one before it is given up.
func (s *searchLine) changed(m *model) tea.Cmd {
	if s.unfinished(m) {
		s.fault = nil
		return nil
	}
	q, err := query.Parse(s.in.Value())
	s.fault = nil
	if errors.As(err, &s.fault) || query.Equal(q.Expr, s.query.Expr) && q.Sort == s.query.Sort && q.Limit == s.query.Limit {
		return nil
	}
	s.query = q
	return s.find(m)
}

// unfinished reports whether the word before the cursor is the beginning of a
// field's name or of one of its values, or a field without its value: what was
// read before counts until it is written out. Enter takes it as it stands.
func (s *searchLine) unfinished(m *model) bool {
	line, at := s.typed()
	c := query.At(line, at)
	switch {
	case c.Field != "" && c.Typed == "":
		return !c.Quoted
	case c.Field != "":
		return (at == c.To || c.Quoted) && !m.isValue(c.Field, c.Typed) && len(m.valuesLike(c.Field, c.Typed)) > 0
	case c.Quoted:
		return false
	}
	return c.Typed != "" && at == len(line) && len(fieldsLike(c.Typed)) > 0
}

// typed is what stands in the field, and where the cursor stands in bytes.
func (s *searchLine) typed() (line string, at int) { return typedIn(&s.in) }

func (s *searchLine) find(m *model) tea.Cmd {
	s.cancel()
	s.gen++
	ctx, cancel := context.WithCancel(m.ctx)
	s.cancel = cancel
	wait := time.Duration(0)
	if s.took > quick {
		wait = debounce
	}
	q := question{text: strings.TrimSpace(s.in.Value()), query: m.folds(s.query), rows: m.list.rows, since: m.since}
	lib, gen := m.lib, s.gen
	m.list.sought, m.list.wanted, s.asked = q.text, nil, m.nextView()
	work := func() tea.Msg {
		if wait > 0 {
			pause := time.NewTimer(wait)
			defer pause.Stop()
			select {
			case <-ctx.Done():
				return nil
			case <-pause.C:
			}
		}
		return inquire(ctx, lib, q, func(f found, err error) tea.Msg {
			if ctx.Err() != nil {
				return nil
			}
			return liveMsg{gen: gen, found: f, err: err}
		})
	}
	return tea.Batch(work, m.after(slowAfter, slowTimer{s.asked}))
}

func (v liveMsg) arrive(m *model) tea.Cmd {
	s := m.searching()
	if s == nil || v.gen != s.gen {
		return nil
	}
	m.list.answered, m.list.slow = s.asked, false
	if v.err != nil {
		if m.whyBroken(s.query.Expr) != "" {
			return nil // it is said under the field
		}
		return m.fail("find", v.err)
	}
	s.took, s.kept, s.shown, s.ready = v.took, v.text, v.n, true
	m.list.answered = m.nextView()
	m.take(v.found)
	m.list.pick.clear()
	return v.rest
}

// keep closes the field and keeps what the list shows. A line that cannot be read
// as meant stays open with what is wrong told: a view is named after what it asks
// for. A field that there is not is read as text.
func (s *searchLine) keep(m *model) tea.Cmd {
	var fault *query.Error
	if _, err := query.Parse(s.in.Value()); errors.As(err, &fault) && !isText(fault) {
		s.fault = fault
		return nil
	}
	m.drop(s)
	typed := text.Line(s.in.Value())
	if typed != "" {
		m.session.Queries = remember(m.session.Queries, typed, maxQueries)
	}
	m.toList()
	if typed == s.kept && !m.list.part {
		s.cancel() // what was asked for last may be the same once more
		m.list.answered, m.list.slow = m.nextView(), false
		m.side.follow(typed)
		m.list.text = typed
		m.session.Query = typed
		wrong := m.wrongIn(typed, m.list.query.Expr)
		if wrong == "" || m.list.n == 0 { // the empty list tells it itself
			return m.saveSession()
		}
		return tea.Batch(m.say(wrong), m.saveSession())
	}
	s.cancel()
	return tea.Batch(m.setQuery(typed), m.saveSession())
}

// restore shows again what was there before the search.
func (s *searchLine) restore(m *model) tea.Cmd {
	m.drop(s)
	s.cancel()
	asked, gen, rows := m.nextView(), m.list.gen+1, m.list.rows
	m.list = s.before
	m.list.asked, m.list.answered, m.list.gen, m.list.slow = asked, asked, gen, false
	m.list.loading, m.list.stale = false, true
	m.list.setRows(rows)
	m.mark()
	m.comparing.stale = m.comparing.stale || s.version != m.version // compared were the views of the search
	if m.list.part || m.list.wanted != nil || m.list.hits == nil {  // what was on its way came to nobody
		return m.again()
	}
	return nil
}

// recall goes through the searches made before, and back to what was typed.
func (s *searchLine) recall(m *model, step int) {
	at, ok := s.beside(m, step)
	if !ok {
		return
	}
	if s.known < 0 {
		s.draft = s.in.Value()
	}
	s.known = at
	if at < 0 {
		s.in.SetValue(s.draft)
	} else {
		s.in.SetValue(m.session.Queries[at])
	}
	s.in.CursorEnd()
}

// beside is the next place of the history where something else stands than in
// the field, -1 for what was typed.
func (s *searchLine) beside(m *model, step int) (at int, ok bool) {
	for at = s.known + step; at >= 0 && at < len(m.session.Queries); at += step {
		if m.session.Queries[at] != text.Line(s.in.Value()) {
			return at, true
		}
	}
	return at, at == -1 && s.known >= 0
}
