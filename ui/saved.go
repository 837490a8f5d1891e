package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
)

// saved is what is known of the saved queries besides what they are: how many
// articles each finds, and how many of those came since it was last looked at.
type saved struct {
	counts  map[feed.ID]feed.Count
	news    map[feed.ID]int
	stale   bool
	loading bool
	resting bool    // the last count was slow, or failed: the next one waits
	looked  int     // gen of the list when it was last seen whether it is the view of a watched query
	look    feed.ID // the watched query whose view was read since the last tally
	view    int     // place of the query whose view is shown among those saved, -1 for none
	viewOf  string  // what view was found for
	edition int
}

// tallyMsg brings the numbers of the saved queries.
type tallyMsg struct {
	counts map[feed.ID]feed.Count
	news   map[feed.ID]int
	seen   map[string]Looked // of the watched ones that were looked at, by ID
	took   time.Duration
	err    error
}

// tallySaved asks for the numbers of the saved queries when they may have
// changed, all at once.
func (m *model) tallySaved() tea.Cmd {
	s := &m.saved
	m.lookAt()
	if !m.facts.known || !s.stale || s.loading || s.resting || m.list.hits == nil {
		return nil
	}
	s.stale = false
	if len(m.facts.queries) == 0 {
		return nil
	}
	s.loading = true
	lib, job, since, start := m.lib, m.tallyJob(s.look), m.since, time.Now()
	s.look = feed.ID{}
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := job.run(ctx, lib)
		msg.took = since(start)
		return msg
	})
}

// How often saved queries are counted when that takes long, as it does when
// texts must be read for a phrase: a tenth of the time at most.
const (
	quickTally = 20 * time.Millisecond // counted at each change
	tallyRest  = 9                     // times as long as counting took
	tallyAgain = 5 * time.Second       // after a failure
)

// tallyTimer ends the rest after a slow count.
type tallyTimer struct{}

func (tallyTimer) ring(m *model) tea.Cmd {
	m.saved.resting = false
	return nil
}

// lookAt has the numbers asked for again when the view of a watched query was
// opened or read anew: what it holds now is no news any more.
func (m *model) lookAt() {
	l := &m.list
	if l.gen == m.saved.looked || l.part {
		return
	}
	m.saved.looked = l.gen
	if q, ok := m.savedView(); ok && q.Watch {
		m.saved.stale, m.saved.look = true, q.ID
	}
}

// savedView is the saved query whose view is shown, in whatever order.
func (m *model) savedView() (feed.SavedQuery, bool) {
	s := &m.saved
	if s.viewOf != m.list.text || s.edition != m.facts.edition {
		s.viewOf, s.edition = m.list.text, m.facts.edition
		text := unsorted(m.list.query)
		s.view = slices.IndexFunc(m.facts.queries, func(q feed.SavedQuery) bool {
			return q.Query == m.list.text || unsorted(m.parse(q.Query)) == text
		})
	}
	if m.list.text == "" || s.view < 0 || s.view >= len(m.facts.queries) {
		return feed.SavedQuery{}, false
	}
	return m.facts.queries[s.view], true
}

// unsorted prints a query without its order.
func unsorted(q query.Query) string {
	q.Sort = query.Newest
	return q.String()
}

func (t tallyMsg) arrive(m *model) tea.Cmd {
	s := &m.saved
	s.loading = false
	if t.err != nil { // the numbers of before stay
		s.resting, s.stale = true, true
		return m.after(tallyAgain, tallyTimer{})
	}
	var rest tea.Cmd
	if t.took > quickTally {
		s.resting = true
		rest = m.after(tallyRest*t.took, tallyTimer{})
	}
	s.counts, s.news = t.counts, t.news
	m.side.build(m)
	if len(t.seen) == 0 {
		return rest
	}
	was := m.session.Looked
	m.session.Looked = map[string]Looked{}
	for _, q := range m.facts.queries { // those of queries that are gone go with them
		if l, ok := t.seen[q.ID.String()]; ok {
			m.session.Looked[q.ID.String()] = l
		} else if l, ok := was[q.ID.String()]; ok {
			m.session.Looked[q.ID.String()] = l
		}
	}
	return tea.Batch(rest, m.saveSession())
}

