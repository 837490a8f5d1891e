package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// startWatch begins to look for changes by others, from the version that the
// first rows were read at.
func (m *model) startWatch(version uint64) tea.Cmd {
	if m.watching {
		return nil
	}
	m.watching, m.version = true, version
	return m.watch()
}

// pollEvery is how often another process's change is looked for.
const pollEvery = time.Second

// holding is another process that keeps the file, and for how many seconds.
type holding struct {
	feed.Holder
	seconds int
}

// holderMsg tells which process is waited for; of none when it has let go.
type holderMsg struct{ holding }

func (h holderMsg) arrive(m *model) tea.Cmd {
	m.waiting = h.holding
	return m.watch()
}

// versionMsg tells that some process changed the file.
type versionMsg struct{ version uint64 }

// watch waits until the file is another version than the one known, or another
// process keeps it from being used. It sends nothing while nothing changes, so
// that an idle reader does not even paint.
func (m *model) watch() tea.Cmd {
	if m.unwatched {
		return nil
	}
	lib, last, known := m.lib, m.version, m.waiting
	return m.ask(func(ctx context.Context) tea.Msg {
		tick := time.NewTicker(pollEvery)
		defer tick.Stop()
		for {
			if h := holderNow(lib); h != known {
				return holderMsg{h}
			}
			v, err := lib.Version(ctx)
			if v != last && err == nil {
				return versionMsg{version: v}
			}
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			}
		}
	})
}

// holderNow is told in whole seconds, for those who wait to see them pass.
func holderNow(lib Library) holding {
	h := lib.Holder()
	if h.IsZero() {
		return holding{}
	}
	h.Command = text.Line(h.Command)
	out := holding{Holder: h, seconds: int(time.Since(h.Since).Seconds())}
	if h.Since.IsZero() {
		out.seconds = 0
	}
	out.Since = time.Time{} // of one process the clock's reading may differ from time to time
	return out
}

func (v versionMsg) arrive(m *model) tea.Cmd {
	known := v.version == m.version
	m.version = v.version
	if known { // the change was ours, and is on the screen
		return m.watch()
	}
	m.outdated()
	m.comparing.stale = true
	return m.watch()
}

// outdated has everything on the screen read again.
func (m *model) outdated() {
	m.list.stale, m.list.failed = true, false
	m.list.standing.stale = true
	m.facts.stale = true
	m.reader.stale = true
	m.facets.stale = true
	m.catching.due = true
}

// comparing is the looking for articles that came into the view. Others may
// change the file at any moment, and a phrase is searched for seconds: one
// comparison ends before the next begins, and a slow one rests like a tally.
type comparing struct {
	stale   bool // the file changed since the view was read
	loading bool
	resting bool
}

// compareTimer ends the rest after a slow comparison.
type compareTimer struct{}

func (compareTimer) ring(m *model) tea.Cmd {
	m.comparing.resting = false
	return nil
}

// newsMsg tells how many articles a view would gain.
type newsMsg struct {
	gen   int
	fresh int
	keeps bool // the article at the cursor is still in it
	spent time.Duration
	found
	err error
}

// scanned is how many rows are looked at one by one to count what is new.
const scanned = 1000

// compare looks for articles that came into the present view. They wait: the
// list never changes by itself, but at its top, where they would be seen. A view
// that is on its way is awaited, else it would never be there while others write.
func (m *model) compare() tea.Cmd {
	c, l := &m.comparing, &m.list
	if !c.stale || c.loading || c.resting || l.answered < l.asked || l.part {
		return nil
	}
	c.stale = false
	if l.hits == nil {
		return m.again() // the first rows could not be read
	}
	c.loading = true
	q, lib, gen, old, n, start := m.question(), m.lib, l.gen, l.hits, l.n, time.Now()
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := newsMsg{gen: gen}
		msg.err = msg.look(ctx, lib, q, old, n)
		msg.spent = q.since(start)
		return msg
	})
}

// look finds the view anew and tells it from an old answer of n articles.
func (v *newsMsg) look(ctx context.Context, lib Library, q question, old feed.Hits, n int) error {
	hits, err := reseek(ctx, lib, q)
	if err != nil {
		return err
	}
	if v.found, err = q.locate(ctx, hits); err != nil {
		return err
	}
	if v.fresh, err = countFresh(ctx, lib, q.query, whole(hits), whole(old)); err != nil {
		return err
	}
	v.fresh = max(v.fresh, v.n-n)
	at, err := hits.Index(ctx, q.keep)
	v.keeps = at >= 0
	return err
}

// countFresh counts the articles of a new answer that the one before lacks. In
// another order than that of dates they may stand anywhere: then the newest of
// the same query are looked at, or of a limited one what there is.
func countFresh(ctx context.Context, lib Library, q query.Query, hits, old feed.Hits) (int, error) {
	if q.Sort != query.Newest && q.Limit == 0 {
		q.Sort = query.Newest
		newest, err := lib.Find(ctx, q)
		if err != nil {
			return 0, err
		}
		hits = newest
	}
	return countNew(ctx, hits, old)
}

func countNew(ctx context.Context, hits, old feed.Hits) (int, error) {
	n := 0
	for from := 0; from < min(hits.Len(), scanned); {
		hs, err := hits.Heads(ctx, from, min(200, scanned-from))
		if err != nil || len(hs) == 0 {
			return n, err
		}
		for i := range hs {
			at, err := old.Index(ctx, hs[i].ID)
			if err != nil {
				return n, err
			}
			if at < 0 {
				n++
			}
		}
		from += len(hs)
	}
	return n, nil
}

func (v newsMsg) arrive(m *model) tea.Cmd {
	c := &m.comparing
	c.loading = false
	var rest tea.Cmd
	if v.spent > quickTally {
		c.resting = true
		rest = m.after(tallyRest*v.spent, compareTimer{})
	}
	if v.gen != m.list.gen || v.err != nil {
		return rest // another view was opened meanwhile, or the next change tells
	}
	m.list.fresh = v.fresh
	atTop := m.list.cursor == 0 && m.focus == paneList && m.list.pick.empty() && len(m.overlays) == 0
	if v.fresh > 0 && (m.list.n == 0 || atTop && v.keeps && m.list.query.Sort == query.Newest) {
		m.take(v.found)
	}
	return rest
}
