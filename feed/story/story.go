// Package story finds near-duplicates: one dispatch told by several sources, with
// other glue, other tails, or cut.
package story

import "veille/feed"

// Sketch is what an article is compared by: hashes of some of the shingles of its
// cleaned body, sorted, and the numbers and names in it.
type Sketch struct {
	Shingles []uint64
	Numbers  []uint64 // hashes, sorted
	Names    []uint64 // hashes of capitalised words inside sentences, sorted
	Letters  int      // of the whole body: letters and digits
	Lang     string
}

// Of makes the sketch of an article; tails, title and captions do not count. One
// that is too short to tell has no shingles.
func Of(a *feed.Article) Sketch { return Sketch{} }

// Likeness compares two sketches: same from Grouped on is one story, from Close on
// is worth showing. Shared is the containment of the shingles alone.
func Likeness(a, b *Sketch) (same, shared float64) { return 0, 0 }

// Bounds of Likeness; source: fitted on labelled wire pairs.
const (
	Grouped = .55
	Close   = .45
)

// Candidates need so many shared shingles, and so large a part of the smaller
// sketch.
const (
	LeastShared    = 6
	LeastContained = .3
)
