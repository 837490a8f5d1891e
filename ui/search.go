package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
)

// searchLine is the field of a search. The list behind it shows what has been
// understood so far; Esc brings back what it showed before.
type searchLine struct {
	in     textinput.Model
	before list // the list as it was
	query  query.Query
	fault  *query.Error
	gen    int
	cancel context.CancelFunc
	asked  int           // the view asked for, of the list's count
	took   time.Duration // of the last search: a slow one waits for a pause in typing
	kept   string        // the text that the list answers
	known  int           // place in the history, -1 outside
	shown  int           // articles found
	ready  bool
	x      int // of the cursor in the box
}

func newSearchLine(m *model) *searchLine {
	s := &searchLine{before: m.list, known: -1, cancel: func() {}, kept: m.list.text}
	value := m.list.text
	if value != "" {
		value += " "
	}
	s.in = input(value)
	s.query = m.list.query
	s.shown, s.ready = m.list.n, m.list.hits != nil
	return s
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
	switch k.Keystroke() {
	case "esc":
		s.restore(m)
		return nil
	case "enter":
		return s.keep(m)
	case "up":
		s.recall(m, 1)
	case "down":
		s.recall(m, -1)
	case "tab":
		s.complete(m)
	default:
		typed(&s.in, k)
	}
	return s.changed(m)
}

func (s *searchLine) paste(m *model, p string) tea.Cmd {
	inserted(&s.in, p)
	return s.changed(m)
}

// changed reads what is typed; when it can be read and asks for something else
// than before, the search starts and the one before it is given up.
func (s *searchLine) changed(m *model) tea.Cmd {
	if s.unfinished() {
		s.fault = nil
		return nil
	}
	q, err := query.Parse(s.in.Value())
	s.fault = nil
	if errors.As(err, &s.fault) || query.Equal(q.Expr, s.query.Expr) {
		return nil
	}
	s.query = q
	return s.find(m)
}

// unfinished reports whether the word before the cursor is the beginning of a
// field's name, or a field without its value: what was read before counts until
// it is written out. Enter takes it as it stands.
func (s *searchLine) unfinished() bool {
	v := []rune(s.in.Value())
	lead, word := lastWord(string(v[:s.in.Position()]))
	if word == "" || strings.Count(lead, `"`)%2 == 1 {
		return false
	}
	name, value, isField := strings.Cut(word, ":")
	if isField {
		return value == "" && query.Field(name) != ""
	}
	return s.in.Position() == len(v) && len(matching(query.Fields(), "", name)) > 0
}

func (s *searchLine) find(m *model) tea.Cmd {
	s.cancel()
	s.gen++
	ctx, cancel := context.WithCancel(m.ctx)
	s.cancel = cancel
	wait := time.Duration(0)
	if s.took > quick {
		wait = debounce
	}
	q := question{text: strings.TrimSpace(s.in.Value()), query: s.query, oldest: m.list.oldest, rows: m.list.rows}
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
		f, err := answerTo(ctx, lib, q)
		if ctx.Err() != nil {
			return nil
		}
		return liveMsg{gen: gen, found: f, err: err}
	}
	return tea.Batch(work, m.after(slowAfter, slowTimer{s.asked}))
}

func (v liveMsg) arrive(m *model) tea.Cmd {
	s, ok := m.top().(*searchLine)
	if !ok || v.gen != s.gen {
		return nil
	}
	m.list.answered, m.list.slow = s.asked, false
	if v.err != nil {
		return m.fail("find", v.err)
	}
	s.took, s.kept, s.shown, s.ready = v.took, v.text, v.n, true
	m.nextView()
	m.take(v.found)
	m.list.pick.clear()
	return nil
}

func (s *searchLine) update(*model, tea.Msg) tea.Cmd { return nil }

