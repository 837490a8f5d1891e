package refresh

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/text"
)

// Usual values of Options, and bounds of memory.
const (
	usualWorkers = 8
	usualPages   = 50
	parsingBytes = 8 << 20 // of bodies taken apart at once
	waitingBody  = 8 << 20 // of bodies that wait for it or are on their way
	maxMessage   = 300     // runes
)

func (o Options) usual() Options {
	if o.Workers <= 0 {
		o.Workers = usualWorkers
	}
	if o.PerHost <= 0 {
		o.PerHost = o.Workers
	}
	if o.Interval <= 0 {
		o.Interval = usualInterval
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Pages == 0 {
		o.Pages = usualPages
	}
	if o.Rules == nil {
		o.Rules = DefaultRules()
	}
	return o
}

// run is one refresh under way.
type run struct {
	ctx    context.Context //nolint:containedctx // lives as long as one call of Run
	cancel context.CancelCauseFunc
	k      Keeper
	f      Fetcher
	o      Options
	turns  *turns
	parse  *gate
	bodies *larder
	out    *writer
	held   held
	since  time.Time // when the wait for the turn began; zero when there was none

	mu   sync.Mutex // of events and what follows
	each func(Event)
	sum  Summary
	left int             // sources not finished
	shut map[string]shut // hosts that are not asked any more in this refresh
	mute map[string]int  // hosts of which nothing came, and how often in a row
}

// ask is one source being asked. After its turn has come, one goroutine has it
// at a time, but for pages.
type ask struct {
	src   feed.Source
	poll  feed.Poll // as it was
	host  string
	began time.Time

	kept      feed.Kept // of the writer
	unchanged bool
	err       error
	wanting   []feed.Wanted // kept before, without the whole text
	resting   bool          // its server is not asked, but for the pages of these
	pages     *pages        // nil: none are fetched
}

// Run asks sources for news, nil for all that are followed, and keeps what they
// bring. One that fails is told by its event and holds up no other; the error is
// that of the library or of ctx. What was kept when ctx ends stays kept, and the
// Poll of a source that was not finished stays as it was.
//
// Where another refreshes already, one of all that is due ends at once; one of
// named sources, or at once, waits for its turn, and leaves alone what the other
// has asked meanwhile.
func Run(ctx context.Context, k Keeper, f Fetcher, ids []feed.ID, o Options, each func(Event)) (Summary, error) {
	o = o.usual()
	if each == nil {
		each = func(Event) {}
	}
	release, since, err := o.turn(ctx, ids != nil || o.AtOnce)
	if release == nil {
		return Summary{Elsewhere: err == nil}, err
	}
	defer release()
	sources, err := k.Sources(ctx)
	if err != nil {
		return Summary{}, fmt.Errorf("read sources: %w", err)
	}
	polls, err := k.Polls(ctx)
	if err != nil {
		return Summary{}, fmt.Errorf("read what is known of sources: %w", err)
	}
	wanting, err := k.Wanting(ctx)
	if err != nil {
		return Summary{}, fmt.Errorf("read which pages are wanted: %w", err)
	}
	r := &run{
		k: k, f: f, o: o, each: each, since: since, shut: map[string]shut{}, mute: map[string]int{},
		turns: newTurns(o.PerHost), parse: newGate(min(runtime.GOMAXPROCS(0), runtime.NumCPU()), parsingBytes),
		bodies: newLarder(waitingBody), out: newWriter(),
	}
	r.ctx, r.cancel = context.WithCancelCause(ctx)
	defer r.cancel(nil)
	asks := r.choose(sources, polls, wanting, ids)
	if len(asks) > 0 {
		r.work(asks)
	}
	if err := r.failure(ctx); err != nil {
		return r.sum, err
	}
	r.sum.Trashed, err = k.Retain(ctx, o.Now())
	if err != nil {
		return r.sum, fmt.Errorf("move old articles to the trash: %w", err)
	}
	return r.sum, nil
}

// failure is what ended the refresh early.
func (r *run) failure(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if r.ctx.Err() != nil {
		return context.Cause(r.ctx)
	}
	return nil
}

// choose tells of the sources that are left alone, and returns the others: those
// whose last answer was good first, so that dead servers do not keep the living
// waiting. One that is not due is not asked, but what it brought when it was added
// gets its pages.
func (r *run) choose(sources []feed.Source, polls map[feed.ID]feed.Poll, wanting map[feed.ID][]feed.Wanted, ids []feed.ID) []*ask {
	now := r.o.Now()
	if ids == nil || !r.o.AtOnce { // who names a source means it
		r.barHosts(sources, polls, now)
	}
	var asks []*ask
	for i := range sources {
		s := &sources[i]
		if s.Feed == "" || ids != nil && !slices.Contains(ids, s.ID) {
			continue
		}
		a := &ask{src: *s, poll: polls[s.ID], host: hostOf(s.Feed)}
		if r.o.Pages > 0 && s.FullText != feed.FullTextNever {
			a.wanting = wanting[s.ID]
		}
		why := skipped(s, &a.poll, now, r.o.Interval, r.o.AtOnce, ids != nil)
		if why == NotSkipped && r.askedMeanwhile(&a.poll, now) {
			why = SkipNotDue
		}
		if untried := untried(a.wanting); why == SkipNotDue && len(untried) > 0 {
			a.wanting, a.resting, why = untried, true, NotSkipped
		}
		if why = cmp.Or(why, r.shut[a.host].why); why != NotSkipped {
			r.skip(a, why, nil)
			continue
		}
		asks = append(asks, a)
	}
	slices.SortStableFunc(asks, func(a, b *ask) int { return min(a.poll.Failures, 1) - min(b.poll.Failures, 1) })
	for _, a := range asks {
		r.tell(Event{Source: a.src, Phase: Waiting})
	}
	r.left = len(asks)
	return asks
}

// barHosts remembers the hosts that asked for a pause not long ago: it is said to
// one source and meant for all.
func (r *run) barHosts(sources []feed.Source, polls map[feed.ID]feed.Poll, now time.Time) {
	for i := range sources {
		p := polls[sources[i].ID]
		if until := earlier(p.Barred, p.Tried.Add(usualBar)); p.Trouble == feed.TroubleBusy && trusted(until, now) {
			r.shut[hostOf(sources[i].Feed)] = shut{SkipHost, until}
		}
	}
}

// work asks the sources and returns when all are finished or ctx has ended.
func (r *run) work(asks []*ask) {
	jobs := make([]job, len(asks))
	for i, a := range asks {
		jobs[i] = job{host: a.host, run: func(free func()) { r.ask(a, free) }}
	}
	r.turns.push(jobs...)
	stop := context.AfterFunc(r.ctx, func() { r.turns.close(); r.bodies.close(); r.out.close(true) })
	defer stop()
	var workers, writing sync.WaitGroup
	writing.Go(r.write)
	for range 2 * r.o.Workers {
		workers.Go(func() {
			for {
				j, free, ok := r.turns.pop()
				if !ok {
					return
				}
				r.job(j, free)
			}
		})
	}
	workers.Wait()
	r.out.close(false)
	writing.Wait()
}

// moved is the address to ask from now on, "" when it stays.
func moved(a *ask, res *fetch.Response) string {
	if res.Moved == a.src.Feed {
		return ""
	}
	return res.Moved
}

// hostOf is the host of an address, with its port.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Host)
}

func oneLine(err error) string { return text.Limit(text.Line(err.Error()), maxMessage) }
