package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// Keep takes in what several sources brought. An item that is kept already under
// its ID, address or print within the source becomes its next version, if it
// says something else: tags, state, notes and what the user corrected stay, the
// earlier version is kept. One the user destroyed is left out.
//
// Articles are written in batches as those of Add. The Poll of a source is
// written with the last of its articles, never before; Polls without articles
// are written together. What a source brought that is not followed any more is
// refused: its Kept says so, with an error that wraps feed.ErrNotFound. When an
// error ends it, what was written stays.
//
// A source that the user did not name takes the name of its feed. That is no
// step of undo. Of one that was moved since it was asked only the articles count.
//
// Articles with a zero Poll came by hand, as a page or a feed in a file: they are
// kept as Add keeps them, whether or not their source is followed. What is known
// under its ID stays as it is, and what was destroyed comes back.
func (s *Store) Keep(ctx context.Context, in []feed.Polled) (out []feed.Kept, err error) {
	k := &keeping{store: s, ctx: ctx, in: in, out: make([]feed.Kept, len(in)), seen: map[feed.ID]*seen{}}
	if err := k.byHand(); err != nil {
		return k.out, err
	}
	k.size = min(max(int(s.batch.Load()), firstBatch), lastBatch)
	defer func() {
		if werr := k.wait(); err == nil {
			err = werr
		}
		out = k.out
		s.batch.Store(int32(k.size))
	}()
	for b, ok := k.next(); ok; b, ok = k.next() {
		if err := k.flush(b); err != nil {
			return nil, err
		}
	}
	return nil, ctx.Err()
}

// keeping is one call of Keep: a batch is prepared while the one before is being
// written.
type keeping struct {
	store   *Store
	ctx     context.Context //nolint:containedctx // lives as long as one call of Keep
	in      []feed.Polled
	out     []feed.Kept
	size    int
	polled  int // where the next batch begins
	arrival int
	seen    map[feed.ID]*seen // by source: what this call keeps
	writing chan polledWritten
}

// polledBatch is what is written in one transaction.
type polledBatch struct {
	work  []work
	ended []int // of in: their last articles are in this batch
}

// work is one arrival and what is to be done about it.
type work struct {
	polled  int
	source  feed.ID
	arrival *feed.Arrival
	sent    feed.Sent
	do      deed
	like    likeness
	print   uint64 // of doc
	address trace  // of sent
	doc     uint32 // of what it changes
	old     parcel
	id      feed.ID // of what is new
	ready   *prepared
}

type deed uint8

const (
	leave    deed = iota // nothing
	refuse               // the source is not followed
	create               // a new article
	replace              // the next version of doc
	note                 // doc is the same: only where it can be found
	complete             // the rest of doc
	miss                 // doc, whose page did not come
)

type polledWritten struct {
	batch polledBatch
	kept  map[int]*feed.Kept
	crowd crowd
	err   error
}

// isByHand reports whether articles came without their source being asked.
func isByHand(p *feed.Polled) bool { return p.Poll == (feed.Poll{}) && len(p.In) > 0 }

// byHand keeps what came by hand.
func (k *keeping) byHand() error {
	for i := range k.in {
		p := &k.in[i]
		if !isByHand(p) {
			continue
		}
		o := &k.out[i]
		got, err := k.store.Add(k.ctx, func(yield func(feed.Incoming) bool) {
			for j := range p.In {
				in := p.In[j].Incoming
				if !p.Source.IsZero() {
					in.Article.SourceID = p.Source
				}
				fill(&in.Article.Source, p.Name)
				if !yield(in) {
					return
				}
			}
		}, func(a Added) { o.IDs = append(o.IDs, a.IDs...) })
		o.New, o.Same, o.Refused = got.New, got.Known, got.Refused
		if err != nil {
			return err
		}
	}
	return nil
}

// maxEnded bounds the Polls of a batch.
const maxEnded = 2000

// next returns the next arrivals, with the ends of what they are the last of.
func (k *keeping) next() (b polledBatch, ok bool) {
	heavy := 0
	for k.polled < len(k.in) && len(b.ended) < maxEnded {
		list := k.in[k.polled].In
		if isByHand(&k.in[k.polled]) {
			k.polled++
			continue
		}
		for k.arrival < len(list) {
			if len(b.work) >= k.size || heavy >= batchWeight {
				return b, true
			}
			a := &list[k.arrival]
			k.arrival++
			heavy += weight(&a.Incoming)
			b.work = append(b.work, work{polled: k.polled, source: k.in[k.polled].Source, arrival: a, sent: a.Sent})
		}
		b.ended = append(b.ended, k.polled)
		k.polled, k.arrival = k.polled+1, 0
	}
	return b, len(b.work)+len(b.ended) > 0
}

func (k *keeping) flush(b polledBatch) error {
	if err := k.judge(&b); err != nil {
		return err
	}
	ready, err := k.prepare(&b)
	if err != nil {
		return err
	}
	if err := k.wait(); err != nil {
		return err
	}
	k.writing = make(chan polledWritten, 1)
	go func(out chan<- polledWritten) {
		w := polledWritten{batch: b}
		defer func() {
			if r := recover(); r != nil {
				w.err = fmt.Errorf("own fault: %v", r)
			}
			out <- w
		}()
		w.kept, w.crowd, w.err = k.store.keepPolled(k.ctx, k.in, &b, ready)
		if w.err == nil && len(b.work) > 0 {
			_, _ = k.store.tend(k.ctx, 2) // as after Add
		}
	}(k.writing)
	return nil
}

// wait waits for the batch that is being written and counts what came of it.
func (k *keeping) wait() error {
	if k.writing == nil {
		return nil
	}
	w := <-k.writing
	k.writing = nil
	if w.err != nil {
		return w.err
	}
	switch {
	case w.crowd.wanted || w.crowd.waited > shortWait:
		k.size = firstBatch
	case w.crowd.waited == 0:
		k.size = min(2*k.size, lastBatch)
	}
	for i, got := range w.kept {
		o := &k.out[i]
		o.New, o.Updated, o.Same = o.New+got.New, o.Updated+got.Updated, o.Same+got.Same
		o.IDs = append(o.IDs, got.IDs...)
		o.Refused = append(o.Refused, got.Refused...)
	}
	return nil
}

// keepPolled writes a batch in one transaction.
func (s *Store) keepPolled(ctx context.Context, in []feed.Polled, b *polledBatch, ready readied) (kept map[int]*feed.Kept, c crowd, err error) {
	codec, err := s.codecs.take()
	if err != nil {
		return nil, c, err
	}
	defer s.codecs.give(codec)
	c, err = s.update(ctx, func(t *tx) error {
		kept = map[int]*feed.Kept{}
		k := &polledKeeper{keeper: keeper{tx: t, now: s.now(), sets: map[string]*roaring.Bitmap{}, tags: map[string]feed.ID{}},
			codec: codec, kept: kept, first: t.is.next, places: slices.Clone(ready.places)}
		if err := k.all(b, &ready); err != nil {
			return err
		}
		for _, i := range b.ended {
			if err := k.end(&in[i]); err != nil {
				return err
			}
		}
		if !k.changed {
			return errUnchanged
		}
		return nil
	})
	return kept, c, err
}