// keep closes the field and keeps what the list shows. What could not be read
// as meant is read as far as it can.
func (s *searchLine) keep(m *model) tea.Cmd {
	m.closeOverlay()
	s.cancel()
	typed := text.Line(s.in.Value())
	if typed != "" {
		m.session.Queries = remember(m.session.Queries, typed, maxQueries)
	}
	m.toList()
	if typed == s.kept {
		m.side.follow(typed)
		m.list.text = typed
		m.session.Query = typed
		return m.saveSession()
	}
	return tea.Batch(m.setQuery(typed), m.saveSession())
}

// restore shows again what was there before the search.
func (s *searchLine) restore(m *model) {
	m.closeOverlay()
	s.cancel()
	asked, gen, rows := m.nextView(), m.list.gen+1, m.list.rows
	m.list = s.before
	m.list.asked, m.list.answered, m.list.gen, m.list.slow = asked, asked, gen, false
	m.list.wanted = nil
	m.list.loading, m.list.stale = false, true
	m.list.setRows(rows)
}

// recall goes through the searches made before.
func (s *searchLine) recall(m *model, step int) {
	if at := s.known + step; at >= 0 && at < len(m.session.Queries) {
		s.known = at
		s.in.SetValue(m.session.Queries[at])
		s.in.CursorEnd()
	}
}

// searchWidth is the width of the box of a search.
const searchWidth = 74

func (s *searchLine) view(m *model, w, h int) []string {
	n := min(w, searchWidth) - 4
	line, x := m.fieldLine("/", &s.in, n, "")
	s.x = x
	said := m.explain(s.query)
	if unknown := m.unknownTheme(s.query.Expr); unknown != "" {
		said = m.st.warning.Of(unknown)
	}
	if s.fault != nil {
		head := string([]rune(s.in.Value())[:s.in.Position()])
		scrolled := ansi.StringWidth(head) + fieldStart - x
		at := ansi.StringWidth(clipped(s.in.Value(), s.fault.At)) - scrolled
		said = blanks(max(0, min(at, n-ansi.StringWidth(s.fault.In(m.words.Lang))-4))) +
			m.st.warning.Of(m.st.glyph.up+" "+s.fault.In(m.words.Lang))
	}
	count := ""
	switch {
	case m.list.slow:
		count = m.words.Searching
	case s.ready:
		count = m.words.SearchResult(s.shown)
	}
	help := m.words.SearchHint
	if word := m.ways(s); word != "" {
		help = word
	}
	return m.boxed(m.words.SearchPrompt, m.words.SearchFooter, n, []string{
		line,
		"  " + said,
		m.st.bold.Of(count),
		m.st.muted.Of(help),
	})
}

func (s *searchLine) at(w, h, bw, bh int) (x, y int) { return (w - bw) / 2, max(0, h-1-bh) }

func (s *searchLine) cursor() (x, y int, ok bool) { return s.x, 1, true }

// unknownTheme says which theme a query asks for in vain, with the name of one
// that is written like it; "" when all are known.
func (m *model) unknownTheme(e query.Expr) string {
	var parts []query.Expr
	switch e := e.(type) {
	case query.And:
		parts = e
	case query.Or:
		parts = e
	case query.Not:
		parts = []query.Expr{e.Of}
	case query.Set:
		return m.unknownIn(e)
	}
	for _, p := range parts {
		if s := m.unknownTheme(p); s != "" {
			return s
		}
	}
	return ""
}

func (m *model) unknownIn(s query.Set) string {
	if s.Name != "tag" || !m.facts.known {
		return ""
	}
	for _, v := range s.Values {
		v = strings.TrimPrefix(v, "=")
		if _, ok := theme.Find(m.facts.themes, v); ok || v == "*" {
			continue
		}
		return m.words.UnknownTheme(text.Line(v), theme.Suggest(m.facts.themes, v))
	}
	return ""
}

// explain says in words what a query was understood to ask for.
func (m *model) explain(q query.Query) string {
	said := query.Explain(q, m.words.Lang, func(name, value string) string {
		if name != "tag" {
			return ""
		}
		if t, ok := m.facts.bySlug(strings.TrimPrefix(value, "=")); ok {
			return label(&t, m.words.Lang)
		}
		return ""
	})
	if said == "" {
		return m.words.MeansAll
	}
	return said
}
