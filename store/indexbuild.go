package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"hash/maphash"
	"net/url"
	"slices"
	"strings"
	"sync"

	"veille/feed"
	"veille/feed/text"
)

// eachField gives the texts of an article that the index keeps, with their
// fields. Title, standfirst, dateline, blocks and captions are the words of no
// field in particular.
func eachField(a *feed.Article, yield func(field byte, s string)) {
	yield(termText, a.Title)
	yield(termText, a.Standfirst)
	yield(termText, datelineText(a.Dateline))
	for i := range a.Body {
		yield(termText, a.Body[i].Text())
	}
	for _, c := range a.Captions {
		yield(termText, c.Text)
		yield(termText, c.Credit)
	}
	yield(termTitle, a.Title)
	yield(termAgency, a.Agency)
	yield(termAgency, a.Dateline.Agency)
	for _, name := range a.Authors {
		yield(termAuthor, name)
	}
	yield(termAgency, a.Byline)
	yield(termAuthor, a.Byline)
	yield(termPlace, a.Place)
	yield(termPlace, a.Dateline.Place)
	yield(termURL, urlWords(a.URL))
}

// urlWords returns the words of an address parted by blanks, the scheme left
// out: hyphens tie no words there, or each address would bring dozens of joined
// ones into the index.
func urlWords(address string) string {
	if _, rest, ok := strings.Cut(address, "://"); ok {
		address = rest
	}
	if plain, err := url.PathUnescape(address); err == nil {
		address = text.Line(plain)
	}
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z') {
			return ' '
		}
		return r
	}, address)
}

// terms gathers the terms of articles on their way into the index: one for each
// goroutine that works on a batch. Every word of every text comes by here and
// most of the time is lost waiting for memory, so it is a hash table in which a
// look at a term needs one slot and one place in names, and no more.
type terms struct {
	slots []slot   // a power of two of them, at most three quarters in use
	names []byte   // the terms end to end, a zero behind each: none has one
	at    []uint32 // where each begins
	pairs []meeting
}

type slot struct {
	hash uint32
	seen uint32 // the article it was last met in, plus one; 0: a free slot
	id   uint32
	at   uint32
}

// meeting says that an article has a term.
type meeting struct {
	term uint32
	art  uint16
}

const fewestSlots = 1 << 10

// hashSeed makes sure that nobody can choose words that share slots.
var hashSeed = maphash.MakeSeed()

// spareTerms are tables to be used again: batch follows batch.
var spareTerms = sync.Pool{New: func() any { return &terms{slots: make([]slot, fewestSlots)} }}

// release empties the table and hands it on.
func (x *terms) release() {
	clear(x.slots)
	x.names, x.at, x.pairs = x.names[:0], x.at[:0], x.pairs[:0]
	spareTerms.Put(x)
}

// add gathers the terms of an article, the so-manieth of its batch.
func (x *terms) add(art uint16, a *feed.Article) {
	eachField(a, func(field byte, s string) {
		if s == "" {
			return
		}
		for form, exact := range text.Forms(s) {
			mark := field
			if exact {
				mark += termMarked
			}
			x.met(art, mark, form)
		}
	})
}

// met notes that an article has the term of a mark and a form.
func (x *terms) met(art uint16, mark byte, form string) {
	hash := uint32(maphash.String(hashSeed, form)) + uint32(mark)*0x9E3779B1
	i := hash & uint32(len(x.slots)-1)
	for ; x.slots[i].seen != 0; i = (i + 1) & uint32(len(x.slots)-1) {
		s := &x.slots[i]
		if s.hash != hash || !x.isAt(int(s.at), mark, form) {
			continue
		}
		if s.seen != uint32(art)+1 {
			s.seen = uint32(art) + 1
			x.pairs = append(x.pairs, meeting{s.id, art})
		}
		return
	}
	s := slot{hash: hash, seen: uint32(art) + 1, id: uint32(len(x.at)), at: uint32(len(x.names))}
	x.slots[i] = s
	x.at = append(x.at, s.at)
	x.names = append(append(append(x.names, mark), form...), 0)
	x.pairs = append(x.pairs, meeting{s.id, art})
	if len(x.at) > len(x.slots)/4*3 {
		x.grow()
	}
}

// isAt reports whether a term is the one that begins at a place in names.
func (x *terms) isAt(at int, mark byte, form string) bool {
	end := at + 1 + len(form)
	return end < len(x.names) && x.names[end] == 0 && x.names[at] == mark && string(x.names[at+1:end]) == form
}

