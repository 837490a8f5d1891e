package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"veille/feed"
)

// keyReindex holds, while the index is made anew, the number u32 above which
// segments are new.
var keyReindex = []byte("reindex")

// Reindex makes the whole index anew from the texts, some thousand articles in
// a transaction; the old segments answer until they are replaced. One that was
// interrupted goes on where it was. Suggestions and stories that are damaged go too,
// to be worked out again. progress is told how many of how many
// articles are done; it may be nil.
func (s *Store) Reindex(ctx context.Context, progress func(done, total int)) error {
	if err := s.remakeMade(ctx); err != nil {
		return err
	}
	above, err := s.beginReindex(ctx)
	if err != nil {
		return err
	}
	tries := 0
	for {
		p, total, err := s.stalePart(ctx, above)
		if err != nil {
			return err
		}
		if p.first == p.end {
			break
		}
		done, err := s.remake(ctx, p)
		if err != nil {
			return err
		}
		if tries++; done {
			tries = 0
			if progress != nil {
				progress(int(p.end), total)
			}
		} else if tries == 20 {
			return fmt.Errorf("the articles are being changed all the time: %w", feed.ErrBusy)
		}
	}
	if err := s.sweepIndex(ctx); err != nil {
		return err
	}
	_, err = s.update(ctx, func(t *tx) error { return t.del(inInfo, keyReindex) })
	return err
}

// beginReindex notes which segments are old. Where the list of segments cannot
// be read it is deleted: articles are read then until they have a new one.
func (s *Store) beginReindex(ctx context.Context) (above uint32, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		p, err := t.get(inInfo, keyReindex)
		if err != nil && !errors.Is(err, feed.ErrDamaged) {
			return err
		}
		list, lerr := t.segments()
		if err == nil && len(p) == 4 && lerr == nil {
			above = binary.BigEndian.Uint32(p)
			return errUnchanged
		}
		above = t.is.segment
		for _, g := range list {
			above = max(above, g.number)
		}
		t.is.segment = above
		if lerr != nil {
			var keys [][]byte
			for k := range t.up(inSeg, nil) {
				keys = append(keys, bytes.Clone(k))
			}
			if err := t.delAll(inSeg, keys); err != nil {
				return err
			}
		}
		return t.put(inInfo, keyReindex, binary.BigEndian.AppendUint32(nil, above))
	})
	return above, err
}

// stalePart returns the first docs that have no new segment; none are left when
// first is end.
func (s *Store) stalePart(ctx context.Context, above uint32) (p indexPart, total int, err error) {
	err = s.view(ctx, func(t *tx) error {
		p, total = indexPart{fresh: true}, int(t.is.next)
		list, err := t.segments()
		if err != nil {
			return err
		}
		stale := staleIn(append(list, segment{first: t.is.next, end: t.is.next, number: above + 1}), above)
		for i, g := range stale {
			if i == 0 {
				p.first = g.first
			}
			if g.end-p.first > maxSegment {
				if g.number == 0 {
					p.end = p.first + maxSegment
				}
				break
			}
			if p.end = g.end; g.number != 0 {
				p.old = append(p.old, g)
			}
		}
		return nil
	})
	return p, total, err
}

// staleIn returns the first old segments side by side; docs between that have
// none stand as a segment without a number.
func staleIn(list []segment, above uint32) (stale []segment) {
	at := uint32(0)
	for _, g := range list {
		if at < g.first {
			stale = append(stale, segment{first: at, end: g.first})
		}
		if g.number <= above {
			stale = append(stale, g)
		} else if len(stale) > 0 {
			return stale
		}
		at = g.end
	}
	return stale
}

// sweepAtOnce bounds how long the file is held.
const sweepAtOnce = 2000

// sweepIndex deletes blocks that belong to no segment.
func (s *Store) sweepIndex(ctx context.Context) error {
	for swept := false; !swept; {
		_, err := s.update(ctx, func(t *tx) error {
			keys, err := t.strayBlocks(sweepAtOnce)
			if swept = err == nil && len(keys) == 0; swept {
				return errUnchanged
			}
			return errors.Join(err, t.delAll(inPost, keys))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// strayBlocks returns the keys of up to n blocks that belong to no segment.
func (t *tx) strayBlocks(n int) (keys [][]byte, err error) {
	list, err := t.segments()
	if err != nil {
		return nil, err
	}
	known := map[uint32]bool{}
	for _, g := range list {
		known[g.number] = true
	}
	for next := []byte{}; next != nil; {
		from := next
		next = nil
		for k := range t.up(inPost, from) {
			if len(keys) == n {
				return keys, nil
			}
			if len(k) >= 4 && known[docOf(k[:4])] {
				if number := docOf(k[:4]); number < ^uint32(0) {
					next = docKey(number + 1)
				}
				break
			}
			keys = append(keys, bytes.Clone(k))
		}
	}
	return keys, nil
}
