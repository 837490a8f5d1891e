package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// progress is how far an import got. What comes late is not told: commands
// answer in any order.
type progress struct {
	done chan int
	over bool
}

// importedMsg tells what came of an import.
type importedMsg struct {
	of     *progress
	path   string
	result ImportResult
	err    error
}

// progressMsg tells how many articles have come so far.
type progressMsg struct {
	of   *progress
	done int
}

// importPath takes a file or folder in. Reading goes on meanwhile; how far it
// got is told by toasts.
func (m *model) importPath(path string) tea.Cmd {
	if m.o.Import == nil {
		return m.say(m.words.NotHere)
	}
	take, p := m.o.Import, &progress{done: make(chan int, 1)}
	work := m.ask(func(ctx context.Context) tea.Msg {
		defer close(p.done)
		r, err := take(ctx, path, func(n int) {
			select {
			case p.done <- n: // else the last number has not been told yet
			default:
			}
		})
		return importedMsg{of: p, path: path, result: r, err: err}
	})
	return tea.Batch(work, p.wait())
}

// wait waits for the next number; nil when there is none.
func (p *progress) wait() tea.Cmd {
	return func() tea.Msg {
		n, ok := <-p.done
		if !ok {
			return nil
		}
		return progressMsg{of: p, done: n}
	}
}

func (p progressMsg) arrive(m *model) tea.Cmd {
	if p.of.over {
		return nil
	}
	return tea.Batch(m.say(m.words.ImportRunning(p.done)), p.of.wait())
}

func (i importedMsg) arrive(m *model) tea.Cmd {
	i.of.over = true
	m.outdated()
	if i.err != nil {
		return m.fail("import", about(i.path, i.err))
	}
	var failed []string
	for _, f := range i.result.Faults {
		failed = append(failed, m.words.cause(about(f.Path, f.Err)))
	}
	if len(failed) > 0 {
		m.openBelow(&tellBox{title: m.words.ImportTitle, lines: failed})
	}
	if n := i.result.Followed; n > 0 && i.result.Added+i.result.Known == 0 {
		said := m.words.NowFollowing(m.words.SourceCount(n))
		if k := m.keys.hint(actRefreshAll); k != "" {
			said += " — " + m.words.RefreshAsks(k)
		}
		return m.did(said)
	}
	said := m.words.ImportDone(i.result.Added, i.result.Known, len(failed))
	left := m.leftOut(i.result.Left)
	if left != "" {
		said += " " + m.st.glyph.dot + " " + left
	}
	if len(failed)+len(left) > 0 && i.result.Added+i.result.Known+i.result.Followed == 0 { // that is no success
		m.toast.set(said, false, true)
		return m.toastTimer()
	}
	return m.did(said)
}

// leftOut says what an import left out, "" for nothing.
func (m *model) leftOut(all []Left) string {
	var parts []string
	for _, l := range all {
		if say := m.words.LeftOut[l.Why]; say != nil && l.N > 0 {
			parts = append(parts, say(l.N))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return m.words.ImportLeft(strings.Join(parts, ", "))
}
