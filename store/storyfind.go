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
// many of the articles that came last. Of what shares enough keys the maxLike that
// share most are compared.
const (
	fewRare   = 8
	maxLike   = 48
	leastPart = .06 // of the keys of the shorter text
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
	return eachOn(u.ctx, (len(batch)+comparedAtOnce-1)/comparedAtOnce, func(i int) error {
		part := batch[i*comparedAtOnce : min((i+1)*comparedAtOnce, len(batch))]
		return p.store.view(u.ctx, func(t *tx) error {
			var c comparing
			c.sketches = map[uint32]*story.Sketch{}
			for j, x := range part {
				if err := c.one(t, f, i*comparedAtOnce+j, x); err != nil {
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
}

const lookedUpAtOnce = 4096 // keys

// gather lists the keys of the batch, and where several of its articles have one.
func (f *likeFinder) gather() {
	var all []posting // key with number in the batch
	for j, x := range f.batch {
		for _, h := range x.sketch.Keys() {
			all = append(all, postingOf(uint32(h), uint32(j)))
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
	return eachOn(u.ctx, (len(f.keys)+lookedUpAtOnce-1)/lookedUpAtOnce, func(i int) error {
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

// sharing returns the docs that share enough keys with an article of the batch, those
// that share most first.
func (f *likeFinder) sharing(j int) (out []shared) {
	var docs []uint32
	rare := 0
	for _, at := range f.at[j] {
		if len(f.docs[at]) <= story.WornKey {
			rare++
			docs = append(docs, f.docs[at]...)
		}
	}
	if rare < fewRare {
		for _, at := range f.at[j] {
			if len(f.docs[at]) > story.WornKey {
				docs = append(docs, f.docs[at]...)
			}
		}
	}
	x := f.batch[j]
	least := story.KeysNeeded(rare)
	slices.Sort(docs)
	for i := 0; i < len(docs); {
		n := i + 1
		for n < len(docs) && docs[n] == docs[i] {
			n++
		}
		if n-i >= least && docs[i] != x.doc {
			out = append(out, shared{docs[i], n - i})
		}
		i = n
	}
	slices.SortFunc(out, func(a, b shared) int { return cmp.Or(cmp.Compare(b.keys, a.keys), cmp.Compare(a.doc, b.doc)) })
	return out[:min(len(out), maxLike)]
}

// shared is how many keys a doc shares.
type shared struct {
	doc  uint32
	keys int
}

// comparing compares articles of a batch one after the other.
type comparing struct {
	sketches map[uint32]*story.Sketch
}

func (c *comparing) one(t *tx, f *likeFinder, j int, x *sketched) error {
	x.like = nil
	for _, o := range f.sharing(j) {
		s, err := c.sketch(t, f, o.doc)
		if err != nil {
			return err
		}
		if s == nil || float64(o.keys) < leastPart*float64(min(len(s.Keys()), len(x.sketch.Keys()))) {
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
