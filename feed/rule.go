package feed

// SavedRule does something to every article that a query finds, when it comes and when
// it is applied to what is there.
type SavedRule struct {
	ID      ID
	Name    string
	Query   string // as query.Query.String prints it
	Tags    []ID   // themes put on
	Read    bool   // marks read
	Star    bool
	Hide    bool // keeps out of lists but for is:hidden; nothing is deleted
	Paused  bool
	Version int    // counts the edits; a mark by rule carries it
	Broken  string // why it cannot do all that it says, "" when it can; told, never kept
}

// RuleID names a rule by the name it was first given.
func RuleID(name string) ID { return NewID("rule", name) }

// Trial says what a rule would do to the articles that are there.
type Trial struct {
	Found    int // articles the query finds
	Changed  int // of them, those it would change
	Examples []Head
}
