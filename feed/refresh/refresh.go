// Package refresh asks sources for news and keeps what they bring: fetch,
// parse, clean, fetch whole texts where a feed has but beginnings, keep. It
// settles when a source may be asked again.
package refresh

import (
	"context"
	"iter"
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
	// KeepEach takes in parts as Keep does, and may take the next before one is
	// kept. Done is told what came of each as soon as that is settled, in their
	// order, by one goroutine at a time; after an error no more are taken.
	KeepEach(ctx context.Context, parts iter.Seq[[]feed.Polled], done func([]feed.Kept, error))
	// Wanting returns by source the kept articles whose pages are wanted still, the
	// latest first.
	Wanting(ctx context.Context) (map[feed.ID][]feed.Wanted, error)
	// Article returns a kept article.
	Article(ctx context.Context, id feed.ID) (feed.Article, error)
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
	// Workers is how many connections the Fetcher has; 8. Twice as many sources are
	// under way at once, for some are read or wait for their host while others are
	// asked.
	Workers  int
	PerHost  int           // sources of one host at once; half of all
	Interval time.Duration // between two asks of a source by itself; 1 h
	// AtOnce asks sources that are not due too, and those named even if they are
	// paused or over. What a server barred stays barred.
	AtOnce bool
	Pages  int // whole texts fetched for one source in one refresh, the newest; 50, < 0: none
	Now    func() time.Time
	Rules  *Rules // of sites; nil: the embedded ones
	// Known reports how often a word stands in articles already kept; may be nil.
	// It is called by several goroutines at once.
	Known   func(word string) int
	Markers *page.Markers
	// Turn takes the turn to refresh, which one has at a time: ok is false when
	// another has it, and with wait it is waited for until ctx ends. Release gives it
	// back. Nil: nobody else refreshes.
	Turn func(ctx context.Context, wait bool) (release func(), ok bool, err error)
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
	Why       Skip          // when Skipped
	Until     time.Time     // when skipped for its host: that is left alone so long
}

// Summary counts what came of a refresh.
type Summary struct {
	Asked, Failed, Skipped, Unchanged int
	New, Updated                      int
	// Offline is set when no server at all could be reached; the sources are then
	// not blamed, and their Polls stay as they were.
	Offline bool
	// Portal is the host that answered in place of the servers, as that of a
	// hotel's network does, "" for none; the sources are not blamed either.
	Portal string
	// Elsewhere is set when another was refreshing already; nothing was asked.
	Elsewhere bool
	// Trashed counts articles older than their source keeps.
	Trashed int
}

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
	Missing int           // entries of a list beyond the most that are read
	Cut     bool          // a list breaks off: what stood behind is unknown
	Known   []bool        // for each source: it is followed already
	Heads   []feed.Head   // of a feed or page: the articles it would bring, newest first

	polled feed.Polled
	// remake makes what a feed brought anew for a source of another ID.
	remake func(src feed.Source) feed.Polled
	local  bool // a feed that came as a file: kept, not followed
}
