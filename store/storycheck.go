package store

import (
	"bytes"

	"veille/feed/story"
)

// storied checks what is kept of stories for the documents looked at.
func (k *checker) storied() {
	k.each(inSketch, 4, func(doc uint32, key, p []byte) {
		if !k.kept(doc) {
			k.r.madeFault("sketch: record %x belongs to no article", key)
			return
		}
		if _, err := story.DecodeSketch(p); err != nil && len(p) > 0 && p[0] == story.Version {
			k.r.madeFault("sketch: record %x cannot be read", key)
		}
	})
	k.each(inStory, 4, func(doc uint32, key, p []byte) {
		if !k.kept(doc) {
			k.r.fault("story: record %x belongs to no article", key)
			return
		}
		if h, err := decodeHandmade(p); err != nil || h.isEmpty() {
			k.r.fault("story: record %x cannot be read", key)
		}
	})
	x, err := k.stories()
	if err != nil {
		k.r.madeFault("told: stories cannot be read")
		return
	}
	for doc := k.from; doc < min(k.to, k.is.next); doc++ {
		if x.story(doc) >= 0 && !k.kept(doc) {
			k.r.madeFault("told: document %d is not kept", doc)
		}
	}
}

// retold checks which documents the stories are told of.
func (k *checker) retold() {
	k.all(inTold, 4, func(key, p []byte) {
		list, ok := decodeTold(p, docOf(key), k.is.next)
		if !ok || len(list) == 0 {
			k.r.madeFault("told: record %x cannot be read", key)
		}
	})
	if x, err := k.stories(); err == nil {
		for i := range x.count() {
			if len(x.members(i)) < 2 {
				k.r.madeFault("told: a story has one document")
			}
		}
	}
	k.shingled()
}

// shingled checks what finds stories.
func (k *checker) shingled() {
	segments := map[uint32]bool{}
	k.all(inShingle, 0, func(key, p []byte) {
		switch {
		case len(key) == 5 && key[0] == 'd':
			_, ok := decodeSegment(key, p)
			if segments[docOf(key[1:])] = true; !ok {
				k.r.madeFault("shingle: record %x cannot be read", key)
			}
		case len(key) == 13 && key[0] == 'p' && segments[docOf(key[1:])]:
			last, _ := splitShingleKey(key, docOf(key[1:]))
			r := shingleReader{b: p}
			for r.next() {
			}
			if len(r.b) > 0 || r.at != last {
				k.r.madeFault("shingle: block %x cannot be read", key)
			}
		default:
			k.r.madeFault("shingle: record %x belongs to no segment", key)
		}
	})
}

// keepHandmade copies what the user has decided of the stories of an article. What
// is worked out of them a repair leaves to be worked out again.
func (w *rewriting) keepHandmade(k *keeper, doc uint32) error {
	rec, ok := w.records[inStory][string(docKey(doc))]
	if !ok {
		return nil
	}
	if _, err := decodeHandmade(rec.payload); err != nil {
		return nil //nolint:nilerr // the repair tells that pages are lost
	}
	return k.put(inStory, docKey(doc), bytes.Clone(rec.payload))
}
