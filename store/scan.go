package store

import (
	"context"
	"errors"
	"sync"
	"time"

	"veille/feed"
)

// A scan reads many articles, in transactions so short that a writer need not
// wait for the end of it, however long the articles are.
const (
	scanned  = 256 // articles that a worker takes at once
	scanTime = 4 * time.Millisecond
)

// findings are the docs that pass each of the tests of a plan, as far as they
// were looked at, and those that cannot be read.
type findings struct {
	pass []docSet
	lost docSet
}

func (p *plan) newFindings() *findings {
	f := &findings{pass: make([]docSet, len(p.tests)), lost: make(docSet, len(p.universe))}
	for i := range f.pass {
		f.pass[i] = make(docSet, len(p.universe))
	}
	return f
}

// scan looks at docs, on all cores, and adds what it finds to f. This is the one
// place that looks into texts. An article destroyed meanwhile passes nothing;
// one that cannot be read is lost.
func (s *Store) scan(ctx context.Context, p *plan, docs []uint32, f *findings) error {
	if len(docs) > aheadFrom {
		s.readAhead()
	}
	var mu sync.Mutex
	piece := min(scanned, max(8, len(docs)/16))
	return eachOn(ctx, (len(docs)+piece-1)/piece, func(i int) error {
		part := docs[i*piece : min((i+1)*piece, len(docs))]
		got, err := s.scanPart(ctx, p.tests, part)
		mu.Lock()
		defer mu.Unlock()
		for _, o := range got {
			for w, ok := range o.pass {
				if ok {
					f.pass[w].add(o.doc)
				}
			}
			if o.lost {
				f.lost.add(o.doc)
			}
		}
		return err
	})
}

// aheadFrom is from how many articles on reading the file ahead pays: a mapped
// file is told to expect random access.
const aheadFrom = 10_000

// outcome is what was found of one doc.
type outcome struct {
	doc  uint32
	pass []bool
	lost bool
}

// scanPart looks at some docs, in one transaction when they are read fast.
func (s *Store) scanPart(ctx context.Context, tests []*test, docs []uint32) (out []outcome, err error) {
	c, err := s.codecs.take()
	if err != nil {
		return nil, err
	}
	defer s.codecs.give(c)
	l := &look{codec: c, tests: tests, pass: make([]bool, len(tests)), want: make([]part, len(tests))}
	for len(docs) > 0 {
		var some []outcome
		err := s.view(ctx, func(t *tx) (err error) {
			some, err = l.some(ctx, t, docs)
			return err
		})
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
		docs = docs[len(some):]
	}
	return out, nil
}

// some looks at docs until its time is up, one at least.
func (l *look) some(ctx context.Context, t *tx, docs []uint32) (out []outcome, err error) {
	end := time.Now().Add(scanTime)
	for i, doc := range docs {
		if i > 0 && time.Now().After(end) {
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		o := outcome{doc: doc}
		switch err := l.at(t, doc); {
		case errors.Is(err, feed.ErrDamaged):
			o.lost = true
		case err != nil:
			return nil, err
		default:
			o.pass = append([]bool(nil), l.pass...)
		}
		out = append(out, o)
	}
	return out, nil
}
