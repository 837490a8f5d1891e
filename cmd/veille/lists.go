package main

import (
	"context"
	"fmt"
	"strings"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/refresh"
	"veille/feed/text"
	"veille/store"
)

// listTally counts what came of a list of subscriptions.
type listTally struct{ fresh, known, refused int }

// tellList tells what came of a list of subscriptions called name.
func (a *app) tellList(name string, t listTally, dryRun bool) {
	line := many(t.fresh, "source", "sources")
	if t.known > 0 {
		line += fmt.Sprintf(", %d followed already", t.known)
	}
	if t.refused > 0 {
		line += fmt.Sprintf(", %d refused", t.refused)
	}
	switch {
	case dryRun:
		a.sayf("%s: would follow %s", name, line)
	case t.fresh > 0:
		a.sayf("%s: followed %s; veille undo takes it back, and veille fetch asks them now", name, line)
	default:
		a.sayf("%s: followed %s", name, line)
	}
}

// subscriptions is a list that stands in a file.
type subscriptions struct {
	name string // of the file, in messages
	list parse.List
}

// followObject is one line about an entry of a list in import --json.
type followObject struct {
	Kind   string `json:"kind"`
	File   string `json:"file"`
	Status string `json:"status"` // followed, known, found (with --dry-run) or refused
	ID     string `json:"id"`
	Source string `json:"source"`
	Feed   string `json:"feed"`
	Folder string `json:"folder"`
	Error  string `json:"error"`
}

// followLists follows the sources of all lists that were named.
func (im *importer) followLists(ctx context.Context, s *store.Store, known map[feed.ID]bool) error {
	im.progress(-1)
	for _, l := range im.lists {
		if err := im.follow(ctx, s, l, known); err != nil {
			return err
		}
	}
	return nil
}

// follow follows the sources of a list; nothing is asked. With s nil it only
// tells which it would follow; known are those followed already.
func (im *importer) follow(ctx context.Context, s *store.Store, in subscriptions, known map[feed.ID]bool) error {
	a := im.app
	sources, refused := in.list.Sources()
	t := listTally{refused: len(refused)}
	for _, e := range refused {
		if im.fail != nil {
			im.fail(in.name, fmt.Errorf("%s is not followed: %s", quotedFeed(&e), e.Refused))
			continue
		}
		a.warnf("%s: %s is not followed: %s", in.name, quotedFeed(&e), e.Refused)
		im.sayFollow(followObject{File: in.name, Status: "refused", Source: e.Title, Feed: e.Feed, Folder: strings.Join(e.Folders, "/"), Error: e.Refused})
	}
	var fresh []feed.Source
	for _, src := range sources {
		status := "followed"
		switch {
		case known[src.ID]:
			status = "known"
			t.known++
		default:
			t.fresh++
			a.conf.Fetch.usual(&src)
			src.Private = refresh.IsLocal(src.Feed) // the user's own file names it
			fresh = append(fresh, src)
			if s == nil {
				status = "found"
				if !a.json {
					a.out.printf("%s\t%s\t%s\n", shownName(&src), text.Line(src.Feed), text.Line(src.Folder))
				}
			}
		}
		known[src.ID] = true
		im.sayFollow(followObject{File: in.name, Status: status, ID: src.ID.String(), Source: src.Name, Feed: src.Feed, Folder: src.Folder})
	}
	if s != nil && len(fresh) > 0 {
		if _, _, err := s.Follow(ctx, fresh); err != nil {
			return err
		}
	}
	im.tally.followed += t.fresh
	im.tally.knownSources += t.known
	im.tally.refused += t.refused
	a.tellList(in.name, t, s == nil)
	return nil
}

// quotedFeed is what stands in a refused entry, shortened.
func quotedFeed(e *parse.Entry) string {
	const most = 120
	s := text.Limit(text.Line(e.Feed), most)
	if s == "" {
		s = text.Limit(text.Line(e.Title), most)
	}
	return fmt.Sprintf("%q", s)
}

func (im *importer) sayFollow(o followObject) {
	if im.app.json {
		o.Kind = "source"
		o.File, o.Source, o.Feed, o.Folder, o.Error = text.Line(o.File), text.Line(o.Source), text.Line(o.Feed), text.Line(o.Folder), text.Line(o.Error)
		im.app.out.object(o)
	}
}

// followedIDs are the sources that are followed already.
func followedIDs(all []feed.Source) map[feed.ID]bool {
	out := map[feed.ID]bool{}
	for _, s := range followed(all) {
		out[s.ID] = true
	}
	return out
}
