package refresh

import (
	"context"

	"veille/feed"
)

// Accept follows the chosen sources of an offer (nil: all) and keeps the articles
// it brought, or keeps the article of a page.
func Accept(ctx context.Context, k Keeper, of Offer, chosen []feed.ID) ([]feed.Source, feed.Kept, error) {
	return nil, feed.Kept{}, nil
}
