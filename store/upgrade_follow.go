package store

import (
	"encoding/binary"
	"errors"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"veille/feed"
)

// Schema 3 follows sources: it has buckets for what is known of asking them, of
// their items and of earlier versions. What articles can be found by is filled
// in, in order of arrival, some in each part. At is the next doc u32, the journal
// as it was, last seq u64 and done u64, and how many articles were kept u32: if
// an older veille has corrected or destroyed some meanwhile, or has compacted the
// file, which drops the buckets that it does not know, the upgrade begins anew.
const followPart = 20_000 // articles: some tenths of a second

func toFollow(u *climbing, at []byte) (next []byte, err error) {
	return u.followPieces(at, followPart)
}

func (u *climbing) followPieces(at []byte, piece uint32) (next []byte, err error) {
	const head = 4
	all, err := u.set(setAll)
	if err != nil {
		return nil, err
	}
	mark := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, u.is.seq), u.is.done)
	begun, err := u.begunFollow()
	if err != nil {
		return nil, err
	}
	from := uint32(0)
	if begun && len(at) == head+len(mark)+4 && string(at[head:head+len(mark)]) == string(mark) &&
		docOf(at[head+len(mark):]) == uint32(all.countIn(0, min(docOf(at), u.is.next))) {
		from = min(docOf(at), u.is.next)
	} else if err := u.beginFollow(); err != nil {
		return nil, err
	}
	to := min(from+piece, u.is.next)
	u.done, u.total = int(to), int(u.is.next)
	for doc := from; doc < to; doc++ {
		if err := u.ctx.Err(); err != nil {
			return nil, err
		}
		if all.has(doc) {
			if err := u.followDoc(doc); err != nil {
				return nil, err
			}
		}
	}
	if to == u.is.next {
		return nil, nil
	}
	return binary.BigEndian.AppendUint32(append(docKey(to), mark...), uint32(all.countIn(0, to))), nil
}

// followDoc lets a doc be found by its address. One whose head cannot be read is
// left out, for a check to tell of.
func (u *climbing) followDoc(doc uint32) error {
	h, found, err := u.head(doc)
	if errors.Is(err, feed.ErrDamaged) || err == nil && !found {
		return nil
	}
	if err != nil {
		return err
	}
	return u.moveTraces(doc, h.SourceID, h.SourceID, nil, traces(addressTrace(h.URL), descent{}, item{}))
}

// followBuckets are those that schema 3 has more.
var followBuckets = []bucket{inPoll, inItem, inSame, inVersion, inGone}

// begunFollow reports whether the new buckets are there.
func (u *climbing) begunFollow() (bool, error) {
	for _, b := range followBuckets {
		if way, err := u.openTree(b); err != nil || way.size == 0 {
			return false, err
		}
	}
	return true, nil
}

// beginFollow makes the new buckets, empty.
func (u *climbing) beginFollow() error {
	for _, b := range followBuckets {
		name := []byte(bucketNames[b])
		if err := u.bolt.DeleteBucket(name); err != nil && !errors.Is(err, berrors.ErrBucketNotFound) {
			return err
		}
		if _, err := u.bolt.CreateBucket(name); err != nil {
			return err
		}
		u.trees[b], u.buckets[b] = tree{}, (*bbolt.Bucket)(nil)
	}
	return nil
}
