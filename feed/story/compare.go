package story

import "veille/feed"

// Pair is a sentence of one article beside its counterpart in another: ranges of the
// two bodies, the empty range where one has nothing like it.
type Pair struct {
	A, B  feed.Range
	Same  bool // letter for letter
	Moved bool // the counterpart stands elsewhere: nothing is beside it here
}

// Compare puts two versions side by side, sentence by sentence, in the order of both.
func Compare(a, b *feed.Article) []Pair { return nil }
