package main

import (
	"context"

	"veille/feed"
	"veille/feed/theme"
	"veille/store"
)

// dry reads everything under paths and stores nothing.
func (im *importer) dry(ctx context.Context, paths []string) (tally, error) {
	themes, sources, known, closeFile, err := im.app.kept(ctx)
	if err != nil {
		return im.tally, err
	}
	defer closeFile()
	m, err := im.making(themes)
	if err != nil {
		return im.tally, err
	}
	for r := range im.read(ctx, paths, m) {
		if !im.isArticle(r) {
			continue
		}
		status := "read"
		if known(r.in.Article.ID) {
			status = "known"
			im.tally.known++
		} else {
			im.tally.added++
		}
		im.say(outcome{"import", r.name, status, r.in.Article.ID.String(), r.in.Article.Title, ""})
		im.progress(im.tally.added + im.tally.known)
	}
	if err := im.followLists(ctx, nil, followedIDs(sources)); err != nil {
		return im.tally, err
	}
	return im.tally, ctx.Err()
}

// kept returns the themes and sources there are and a function that tells which
// articles are kept already, or were asked for before. Without a file these are
// the starters and none.
func (a *app) kept(ctx context.Context) (themes []feed.Theme, sources []feed.Source, known func(feed.ID) bool, shut func(), err error) {
	seen := map[feed.ID]bool{}
	again := func(id feed.ID) bool {
		defer func() { seen[id] = true }()
		return seen[id]
	}
	s, err := store.Open(ctx, a.dbPath(), store.Options{ReadOnly: true, Wait: lockWait, Now: a.now})
	if isMissing(err) {
		return theme.Starters(), nil, again, func() {}, nil
	}
	if err != nil {
		return nil, nil, nil, nil, a.storeError(a.dbPath(), toRead, err)
	}
	if themes, err = s.Themes(ctx); err == nil {
		sources, err = s.Sources(ctx)
	}
	if err != nil {
		s.Close() //nolint:errcheck // already failing
		return nil, nil, nil, nil, a.fileError(err)
	}
	known = func(id feed.ID) bool {
		_, err := s.Resolve(ctx, id.String())
		return again(id) || err == nil
	}
	return themes, sources, known, func() { s.Close() }, nil //nolint:errcheck // only read
}
