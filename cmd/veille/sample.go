package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"iter"

	"veille/feed"
	"veille/feed/page"
	"veille/store"
)

// The sample collection shows a newcomer what veille does without a network:
// wire stories in three languages with the defects that old pages of the press
// have. They are made up; their agency and papers say so.
//
//go:embed sample
var sampleFiles embed.FS

// sample is one line of the manifest: what a page cannot say of itself.
type sample struct {
	File   string `json:"file"`
	Source string `json:"source"`
	Date   string `json:"date"` // "" where the page tells
}

func samples() ([]sample, error) {
	b, err := sampleFiles.ReadFile("sample/manifest.json")
	if err != nil {
		return nil, fmt.Errorf("read samples: %w", err)
	}
	var all []sample
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("read samples: %w", err)
	}
	return all, nil
}

// incoming cleans one sample as any saved page is cleaned.
func (s sample) incoming() (feed.Incoming, error) {
	b, err := sampleFiles.ReadFile("sample/" + s.File)
	if err != nil {
		return feed.Incoming{}, fmt.Errorf("read sample: %w", err)
	}
	date, precision, err := readDate(s.Date)
	if err != nil {
		return feed.Incoming{}, fmt.Errorf("read sample %s: %w", s.File, err)
	}
	art, err := page.Read(page.Input{Name: s.File, Type: "text/plain", Bytes: b, Source: s.Source, Date: date, DateTo: precision})
	if err != nil {
		return feed.Incoming{}, fmt.Errorf("read sample %s: %w", s.File, err)
	}
	if art.ID.IsZero() {
		art.ID = feed.PageID("", b)
	}
	art.Sample = true
	return feed.Incoming{Article: art, Raw: feed.Raw{Name: s.File, Type: "text/plain", Bytes: b}}, nil
}

// addSamples puts the collection into a new file.
func (a *app) addSamples(ctx context.Context, s *store.Store) error {
	all, err := samples()
	if err != nil {
		return err
	}
	var failed error
	var in iter.Seq[feed.Incoming] = func(yield func(feed.Incoming) bool) {
		for _, one := range all {
			inc, err := one.incoming()
			if err != nil {
				failed = err
				return
			}
			inc.Article.Fetched = a.now()
			if !yield(inc) {
				return
			}
		}
	}
	if _, err := s.Add(ctx, in, nil); err != nil {
		return err
	}
	if failed == nil { // seen at once; if it fails the reader does it
		_, _, _ = a.workOut(ctx, s, 0)
	}
	return failed
}
