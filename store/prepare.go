package store

import (
	"context"
	"fmt"

	"veille/feed"
	"veille/feed/text"
)

// prepared is an article ready to be written: all that costs time is done
// before the file is locked.
type prepared struct {
	in        *feed.Incoming
	number    int // in its batch
	head      feed.Head
	descent   descent
	item      item
	body, raw []byte   // nil raw: nothing came with it
	sets      []string // that follow from the body
	address   trace
	traces    []trace
}

// readied is a batch ready to be written, with its part of the index.
type readied struct {
	articles []prepared
	words    indexed
	places   []int // of the articles in the segment, by their number in words
	blocks   []block
}

// prepare works on several articles at once. Those that cannot be kept are
// refused.
func (s *Store) prepare(ctx context.Context, in []feed.Incoming, words *gathering) (out readied, refused []error, err error) {
	out, faults, err := s.prepareWith(ctx, in, words, nil)
	for _, fault := range faults {
		if fault != nil {
			refused = append(refused, fault)
		}
	}
	if err == nil {
		out.blocks = out.words.blocks(out.places)
	}
	return out, refused, err
}

// prepareWith is prepare but for the blocks of the index, which one core makes alone;
// link, unless it is nil, is told each article before what it can be found by is
// settled. There is a fault, or nil, for each.
func (s *Store) prepareWith(ctx context.Context, in []feed.Incoming, words *gathering, link func(i int, p *prepared)) (out readied, faults []error, err error) {
	const piece = 16
	ready := make([]prepared, len(in))
	faults = make([]error, len(in))
	err = eachOn(ctx, (len(in)+piece-1)/piece, func(i int) error {
		c, err := s.codecs.take()
		if err != nil {
			return err
		}
		defer s.codecs.give(c)
		x := words.take()
		defer words.give(x)
		from, to := i*piece, min(len(in), (i+1)*piece)
		for j := from; j < to; j++ {
			var tie func(*prepared)
			if link != nil {
				tie = func(p *prepared) { link(j, p) }
			}
			ready[j], faults[j] = s.prepareOne(c, &in[j], tie)
		}
		// Not in one loop: the tables of the two would take the cache from each other.
		for j := from; j < to; j++ {
			if faults[j] == nil {
				x.add(uint16(j), ready[j].withHead())
			}
		}
		return nil
	})
	if err != nil {
		return out, nil, err
	}
	out.places = make([]int, len(ready))
	out.articles = ready[:0]
	for i := range ready {
		if out.places[i] = len(out.articles); faults[i] == nil {
			ready[i].number = i
			out.articles = append(out.articles, ready[i])
		} else {
			out.places[i] = dropped
			faults[i] = fmt.Errorf("keep article %q: %w", clip(in[i].Article.Title, 60), faults[i])
		}
	}
	out.words, err = words.postings(ctx)
	return out, faults, err
}

// withHead returns the article as it will be kept.
func (p *prepared) withHead() *feed.Article {
	a := p.in.Article
	a.Head = p.head
	return &a
}

func (s *Store) prepareOne(c *codec, in *feed.Incoming, link func(*prepared)) (p prepared, err error) {
	p.in, p.head = in, in.Article.Head
	h := &p.head
	if h.ID.IsZero() {
		return p, fmt.Errorf("it has no id: %w", feed.ErrInvalid)
	}
	h.Lang = language(h.Lang)
	if name := text.Line(h.Source); h.SourceID.IsZero() && name != "" {
		h.SourceID = feed.SourceID(name)
	}
	if h.Fetched.IsZero() {
		h.Fetched = s.now()
	}
	settleDate(h)
	a := in.Article
	a.Head = *h
	p.sets = bodySets(&a)
	p.address = addressTrace(h.URL)
	if link != nil {
		link(&p)
	}
	p.traces = traces(p.address, p.descent, p.item)
	var plain []byte
	if p.body, plain, err = c.body(&in.Article); err != nil {
		return p, err
	}
	if in.Raw.Bytes != nil || in.Raw.Name != "" || in.Raw.Type != "" {
		p.raw, err = encodeRaw(c, &in.Raw, plain)
	}
	return p, err
}

// weight is roughly how many bytes an article takes in memory.
func weight(in *feed.Incoming) int {
	n := len(in.Raw.Bytes) + 1024
	for i := range in.Article.Body {
		for _, s := range in.Article.Body[i].Spans {
			n += len(s.Text)
		}
	}
	return n
}
