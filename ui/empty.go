package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// wider is a wider query that finds something where the one asked for does not.
type wider struct {
	query.Wider
	count int
}

// widening is what to offer instead of an answer without articles.
type widening struct {
	gen    int // of the list that it is about
	cancel context.CancelFunc
	found  []wider // the smallest change first
	alone  []wider // when none finds anything: single conditions that do
}

// Limits of what is offered.
const (
	maxWidened = 24 // queries counted
	maxOffered = 3  // told
)

// widenedMsg brings what wider queries would find.
type widenedMsg struct {
	gen          int
	found, alone []wider
}

// widen counts wider queries when the list is empty and none were counted for
// it yet. Whoever types on does not wait for it.
func (m *model) widen() tea.Cmd {
	l, w := &m.list, &m.widening
	if w.gen == l.gen || l.hits == nil || l.part {
		return nil
	}
	if w.cancel != nil {
		w.cancel()
	}
	*w = widening{gen: l.gen}
	if l.n > 0 || l.query.Expr == nil || l.text == viewTrash {
		return nil
	}
	ctx, cancel := context.WithCancel(m.ctx)
	w.cancel = cancel
	lib, q, gen := m.lib, l.query, l.gen
	return func() tea.Msg {
		all := query.Widen(q)
		all = all[:min(len(all), maxWidened)]
		asked := make([]query.Query, 0, len(all))
		for i := range all {
			asked = append(asked, all[i].Query)
		}
		counts, err := lib.Tally(ctx, asked)
		if err != nil {
			return nil // an offer that cannot be made
		}
		msg := widenedMsg{gen: gen}
		for i := range all {
			if counts[i].All > 0 {
				msg.found = append(msg.found, wider{Wider: all[i], count: counts[i].All})
			}
		}
		if len(msg.found) == 0 {
			msg.alone = alone(ctx, lib, q)
		}
		return msg
	}
}

// manyParts is how many conditions a query has of which one alone is offered:
// with two, what is left without the other was counted already.
const manyParts = 3

// alone are the conditions of a query that find something by themselves.
func alone(ctx context.Context, lib Library, q query.Query) []wider {
	parts := q.Parts()
	if len(parts) < manyParts {
		return nil
	}
	parts = parts[:min(len(parts), maxWidened)]
	asked := make([]query.Query, len(parts))
	for i, p := range parts {
		asked[i] = query.Query{Expr: p, Sort: q.Sort}
	}
	counts, err := lib.Tally(ctx, asked)
	if err != nil || len(counts) != len(asked) {
		return nil // an offer that cannot be made
	}
	var out []wider
	for i := range asked {
		if counts[i].All > 0 {
			out = append(out, wider{Wider: query.Wider{Query: asked[i], Instead: parts[i]}, count: counts[i].All})
		}
	}
	return out
}

func (w widenedMsg) arrive(m *model) tea.Cmd {
	if w.gen == m.widening.gen {
		m.widening.found, m.widening.alone = w.found, w.alone
	}
	return nil
}

// saveView opens the form that keeps what the list shows; when it shows nothing,
// it is kept to be told when something comes.
func (m *model) saveView() tea.Cmd {
	return m.openSave(feed.SavedQuery{Query: m.list.query.String(), Watch: m.list.n == 0})
}

// takeWider opens the smallest change that finds something.
func (m *model) takeWider() (tea.Cmd, bool) {
	w := &m.widening
	if m.list.n > 0 || w.gen != m.list.gen || len(w.found)+len(w.alone) == 0 {
		return nil, false
	}
	q := append(slices.Clip(w.found), w.alone...)[0].Query
	return m.view(q.String(), q, m.list.id), true
}

// printed is a condition as one types it.
func printed(e query.Expr) string { return text.Line(query.Query{Expr: e}.String()) }

// offer says what a wider query finds.
func (w *wider) offer(words *Words) string {
	if w.Instead != nil {
		return words.WidenWith(w.count, printed(w.Instead))
	}
	return words.WidenWithout(w.count, printed(w.Dropped))
}

// change says what widening changes.
func (w *wider) change(words *Words) string {
	if w.Instead != nil {
		return words.WidenTo(printed(w.Instead))
	}
	return words.WidenDrop(printed(w.Dropped))
}

// emptyBox tells that nothing matches, and which smaller wish would be met.
func (m *model) emptyBox(w, h int) []string {
	n := min(w-2, 72) - 4
	if n < 20 {
		return nil
	}
	words := m.words
	lines := wrappedTo(m.list.text, n, 2)
	if wrong := m.wrongIn(m.list.text, m.list.query.Expr); wrong != "" {
		lines = append(lines, wrapped(m.st.chrome(wrong), n, m.st.warning)...)
	}
	said := words.NoneNow
	var offers []string
	found, single := m.widening.found, m.widening.alone
	if m.widening.gen != m.list.gen {
		found, single = nil, nil
	}
	for i := range found[:min(len(found), maxOffered)] {
		offers = append(offers, found[i].offer(words))
	}
	for i := range single[:min(len(single), maxOffered)] {
		offers = append(offers, words.WidenOnly(single[i].count, printed(single[i].Instead)))
	}
	if len(offers) > 0 {
		said += " " + strings.Join(offers, ", ") + "."
	}
	lines = append(append(lines, ""), wrappedTo(said, n, 4)...)
	if m.searching() == nil {
		lines = append(append(lines, ""), m.emptyKeys(found, single, n)...)
	}
	if len(lines) > h-2 {
		return nil
	}
	box := m.boxed(words.NothingMatches, "", n, lines)
	for i := range box {
		box[i] = " " + box[i]
	}
	return box
}

// emptyKeys are the ways out, as many to a line as fit.
func (m *model) emptyKeys(found, single []wider, n int) []string {
	var parts []string
	add := func(a Action, what string) {
		if k := m.keys.hint(a); k != "" {
			parts = append(parts, m.st.accent.Of(m.st.chrome(k))+" "+m.st.muted.Of(m.st.chrome(what)))
		}
	}
	if len(found) > 0 {
		add(actOpen, found[0].change(m.words))
	} else if len(single) > 0 {
		add(actOpen, m.words.WidenJust(printed(single[0].Instead)))
	}
	add(actReset, m.words.Short[actReset])
	add(actSaveQuery, m.words.SaveAsWatch)
	var out []string
	line := ""
	for _, p := range parts {
		if line != "" && ansi.StringWidth(line)+3+ansi.StringWidth(p) > n {
			out, line = append(out, line), ""
		}
		if line != "" {
			line += "   "
		}
		line += p
	}
	return append(out, line)
}

// wrappedTo breaks s into lines of at most w cells, and no more than most.
func wrappedTo(s string, w, most int) []string {
	lines := strings.Split(ansi.Wrap(s, w, ""), "\n")
	if len(lines) > most {
		lines[most-1] = strings.Join(lines[most-1:], " ")
		lines = lines[:most]
	}
	for i := range lines {
		lines[i] = ansi.Truncate(strings.TrimRight(lines[i], " "), w, "…")
	}
	return lines
}
