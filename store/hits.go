package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/query"
)

// hits is the frozen answer to a query: which docs, at once, and in which order
// as far as was asked for. What the list is ordered by may change between: rows
// given out stay where they are.
type hits struct {
	store  *Store
	file   feed.ID
	docs   docSet
	n      int
	last   uint32 // the highest of docs, and whose it is
	lastID feed.ID
	order  query.Sort
	stands []stand // of a folded answer

	mu   sync.Mutex
	rows []uint32           // listed so far
	rest order              // goes on where rows end; nil: they are all
	seen map[uint32]feed.ID // of the heads given out, for those destroyed since
}

// Len returns the number of articles found.
func (h *hits) Len() int { return h.n }

// settle freezes the docs found.
func (h *hits) settle(t *tx, p *plan, docs docSet, ranks groups) (err error) {
	h.stands = nil
	if p.fold {
		if docs, h.stands, err = t.fold(p, docs, ranks); err != nil {
			return err
		}
	}
	h.file, h.order, h.docs, h.n, h.rows = p.file, p.sort, docs, docs.count(), nil
	if h.rest, err = p.newOrder(t, docs, ranks); err != nil {
		return err
	}
	if p.limit > 0 && h.n > p.limit {
		if h.rows, err = h.rest.next(t, p.limit); err != nil {
			return err
		}
		h.rows = h.rows[:p.limit]
		h.fix(h.rows, len(docs))
	}
	return h.mark(t)
}

// fix makes rows the whole answer.
func (h *hits) fix(rows []uint32, size int) {
	h.rows, h.rest, h.n = rows, nil, len(rows)
	h.docs = make(docSet, size)
	for _, d := range rows {
		h.docs.add(d)
	}
}

// mark notes what sameFile compares.
func (h *hits) mark(t *tx) error {
	if h.n == 0 {
		return nil
	}
	h.last = h.docs.last()
	head, _, err := t.head(h.last)
	h.lastID = head.ID
	return ignoreDamage(err)
}

// listed returns the rows up to one, or all there are. It is called in a
// transaction, which may be run again: keep must be called with what it returned
// once it has ended well.
func (h *hits) listed(t *tx, to int) (rows []uint32, rest order, err error) {
	h.mu.Lock()
	rows, rest = h.rows, h.rest
	h.mu.Unlock()
	if rest == nil || len(rows) >= to {
		return rows, rest, nil
	}
	rest = rest.clone()
	more, err := rest.next(t, to-len(rows))
	if err != nil {
		return nil, nil, err
	}
	rows = append(rows[:len(rows):len(rows)], more...)
	if !rest.more() {
		rest = nil
	}
	return rows, rest, nil
}

// keep remembers more rows, unless somebody else was faster.
func (h *hits) keep(rows []uint32, rest order) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.rest != nil && len(rows) > len(h.rows) && slices.Equal(rows[:len(h.rows)], h.rows) {
		h.rows, h.rest = rows, rest
	}
}

// view runs fn with the rows up to one and returns them; nil when fn was not run
// in the end.
func (h *hits) view(ctx context.Context, to int, fn func(t *tx, rows []uint32) error) (rows []uint32, err error) {
	var rest order
	err = h.store.view(ctx, func(t *tx) (err error) {
		rows, rest = nil, nil // of a run in vain
		if err := h.sameFile(t); err != nil {
			return err
		}
		if rows, rest, err = h.listed(t, to); err != nil {
			return err
		}
		return fn(t, rows)
	})
	if rows != nil && (err == nil || errors.Is(err, feed.ErrDamaged)) {
		h.keep(rows, rest)
	}
	return rows, err
}

func ignoreDamage(err error) error {
	if errors.Is(err, feed.ErrDamaged) {
		return nil
	}
	return err
}

// sameFile refuses an answer whose numbers mean other articles by now: those of
// another file, or of a backup of this one in which others have arrived since.
// No number is given twice in one file, so the highest tells for all.
func (h *hits) sameFile(t *tx) error {
	other := h.file != t.is.file
	if !other && !h.lastID.IsZero() {
		head, found, err := t.head(h.last)
		if err := ignoreDamage(err); err != nil {
			return err
		}
		other = found && head.ID != h.lastID
	}
	if other {
		return fmt.Errorf("another file was put in its place; search again: %w", feed.ErrNotFound)
	}
	return nil
}

// Heads returns up to n heads from position from. Of an article destroyed
// since only the ID is there, as far as it was ever given out. When heads
// cannot be read the others are returned beside the error.
func (h *hits) Heads(ctx context.Context, from, n int) (out []feed.Head, err error) {
	from = min(max(from, 0), h.n)
	to := min(from+max(n, 0), h.n)
	if from == to {
		return nil, ctx.Err()
	}
	rows, err := h.view(ctx, to, func(t *tx, rows []uint32) (err error) {
		out = nil
		out, err = t.heads(rows[min(from, len(rows)):min(to, len(rows))])
		return err
	})
	if rows == nil || err != nil && !errors.Is(err, feed.ErrDamaged) {
		return nil, err
	}
	if part := rows[min(from, len(rows)):min(to, len(rows))]; len(out) == len(part) {
		h.remember(part, out)
	}
	return out, err
}

