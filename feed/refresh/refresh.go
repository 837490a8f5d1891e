// Package refresh asks sources for news and keeps what they bring: fetch,
// parse, clean, fetch whole texts where a feed has but beginnings, keep. It
// settles when a source may be asked again.
package refresh

import (
	"context"
	"time"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/page"
)

// Keeper is the library as a refresh needs it.
type Keeper interface {
	Sources(ctx context.Context) ([]feed.Source, error)
	// Polls returns what is known of asking each source.
	Polls(ctx context.Context) (map[feed.ID]feed.Poll, error)
	// Standings says of each item whether anything has to be done about it.
	Standings(ctx context.Context, source feed.ID, in []feed.Sent) ([]feed.Standing, error)
	// Keep takes in what several sources brought, in one or a few transactions:
	// the Poll of a source is kept with or after its articles, never before.
	Keep(ctx context.Context, in []feed.Polled) ([]feed.Kept, error)
	// Follow adds sources, or follows those known already again.
	Follow(ctx context.Context, in []feed.Source) ([]feed.Source, feed.Change, error)
	// Retain moves articles older than their source keeps to the trash.
	Retain(ctx context.Context, now time.Time) (int, error)
}

// Fetcher asks servers; *fetch.Client does.
type Fetcher interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Response, error)
}

// Options of a refresh. Zero values stand for the usual ones.
type Options struct {
	Workers  int           // 8
	Interval time.Duration // between two asks of a source by itself; 1 h
	// At once asks sources that are not due too. What a server barred stays barred.
	AtOnce bool
	Now    func() time.Time
	Rules  *Rules // of sites; nil: the embedded ones
	// Known reports how often a word stands in articles already kept; may be nil.
	Known   func(word string) int
	Markers *page.Markers
}

// Phase is how far a source has come in a refresh.
type Phase uint8

const (
	Waiting  Phase = iota // its turn has not come
	Asking                // its server was asked
	Reading               // its answer is being read
	Fetching              // whole texts are being fetched: Done of All
	Finished              // kept, or failed
	Skipped               // not asked: paused, not due, barred
)

// Event tells of one source. Events of one source come in order; the function
// told is called by one goroutine at a time.
type Event struct {
	Source    feed.Source
	Phase     Phase
	Done, All int           // of whole texts
	Kept      feed.Kept     // when Finished
	Unchanged bool          // when Finished: nothing had changed
	Poll      feed.Poll     // when Finished or Skipped
	Took      time.Duration // when Finished
	Err       error         // when it failed; Poll.Trouble says why in general
}

// Summary counts what came of a refresh.
type Summary struct {
	Asked, Failed, Skipped, Unchanged int
	New, Updated                      int
	// Offline is set when no server at all could be reached; the sources are then
	// not blamed, and their Polls stay as they were.
	Offline bool
}

// Run asks sources for news, nil for all that are followed, and keeps what they
// bring. One that fails is told by its event and holds up no other; the error is
// that of the library or of ctx.
func Run(ctx context.Context, k Keeper, f Fetcher, ids []feed.ID, o Options, each func(Event)) (Summary, error) {
	return Summary{}, nil
}

// Rules say for sites how their pages are read: what to take for the article,
// what to leave out, whether the page is worth fetching. See rules.go.
type Rules struct{}

// OfferKind is what an address turned out to hold.
type OfferKind uint8

const (
	OfferFeed   OfferKind = iota // one feed
	OfferChoice                  // a site with several feeds: choose
	OfferPage                    // a page without a feed: an article to keep
	OfferList                    // a list of subscriptions
)

// Offer is what following an address would bring. Nothing is kept yet, and
// nothing has to be asked again to keep it.
type Offer struct {
	Kind    OfferKind
	Sources []feed.Source // a feed: one; a choice: those offered, not asked yet; a list: all in it
	Refused []string      // entries of a list that are never followed, each with why
	Known   []bool        // for each source: it is followed already
	Heads   []feed.Head   // of a feed or page: the articles it would bring, newest first

	polled feed.Polled
}

// Look asks an address that the user typed or pasted, a site, feed, page or list,
// what it holds: at most eight requests, and one alone when it is a feed.
func Look(ctx context.Context, k Keeper, f Fetcher, address string, o Options) (Offer, error) {
	return Offer{}, nil
}

// Accept follows the chosen sources of an offer (nil: all) and keeps the articles
// it brought, or keeps the article of a page.
func Accept(ctx context.Context, k Keeper, of Offer, chosen []feed.ID) ([]feed.Source, feed.Kept, error) {
	return nil, feed.Kept{}, nil
}
