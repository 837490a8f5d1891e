package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"veille/feed"
	"veille/feed/text"
)

// terms gathers the terms of articles on their way into the index: one for each
// goroutine that works on a batch. Every word of every text comes by here.
type terms struct {
	words  text.Vocabulary
	fields [termURL/2 + 1]tally // each at half its field, which is odd
	last   uint16               // article
	mixed  bool                 // articles did not come in rising order
}

// tally says which articles have which forms in a field.
type tally struct {
	of    []formTally // by form
	forms []int       // those of which there is an article
	pairs []meeting
}

type formTally struct {
	last uint32 // the article it was last met in, plus one
	arts uint32 // how many have it
}

// meeting says that an article has a form.
type meeting struct {
	form uint32
	art  uint16
}

// spareTerms are tables to be used again: batch follows batch.
var spareTerms = sync.Pool{New: func() any { return new(terms) }}

// release empties the tables and hands them on.
func (x *terms) release() {
	for i := range x.fields {
		x.fields[i].reset()
	}
	x.words.Reset()
	x.last, x.mixed = 0, false
	spareTerms.Put(x)
}

func (y *tally) reset() {
	for _, form := range y.forms {
		y.of[form] = formTally{}
	}
	y.forms, y.pairs = y.forms[:0], y.pairs[:0]
}

// add gathers the terms of an article, the so-manieth of its batch.
func (x *terms) add(art uint16, a *feed.Article) {
	x.mixed = x.mixed || art < x.last
	x.last = art
	eachField(a, func(field byte, s string) {
		y := &x.fields[field/2]
		round := uint32(art)<<8 + uint32(field)
		x.words.Forms(s, round, func(form int) { y.met(art, form) })
	})
}

// met notes that an article has a form.
func (y *tally) met(art uint16, form int) {
	if form >= len(y.of) {
		y.of = append(y.of, make([]formTally, form+1-len(y.of))...)
	}
	f := &y.of[form]
	if f.last == uint32(art)+1 {
		return
	}
	if f.arts == 0 {
		y.forms = append(y.forms, form)
	}
	f.last = uint32(art) + 1
	f.arts++
	y.pairs = append(y.pairs, meeting{uint32(form), art})
}

// sorted orders what was gathered.
func (x *terms) sorted() (p postings) {
	forms, pairs := 0, 0
	for i := range x.fields {
		forms += len(x.fields[i].forms)
		pairs += len(x.fields[i].pairs)
	}
	p.ends, p.arts = make([]termEnd, 0, forms), make([]uint16, pairs)
	pairs = 0
	for i := range x.fields {
		x.fields[i].sorted(&p, pairs, byte(i)*2+1, &x.words)
		pairs += len(x.fields[i].pairs)
	}
	for i := 0; x.mixed && i < len(p.ends); i++ {
		slices.Sort(p.of(i))
	}
	return p
}

// sorted adds the terms of a field, whose articles begin at from.
func (y *tally) sorted(p *postings, from int, field byte, words *text.Vocabulary) {
	for _, o := range y.order(words) {
		form, exact := words.Form(o.form)
		mark := field
		if exact {
			mark += termMarked
		}
		p.names = append(append(p.names, mark), form...)
		f := &y.of[o.form]
		f.last = uint32(from) // no article is met any more: where the next one stands
		from += int(f.arts)
		p.ends = append(p.ends, termEnd{len(p.names), from})
	}
	for _, m := range y.pairs {
		f := &y.of[m.form]
		p.arts[f.last] = m.art
		f.last++
	}
}

// headed is a form with its mark and first bytes: nearly all comparisons end
// there.
type headed struct {
	head uint64
	form int
}

// order returns the forms of a field in the order of their terms.
func (y *tally) order(words *text.Vocabulary) []headed {
	order := make([]headed, len(y.forms))
	for i, n := range y.forms {
		var head [8]byte
		form, exact := words.Form(n)
		head[0] = byte(b2i(exact))
		copy(head[1:], form)
		order[i] = headed{binary.BigEndian.Uint64(head[:]), n}
	}
	slices.SortFunc(order, func(a, b headed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		one, _ := words.Form(a.form)
		two, _ := words.Form(b.form)
		return bytes.Compare(one, two)
	})
	return order
}
