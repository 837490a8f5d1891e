package store

import (
	"context"
	"sync"

	"veille/feed/query"
	"veille/feed/text"
)

// scanned is how many articles are read in one transaction of a scan: some
// milliseconds, so that a writer need not wait for the end of it.
const scanned = 256

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

// scanPart matches some articles in one transaction.
func (s *Store) scanPart(ctx context.Context, words asked, docs []uint32) ([][]uint32, error) {
	c, err := s.codecs.take()
	if err != nil {
		return nil, err
	}
	defer s.codecs.give(c)
	var found [][]uint32
	var plain []byte
	err = s.view(ctx, func(t *tx) error {
		found = make([][]uint32, len(words))
		match := make([]bool, len(words))
		for _, doc := range docs {
			if plain, err = t.scanOne(c, plain[:0], doc, words, match); err != nil {
				return err
			}
			for w, ok := range match {
				if ok {
					found[w] = append(found[w], doc)
				}
			}
		}
		return nil
	})
	return found, err
}

// scanOne tells which of words an article matches. plain is room to unpack in.
func (t *tx) scanOne(c *codec, plain []byte, doc uint32, words asked, match []bool) ([]byte, error) {
	clear(match)
	key := docKey(doc)
	head, err := t.get(inArt, key)
	if err != nil || head == nil {
		return plain, err
	}
	title, err := titleOf(head)
	if err != nil {
		return plain, damaged("head of document %d", doc)
	}
	open := 0
	for i := range words {
		if match[i] = words[i].In(borrow(title)); !match[i] && !words[i].titleOnly {
			open++
		}
	}
	if open == 0 {
		return plain, nil
	}
	frame, err := t.get(inBody, key)
	if err != nil || frame == nil {
		return plain, err
	}
	if plain, err = c.unpack(plain, frame); err != nil {
		return plain, err
	}
	err = eachText(plain, func(s string) bool {
		for i := range words {
			if !match[i] && !words[i].titleOnly && words[i].In(s) {
				match[i] = true
				open--
			}
		}
		return open > 0
	})
	if err != nil {
		err = damaged("body of document %d", doc)
	}
	return plain, err
}
