package refresh

import (
	"context"
	"fmt"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
)

// Accept follows the chosen sources of an offer (nil: all) and keeps the articles
// it brought, or keeps the article of a page. Nothing is asked for it. Sources of
// a choice or a list come without articles: a Run for them brings these.
//
// It returns the sources as they are followed now. What ReadFile made of a feed
// is kept and not followed.
func Accept(ctx context.Context, k Keeper, of Offer, chosen []feed.ID) ([]feed.Source, feed.Kept, error) {
	wanted := make(map[feed.ID]bool, len(chosen))
	for _, id := range chosen {
		wanted[id] = true
	}
	var follow []feed.Source
	for _, s := range of.Sources {
		if chosen == nil || wanted[s.ID] {
			follow = append(follow, s)
		}
	}
	if of.Kind != OfferPage && len(follow) == 0 {
		return nil, feed.Kept{}, nil
	}
	if of.Kind != OfferPage && !of.local {
		var err error
		if follow, _, err = k.Follow(ctx, follow); err != nil {
			return nil, feed.Kept{}, fmt.Errorf("follow sources: %w", err)
		}
	}
	if of.Kind == OfferChoice || of.Kind == OfferList {
		return follow, feed.Kept{}, nil
	}
	polled := of.polled
	if len(follow) == 1 && of.Kind == OfferFeed && (follow[0].ID != polled.Source || follow[0].FullText != feed.FullTextShort) {
		// The address was followed already, under the first one it had, or the user
		// said of which articles he wants the whole text.
		polled = of.remake(follow[0])
	}
	kept, err := k.Keep(ctx, []feed.Polled{polled})
	if err != nil {
		return follow, feed.Kept{}, fmt.Errorf("keep what came: %w", err)
	}
	if len(kept) != 1 {
		return follow, feed.Kept{}, fmt.Errorf("keep what came: %d answers for one source", len(kept))
	}
	return follow, kept[0], nil
}

// ReadFile offers what a file holds: a list of subscriptions, to be followed when
// accepted, or a feed, whose articles Accept keeps under the source that the feed
// names, without following it. Name is that of the file. The error wraps
// parse.ErrNotFeed when it is neither.
func ReadFile(ctx context.Context, k Keeper, name string, b []byte, o Options) (Offer, error) {
	of, err := readFile(name, b, o.usual())
	if err != nil {
		return Offer{}, err
	}
	return of, knownTo(ctx, k, &of)
}

func readFile(name string, b []byte, o Options) (of Offer, err error) {
	defer caught(&err)
	po := parse.Options{Now: o.Now()}
	if parse.KindOf(b, "") == parse.KindList {
		list, err := parse.ReadList(b, po)
		if err != nil {
			return Offer{}, err
		}
		return listOffer(&list, true, ""), nil
	}
	f, err := parse.Read(b, po)
	if err != nil {
		return Offer{}, fmt.Errorf("read %s: %w", name, err)
	}
	of = feedOffer(fileSource(&f, name), &f, &fetch.Response{Status: 200}, o)
	of.local = true
	of.polled.Poll = feed.Poll{}
	return of, nil
}

// fileSource is the source of a feed that came as a file: that of its own
// address, so that following it later finds its articles, else of its site or
// name.
func fileSource(f *parse.Feed, name string) feed.Source {
	if s, err := parse.NewSource(f.Self); err == nil {
		return feed.Source{ID: s.ID, Feed: s.Feed}
	}
	switch {
	case f.Title != "":
		return feed.Source{ID: feed.SourceID(f.Title)}
	case f.URL != "":
		return feed.Source{ID: feed.SourceID(hostOf(f.URL))}
	}
	return feed.Source{ID: feed.SourceID(name)}
}
