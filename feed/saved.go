package feed

import "time"

// SavedQuery is a search line kept under a name. It may be used inside others
// (@morning), stands in the sidebar, and is opened by g' and its key. ID is a
// hash of the name it was first given, so that renaming it keeps what refers to
// it by ID.
type SavedQuery struct {
	ID    ID
	Name  string
	Query string // as query.Query.String prints it
	Key   string // one letter or digit, "" for none
	Watch bool   // tell of new matches
}

// SavedID names a saved query by the name it was first given.
func SavedID(name string) ID { return NewID("query", name) }

// Facets count the articles of one answer by source, theme and language.
type Facets struct {
	Sources map[ID]int     // zero ID: no source known
	Themes  map[ID]int     // a parent includes its children
	Langs   map[string]int // "": no language known
	Unread  int
}

// Holder is another process that keeps the file from being used.
type Holder struct {
	PID     int    // 0: not known
	Command string // what it is doing, as "veille import"; "" when not known
	Since   time.Time
}

// IsZero reports whether there is nobody to wait for.
func (h Holder) IsZero() bool { return h == Holder{} }
