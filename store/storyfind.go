package store

import (
	"cmp"
	"slices"

	"veille/feed/story"
)

// How what an article may be a version of is found: by the keys of its sketch in
// bucket shingle, those of a batch together.
//
// A key that more than story.WornKey articles have is a turn of phrase. It counts only
// where a text has few others, as one does that is told by very many, and then for so
// many of the articles that came last. What shares leastPart of the keys of the shorter
// text is compared, and what shares half of those of the opening: of pairs on news wire
// that are story.Close none shares less, and what is Close contains
// story.LeastContained. Of very many the maxLike that share most are compared.
const (
	fewRare   = 8
	maxLike   = 48
	leastPart = .1
	headPart  = .5
	leastHead = 2
)

// together finds what the articles of a batch are Close to.
func (p *telling) together(u *catchingUp, read []reading, i int) error {
	p.found = map[uint32]*sketched{}
	var batch []*sketched
	for j := range read {
		if x, ok := read[j].results[i].(*sketched); ok && x != nil {
			x.doc = read[j].doc
			p.found[x.doc] = x
			batch = append(batch, x)
		}
	}
	if len(batch) == 0 {
		return nil
	}
	if err := p.store.tendShingles(u); err != nil {
		return err
	}
	f := &likeFinder{pass: p, batch: batch}
	if err := f.lookUp(u); err != nil {
		return err
	}
	if err := f.share(u); err != nil {
		return err
	}
	return u.each((len(batch)+comparedAtOnce-1)/comparedAtOnce, func(i int) error {
		part := batch[i*comparedAtOnce : min((i+1)*comparedAtOnce, len(batch))]
		return p.store.view(u.ctx, func(t *tx) error {
			var c comparing
			c.sketches = map[uint32]*story.Sketch{}
			for j, x := range part {
				if err := c.one(t, f, f.like[i*comparedAtOnce+j], x); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

const comparedAtOnce = 16

// likeFinder finds what shares keys with the articles of a batch.
type likeFinder struct {
	pass  *telling
	batch []*sketched
	keys  []uint32   // of all, in rising order
	at    [][]uint32 // by article: the places of its keys
	docs  [][]uint32 // by key: docs that have it, one more than story.WornKey at most
	like  [][]shared // by article: what shares enough of them
}

const lookedUpAtOnce = 4096 // keys

// gather lists the keys of the batch, and where several of its articles have one.
func (f *likeFinder) gather() {
	var all []posting // key with number in the batch
	for j, x := range f.batch {
		for _, k := range x.sketch.Keys {
			all = append(all, postingOf(k, uint32(j)))
		}
	}
	slices.Sort(all)
	f.at = make([][]uint32, len(f.batch))
	for i, p := range all {
		if i == 0 || p.key() != all[i-1].key() {
			f.keys = append(f.keys, p.key())
			f.docs = append(f.docs, nil)
		}
		at := uint32(len(f.keys) - 1)
		j := p.doc()
		f.at[j] = append(f.at[j], at)
		if i > 0 && p.key() == all[i-1].key() || i+1 < len(all) && p.key() == all[i+1].key() {
			f.add(int(at), f.batch[j].doc)
		}
	}
}

// lookUp finds the docs that have the keys.
func (f *likeFinder) lookUp(u *catchingUp) error {
	f.gather()
	return u.each((len(f.keys)+lookedUpAtOnce-1)/lookedUpAtOnce, func(i int) error {
		from, to := i*lookedUpAtOnce, min((i+1)*lookedUpAtOnce, len(f.keys))
		own := make([][]uint32, to-from)
		copy(own, f.docs[from:to])
		return f.pass.store.view(u.ctx, func(t *tx) error {
			for i := range own { // not what a run in vain has found
				f.docs[from+i] = slices.Clip(own[i])
			}
			for _, g := range t.shingleSegments() {
				if g.version == story.Version {
					t.eachPosting(&g, f.keys[from:to], func(at int, doc uint32) { f.add(from+at, doc) })
				}
			}
			return nil
		})
	})
}

func (f *likeFinder) add(key int, doc uint32) {
	if have := f.docs[key]; len(have) <= story.WornKey {
		f.docs[key] = append(have, doc)
	}
}

// share finds which docs share enough keys with each article of the batch.
func (f *likeFinder) share(u *catchingUp) error {
	f.like = make([][]shared, len(f.batch))
	err := u.each((len(f.batch)+comparedAtOnce-1)/comparedAtOnce, func(i int) error {
		for j := i * comparedAtOnce; j < min((i+1)*comparedAtOnce, len(f.batch)); j++ {
			f.like[j] = f.sharing(j)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := f.pass.countKeys(u, f.like); err != nil {
		return err
	}
	for j, x := range f.batch {
		list := slices.DeleteFunc(f.like[j], func(o shared) bool {
			return !o.opens && float64(o.keys) < leastPart*float64(min(int(f.pass.keys[o.doc])-1, len(x.sketch.Keys)))
		})
		slices.SortFunc(list, func(a, b shared) int { return cmp.Or(cmp.Compare(b.keys, a.keys), cmp.Compare(a.doc, b.doc)) })
		f.like[j] = list[:min(len(list), maxLike)]
	}
	return nil
}

// countKeys reads how many keys the sketches of docs have, unless that is known.
func (p *telling) countKeys(u *catchingUp, like [][]shared) error {
	note := func(doc uint32, n int) {
		if int(doc) >= len(p.keys) {
			p.keys = append(p.keys, make([]uint16, int(doc)+1024-len(p.keys))...)
		}
		p.keys[doc] = uint16(n) + 1
	}
	for doc, x := range p.found {
		note(doc, x.sketch.KeyCount)
	}
	var docs []uint32
	for _, list := range like {
		for _, o := range list {
			if int(o.doc) >= len(p.keys) || p.keys[o.doc] == 0 {
				note(o.doc, 0)
				docs = append(docs, o.doc)
			}
		}
	}
	slices.Sort(docs)
	for part := range slices.Chunk(docs, lookedUpAtOnce) {
		err := p.store.view(u.ctx, func(t *tx) error {
			for _, doc := range part {
				b, err := t.get(inSketch, docKey(doc))
				if err := ignoreDamage(err); err != nil {
					return err
				}
				n, _ := story.KeyCountOf(b)
				note(doc, n)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sharing returns the docs that share keys with an article of the batch, more than by
// chance.
func (f *likeFinder) sharing(j int) (out []shared) {
	var docs []uint64 // doc, and whether the key is of the opening
	rare, opening := 0, 0
	x := f.batch[j]
	note := func(worn bool) {
		for _, at := range f.at[j] {
			if (len(f.docs[at]) > story.WornKey) != worn {
				continue
			}
			head := uint64(b2i(x.sketch.Opens(f.keys[at])))
			if !worn {
				rare++
				opening += int(head)
			}
			for _, doc := range f.docs[at] {
				docs = append(docs, uint64(doc)<<1|head)
			}
		}
	}
	if note(false); rare < fewRare {
		note(true)
	}
	least := story.KeysNeeded(rare)
	slices.Sort(docs)
	for i := 0; i < len(docs); {
		o := shared{doc: uint32(docs[i] >> 1)}
		head := 0
		for ; i < len(docs) && uint32(docs[i]>>1) == o.doc; i++ {
			o.keys++
			head += int(docs[i] & 1)
		}
		o.opens = head >= leastHead && float64(head) >= headPart*float64(opening)
		if o.keys >= least && o.doc != x.doc {
			out = append(out, o)
		}
	}
	return out
}

// shared is how many keys a doc shares, and whether it shares the opening.
type shared struct {
	doc   uint32
	keys  int
	opens bool
}

// comparing compares articles of a batch one after the other.
type comparing struct {
	sketches map[uint32]*story.Sketch
}

func (c *comparing) one(t *tx, f *likeFinder, like []shared, x *sketched) error {
	x.like = nil
	for _, o := range like {
		s, err := c.sketch(t, f, o.doc)
		if err != nil {
			return err
		}
		if s == nil {
			continue
		}
		if same, _ := story.Likeness(&x.sketch, s); same >= story.Close {
			x.like = append(x.like, o.doc)
		}
	}
	return nil
}

func (c *comparing) sketch(t *tx, f *likeFinder, doc uint32) (*story.Sketch, error) {
	if x := f.pass.found[doc]; x != nil {
		return &x.sketch, nil
	}
	if s, ok := c.sketches[doc]; ok {
		return s, nil
	}
	s, err := t.sketch(doc)
	c.sketches[doc] = s
	return s, err
}
