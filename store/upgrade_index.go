package store

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// Schema 2 has an index and sets that follow from texts, marks and notes. The
// upgrade makes both for articles in order of arrival, some in each part. At is
// the next doc u32 and the journal as it was, last seq u64 and done u64.
//
// An older veille may be at work meanwhile. What it adds comes in a later part.
// What it changes in articles that had their turn stands in the journal: then
// the upgrade begins anew.
const (
	upgradePart = 2000 // articles: some tenths of a second
	upgradeMark = 4 + 8 + 8
)

// firstSets are the sets of schema 1, by name or what it begins with.
var firstSets = []string{setAll, setUnread, setStarred, setTrash, setSample, setUndated, setDay, tagPrefix, srcPrefix, langPrefix}

func toIndex(u *climbing, at []byte) (next []byte, err error) { return inPieces(u, at, upgradePart) }

// inPieces is toIndex with so many articles in a part.
func inPieces(u *climbing, at []byte, piece uint32) (next []byte, err error) {
	from := uint32(0)
	journal := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, u.is.seq), u.is.done)
	if len(at) == upgradeMark && string(at[4:]) == string(journal) {
		from = min(docOf(at[:4]), u.is.next)
	} else if err := u.beginIndex(); err != nil {
		return nil, err
	}
	to := min(from+piece, u.is.next)
	u.done, u.total = int(to), int(u.is.next)
	if from < to {
		if err := u.indexPart(from, to); err != nil {
			return nil, err
		}
	}
	if to == u.is.next {
		return nil, nil
	}
	return append(docKey(to), journal...), nil
}

// beginIndex clears away what an earlier attempt has made. Blocks without a
// segment are swept up later.
func (u *climbing) beginIndex() error {
	var segments, sets [][]byte
	for k := range u.up(inSeg, nil) {
		segments = append(segments, slices.Clone(k))
	}
	for k := range u.up(inSet, nil) {
		name, _, ok := splitSetKey(k)
		if !ok {
			return damaged("set %x", k)
		}
		if !slices.ContainsFunc(firstSets, func(s string) bool {
			return string(name) == s || strings.HasSuffix(s, "/") && strings.HasPrefix(string(name), s)
		}) {
			sets = append(sets, slices.Clone(k))
		}
	}
	return errors.Join(u.delAll(inSeg, segments), u.delAll(inSet, sets))
}

// indexPart makes the segment of some docs and puts them into their sets.
func (u *climbing) indexPart(from, to uint32) error {
	all, err := u.set(setAll)
	if err != nil {
		return err
	}
	p := &indexing{first: from, sets: map[string]*roaring.Bitmap{}}
	defer p.words.release()
	for doc := from; doc < to; doc++ {
		if all.has(doc) {
			if err := p.read(u.tx, doc); err != nil {
				return err
			}
		}
	}
	const piece = 64
	err = eachOn(u.ctx, (len(p.docs)+piece-1)/piece, func(i int) error {
		return p.work(u.codecs, i*piece, min((i+1)*piece, len(p.docs)))
	})
	if err != nil {
		return err
	}
	words, err := p.words.postings(u.ctx)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(p.sets)) {
		if err := u.change(name, p.sets[name], true); err != nil {
			return err
		}
	}
	blocks, err := mergePostings(words.cursors())
	if err != nil {
		return err
	}
	return u.putSegment(from, to, blocks)
}

// indexing is the articles of one part.
type indexing struct {
	first   uint32
	docs    []uint32
	parcels []parcel
	words   gathering

	mu   sync.Mutex
	sets map[string]*roaring.Bitmap
}

// read takes a doc out of the file. One that cannot be read is left out of the
// index, so that a search comes upon it as before.
func (p *indexing) read(t *tx, doc uint32) error {
	got, found, err := t.parcel(doc)
	if err == nil && found {
		p.docs, p.parcels = append(p.docs, doc), append(p.parcels, got)
		return nil
	}
	if err != nil && !errors.Is(err, feed.ErrDamaged) {
		return err
	}
	if h, found, err := t.head(doc); err == nil && found {
		p.join(doc, derivedSets(&feed.Article{Head: h}))
	}
	p.join(doc, []string{setEdited})
	return nil
}

func (p *indexing) join(doc uint32, sets []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range sets {
		m := p.sets[name]
		if m == nil {
			m = roaring.New()
			p.sets[name] = m
		}
		m.Add(doc)
	}
}

// work gathers terms and sets of some of the articles.
func (p *indexing) work(codecs *codecs, from, to int) error {
	c, err := codecs.take()
	if err != nil {
		return err
	}
	defer codecs.give(c)
	x := p.words.take()
	defer p.words.give(x)
	for i := from; i < to; i++ {
		doc := p.docs[i]
		a, err := p.parcels[i].open(c)
		if err != nil {
			a = feed.Article{Head: p.parcels[i].head, Marks: p.parcels[i].marks, Notes: p.parcels[i].notes}
			p.join(doc, []string{setEdited})
		} else {
			x.add(uint16(doc-p.first), &a)
		}
		p.join(doc, derivedSets(&a))
	}
	return nil
}
