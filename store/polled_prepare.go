package store

import "veille/feed"

// prepare does what takes time for the new articles and the new versions of a
// batch, before the file is locked. What cannot be kept is refused.
func (k *keeping) prepare(b *polledBatch) (ready readied, err error) {
	fresh, of := make([]feed.Incoming, 0, len(b.work)), make([]int, 0, len(b.work))
	for i := range b.work {
		w := &b.work[i]
		if w.do != create {
			continue
		}
		in := w.arrival.Incoming
		in.Article.ID, in.Article.SourceID = w.id, w.source
		fresh, of = append(fresh, in), append(of, i)
	}
	var refused []error
	if ready, refused, err = k.store.prepareWith(k.ctx, fresh, &k.words, func(i int, p *prepared) { b.work[of[i]].link(p) }); err != nil {
		return ready, err
	}
	for i, err := range refused {
		if err != nil {
			b.work[of[i]].do = leave
			b.refused = append(b.refused, refusal{b.work[of[i]].polled, err})
		}
	}
	for i := range ready.articles {
		b.work[of[ready.articles[i].number]].ready = &ready.articles[i]
	}
	if err := k.prepareChanged(b); err != nil {
		return ready, err
	}
	// What is packed need not wait in memory for its turn to be written.
	for i := range fresh {
		fresh[i].Article.Body, fresh[i].Raw = nil, feed.Raw{}
		b.work[of[i]].arrival = nil
	}
	b.of.forget()
	return ready, nil
}

// forget lets go of what has been prepared.
func (p *intake) forget() {
	for i := range p.polled {
		p.in[i].In = nil
	}
}

// link notes how a new article stands to its source.
func (w *work) link(p *prepared) {
	s := &w.sent
	p.descent.print = printOf(s.Print)
	p.descent.page = pageOf(w.arrival)
	p.item = item{}.with(&p.head, p.address, s.ID, w.address)
}

// prepareChanged packs the new versions.
func (k *keeping) prepareChanged(b *polledBatch) error {
	var list []*work
	for i := range b.work {
		if b.work[i].do == replace || b.work[i].do == complete {
			list = append(list, &b.work[i])
		}
	}
	return eachOn(k.ctx, len(list), func(i int) error {
		c, err := k.store.codecs.take()
		if err != nil {
			return err
		}
		defer k.store.codecs.give(c)
		w := list[i]
		in := w.arrival.Incoming
		in.Article.ID, in.Article.SourceID = w.old.head.ID, w.source
		p, err := k.store.prepareOne(c, &in, nil)
		if err != nil {
			return err
		}
		w.ready = &p
		return nil
	})
}
