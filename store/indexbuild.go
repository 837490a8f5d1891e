package store

import (
	"cmp"
	"context"
	"encoding/binary"
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
// goroutine that works on a batch.
type terms struct {
	ids   map[string]uint32
	list  []string
	seen  []int32 // the article a term was last met in, plus one
	pairs []meeting
	room  []byte
}

// meeting says that an article has a term.
type meeting struct {
	term uint32
	art  uint16
}

func newTerms() *terms { return &terms{ids: make(map[string]uint32, 4096)} }

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
			x.room = append(append(x.room[:0], mark), form...)
			x.met(art)
		}
	})
}

func (x *terms) met(art uint16) {
	id, known := x.ids[string(x.room)]
	if !known {
		id = uint32(len(x.list))
		name := string(x.room)
		x.ids[name] = id
		x.list, x.seen = append(x.list, name), append(x.seen, 0)
	}
	if x.seen[id] == int32(art)+1 {
		return
	}
	x.seen[id] = int32(art) + 1
	x.pairs = append(x.pairs, meeting{id, art})
}

// postings are terms in rising order, each with the articles of a batch that
// have it in rising order.
type postings struct {
	terms []string
	ends  []int // of the articles of each term in arts
	arts  []uint16
}

// sorted orders what was gathered.
func (x *terms) sorted() (p postings) {
	type ranked struct {
		head uint64 // the first eight bytes: nearly all comparisons end there
		id   uint32
	}
	order := make([]ranked, len(x.list))
	for i, name := range x.list {
		var head [8]byte
		copy(head[:], name)
		order[i] = ranked{binary.BigEndian.Uint64(head[:]), uint32(i)}
	}
	slices.SortFunc(order, func(a, b ranked) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return strings.Compare(x.list[a.id], x.list[b.id])
	})
	at := make([]int, len(x.list))
	for _, pr := range x.pairs {
		at[pr.term]++
	}
	p.terms, p.ends, p.arts = make([]string, len(order)), make([]int, len(order)), make([]uint16, len(x.pairs))
	n := 0
	for i, o := range order {
		n, at[o.id] = n+at[o.id], n
		p.terms[i], p.ends[i] = x.list[o.id], n
	}
	for _, pr := range x.pairs {
		p.arts[at[pr.term]] = pr.art
		at[pr.term]++
	}
	return p
}

// arts returns the articles of the i-th term.
func (p *postings) of(i int) []uint16 {
	from := 0
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.arts[from:p.ends[i]]
}

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
	x := newTerms()
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
