package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"veille/feed"
)

// Report is what a check found.
type Report struct {
	Articles, Trashed, Themes, Sources, Queries, Marks, Changes int
	Highlights                                                  int
	Segments                                                    int      // of the index
	Faults                                                      []string // one line each
	More                                                        int      // faults beyond those listed
	IndexFaults                                                 int      // those of the index and of what is worked out, which can be made again
}

// OK reports whether nothing was found wrong.
func (r *Report) OK() bool { return len(r.Faults) == 0 }

// OnlyIndex reports whether all that is wrong is the index, or suggestions and
// stories: what Reindex makes again.
func (r *Report) OnlyIndex() bool {
	return r.IndexFaults > 0 && r.IndexFaults == len(r.Faults)+r.More
}

const maxFaults = 100

func (r *Report) fault(format string, args ...any) {
	if len(r.Faults) >= maxFaults {
		r.More++
		return
	}
	r.Faults = append(r.Faults, fmt.Sprintf(format, args...))
}

// add adds what a part of the check found. A fault that several parts come upon
// is told once.
func (r *Report) add(p *Report, told map[string]bool) {
	r.Articles += p.Articles
	r.Trashed += p.Trashed
	r.Themes += p.Themes
	r.Sources += p.Sources
	r.Queries += p.Queries
	r.Marks += p.Marks
	r.Highlights += p.Highlights
	r.Changes += p.Changes
	r.Segments += p.Segments
	r.IndexFaults += p.IndexFaults
	r.More += p.More
	for _, f := range p.Faults {
		if !told[f] {
			told[f] = true
			r.fault("%s", f)
		}
	}
}

// Check compares every record with its checksum and every set, date, ID, mark,
// change and posting with the articles. A full check unpacks all texts and
// originals too and looks at all pages. The error is that of the file as a
// whole, faults inside are in the report.
//
// It works in pieces of some milliseconds, each of one moment and right in
// itself: others write meanwhile, and what they write is checked as it comes.
func (s *Store) Check(ctx context.Context, full bool) (Report, error) {
	return s.CheckTelling(ctx, full, nil)
}

// CheckTelling is Check that tells how far it has come.
func (s *Store) CheckTelling(ctx context.Context, full bool, told Told) (r Report, err error) {
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
	k := &checking{store: s, ctx: ctx, full: full, report: &r, codec: c, told: told, once: map[string]bool{}}
	if full {
		k.rounds = 3
	} else {
		k.rounds = 2
	}
	parts := []func() error{k.open, k.lists, k.documents, k.ways, k.index}
	if full {
		parts = append(parts, k.texts, k.pages)
	}
	for _, part := range parts {
		if err := errors.Join(ctx.Err(), part()); err != nil {
			return r, err
		}
	}
	return r, nil
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

// checking is a check under way.
type checking struct {
	store  *Store
	ctx    context.Context //nolint:containedctx // lives as long as one check
	full   bool
	report *Report
	codec  *codec
	told   Told
	once   map[string]bool // faults told
	opened bool
	next   uint32 // the document behind the last
	round  int64  // of going through all documents
	rounds int64
}

// piece runs one part of the check in a transaction of its own. What it found
// counts when the transaction has ended well: it may be run more than once.
// Pages that cannot be read are a fault, and sound is false.
func (k *checking) piece(fn func(*checker) error) (sound bool, err error) {
	var part Report
	err = k.store.view(k.ctx, func(t *tx) error {
		part = Report{}
		k.next = t.is.next
		return fn(&checker{tx: t, r: &part, codec: k.codec, arrived: map[uint32]feed.ID{}, want: map[string][]uint64{}})
	})
	if errors.Is(err, feed.ErrDamaged) && k.opened {
		what := strings.TrimPrefix(err.Error(), k.store.path+": ")
		part.fault("%s", strings.TrimSuffix(what, ": "+feed.ErrDamaged.Error()))
		k.report.add(&part, k.once)
		return false, nil
	}
	if err == nil {
		k.report.add(&part, k.once)
	}
	return err == nil, err
}

// open holds that the file can be read at all.
func (k *checking) open() error {
	_, err := k.piece(func(*checker) error { return nil })
	k.opened = err == nil
	return err
}

// each goes through all documents, n at a time.
func (k *checking) each(n uint32, fn func(c *checker) error) error {
	for from := uint32(0); from < k.next; from += n {
		_, err := k.piece(func(c *checker) error {
			c.from, c.to = from, from+n
			return fn(c)
		})
		if err != nil {
			return err
		}
		k.told.tell(k.round*int64(k.next)+int64(min(from+n, k.next)), k.rounds*int64(k.next))
	}
	k.round++
	return nil
}

const (
	checkedDocs  = 4096 // in one piece; shards are a multiple of it
	checkedTexts = 256
	checkedWays  = 8192
)

func (k *checking) lists() error {
	_, err := k.piece((*checker).lists)
	return err
}

func (k *checking) documents() error { return k.each(checkedDocs, (*checker).documents) }

func (k *checking) texts() error { return k.each(checkedTexts, (*checker).texts) }

// ways checks the ways that lead to articles: each must lead to one.
func (k *checking) ways() error {
	for _, b := range []bucket{inDate, inGUID, inSame} {
		for from, more := []byte(nil), true; more; {
			var next []byte
			sound, err := k.piece(func(c *checker) (err error) {
				next, more, err = c.ways(b, from)
				return err
			})
			if err != nil {
				return err
			}
			from, more = next, more && sound
		}
	}
	k.round++
	return nil
}
