package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
)

// faceting counts the articles of the view by source, theme and language. It is
// asked for once the rows are on the screen, and given up when another view is
// opened.
type faceting struct {
	all   feed.Facets // of the view
	free  feed.Facets // each field without the conditions the view has on it: what choosing another value gives
	text  string      // of the view they are of
	gen   int         // of the list they are of, 0: none yet
	want  int         // of the list they are asked for
	stale bool        // the file changed since
	took  time.Duration
	due   bool   // the timer of want is running
	wait  string // the view that facets are waited for
	stop  context.CancelFunc
}

// facetsAfter is how long the rows of a view have the file for themselves: while
// a search is typed, the numbers of what was passed over are not asked for.
const facetsAfter = 40 * time.Millisecond

// facetFields are the fields that facets are of.
var facetFields = [...]string{"source", "tag", "lang"}

// of reports whether the facets are those of the view that is shown. After a
// change they are still shown until the new ones are there.
func (f *faceting) of(m *model) bool {
	return f.gen > 0 && f.text == m.list.text && m.list.wanted == nil
}

// staleFacets is how long the numbers of the view before are left standing, so
// that they do not come and go with each letter of a search.
const staleFacets = 300 * time.Millisecond

// lateTimer takes numbers away that are not of the view.
type lateTimer struct{ text string }

func (t lateTimer) ring(m *model) tea.Cmd {
	f := &m.facets
	if t.text == m.list.text && f.text != t.text && f.gen > 0 {
		f.gen, f.text = 0, ""
		m.side.build(m)
	}
	return nil
}

// facetTimer asks for the facets of a view that has been shown for a moment.
type facetTimer struct{ gen int }

// facetsMsg brings facets.
type facetsMsg struct {
	gen       int
	text      string
	all, free feed.Facets
	took      time.Duration
	err       error
}

// countFacets asks for the facets of the view when something shows them.
func (m *model) countFacets() tea.Cmd {
	f, l := &m.facets, &m.list
	if l.hits == nil || !m.showsFacets() {
		f.giveUp()
		return nil
	}
	var late tea.Cmd
	if f.wait != l.text {
		f.wait = l.text
		late = m.after(staleFacets, lateTimer{l.text})
	}
	wait := facetsAfter
	if f.want == l.gen { // counted already, or about to be
		wait = max(wait, tallyRest*f.took)
	}
	if l.part || f.want == l.gen && (!f.stale || f.due || f.stop != nil) {
		return late
	}
	f.giveUp()
	f.want, f.stale, f.due = l.gen, false, true
	return tea.Batch(late, m.after(wait, facetTimer{l.gen}))
}

// giveUp ends a count that is under way: it may read texts for seconds.
func (f *faceting) giveUp() {
	if f.stop != nil {
		f.stop()
		f.stop, f.want = nil, 0
	}
}

// showsFacets reports whether facets are on the screen.
func (m *model) showsFacets() bool {
	switch o := m.top().(type) {
	case *filterMenu:
		return true
	case *chooser:
		return o.faceted != ""
	}
	return m.side.within && !m.lay.side.Empty()
}

func (t facetTimer) ring(m *model) tea.Cmd {
	f := &m.facets
	if t.gen != f.want || !f.due { // others were asked for since
		return nil
	}
	f.due = false
	if t.gen != m.list.gen || !m.showsFacets() {
		f.want = 0
		return nil
	}
	ctx, cancel := context.WithCancel(m.ctx)
	f.stop = cancel
	lib, hits, q, text, since, start := m.lib, whole(m.list.hits), m.list.query, m.list.text, m.since, time.Now()
	return func() tea.Msg {
		defer cancel()
		msg := facetsMsg{gen: t.gen, text: text}
		msg.all, msg.free, msg.err = facetsOf(ctx, lib, q, hits)
		msg.took = since(start)
		if ctx.Err() != nil {
			return nil
		}
		return msg
	}
}

// facetsOf counts an answer, and for each field that the query has a condition
// on what the answer would be without.
func facetsOf(ctx context.Context, lib Library, q query.Query, hits feed.Hits) (all, free feed.Facets, err error) {
	if all, err = lib.Facets(ctx, hits); err != nil {
		return all, free, err
	}
	free = all
	for _, name := range facetFields {
		wider := q.Without(name)
		if len(wider.Parts()) == len(q.Parts()) {
			continue
		}
		more, err := lib.Find(ctx, wider)
		if err != nil {
			return all, free, err
		}
		got, err := lib.Facets(ctx, more)
		if err != nil {
			return all, free, err
		}
		switch name {
		case "source":
			free.Sources = got.Sources
		case "tag":
			free.Themes = got.Themes
		default:
			free.Langs = got.Langs
		}
	}
	return all, free, nil
}

func (f facetsMsg) arrive(m *model) tea.Cmd {
	if f.gen != m.list.gen {
		return nil
	}
	m.facets.stop, m.facets.took = nil, f.took
	if f.err != nil {
		return m.fail("read", f.err) // the numbers of before stay
	}
	m.facets.all, m.facets.free, m.facets.text, m.facets.gen = f.all, f.free, f.text, f.gen
	m.side.build(m)
	if c, ok := m.top().(*chooser); ok && c.faceted != "" {
		c.refill(m)
	}
	return nil
}

// hasEntry reports whether a query is one that the sidebar has an entry for: its
// numbers are then those of everything, so that one can go from entry to entry.
func hasEntry(q query.Query) bool {
	ps := q.Parts()
	if q.Limit > 0 || len(ps) > 1 {
		return false
	}
	if len(ps) == 0 {
		return true
	}
	p := ps[0]
	if n, ok := p.(query.Not); ok {
		s, ok := n.Of.(query.Set)
		return ok && len(s.Values) == 1 && s.Values[0] == "*"
	}
	switch p := p.(type) {
	case query.Set:
		return len(p.Values) == 1 && (p.Name == "tag" || p.Name == "source" || p.Name == "lang" || p.Name == "is")
	case query.Date:
		return p == query.Date{Op: "on", Value: "today"}
	}
	return false
}
