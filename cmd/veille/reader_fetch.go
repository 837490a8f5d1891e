package main

import (
	"context"
	"sync"

	"veille/feed"
	"veille/feed/refresh"
	"veille/store"
	"veille/ui"
)

// following lets the reader ask servers. What that takes is made when it is
// wanted for the first time: a reader that only reads opens no file for it.
func (a *app) following(s *store.Store, o *ui.Options) {
	ask := sync.OnceValues(func() (asker, error) { return a.asker(askFlags{}) })
	o.Refresh = func(ctx context.Context, ids []feed.ID, atOnce bool, each func(refresh.Event)) (sum refresh.Summary, err error) {
		defer caught(&err)
		with, err := ask()
		if err != nil {
			return sum, err
		}
		with.options.AtOnce = atOnce
		return refresh.Run(ctx, s, with.client, ids, with.options, each)
	}
	o.Look = func(ctx context.Context, address string) (of refresh.Offer, err error) {
		defer caught(&err)
		with, err := ask()
		if err != nil {
			return of, err
		}
		of, err = refresh.Look(ctx, s, with.client, address, with.options)
		for i := range of.Sources {
			a.conf.Fetch.usual(&of.Sources[i])
		}
		return of, err
	}
	o.Accept = func(ctx context.Context, of refresh.Offer, chosen []feed.ID) (sources []feed.Source, kept feed.Kept, err error) {
		defer caught(&err)
		return refresh.Accept(ctx, s, of, chosen)
	}
	o.Every = spanOf(a.conf.Fetch.Every)
	o.Starters = starters()
}
