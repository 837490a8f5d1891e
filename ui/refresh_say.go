package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"veille/feed/refresh"
	"veille/feed/text"
)

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
	case r.summary.Elsewhere:
		return m.say(w.RefreshElsewhere)
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
		if ok && e.Why == refresh.SkipNotDue { // one that is named is due, unless another has just asked it
			return m.say(w.RefreshElsewhere)
		}
	}
	switch {
	case r.ids != nil:
		return m.say(w.RefreshPaused)
	case m.refresh.skipped == 0:
		return m.say(w.NoSourcesYet(m.keys.way(actImport)))
	}
	return m.say(w.RefreshNotDue(m.keys.way(actRefresh)))
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
		out = append(out, m.st.warning.Of(m.words.SourceErrors(n))+"  "+m.hintOf(actErrors))
	}
	return out
}
