package store

import (
	"context"
	"net/url"
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

// postings are terms in rising order, each with the articles of a batch that
// have it, in rising order too.
type postings struct {
	names []byte // end to end
	ends  []termEnd
	arts  []uint16
}

// termEnd is where a term ends in names, and its articles in arts.
type termEnd struct{ name, arts uint32 }

// before returns where the so-manieth term begins.
func (p *postings) before(i int) termEnd {
	if i == 0 {
		return termEnd{}
	}
	return p.ends[i-1]
}

func (p *postings) term(i int) []byte { return p.names[p.before(i).name:p.ends[i].name] }

func (p *postings) of(i int) []uint16 { return p.arts[p.before(i).arts:p.ends[i].arts] }

// gathering lends tables of terms to the goroutines that work on one batch after
// the other. It holds on to them until it is released: the pool alone would be empty
// after each collection of garbage, and the tables take long to grow.
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

// postings brings all tables together and empties them for the next batch. All have
// been given back.
func (g *gathering) postings(ctx context.Context) (indexed, error) {
	parts := make(indexed, len(g.all))
	return parts, eachOn(ctx, len(parts), func(i int) error {
		parts[i] = g.all[i].sorted()
		g.all[i].reset()
		return nil
	})
}

// release hands the tables on, emptied, which they are not after an error.
func (g *gathering) release() {
	for _, x := range g.all {
		x.reset()
		spareTerms.Put(x)
	}
	g.free, g.all = nil, nil
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
