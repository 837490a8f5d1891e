package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/theme"
)

// trends are the articles of each theme in the last weeks, for the sidebar. They are
// asked for once after a change, and only while they are shown.
type trends struct {
	weeks   map[feed.ID][]int
	asked   int // edition of the facts they were asked for, 0: never
	loading bool
	resting bool
}

// Weeks that are told, and the least width of a sidebar that tells them.
const (
	trendWeeks = 12
	trendSide  = 28
)

// trendsMsg brings them.
type trendsMsg struct {
	weeks map[feed.ID][]int
	took  time.Duration
	err   error
}

// trendTimer ends the rest after a slow count.
type trendTimer struct{}

func (trendTimer) ring(m *model) tea.Cmd {
	m.trends.resting = false
	return nil
}

// countTrends asks for the trends when the sidebar shows them and the facts are
// others than they were asked for.
func (m *model) countTrends() tea.Cmd {
	t := &m.trends
	if !m.facts.known || m.facts.stale || t.loading || t.resting || t.asked == m.facts.edition || m.lay.side.Dx() < trendSide {
		return nil
	}
	t.loading, t.asked = true, m.facts.edition
	lib, since, start := m.lib, m.since, time.Now()
	return m.ask(func(ctx context.Context) tea.Msg {
		r, err := lib.Report(ctx, query.Query{}, trendWeeks)
		msg := trendsMsg{weeks: map[feed.ID][]int{}, err: err}
		for i := range r.Themes {
			if th := &r.Themes[i]; th.Total > 0 {
				msg.weeks[th.Theme] = th.Weeks
			}
		}
		msg.took = since(start)
		return msg
	})
}

func (v trendsMsg) arrive(m *model) tea.Cmd {
	t := &m.trends
	if t.loading = false; v.err == nil { // else what was shown stays: it is beside the names
		t.weeks = v.weeks
		m.side.edition++
	}
	if v.took <= quickTally {
		return nil
	}
	t.resting = true
	return m.after(max(tallyRest*v.took, time.Second), trendTimer{})
}

// plainBars are the heights of a sparkline for a terminal without block characters.
const plainBars = "_.:-=+*#@"

// blockBars are those that theme.Sparkline draws, the lowest first.
const blockBars = "▁▂▃▄▅▆▇█"

// sparkline draws counts in at most n cells, of several counts each when there are
// more of them.
func (m *model) sparkline(counts []int, n int) string {
	if n <= 0 {
		return ""
	}
	s := theme.Sparkline(summed(counts, (len(counts)+n-1)/n))
	if m.st.chrome("·") == "·" {
		return s
	}
	bars := []rune(blockBars)
	return strings.Map(func(r rune) rune {
		for i, b := range bars {
			if r == b {
				return rune(plainBars[i+1])
			}
		}
		return r
	}, s)
}

// summed adds up counts by so many, from the last on.
func summed(counts []int, by int) []int {
	if by <= 1 {
		return counts
	}
	out := make([]int, (len(counts)+by-1)/by)
	for i, c := range counts {
		out[len(out)-1-(len(counts)-1-i)/by] += c
	}
	return out
}

// trend is the sparkline beside a theme in a sidebar of w cells, "" for none.
func (m *model) trend(e *entry, w int) string {
	if w < trendSide || e.dim != dimTheme || e.more {
		return ""
	}
	weeks := m.trends.weeks[e.id]
	if len(weeks) == 0 {
		return ""
	}
	return m.sparkline(weeks, min(trendWeeks, w-trendSide+4))
}
