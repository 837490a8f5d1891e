package main

import (
	"context"

	"veille/feed"
	"veille/feed/theme"
	"veille/store"
)

// dry reads everything under paths and stores nothing.
func (im *importer) dry(ctx context.Context, paths []string) (tally, error) {
	have, err := im.app.kept(ctx)
	if err != nil {
		return im.tally, err
	}
	defer have.shut()
	m, err := im.making(have.themes)
	if err != nil {
		return im.tally, err
	}
	if have.store != nil {
		m.know(ctx, have.store, have.sources)
	}
	var known []feed.Incoming
	for r := range im.read(ctx, paths, m) {
		if !im.isArticle(r) {
			continue
		}
		status := "read"
		if have.known(r.in.Article.ID) {
			status = "known"
			im.tally.known++
			known = append(known, bringing(&r.in))
		} else {
			im.tally.added++
		}
		im.say(outcome{"import", r.name, status, r.in.Article.ID.String(), r.in.Article.Title, ""})
		im.progress(im.tally.added + im.tally.known)
	}
	if have.store != nil {
		got, err := have.store.Bringing(ctx, known)
		if err != nil {
			return im.tally, err
		}
		im.brought(got)
	}
	if err := im.followLists(ctx, nil, followedIDs(have.sources)); err != nil {
		return im.tally, err
	}
	return im.tally, ctx.Err()
}

// bringing is what an article brings to the one that is kept.
func bringing(in *feed.Incoming) feed.Incoming {
	a := &in.Article
	return feed.Incoming{
		Article: feed.Article{Head: feed.Head{ID: a.ID, Lang: a.Lang}, Marks: a.Marks, Notes: a.Notes, Highlights: a.Highlights},
		Tags:    in.Tags, HighlightTags: in.HighlightTags,
	}
}

// keptFile is what there is before a dry run.
type keptFile struct {
	store   *store.Store // nil without a file
	themes  []feed.Theme
	sources []feed.Source
	known   func(feed.ID) bool // which articles are kept already, or were asked for before
	shut    func()
}

// kept opens the file to read. Without one the themes are the starters.
func (a *app) kept(ctx context.Context) (k keptFile, err error) {
	seen := map[feed.ID]bool{}
	again := func(id feed.ID) bool {
		defer func() { seen[id] = true }()
		return seen[id]
	}
	s, err := store.Open(ctx, a.dbPath(), store.Options{ReadOnly: true, Wait: lockWait, Now: a.now})
	if isMissing(err) {
		return keptFile{themes: theme.Starters(), known: again, shut: func() {}}, nil
	}
	if err != nil {
		return k, a.storeError(a.dbPath(), toRead, err)
	}
	if k.themes, err = s.Themes(ctx); err == nil {
		k.sources, err = s.Sources(ctx)
	}
	if err != nil {
		s.Close() //nolint:errcheck // already failing
		return k, a.fileError(err)
	}
	k.known = func(id feed.ID) bool {
		_, err := s.Resolve(ctx, id.String())
		return again(id) || err == nil
	}
	k.store, k.shut = s, func() { s.Close() } //nolint:errcheck // only read
	return k, nil
}
