package feed

import (
	"context"
	"time"
)

// Flag is a state of an article that the user sets.
type Flag uint8

const (
	FlagRead Flag = iota
	FlagStarred
	FlagTrashed
	FlagHidden
)

// Verb says what a change of the journal did.
type Verb uint8

const (
	DidTag       Verb = iota // themes put on or taken off articles
	DidFlag                  // Flag set or cleared
	DidCorrect               // an article corrected by hand
	DidTheme                 // themes added or edited
	DidMerge                 // one theme merged into another
	DidDropTheme             // a theme deleted
	DidQuery                 // a saved query added, changed or deleted
	DidFollow                // sources followed
	DidSource                // sources edited
	DidUnfollow              // sources no longer followed
	DidAccept                // suggestions accepted
	DidDismiss               // suggestions dismissed
	DidSplit                 // articles moved from one theme to a new one
	DidRule                  // a rule added, changed or removed
	DidApply                 // a rule applied to what was there
	DidStory                 // articles joined into a story or taken out of one
	DidNote                  // a note written, changed or taken off
	DidHighlight             // a passage highlighted, its note or themes changed, or the highlight taken off (On is false)
)

// Change is one user action in the journal: the unit of undo and redo.
type Change struct {
	Seq     uint64
	At      time.Time
	Verb    Verb
	Flag    Flag     // of DidFlag
	On      bool     // of DidFlag: set or cleared; of DidStory: joined or taken out
	Count   int      // articles touched, or sources of DidFollow, DidSource, DidUnfollow; 0: nothing had to change, nothing was recorded
	Added   []string // slugs of themes put on, or the theme made; name of the saved query; names of sources followed or edited
	Removed []string // slugs taken off, merged away or deleted; name of the saved query; names of sources no longer followed, or their names before
	Subject string   // title of the article when Count is 1
	Edited  []Edited // of DidSource: what was edited; none in a journal of old
	Undone  bool
}

// Edited is a field of a source that an edit gave another value.
type Edited struct {
	Field string // as SourceEdit names it: "Name", "Folder", "FullText" …
	Value string // the new name or folder, "true" or "false", "short", "never" or "always"; else ""
}

// Targets names the articles an action is for: those listed, or all of Hits
// when it is not nil. With Versions, a folded answer in which they are rows, also
// those that stand behind them there.
type Targets struct {
	IDs      []ID
	Hits     Hits
	Versions Hits
}

// Hits is the frozen answer to a query, newest first. It stays the same while
// the file changes; an article destroyed since has a Head with a zero Title
// and its ID kept. A Hits belongs to the library that made it.
type Hits interface {
	// Len is the exact number of articles found.
	Len() int
	// Heads returns up to n heads from position from.
	Heads(ctx context.Context, from, n int) ([]Head, error)
	// Index returns the position of an article, -1 when it is not among them.
	Index(ctx context.Context, id ID) (int, error)
	// NextUnread returns the next position after from (step 1) or before it
	// (step -1) that is unread now, -1 when there is none.
	NextUnread(ctx context.Context, from, step int) (int, error)
}

// Tagging is one act of tagging: Create holds themes to make first and put on.
type Tagging struct {
	Add, Remove []ID
	Create      []Theme
	By          By
}

// Correction replaces what a page could not say or said wrongly; a nil field
// stays. Unrepair takes the blanks of all repairs out again.
type Correction struct {
	Title     *string
	Source    *string
	URL       *string
	Lang      *string
	Published *time.Time
	Precision Precision // of Published
	Unrepair  bool
}

// Incoming is an article on its way into the library with what it was made
// from. Tags are slugs; unknown ones become themes.
type Incoming struct {
	Article Article
	Raw     Raw
	Tags    []string
	// HighlightTags are the slugs of the themes that the highlights carry, as far as
	// they are not known; they become themes too.
	HighlightTags []string
}

// Counts are the numbers of the sidebar, over articles neither in the trash nor
// hidden.
type Counts struct {
	All, Unread, Starred, Today, Untagged, Trashed, Sample int
	// ToConfirm are articles with a pending suggestion. Hidden ones, like those in
	// the trash, are in no other number.
	ToConfirm, Hidden int

	Suggested map[ID]int       // articles the theme is pending on, or one below it; none is not there
	Themes    map[ID]Count     // a parent includes its children
	Sources   map[ID]Count     // zero ID: no source known
	Langs     map[string]Count // "" : no language known
}

// Count is how many articles there are, and how many of them unread.
type Count struct{ All, Unread int }
