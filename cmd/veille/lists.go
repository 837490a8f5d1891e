package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/query"
	"veille/feed/refresh"
	"veille/feed/text"
	"veille/store"
)

// listTally counts what came of a list of subscriptions.
type listTally struct {
	fresh, known, refused, missing int
	cut                            bool // it breaks off
}

// tellList tells what came of a list of subscriptions called name.
func (a *app) tellList(name string, t listTally, dryRun bool) {
	if t.cut {
		a.warnf("%s: the list breaks off: %s in it", name, many(t.fresh+t.known, "source was found", "sources were found"))
	}
	line := many(t.fresh, "source", "sources")
	if t.known > 0 {
		line += fmt.Sprintf(", %d followed already", t.known)
	}
	if t.refused > 0 {
		line += fmt.Sprintf(", %d refused", t.refused)
	}
	if t.missing > 0 {
		line += fmt.Sprintf(", %d left out: no more than %d entries of a list are read", t.missing, parse.MaxEntries)
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

// maxToldEntries is how many refused entries of a list are told each by itself,
// unless -v asks for all.
const maxToldEntries = 10

// tellEntries tells the refused entries of a list called name.
func (a *app) tellEntries(name string, lines []string) {
	for i, line := range lines {
		if i == maxToldEntries && !a.verbose {
			a.warnf("%s: and %d more are not followed (-v names them)", name, len(lines)-i)
			return
		}
		a.warnf("%s: %s", name, line)
	}
}

// tellTrashed tells of articles that lie in the trash since their sources were
// removed: following these again does not bring them back.
func (a *app) tellTrashed(ctx context.Context, s *store.Store, sources []feed.Source) error {
	const named = 3 // sources in the query that brings them back
	q, err := trashed(nil)
	if err != nil || len(sources) == 0 {
		return err
	}
	var these query.Set
	of := map[feed.ID]bool{}
	for i := range sources {
		of[sources[i].ID] = true
		these.Values = append(these.Values, sources[i].Name)
	}
	back := "trash list"
	if len(sources) <= named {
		these.Name = "source"
		q = q.With(these)
		back = "trash restore " + shellWord(query.Query{Expr: these}.String())
	}
	hits, err := s.Find(ctx, q)
	if err != nil {
		return err
	}
	n := 0
	for from := 0; from < hits.Len(); from += listPage {
		heads, err := hits.Heads(ctx, from, listPage)
		if err != nil {
			return err
		}
		for i := range heads {
			if of[heads[i].SourceID] {
				n++
			}
		}
	}
	if n > 0 {
		a.sayf("in the trash from before: %s, and following does not take them out", many(n, "article", "articles"))
		a.sayf("hint: to bring them back: %s", a.command(back))
	}
	return nil
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
	t := listTally{refused: len(refused), missing: in.list.Missing, cut: in.list.Cut}
	im.tellRefused(in.name, refused)
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
	im.tally.refused += t.refused + t.missing
	if t.cut {
		im.tally.refused++ // what stood behind
	}
	a.tellList(in.name, t, s == nil)
	if s == nil {
		return nil
	}
	return a.tellTrashed(ctx, s, fresh)
}

// tellRefused tells of the entries of a list that are never followed.
func (im *importer) tellRefused(list string, refused []parse.Entry) {
	var lines []string
	for _, e := range refused {
		line := fmt.Sprintf("%s is not followed: %s", quotedFeed(&e), e.Refused)
		if im.fail != nil {
			im.fail(list, errors.New(line))
			continue
		}
		lines = append(lines, line)
		im.sayFollow(followObject{File: list, Status: "refused", Source: e.Title, Feed: e.Feed, Folder: strings.Join(e.Folders, "/"), Error: e.Refused})
	}
	im.app.tellEntries(list, lines)
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