func (x *terms) grow() {
	old := x.slots
	x.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.seen == 0 {
			continue
		}
		i := s.hash & uint32(len(x.slots)-1)
		for x.slots[i].seen != 0 {
			i = (i + 1) & uint32(len(x.slots)-1)
		}
		x.slots[i] = s
	}
}

func (x *terms) name(id uint32) []byte {
	end := len(x.names)
	if int(id) < len(x.at)-1 {
		end = int(x.at[id+1])
	}
	return x.names[x.at[id] : end-1]
}

// postings are terms in rising order, each with the articles of a batch that
// have it.
type postings struct {
	names []byte // end to end
	ends  []termEnd
	arts  []uint16
}

// termEnd is where a term ends in names, and its articles in arts.
type termEnd struct{ name, arts int }

// sorted orders what was gathered.
func (x *terms) sorted() (p postings) {
	order := x.order()
	at := make([]int, len(x.at))
	for _, pr := range x.pairs {
		at[pr.term]++
	}
	p.names = make([]byte, 0, len(x.names))
	p.ends, p.arts = make([]termEnd, len(order)), make([]uint16, len(x.pairs))
	n := 0
	for i, o := range order {
		n, at[o.id] = n+at[o.id], n
		p.names = append(p.names, x.name(o.id)...)
		p.ends[i] = termEnd{len(p.names), n}
	}
	for _, pr := range x.pairs {
		p.arts[at[pr.term]] = pr.art
		at[pr.term]++
	}
	return p
}

// headed is a term with its first eight bytes: nearly all comparisons end there.
type headed struct {
	head uint64
	id   uint32
}

// order returns the terms in rising order.
func (x *terms) order() []headed {
	order := make([]headed, len(x.at))
	for i := range order {
		var head [8]byte
		copy(head[:], x.name(uint32(i)))
		order[i] = headed{binary.BigEndian.Uint64(head[:]), uint32(i)}
	}
	slices.SortFunc(order, func(a, b headed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return bytes.Compare(x.name(a.id), x.name(b.id))
	})
	return order
}

// before returns where the so-manieth term begins.
func (p *postings) before(i int) termEnd {
	if i == 0 {
		return termEnd{}
	}
	return p.ends[i-1]
}

func (p *postings) term(i int) []byte { return p.names[p.before(i).name:p.ends[i].name] }

func (p *postings) of(i int) []uint16 { return p.arts[p.before(i).arts:p.ends[i].arts] }

// gathering lends tables of terms to the goroutines that work on one batch.
type gathering struct {
	mu   sync.Mutex
	free []*terms
	all  []*terms
}

func (g *gathering) take() *terms {
	g.mu.Lock()
	defer g.mu.Unlock()
	if n := len(g.free); n > 0 {
		x := g.free[n-1]
		g.free = g.free[:n-1]
		return x
	}
	x := spareTerms.Get().(*terms)
	g.all = append(g.all, x)
	return x
}

func (g *gathering) give(x *terms) {
	g.mu.Lock()
	g.free = append(g.free, x)
	g.mu.Unlock()
}

// postings brings all tables together.
func (g *gathering) postings(ctx context.Context) (indexed, error) {
	parts := make(indexed, len(g.all))
	return parts, eachOn(ctx, len(parts), func(i int) error {
		parts[i] = g.all[i].sorted()
		g.all[i].release()
		return nil
	})
}

// indexed are the postings of a batch in parts that share no article.
type indexed []postings

const dropped = -1

// blocks makes a segment of a batch. place gives each article its number in the
// segment, dropped to leave it out; the numbers rise.
func (x indexed) blocks(place []int) []block {
	list := x.cursors()
	for i, c := range list {
		list[i] = &placedCursor{c, place}
	}
	out, _ := mergePostings(list) // only blocks of a file can fail
	return out
}

// placedCursor gives the articles of a batch their places.
type placedCursor struct {
	postingCursor
	place []int
}

func (c *placedCursor) appendDocs(docs []uint16) ([]uint16, error) {
	n := len(docs)
	docs, err := c.postingCursor.appendDocs(docs)
	kept := docs[:n]
	for _, art := range docs[n:] {
		if doc := c.place[art]; doc != dropped {
			kept = append(kept, uint16(doc))
		}
	}
	return kept, err
}
