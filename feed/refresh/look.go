package refresh

import "context"

// Look asks an address that the user typed or pasted, a site, feed, page or list,
// what it holds: at most eight requests, and one alone when it is a feed.
func Look(ctx context.Context, k Keeper, f Fetcher, address string, o Options) (Offer, error) {
	return Offer{}, nil
}
