package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/charmbracelet/x/term"

	"veille/feed"
	"veille/feed/text"
)

// meter is one line on standard error that changes while something takes long.
// Elsewhere than on a terminal, or with -q, it shows nothing.
type meter struct {
	f     *os.File // nil: nothing is shown
	last  time.Time
	shown bool
}

// meterPause is how long a line stands before it changes again.
const meterPause = 200 * time.Millisecond

func (a *app) meter() *meter {
	f, ok := a.err.(*os.File)
	if !ok || a.quiet || !term.IsTerminal(f.Fd()) || os.Getenv("TERM") == "dumb" {
		return &meter{}
	}
	return &meter{f: f}
}

// show puts a line up in place of the one before, unless that is quite new.
func (m *meter) show(format string, args ...any) {
	if m.f == nil || m.shown && time.Since(m.last) < meterPause {
		return
	}
	m.last, m.shown = time.Now(), true
	fmt.Fprintf(m.f, "\r\x1b[Kveille: %s", clean(fmt.Sprintf(format, args...))) //nolint:errcheck // progress
}

// clear takes the line away.
func (m *meter) clear() {
	if m.shown {
		io.WriteString(m.f, "\r\x1b[K") //nolint:errcheck // progress
		m.shown = false
	}
}

// progress returns a function that shows on a terminal how many articles are
// done; -1 takes the line away.
func (a *app) progress() func(int) {
	m := a.meter()
	if a.verbose { // each article has a line of its own
		m = &meter{}
	}
	return func(n int) {
		if n < 0 {
			m.clear()
			return
		}
		m.show("%s", many(n, "article", "articles"))
	}
}

// upgrading returns a function that tells how far the upgrade of a file of an
// older veille has come: as a percentage on a terminal, elsewhere once that it
// goes on.
func (a *app) upgrading(m *meter) func(done, total int) {
	told := false
	return func(done, total int) {
		if m.f == nil && !told {
			a.sayf("updating the library for this version of veille")
		}
		told = true
		m.show("updating the library: %d %%", percent(done, total))
	}
}

// percent is how much of total is done, 0 to 100.
func percent(done, total int) int {
	if total <= 0 {
		return 0
	}
	return min(max(100*done/total, 0), 100)
}

// waiting tells which process has held the file for two seconds. The reader
// tells it itself.
func (a *app) waiting(h feed.Holder) {
	if !a.reading {
		a.sayf("waiting for %s", processOf(h))
	}
}

// processOf names a process: "process 4711 (veille import)".
func processOf(h feed.Holder) string {
	switch {
	case h.PID == 0:
		return "another process"
	case h.Command == "":
		return fmt.Sprintf("process %d", h.PID)
	}
	return fmt.Sprintf("process %d (%s)", h.PID, text.Line(h.Command))
}
