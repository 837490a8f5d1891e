package store

import (
	"math/bits"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// Bucket set: every filter is a set of docs, kept as one roaring bitmap for
// each 65,536 docs. A set without docs has no key.
//
//	all unread star trash sample        flags
//	feed/<source id> lang/<tag>         from the head; without an ID or a tag: not known
//	undated day                         from the head: how much of the date is known
//	month/<n> words/<class> come/<hour> from the head: see classes.go
//	tag/<theme id> by/<who>/<theme id>  from the marks
//	has/note has/highlight              from the notes, from the highlights
//	has/version                         from the earlier versions
//	wants/page                          from how it stands to its feed: see wanting.go
//	has/caption has/links is/updated is/fulltext
//	                                    from the body: see derived.go
//	hide                                by a rule: kept out of lists
//	sug/<theme id>                      from the suggestions, answered or not
//	drop/<theme id>/<list>              from the dismissals: see suggestset.go
//	done/<pass>                         what a pass of CatchUp need not look at
//	learned/<theme id>                  in the sample of the theme, learned/ in any
//	did/<rule id>/<version>             what a rule, or trust, has been applied to:
//	                                    see rulerecord.go
const (
	setAll     = "all" // everything kept, the trash too
	setUnread  = "unread"
	setStarred = "star"
	setTrash   = "trash"
	setSample  = "sample"
	setHidden  = "hide"
	setUndated = "undated" // no date of publication
	setDay     = "day"     // the date is known to the day or less
	tagPrefix  = "tag/"
	srcPrefix  = "feed/"
	langPrefix = "lang/"

	byPrefix    = "by/"
	sugPrefix   = "sug/"
	storyPrefix = "story/"

	dropPrefix    = "drop/"
	donePrefix    = "done/"
	learnedPrefix = "learned/"
	didPrefix     = "did/"

	hasNote      = "has/note"
	hasCaption   = "has/caption"
	hasLinks     = "has/links"
	hasHighlight = "has/highlight"
	isUpdated    = "is/updated"
	isFulltext   = "is/fulltext"
)

// textSets are those that only the body tells.
var textSets = []string{hasCaption, hasLinks, isUpdated, isFulltext}

// origins are the names of feed.By in sets and queries.
var origins = []string{feed.ByUser: "user", feed.ByRule: "rule", feed.BySuggestion: "suggestion", feed.ByImport: "import", feed.BySync: "sync"}

// setBy is the set of what somebody has put a theme on, the zero theme for the
// beginning of the names of all of them. A newer kind of mark counts by its
// number: it is nobody's that can be asked for.
func setBy(by feed.By, theme feed.ID) string {
	name := strconv.Itoa(int(by))
	if int(by) < len(origins) {
		name = origins[by]
	}
	if theme.IsZero() {
		return byPrefix + name + "/"
	}
	return byPrefix + name + "/" + theme.String()
}

func setTag(theme feed.ID) string { return tagPrefix + theme.String() }
func setLang(lang string) string  { return langPrefix + lang }
func setSource(src feed.ID) string {
	if src.IsZero() {
		return srcPrefix
	}
	return srcPrefix + src.String()
}

const (
	shardDocs  = 1 << 16
	shardWords = shardDocs / 64
)

// docSet is a set of docs in memory, a bit for each. Both of an operation have
// the same length: that of the file.
type docSet []uint64

func (t *tx) newSet() docSet {
	return make(docSet, (int(t.is.next)+shardDocs-1)/shardDocs*shardWords)
}

func (s docSet) has(doc uint32) bool {
	w := int(doc >> 6)
	return w < len(s) && s[w]&(1<<(doc&63)) != 0
}

func (s docSet) add(doc uint32)    { s[doc>>6] |= 1 << (doc & 63) }
func (s docSet) remove(doc uint32) { s[doc>>6] &^= 1 << (doc & 63) }

func (s docSet) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// The operations make a new set; an operand that is shorter, because the file
// has grown since, counts as padded with zeros.
func (s docSet) and(o docSet) docSet {
	out := make(docSet, min(len(s), len(o)))
	for i := range out {
		out[i] = s[i] & o[i]
	}
	return out
}

func (s docSet) or(o docSet) docSet {
	if len(s) < len(o) {
		s, o = o, s
	}
	out := append(docSet(nil), s...)
	for i, w := range o {
		out[i] |= w
	}
	return out
}

func (s docSet) andNot(o docSet) docSet {
	out := append(docSet(nil), s...)
	for i := range min(len(out), len(o)) {
		out[i] &^= o[i]
	}
	return out
}

// meet, join and drop change the set itself.
func (s docSet) meet(o docSet) docSet {
	n := min(len(s), len(o))
	for i, w := range o[:n] {
		s[i] &= w
	}
	clear(s[n:])
	return s
}

// join leaves out what lies beyond the length of s.
func (s docSet) join(o docSet) docSet {
	for i, w := range o[:min(len(s), len(o))] {
		s[i] |= w
	}
	return s
}

func (s docSet) drop(o docSet) docSet {
	for i, w := range o[:min(len(s), len(o))] {
		s[i] &^= w
	}
	return s
}

// isSame reports whether both are one set in memory.
func (s docSet) isSame(o docSet) bool {
	return len(s) == len(o) && len(s) > 0 && &s[0] == &o[0]
}

func (s docSet) clone() docSet { return append(docSet(nil), s...) }

func (s docSet) isEmpty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// last returns the highest doc; the set must not be empty.
func (s docSet) last() uint32 {
	i := len(s) - 1
	for i > 0 && s[i] == 0 {
		i--
	}
	return uint32(i*64 + 63 - bits.LeadingZeros64(s[i]))
}

// meets counts what is in both.
func (s docSet) meets(o docSet) (n int) {
	for i, w := range o[:min(len(s), len(o))] {
		n += bits.OnesCount64(s[i] & w)
	}
	return n
}

// docs lists the docs in rising order.
func (s docSet) docs() []uint32 {
	out := make([]uint32, 0, s.count())
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			out = append(out, uint32(i*64+bits.TrailingZeros64(w)))
		}
	}
	return out
}

