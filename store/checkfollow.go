package store

import (
	"bytes"
	"slices"

	"veille/feed"
)

// followed checks what is known of asking sources, and of what was destroyed.
func (k *checker) followed() {
	k.all(inPoll, 16, func(key, p []byte) {
		if _, err := decodePoll(p); err != nil {
			k.r.fault("poll: record %x cannot be read", key)
		}
		if v, err := k.value(inFeed, key); v == nil && err == nil {
			k.r.fault("poll: source %s is not known", feed.ID(key))
		}
	})
	k.all(inGone, 16, func(key, p []byte) {
		if len(p) > 0 {
			k.r.fault("gone: record %x is not valid", key)
		}
	})
}

// items checks what is known of items and that earlier versions belong to
// articles.
func (k *checker) items() {
	k.each(inItem, 4, func(doc uint32, key, p []byte) {
		if !k.kept(doc) {
			k.r.fault("item: record %x belongs to no article", key)
			return
		}
		if it, err := decodeItem(p); err != nil || it.isEmpty() {
			k.r.fault("item: record %x cannot be read", key)
		}
	})
	k.each(inVersion, versionKeySize, func(doc uint32, key, p []byte) {
		if !k.kept(doc) {
			k.r.fault("version: record %x belongs to no article", key)
			return
		}
		k.wanted(hasVersion, doc)
		v, err := decodeVersion(p)
		if err == nil {
			_, err = decodeHead(v.head)
		}
		if err != nil {
			k.r.fault("version: record %x cannot be read", key)
		}
	})
}

// findable holds that an article can be found by all that is known of it.
func (k *checker) findable(doc uint32, rec []byte, h *feed.Head) {
	d, err := decodeDescent(rec)
	if err != nil {
		return // decodeHead would have failed too
	}
	for _, name := range d.sets() {
		k.wanted(name, doc)
	}
	it, err := k.item(doc)
	if err != nil {
		return // told with the items
	}
	for _, tr := range traces(addressTrace(h.URL), d, it) {
		if v, err := k.value(inSame, traceKey(h.SourceID, tr, doc)); v == nil || err != nil {
			k.r.fault("same: article %s cannot be found by its traces", h.ID)
		}
	}
}

// leads holds that an entry of same leads to an article that has that trace.
func (k *checker) leads(key []byte) {
	doc := docOf(key[sameKeySize-4:])
	e, found, err := k.entry(doc)
	if err != nil {
		return // told with the documents
	}
	if !found || !slices.ContainsFunc(e.traces(), func(tr trace) bool {
		return bytes.Equal(traceKey(e.head.SourceID, tr, doc), key)
	}) {
		k.r.fault("same: record %x leads to another article, or to none", key)
	}
}

// earlier unpacks the earlier versions of some documents.
func (k *checker) earlier() {
	k.each(inVersion, versionKeySize, func(_ uint32, key, p []byte) {
		v, err := decodeVersion(p)
		if err != nil {
			return // told with the documents
		}
		if _, err := v.open(k.codec); err != nil {
			k.r.fault("version: text of record %x cannot be read", key)
		}
	})
}
