package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/theme"
)

// Library is what a review needs of the place where articles are kept.
type Library interface {
	Find(ctx context.Context, q query.Query) (feed.Hits, error)
	Facets(ctx context.Context, h feed.Hits) (feed.Facets, error)
	Themes(ctx context.Context) ([]feed.Theme, error)
	Sources(ctx context.Context) ([]feed.Source, error)
}

const (
	// First is how far back a review goes that was never made.
	First = 7 * 24 * time.Hour
	// late is how long after the time it carries an article may come to be kept: the
	// time is taken when it is read, and many are kept at once. A review looks back so
	// far behind the last and leaves out what that had before it.
	late = 10 * time.Minute
	// unsure is what a wall clock read as text may be off by, as an hour may come twice.
	unsure = 3 * time.Hour
	// maxPool bounds the articles of one section that are looked at.
	maxPool = 2000
	// page is how many heads are asked for at a time.
	page = 500
)

// Gathered is what a review may be made of: the articles of its sections as the
// queries give them, before the user's hand.
type Gathered struct {
	Template Template
	Lang     string    // of headings
	From     time.Time // what came in since then; zero: all
	First    bool      // none was made before and no time was asked for
	Made     time.Time // when it was gathered: the next begins there
	Damaged  int       // articles left out because they cannot be read

	pools []pool
	heads map[feed.ID]*feed.Head
	had   []feed.ID // that came in shortly before Made
}

// pool is one section with all articles that its query gives.
type pool struct {
	Section
	name  string // in drafts
	theme feed.ID
	ids   []feed.ID
	more  int // beyond maxPool
}

// Request says what to gather.
type Request struct {
	Template Template
	Kept     feed.Review
	Lang     string    // of headings where the template names none
	Now      time.Time // in the zone that dates are read in
	Since    time.Time // instead of the last review; zero: since that
}

// Gather looks for the articles of a review.
func Gather(ctx context.Context, lib Library, r Request) (*Gathered, error) {
	g := &Gathered{Template: r.Template, Lang: cmp.Or(r.Template.Lang, r.Lang), Made: r.Now, heads: map[feed.ID]*feed.Head{}}
	w := g.window(&r)
	themes, err := lib.Themes(ctx)
	if err == nil {
		err = g.around(ctx, lib, &w)
	}
	if err != nil {
		return nil, fmt.Errorf("gather review: %w", err)
	}
	for _, p := range spread(r.Template.Sections, themes, g.Lang) {
		if err := g.fill(ctx, lib, &p, &w); err != nil {
			return nil, fmt.Errorf("gather %q: %w", p.Title, err)
		}
		g.pools = append(g.pools, p)
	}
	return g, nil
}

// window says which articles are of a review by when they came in.
type window struct {
	begin time.Time
	told  map[feed.ID]bool // that the last review had before it
	edge  time.Time        // from here on only those in here
	here  map[feed.ID]bool
}

// window begins where the last review was made, or when the request says.
func (g *Gathered) window(r *Request) window {
	w := window{told: map[feed.ID]bool{}, edge: r.Now.Add(-late), here: map[feed.ID]bool{}}
	switch {
	case !r.Since.IsZero():
		g.From, w.begin = r.Since, r.Since
	case r.Kept.Last.IsZero():
		g.First, g.From = true, r.Now.Add(-First)
		w.begin = g.From
	default:
		if g.From = r.Kept.Last; g.From.After(r.Now) { // the clock was put back
			g.From = r.Now
		}
		w.begin = g.From.Add(-late)
		for _, id := range r.Kept.Had {
			w.told[id] = true
		}
	}
	g.From, w.begin = g.From.In(r.Now.Location()), w.begin.In(r.Now.Location())
	return w
}

// around notes the articles that have just come in. They are known to the next
// review; what comes while this one is gathered is not, and is left to it.
func (g *Gathered) around(ctx context.Context, lib Library, w *window) error {
	_, err := g.each(ctx, lib, since(query.Query{}, w.edge.Add(-time.Minute)), 0, func(h *feed.Head) bool {
		if !h.Fetched.Before(w.edge) {
			w.here[h.ID] = true
			g.had = append(g.had, h.ID)
		}
		return true
	})
	return err
}

