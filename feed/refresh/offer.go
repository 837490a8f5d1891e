package refresh

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/page"
	"veille/feed/parse"
	"veille/feed/text"
)

// offer finds out what an answer holds.
func (l *look) offer(a answer) (Offer, error) {
	of, err := l.feed(a)
	if err == nil || !errors.Is(err, parse.ErrNotFeed) {
		return of, err
	}
	body, o := a.res.Body, parse.Options{Type: a.res.Type, Base: a.res.URL, Lang: a.res.Lang, Now: l.o.Now()}
	switch parse.KindOf(body, a.res.Type) {
	case parse.KindList:
		list, err := parse.ReadList(body, o)
		if err != nil {
			return Offer{}, err
		}
		return listOffer(&list, a.private, hostOf(a.res.URL)), nil
	case parse.KindPage:
		return l.site(a, o)
	}
	of, pageErr := l.page(a)
	if pageErr != nil {
		return Offer{}, err
	}
	return of, nil
}

// feed offers the feed that an answer holds.
func (l *look) feed(a answer) (of Offer, err error) {
	defer caught(&err)
	f, err := parse.Read(a.res.Body, parse.Options{Type: a.res.Type, Base: a.res.URL, Lang: a.res.Lang, Now: l.o.Now()})
	if err == nil {
		err = unusable(&f, false)
	}
	if err != nil {
		return Offer{}, fmt.Errorf("read %s: %w", a.address, err)
	}
	address := a.address
	if a.res.Moved != "" {
		address = a.res.Moved
	}
	src, err := parse.NewSource(address)
	if err != nil {
		return Offer{}, err
	}
	src.Private = a.private
	return feedOffer(src, &f, &a.res, l.o), nil
}

// feedOffer offers a feed with all its articles.
func feedOffer(src feed.Source, f *parse.Feed, res *fetch.Response, o Options) Offer {
	src.Name, src.URL, src.Lang = f.Title, f.URL, f.Lang
	if src.Name == "" {
		src.Name = hostOf(src.Feed)
	}
	of := Offer{Kind: OfferFeed, Sources: []feed.Source{src}}
	poll := answered(feed.Poll{}, res, f.TTL, f.Missing, len(f.Items) > 0, o.Now(), o.Interval)
	asked := src.Feed
	of.remake = func(src feed.Source) feed.Polled {
		p := polledWhole(src, f, poll, o)
		p.Asked = asked
		return p
	}
	of.polled = of.remake(src)
	of.Heads = headsOf(of.polled.In)
	return of
}

// polledWhole makes articles of all items of a feed, oldest first as feeds have
// the newest first.
func polledWhole(src feed.Source, f *parse.Feed, poll feed.Poll, o Options) feed.Polled {
	p := feed.Polled{Source: src.ID, Name: src.Name, URL: src.URL, Lang: src.Lang, Poll: poll}
	sent, at := sentAll(src.ID, f)
	m := Making{Now: o.Now(), Known: o.Known, Markers: o.Markers}
	picks := make([]int, len(sent))
	for i := range picks {
		picks[i] = len(sent) - 1 - i
	}
	wanted := o.wanted(&src, f, at, picks)
	for _, i := range picks {
		arrival := made(&src, f, &f.Items[at[i]], sent[i], m)
		if wanted[i] {
			arrival.Page = feed.PageWanted
		}
		p.In = append(p.In, arrival)
	}
	return p
}

// headsOf lists articles newest first.
func headsOf(in []feed.Arrival) []feed.Head {
	out := make([]feed.Head, len(in))
	for i := range in {
		out[len(in)-1-i] = in[i].Article.Head
	}
	slices.SortStableFunc(out, func(a, b feed.Head) int { return shown(&b).Compare(shown(&a)) })
	return out
}

func shown(h *feed.Head) time.Time {
	if h.Published.IsZero() {
		return h.Fetched
	}
	return h.Published
}

// choice offers several feeds, none of which was asked.
func (l *look) choice(links []parse.Link, from *answer) Offer {
	of := Offer{Kind: OfferChoice}
	for _, k := range links {
		src, err := parse.NewSource(k.URL)
		if err != nil {
			continue
		}
		src.Name, src.Private = k.Title, from.private && isLocal(k.URL)
		if src.Name == "" {
			src.Name = hostOf(k.URL)
		}
		src.URL = from.res.URL
		of.Sources = append(of.Sources, src)
	}
	return of
}

// page offers the article of a page.
func (l *look) page(a answer) (of Offer, err error) {
	defer caught(&err)
	now, rule := l.o.Now(), l.o.Rules.Of(a.res.URL)
	art, err := page.Read(page.Input{
		Name: a.res.URL, Type: a.res.Type, Bytes: a.res.Body, URL: a.res.URL, Fetched: now,
		Select: rule.Select, Strip: rule.Strip, Known: l.o.Known, Markers: l.o.Markers,
	})
	if err != nil {
		return Offer{}, fmt.Errorf("read %s: %w, and no article either: %w", a.address, parse.ErrNotFeed, err)
	}
	if art.ID.IsZero() {
		art.ID = feed.PageID(text.AddressKey(art.URL), a.res.Body)
	}
	art.Fetched = now
	in := feed.Arrival{Sent: feed.Sent{ID: art.ID, URL: art.URL, Print: feed.NewID(text.Fold(art.Title), text.Fold(art.Text()))}}
	in.Article = art
	in.Raw = feed.Raw{Name: a.res.URL, Type: text.Limit(a.res.Type, maxName), Bytes: a.res.Body}
	return Offer{Kind: OfferPage, Heads: []feed.Head{art.Head}, polled: feed.Polled{Source: art.SourceID, In: []feed.Arrival{in}}}, nil
}

// listOffer offers the sources of a list. An address of a private network in a
// list that came from elsewhere is none that the user wrote.
func listOffer(list *parse.List, private bool, host string) Offer {
	of := Offer{Kind: OfferList, Missing: list.Missing, Cut: list.Cut}
	follow, refused := list.Sources()
	for i := range refused {
		of.Refused = append(of.Refused, describe(&refused[i], refused[i].Refused))
	}
	for _, s := range follow {
		if !isLocal(s.Feed) {
			of.Sources = append(of.Sources, s)
			continue
		}
		if private && (host == "" || hostOf(s.Feed) == host) {
			s.Private = true
			of.Sources = append(of.Sources, s)
			continue
		}
		of.Refused = append(of.Refused, describe(&parse.Entry{Title: s.Name, Feed: s.Feed}, "an address of a private network, which a list from elsewhere may not name"))
	}
	return of
}

// describe says on one line what an entry is and why it is refused.
func describe(e *parse.Entry, why string) string {
	name := e.Feed
	if e.Title != "" && e.Title != e.Feed {
		name = e.Title + " (" + e.Feed + ")"
	}
	return text.Limit(name, maxMessage) + ": " + why
}
