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
	themes  []feed.Theme
	full    bool
	raw     func(feed.ID) (*feed.Raw, error)
	pending func(*feed.Article) ([]feed.Suggestion, error)
}

func newRecorder(ctx context.Context, s *store.Store, full bool) (*recorder, error) {
	themes, err := s.Themes(ctx)
	if err != nil {
		return nil, err
	}
	raw := func(id feed.ID) (*feed.Raw, error) { return rawOf(ctx, s, id) }
	return &recorder{themes, full, raw, pendingOf(ctx, s)}, nil
}

// pendingOf gives the pending suggestions of an article. That there is any, its head
// says.
func pendingOf(ctx context.Context, s *store.Store) func(*feed.Article) ([]feed.Suggestion, error) {
	return func(a *feed.Article) ([]feed.Suggestion, error) {
		if len(a.Suggested) == 0 {
			return nil, nil
		}
		out, err := s.Suggestions(ctx, a.ID)
		if errors.Is(err, feed.ErrNotFound) { // destroyed since it was read
			err = nil
		}
		return out, err
	}
}

func (r *recorder) record(a feed.Article) (rec feed.Record, err error) {
	var raw *feed.Raw
	if r.full {
		if raw, err = r.raw(a.ID); err != nil {
			return rec, err
		}
	}
	rec = feed.NewRecord(a, r.themes, r.full, raw)
	pending, err := r.pending(&a)
	rec.Suggest(&a, pending, r.themes)
	return rec, err
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