// openQuery shows a saved query's articles.
func (m *model) openQuery(q feed.SavedQuery) tea.Cmd {
	m.toList()
	return m.setQuery(q.Query)
}

// announced is the watched query whose news stand in the bar, and how many
// others have some. The one that is open is not announced: its list tells.
func (m *model) announced() (q feed.SavedQuery, n, others int) {
	open, isOpen := m.savedView()
	for _, s := range m.facts.queries {
		fresh := m.saved.news[s.ID]
		if !s.Watch || fresh == 0 || isOpen && s.ID == open.ID {
			continue
		}
		if n == 0 {
			q, n = s, fresh
		} else {
			others++
		}
	}
	return q, n, others
}

// announceKey opens what is announced, after the key of the saved queries.
const announceKey = "'"

// openQueries offers the saved queries by their letters.
func (m *model) openQueries() tea.Cmd {
	if len(m.facts.queries) == 0 {
		return m.say(m.words.NoQueries)
	}
	c := &menu{title: m.words.QueriesTitle, footer: m.words.QueriesFooter, rows: (*model).queryChoices}
	c.sel = max(0, slices.IndexFunc(m.queryChoices(), func(r choice) bool { return r.on }))
	m.open(c)
	return nil
}

func (m *model) queryChoices() []choice {
	first, n, _ := m.announced()
	var out []choice
	for _, q := range m.facts.queries {
		r := choice{key: q.Key, text: q.Name, note: m.queryNote(q), do: func(m *model) tea.Cmd { return m.openQuery(q) }}
		r.on = n > 0 && q.ID == first.ID
		out = append(out, r)
	}
	if n > 0 {
		out = append(out, choice{key: announceKey, text: m.words.News(first.Name, n),
			do: func(m *model) tea.Cmd { return m.openQuery(first) }})
	}
	return out
}

// queryNote is what stands beside the name of a saved query: its news and its
// unread, or why it cannot be answered.
func (m *model) queryNote(q feed.SavedQuery) string {
	if m.facts.broken[q.ID] {
		return m.st.glyph.warning
	}
	var parts []string
	if n := m.saved.news[q.ID]; n > 0 && q.Watch {
		parts = append(parts, "+"+m.words.Number(n))
	}
	if c, known := m.saved.counts[q.ID]; known {
		parts = append(parts, m.words.Number(c.Unread))
	}
	return strings.Join(parts, " ")
}

// queryKeys are the keys that open a saved query, "" when it has none of its own.
func (m *model) queryKeys(q feed.SavedQuery) string {
	before := m.keys.hint(actGoQuery)
	if q.Key == "" || before == "" {
		return ""
	}
	return before + q.Key
}

// pickQuery does something with the saved query under the sidebar's cursor, with
// the one that is open, or with one that is asked for.
func (m *model) pickQuery(title string, do func(*model, feed.SavedQuery) tea.Cmd) tea.Cmd {
	if len(m.facts.queries) == 0 {
		return m.say(m.words.NoQueries)
	}
	if m.focus == paneSidebar {
		if e, ok := m.side.at(m.side.cursor); ok {
			for _, q := range m.facts.queries {
				if e.dim == dimSaved && q.ID == e.id {
					return do(m, q)
				}
			}
		}
	}
	c := &chooser{title: title, footer: m.words.FilterFooter}
	at := 0
	open, isOpen := m.savedView()
	for i, q := range m.facts.queries {
		if isOpen && q.ID == open.ID {
			at = i
		}
		c.add(pick{text: q.Name, note: q.Query, key: q.Key, names: []string{q.Name, q.Query}},
			func(m *model) tea.Cmd { return do(m, q) })
	}
	c.show(m, at)
	return nil
}

// deleteQuery deletes a saved query; it can be undone.
func (m *model) deleteQuery(q feed.SavedQuery) tea.Cmd {
	lib, id := m.lib, q.ID
	return m.change("query", func(ctx context.Context) (feed.Change, error) { return lib.DeleteQuery(ctx, id) })
}
