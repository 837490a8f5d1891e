package store

import (
	"bytes"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// destroyAtOnce bounds how long the file is held.
const destroyAtOnce = 500

// EmptyTrash destroys what is in the trash and returns how many articles. What
// the journal says of them goes too; undo leaves them out. It works in short
// transactions: when it ends early, what is destroyed is destroyed whole.
func (s *Store) EmptyTrash(ctx context.Context) (n int, err error) {
	for {
		count := 0
		_, err := s.update(ctx, func(t *tx) error {
			trash, err := t.set(setTrash)
			if err != nil {
				return err
			}
			docs := trash.docs()
			docs = docs[:min(len(docs), destroyAtOnce)]
			if count = len(docs); count == 0 {
				return errUnchanged
			}
			return t.destroy(docs)
		})
		if err != nil {
			return n, err
		}
		if count == 0 {
			_, _ = s.tend(ctx, 100) // segments that are wholly gone; others the next time
			return n, nil
		}
		n += count
	}
}

// destroy deletes all there is of docs.
func (t *tx) destroy(docs []uint32) error {
	gone := t.newSet()
	for _, doc := range docs {
		gone.add(doc)
	}
	if err := t.leaveStories(gone); err != nil { // while their heads are there
		return err
	}
	var lost []uint32
	for _, doc := range docs {
		whole, err := t.destroyOne(doc)
		if err != nil {
			return err
		}
		if !whole {
			lost = append(lost, doc)
		}
	}
	if len(lost) > 0 {
		if err := t.sweep(lost); err != nil {
			return err
		}
	}
	learned, err := t.made(setLearned(feed.ID{}))
	if err != nil {
		return err
	}
	t.is.residue += uint64(learned.meets(gone))
	if len(t.brokenSets()) > 0 {
		if err := t.mend(); err != nil {
			return err
		}
	}
	if err := t.clearSets(gone); err != nil {
		return err
	}
	return t.forget(gone)
}

// destroyOne deletes the records of a doc; whole is false when its head cannot
// be read to tell its ID and place in the list.
func (t *tx) destroyOne(doc uint32) (whole bool, err error) {
	key := docKey(doc)
	e, whole, herr := t.entry(doc)
	if herr == nil && whole {
		h := &e.head
		if err := t.bury(&e); err != nil {
			return false, err
		}
		if err := t.del(inGUID, h.ID[:]); err != nil {
			return false, err
		}
		if err := t.del(inDate, dateKey(listTime(h), doc)); err != nil {
			return false, err
		}
		if err := t.moveTraces(doc, h.SourceID, h.SourceID, e.traces(), nil); err != nil {
			return false, err
		}
	}
	for _, b := range []bucket{inArt, inBody, inRaw, inPlace, inItem, inSug, inSketch, inStory} {
		if err := t.del(b, key); err != nil {
			return false, err
		}
	}
	for _, b := range []bucket{inMark, inNote, inHigh, inVersion, inDrop} {
		if err := t.delOf(b, doc); err != nil {
			return false, err
		}
	}
	return whole && herr == nil, nil
}

// eachOf gives the keys that begin with doc to yield.
func (t *tx) eachOf(b bucket, doc uint32, yield func(k, v []byte) error) error {
	prefix := docKey(doc)
	for k, v := range t.up(b, prefix) {
		if !bytes.HasPrefix(k, prefix) {
			break
		}
		if err := yield(k, v); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) delOf(b bucket, doc uint32) error {
	var keys [][]byte
	err := t.eachOf(b, doc, func(k, _ []byte) error {
		keys = append(keys, slices.Clone(k))
		return nil
	})
	if err != nil {
		return err
	}
	return t.delAll(b, keys)
}

// sweep looks for docs in the buckets whose keys their damaged heads no longer
// tell.
func (t *tx) sweep(docs []uint32) error {
	var ids, dates, same [][]byte
	for k, v := range t.up(inGUID, nil) {
		if p, ok := inGUID.unseal(k, v); ok && len(p) == 4 && slices.Contains(docs, docOf(p)) {
			ids = append(ids, slices.Clone(k))
		}
	}
	for k := range t.up(inDate, nil) {
		if len(k) == dateKeySize && slices.Contains(docs, docOf(k[whenSize:])) {
			dates = append(dates, slices.Clone(k))
		}
	}
	for k := range t.up(inSame, nil) {
		if len(k) == sameKeySize && slices.Contains(docs, docOf(k[sameKeySize-4:])) {
			same = append(same, slices.Clone(k))
		}
	}
	if err := t.delAll(inGUID, ids); err != nil {
		return err
	}
	if err := t.delAll(inSame, same); err != nil {
		return err
	}
	return t.delAll(inDate, dates)
}

// clearSets takes docs out of every set.
func (t *tx) clearSets(gone docSet) error {
	dead := map[uint16]*roaring.Bitmap{}
	for _, part := range byShard(gone.bitmap()) {
		dead[part.shard] = part.docs
	}
	type place struct {
		name  string
		shard uint16
	}
	var hit []place
	for k, v := range t.up(inSet, nil) {
		name, shard, ok := splitSetKey(k)
		if !ok {
			return damaged("set %x", k)
		}
		p, err := inSet.read(k, v)
		if err != nil {
			return err
		}
		m, err := readBitmap(k, p)
		if err != nil {
			return err
		}
		if docs := dead[shard]; docs != nil && m.Intersects(docs) {
			hit = append(hit, place{string(name), shard})
		}
	}
	for _, h := range hit {
		if err := t.changeShard(h.name, h.shard, dead[h.shard], false); err != nil {
			return err
		}
	}
	return nil
}

// forget takes docs out of the journal; a change with nothing left is deleted.
func (t *tx) forget(gone docSet) error {
	var changed []step
	var dead [][]byte
	for k, v := range t.up(inJournal, nil) {
		st, err := readStep(k, v)
		if err != nil {
			return err
		}
		touched, left := st.without(gone)
		switch {
		case touched && left:
			changed = append(changed, st)
		case touched:
			dead = append(dead, slices.Clone(k))
		}
	}
	for i := range changed {
		if err := t.putStep(&changed[i]); err != nil {
			return err
		}
	}
	return t.delAll(inJournal, dead)
}
