package ui

import (
	"context"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/refresh"
	"veille/feed/text"
)

// refreshing is the asking of sources for news: the one under way, or what is
// known of the last.
type refreshing struct {
	run     *run // under way, nil when none is
	next    []feed.ID
	events  map[feed.ID]refresh.Event // the latest of each source
	begun   []feed.ID                 // whose turn has come, in that order
	skipped int
	done    int // finished, well or not
	failed  int
	fresh   int // articles that came
	from    int // sources they came from
	offline bool
	timing  bool // the timer of Options.Every is set
	rhythm  bool // it has rung once
}

// run is one refresh. Its events are handed over by the goroutine that fetches
// to the event loop, which takes them all at once and not more often than the
// eye follows.
type run struct {
	ids    []feed.ID // nil: all that are due
	asked  bool      // by the user, not by the timer
	cancel context.CancelFunc
	poke   chan struct{} // one is in it when events wait
	ended  chan struct{} // closed when nothing of it runs any more

	mu   sync.Mutex
	news []refresh.Event
	at   map[feed.ID]int // place of a source in news
}

// tellEvery is how often progress changes the screen at most.
const tellEvery = 120 * time.Millisecond

// note takes an event: of a source whose last one was not looked at yet, only
// the newer counts. It never waits.
func (r *run) note(e refresh.Event) {
	e.Kept.IDs, e.Kept.Refused = nil, nil // nobody asks for them, and there may be thousands
	r.mu.Lock()
	if i, ok := r.at[e.Source.ID]; ok {
		r.news[i] = e
	} else {
		if r.at == nil {
			r.at = map[feed.ID]int{}
		}
		r.at[e.Source.ID] = len(r.news)
		r.news = append(r.news, e)
	}
	r.mu.Unlock()
	select {
	case r.poke <- struct{}{}:
	default:
	}
}

// take returns what has been noted since it was last called.
func (r *run) take() []refresh.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.news
	r.news, r.at = nil, nil
	return out
}

// refreshNews tells that events wait.
type refreshNews struct{ of *run }

// refreshTick lets the next ones be waited for.
type refreshTick struct{ of *run }

// refreshed tells what came of a refresh.
type refreshed struct {
	of      *run
	summary refresh.Summary
	err     error
}

// wait waits for events; nil when there are no more.
func (r *run) wait() tea.Cmd {
	return func() tea.Msg {
		if _, ok := <-r.poke; !ok {
			return nil
		}
		return refreshNews{r}
	}
}

// ask asks sources for news in the background: those named, at once, or all
// that are due.
func (m *model) refreshSources(ids []feed.ID, asked bool) tea.Cmd {
	if m.o.Refresh == nil {
		return m.say(m.words.NotHere)
	}
	f := &m.refresh
	if f.run != nil {
		return m.refreshLater(ids, asked)
	}
	ctx, cancel := context.WithCancel(m.ctx)
	r := &run{ids: ids, asked: asked, cancel: cancel, poke: make(chan struct{}, 1), ended: make(chan struct{})}
	*f = refreshing{run: r, events: map[feed.ID]refresh.Event{}, offline: f.offline, timing: f.timing, rhythm: f.rhythm}
	do := m.o.Refresh
	work := func() tea.Msg {
		defer close(r.ended)
		defer cancel()
		defer close(r.poke)
		s, err := do(ctx, ids, ids != nil, r.note)
		return refreshed{of: r, summary: s, err: err}
	}
	return tea.Batch(work, r.wait())
}

// refreshLater is for who asks while a refresh runs: for all again, he is shown
// how far it is; for some, they come after it.
func (m *model) refreshLater(ids []feed.ID, asked bool) tea.Cmd {
	f := &m.refresh
	switch {
	case !asked:
		return nil
	case ids == nil:
		return m.openRefresh()
	}
	for _, id := range ids {
		if !slices.Contains(f.next, id) {
			f.next = append(f.next, id)
		}
	}
	return m.say(m.words.RefreshNext)
}

// apply takes events in.
func (f *refreshing) apply(es []refresh.Event) {
	for _, e := range es {
		old, known := f.events[e.Source.ID]
		if known && old.Phase >= refresh.Finished {
			continue // what has ended does not begin again
		}
		e.Source = safeSource(e.Source)
		e.Poll.Message = text.Line(e.Poll.Message)
		f.events[e.Source.ID] = e
		if e.Phase == refresh.Skipped {
			f.skipped++
			if i := slices.Index(f.begun, e.Source.ID); i >= 0 {
				f.begun = slices.Delete(f.begun, i, i+1)
			}
			continue
		}
		if e.Phase != refresh.Waiting && (!known || old.Phase == refresh.Waiting) {
			f.begun = append(f.begun, e.Source.ID)
		}
		if e.Phase != refresh.Finished {
			continue
		}
		f.done++
		f.fresh += e.Kept.New
		if e.Kept.New > 0 {
			f.from++
		}
		if e.Err != nil {
			f.failed++
		}
	}
}

// total is how many sources are asked.
func (f *refreshing) total() int { return len(f.events) - f.skipped }

func (n refreshNews) arrive(m *model) tea.Cmd {
	if n.of != m.refresh.run {
		return nil
	}
	m.refresh.apply(n.of.take())
	return m.after(tellEvery, refreshTick(n))
}

func (t refreshTick) ring(m *model) tea.Cmd {
	if t.of != m.refresh.run {
		return nil
	}
	return t.of.wait()
}

func (r refreshed) arrive(m *model) tea.Cmd {
	f := &m.refresh
	if r.of != f.run {
		return nil
	}
	f.apply(r.of.take())
	f.run = nil
	next := f.next
	f.next = nil
	if r.err == nil && !r.summary.Elsewhere {
		f.offline = r.summary.Offline || r.summary.Portal != ""
	}
	m.outdated()
	m.comparing.stale = true
	cmds := []tea.Cmd{m.tellOverlays(r), m.refreshSaid(r)}
	if len(next) > 0 && !m.works.leaving {
		cmds = append(cmds, m.refreshSources(next, true))
	}
	return tea.Batch(cmds...)
}
