package ui

import (
	"context"
	"errors"
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
	if r.err == nil {
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

// refreshSaid tells what came of a refresh. One that nobody asked for is only
// told when it brought something.
func (m *model) refreshSaid(r refreshed) tea.Cmd {
	f, w := &m.refresh, m.words
	switch {
	case m.works.leaving:
		return nil
	case errors.Is(r.err, context.Canceled):
		return m.say(w.RefreshStopped(f.done, f.total(), f.fresh))
	case r.err != nil:
		return m.fail("refresh", r.err)
	case !r.of.asked && f.fresh == 0:
		return nil
	case r.summary.Portal != "":
		return m.say(w.RefreshPortal(text.Line(r.summary.Portal)))
	case r.summary.Offline:
		return m.say(w.RefreshOffline)
	case r.summary.Asked == 0 && f.total() == 0:
		return m.nothingAsked(r.of)
	}
	said := w.RefreshDone(f.fresh, f.from)
	if n := r.summary.Updated; n > 0 {
		said += " · " + w.RefreshUpdated(n)
	}
	if f.failed > 0 {
		said += " · " + w.RefreshFailed(f.failed)
		if k := m.keys.hint(actErrors); k != "" && f.fresh == 0 {
			said += " — " + k
		}
	}
	return m.did(said)
}

// nothingAsked says why no source was asked.
func (m *model) nothingAsked(r *run) tea.Cmd {
	w := m.words
	for _, id := range r.ids {
		e, ok := m.refresh.events[id]
		if ok && e.Poll.Barred.After(m.o.Now()) {
			return m.say(w.RefreshBarred(w.when(e.Poll.Barred, m.o.Now())))
		}
	}
	switch {
	case r.ids != nil:
		return m.say(w.RefreshPaused)
	case m.refresh.skipped == 0:
		return m.say(w.NoSourcesYet)
	}
	return m.say(w.RefreshNotDue(m.keys.hint(actRefresh)))
}

// stopRefresh gives a refresh up. What it has brought is kept.
func (m *model) stopRefresh() tea.Cmd {
	m.refresh.next = nil
	if m.refresh.run == nil {
		return nil
	}
	m.refresh.run.cancel()
	return m.after(lastWrites, leaveTimer{})
}

// leaveTimer ends the program though a refresh that was given up does not end.
type leaveTimer struct{}

func (leaveTimer) ring(m *model) tea.Cmd {
	if m.works.leaving {
		m.refresh.run = nil
	}
	return nil
}

// end gives a refresh up and waits until nothing of it runs, as long as that
// takes not longer than d: the program ends next.
func (f *refreshing) end(d time.Duration) {
	if f.run == nil {
		return
	}
	f.run.cancel()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-f.run.ended:
	case <-t.C:
	}
}

// everyTimer asks for what is due.
type everyTimer struct{}

func (everyTimer) ring(m *model) tea.Cmd {
	m.refresh.timing, m.refresh.rhythm = false, true
	if m.refresh.run != nil || m.works.leaving {
		return nil // the timer is set anew by wants
	}
	return m.refreshSources(nil, false)
}

// soon is how long after the start the first refresh by itself begins: the first
// screen comes before it.
const soon = 2 * time.Second

// everySoOften sets the timer of the refreshes that come by themselves. There is
// one timer at a time, set when the last one has rung: after the computer slept
// there is one refresh, not one for each time that was slept through.
func (m *model) everySoOften() tea.Cmd {
	if m.o.Every <= 0 || m.o.Refresh == nil || m.refresh.timing || m.list.hits == nil {
		return nil
	}
	m.refresh.timing = true
	if !m.refresh.rhythm { // what has become due while nobody was here
		return m.after(min(m.o.Every, soon), everyTimer{})
	}
	return m.after(m.o.Every, everyTimer{})
}

// refreshLine is what the bar tells of sources: how far a refresh is, how many
// cannot be read, that there is no network.
func (m *model) refreshLine() []string {
	f := &m.refresh
	var out []string
	if f.run != nil {
		s := m.st.glyph.refresh
		if n := f.total(); n > 0 {
			s += " " + m.words.Number(f.done) + "/" + m.words.Number(n)
		}
		out = append(out, m.st.accent.Of(s))
	}
	if f.offline {
		return append(out, m.st.warning.Of(m.words.Offline))
	}
	if n := len(m.facts.failing); n > 0 {
		out = append(out, m.st.warning.Of(m.words.SourceErrors(n))+" "+m.st.muted.Of(m.keys.hint(actErrors)))
	}
	return out
}
