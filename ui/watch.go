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
	return tea.Batch(m.watch(), m.compare())
}

// outdated has everything on the screen read again.
func (m *model) outdated() {
	m.list.stale, m.list.failed = true, false
	m.facts.stale = true
	m.reader.stale = true
	m.facets.want = 0
}

// newsMsg tells how many articles a view would gain.
type newsMsg struct {
	gen   int
	fresh int
	keeps bool // the article at the cursor is still in it
	found
	err error
}

// scanned is how many rows are looked at one by one to count what is new.
const scanned = 1000

// compare looks for articles that came into the present view. They wait: the
// list never changes by itself, but at its top, where they would be seen.
func (m *model) compare() tea.Cmd {
	if m.list.hits == nil || m.list.part {
		return m.again() // the first rows could not be read, or are all there is yet
	}
	q, lib, gen, old, n := m.question(), m.lib, m.list.gen, m.list.hits, m.list.n
	return m.ask(func(ctx context.Context) tea.Msg {
		hits, err := lib.Find(ctx, q.query)
		if err != nil {
			return newsMsg{gen: gen, err: err}
		}
		f, err := q.locate(ctx, hits)
		if err != nil {
			return newsMsg{gen: gen, err: err}
		}
		msg := newsMsg{gen: gen, found: f}
		msg.fresh, err = countFresh(ctx, lib, q.query, hits, old)
		msg.fresh = max(msg.fresh, f.n-n)
		at, err2 := f.hits.Index(ctx, q.keep)
		msg.keeps = at >= 0
		if err == nil {
			err = err2
		}
		msg.err = err
		return msg
	})
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
	if v.gen != m.list.gen || v.err != nil {
		return nil // another view was opened meanwhile, or the next change tells
	}
	m.list.fresh = v.fresh
	atTop := m.list.cursor == 0 && m.focus == paneList && m.list.pick.empty() && len(m.overlays) == 0
	if v.fresh > 0 && (m.list.n == 0 || atTop && v.keeps && m.list.query.Sort == query.Newest) {
		m.take(v.found)
	}
	return nil
}
