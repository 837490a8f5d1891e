package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// firstRows is how many rows are read before the window's size is known.
const firstRows = 60

// question is what the list wants to know: the rows of a query around an
// article, or around a position when that article is not among them.
type question struct {
	text   string
	query  query.Query
	keep   feed.ID
	beside []feed.ID // one of these when keep is not found, the first best
	near   int       // position when none of them is
	rows   int
	whole  bool    // the first rows alone are of no use
	group  feed.ID // theme under which the article is looked for first, where rows are grouped
	since  func(time.Time) time.Duration
}

// found is the answer to a question, or its first rows alone.
type found struct {
	question
	hits   feed.Hits
	n      int
	part   bool // there may be more than hits
	cursor int
	from   int
	heads  []feed.Head
	took   time.Duration
	opened *opened // the article at the cursor, when it was asked for too
	rest   tea.Cmd // of a part: waits for the whole
}

// shown is how many rows are read at a time: those of the window, and as many
// before and after.
func (q *question) shown() int {
	if q.rows <= 0 {
		return 3 * (firstRows / 2)
	}
	return 3 * q.rows
}

// locate finds where the cursor stands in an answer, and reads the rows around
// it.
func (q question) locate(ctx context.Context, hits feed.Hits) (found, error) {
	f := found{question: q, hits: hits, n: hits.Len()}
	f.cursor = min(max(0, q.near), max(0, f.n-1))
	for _, id := range append([]feed.ID{q.keep}, q.beside...) {
		if id.IsZero() {
			continue
		}
		i, err := hits.Index(ctx, id)
		if err != nil {
			return found{}, err
		}
		if i >= 0 {
			f.cursor = i
			break
		}
	}
	if c, ok := hits.(*confirmHits); ok {
		f.cursor = c.offHeading(f.cursor, 1)
	}
	f.from = max(0, f.cursor-q.shown()/3)
	var err error
	f.heads, err = heads(ctx, hits, f.from, q.shown())
	return f, err
}

// heads reads rows and makes them safe to show. What is kept was cleaned on its
// way in; this second look costs microseconds and holds for a file that some
// other program wrote.
func heads(ctx context.Context, hits feed.Hits, from, n int) ([]feed.Head, error) {
	hs, err := hits.Heads(ctx, from, n)
	for i := range hs {
		hs[i] = safeHead(hs[i])
	}
	return hs, err
}

func safeHead(h feed.Head) feed.Head {
	h.Title, h.Source, h.Place, h.Agency = text.Line(h.Title), text.Line(h.Source), text.Line(h.Place), text.Line(h.Agency)
	h.URL, h.Lang = text.Line(h.URL), text.Line(h.Lang)
	return h
}

// ask makes a command of work that answers with a message. The context ends
// with the program.
func (m *model) ask(f func(ctx context.Context) tea.Msg) tea.Cmd {
	ctx := m.ctx
	return func() tea.Msg { return f(ctx) }
}

// question returns what the list asks now.
func (m *model) question() question {
	return question{text: m.list.text, query: m.folds(m.list.query), keep: m.list.id, near: m.list.cursor, rows: m.list.rows, since: m.since,
		group: m.list.group()}
}

// foundMsg answers a change of view.
type foundMsg struct {
	gen     int
	version uint64 // of the file, before it was read; told with the first rows alone
	found
	err error
}

// first reads what the first screen shows in one go: rows, and the article that
// the cursor is on.
func (m *model) first() tea.Cmd {
	q, lib, gen := m.question(), m.lib, m.nextView()
	if !q.keep.IsZero() { // what was read may have left the view since
		q.beside, q.near = m.session.Near, m.session.Row
		q.whole = true
	}
	return m.ask(func(ctx context.Context) tea.Msg {
		v, err := lib.Version(ctx)
		if err != nil {
			return foundMsg{gen: gen, err: err}
		}
		return inquire(ctx, lib, q, func(f found, err error) tea.Msg {
			if i := f.cursor - f.from; err == nil && i < len(f.heads) {
				f.opened, err = open(ctx, lib, f.heads[i].ID)
			}
			return foundMsg{gen: gen, version: v, found: f, err: err}
		})
	})
}

// nextView makes answers about earlier views stale, and gives up what is still
// searched for them.
func (m *model) nextView() int {
	if m.giveUp != nil {
		m.giveUp()
		m.giveUp = nil
	}
	m.list.asked++
	return m.list.asked
}

// view opens a query with the cursor on the article keep, if it is there.
func (m *model) view(text string, q query.Query, keep feed.ID) tea.Cmd {
	ask := question{text: text, query: m.folds(q), keep: keep, rows: m.list.rows, since: m.since, group: m.list.group()}
	gen := m.nextView()
	m.ended = false
	m.list.sought, m.list.wanted = text, &ask
	return tea.Batch(m.find(gen, ask), m.after(slowAfter, slowTimer{gen}))
}

