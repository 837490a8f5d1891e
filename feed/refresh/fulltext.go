package refresh

import (
	"errors"
	"sync"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
	"veille/feed/text"
)

// What makes a text a beginning, and a page its whole.
const (
	shortWords = 200      // of a text that may be but a beginning
	shortBytes = 16 << 10 // more than so many words take
	tailBytes  = 600
	pageBatch  = 8 // articles kept at once while more are fetched
	pageTries  = 3 // pages of one source that fail in a row on a host; no more are tried there
	fewWords   = 8 // of a feed's text, below which its title must do to know the page by
)

// wanted says which of the picked items need their page: by what the user said
// of the source, else by the rule of the site, else when the feed has but the
// beginning. Picks stand oldest first; the newest get theirs.
func (o *Options) wanted(src *feed.Source, f *parse.Feed, at, picks []int) map[int]bool {
	if src.FullText == feed.FullTextNever || o.Pages < 0 {
		return nil
	}
	out := map[int]bool{}
	for j := len(picks) - 1; j >= 0 && len(out) < o.Pages; j-- {
		i := picks[j]
		if o.wantsPage(src, &f.Items[at[i]]) {
			out[i] = true
		}
	}
	return out
}

func (o *Options) wantsPage(src *feed.Source, it *parse.Item) bool {
	switch o.fullText(src, it.URL) {
	case feed.FullTextNever:
		return false
	case feed.FullTextAlways:
		return true
	}
	return isShort(it)
}

// fullText says when the page at an address is fetched.
func (o *Options) fullText(src *feed.Source, address string) feed.FullText {
	u, ok := text.SafeURL(address)
	if !ok || isHome(text.AddressKey(u)) {
		return feed.FullTextNever
	}
	if rule := o.Rules.Of(u); src.FullText == feed.FullTextShort && rule.Full != nil {
		return *rule.Full
	}
	return src.FullText
}

// waiting is an article whose page is to be fetched.
type waiting struct {
	arrival feed.Arrival
	req     fetch.Request
	kept    bool // before, without its page
}

// waitingFor says how to ask for the page of an article. A page of a private
// network is asked for only on the host that the user wrote.
func waitingFor(a *feed.Arrival, src *feed.Source) waiting {
	return waiting{arrival: *a, req: fetch.Request{
		URL: a.Article.URL, Want: fetch.WantPage,
		Private: src.Private && hostOf(a.Article.URL) == hostOf(src.Feed),
	}}
}

// pages are the whole texts of one source on their way.
type pages struct {
	mu        sync.Mutex
	src       feed.Source
	poll      feed.Poll
	bundle    bundle
	done, all int
	failures  map[string]int // in a row, by host
}

// pagesOf fetches the pages of new articles, and as many of those kept without as
// there is room for; each is kept soon after it has come, the Poll with the last.
func (r *run) pagesOf(a *ask, base feed.Polled, poll feed.Poll, src feed.Source, in []waiting) {
	in = append(in, r.overdue(a, &src, in)...)
	if len(in) == 0 {
		(&bundle{r: r, a: a, base: base}).last(poll)
		return
	}
	p := &pages{src: src, poll: poll, all: len(in), bundle: bundle{r: r, a: a, base: base, left: len(in)}, failures: map[string]int{}}
	a.pages = p
	r.tell(Event{Source: a.src, Phase: Fetching, All: p.all})
	jobs := make([]job, len(in))
	for i := range in {
		w := &in[i]
		jobs[i] = job{host: hostOf(w.req.URL), page: true, run: func(free func()) { r.page(a, w, free) }}
	}
	r.turns.push(jobs...)
}

// page fetches one page. What goes wrong with it is not the source's failure:
// the text of the feed is kept.
func (r *run) page(a *ask, w *waiting, free func()) {
	came, err := r.readPage(a.pages, w, free)
	if r.ctx.Err() != nil {
		return
	}
	p := a.pages
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	r.tell(Event{Source: a.src, Phase: Fetching, Done: p.done, All: p.all})
	switch {
	case !w.kept && err != nil:
		w.arrival.Page = feed.PageWanted
	case w.kept && came:
		w.arrival.Page = feed.PageCame
	case w.kept && r.counts(err):
		w.arrival.Page = feed.PageMissed
	}
	if !w.kept || w.arrival.Page != feed.NoPage {
		p.bundle.add(w.arrival)
	}
	w.arrival = feed.Arrival{}
	switch {
	case p.done == p.all:
		p.bundle.last(p.poll)
	case len(p.bundle.in) >= pageBatch:
		p.bundle.flush()
	}
}

// answered counts the pages of a host that failed in a row.
func (p *pages) answered(host string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		p.failures[host]++
		return
	}
	p.failures[host] = 0
}

// readPage makes an article whole by its page; came is false when that has no more
// of it than the feed.
func (r *run) readPage(p *pages, w *waiting, free func()) (came bool, err error) {
	host := hostOf(w.req.URL)
	p.mu.Lock()
	tired := p.failures[host] >= pageTries
	p.mu.Unlock()
	switch {
	case r.notNow(host) != NotSkipped:
		return false, errNotAsked
	case tired:
		return false, errTired
	}
	res, err := r.get(w.req)
	p.answered(host, err) // before the host is free, or one page more is asked for
	free()
	if err != nil {
		return false, err
	}
	defer r.eat(&res)()
	whole, came := r.whole(p, &w.arrival, &res)
	if came {
		w.arrival.Article = whole
		w.arrival.Raw = feed.Raw{Name: w.req.URL, Type: text.Limit(text.Line(res.Type), maxName), Bytes: res.Body}
	}
	return came, nil
}

// Why no page was asked for.
var (
	errNotAsked = errors.New("its host is not asked now")
	errTired    = errors.New("others of its host did not come")
)
