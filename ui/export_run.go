package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// exportRun is an export under way, of which there is one at a time.
type exportRun struct {
	cancel context.CancelFunc
	done   chan int      // how many articles were read
	ended  chan struct{} // closed when nothing is written any more
	n, of  int
	then   func(m *model, e *exportedMsg) tea.Cmd
}

// exportedMsg tells what came of an export.
type exportedMsg struct {
	run    *exportRun
	result ExportResult
	how    Exported
	path   string // asked for
	err    error
}

// exportingMsg tells how far an export got.
type exportingMsg struct {
	run *exportRun
	n   int
}

// slowExport is how long an export takes before a box shows how far it is.
const slowExport = 400 * time.Millisecond

// exportTimer shows it.
type exportTimer struct{ run *exportRun }

// exportNames is how many names are tried before an existing file is an error.
const exportNames = 100

// export writes a dossier of n articles. Where a file stands already and is not
// to be replaced, the next free number is put behind the name.
func (m *model) export(r ExportRequest, how Exported, n int) tea.Cmd {
	ctx, cancel := context.WithCancel(m.ctx)
	run := &exportRun{cancel: cancel, done: make(chan int, 1), ended: make(chan struct{}), of: n}
	m.exporting = run
	r.Progress = func(n int) {
		select {
		case run.done <- n: // else the last number has not been told yet
		default:
		}
	}
	write, path := m.o.Export, r.Path
	work := func() tea.Msg {
		defer close(run.ended)
		defer close(run.done)
		defer cancel()
		msg := exportedMsg{run: run, how: how, path: path}
		for i := 1; i <= exportNames; i++ {
			if i > 1 {
				r.Path = numbered(path, i)
			}
			if msg.result, msg.err = write(ctx, r); !errors.Is(msg.err, feed.ErrExists) {
				break
			}
		}
		return msg
	}
	return tea.Batch(work, run.wait(), m.after(slowExport, exportTimer{run}))
}

// wait waits for the next number; nil when there is none.
func (r *exportRun) wait() tea.Cmd {
	return func() tea.Msg {
		n, ok := <-r.done
		if !ok {
			return nil
		}
		return exportingMsg{run: r, n: n}
	}
}

func (e exportingMsg) arrive(m *model) tea.Cmd {
	e.run.n = max(e.run.n, e.n)
	return e.run.wait()
}

// end gives an export up and waits until what it has begun is taken away: a
// program that ends first would leave it behind.
func (r *exportRun) end(most time.Duration) {
	if r == nil {
		return
	}
	r.cancel()
	select {
	case <-r.ended:
	case <-time.After(most):
	}
}

// bar is how far an export is, n cells wide.
func (r *exportRun) bar(m *model, n int) string {
	percent := 0
	if r.of > 0 {
		percent = min(100, 100*r.n/r.of)
	}
	right := "  " + m.words.ExportWriting
	if r.n > 0 {
		right = fmt.Sprintf("  %s/%s", m.words.Number(r.n), m.words.Articles(r.of))
	}
	cells := max(4, min(40, n-ansi.StringWidth(right)))
	full := cells * percent / 100
	g := &m.st.glyph
	return m.st.accent.Of(strings.Repeat(g.full, full)) + m.st.muted.Of(strings.Repeat(g.empty, cells-full)) + m.st.chrome(right)
}

// arrive tells of it; a box that is open for the export gets the message too.
func (e exportedMsg) arrive(m *model) tea.Cmd {
	if m.exporting == e.run {
		m.exporting = nil
	}
	tell := m.tellOverlays(e)
	switch {
	case errors.Is(e.err, context.Canceled):
		said := m.words.ExportStopped
		if form, _ := findForm(e.how.Format); form.Folder {
			said = m.words.ExportStoppedNotes
		}
		return tea.Batch(tell, m.say(said))
	case e.err != nil:
		return tea.Batch(tell, m.fail("export", about(e.path, e.err)))
	}
	if e.run.then != nil { // a press review is no pattern for what E exports
		return tea.Batch(tell, e.run.then(m, &e))
	}
	m.session.Export = &e.how
	return tea.Batch(tell, m.wrote(&e, ""), m.saveSession())
}

// wrote says what was written, and more, and offers to open it until the next key.
func (m *model) wrote(e *exportedMsg, more string) tea.Cmd {
	w, r := m.words, &e.result
	of := w.Articles(r.Articles)
	if e.how.Format == sourceList {
		of = w.SourceCount(r.Articles)
	}
	left, unquoted := "", ""
	if r.Damaged > 0 {
		left = w.ExportDamaged(r.Damaged)
	}
	if r.Unquoted > 0 {
		unquoted = w.ExportUnquoted(r.Unquoted)
	}
	k := m.keys.hint(actBrowse)
	if m.o.OpenFile == nil || k == "" {
		return m.did(joinDots(w.ExportDone(of, homely(r.Path), w.size(r.Bytes)), left, unquoted, more))
	}
	m.toast.set(joinDots(w.ExportOpens(of, w.size(r.Bytes), k, homely(r.Path)), left, unquoted, more), true, false)
	m.toast.opens = r.Path
	return nil
}

// openWritten takes the key that opens what was just written. With any other key
// the offer is gone.
func (m *model) openWritten(k tea.KeyPressMsg) (tea.Cmd, bool) {
	path := m.toast.opens
	if path == "" {
		return nil, false
	}
	m.toast.set("", false, false)
	if a, _ := m.keys.action(m.place(), m.pending, k); a != actBrowse || m.top() != nil {
		return nil, false
	}
	open := m.o.OpenFile
	return m.ask(func(context.Context) tea.Msg { return fileOpenedMsg{path: path, err: open(path)} }), true
}

// fileOpenedMsg tells whether a program was started for a file.
type fileOpenedMsg struct {
	path string
	err  error
}

func (f fileOpenedMsg) arrive(m *model) tea.Cmd {
	if f.err != nil {
		return m.fail("open", f.err)
	}
	return m.say(m.words.ExportOpened(filepath.Base(f.path)))
}

func (t exportTimer) ring(m *model) tea.Cmd {
	if m.exporting != t.run {
		return nil
	}
	for _, o := range m.overlays {
		if b, ok := o.(*exportBox); ok && b.run == t.run {
			return nil
		}
	}
	m.open(&writingBox{run: t.run})
	return nil
}

// writingBox shows how far an export is that was asked for without its box.
type writingBox struct {
	run *exportRun
	deaf
}

func (b *writingBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc", "c":
		b.run.cancel()
	}
	return nil
}

func (b *writingBox) update(m *model, msg tea.Msg) tea.Cmd {
	if e, ok := msg.(exportedMsg); ok && e.run == b.run {
		m.drop(b)
	}
	return nil
}

func (b *writingBox) view(m *model, w, _ int) []string {
	n := min(w, 64) - 4
	words := m.words
	return m.boxed(words.ExportTitle(words.Articles(b.run.of)), words.EscKey+" c "+words.CancelShort, n, []string{b.run.bar(m, n)})
}
