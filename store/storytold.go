package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/rand/v2"
	"slices"

	"veille/feed"
)

// Bucket told: shard u32 → which of 4096 docs are in a story, in rising order
//
//	uvarint   the doc, counted from the one before and one less; the first from the
//	          beginning of the shard
//	uvarint   from the doc to the one its story began with, zigzag: 0 for that one
//	16 bytes  its ID, after such a 0
//
// A story has two docs at least; it is known by the one it began with: of all the
// first by time of the list, then by ID. So it has the same ID whatever the order in
// which its versions came; a version that is older than all gives it another.
//
// All of it is read at once and kept until it changes: 100,000 docs, a third of them
// in stories, take half a megabyte and less than a millisecond.
const toldDocs = 4096

// stories are all stories as of one change of them. They are shared between
// transactions and never changed.
type stories struct {
	file feed.ID
	told uint64   // state.told
	of   []uint32 // by doc: its story, from 1; 0: none. What lies beyond is in none
	ids  []feed.ID
	lead []uint32
	ends []int // of each story in docs
	docs []uint32
}

// story returns the number of the story of a doc, -1 when it is in none.
func (x *stories) story(doc uint32) int {
	if int(doc) >= len(x.of) {
		return -1
	}
	return int(x.of[doc]) - 1
}

// members are the docs of a story, in rising order.
func (x *stories) members(i int) []uint32 {
	from := 0
	if i > 0 {
		from = x.ends[i-1]
	}
	return x.docs[from:x.ends[i]:x.ends[i]]
}

// count is how many stories there are.
func (x *stories) count() int { return len(x.ids) }

// shown counts the docs of a story that are not in the trash.
func (x *stories) shown(i int, trash docSet) (n int) {
	for _, doc := range x.members(i) {
		if !trash.has(doc) {
			n++
		}
	}
	return n
}

// toldAs is what a shard says of one doc.
type toldAs struct {
	doc, lead uint32
	id        feed.ID // of the lead itself
}

// stories returns the stories as this transaction sees them. A shard that is damaged
// counts as empty.
func (t *tx) stories() (*stories, error) {
	if t.told != nil && t.told.told == t.is.told {
		return t.told, nil
	}
	t.kept.mu.Lock()
	x := t.kept.told
	t.kept.mu.Unlock()
	if x == nil || x.file != t.is.file || x.told != t.is.told {
		var err error
		if x, err = t.loadStories(); err != nil {
			return nil, err
		}
	}
	t.told = x
	return x, nil
}

func (t *tx) loadStories() (*stories, error) {
	x := &stories{file: t.is.file, told: t.is.told}
	if t.is.told == 0 { // a file that is climbing to schema 4 has no bucket yet
		return x, nil
	}
	var all []toldAs
	for i := uint32(0); i*toldDocs < t.is.next; i++ {
		p, err := t.get(inTold, docKey(i))
		if err := ignoreDamage(err); err != nil {
			return nil, err
		}
		list, ok := decodeTold(p, i, t.is.next)
		if !ok {
			continue
		}
		all = append(all, list...)
	}
	if len(all) == 0 {
		return x, nil
	}
	x.of = make([]uint32, t.is.next)
	for _, a := range all {
		if a.doc == a.lead {
			x.ids, x.lead = append(x.ids, a.id), append(x.lead, a.doc)
			x.of[a.doc] = uint32(len(x.ids))
		}
	}
	sizes := make([]int, len(x.ids)+1)
	for _, a := range all {
		x.of[a.doc] = x.of[a.lead]
		sizes[x.of[a.doc]]++
	}
	x.ends = sizes[1:]
	at := make([]int, len(x.ids))
	for i := 1; i < len(x.ends); i++ {
		at[i] = x.ends[i-1]
		x.ends[i] += x.ends[i-1]
	}
	x.docs = make([]uint32, len(all)-sizes[0])
	for _, a := range all {
		if i := x.of[a.doc]; i > 0 {
			x.docs[at[i-1]] = a.doc
			at[i-1]++
		}
	}
	return x, nil
}

// decodeTold reads a shard of a file with so many docs.
func decodeTold(p []byte, shard, docs uint32) (out []toldAs, ok bool) {
	next := int64(shard) * toldDocs
	end := min(next+toldDocs, int64(docs))
	for len(p) > 0 {
		gap, n := binary.Uvarint(p)
		if n <= 0 || gap >= toldDocs {
			return nil, false
		}
		p = p[n:]
		far, n := binary.Varint(p)
		doc := next + int64(gap)
		if n <= 0 || doc >= end || far < -doc || far >= int64(docs)-doc {
			return nil, false
		}
		p = p[n:]
		a := toldAs{doc: uint32(doc), lead: uint32(doc + far)}
		if far == 0 {
			if len(p) < len(a.id) {
				return nil, false
			}
			p = p[copy(a.id[:], p):]
		}
		out = append(out, a)
		next = doc + 1
	}
	return out, true
}

func encodeTold(list []toldAs, shard uint32) (b []byte) {
	next := shard * toldDocs
	for _, a := range list {
		b = binary.AppendUvarint(b, uint64(a.doc-next))
		b = binary.AppendVarint(b, int64(a.lead)-int64(a.doc))
		if a.lead == a.doc {
			b = append(b, a.id[:]...)
		}
		next = a.doc + 1
	}
	return b
}

// retelling changes stories in one transaction. Until flush nothing is written.
type retelling struct {
	*tx
	base  *stories
	leads map[uint32]uint32   // by doc, of those that are changed; alone: in no story
	docs  map[uint32][]uint32 // by lead, of those that are changed
	ages  map[uint32]age
}

const alone = ^uint32(0)