// maxSeen bounds what is remembered: far more rows than a screen shows.
const maxSeen = 8192

func (h *hits) remember(docs []uint32, heads []feed.Head) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.seen == nil || len(h.seen) > maxSeen {
		h.seen = map[uint32]feed.ID{}
	}
	for i, doc := range docs {
		id := h.seen[doc]
		switch {
		case id.IsZero():
			h.seen[doc] = heads[i].ID
		case id != heads[i].ID: // destroyed, or a backup was put back
			heads[i] = feed.Head{ID: id}
		}
	}
}

// further is how many rows more are listed at a time when it is not known how
// many will do.
const further = 4096

// Index returns the position of an article, or of the one that stands for it in a
// folded answer; -1 when it is not among them.
func (h *hits) Index(ctx context.Context, id feed.ID) (at int, err error) {
	for to, begin := further, 0; ; to *= 2 {
		there := false
		_, err := h.view(ctx, to, func(t *tx, rows []uint32) error {
			doc, found, err := t.doc(id)
			doc = h.shownFor(doc)
			if there = err == nil && found && h.docs.has(doc); !there {
				return err
			}
			at = slices.Index(rows[min(begin, len(rows)):], doc)
			return nil
		})
		switch {
		case err != nil || !there:
			return -1, err
		case at >= 0:
			return begin + at, nil
		case to >= h.n:
			return -1, nil
		}
		begin = to
	}
}

// NextUnread returns the next position after from, or before it when step is
// negative, that is unread now; -1 when there is none.
func (h *hits) NextUnread(ctx context.Context, from, step int) (at int, err error) {
	step = max(min(step, 1), -1)
	from = max(min(from, h.n), -1)
	if step == 0 {
		return -1, nil
	}
	to := from
	if step > 0 {
		to += 64
	}
	for ; ; to *= 2 {
		none := false
		_, err := h.view(ctx, to, func(t *tx, rows []uint32) error {
			at = -1
			unread, err := t.set(setUnread)
			if none = unread.meets(h.docs) == 0; err != nil || none {
				return err
			}
			for i := from + step; i >= 0 && i < len(rows); i += step {
				if unread.has(rows[i]) {
					at = i
					return nil
				}
			}
			return nil
		})
		if err != nil || none || at >= 0 || step < 0 || to >= h.n {
			return at, err
		}
	}
}

// heads reads the heads of docs with their flags and themes; that of a doc
// that is gone is zero, and of one that is damaged, which is told as an error
// when the others are read.
func (t *tx) heads(docs []uint32) ([]feed.Head, error) {
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	flags := t.rowFlags(known)
	out := make([]feed.Head, len(docs))
	var first error
	for i, doc := range docs {
		h, err := t.wholeHead(doc, known, flags)
		switch {
		case err == nil:
			out[i] = h
		case !errors.Is(err, feed.ErrDamaged):
			return nil, err
		case first == nil:
			first = err
		}
	}
	return out, first
}

func (t *tx) wholeHead(doc uint32, known *names, flags *flagReader) (feed.Head, error) {
	h, found, err := t.head(doc)
	if err != nil || !found {
		return h, err
	}
	h.Source = known.sources[h.SourceID].Name
	if err := flags.read(doc, &h); err != nil {
		return h, err
	}
	err = t.eachMark(doc, func(theme feed.ID, _ []byte) error {
		h.Themes = append(h.Themes, theme)
		return nil
	})
	slices.SortFunc(h.Themes, known.compare)
	if err != nil {
		return h, err
	}
	if err := flags.readStory(doc, &h); err != nil {
		return h, err
	}
	return h, flags.pending.read(doc, &h)
}

// rowFlags returns what tells the flags of rows: one for a whole read, and for
// each look of a transaction that changes them.
func (t *tx) rowFlags(known *names) *flagReader {
	if t.flagged != nil {
		return t.flagged
	}
	f := &flagReader{tx: t, pending: pendingReader{tx: t, known: known}}
	if !t.writes {
		t.flagged = f
	}
	return f
}

// flagReader tells the flags of docs; the bitmaps of each shard are looked up
// once.
type flagReader struct {
	*tx
	shards  map[uint16]*[5]*roaring.Bitmap
	trash   docSet // once asked for
	pending pendingReader
}

var flagNames = [5]string{setUnread, setStarred, setTrash, setSample, setHidden}

func (f *flagReader) read(doc uint32, h *feed.Head) error {
	shard := uint16(doc >> 16)
	sets, ok := f.shards[shard]
	if !ok {
		sets = new([5]*roaring.Bitmap)
		for i, name := range flagNames {
			m, err := f.shard(name, shard)
			if err != nil {
				return err
			}
			sets[i] = m
		}
		setAt(&f.shards, shard, sets)
	}
	in := func(i int) bool { return sets[i] != nil && sets[i].Contains(doc&0xFFFF) }
	h.Read, h.Starred, h.Trashed, h.Sample, h.Hidden = !in(0), in(1), in(2), in(3), in(4)
	return nil
}
