package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// listNames are the formats of export that hold sources and no articles.
var listNames = []string{"opml", "urls"}

// exportNames are all formats that -f takes.
func exportNames() []string { return append(formatNames(), listNames...) }

// listFormat is the format of a list that the flags ask for, "" for none.
func listFormat(f exportFlags) string {
	switch {
	case slices.Contains(listNames, f.format):
		return f.format
	case f.format == "" && strings.EqualFold(filepath.Ext(f.output), ".opml"):
		return "opml"
	}
	return ""
}

// exportList writes the sources that are followed as a list of subscriptions:
// all of them, or with a query those of its articles.
func (a *app) exportList(ctx context.Context, q query.Query, all bool, form string, f exportFlags) error {
	if f.output == "" {
		return usagef("veille export needs -o")("name a file with -o, or -o - for standard output")
	}
	made, err := a.exportTime()
	if err != nil {
		return err
	}
	var sources []feed.Source
	err = a.with(ctx, toRead, func(s *store.Store) error {
		if sources, err = s.Sources(ctx); err != nil || all {
			return err
		}
		hits, err := a.find(ctx, s, q)
		if err != nil {
			return err
		}
		sources, err = sourcesOf(ctx, hits, sources)
		return err
	})
	if err != nil {
		return err
	}
	if sources = followed(sources); len(sources) == 0 {
		return a.noSources(f.failEmpty)
	}
	var b bytes.Buffer
	if form == "urls" {
		err = export.URLs(&b, sources)
	} else {
		err = export.OPML(&b, sources, export.ListOptions{Title: text.Line(f.title), Made: made})
	}
	if err != nil {
		return err
	}
	return a.writeList(b.Bytes(), len(sources), f)
}

// noSources tells that there is nothing to write.
func (a *app) noSources(fail bool) error {
	a.sayf("no source is followed")
	a.sayf("hint: %s", howToFollow)
	if fail {
		return exit(exitNothing)
	}
	return nil
}

func (a *app) writeList(b []byte, n int, f exportFlags) error {
	if f.output == "-" {
		_, err := a.out.Write(b)
		return err
	}
	if _, err := os.Lstat(f.output); err == nil && !f.force {
		return &pathed{f.output, fs.ErrExist}
	}
	if err := folderThere(f.output); err != nil {
		return err
	}
	if err := writeWhole(f.output, b); err != nil {
		return &pathed{f.output, err}
	}
	if a.json {
		a.out.object(struct {
			Path    string `json:"path"`
			Bytes   int    `json:"bytes"`
			Sources int    `json:"sources"`
		}{f.output, len(b), n})
	}
	a.sayf("wrote %s: %s, %s", f.output, many(n, "source", "sources"), size(int64(len(b))))
	return nil
}

// sourcesOf are those of all that have an article among hits.
func sourcesOf(ctx context.Context, hits feed.Hits, all []feed.Source) (out []feed.Source, err error) {
	seen := map[feed.ID]bool{}
	for from := 0; from < hits.Len(); from += listPage {
		heads, err := hits.Heads(ctx, from, listPage)
		if err != nil {
			return nil, err
		}
		for i := range heads {
			seen[heads[i].SourceID] = true
		}
	}
	for _, s := range all {
		if seen[s.ID] {
			out = append(out, s)
		}
	}
	return out, nil
}
