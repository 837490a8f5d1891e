package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// framesPerSecond is how often the terminal is written to at most: a key waits
// some 8 ms at the longest.
const framesPerSecond = 120

// lastWrites bounds what is kept when the program ends.
const lastWrites = 3 * time.Second

// Run shows the reader on the terminal until the user leaves it, ctx ends, or
// the terminal goes away. Session and place of reading are kept in each case.
// The error is nil when the reader was left in an orderly way, also by a signal
// to end; it wraps tea.ErrInterrupted after an interrupt from outside,
// tea.ErrProgramPanic after a fault of ours (the terminal is restored then),
// and feed.ErrInvalid when the key bindings contradict each other.
func Run(ctx context.Context, lib Library, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	m, err := newModel(ctx, lib, o)
	if err != nil {
		return err
	}
	wheel := wheelFilter{now: time.Now}
	in := &terminal{File: os.Stdin}
	opts := append(inputOf(in), tea.WithContext(ctx), tea.WithFPS(framesPerSecond), tea.WithFilter(wheel.filter))
	p := tea.NewProgram(m, opts...)
	in.gone = p.Quit
	stop := quitOn(p.Quit)
	defer stop()
	_, err = p.Run()
	if errors.Is(err, tea.ErrProgramPanic) {
		m.works = works{} // a change that panicked would do so again
	}
	m.refresh.end(lastWrites)
	m.exporting.end(lastWrites)
	if kept := m.keepAll(); err == nil {
		err = kept
	}
	if in.lost.Load() && !errors.Is(err, tea.ErrProgramPanic) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("run reader: %w", err)
	}
	return nil
}

// keepAll keeps place and session when the program has ended, however it did.
func (m *model) keepAll() error {
	ctx, cancel := context.WithTimeout(context.Background(), lastWrites)
	defer cancel()
	errs := []error{m.finish()}
	m.reader.leave()
	for _, id := range m.reader.leaving {
		err := m.lib.SetPlace(ctx, id, m.reader.places[id])
		if err != nil && !errors.Is(err, feed.ErrNotFound) && !errors.Is(err, feed.ErrReadOnly) {
			errs = append(errs, fmt.Errorf("keep place of reading: %w", err))
		}
	}
	m.reader.leaving = nil
	if err := m.saver.next(m.state())(); err != nil {
		errs = append(errs, fmt.Errorf("keep session: %w", err))
	}
	return errors.Join(errs...)
}

// terminal is standard input that notices when the terminal goes away: reading
// from a terminal that hung up gives an end or an error for ever, and nobody is
// there to quit.
type terminal struct {
	*os.File
	gone func()
	lost atomic.Bool
}

func (t *terminal) Read(p []byte) (int, error) {
	n, err := t.File.Read(p)
	if n == 0 && err != nil && !errors.Is(err, os.ErrClosed) && !errors.Is(err, os.ErrDeadlineExceeded) {
		t.lost.Store(true)
		t.gone()
	}
	return n, err
}

// quitOn ends the program on the signals that Bubble Tea leaves alone, so that
// the terminal is restored and what was read is kept.
func quitOn(quit func()) (stop func()) {
	c, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(c, hangups...)
	go func() {
		select {
		case <-c:
			quit()
		case <-done:
		}
	}()
	return func() { signal.Stop(c); close(done) }
}
