package store

import (
	"bytes"

	"veille/feed"
)

// take keeps a record that was found, if it is sealed and none of a higher rank
// is there. It reports whether it is what was written under that key.
func (v *salvage) take(b bucket, k, val []byte, at place) bool {
	if b == inDate {
		return len(val) == 0 && len(k) == dateKeySize && v.takeDate(k, at.rank)
	}
	p, ok := b.unseal(k, val)
	if !ok {
		return false
	}
	switch b {
	case inArt, inBody, inRaw:
		return v.takeDoc(b, k, at)
	case inGUID:
		if len(k) != len(feed.ID{}) || len(p) != 4 || docOf(p) >= maxDoc {
			return false
		}
		doc := docOf(p)
		grow(&v.ids, doc, feed.ID{})
		if v.ids[doc].IsZero() {
			v.ids[doc] = feed.ID(k)
		}
		v.list(doc, at.rank)
	case inMark:
		if len(k) != 20 || docOf(k) >= maxDoc {
			return false
		}
		better(v.marks, markAt{docOf(k), feed.ID(k[4:])}, at)
	case inVersion:
		if len(k) != versionKeySize || docOf(k) >= maxDoc {
			return false
		}
		better(v.versions, versionAt{docOf(k), docOf(k[4:])}, at)
	default:
		v.takeRecord(b, k, p, at.rank)
	}
	return true
}

// better keeps a place unless one of the same rank or a higher is there.
func better[K comparable](places map[K]place, key K, at place) {
	if old := places[key]; !old.there || old.rank < at.rank {
		places[key] = at
	}
}

func grow[T any](list *[]T, doc uint32, empty T) {
	for uint32(len(*list)) <= doc {
		*list = append(*list, empty)
	}
}

// list notes that the list or the IDs of the newest state have a doc. What older
// pages say of it tells nothing: it may have been destroyed since.
func (v *salvage) list(doc uint32, rank int8) {
	if rank >= rankLoose {
		grow(&v.listed, doc, false)
		v.listed[doc] = true
	}
}

func (v *salvage) takeDate(k []byte, rank int8) bool {
	doc := docOf(k[whenSize:])
	if doc >= maxDoc {
		return false
	}
	var sec int64
	for _, c := range k[:whenSize] {
		sec = sec<<8 | int64(c)
	}
	grow(&v.when, doc, noWhen)
	if v.when[doc] == noWhen || rank >= rankLoose {
		v.when[doc] = sec - whenBias
	}
	v.list(doc, rank)
	return true
}

func (v *salvage) takeDoc(b bucket, k []byte, at place) bool {
	if len(k) != 4 || docOf(k) >= maxDoc {
		return false
	}
	list := &v.art
	switch b {
	case inBody:
		list = &v.body
	case inRaw:
		list = &v.raw
	}
	doc := docOf(k)
	grow(list, doc, place{})
	if old := (*list)[doc]; !old.there || old.rank < at.rank {
		(*list)[doc] = at
	}
	return true
}

// takeRecord keeps a record of a bucket with few. Of two of the same rank that
// differ nobody can tell the newer: sets are joined, so that no star is lost and
// nothing leaves the trash; of counters the higher count.
func (v *salvage) takeRecord(b bucket, k, p []byte, rank int8) {
	old, ok := v.records[b][string(k)]
	switch {
	case ok && old.rank > rank:
		return
	case ok && old.rank == rank && b == inSet:
		p = joined(k, old.payload, p)
	case ok && old.rank == rank && b == inInfo && bytes.Equal(k, keyState):
		a, aerr := decodeState(old.payload)
		b, berr := decodeState(p)
		if berr != nil || aerr == nil && (a.next > b.next || a.next == b.next && a.seq >= b.seq) {
			return
		}
	case ok && old.rank == rank:
		return
	}
	v.records[b][string(k)] = found{bytes.Clone(p), rank}
}

// joined is the union of two bitmaps.
func joined(key, a, b []byte) []byte {
	m, err := readBitmap(key, b)
	if err != nil {
		return a
	}
	o, err := readBitmap(key, a)
	if err != nil {
		return b
	}
	m.Or(o)
	p, err := m.ToBytes()
	if err != nil {
		return a
	}
	return p
}
