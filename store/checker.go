package store

import (
	"bytes"
	"slices"
	"strings"

	"veille/feed"
)

// checker checks one part of the file in one transaction.
type checker struct {
	*tx
	r        *Report
	codec    *codec
	plain    []byte
	from, to uint32              // the documents looked at
	want     map[string][]uint64 // what sets must hold of them, a bit for each
	arrived  map[uint32]feed.ID
	broken   []uint64 // documents whose heads cannot be read: what hangs on them is no fault of its own
}

// walk gives the sound values of a bucket from a key on to yield, and notes the
// others, until yield says that it is enough.
func (k *checker) walk(b bucket, from []byte, keySize int, yield func(key, payload []byte) bool) {
	var last []byte
	for key, v := range k.up(b, from) {
		if last != nil && bytes.Compare(key, last) <= 0 {
			k.faultIn(b, "%s: key %x is not in order", bucketNames[b], key)
		}
		last = append(last[:0], key...)
		if keySize > 0 && len(key) != keySize {
			k.faultIn(b, "%s: key %x is not valid", bucketNames[b], key)
			continue
		}
		p, ok := b.unseal(key, v)
		if b == inDate || b == inSame {
			p, ok = v, len(v) == 0
		}
		if !ok {
			p = nil
			k.sealFault(b, key)
		}
		if !ok && !yieldsDamaged(b) {
			continue
		}
		if !yield(key, p) {
			return
		}
	}
}

// yieldsDamaged: walks through documents end by their keys, which damaged
// values have too.
func yieldsDamaged(b bucket) bool {
	switch b {
	case inArt, inBody, inRaw, inMark, inNote, inHigh, inPlace, inItem, inVersion, inSug, inDrop, inSketch, inStory:
		return true
	default:
		return false
	}
}

// all gives all sound records of a bucket to yield.
func (k *checker) all(b bucket, keySize int, yield func(key, payload []byte)) {
	k.walk(b, nil, keySize, func(key, p []byte) bool {
		yield(key, p)
		return true
	})
}

// lists checks the buckets that are small.
func (k *checker) lists() error {
	k.all(inTheme, 16, func(key, p []byte) {
		th, err := decodeTheme(feed.ID(key), p)
		if err != nil || !validSlug(th.Slug) {
			k.r.fault("theme: record %x cannot be read", key)
		}
		k.r.Themes++
	})
	k.all(inFeed, 16, func(key, p []byte) {
		if _, err := decodeSource(feed.ID(key), p); err != nil {
			k.r.fault("feed: record %x cannot be read", key)
		}
		k.r.Sources++
	})
	k.all(inQuery, 16, func(key, p []byte) {
		if q, err := decodeQuery(feed.ID(key), p); err != nil || q.Name == "" {
			k.r.fault("query: record %x cannot be read", key)
		}
		k.r.Queries++
	})
	k.all(inJournal, 8, func(key, p []byte) {
		st, err := decodeStep(seqOf(key), p)
		if err != nil || st.change.Seq > k.is.seq {
			k.r.fault("journal: change %x cannot be read", key)
		}
		k.r.Changes++
	})
	k.followed()
	k.ruled()
	k.reviews()
	k.retold()
	for _, b := range []bucket{inInfo} {
		k.all(b, 0, func(_, _ []byte) {})
	}
	k.all(inSet, 0, func(key, p []byte) {
		name, shard, ok := splitSetKey(key)
		if !ok || int(shard) >= k.shards() {
			k.r.fault("set: key %x is not valid", key)
			return
		}
		m, err := readBitmap(key, p)
		switch {
		case err != nil || m.IsEmpty() || m.Maximum() >= shardDocs:
			k.faultOf(string(name), "set: record %x cannot be read", key)
		case uint32(shard)<<16+m.Maximum() >= k.is.next:
			k.faultOf(string(name), "set: record %x reaches beyond the last document", key)
		}
	})
	k.beyond()
	return nil
}

// beyond looks for documents behind the last.
func (k *checker) beyond() {
	for _, b := range []bucket{inArt, inBody, inRaw, inMark, inNote, inHigh, inPlace, inItem, inVersion, inSug, inDrop, inSketch, inStory} {
		k.walk(b, docKey(k.is.next), 0, func(key, _ []byte) bool {
			k.faultIn(b, "%s: record %x is beyond the last document", bucketNames[b], key)
			return true
		})
	}
}

// each gives the records of the documents looked at to yield; those that are
// damaged have been noted.
func (k *checker) each(b bucket, keySize int, yield func(doc uint32, key, p []byte)) {
	k.walk(b, docKey(k.from), keySize, func(key, p []byte) bool {
		if len(key) < 4 || docOf(key) >= k.to {
			return false
		}
		if p != nil || len(key) != keySize {
			yield(docOf(key), key, p)
		}
		return true
	})
}

