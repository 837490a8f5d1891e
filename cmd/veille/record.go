package main

import (
	"bytes"
	"context"
	"errors"

	"veille/feed"
	"veille/store"
)

// recorder makes the JSON objects of articles in a library.
type recorder struct {
	themes []feed.Theme
	full   bool
	raw    func(feed.ID) (*feed.Raw, error)
}

func newRecorder(ctx context.Context, s *store.Store, full bool) (*recorder, error) {
	themes, err := s.Themes(ctx)
	if err != nil {
		return nil, err
	}
	raw := func(id feed.ID) (*feed.Raw, error) { return rawOf(ctx, s, id) }
	return &recorder{themes, full, raw}, nil
}

func (r *recorder) record(a feed.Article) (feed.Record, error) {
	if !r.full {
		return feed.NewRecord(a, r.themes, false, nil), nil
	}
	raw, err := r.raw(a.ID)
	if err != nil {
		return feed.Record{}, err
	}
	return feed.NewRecord(a, r.themes, true, raw), nil
}

// rawOf returns what an article came from, nil for one that another program
// wrote.
func rawOf(ctx context.Context, s *store.Store, id feed.ID) (*feed.Raw, error) {
	raw, err := s.Raw(ctx, id)
	if errors.Is(err, feed.ErrNotFound) {
		return nil, nil
	}
	return &raw, err
}

// record prints an article as one line of JSON.
func (p *printer) record(r feed.Record) {
	var b bytes.Buffer
	if err := r.WriteLine(&b); err != nil {
		p.keep(err)
		return
	}
	_, err := p.Write(b.Bytes())
	p.keep(err)
}
