package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// A scan reads many articles, in transactions so short that a writer need not
// wait for the end of it, however long the articles are.
const (
	scanned  = 256 // articles that a worker takes at once
	scanTime = 4 * time.Millisecond
)

// match returns, for each of words, which of the candidates match. This is the
// one place that looks into texts: it reads them all, on all cores, in the
// order they lie in the file. An article destroyed meanwhile matches nothing.
func (s *Store) match(ctx context.Context, candidates docSet, words []query.Words) ([]docSet, error) {
	docs := candidates.docs()
	if len(docs) > whole {
		s.readAhead()
	}
	found := make([]docSet, len(words))
	for i := range found {
		found[i] = make(docSet, len(candidates))
	}
	asked := newAsked(words)
	var mu sync.Mutex
	err := eachOn(ctx, (len(docs)+scanned-1)/scanned, func(i int) error {
		part := docs[i*scanned : min((i+1)*scanned, len(docs))]
		got, err := s.scanPart(ctx, asked, part)
		mu.Lock()
		defer mu.Unlock()
		for w := range got {
			for _, doc := range got[w] {
				found[w].add(doc)
			}
		}
		return err
	})
	return found, err
}

// whole is from how many articles on reading the file ahead pays: a mapped
// file is told to expect random access.
const whole = 10_000

// asked are the words of a query made ready for texts.
type asked []struct {
	text.Matcher
	titleOnly bool
}

func newAsked(words []query.Words) asked {
	out := make(asked, len(words))
	for i, w := range words {
		t := w.Text
		if w.Prefix {
			t += "*"
		}
		out[i].Matcher = text.NewMatcher(t, w.Phrase)
		out[i].titleOnly = w.In == "title"
	}
	return out
}

// scanPart matches some articles, in one transaction when they are read fast.
func (s *Store) scanPart(ctx context.Context, words asked, docs []uint32) ([][]uint32, error) {
	c, err := s.codecs.take()
	if err != nil {
		return nil, err
	}
	defer s.codecs.give(c)
	r := &reading{ctx: ctx, codec: c, words: words, match: make([]bool, len(words)), found: make([][]uint32, len(words))}
	for len(docs) > 0 {
		done := 0
		err := s.view(ctx, func(t *tx) (err error) {
			done, err = r.some(t, docs)
			return err
		})
		if err != nil {
			return nil, err
		}
		docs = docs[done:]
	}
	return r.found, nil
}

// reading is what one worker of a scan holds.
type reading struct {
	ctx   context.Context //nolint:containedctx // lives as long as one part of a scan
	codec *codec
	words asked
	plain []byte     // room to unpack in
	match []bool     // of each of words, in the article at hand
	found [][]uint32 // of each of words
}

// some matches docs until its time is up, one at least, and returns how many.
func (r *reading) some(t *tx, docs []uint32) (int, error) {
	end := time.Now().Add(scanTime)
	for i, doc := range docs {
		if i > 0 && time.Now().After(end) {
			return i, nil
		}
		if err := r.ctx.Err(); err != nil {
			return i, err
		}
		if err := r.one(t, doc); err != nil {
			return i, err
		}
		for w, ok := range r.match {
			if ok {
				r.found[w] = append(r.found[w], doc)
			}
		}
	}
	return len(docs), nil
}

// one tells which of the words an article matches. One that cannot be read ends
// the scan: it might match, or must not be found when the words are negated.
func (r *reading) one(t *tx, doc uint32) error {
	err := r.look(t, doc)
	if err == nil || !errors.Is(err, feed.ErrDamaged) {
		return err
	}
	h, _, herr := t.head(doc)
	if herr != nil {
		return err
	}
	return fmt.Errorf("search article %s, which the trash would leave out: %w", h.ID, err)
}

func (r *reading) look(t *tx, doc uint32) error {
	clear(r.match)
	key := docKey(doc)
	head, err := t.get(inArt, key)
	if err != nil || head == nil {
		return err
	}
	title, err := titleOf(head)
	if err != nil {
		return damaged("head of document %d", doc)
	}
	open := 0
	for i := range r.words {
		if r.match[i] = r.words[i].In(borrow(title)); !r.match[i] && !r.words[i].titleOnly {
			open++
		}
	}
	if open == 0 {
		return nil
	}
	frame, err := t.get(inBody, key)
	if err != nil || frame == nil {
		return err
	}
	if r.plain, err = r.codec.unpack(r.plain[:0], frame); err != nil {
		return err
	}
	err = eachText(r.plain, func(s string) bool {
		for i := range r.words {
			if !r.match[i] && !r.words[i].titleOnly && r.words[i].In(s) {
				r.match[i] = true
				open--
			}
		}
		return open > 0
	})
	if err != nil {
		err = damaged("body of document %d", doc)
	}
	return err
}
