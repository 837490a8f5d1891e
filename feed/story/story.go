// Package story finds near-duplicates: one dispatch told by several sources, with
// other glue, other tails, or cut. It compares sketches, half a kilobyte for each
// article, and never whole articles, but for what is told of versions already found.
//
// A new article (Of) is compared (Likeness) with those alone that have enough of its
// Keys; Join decides which of their stories it belongs to. Linked finds the same in
// another language among the articles of the same days.
package story

import (
	"cmp"
	"slices"

	"veille/feed"
	"veille/feed/text"
)

// Sketch is what an article is compared by: hashes of some of the shingles of its
// cleaned body, sorted, and the numbers and names in it.
//
// A shingle is twelve letters or digits in a row, folded, whatever stands between
// them: words glued together change none. Its hash has shingleBits bits and it is
// kept when two of them are zero at the top, one in four; of long articles fewer,
// always the smallest, so that two sketches can be compared below the lower of
// their bounds (A. Broder, "On the resemblance and containment of documents", 1997).
//
// The hashes are short: of two articles of 500 words one shingle in three hundred is
// the same by chance, which changes no figure that was measured. The keys, by which
// one article is found among all, have more bits and are not part of what is kept.
type Sketch struct {
	Shingles []uint64
	Below    uint64   // every hash of the body under it is in Shingles
	Head     []uint64 // one in four of those in the first headLetters of the body
	Numbers  []uint64 // their digits as one number, sorted: 1.250 and 1,250 are 1250
	Names    []uint64 // hashes of capitalised words inside sentences, sorted
	// Those of Numbers and Names that stand there.
	HeadNumbers, HeadNames []uint64
	Title                  []uint64 // hashes of the words of the title, sorted
	Letters                int      // of the whole body: letters and digits
	Day                    int      // of publication, in days since 1970; 0 when not known to the day
	Lang                   string

	Keys     []uint32 // of what Of made alone: see KeysNeeded
	KeyCount int      // how many there were
}

// Bounds of a sketch.
const (
	shingle     = 12 // letters
	shingleBits = 20
	wordBits    = 22                     // of the hash of a name or a word of a title
	keptBelow   = 1 << (shingleBits - 2) // one in four
	keyBits     = 32                     // of a key, the same hash with more of its bits
	keyBelow    = 1 << (keyBits - 5)     // one in 32
	fewKeys     = 10
	headLetters = 240  // some fifty words
	leastBody   = 80   // letters; a shorter body says too little to be compared
	maxShingles = 4096 // whatever the length
	maxHead     = 2 * headLetters
	maxFacts    = 512     // numbers, and names, and words of the title
	maxLetters  = 1 << 20 // that are read at all
	maxNumber   = 1 << 62 // larger ones count as this
)

// kept returns how many of n shingles a sketch holds: all of keptWhole, one in eight
// beyond. A body of 130 words has 160, one of 500 words 240, one of 1,500 words 400:
// against twice as many nothing changed that was measured.
func kept(n int) int {
	if n > keptWhole {
		n = keptWhole + (n-keptWhole)/8
	}
	return min(n, maxShingles)
}

const keptWhole = 192

// Of makes the sketch of an article; tails, title and captions do not count, but the
// words of the title are kept apart. The standfirst counts: it is all that many feeds
// give. An article that is too short to tell has no shingles. Time is linear in the
// length of the body.
func Of(a *feed.Article) Sketch {
	s := Sketch{Lang: a.Lang, Below: keptBelow, Title: titleWords(a.Title)}
	if a.Precision >= feed.Day && a.Published.Unix() > 0 {
		s.Day = int(a.Published.Unix() / 86400)
	}
	var r reader
	for i := range a.Body {
		if a.Body[i].Kind != feed.Figure && r.letters < maxLetters {
			r.read(a.Body[i].Text())
		}
	}
	s.Letters = r.letters
	r.after = true
	r.read(a.Standfirst)
	s.Numbers, s.Names = few(r.numbers), few(r.names)
	s.HeadNumbers, s.HeadNames = within(r.headNumbers, s.Numbers), within(r.headNames, s.Names)
	if r.letters < leastBody {
		return s
	}
	s.Shingles = sorted(r.hashes)
	if n := kept(len(s.Shingles)); n < len(s.Shingles) {
		s.Below = s.Shingles[n]
		s.Shingles = slices.Clone(s.Shingles[:n])
	}
	s.Head = sorted(r.head)
	s.Keys = keysBelow(r.keys, s.Below)
	s.KeyCount = len(s.Keys)
	return s
}

// keysBelow returns the keys of shingles under a bound, sorted: of very long articles
// not all.
func keysBelow(keys []uint32, below uint64) []uint32 {
	slices.Sort(keys)
	keys = slices.Compact(keys)
	n, _ := slices.BinarySearchFunc(keys, below, func(k uint32, b uint64) int { return cmp.Compare(shingleOf(uint64(k)), b) })
	return slices.Clip(keys[:n])
}

// shingleOf returns the hash of the shingle of a key.
func shingleOf(key uint64) uint64 { return key >> (keyBits - shingleBits) }

// Has reports whether a sketch holds the shingle of a key.
func (s *Sketch) Has(key uint32) bool {
	_, ok := slices.BinarySearch(s.Shingles, shingleOf(uint64(key)))
	return ok
}

// within returns those of some hashes that are in a set, sorted.
func within(some, set []uint64) []uint64 {
	return slices.Clip(slices.DeleteFunc(sorted(some), func(h uint64) bool {
		_, ok := slices.BinarySearch(set, h)
		return !ok
	}))
}

// KeysNeeded is how many keys another sketch must share with one of n that are not
// worn: LeastKeys, but one of few. Keys are the shingles by which the sketches that may
// resemble one are found: one in 32. On news wire that finds all but one in 500 of the
// pairs that are Grouped, of notes below sixty words one in 30. Pass over the keys that
// more than WornKey articles have: among 40,000 articles of few turns of phrase that
// left 70 candidates of 7,500, and no story was missed.
func KeysNeeded(n int) int {
	if n < fewKeys {
		return 1
	}
	return LeastKeys
}

// Opens reports whether the shingle of a key is of the opening.
func (s *Sketch) Opens(key uint32) bool {
	_, ok := slices.BinarySearch(s.Head, shingleOf(uint64(key)))
	return ok
}

// titleWords hashes the words of a title.
func titleWords(title string) []uint64 {
	var out []uint64
	for t := range text.Tokens(text.Limit(title, 1000)) {
		out = append(out, hashWord(t.Fold))
	}
	return few(out)
}

// sorted sorts and drops what is there twice.
func sorted(h []uint64) []uint64 {
	slices.Sort(h)
	return slices.Compact(h)
}

// few is sorted, but keeps maxFacts at most.
func few(h []uint64) []uint64 {
	h = sorted(h)
	return slices.Clip(h[:min(len(h), maxFacts)])
}
