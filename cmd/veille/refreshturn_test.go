package main

import (
	"context"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"veille/store"
)

// turn is another veille that refreshes: turn take FILE begins, turn give ends it.
func turn(ts *testscript.TestScript, _ bool, args []string) {
	p, ok := ts.Value(pressKey).(*press)
	switch {
	case ok && len(args) == 2 && args[0] == "take":
		s, err := store.Open(context.Background(), ts.MkAbs(args[1]), store.Options{Now: time.Now})
		ts.Check(err)
		release, ok, err := s.RefreshTurn(context.Background(), false)
		ts.Check(err)
		if !ok {
			ts.Fatalf("the turn is taken")
		}
		p.release = func() { release(); _ = s.Close() }
		ts.Defer(p.release)
	case ok && len(args) == 1 && args[0] == "give":
		p.release()
	default:
		ts.Fatalf("usage: turn take FILE | turn give")
	}
}
