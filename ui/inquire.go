package ui

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// step is what comes of a question while it is being answered: the first rows,
// when the rest takes long, then the whole.
type step struct {
	hits feed.Hits
	part bool
	took time.Duration
	err  error
	lost any // what a panic was about
}

// inquire answers a question. It runs in a command and returns what tell makes
// of the first rows, when they come alone, else of the whole; rest of the first
// rows waits for the whole.
//
// The search runs on a goroutine of its own, since a command can answer but
// once. No row is read there: the library may hold the file while it hands the
// first rows over.
func inquire(ctx context.Context, lib Library, q question, tell func(found, error) tea.Msg) tea.Msg {
	steps := make(chan step, 2) // room for both: who asked may be gone
	start := time.Now()
	go func() {
		var s step
		defer func() {
			if lost := recover(); lost != nil {
				s = step{lost: fmt.Sprintf("%v\n%s", lost, debug.Stack())}
			}
			steps <- s
		}()
		first := func(h feed.Hits) {
			if !q.whole {
				steps <- step{hits: h, part: true, took: q.since(start)}
			}
		}
		s.hits, s.err = seek(ctx, lib, q, first)
		s.took = q.since(start)
	}()
	return nextStep(ctx, q, steps, tell)
}

func nextStep(ctx context.Context, q question, steps <-chan step, tell func(found, error) tea.Msg) tea.Msg {
	s := <-steps
	if s.lost != nil {
		panic(s.lost) // in a command, where the terminal is put in order first
	}
	if s.err != nil {
		return tell(found{}, s.err)
	}
	f, err := q.locate(ctx, s.hits)
	if err != nil {
		return tell(found{}, err)
	}
	f.part, f.took = s.part, s.took
	if f.part {
		f.rest = func() tea.Msg { return nextStep(ctx, q, steps, tell) }
	}
	return tell(f, nil)
}