// age is what tells which of two docs a story began with.
type age struct {
	when int64
	id   feed.ID
}

func (a age) compare(b age) int {
	return cmp.Or(cmp.Compare(a.when, b.when), bytes.Compare(a.id[:], b.id[:]))
}

func (t *tx) retell() (*retelling, error) {
	base, err := t.stories()
	return &retelling{tx: t, base: base, leads: map[uint32]uint32{}, docs: map[uint32][]uint32{}, ages: map[uint32]age{}}, err
}

// of returns the lead of the story that a doc is in.
func (e *retelling) of(doc uint32) (lead uint32, ok bool) {
	if lead, ok := e.leads[doc]; ok {
		return lead, lead != alone
	}
	i := e.base.story(doc)
	if i < 0 {
		return 0, false
	}
	return e.base.lead[i], true
}

// members are the docs of the story of a lead, in rising order. They must not be
// changed.
func (e *retelling) members(lead uint32) []uint32 {
	if docs, ok := e.docs[lead]; ok {
		return docs
	}
	if i := e.base.story(lead); i >= 0 && e.base.lead[i] == lead {
		return e.base.members(i)
	}
	return nil
}

// age reads that of a doc; one that cannot be read is the youngest.
func (e *retelling) age(doc uint32) (age, error) {
	if a, ok := e.ages[doc]; ok {
		return a, nil
	}
	a := age{when: openHigh}
	h, found, err := e.head(doc)
	if err := ignoreDamage(err); err != nil {
		return a, err
	}
	if err == nil && found {
		a = age{listTime(&h), h.ID}
	}
	e.ages[doc] = a
	return a, nil
}

// put makes docs one story, of two at least, and takes them out of those that they
// were in.
func (e *retelling) put(docs []uint32) error {
	for _, doc := range docs {
		if err := e.take(doc); err != nil {
			return err
		}
	}
	docs = slices.Clone(docs)
	slices.Sort(docs)
	return e.tell(slices.Compact(docs))
}

// tell makes docs, which rise and are in no story, one.
func (e *retelling) tell(docs []uint32) error {
	if len(docs) < 2 {
		return nil
	}
	lead, first := docs[0], age{}
	for i, doc := range docs {
		a, err := e.age(doc)
		if err != nil {
			return err
		}
		if i == 0 || a.compare(first) < 0 {
			lead, first = doc, a
		}
	}
	e.docs[lead] = docs
	for _, doc := range docs {
		e.leads[doc] = lead
	}
	return nil
}

// take takes a doc out of its story; the last of one is in none.
func (e *retelling) take(doc uint32) error {
	lead, ok := e.of(doc)
	if !ok {
		return nil
	}
	rest := e.apart(lead)
	return e.tell(slices.DeleteFunc(rest, func(d uint32) bool { return d == doc }))
}

// apart ends the story of a lead and returns what was in it.
func (e *retelling) apart(lead uint32) []uint32 {
	docs := slices.Clone(e.members(lead))
	for _, doc := range docs {
		e.leads[doc] = alone
	}
	e.docs[lead] = nil
	return docs
}

// add puts a doc that is in none into the story of a lead.
func (e *retelling) add(doc, lead uint32) error {
	docs := e.members(lead)
	a, err := e.age(doc)
	if err != nil {
		return err
	}
	first, err := e.age(lead)
	if err != nil {
		return err
	}
	at, _ := slices.BinarySearch(docs, doc)
	docs = slices.Insert(slices.Clone(docs), at, doc)
	if a.compare(first) < 0 {
		e.docs[lead] = nil
		lead = doc
		for _, d := range docs {
			e.leads[d] = lead
		}
	}
	e.docs[lead], e.leads[doc] = docs, lead
	return nil
}

// renew looks again with which doc the story of one began: its date may be another.
func (e *retelling) renew(doc uint32) error {
	lead, ok := e.of(doc)
	if !ok {
		return nil
	}
	was, err := e.age(lead)
	if err != nil {
		return err
	}
	for _, d := range e.members(lead) {
		a, err := e.age(d)
		if err != nil {
			return err
		}
		if d != lead && a.compare(was) < 0 || d == lead && d == doc {
			return e.tell(e.apart(lead))
		}
	}
	return nil
}

// flush writes what was changed.
func (e *retelling) flush() error {
	shards := map[uint32]bool{}
	for doc := range e.leads {
		shards[doc/toldDocs] = true
	}
	if len(shards) == 0 {
		return nil
	}
	for shard := range shards {
		if err := e.flushShard(shard); err != nil {
			return err
		}
	}
	e.is.told = max(1, rand.Uint64())
	e.told = nil
	clear(e.leads)
	clear(e.docs)
	return nil
}

func (e *retelling) flushShard(shard uint32) error {
	p, err := e.get(inTold, docKey(shard))
	if err := ignoreDamage(err); err != nil {
		return err
	}
	if _, ok := decodeTold(p, shard, e.is.next); err != nil || !ok {
		e.is.grouped = 0 // what it said must be worked out again
	}
	var list []toldAs
	for doc := shard * toldDocs; doc < min((shard+1)*toldDocs, e.is.next); doc++ {
		lead, ok := e.of(doc)
		if !ok {
			continue
		}
		a := toldAs{doc: doc, lead: lead}
		if lead == doc {
			first, err := e.age(doc)
			if err != nil {
				return err
			}
			if a.id = first.id; a.id.IsZero() {
				if i := e.base.story(doc); i >= 0 {
					a.id = e.base.ids[i]
				}
			}
		}
		list = append(list, a)
	}
	if len(list) == 0 {
		return e.del(inTold, docKey(shard))
	}
	return e.tx.put(inTold, docKey(shard), encodeTold(list, shard))
}
