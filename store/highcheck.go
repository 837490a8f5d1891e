package store

import "veille/feed"

// highlighted checks the highlights of the documents looked at.
func (k *checker) highlighted() {
	k.each(inHigh, highKeySize, func(doc uint32, key, p []byte) {
		if !k.kept(doc) {
			k.r.fault("high: record %x belongs to no article", key)
			return
		}
		if len(key) == highKeySize && p != nil {
			if h, err := decodeHigh(p); err != nil || h.ID.IsZero() {
				k.r.fault("high: record %x cannot be read", key)
			}
		}
		k.r.Highlights++
		k.wanted(hasHighlight, doc)
	})
}

// reviews checks what is kept of press reviews.
func (k *checker) reviews() {
	k.all(inReview, len(feed.ID{}), func(key, p []byte) {
		if r, err := decodeReview(p); err != nil || string(key) != string(reviewKey(r.Name)) {
			k.r.fault("review: record %x cannot be read", key)
		}
	})
}
