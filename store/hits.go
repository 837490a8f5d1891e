package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// hits is the frozen answer to a query: docs in the order of the list, 4 bytes
// each.
type hits struct {
	store  *Store
	file   feed.ID
	docs   []uint32
	last   uint32 // the highest of docs, and whose it is
	lastID feed.ID

	mu   sync.Mutex
	seen map[uint32]feed.ID // of the heads given out, for those destroyed since
}

// Len returns the number of articles found.
func (h *hits) Len() int { return len(h.docs) }

// settle lists the docs found.
func (h *hits) settle(t *tx, docs docSet) (err error) {
	if h.docs, err = t.inOrder(docs); err != nil || len(h.docs) == 0 {
		return err
	}
	h.last = slices.Max(h.docs)
	head, _, err := t.head(h.last)
	h.lastID = head.ID
	return ignoreDamage(err)
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
	from = min(max(from, 0), len(h.docs))
	part := h.docs[from:min(from+max(n, 0), len(h.docs))]
	if len(part) == 0 {
		return nil, ctx.Err()
	}
	err = h.store.view(ctx, func(t *tx) error {
		if err := h.sameFile(t); err != nil {
			return err
		}
		out, err = t.heads(part)
		return err
	})
	if len(out) == len(part) {
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

// Index returns the position of an article, -1 when it is not among them.
func (h *hits) Index(ctx context.Context, id feed.ID) (at int, err error) {
	at = -1
	err = h.store.view(ctx, func(t *tx) error {
		if err := h.sameFile(t); err != nil {
			return err
		}
		doc, found, err := t.doc(id)
		if found {
			at = slices.Index(h.docs, doc)
		}
		return err
	})
	return at, err
}

// NextUnread returns the next position after from, or before it when step is
// negative, that is unread now; -1 when there is none.
func (h *hits) NextUnread(ctx context.Context, from, step int) (at int, err error) {
	step = max(min(step, 1), -1)
	if step == 0 {
		return -1, nil
	}
	at = -1
	err = h.store.view(ctx, func(t *tx) error {
		if err := h.sameFile(t); err != nil {
			return err
		}
		unread, err := t.set(setUnread)
		if err != nil {
			return err
		}
		from = max(min(from, len(h.docs)), -1)
		for i := from + step; i >= 0 && i < len(h.docs); i += step {
			if unread.has(h.docs[i]) {
				at = i
				return nil
			}
		}
		return nil
	})
	return at, err
}

// heads reads the heads of docs with their flags and themes; that of a doc
// that is gone is zero, and of one that is damaged, which is told as an error
// when the others are read.
func (t *tx) heads(docs []uint32) ([]feed.Head, error) {
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	flags := &flagReader{tx: t}
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
	return h, err
}

// flagReader tells the flags of docs; the bitmaps of each shard are looked up
// once.
type flagReader struct {
	*tx
	shards map[uint16]*[4]*roaring.Bitmap
}

var flagNames = [4]string{setUnread, setStarred, setTrash, setSample}

func (f *flagReader) read(doc uint32, h *feed.Head) error {
	shard := uint16(doc >> 16)
	sets, ok := f.shards[shard]
	if !ok {
		sets = new([4]*roaring.Bitmap)
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
	h.Read, h.Starred, h.Trashed, h.Sample = !in(0), in(1), in(2), in(3)
	return nil
}
