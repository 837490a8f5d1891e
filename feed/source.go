package feed

import (
	"strings"
	"time"
)

// Source is a publication that articles come from. One with a Feed is followed;
// one without is known by saved pages alone.
type Source struct {
	ID    ID
	Name  string
	Short string // code of two to four letters for lists
	URL   string // of its site
	Lang  string

	Feed       string   // address that is asked for news
	Folder     string   // names joined by "/", "" for none
	Categories []string // of the list of subscriptions it came with
	Named      bool     // by the user: the feed's own title does not replace the name
	Paused     bool
	Private    bool // the user wrote an address of his own network, which may be asked
	FullText   FullText
	Keep       int       // days after which articles may go to the trash; 0: never. Never those tagged, starred or with a note
	Added      time.Time // when it was followed
}

// FullText says when the page of an article is fetched besides its feed.
type FullText uint8

const (
	FullTextShort FullText = iota // when the feed has but the beginning
	FullTextNever
	FullTextAlways
)

// FeedID names a followed source by the first address its feed had, without
// scheme and fragment: moving to another address keeps the ID.
func FeedID(address string) ID {
	address, _, _ = strings.Cut(address, "#")
	if _, rest, ok := strings.Cut(address, "://"); ok {
		address = rest
	}
	return NewID("feed", address)
}

// ItemID names an article by its source and what the source calls it.
func ItemID(source ID, guid string) ID { return NewID("item", string(source[:]), guid) }

// Poll is what is known of asking a source for news. The zero Poll was never
// asked.
type Poll struct {
	Tried   time.Time // last asked
	Good    time.Time // last answer that could be read; one that nothing is new counts
	Whole   time.Time // last answer with a body that could be read
	Changed time.Time // last answer that brought an article or a new version of one
	Due     time.Time // not to be asked before by itself
	Barred  time.Time // not to be asked before at all: the server said so

	ETag         string // byte for byte, quotes and W/ too
	LastModified string // byte for byte
	Latched      bool   // asked without validators once, for the server may answer 304 for ever

	Failures int       // in a row
	Since    time.Time // of the first of them
	Trouble  Trouble   // of the last
	Status   int       // HTTP status of the last answer, 0 for none
	Message  string    // one clean line about the trouble
	Missing  int       // of a feed that was cut: items that were left out
	Cut      bool      // the last body ended within an item
}

// Trouble is why a source could not be read: what its owner or the reader can do
// about it differs by kind.
type Trouble uint8

const (
	NoTrouble         Trouble = iota
	TroubleOffline            // this computer has no network
	TroubleHost               // no such host
	TroubleConnect            // the host does not answer
	TroubleTimeout            // it answers too slowly
	TroubleTLS                // its certificate cannot be trusted
	TroubleGone               // 410: it is over
	TroubleMissing            // 404: it has moved
	TroubleDenied             // 401, 403: a password is needed, or readers are not welcome
	TroubleBusy               // 429, 503: later
	TroubleServer             // another status: its fault
	TroubleRedirect           // it leads in a circle or where it must not lead
	TroublePrivate            // an address of a private network that the user did not write himself
	TroubleTooLarge           // more than is read of any feed
	TroubleNotFeed            // a page, such as that of a hotel's network, or something else that is no feed
	TroubleUnreadable         // a feed so broken that no article was found
	TroubleKeep               // our own file could not take it
)

// Standing is what the library knows of an item of a feed before any work is
// done on it.
type Standing uint8

const (
	Unknown  Standing = iota // to be kept
	Changed                  // kept, and the source says something else now
	Same                     // kept as the source says it still
	Excluded                 // destroyed by the user: it stays away
)

// Sent tells what a source sent of an article: ID by ItemID, URL its address,
// Print a hash of its title and text, so that changed markup is no change.
type Sent struct {
	ID    ID
	URL   string
	Print ID
}

// Arrival is an article from a feed on its way in. It is new, or the next
// version of the one that Sent.ID, the address or the print names within its
// source.
type Arrival struct {
	Incoming
	Sent Sent
	Page Page
}

// Page is how it stands with the page of an article of which the feed has but the
// beginning. An arrival with PageMissed or PageCame is none of the feed: it is
// about the article that is kept under Article.ID.
type Page uint8

const (
	NoPage     Page = iota // none is wanted
	PageWanted             // to be fetched later
	PageMissed             // asked for, and it did not bring the text
	PageCame               // with it the article is whole: the same version of it, as whom had it read before
)

// Wanted is a kept article whose page is wanted still.
type Wanted struct {
	ID     ID
	Misses int // how often it was asked for
}

// Polled is what came of asking one source: its Poll as it is now, whether or
// not articles came, and what else was learnt of it. An empty Name, URL, Lang or
// Feed leaves the source as it is; Name counts only while the user gave none. When
// the user has moved the source meanwhile, what another address said of it counts
// for nothing: only the articles are kept.
type Polled struct {
	Source          ID
	Asked           string // address, "" if it does not matter
	Poll            Poll
	Name, URL, Lang string
	Feed            string // its new address after a permanent redirect
	In              []Arrival
}

// Kept says what came of a Polled.
type Kept struct {
	New, Updated, Same int
	IDs                []ID // of the new ones
	Refused            []error
}

// Version is an earlier state of an article that its source has changed since.
type Version struct {
	Until   time.Time // when the next one came
	Article Article
}

// SourceEdit changes sources: nil fields stay. An edit is one step of undo for
// all sources it is for.
type SourceEdit struct {
	Name, Short, URL, Lang *string
	Feed                   *string
	Folder                 *string
	Paused                 *bool
	Private                *bool
	FullText               *FullText
	Keep                   *int
}
