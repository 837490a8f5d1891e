package store

import (
	"context"
	"fmt"
	"time"

	"veille/feed"
)

// Report is what a check found.
type Report struct {
	Articles, Trashed, Themes, Sources, Marks, Changes int
	Faults                                             []string // one line each
	More                                               int      // faults beyond those listed
}

// OK reports whether nothing was found wrong.
func (r *Report) OK() bool { return len(r.Faults) == 0 }

const maxFaults = 100

func (r *Report) fault(format string, args ...any) {
	if len(r.Faults) >= maxFaults {
		r.More++
		return
	}
	r.Faults = append(r.Faults, fmt.Sprintf(format, args...))
}

// Check compares every record with its checksum and every set, date, ID, mark
// and change with the articles. A full check unpacks all texts and originals
// too and has bbolt check its pages. The error is that of the file as a whole,
// faults inside are in the report.
//
// On a badly damaged file bbolt's part of a full check can fault in a goroutine
// of its own, which ends the process: run it in a child.
func (s *Store) Check(ctx context.Context, full bool) (r Report, err error) {
	if full {
		s.readAhead()
	}
	if err := s.checkMetas(&r); err != nil {
		return r, err
	}
	c, err := s.codecs.take()
	if err != nil {
		return r, err
	}
	defer s.codecs.give(c)
	err = s.viewLocked(ctx, time.Now().Add(s.wait), func(t *tx) error {
		k := &checker{tx: t, ctx: ctx, r: &r, codec: c, full: full, arrived: map[uint32]feed.ID{}}
		return k.run()
	})
	return r, err
}

// checkMetas notes that one of the two meta pages is damaged: bbolt then goes
// on with the other, which is one change older.
func (s *Store) checkMetas(r *Report) error {
	f, err := openRegular(s.path, false)
	if err != nil {
		return s.explain(err)
	}
	defer shut(f)
	_, valid, err := newestMeta(f)
	if err == nil && valid < 2 {
		r.fault("one of the first two pages is not valid; the last change may be lost")
	}
	return s.explain(err)
}
