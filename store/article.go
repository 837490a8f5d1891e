package store

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"

	"veille/feed"
)

// Article returns one article whole.
func (s *Store) Article(ctx context.Context, id feed.ID) (a feed.Article, err error) {
	var p parcel
	err = s.view(ctx, func(t *tx) error {
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		found := false
		if p, found, err = t.wholeParcel(doc); err == nil && (!found || p.head.ID != id) {
			err = damaged("article %s", id)
		}
		return err
	})
	if err != nil {
		return a, err
	}
	c, err := s.codecs.take()
	if err != nil {
		return a, err
	}
	defer s.codecs.give(c)
	a, err = p.open(c)
	return a, s.explain(err)
}

// parcel is an article as it was read, opened after the transaction.
type parcel struct {
	head  feed.Head
	frame []byte
	marks []feed.Mark
	notes []string
	highs []feed.Highlight
}

// parcel reads what there is of a doc.
func (t *tx) parcel(doc uint32) (p parcel, found bool, err error) {
	heads, err := t.heads([]uint32{doc})
	if err != nil || heads[0].ID.IsZero() {
		return p, false, err
	}
	p.head = heads[0]
	frame, err := t.get(inBody, docKey(doc))
	if err != nil {
		return p, false, err
	}
	if frame == nil {
		return p, false, damaged("article %s has no body", p.head.ID)
	}
	p.frame = bytes.Clone(frame)
	if p.marks, err = t.marksOf(doc); err != nil {
		return p, false, err
	}
	p.notes, err = t.notesOf(doc)
	return p, true, err
}

// wholeParcel is parcel with the highlights, which a file of before schema 5 has
// no place for.
func (t *tx) wholeParcel(doc uint32) (p parcel, found bool, err error) {
	if p, found, err = t.parcel(doc); err == nil && found {
		p.highs, err = t.highsOf(doc)
	}
	return p, found, err
}

func (p *parcel) open(c *codec) (a feed.Article, err error) {
	plain, err := c.unpack(nil, p.frame)
	if err != nil {
		return a, fmt.Errorf("article %s: %w", p.head.ID, err)
	}
	a.Head, a.Marks, a.Notes = p.head, p.marks, p.notes
	if err := decodeBody(plain, &a); err != nil {
		return feed.Article{}, damaged("article %s", p.head.ID)
	}
	anchor(&a, p.highs)
	return a, nil
}

// Raw returns what an article was made from. The error wraps feed.ErrNotFound
// when there is no such article or nothing came with it.
func (s *Store) Raw(ctx context.Context, id feed.ID) (raw feed.Raw, err error) {
	var rec, body []byte
	err = s.view(ctx, func(t *tx) error {
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		p, err := t.get(inRaw, docKey(doc))
		if err == nil && p == nil {
			err = fmt.Errorf("original of article %s: %w", id, feed.ErrNotFound)
		}
		if rec, body = bytes.Clone(p), nil; err == nil && needsBody(rec) {
			body, err = t.frameOf(doc)
		}
		return err
	})
	if err != nil {
		return raw, err
	}
	c, err := s.codecs.take()
	if err != nil {
		return raw, err
	}
	defer s.codecs.give(c)
	if raw, err = decodeRaw(c, rec, body); err != nil {
		return feed.Raw{}, s.explain(damaged("original of article %s", id))
	}
	return raw, nil
}

// streamed is how many articles one transaction of a stream reads.
const streamed = 64

// Articles streams the articles of an answer in its order, for an export: no
// lock is held while one is worked on. Those of the same second come by their
// IDs, not by arrival, so that what is imported from an export is exported in
// the same order again. An article destroyed since is left out; one that cannot
// be read is told as an error and the stream goes on; any other error ends it.
func (s *Store) Articles(ctx context.Context, h feed.Hits) iter.Seq2[feed.Article, error] {
	return func(yield func(feed.Article, error) bool) {
		found, ok := h.(*hits)
		if !ok || found.store != s {
			yield(feed.Article{}, fmt.Errorf("answer of another library: %w", feed.ErrInvalid))
			return
		}
		c, err := s.codecs.take()
		if err != nil {
			yield(feed.Article{}, err)
			return
		}
		defer s.codecs.give(c)
		for docs, err := range s.settled(ctx, found) {
			if err != nil {
				yield(feed.Article{}, err)
				return
			}
			for part := range slices.Chunk(docs, streamed) {
				if !s.streamPart(ctx, c, found, part, yield) {
					return
				}
			}
		}
	}
}

// streamPart reads some articles in one transaction and yields them after it.
func (s *Store) streamPart(ctx context.Context, c *codec, h *hits, docs []uint32, yield func(feed.Article, error) bool) bool {
	type item struct {
		parcel
		err error
	}
	var items []item
	err := s.view(ctx, func(t *tx) error {
		items = items[:0]
		if err := h.sameFile(t); err != nil {
			return err
		}
		for _, doc := range docs {
			p, found, err := t.wholeParcel(doc)
			if found || err != nil {
				items = append(items, item{p, err})
			}
		}
		return nil
	})
	if err != nil {
		yield(feed.Article{}, err)
		return false
	}
	for _, it := range items {
		a, err := feed.Article{}, it.err
		if err == nil {
			a, err = it.open(c)
		}
		if !yield(a, s.explain(err)) {
			return false
		}
	}
	return true
}
