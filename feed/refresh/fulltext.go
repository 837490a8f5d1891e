package refresh

import (
	"errors"
	"strings"
	"sync"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/page"
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

// isShort reports whether an item has but the beginning of its article: little
// and nothing beside it, no more than its summary, or a text that breaks off.
func isShort(it *parse.Item) bool {
	html := it.Content
	if html == "" {
		html = it.Summary
	}
	if breaksOff(plain(tail(html), tailBytes)) {
		return true
	}
	if roughWords(html, shortWords) >= shortWords {
		return false
	}
	n := countWords(plain(html, shortBytes), shortWords)
	if it.Content == "" || n == 0 {
		return n < shortWords
	}
	return n < shortWords && it.Summary != "" && n <= countWords(plain(it.Summary, shortBytes), shortWords)
}

// tail returns the end of markup, from after a tag.
func tail(s string) string {
	s = s[len(s)-min(len(s), tailBytes):]
	if i := strings.IndexByte(s, '>'); i >= 0 {
		s = s[i+1:]
	}
	return strings.ToValidUTF8(s, "")
}

// countWords counts the words of a text, up to most.
func countWords(s string, most int) int {
	n := 0
	for range text.Tokens(s) {
		if n++; n >= most {
			break
		}
	}
	return n
}

// moreWords end a text that goes on elsewhere, folded.
var moreWords = []string{
	"read more", "continue reading", "keep reading", "read the full story", "read full story", "full story", "more here",
	"lire la suite", "lire plus", "suite de l'article", "en savoir plus", "voir plus",
	"xem them", "doc tiep", "xem tiep", "xem chi tiet", "doc them",
	"weiterlesen", "mehr lesen", "leer mas", "seguir leyendo", "leia mais", "leggi tutto", "continua a leggere",
	"selengkapnya", "baca selengkapnya", "lees verder", "read on",
}

// breaksOff reports whether a text ends as one does that goes on elsewhere.
func breaksOff(s string) bool {
	s = strings.ToValidUTF8(s[len(s)-min(len(s), 200):], "")
	s = strings.TrimRight(s, " \t\n\u00a0>»›→↪])}\"”’")
	if strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") {
		return true
	}
	return endsInMore(strings.TrimRight(s, ".: "))
}

func endsInMore(s string) bool {
	s = text.Fold(s)
	for _, w := range moreWords {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
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
		if e := asError(err); e.Status == 429 {
			r.mu.Lock()
			r.hosts[host] = true
			r.mu.Unlock()
		}
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

// whole reads the page of an article; false when it is not the article's, or has
// no more of it than the feed.
func (r *run) whole(p *pages, in *feed.Arrival, res *fetch.Response) (art feed.Article, ok bool) {
	defer func() {
		if v := recover(); v != nil {
			ok = false
		}
	}()
	rule := r.o.Rules.Of(in.Article.URL)
	got, err := page.Read(page.Input{
		Name: res.URL, Type: res.Type, Bytes: res.Body, URL: in.Article.URL,
		Source: p.src.Name, Fetched: in.Article.Fetched,
		Select: rule.Select, Strip: rule.Strip, Known: r.o.Known, Markers: r.o.Markers,
	})
	if err != nil || !isWhole(&in.Article, &got) {
		return feed.Article{}, false
	}
	return withFeed(got, &in.Article), true
}

// isWhole reports whether a page has more of an article than its feed: more
// words, and those of the feed's text among them, or those of the title when the
// feed has next to no text. A wall that asks for consent or money has them not.
func isWhole(in, got *feed.Article) bool {
	body := got.Text()
	from := in.Text()
	have := countWords(from, 1<<20)
	if countWords(body, 1<<20) <= have {
		return false
	}
	if have < fewWords {
		from = in.Title
		body = got.Title + "\n" + body
	}
	return shares(from, body)
}

// shares reports whether most words of the beginning of a text stand in another.
func shares(from, in string) bool {
	const enough = 100
	there := map[string]bool{}
	for t := range text.Tokens(in) {
		there[t.Fold] = true
	}
	all, hits := 0, 0
	for t := range text.Tokens(from) {
		if len(t.Fold) < 3 {
			continue
		}
		if all++; there[t.Fold] {
			hits++
		}
		if all == enough {
			break
		}
	}
	return all > 0 && hits*10 >= all*6
}

// withFeed gives an article of a page what its feed said of it.
func withFeed(got feed.Article, in *feed.Article) feed.Article {
	got.ID, got.SourceID, got.Source, got.URL = in.ID, in.SourceID, in.Source, in.URL
	got.Fetched = in.Fetched
	if in.Title != "" && in.TitleFrom <= feed.TitleFromMetadata {
		got.Title, got.TitleFrom = in.Title, in.TitleFrom
	}
	if !in.Published.IsZero() {
		got.Published, got.Precision = in.Published, in.Precision
	}
	if !in.Updated.IsZero() {
		got.Updated = in.Updated
	}
	if len(in.Authors) > 0 {
		got.Authors = in.Authors
	}
	if len(in.Categories) > 0 {
		got.Categories = in.Categories
	}
	if in.Summary != "" {
		got.Summary = in.Summary
	}
	for _, e := range in.Enclosures {
		if len(got.Enclosures) < maxEnclosures {
			got.Enclosures = append(got.Enclosures, e)
		}
	}
	addCaptions(&got, in.Captions)
	return got
}
