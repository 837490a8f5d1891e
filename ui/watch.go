package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
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

// versionMsg tells that some process changed the file.
type versionMsg struct{ version uint64 }

// watch waits until the file is another version than the one known. It sends
// nothing while nothing changes, so that an idle reader does not even paint.
func (m *model) watch() tea.Cmd {
	if m.unwatched {
		return nil
	}
	lib, last := m.lib, m.version
	return m.ask(func(ctx context.Context) tea.Msg {
		tick := time.NewTicker(pollEvery)
		defer tick.Stop()
		for {
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
	if m.list.hits == nil {
		return m.again() // the first rows could not be read
	}
	q, lib, gen, old, n := m.question(), m.lib, m.list.gen, m.list.hits, m.list.n
	return m.ask(func(ctx context.Context) tea.Msg {
		f, err := answerTo(ctx, lib, q)
		if err != nil {
			return newsMsg{gen: gen, err: err}
		}
		msg := newsMsg{gen: gen, found: f}
		msg.fresh, err = countNew(ctx, newestFirst(f.hits), old)
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
	if v.fresh > 0 && (m.list.n == 0 || atTop && v.keeps && !m.list.oldest) {
		m.take(v.found)
	}
	return nil
}
