package store

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

const (
	pieceBytes  = 4 << 20  // of leaf pages copied while the file is held for reading
	commitBytes = 32 << 20 // in one transaction of the new file
)

// copyAll copies all records in short transactions, and syncs them.
func (n *renewal) copyAll() (err error) {
	if n.seen, err = stampAt(n.store.path); err != nil {
		return err
	}
	for b := range bucketCount {
		if err := n.copyBucket(b); err != nil {
			return err
		}
	}
	if err := n.countKeys(); err != nil {
		return err
	}
	return n.out.Sync()
}

// copyBucket copies a bucket, piece by piece.
func (n *renewal) copyBucket(b bucket) error {
	from, more := []byte(nil), true
	for more {
		part := int64(0)
		err := n.out.Update(func(out *bbolt.Tx) error {
			bkt := outBucket(out, b)
			for more && part < commitBytes {
				if err := n.ctx.Err(); err != nil {
					return err
				}
				err := n.store.viewLocked(n.ctx, time.Now().Add(n.store.wait), func(t *tx) (err error) {
					var size int64
					size, from, err = n.copyPiece(t, bkt, b, from)
					part += size
					more = from != nil
					n.told.tell(min(n.done+part, int64(len(t.pages.mem))), int64(len(t.pages.mem)))
					return err
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		n.done += part
	}
	return nil
}

// outBucket returns a bucket of the new file, whose keys come in order.
func outBucket(out *bbolt.Tx, b bucket) *bbolt.Bucket {
	bkt := out.Bucket([]byte(bucketNames[b]))
	switch b {
	case inGUID, inMark, inSet, inSame, inGone, inSug, inDrop, inTold, inSketch, inStory:
		bkt.FillPercent = 0.8 // room for what comes between
	default:
		bkt.FillPercent = 0.95
	}
	return bkt
}

// copyPiece copies leaf pages from a key on. It returns where to go on, nil at
// the end of the bucket.
func (n *renewal) copyPiece(t *tx, out *bbolt.Bucket, b bucket, from []byte) (size int64, next []byte, err error) {

	if t.tree(b).root == 0 {
		return 0, nil, n.copySmall(t, out, b)
	}
	errFull := fmt.Errorf("piece is full")
	err = t.pages.eachLeaf(t.tree(b).root, from, func(id uint64, page []byte, count int) error {
		if size >= pieceBytes {
			return errFull
		}
		size += int64(len(page))
		if count == 0 {
			return nil
		}
		c := &leafCopy{in: b, sum: n.sum(page), first: bytes.Clone(leafKey(page, 0)), last: bytes.Clone(leafKey(page, count-1))}
		if old := n.leaves[id]; old != nil { // the page has been given to other records since
			n.reused = append(n.reused, old)
		}
		n.leaves[id] = c
		next = after(c.last)
		return leafRecords(id, bytes.Clone(page), count, out.Put) // bbolt keeps values until it commits
	})
	if err == errFull { //nolint:errorlint // made here
		return size, next, nil
	}
	return size, nil, err
}

// copySmall copies a bucket that has no pages of its own.
func (n *renewal) copySmall(t *tx, out *bbolt.Bucket, b bucket) error {
	c := &leafCopy{in: b}
	for k, v := range t.up(b, nil) {
		if c.first == nil {
			c.first = bytes.Clone(k)
		}
		c.last = bytes.Clone(k)
		if err := out.Put(bytes.Clone(k), bytes.Clone(v)); err != nil {
			return err
		}
	}
	n.small[b] = c
	return nil
}

func (n *renewal) countKeys() error {
	return n.out.View(func(out *bbolt.Tx) error {
		for b := range bucketCount {
			n.count[b] = out.Bucket([]byte(bucketNames[b])).Stats().KeyN
		}
		return nil
	})
}

// settle makes the new file say what the old one says now, while nobody else
// can use it, and gives it its name.
func (n *renewal) settle(t *tx) error {
	now, err := stampAt(n.store.path)
	if err != nil {
		return err
	}
	if now != n.seen {
		err := n.out.Update(func(out *bbolt.Tx) error {
			for b := range bucketCount {
				if err := n.settleBucket(t, outBucket(out, b), b); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			err = n.out.Sync()
		}
		if err != nil {
			return err
		}
	}
	out := n.out
	n.out = nil
	if err := out.Close(); err != nil {
		return err
	}
	if err := os.Rename(n.temp, n.store.path); err != nil {
		return err
	}
	n.swapped = true
	return syncFolder(filepath.Dir(n.store.path))
}

// settleBucket copies what has changed since, deletes what is gone, and counts:
// a copy with more keys or fewer is none.
func (n *renewal) settleBucket(t *tx, out *bbolt.Bucket, b bucket) error {
	want := 0
	put := func(k, v []byte) error {
		if out.Get(k) == nil {
			n.count[b]++
		}
		return out.Put(bytes.Clone(k), bytes.Clone(v))
	}

	if t.tree(b).root == 0 {
		for k, v := range t.up(b, nil) {
			want++
			if err := put(k, v); err != nil {
				return err
			}
		}
	} else {
		err := t.pages.eachLeaf(t.tree(b).root, nil, func(id uint64, page []byte, count int) error {
			want += count
			if c := n.leaves[id]; c != nil && c.in == b && c.sum == n.sum(page) {
				c.still = true
				return nil
			}
			return leafRecords(id, page, count, put)
		})
		if err != nil {
			return err
		}
	}
	if err := n.settleGone(t, out, b); err != nil {
		return err
	}
	if n.count[b] != want {
		return fmt.Errorf("the new file has %d keys in %s, the old one %d: it is given up", n.count[b], bucketNames[b], want)
	}
	return nil
}

// settleGone looks again at the keys of leaf pages that are not there any more as
// they were copied.
func (n *renewal) settleGone(t *tx, out *bbolt.Bucket, b bucket) error {
	for _, list := range []iter.Seq[*leafCopy]{maps.Values(n.leaves), slices.Values(n.reused), slices.Values(n.small[:])} {
		for c := range list {
			if c == nil || c.in != b || c.still || c.first == nil {
				continue
			}
			if err := n.settleRange(t, out, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// settleRange makes the keys between the first and the last of a leaf page say what
// the file says of them now: those it no longer has are deleted. One may have
// another value, though its page is there as it was: it was copied from there,
// again from a page that held it for a while, and then the first came back.
func (n *renewal) settleRange(t *tx, out *bbolt.Bucket, c *leafCopy) error {
	type change struct{ key, val []byte }
	var changes []change
	cur := out.Cursor()
	for k, have := cur.Seek(c.first); k != nil && bytes.Compare(k, c.last) <= 0; k, have = cur.Next() {
		v, err := t.value(c.in, k)
		if err != nil {
			return err
		}
		if v == nil || !bytes.Equal(v, have) {
			changes = append(changes, change{bytes.Clone(k), bytes.Clone(v)})
		}
	}
	for _, ch := range changes {
		if ch.val != nil {
			if err := out.Put(ch.key, ch.val); err != nil {
				return err
			}
			continue
		}
		n.count[c.in]--
		if err := out.Delete(ch.key); err != nil {
			return err
		}
	}
	return nil
}
