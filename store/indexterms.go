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
	met   []uint32    // the forms of one article after the other
	arts  []artForms
}

type formTally struct {
	last uint32 // the article it was last met in, plus one
	arts uint32 // how many have it
}

// artForms is an article, and where its forms begin in those met.
type artForms struct {
	art  uint16
	from int
}

// spareTerms are empty tables to be used again.
var spareTerms = sync.Pool{New: func() any { return new(terms) }}

// reset empties the tables.
func (x *terms) reset() {
	for i := range x.fields {
		x.fields[i].reset()
	}
	x.words.Reset()
	x.last, x.mixed = 0, false
}

func (y *tally) reset() {
	for _, form := range y.forms {
		y.of[form] = formTally{}
	}
	y.forms, y.met, y.arts = y.forms[:0], y.met[:0], y.arts[:0]
}

// add gathers the terms of an article, the so-manieth of its batch.
func (x *terms) add(art uint16, a *feed.Article) {
	x.mixed = x.mixed || art < x.last
	x.last = art
	eachField(a, func(field byte, s string) {
		y := &x.fields[field/2]
		round := uint32(art)<<8 + uint32(field)
		x.words.Forms(s, round, func(form int) { y.note(art, form) })
	})
}

// note notes that an article has a form.
func (y *tally) note(art uint16, form int) {
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
	if n := len(y.arts); n == 0 || y.arts[n-1].art != art {
		y.arts = append(y.arts, artForms{art, len(y.met)})
	}
	y.met = append(y.met, uint32(form))
}

// sorted orders what was gathered.
func (x *terms) sorted() (p postings) {
	forms, met := 0, 0
	for i := range x.fields {
		forms += len(x.fields[i].forms)
		met += len(x.fields[i].met)
	}
	p.ends, p.arts = make([]termEnd, 0, forms), make([]uint16, met)
	met = 0
	for i := range x.fields {
		x.fields[i].sorted(&p, met, byte(i)*2+1, &x.words)
		met += len(x.fields[i].met)
	}
	for i := 0; x.mixed && i < len(p.ends); i++ {
		slices.Sort(p.of(i))
	}
	return p
}

// sorted adds the terms of a field, whose articles begin at from.
func (y *tally) sorted(p *postings, from int, field byte, words *text.Vocabulary) {
	order, size := y.order(words)
	p.names = slices.Grow(p.names, size)
	for _, o := range order {
		form, exact := words.Form(o.form)
		mark := field
		if exact {
			mark += termMarked
		}
		p.names = append(append(p.names, mark), form...)
		f := &y.of[o.form]
		f.last = uint32(from) // no article is met any more: where the next one stands
		from += int(f.arts)
		p.ends = append(p.ends, termEnd{uint32(len(p.names)), uint32(from)})
	}
	for i, a := range y.arts {
		end := len(y.met)
		if i+1 < len(y.arts) {
			end = y.arts[i+1].from
		}
		for _, form := range y.met[a.from:end] {
			f := &y.of[form]
			p.arts[f.last] = a.art
			f.last++
		}
	}
}

// headed is a form with its mark and first bytes: nearly all comparisons end
// there.
type headed struct {
	head uint64
	form int
}

// order returns the forms of a field in the order of their terms, and how many
// bytes these take.
func (y *tally) order(words *text.Vocabulary) (order []headed, size int) {
	order = make([]headed, len(y.forms))
	for i, n := range y.forms {
		var head [8]byte
		form, exact := words.Form(n)
		head[0] = byte(b2i(exact))
		copy(head[1:], form)
		size += 1 + len(form)
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
	return order, size
}
