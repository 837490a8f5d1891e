package store

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"veille/feed"
)

// checker walks all buckets in one transaction.
type checker struct {
	*tx
	ctx     context.Context //nolint:containedctx // lives as long as one check
	r       *Report
	codec   *codec
	full    bool
	plain   []byte
	all     docSet
	want    map[string]docSet // what sets must hold, from the heads and marks
	arrived map[uint32]feed.ID
	when    map[uint32]int64
}

func (k *checker) run() error {
	steps := []func() error{k.names, k.heads, k.bodies, k.dates, k.guids, k.marks, k.notes, k.sets, k.journal, k.rest}
	if k.full {
		steps = append(steps, k.pages)
	}
	for _, step := range steps {
		if err := k.ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// each gives the sound values of a bucket to yield and notes the others.
func (k *checker) each(b bucket, keySize int, yield func(key, payload []byte) error) error {
	i, last := 0, []byte(nil)
	for key, v := range k.up(b, nil) {
		i++
		if i%4096 == 0 && k.ctx.Err() != nil {
			return k.ctx.Err()
		}
		if last != nil && bytes.Compare(key, last) <= 0 {
			k.r.fault("%s: key %x is not in order", bucketNames[b], key)
		}
		last = append(last[:0], key...)
		if keySize > 0 && len(key) != keySize {
			k.r.fault("%s: key %x is not valid", bucketNames[b], key)
			continue
		}
		p, ok := b.unseal(key, v)
		if b == inDate {
			p, ok = v, len(v) == 0
		}
		if !ok {
			k.r.fault("%s: record %x fails its checksum", bucketNames[b], key)
			continue
		}
		if err := yield(key, p); err != nil {
			return err
		}
	}
	return nil
}

func (k *checker) names() error {
	err := k.each(inTheme, 16, func(key, p []byte) error {
		th, err := decodeTheme(feed.ID(key), p)
		if err != nil || !validSlug(th.Slug) {
			k.r.fault("theme: record %x cannot be read", key)
		}
		k.r.Themes++
		return nil
	})
	if err != nil {
		return err
	}
	err = k.each(inFeed, 16, func(key, p []byte) error {
		if _, err := decodeSource(feed.ID(key), p); err != nil {
			k.r.fault("feed: record %x cannot be read", key)
		}
		k.r.Sources++
		return nil
	})
	if err != nil {
		return err
	}
	return k.each(inQuery, 16, func(key, p []byte) error {
		if q, err := decodeQuery(feed.ID(key), p); err != nil || q.Name == "" {
			k.r.fault("query: record %x cannot be read", key)
		}
		return nil
	})
}

// heads reads all heads and notes what sets and list must hold.
func (k *checker) heads() (err error) {
	k.want, k.when = map[string]docSet{}, map[uint32]int64{}
	k.all = k.newSet()
	return k.each(inArt, 4, func(key, p []byte) error {
		doc := docOf(key)
		h, err := decodeHead(p)
		switch {
		case err != nil || h.ID.IsZero():
			k.r.fault("art: record %x cannot be read", key)
			return nil
		case doc >= k.is.next:
			k.r.fault("art: document %d is beyond the last", doc)
			return nil
		}
		k.r.Articles++
		k.all.add(doc)
		k.arrived[doc], k.when[doc] = h.ID, listTime(&h)
		for _, name := range headSets(&h) {
			k.wanted(name).add(doc)
		}
		return nil
	})
}

func (k *checker) wanted(name string) docSet {
	s, ok := k.want[name]
	if !ok {
		s = k.newSet()
		k.want[name] = s
	}
	return s
}

func (k *checker) bodies() error {
	left := append(docSet(nil), k.all...)
	err := k.each(inBody, 4, func(key, p []byte) error {
		doc := docOf(key)
		if !k.all.has(doc) {
			k.r.fault("body: document %d has no head", doc)
			return nil
		}
		left.remove(doc)
		if !k.full {
			return nil
		}
		var err error
		var a feed.Article
		if k.plain, err = k.codec.unpack(k.plain[:0], p); err == nil {
			err = decodeBody(k.plain, &a)
		}
		if err != nil {
			k.r.fault("body: article %s cannot be read", k.arrived[doc])
			return nil
		}
		k.wantText(doc, &a)
		return nil
	})
	if err != nil {
		return err
	}
	for _, doc := range left.docs() {
		k.r.fault("body: article %s has none", k.arrived[doc])
	}
	return k.each(inRaw, 4, func(key, p []byte) error {
		doc := docOf(key)
		if !k.all.has(doc) {
			k.r.fault("raw: document %d has no head", doc)
			return nil
		}
		if k.full {
			if _, err := decodeRaw(k.codec, p); err != nil {
				k.r.fault("raw: original of article %s cannot be read", k.arrived[doc])
			}
		}
		return nil
	})
}

func (k *checker) dates() error {
	left := append(docSet(nil), k.all...)
	err := k.each(inDate, dateKeySize, func(key, _ []byte) error {
		doc := docOf(key[whenSize:])
		switch {
		case !left.has(doc):
			k.r.fault("date: document %d stands there twice or is not kept", doc)
			return nil
		case !bytes.Equal(key, dateKey(k.when[doc], doc)):
			k.r.fault("date: article %s stands at the wrong time", k.arrived[doc])
		}
		left.remove(doc)
		return nil
	})
	for _, doc := range left.docs() {
		k.r.fault("date: article %s is not in the list", k.arrived[doc])
	}
	return err
}

func (k *checker) guids() error {
	left := append(docSet(nil), k.all...)
	err := k.each(inGUID, 16, func(key, p []byte) error {
		if len(p) != 4 || k.arrived[docOf(p)] != feed.ID(key) {
			k.r.fault("guid: article %s leads to another", feed.ID(key))
			return nil
		}
		left.remove(docOf(p))
		return nil
	})
	for _, doc := range left.docs() {
		k.r.fault("guid: article %s cannot be found by its ID", k.arrived[doc])
	}
	return err
}

func (k *checker) marks() error {
	known, err := k.known()
	if err != nil {
		k.r.fault("themes or sources cannot be read: %v", err)
		return nil
	}
	return k.each(inMark, 20, func(key, p []byte) error {
		doc, theme := docOf(key), feed.ID(key[4:])
		m, err := decodeMark(p, theme)
		_, ok := known.theme(theme)
		switch {
		case err != nil:
			k.r.fault("mark: record %x cannot be read", key)
		case !k.all.has(doc):
			k.r.fault("mark: document %d is not kept", doc)
			return nil
		case !ok:
			k.r.fault("mark: theme %s of article %s is not defined", theme, k.arrived[doc])
		}
		k.r.Marks++
		k.wanted(setTag(theme)).add(doc)
		k.wanted(setBy(m.By, theme)).add(doc)
		return nil
	})
}

// wantText notes what the sets that follow from the body must hold.
func (k *checker) wantText(doc uint32, a *feed.Article) {
	p, err := k.get(inArt, docKey(doc))
	if err != nil {
		return
	}
	if a.Head, err = decodeHead(p); err != nil {
		return
	}
	for _, name := range bodySets(a) {
		k.wanted(name).add(doc)
	}
}

func (k *checker) notes() error {
	return k.each(inNote, 6, func(key, _ []byte) error {
		if !k.all.has(docOf(key)) {
			k.r.fault("note: record %x belongs to no article", key)
			return nil
		}
		k.wanted(hasNote).add(docOf(key))
		return nil
	})
}

// sets compares the sets with what heads and marks say, and the others with
// the articles there are.
func (k *checker) sets() error {
	have, err := k.readSets()
	if err != nil {
		return err
	}
	k.want[setAll] = k.all
	for name, docs := range have {
		if _, derived := k.want[name]; derived {
			continue
		}
		if n := docs.andNot(k.all).count(); n > 0 {
			k.r.fault("set %q: %d documents in it are not kept", name, n)
		}
		if isDerived(name, k.full) {
			k.r.fault("set %q: nothing belongs into it", name)
		}
	}
	for name, want := range k.want {
		if !slices.Equal(want, padded(have[name], len(want))) {
			k.r.fault("set %q: it does not hold what belongs into it", name)
		}
	}
	k.r.Trashed = have[setTrash].count()
	return nil
}

func (k *checker) readSets() (map[string]docSet, error) {
	have := map[string]docSet{}
	return have, k.each(inSet, 0, func(key, p []byte) error {
		name, shard, ok := splitSetKey(key)
		if !ok || int(shard) >= k.shards() {
			k.r.fault("set: key %x is not valid", key)
			return nil
		}
		m, err := readBitmap(key, p)
		if err != nil || m.IsEmpty() || m.Maximum() >= shardDocs {
			k.r.fault("set: record %x cannot be read", key)
			return nil
		}
		s, ok := have[string(name)]
		if !ok {
			s = k.newSet()
			have[string(name)] = s
		}
		addDense(s[int(shard)*shardWords:(int(shard)+1)*shardWords], m)
		return nil
	})
}

// isDerived reports whether what is in a set follows from heads, marks and
// notes alone, or in a full check from bodies too.
func isDerived(name string, full bool) bool {
	for _, p := range []string{
		tagPrefix, byPrefix, srcPrefix, langPrefix, setUndated, setDay, hasNote, wordPrefix, monthPrefix, hourPrefix,
	} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return full && slices.Contains(textSets, name)
}

func padded(s docSet, n int) docSet {
	return append(s[:len(s):len(s)], make(docSet, n-len(s))...)
}

func (k *checker) journal() error {
	return k.each(inJournal, 8, func(key, p []byte) error {
		st, err := decodeStep(seqOf(key), p)
		if err != nil || st.change.Seq > k.is.seq {
			k.r.fault("journal: change %x cannot be read", key)
		}
		k.r.Changes++
		return nil
	})
}

// rest reads the buckets that nothing else depends on.
func (k *checker) rest() error {
	for _, b := range []bucket{inInfo, inPlace, inSeg, inPost, inRule} {
		err := k.each(b, 0, func(key, _ []byte) error {
			if b == inPlace && (len(key) < 4 || !k.all.has(docOf(key))) {
				k.r.fault("%s: record %x belongs to no article", bucketNames[b], key)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// pages has bbolt check its pages, unless they are known to be damaged: it
// might not come back.
func (k *checker) pages() error {
	if !k.r.OK() {
		return nil
	}
	return checkPages(k.ctx, k.bolt, k.r)
}

func checkPages(ctx context.Context, b *bbolt.Tx, r *Report) error {
	faults := b.Check()
	for {
		select {
		case err, more := <-faults:
			if !more {
				return ctx.Err()
			}
			r.fault("%v", err)
		case <-ctx.Done():
			for range faults { // it must end before the file is unmapped
			}
			return ctx.Err()
		}
	}
}