func (s docSet) bitmap() *roaring.Bitmap { return roaring.FromDense(s, true) }

// shard returns one bitmap of a set, nil when it is empty. It lies in the
// mapped file: it must not be changed nor kept past the transaction.
func (t *tx) shard(name string, shard uint16) (*roaring.Bitmap, error) {
	key := setKey(name, shard)
	p, err := t.get(inSet, key)
	if p == nil || err != nil {
		return nil, err
	}
	return readBitmap(key, p)
}

func readBitmap(key, p []byte) (*roaring.Bitmap, error) {
	m := roaring.New()
	if _, err := m.FromUnsafeBytes(p); err != nil {
		return nil, damaged("set %q: %v", key, err)
	}
	return m, nil
}

// shards is how many the file has.
func (t *tx) shards() int { return (int(t.is.next) + shardDocs - 1) / shardDocs }

// set returns a set in memory.
func (t *tx) set(name string) (docSet, error) {
	out := t.newSet()
	return out, t.addSet(out, name)
}

// addSet adds the docs of a set to out.
func (t *tx) addSet(out docSet, name string) error {
	for i := range t.shards() {
		key := setKey(name, uint16(i))
		p, err := t.get(inSet, key)
		if err != nil {
			return err
		}
		if p == nil {
			continue
		}
		c, err := readContainer(key, p)
		if err != nil {
			return err
		}
		c.addTo(out.shard(i))
	}
	return nil
}

// shard is the part of a set that one container has the docs of.
func (s docSet) shard(i int) docSet { return s[i*shardWords : (i+1)*shardWords] }

// eachShard gives the shards of all sets named from low to before high to yield,
// by name. They lie in the file as name does.
func (t *tx) eachShard(low, high string, yield func(name []byte, shard int, c container) error) error {
	shards := t.shards()
	for k, v := range t.up(inSet, []byte(low)) {
		name, shard, ok := splitSetKey(k)
		if !ok {
			return damaged("set %x", k)
		}
		if string(name) >= high {
			break
		}
		p, err := inSet.read(k, v)
		if err != nil {
			return err
		}
		c, err := readContainer(k, p)
		if err != nil {
			return err
		}
		if int(shard) >= shards {
			return damaged("set %q reaches too far", name)
		}
		if err := yield(name, int(shard), c); err != nil {
			return err
		}
	}
	return nil
}

// addRange adds the docs of all sets named from low to before high to out.
func (t *tx) addRange(out docSet, low, high string) error {
	return t.eachShard(low, high, func(_ []byte, shard int, c container) error {
		c.addTo(out.shard(shard))
		return nil
	})
}

// change puts docs into a set or takes them out.
func (t *tx) change(name string, docs *roaring.Bitmap, on bool) error {
	for _, part := range byShard(docs) {
		if err := t.changeShard(name, part.shard, part.docs, on); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) changeOne(name string, doc uint32, on bool) error {
	return t.change(name, roaring.BitmapOf(doc), on)
}

func (t *tx) changeShard(name string, shard uint16, docs *roaring.Bitmap, on bool) error {
	have, err := t.shard(name, shard)
	if err != nil {
		return err
	}
	switch {
	case have == nil && !on:
		return nil
	case have == nil:
		have = docs
	case on:
		if docs.AndCardinality(have) == docs.GetCardinality() {
			return nil
		}
		have = roaring.Or(have, docs)
	default:
		if !have.Intersects(docs) {
			return nil
		}
		have = roaring.AndNot(have, docs)
	}
	key := setKey(name, shard)
	if have.IsEmpty() {
		return t.del(inSet, key)
	}
	have = have.Clone() // docs is the caller's
	have.RunOptimize()
	p, err := have.ToBytes()
	if err != nil {
		return err
	}
	return t.put(inSet, key, p)
}

type shardPart struct {
	shard uint16
	docs  *roaring.Bitmap // low 16 bits
}

// byShard cuts a bitmap of docs into those of each shard.
func byShard(docs *roaring.Bitmap) (parts []shardPart) {
	for it := docs.Iterator(); it.HasNext(); {
		shard := uint16(it.PeekNext() >> 16)
		low := roaring.New()
		for it.HasNext() && uint16(it.PeekNext()>>16) == shard {
			low.Add(it.Next() & 0xFFFF)
		}
		parts = append(parts, shardPart{shard, low})
	}
	return parts
}
