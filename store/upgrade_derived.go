package store

import (
	"errors"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// Schema 4 suggests themes, groups stories and follows rules. All that is worked
// out of the articles there are: the upgrade only makes the buckets, in one part.
func toDerived(u *climbing, _ []byte) (next []byte, err error) {
	return nil, u.addBuckets(themeBuckets)
}

// Schema 5 keeps highlights and press reviews, of which there are none yet.
func toHighlights(u *climbing, _ []byte) (next []byte, err error) {
	return nil, u.addBuckets([]bucket{inHigh, inReview})
}

// addBuckets makes buckets that are not there.
func (u *climbing) addBuckets(list []bucket) error {
	u.done, u.total = int(u.is.next), int(u.is.next)
	for _, b := range list {
		_, err := u.bolt.CreateBucket([]byte(bucketNames[b]))
		if err != nil && !errors.Is(err, berrors.ErrBucketExists) {
			return err
		}
		u.trees[b], u.buckets[b] = tree{}, (*bbolt.Bucket)(nil)
	}
	return nil
}

// themeBuckets are those that schema 4 has more.
var themeBuckets = []bucket{inSug, inDrop, inLearn, inSketch, inShingle, inTold, inStory}