// find answers a question about the view gen.
func (m *model) find(gen int, q question) tea.Cmd {
	lib := m.lib
	ctx, cancel := context.WithCancel(m.ctx)
	m.giveUp = cancel
	return func() tea.Msg {
		return inquire(ctx, lib, q, func(f found, err error) tea.Msg { return foundMsg{gen: gen, found: f, err: err} })
	}
}

// slowAfter is how long an answer may take before it is said that it is on its
// way; the rows shown till then are marked as those of before.
const slowAfter = 120 * time.Millisecond

// slowTimer asks whether a view has been answered.
type slowTimer struct{ gen int }

func (t slowTimer) ring(m *model) tea.Cmd {
	l := &m.list
	if t.gen == l.asked && l.answered < t.gen && l.hits != nil {
		l.slow = true
	}
	return nil
}

// again reads the present view anew, with what has come and without what has
// gone, the cursor staying on its article.
func (m *model) again() tea.Cmd {
	ask, gen := m.question(), m.nextView()
	ask.whole = true
	if m.list.wanted != nil { // another view is on its way: it is not given up
		ask = *m.list.wanted
	}
	return m.find(gen, ask)
}

func (f foundMsg) arrive(m *model) tea.Cmd {
	watch := m.startWatch(f.version)
	if f.gen != m.list.asked {
		return watch
	}
	m.list.answered, m.list.slow = f.gen, false
	if !f.part {
		m.list.wanted = nil
	}
	if f.err != nil {
		return tea.Batch(watch, m.unanswered(f.err))
	}
	if q, moved := m.list.moved(&f.found); moved {
		return tea.Batch(watch, m.ask(func(ctx context.Context) tea.Msg {
			var err error
			again := foundMsg{gen: f.gen}
			again.found, err = q.locate(ctx, f.hits)
			again.took, again.err = f.took, err
			return again
		}))
	}
	other := f.text != m.list.text || m.list.hits == nil
	m.take(f.found)
	if other {
		m.list.pick.clear()
		m.side.follow(f.text)
		m.session.Query = f.text
	}
	if f.opened != nil {
		m.reader.give(f.opened)
	}
	return tea.Batch(watch, f.rest, m.codingView())
}

// unanswered says why the view asked for is not there. At the start, when there
// is none before it that stays, all is shown instead of one that never will be.
func (m *model) unanswered(err error) tea.Cmd {
	l := &m.list
	if l.hits != nil || l.text == viewAll || !errors.Is(err, feed.ErrNotFound) && !errors.Is(err, feed.ErrInvalid) {
		return m.notFound(l.sought, err)
	}
	said := m.notFound(l.text, err)
	return tea.Batch(said, m.setQuery(viewAll))
}

// moved reports whether an answer follows its own first rows and the cursor
// stands on another of them than the answer was made for; the question then
// says where.
func (l *list) moved(f *found) (question, bool) {
	if !l.part || f.part || l.id.IsZero() {
		return question{}, false
	}
	if i := f.cursor - f.from; i >= 0 && i < len(f.heads) && f.heads[i].ID == l.id {
		return question{}, false
	}
	if f.keep == l.id { // it was looked for in vain
		return question{}, false
	}
	q := f.question
	q.keep, q.near, q.beside = l.id, l.cursor, l.near()
	return q, true
}

// take shows an answer in the list.
func (m *model) take(f found) {
	l := &m.list
	other := !query.Equal(l.query.Expr, f.query.Expr) || l.hits == nil
	l.text, l.query, l.part = f.text, f.query, f.part
	if other {
		l.standing.clear()
		m.remark()
	}
	l.years, l.undated = false, false
	l.show(f.hits, f.n, f.cursor, f.from, f.heads)
	m.noteYears(f.heads)
}

// headsMsg brings rows of the present view.
type headsMsg struct {
	gen, from int
	heads     []feed.Head
	err       error
}

// load asks for the rows that the list lacks.
func (m *model) load() tea.Cmd {
	from, n, ok := m.list.missing()
	if !ok {
		return nil
	}
	l := &m.list
	l.loading, l.stale = true, false
	hits, gen := l.hits, l.gen
	return m.ask(func(ctx context.Context) tea.Msg {
		hs, err := heads(ctx, hits, from, n)
		return headsMsg{gen: gen, from: from, heads: hs, err: err}
	})
}

func (h headsMsg) arrive(m *model) tea.Cmd {
	if h.gen != m.list.gen {
		return nil
	}
	if h.err != nil {
		m.list.loading, m.list.failed = false, true
		return m.fail("find", h.err)
	}
	m.list.setWindow(h.from, h.heads)
	m.noteYears(h.heads)
	return nil
}

// noteYears makes the dates of the list show their year once a row is of
// another than the present one; it stays so until the view changes, lest the
// columns jump while scrolling.
func (m *model) noteYears(hs []feed.Head) {
	year := m.o.Now().Year()
	for i := range hs {
		if hs[i].ID.IsZero() {
			continue // the heading of a group
		}
		m.list.undated = m.list.undated || hs[i].Precision == feed.NoDate || hs[i].Published.IsZero()
	}
	for i := range hs {
		if hs[i].Precision >= feed.Day && hs[i].Published.Year() != year {
			m.list.years = true
			return
		}
	}
}
