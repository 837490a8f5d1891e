package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"veille/feed"
	"veille/feed/charset"
	"veille/feed/fetch"
	"veille/feed/parse"
	"veille/feed/text"
)

// page keeps one page of the web as an article, as a saved page is kept.
func (ad *adding) page(ctx context.Context, address string) error {
	a := ad.app
	src, err := parse.NewSource(address) // for the scheme alone
	if err != nil {
		return err
	}
	m := a.meter()
	m.show("asking %s", hostOf(src.Feed))
	r, err := ad.ask.client.Get(ctx, fetch.Request{URL: src.Feed, Want: fetch.WantPage, Private: true})
	m.clear()
	if err != nil {
		return ad.lookFailed(ctx, address, err)
	}
	if parse.KindOf(r.Body, r.Type) == parse.KindFeed {
		return usagef("%s is a feed, no page", text.Line(address))("follow it with: veille add " + shellWord(text.Line(address)))
	}
	in, err := pageOf(a, r)
	if err != nil {
		return &cured{fmt.Errorf("%s: %s", text.Line(address), explain(err).why), explain(err).cure}
	}
	status := "added"
	if ad.flags.dryRun {
		status = "found"
	} else {
		added, err := ad.store.Add(ctx, slices.Values([]feed.Incoming{in}), nil)
		switch {
		case err != nil:
			return err
		case len(added.Refused) > 0:
			return errors.New(added.Refused[0].Error())
		case added.New == 0:
			status = "known"
		}
	}
	ad.tellPage(status, &in.Article)
	return nil
}

func (ad *adding) tellPage(status string, art *feed.Article) {
	a := ad.app
	title := text.Line(shownTitle(&art.Head))
	switch {
	case a.json:
		a.out.object(foundOf(status, &art.Head))
	case status == "found":
		a.out.printf("%s", sheet(art.URL, art))
	}
	switch status {
	case "added":
		a.sayf("kept: %s", title)
	case "known":
		a.sayf("it is kept already: %s", title)
	}
}

// pageOf makes an article of an answer.
func pageOf(a *app, r fetch.Response) (in feed.Incoming, err error) {
	defer caught(&err)
	b := r.Body
	if label := charset.Of(r.Type); label != "" { // what the server says counts before the page's own word
		if s, err := charset.Decode(b, label); err == nil {
			b = []byte(s)
		}
	}
	m := &making{told: told{url: r.URL}, now: a.now}
	if len(b) == 0 {
		return in, errEmpty
	}
	in, err = m.fromPage(piece{path: r.URL, bytes: b})
	in.Raw.Bytes = r.Body
	in.Raw.Type = "text/html"
	return in, err
}
