package refresh

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
)

// maxRequests is how many requests a look at one address may take.
const maxRequests = 8

// Look asks an address that the user typed or pasted, a site, feed, page or list,
// what it holds: at most eight requests, and one alone when it is a feed. An
// address without scheme is asked over https, and over http when nobody answers
// there. One of a private network may be asked, for the user wrote it himself;
// the sources are then Private.
//
// The error wraps feed.ErrInvalid when it is no address that can be asked, a
// *fetch.Error when it could not be read, parse.ErrNotFeed when it is nothing
// that can be followed or kept.
func Look(ctx context.Context, k Keeper, f Fetcher, address string, o Options) (Offer, error) {
	l := look{k: k, f: f, o: o.usual(), ctx: ctx}
	src, err := parse.NewSource(parse.Copied(address))
	if err != nil {
		return Offer{}, err
	}
	a, err := l.first(src.Feed, !strings.Contains(address, "://"))
	if err != nil {
		return Offer{}, err
	}
	of, err := l.offer(a)
	if err != nil {
		return Offer{}, err
	}
	return of, l.known(&of)
}

// look is one address being looked at.
type look struct {
	ctx   context.Context //nolint:containedctx // lives as long as one call of Look
	k     Keeper
	f     Fetcher
	o     Options
	asked int
}

// answer is what one address answered.
type answer struct {
	address string // that was asked
	private bool   // it is one of a private network
	res     fetch.Response
}

// first asks the address that was typed, over http too if the scheme was but a
// guess and nobody answers over https.
func (l *look) first(address string, guessed bool) (answer, error) {
	a, err := l.typed(address)
	if rest, ok := strings.CutPrefix(address, "https://"); ok && guessed && err != nil {
		var e *fetch.Error
		if errors.As(err, &e) && e.Status == 0 && (e.Trouble == feed.TroubleConnect || e.Trouble == feed.TroubleTLS) {
			if b, err := l.typed("http://" + rest); err == nil {
				return b, nil
			}
		}
	}
	return a, err
}

// typed asks an address of the user's own. Whether a name leads into a private
// network is known when it is refused: then it is asked with his leave.
func (l *look) typed(address string) (answer, error) {
	private := isLocal(address)
	a, err := l.get(address, private)
	var e *fetch.Error
	if !private && errors.As(err, &e) && e.Trouble == feed.TroublePrivate && hostOf(e.URL) == hostOf(address) {
		l.asked-- // nothing was sent
		return l.get(address, true)
	}
	return a, err
}

func (l *look) get(address string, private bool) (answer, error) {
	l.asked++
	res, err := l.f.Get(l.ctx, fetch.Request{URL: address, Want: fetch.WantFeed, Private: private})
	return answer{address: address, private: private, res: res}, err
}

// known notes which sources of an offer are followed already.
func (l *look) known(of *Offer) error { return knownTo(l.ctx, l.k, of) }

func knownTo(ctx context.Context, k Keeper, of *Offer) error {
	of.Known = make([]bool, len(of.Sources))
	if k == nil || len(of.Sources) == 0 {
		return nil
	}
	have, err := k.Sources(ctx)
	if err != nil {
		return fmt.Errorf("read sources: %w", err)
	}
	followed := make(map[feed.ID]bool, 2*len(have)) // a list may be long, and what is followed too
	for i := range have {
		if s := &have[i]; s.Feed != "" {
			followed[s.ID], followed[feed.FeedID(s.Feed)] = true, true
		}
	}
	for i := range of.Sources {
		of.Known[i] = followed[of.Sources[i].ID]
	}
	return nil
}

func sameAddress(a, b string) bool { return feed.FeedID(a) == feed.FeedID(b) }

// isLocal reports whether an address is one of this computer or a private network
// by its looks alone: a number, or a name that no public server has.
func isLocal(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		a = a.Unmap()
		return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() || !a.IsGlobalUnicast() || a.Zone() != ""
	}
	if !strings.Contains(host, ".") {
		return true
	}
	for _, end := range []string{".localhost", ".local", ".lan", ".internal", ".home", ".home.arpa", ".localdomain"} {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return false
}

// caught makes an error of a fault of ours on some bytes.
func caught(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("own fault: %v", v)
	}
}
