package store

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"veille/feed"
)

// Added says what came of articles on their way in.
type Added struct {
	New    int       // kept now
	Known  int       // kept before under the same ID, and left as they are but for what follows
	Noted  int       // of those: how many got notes or highlights that came with them
	Tagged int       // and how many got tags
	Left   int       // of how many something stays away that the user had taken off
	IDs    []feed.ID // of the new ones, in order
	// Refused says why articles could not be kept; the others were.
	Refused []error
}

// A batch is one transaction. It starts small, doubles while nobody else wants
// the file and falls back when somebody does, so that readers wait for no more
// than some milliseconds beside an import.
const (
	firstBatch  = 50
	lastBatch   = 1000
	batchWeight = 8 << 20 // bytes: pages may be large
	shortWait   = time.Millisecond
)

// Add keeps articles. Each batch is on disk when each is told of it, with what
// the batch brought; each may be nil. The result sums all batches up, but for
// their IDs. When an error ends it, the batches told of stay.
//
// Tags are resolved by slug, label or alias; a tag that no theme knows becomes
// a theme. Marks of the article give the provenance of its tags; a tag without
// one is marked as put on by the import.
//
// Tags, notes and highlights that come with an article that is kept already join
// those it has, as one step of undo at the end: see bringing.
func (s *Store) Add(ctx context.Context, in iter.Seq[feed.Incoming], each func(Added)) (total Added, err error) {
	a := &adder{store: s, ctx: ctx, size: firstBatch, each: each}
	defer func() {
		if werr := a.wait(); err == nil {
			err = werr
		}
		total = a.total
		a.words.release()
	}()
	for inc := range in {
		a.batch = append(a.batch, inc)
		a.weight += weight(&inc)
		if len(a.batch) < a.size && a.weight < batchWeight {
			continue
		}
		if err := a.flush(); err != nil {
			return total, err
		}
	}
	if err := a.flush(); err != nil {
		return total, err
	}
	return total, a.bring()
}

// adder prepares one batch while the one before is being written.
type adder struct {
	store   *Store
	ctx     context.Context //nolint:containedctx // lives as long as one call of Add
	each    func(Added)
	batch   []feed.Incoming
	weight  int
	size    int
	words   gathering
	total   Added
	came    []brought
	writing chan written
}

type written struct {
	added Added
	crowd crowd
	came  []brought
	err   error
}

// bring gives the articles that were kept before what came for them.
func (a *adder) bring() error {
	if err := a.wait(); err != nil || len(a.came) == 0 {
		return err
	}
	got, err := a.store.bring(a.ctx, a.came)
	a.total.Noted, a.total.Tagged, a.total.Left = got.Noted, got.Tagged, got.Left
	if got.Noted+got.Tagged+got.Left > 0 && a.each != nil {
		a.each(got)
	}
	return err
}

func (a *adder) flush() error {
	batch := a.batch
	a.batch, a.weight = nil, 0
	if len(batch) == 0 {
		return a.ctx.Err()
	}
	fresh, came, err := a.store.unknown(a.ctx, batch)
	if err != nil {
		return err
	}
	known := len(batch) - len(fresh)
	a.came = append(a.came, came...)
	ready, refused, err := a.store.prepare(a.ctx, fresh, &a.words)
	if err != nil {
		return err
	}
	if err := a.wait(); err != nil {
		return err
	}
	a.writing = make(chan written, 1)
	go func(out chan<- written) {
		w := written{}
		defer func() {
			if r := recover(); r != nil {
				w.err = fmt.Errorf("own fault: %v", r)
			}
			out <- w
		}()
		w.added, w.came, w.crowd, w.err = a.store.keep(a.ctx, ready)
		w.added.Known += known
		w.added.Refused = refused
		if w.err == nil && w.added.New > 0 {
			// The articles are kept and can be found; what this leaves undone, damage
			// too, the next time or a check comes upon.
			_, _ = a.store.tend(a.ctx, 2)
		}
	}(a.writing)
	return nil
}

// wait waits for the batch that is being written and tells of it.
func (a *adder) wait() error {
	if a.writing == nil {
		return nil
	}
	w := <-a.writing
	a.writing = nil
	if w.err != nil {
		return w.err
	}
	switch {
	case w.crowd.wanted || w.crowd.waited > shortWait:
		a.size = firstBatch
	case w.crowd.waited == 0:
		a.size = min(2*a.size, lastBatch)
	}
	a.came = append(a.came, w.came...)
	a.total.New += w.added.New
	a.total.Known += w.added.Known
	a.total.Refused = append(a.total.Refused, w.added.Refused...)
	if a.each != nil {
		a.each(w.added)
	}
	return nil
}

// unknown drops the articles that are kept already, before any work is done on
// them, and files those whose source is followed under it. Of those dropped it
// returns what they bring to the ones that are kept.
func (s *Store) unknown(ctx context.Context, in []feed.Incoming) (fresh []feed.Incoming, came []brought, err error) {
	err = s.view(ctx, func(t *tx) error {
		fresh, came = make([]feed.Incoming, 0, len(in)), nil
		known, err := t.known()
		if err != nil {
			return err
		}
		for i := range in {
			have, err := t.has(in[i].Article.ID)
			if err != nil {
				return err
			}
			if !have {
				fresh = append(fresh, in[i])
				known.fileUnder(&fresh[len(fresh)-1].Article.Head)
			} else {
				came = appendBrought(came, &in[i])
			}
		}
		return nil
	})
	return fresh, came, err
}

// has reports whether an article is kept: its number alone is not enough.
func (t *tx) has(id feed.ID) (bool, error) {
	doc, found, err := t.doc(id)
	if err != nil || !found {
		return false, err
	}
	v, err := t.value(inArt, docKey(doc))
	return v != nil, err
}

// keep writes one batch in one transaction.
func (s *Store) keep(ctx context.Context, batch readied) (added Added, came []brought, c crowd, err error) {
	if len(batch.articles) == 0 {
		return added, nil, c, nil
	}
	c, err = s.update(ctx, func(t *tx) error {
		added, came = Added{}, nil
		k := t.newKeeper(s.now())
		first := t.is.next
		places := slices.Clone(batch.places)
		for i := range batch.articles {
			p := &batch.articles[i]
			have, err := t.has(p.head.ID)
			if err != nil {
				return err
			}
			if have {
				added.Known++
				places[p.number] = dropped
				came = appendBrought(came, p.in)
				continue
			}
			if err := k.keep(p); err != nil {
				return err
			}
			places[p.number] = added.New
			added.New++
			added.IDs = append(added.IDs, p.head.ID)
		}
		if added.New == 0 {
			return errUnchanged
		}
		if err := k.putSets(); err != nil {
			return err
		}
		blocks := batch.blocks
		if added.Known > 0 { // another process was faster
			blocks = batch.words.blocks(places)
		}
		return t.putSegment(first, t.is.next, blocks)
	})
	return added, came, c, err
}