func (k *checker) wanted(name string, doc uint32) {
	s := k.want[name]
	if s == nil {
		s = make([]uint64, (k.to-k.from+63)/64)
		k.want[name] = s
	}
	s[(doc-k.from)>>6] |= 1 << ((doc - k.from) & 63)
}

// documents checks all there is of some documents but their texts.
func (k *checker) documents() error {
	k.heads()
	bodies := 0
	k.each(inBody, 4, func(doc uint32, _, _ []byte) {
		if bodies++; !k.kept(doc) {
			k.r.fault("body: document %d has no head", doc)
		}
	})
	if bodies < len(k.arrived) {
		k.bodiless()
	}
	k.each(inRaw, 4, func(doc uint32, _, _ []byte) {
		if !k.kept(doc) {
			k.r.fault("raw: document %d has no head", doc)
		}
	})
	k.each(inNote, 6, func(doc uint32, key, _ []byte) {
		if !k.kept(doc) {
			k.r.fault("note: record %x belongs to no article", key)
			return
		}
		k.wanted(hasNote, doc)
	})
	k.each(inPlace, 4, func(doc uint32, key, _ []byte) {
		if !k.kept(doc) {
			k.r.fault("place: record %x belongs to no article", key)
		}
	})
	k.highlighted()
	k.items()
	k.suggested()
	k.storied()
	if err := k.marks(); err != nil {
		return err
	}
	return k.sets()
}

// heads reads the heads and holds that list and IDs lead to them.
func (k *checker) heads() {
	k.broken = make([]uint64, (k.to-k.from+63)/64)
	k.walk(inArt, docKey(k.from), 4, func(key, p []byte) bool {
		doc := docOf(key)
		if doc >= k.to {
			return false
		}
		h, err := decodeHead(p)
		if p == nil || err != nil || h.ID.IsZero() {
			if p != nil {
				k.r.fault("art: record %x cannot be read", key)
			}
			k.broken[(doc-k.from)>>6] |= 1 << ((doc - k.from) & 63)
			return true
		}
		k.r.Articles++
		k.arrived[doc] = h.ID
		k.wanted(setAll, doc)
		for _, name := range headSets(&h) {
			k.wanted(name, doc)
		}
		if v, err := k.value(inDate, dateKey(listTime(&h), doc)); v == nil || err != nil {
			k.r.fault("date: article %s is not in the list", h.ID)
		}
		k.findable(doc, p, &h)
		if to, found, err := k.doc(h.ID); !found || to != doc || err != nil {
			k.r.fault("guid: article %s cannot be found by its ID", h.ID)
		}
		return true
	})
}

// kept reports whether a document has a head, be it one that cannot be read.
func (k *checker) kept(doc uint32) bool {
	_, ok := k.arrived[doc]
	return ok || docSet(k.broken).has(doc-k.from)
}

func (k *checker) bodiless() {
	for doc, id := range k.arrived {
		if v, err := k.value(inBody, docKey(doc)); v == nil || err != nil {
			k.r.fault("body: article %s has none", id)
		}
	}
}

func (k *checker) marks() error {
	known, err := k.known()
	if err != nil {
		k.r.fault("themes or sources cannot be read: %v", err)
		return nil
	}
	k.each(inMark, 20, func(doc uint32, key, p []byte) {
		theme := feed.ID(key[4:])
		m, err := decodeMark(p, theme)
		_, ok := known.theme(theme)
		id := k.arrived[doc]
		switch {
		case err != nil:
			k.r.fault("mark: record %x cannot be read", key)
		case !k.kept(doc):
			k.r.fault("mark: document %d is not kept", doc)
			return
		case !ok:
			k.r.fault("mark: theme %s of article %s is not defined", theme, id)
		}
		k.r.Marks++
		k.wanted(setTag(theme), doc)
		k.wanted(setBy(m.By, theme), doc)
	})
	return nil
}

// sets compares what the sets say of the documents with what heads, marks and
// notes say, and of the other sets with the articles there are.
func (k *checker) sets() error {
	shard := uint16(k.from >> 16)
	seen := map[string]bool{}
	have := make([]uint64, (k.to-k.from+63)/64)
	kept := k.want[setAll]
	if kept == nil {
		kept = make([]uint64, len(have))
	}
	for key, v := range k.up(inSet, nil) {
		name, of, ok := splitSetKey(key)
		p, sealed := inSet.unseal(key, v)
		if !ok || of != shard || !sealed {
			continue
		}
		m, err := readBitmap(key, p)
		if err != nil {
			continue // told with the lists
		}
		clear(have)
		it := m.Iterator()
		for it.AdvanceIfNeeded(k.from & 0xFFFF); it.HasNext(); {
			at := it.Next() - k.from&0xFFFF
			if at >= k.to-k.from {
				break
			}
			have[at>>6] |= 1 << (at & 63)
		}
		n := k.sure(have)
		if string(name) == setTrash {
			k.r.Trashed += docSet(have).count()
		}
		if n > 0 {
			seen[string(name)] = true
			k.compareSet(string(name), have, kept)
		}
	}
	for name, want := range k.want {
		if !seen[name] && k.sure(want) > 0 {
			k.faultOf(name, "set %q: it does not hold what belongs into it", name)
		}
	}
	return nil
}

