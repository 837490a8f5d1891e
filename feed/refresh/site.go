package refresh

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
)

// manyLinks is more feeds than a site announces that means them to be asked, one
// named again and again too.
const manyLinks = 50

// maxFurther is how many requests are made for feeds that a page does not name:
// each waits for its turn with the host, a second.
const maxFurther = 4

// errNoLinks is of a page that names no feed.
var errNoLinks = errors.New("it names no feed")

// errOver is of a page that need not be asked further: it takes itself for its
// feed, or its host is not well.
var errOver = errors.New("it has no more to ask for")

// site offers the feeds of a page: the only one as a feed, several for a choice;
// of a page that names none those of the home page, or one where sites have feeds
// that they do not tell of; without any the page itself.
func (l *look) site(a answer, o parse.Options) (Offer, error) {
	of, err := l.named(&a, o)
	most := min(maxRequests, l.asked+maxFurther)
	if errors.Is(err, errNoLinks) {
		of, err = l.home(&a, o)
	}
	if errors.Is(err, errNoLinks) {
		of, err = l.guessed(&a, most)
	}
	if err == nil {
		return of, nil
	}
	if err := l.ctx.Err(); err != nil {
		return Offer{}, err
	}
	return l.page(a)
}

// named offers the feeds that a page names, else errNoLinks or errOver.
func (l *look) named(a *answer, o parse.Options) (Offer, error) {
	links := parse.Discover(a.res.Body, a.res.Links, o)
	told, over := 0, false
	for _, k := range links {
		told += k.Times
		over = over || k.Type != "" && sameAddress(k.URL, a.res.URL)
	}
	links = slices.DeleteFunc(links, func(k parse.Link) bool { return l.refused(k.URL, a) || sameAddress(k.URL, a.res.URL) })
	if len(links) == 1 && told <= manyLinks {
		of, err := l.follow(links[0].URL, a)
		if err == nil {
			return of, nil
		}
		links, over = nil, refuses(err) && hostOf(links[0].URL) == hostOf(a.res.URL)
	}
	switch {
	case len(links) > 0:
		return l.choice(links, a), nil
	case over:
		return Offer{}, errOver
	}
	return Offer{}, errNoLinks
}

// home offers the feeds that the home page of a page's site names: pages of
// articles often name none.
func (l *look) home(page *answer, o parse.Options) (Offer, error) {
	u, err := url.Parse(page.res.URL)
	if err != nil || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" || l.asked >= maxRequests {
		return Offer{}, errNoLinks
	}
	a, err := l.get(u.Scheme+"://"+u.Host+"/", page.private)
	switch {
	case err != nil && refuses(err):
		return Offer{}, errOver
	case err != nil:
		return Offer{}, errNoLinks
	case bareHost(a.res.URL) != bareHost(page.res.URL), sameAddress(a.res.URL, page.res.URL): // of somebody else, or read before
		return Offer{}, errNoLinks
	}
	if of, err := l.feed(a); err == nil || !errors.Is(err, parse.ErrNotFeed) {
		return of, err
	}
	o.Type, o.Base, o.Lang = a.res.Type, a.res.URL, a.res.Lang
	return l.named(&a, o)
}

// bareHost is the host of an address without the www. that some pages of a site
// have and others not.
func bareHost(address string) string { return strings.TrimPrefix(hostOf(address), "www.") }

// guessed offers a feed that a site has where others have theirs.
func (l *look) guessed(a *answer, most int) (Offer, error) {
	for _, u := range parse.Guesses(a.res.URL) {
		if l.asked >= most {
			break
		}
		of, err := l.follow(u, a)
		if err == nil {
			return of, nil
		}
		if refuses(err) || l.ctx.Err() != nil {
			break
		}
	}
	return Offer{}, errOver
}

// refuses reports whether a host wants to be left alone, or is not there any more.
func refuses(err error) bool {
	var e *fetch.Error
	return errors.As(err, &e) && (e.Status == 429 || e.Status/100 != 4 && e.Trouble != feed.TroubleMissing)
}

// follow asks an address that a page names and offers its feed.
func (l *look) follow(address string, from *answer) (Offer, error) {
	a, err := l.get(address, from.private && hostOf(address) == hostOf(from.res.URL))
	if err != nil {
		return Offer{}, err
	}
	return l.feed(a)
}

// refused reports whether an address that a page names may not be asked: one of
// a private network may only by a page of the same host.
func (l *look) refused(address string, from *answer) bool {
	own := from.private && hostOf(address) == hostOf(from.res.URL)
	return isLocal(address) && !own
}
