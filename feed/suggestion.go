package feed

// Suggestion says that an article may belong to a theme, and where its text says
// so. It is no tag until somebody accepts it.
type Suggestion struct {
	Theme   ID
	Score   float64 // 0 to 1: the share of such suggestions that is expected to be right
	Version int     // of the theme's word list
	// Spans are the evidence: of the title first, then of the standfirst, then of
	// the body; within each in order, none overlapping.
	Spans []Range
}

// Evidence is one place of a text that speaks for a theme.
type Evidence struct {
	Range
	Text   string  // as it stands there
	Word   string  // of the word list, "" when the user's own tagging has taught it
	Tier   Tier    // of Word
	Points float64 // what it adds: tier by place by repetition, before the length counts
}

// Why tells how the suggestion of a theme comes about, or why there is none.
type Why struct {
	Theme    ID
	Score    float64
	Points   float64 // of the words, the length counted
	Needed   float64 // points that suffice without any tagging
	Evidence []Evidence
	Against  []Evidence // phrases that cancel what they cover; Points is 0
	Learned  []string   // what the user's own tagging recognised in this text, the strongest first
	Share    float64    // what that says alone, 0 to 1; 0 while there is too little of it
	Tagged   int        // articles that it was learned from
	Version  int        // of the word list
	Answers  Answers
}

// Answers counts how the suggestions of a theme were answered.
type Answers struct {
	Kept    int // accepted, and still there
	Dropped int // dismissed
	Pending int
}

// Precision is the share of answered suggestions that were right, false while
// none was answered.
func (r Answers) Precision() (float64, bool) {
	n := r.Kept + r.Dropped
	if n == 0 {
		return 0, false
	}
	return float64(r.Kept) / float64(n), true
}

// Answer accepts or dismisses pending suggestions.
type Answer struct {
	Themes  []ID    // nil: all that are pending
	Least   float64 // only those of this score or more
	Dismiss bool
}

// Backlog counts articles that something derived is missing of or is out of date:
// suggestions, a story, what rules say.
type Backlog struct {
	Suggestions, Stories, Rules int
	// Ruled are the articles that rules, and suggestions that are trusted, have
	// changed meanwhile, Broken the rules that cannot do all that they say: of what CatchUp
	// returns alone.
	Ruled, Broken int
}

// IsZero reports whether nothing is to be done.
func (b Backlog) IsZero() bool { return b.Suggestions == 0 && b.Stories == 0 && b.Rules == 0 }
