package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/refresh"
	"veille/store"
	"veille/ui"
)

// following lets the reader ask servers. What that takes is made when it is
// wanted for the first time: a reader that only reads opens no file for it.
func (a *app) following(s *store.Store, o *ui.Options) {
	ask := sync.OnceValues(func() (asker, error) {
		lean(readerMemory)
		return a.asker(askFlags{})
	})
	o.Refresh = func(ctx context.Context, ids []feed.ID, atOnce bool, each func(refresh.Event)) (sum refresh.Summary, err error) {
		defer caught(&err)
		with, err := ask()
		if err != nil {
			return sum, err
		}
		with.options.AtOnce, with.options.Turn = atOnce, s.RefreshTurn
		return refresh.Run(ctx, s, with.client, ids, with.options, each)
	}
	o.Look = func(ctx context.Context, address string) (of refresh.Offer, err error) {
		defer caught(&err)
		with, err := ask()
		if err != nil {
			return of, err
		}
		of, err = refresh.Look(ctx, s, with.client, address, with.options)
		return a.usual(of), err
	}
	o.LookFile = func(ctx context.Context, path string) (of refresh.Offer, list bool, err error) {
		defer caught(&err)
		b, err := listFile(path)
		if b == nil && err == nil {
			return of, false, nil
		}
		if err == nil {
			of, err = refresh.ReadFile(ctx, s, path, b, refresh.Options{Now: a.now})
		}
		return a.usual(of), true, err
	}
	o.LookText = func(ctx context.Context, text string) (of refresh.Offer, err error) {
		defer caught(&err)
		of, err = refresh.ReadFile(ctx, s, "", []byte(text), refresh.Options{Now: a.now})
		return a.usual(of), err
	}
	o.Accept = func(ctx context.Context, of refresh.Offer, chosen []feed.ID) (sources []feed.Source, kept feed.Kept, err error) {
		defer caught(&err)
		return refresh.Accept(ctx, s, of, chosen)
	}
	o.Every = spanOf(a.conf.Fetch.Every)
	o.Starters = starters()
}

// usual puts on the sources of an offer what the settings say of all.
func (a *app) usual(of refresh.Offer) refresh.Offer {
	for i := range of.Sources {
		a.conf.Fetch.usual(&of.Sources[i])
	}
	return of
}

// listFile reads the list of subscriptions in a file: nil when it holds something
// else or cannot be opened, which an import tells.
func listFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || isJSONL(path) || slices.Contains(pageKinds, strings.ToLower(filepath.Ext(path))) {
		return nil, nil
	}
	if kind, err := kindOfFile(path); err != nil || kind != parse.KindList {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	return readMost(f, maxList, "list of subscriptions")
}
