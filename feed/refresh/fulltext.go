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
func (r *run) wanted(src *feed.Source, f *parse.Feed, at, picks []int) map[int]bool {
	if src.FullText == feed.FullTextNever || r.o.Pages < 0 {
		return nil
	}
	out := map[int]bool{}
	for j := len(picks) - 1; j >= 0 && len(out) < r.o.Pages; j-- {
		i := picks[j]
		if r.wantsPage(src, &f.Items[at[i]]) {
			out[i] = true
		}
	}
	return out
}

func (r *run) wantsPage(src *feed.Source, it *parse.Item) bool {
	u, ok := text.SafeURL(it.URL)
	if !ok || isHome(text.AddressKey(u)) {
		return false
	}
	mode := src.FullText
	if rule := r.o.Rules.Of(u); mode == feed.FullTextShort && rule.Full != nil {
		mode = *rule.Full
	}
	switch mode {
	case feed.FullTextNever:
		return false
	case feed.FullTextAlways:
		return true
	}
	return isShort(it)
}

// waiting is an article whose page is to be fetched.
type waiting struct {
	arrival feed.Arrival
	req     fetch.Request
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

// fetchPages fetches the pages of articles; each is kept soon after it has come,
// the Poll with the last.
func (r *run) fetchPages(a *ask, base feed.Polled, poll feed.Poll, src feed.Source, in []waiting) {
	p := &pages{src: src, poll: poll, all: len(in), bundle: bundle{r: r, a: a, base: base}, failures: map[string]int{}}
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
	err := r.readPage(a.pages, w, free)
	if r.ctx.Err() != nil {
		return
	}
	p := a.pages
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if host := hostOf(w.req.URL); err != nil {
		p.failures[host]++
	} else {
		p.failures[host] = 0
	}
	r.tell(Event{Source: a.src, Phase: Fetching, Done: p.done, All: p.all})
	p.bundle.add(w.arrival)
	w.arrival = feed.Arrival{}
	switch {
	case p.done == p.all:
		p.bundle.last(p.poll)
	case len(p.bundle.in) >= pageBatch:
		p.bundle.flush()
	}
}

func (r *run) readPage(p *pages, w *waiting, free func()) error {
	host := hostOf(w.req.URL)
	p.mu.Lock()
	tired := p.failures[host] >= pageTries
	p.mu.Unlock()
	if tired || r.notNow(host) != NotSkipped {
		return errNotAsked
	}
	res, err := r.get(w.req)
	free()
	if err != nil {
		return err
	}
	defer r.eat(&res)()
	if whole, ok := r.whole(p, &w.arrival, &res); ok {
		w.arrival.Article = whole
		w.arrival.Raw = feed.Raw{Name: w.req.URL, Type: text.Limit(text.Line(res.Type), maxName), Bytes: res.Body}
	}
	return nil
}

var errNotAsked = errors.New("not asked")
