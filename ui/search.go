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
	q, err := query.Parse(s.in.Value())
	s.fault = nil
	if errors.As(err, &s.fault) || query.Equal(q.Expr, s.query.Expr) {
		return nil
	}
	s.query = q
	return s.find(m)
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
	return func() tea.Msg {
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
}

func (v liveMsg) arrive(m *model) tea.Cmd {
	s, ok := m.top().(*searchLine)
	if !ok || v.gen != s.gen {
		return nil
	}
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
	m.list.asked, m.list.gen = asked, gen
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
	if s.fault != nil {
		head := string([]rune(s.in.Value())[:s.in.Position()])
		scrolled := ansi.StringWidth(head) + fieldStart - x
		at := ansi.StringWidth(clipped(s.in.Value(), s.fault.At)) - scrolled
		said = blanks(max(0, min(at, n-ansi.StringWidth(s.fault.In(m.words.Lang))-4))) +
			m.st.warning.Of(m.st.glyph.up+" "+s.fault.In(m.words.Lang))
	}
	count := ""
	if s.ready {
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
