// Package story finds near-duplicates: one dispatch told by several sources, with
// other glue, other tails, or cut. It compares sketches, a kilobyte or two for each
// article, and never whole articles, but for what is told of versions already found.
//
// A new article (Of) is compared (Likeness) with those alone that have enough of its
// Keys; Join decides which of their stories it belongs to. Linked finds the same in
// another language among the articles of the same days.
package story

import (
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
}

// Bounds of a sketch.
const (
	shingle     = 12      // letters
	shingleBits = 32      // of a hash: two articles share one by chance once in ten thousand pairs
	keptBelow   = 1 << 30 // one in four
	keyBelow    = 1 << 27 // one in 32
	fewKeys     = 10
	headLetters = 240  // some fifty words
	leastBody   = 80   // letters; a shorter body says too little to be compared
	maxShingles = 4096 // whatever the length
	maxHead     = 2 * headLetters
	maxFacts    = 512     // numbers, and names, and words of the title
	maxLetters  = 1 << 20 // that are read at all
	maxNumber   = 1 << 62 // larger ones count as this
)

// kept returns how many of n shingles a sketch holds: all of 192, a quarter of those
// beyond. A body of 130 words has 160, one of 500 words 300, one of 1,500 words 610:
// against twice as many nothing changed that was measured.
func kept(n int) int {
	if n > 192 {
		n = 192 + (n-192)/4
	}
	return min(n, maxShingles)
}

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
	return s
}

// within returns those of some hashes that are in a set, sorted.
func within(some, set []uint64) []uint64 {
	return slices.Clip(slices.DeleteFunc(sorted(some), func(h uint64) bool {
		_, ok := slices.BinarySearch(set, h)
		return !ok
	}))
}

// Keys are the shingles by which the sketches that may resemble this one are found:
// one in 32, all below 1<<27. Those that share fewer than KeysNeeded of them are not
// worth comparing. Pass over those that more than WornKey articles have: among 40,000
// articles of few turns of phrase that left 70 candidates of 7,500, and no story was
// missed.
func (s *Sketch) Keys() []uint64 {
	n, _ := slices.BinarySearch(s.Shingles, keyBelow)
	return s.Shingles[:n]
}

// KeysNeeded is how many keys another sketch must share with one of n that are not
// worn: LeastKeys, but one of few. On news wire that finds all but one in 500 of the
// pairs that are Grouped, of notes below sixty words one in 30.
func KeysNeeded(n int) int {
	if n < fewKeys {
		return 1
	}
	return LeastKeys
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
