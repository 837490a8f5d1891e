package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/page"
	"veille/feed/parse"
	"veille/feed/refresh"
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
		return &cured{fmt.Errorf("%s is a feed, no page", text.Line(address)), "follow it with: veille add " + shellWord(text.Line(address))}
	}
	in, err := pageBy(a, r, ad.ask.options.Rules.Of(r.URL))
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
func pageOf(a *app, r fetch.Response) (feed.Incoming, error) { return pageBy(a, r, refresh.Rule{}) }

// pageBy is pageOf with what a rule says of the site.
func pageBy(a *app, r fetch.Response, rule refresh.Rule) (in feed.Incoming, err error) {
	defer caught(&err)
	if len(r.Body) == 0 {
		return in, errEmpty
	}
	art, err := page.Read(page.Input{
		Type: r.Type, Bytes: r.Body, URL: r.URL, Fetched: a.now(), Select: rule.Select, Strip: rule.Strip,
	})
	if err != nil && !errors.Is(err, feed.ErrNoArticle) {
		return in, err
	}
	if art.ID.IsZero() {
		art.ID = feed.PageID(text.AddressKey(art.URL), r.Body)
	}
	if art.Fetched.IsZero() {
		art.Fetched = a.now()
	}
	return feed.Incoming{Article: art, Raw: feed.Raw{Name: text.Line(r.URL), Type: text.Limit(text.Line(r.Type), 200), Bytes: r.Body}}, err
}