// sure takes the documents that cannot be judged out of a set and counts the
// rest.
func (k *checker) sure(docs []uint64) (n int) {
	for i := range docs {
		docs[i] &^= k.broken[i]
	}
	return docSet(docs).count()
}

func (k *checker) compareSet(name string, have, kept []uint64) {
	want, derived := k.want[name]
	switch {
	case derived && !slices.Equal(want, have):
		k.faultOf(name, "set %q: it does not hold what belongs into it", name)
	case !derived && isDerived(name):
		k.faultOf(name, "set %q: nothing belongs into it", name)
	case !derived && docSet(have).andNot(kept).count() > 0:
		k.faultOf(name, "set %q: documents in it are not kept", name)
	}
}

// isDerived reports whether what is in a set follows from heads, marks,
// notes and highlights alone.
func isDerived(name string) bool {
	for _, p := range []string{
		tagPrefix, byPrefix, sugPrefix, dropPrefix, srcPrefix, langPrefix, setUndated, setDay, hasNote, hasHighlight, hasVersion, wantsPage, wordPrefix, monthPrefix, hourPrefix,
	} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return name == setAll
}

// ways holds that entries of the list or of the IDs lead to articles that stand
// there, from a key on.
func (k *checker) ways(b bucket, from []byte) (next []byte, more bool, err error) {
	n, size := 0, 16
	switch b {
	case inDate:
		size = dateKeySize
	case inSame:
		size = sameKeySize
	}
	k.walk(b, from, size, func(key, p []byte) bool {
		if n++; n > checkedWays {
			next, more = bytes.Clone(key), true
			return false
		}
		doc := uint32(0)
		switch {
		case b == inSame:
			k.leads(key)
			return true
		case b == inDate:
			doc = docOf(key[whenSize:])
		case len(p) == 4:
			doc = docOf(p)
		default:
			k.r.fault("guid: record %x cannot be read", key)
			return true
		}
		h, found, herr := k.head(doc)
		switch {
		case herr != nil: // told with the documents
		case b == inDate && (!found || !bytes.Equal(key, dateKey(listTime(&h), doc))):
			k.r.fault("date: document %d stands there twice, at a wrong time, or is not kept", doc)
		case b == inGUID && (!found || h.ID != feed.ID(key)):
			k.r.fault("guid: article %s leads to another", feed.ID(key))
		}
		return true
	})
	return next, more, nil
}

// texts unpacks the texts and originals of some documents and compares the sets
// that follow from texts.
func (k *checker) texts() error {
	k.each(inArt, 4, func(doc uint32, _, p []byte) {
		var a feed.Article
		h, err := decodeHead(p)
		if err != nil {
			return // told with the documents
		}
		k.arrived[doc] = h.ID
		frame, err := k.get(inBody, docKey(doc))
		if frame == nil || err != nil {
			return
		}
		if k.plain, err = k.codec.unpack(k.plain[:0], frame); err == nil {
			err = decodeBody(k.plain, &a)
		}
		if err != nil {
			k.r.fault("body: article %s cannot be read", h.ID)
			return
		}
		a.Head = h
		for _, name := range bodySets(&a) {
			k.wanted(name, doc)
		}
	})
	k.each(inRaw, 4, func(doc uint32, _, p []byte) {
		body, err := k.get(inBody, docKey(doc))
		if err == nil {
			_, err = decodeRaw(k.codec, p, body)
		}
		if err != nil {
			k.r.fault("raw: original of article %s cannot be read", k.arrived[doc])
		}
	})
	k.earlier()
	k.compareTextSets()
	return nil
}

// compareTextSets compares the sets that follow from the texts of the documents.
func (k *checker) compareTextSets() {
	for _, name := range textSets {
		m, err := k.shard(name, uint16(k.from>>16))
		if err != nil {
			continue // told with the lists
		}
		for doc, id := range k.arrived {
			have := m != nil && m.Contains(doc&0xFFFF)
			want := k.want[name] != nil && k.want[name][(doc-k.from)>>6]&(1<<((doc-k.from)&63)) != 0
			if have != want {
				k.r.fault("set %q: it is wrong of article %s", name, id)
			}
		}
	}
}