// has reports whether an article is of the review.
func (w *window) has(h *feed.Head, any bool) bool {
	switch {
	case !h.Fetched.Before(w.edge) && !w.here[h.ID]:
		return false
	case any:
		return true
	}
	return !h.Fetched.Before(w.begin) && !w.told[h.ID]
}

// fill looks for the articles of one section.
func (g *Gathered) fill(ctx context.Context, lib Library, p *pool, w *window) error {
	q, err := query.Parse(p.Query)
	if err != nil {
		return err
	}
	q.Sort, q.Limit = p.Sort, 0
	if !p.Any {
		q = since(q, w.begin.Add(-unsure))
	}
	p.more, err = g.each(ctx, lib, q, maxPool, func(h *feed.Head) bool {
		if !w.has(h, p.Any) {
			return false
		}
		if g.heads[h.ID] == nil {
			head := *h
			g.heads[h.ID] = &head
		}
		p.ids = append(p.ids, h.ID)
		return true
	})
	return err
}

// since narrows a query to what came in from about a time on: the caller looks at
// the time of each, as a query knows minutes of a wall clock.
func since(q query.Query, t time.Time) query.Query {
	return q.With(query.Date{Op: "fetched", Value: ">=" + t.Format(minute)})
}

// minute is a time as queries know it.
const minute = "2006-01-02T15:04"

// each hands the articles of a query on until limit of them were taken, 0 for all,
// and returns how many are left.
func (g *Gathered) each(ctx context.Context, lib Library, q query.Query, limit int, take func(*feed.Head) bool) (left int, err error) {
	hits, err := lib.Find(ctx, q)
	if err != nil {
		return 0, err
	}
	taken := 0
	for from := 0; from < hits.Len(); from += page {
		heads, err := hits.Heads(ctx, from, page)
		if err != nil && !errors.Is(err, feed.ErrDamaged) {
			return 0, err
		}
		for i := range heads {
			if heads[i].ID.IsZero() {
				g.Damaged++
				continue
			}
			if limit > 0 && taken == limit {
				return hits.Len() - from - i, nil
			}
			if take(&heads[i]) {
				taken++
			}
		}
	}
	return 0, nil
}

// spread makes the sections of a template, those of themes one by one. Pinned
// themes stand by their digits; where none is pinned these are all.
func spread(sections []Section, themes []feed.Theme, lang string) (out []pool) {
	themes = slices.DeleteFunc(slices.Clone(themes), func(t feed.Theme) bool { return t.Archived })
	pinned := slices.DeleteFunc(slices.Clone(themes), func(t feed.Theme) bool { return t.Pin == 0 })
	slices.SortStableFunc(pinned, func(a, b feed.Theme) int { return a.Pin - b.Pin })
	if len(pinned) == 0 {
		pinned = themes
	}
	for _, s := range sections {
		if s.Each == "" {
			out = append(out, pool{Section: s, name: s.key()})
			continue
		}
		of := themes
		if s.Each == "pinned" {
			of = pinned
		}
		for _, t := range of {
			p := pool{Section: s, name: s.key() + " " + t.ID.String(), theme: t.ID}
			label := theme.Label(t, lang)
			if p.Title = label; s.Title != "" {
				p.Title = s.Title + " – " + label
			}
			q, err := query.Parse(s.Query)
			if err == nil {
				p.Query = q.With(query.Set{Name: "tag", Values: []string{t.Slug}}).String()
			}
			out = append(out, p)
		}
	}
	return out
}

// Done is what is kept once the review was made: the next begins where this was
// gathered, and nothing is in work.
func (g *Gathered) Done(name string) feed.Review {
	return feed.Review{Name: name, Last: g.Made, Had: g.had}
}

// Heading is the title of the review.
func (g *Gathered) Heading() string { return g.Template.Heading(g.Lang, g.From, g.Made) }

// Depth is the depth of the review where a section has none of its own, "" for the
// format's.
func (g *Gathered) Depth() export.Depth { return g.Template.Depth }
