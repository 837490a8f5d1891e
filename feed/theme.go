package feed

import "time"

// Theme is a subject that articles are tagged with. Themes are the tags: there
// is one list of them. Maps are keyed by language: fr, en, vi.
type Theme struct {
	ID        ID
	Slug      string // segments of a-z, 0-9 and "-", joined by "/"
	Labels    map[string]string
	Aliases   map[string][]string
	Words     map[string][]Word // for suggestions
	Not       map[string][]string
	Yields    []ID // themes it gives way to where its words do not clearly say more
	Parent    ID
	Pin       int     // 1 to 9: the digit that toggles it; 0: none
	Short     string  // code of two to four letters for lists
	Colour    int     // role 1 to 12
	Threshold float64 // of the score from which on it is suggested; 0: the usual one
	Trust     float64 // score from which on a suggestion becomes a mark by rule; 0: never
	IPTC      string  // Media Topic code
	Version   int     // of the word list
	Archived  bool
}

// Word is a term of a theme's word list.
type Word struct {
	Text string
	Tier Tier
}

// Tier is how much a word says about its theme.
type Tier uint8

const (
	WeakWord Tier = iota
	StrongWord
	SureWord
)

// By says who put a mark.
type By uint8

const (
	ByUser By = iota
	ByRule
	BySuggestion
	ByImport
	BySync
)

// Mark is the act of tagging one article with one theme.
type Mark struct {
	Theme ID
	By    By
	At    time.Time
	Score float64
	Spans []Range
	// Rule put it on, or zero; Version is of that rule, else of the word list that
	// suggested it.
	Rule    ID
	Version int
}

// Field names the part of an article that a Range counts in.
type Field uint8

const (
	InBody Field = iota // Article.Text
	InTitle
	InStandfirst
)

// Range is a run of bytes [Start, End) in one field: evidence for a theme.
type Range struct {
	Field      Field
	Start, End int
}
