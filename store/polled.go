package store

import (
	"context"
	"slices"

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
	s.KeepEach(ctx, slices.Values([][]feed.Polled{in}), func(kept []feed.Kept, e error) { out, err = kept, e })
	return out, err
}

// polledBatch is what is written in one transaction.
type polledBatch struct {
	of      *intake
	last    bool // of its intake
	work    []work
	ended   []int // of its intake: their last articles are in this batch
	refused []refusal
}

// refusal is why an arrival cannot be kept.
type refusal struct {
	polled int
	err    error
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

// isByHand reports whether articles came without their source being asked.
func isByHand(p *feed.Polled) bool { return p.Poll == (feed.Poll{}) && len(p.In) > 0 }

// byHand keeps what came by hand.
func (k *keeping) byHand(of *intake) error {
	for i := range of.in {
		p := &of.in[i]
		if !isByHand(p) {
			continue
		}
		o := &of.out[i]
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

// next returns the next arrivals, at most about so many, with the ends of what
// they are the last of.
func (p *intake) next(size int) *polledBatch {
	b := &polledBatch{of: p, work: make([]work, 0, min(size, p.arrivals()))}
	heavy := 0
	for p.polled < len(p.in) && len(b.ended) < maxEnded {
		list := p.in[p.polled].In
		if isByHand(&p.in[p.polled]) {
			p.polled++
			continue
		}
		for p.arrival < len(list) {
			if len(b.work) >= size || heavy >= batchWeight {
				return b
			}
			a := &list[p.arrival]
			p.arrival++
			heavy += weight(&a.Incoming)
			b.work = append(b.work, work{polled: p.polled, source: p.in[p.polled].Source, arrival: a, sent: a.Sent})
		}
		b.ended = append(b.ended, p.polled)
		p.polled, p.arrival = p.polled+1, 0
	}
	b.last = p.polled == len(p.in)
	return b
}

// arrivals is how many there are from the source on where the next batch begins.
func (p *intake) arrivals() (n int) {
	for i := p.polled; i < len(p.in); i++ {
		n += len(p.in[i].In)
	}
	return n
}

// keepPolled writes a batch in one transaction.
func (s *Store) keepPolled(ctx context.Context, b *polledBatch, ready readied) (kept map[int]*feed.Kept, c crowd, err error) {
	codec, err := s.codecs.take()
	if err != nil {
		return nil, c, err
	}
	defer s.codecs.give(codec)
	c, err = s.update(ctx, func(t *tx) error {
		kept = map[int]*feed.Kept{}
		k := &polledKeeper{keeper: *t.newKeeper(s.now()), codec: codec, kept: kept, first: t.is.next, places: slices.Clone(ready.places)}
		if err := k.all(b, &ready); err != nil {
			return err
		}
		for _, i := range b.ended {
			if err := k.end(&b.of.in[i]); err != nil {
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
