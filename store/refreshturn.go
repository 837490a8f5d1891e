package store

import (
	"context"
	"fmt"
	"time"
)

// refreshSuffix names the file beside the library whose lock is the turn to
// refresh. It is empty, and stays when the turn is over: one that is removed
// while others wait for it would be two.
const refreshSuffix = ".fetch"

// refreshPause is how often is looked whether a turn has come.
const refreshPause = 50 * time.Millisecond

// RefreshTurn takes the turn to ask sources for news, which one process has at a
// time, and one goroutine in it: two would ask every server twice. ok is false
// when another has it and wait is false; with wait it is waited for as long as
// ctx lasts, and the error is that of ctx. release gives the turn back; the
// system does when the process dies.
//
// The turn saves requests and guards nothing that is kept. Where there can be no
// lock, as in a folder that may only be read, everybody has it.
func (s *Store) RefreshTurn(ctx context.Context, wait bool) (release func(), ok bool, err error) {
	none := func() {}
	f, err := openSide(s.path + refreshSuffix)
	if err != nil {
		return none, true, nil //nolint:nilerr // one does without
	}
	timer := time.NewTimer(refreshPause)
	defer timer.Stop()
	for {
		switch free, err := tryLock(f, true); {
		case err != nil:
			shut(f)
			return none, true, nil //nolint:nilerr // one does without
		case free:
			return func() { shut(f) }, true, nil
		case !wait:
			shut(f)
			return none, false, nil
		}
		select {
		case <-ctx.Done():
			shut(f)
			return none, false, fmt.Errorf("wait for another refresh: %w", context.Cause(ctx))
		case <-timer.C:
			timer.Reset(refreshPause)
		}
	}
}
