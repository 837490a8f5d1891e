package ui

import (
	"context"
	"slices"
	"sync"

	"veille/feed"
	"veille/feed/query"
)

// viewConfirm asks for what is to be confirmed. A view with this condition is
// grouped by theme: an article stands under each theme that is suggested for it.
const viewConfirm = "has:suggestion"

// isConfirming reports whether the rows of a query are grouped.
func isConfirming(q query.Query) bool {
	return q.Limit == 0 && slices.ContainsFunc(q.Parts(), isPendingPart)
}

func isPendingPart(e query.Expr) bool {
	s, ok := e.(query.Set)
	return ok && s.Name == "has" && slices.Equal(s.Values, []string{"suggestion"})
}

// confirmHits are the rows of what is to be confirmed: of each theme a heading, then
// the articles it is suggested for, the surest first. A heading is a head without
// anything in it, not even an ID.
//
// Rows that were answered stay where they are until the view is read anew, as the
// rows of any view do.
type confirmHits struct {
	all    feed.Hits // each article once: what is done to all of the view is done to them
	groups []confirmGroup
	n      int
	near   feed.ID // the group in which an article is looked for first

	lib     Library
	mu      sync.Mutex
	scores  map[confirmPair]float64
	settled map[confirmPair]bool // answered, as far as it is known
}

// confirmGroup is the part of one theme, its heading at position at.
type confirmGroup struct {
	theme feed.ID
	hits  feed.Hits
	at, n int
}

type confirmPair struct{ article, theme feed.ID }

// seek answers the question of a list: rows as a query gives them, or grouped.
func seek(ctx context.Context, lib Library, q question, first func(feed.Hits)) (feed.Hits, error) {
	if !isConfirming(q.query) {
		return lib.FindFirst(ctx, q.query, q.shown(), first)
	}
	return findConfirm(ctx, lib, q.query, q.group)
}

// reseek is seek for who waits for the whole answer.
func reseek(ctx context.Context, lib Library, q question) (feed.Hits, error) {
	if !isConfirming(q.query) {
		return lib.Find(ctx, q.query)
	}
	return findConfirm(ctx, lib, q.query, q.group)
}

// findConfirm finds the groups: themes with a digit first, then by name as the
// library lists them.
func findConfirm(ctx context.Context, lib Library, q query.Query, near feed.ID) (*confirmHits, error) {
	c := &confirmHits{near: near, lib: lib, scores: map[confirmPair]float64{}, settled: map[confirmPair]bool{}}
	var err error
	q.Fold = false
	if c.all, err = lib.Find(ctx, q); err != nil || c.all.Len() == 0 {
		return c, err
	}
	counts, err := lib.Counts(ctx)
	if err != nil {
		return c, err
	}
	themes, err := lib.Themes(ctx)
	if err != nil {
		return c, err
	}
	slices.SortStableFunc(themes, func(a, b feed.Theme) int { return pinOrder(a.Pin) - pinOrder(b.Pin) })
	for _, t := range themes {
		if counts.Suggested[t.ID] == 0 || t.Archived {
			continue
		}
		of := q
		for _, p := range q.Parts() {
			if isPendingPart(p) {
				of = of.Drop(p)
			}
		}
		of = of.With(query.Set{Name: "sug", Values: []string{"=" + t.Slug}})
		of.Sort, of.Fold = query.ByScore, false
		hits, err := lib.Find(ctx, of)
		if err != nil {
			return c, err
		}
		if n := hits.Len(); n > 0 {
			c.groups = append(c.groups, confirmGroup{theme: t.ID, hits: hits, at: c.n, n: n})
			c.n += n + 1
		}
	}
	return c, nil
}

func (c *confirmHits) Len() int { return c.n }

// group returns the group of a position, nil outside of all.
func (c *confirmHits) group(i int) *confirmGroup {
	at, found := slices.BinarySearchFunc(c.groups, i, func(g confirmGroup, i int) int { return g.at - i })
	if !found {
		at--
	}
	if at < 0 || i >= c.n {
		return nil
	}
	return &c.groups[at]
}

// themeAt is the theme of the group at a position, zero outside of all.
func (c *confirmHits) themeAt(i int) feed.ID {
	if g := c.group(i); g != nil {
		return g.theme
	}
	return feed.ID{}
}

func (c *confirmHits) isHeading(i int) bool {
	g := c.group(i)
	return g != nil && g.at == i
}

// offHeading is a position, or the row beside it when it is that of a heading.
func (c *confirmHits) offHeading(i, step int) int {
	if !c.isHeading(i) {
		return i
	}
	if step < 0 && i > 0 {
		return i - 1
	}
	return i + 1
}

// rowsBefore is how many rows, headings not counted, stand before a position.
func (c *confirmHits) rowsBefore(i int) int {
	n := 0
	for _, g := range c.groups {
		if g.at < i {
			n++
		}
	}
	return i - n
}

// rows is how many there are.
func (c *confirmHits) rows() int { return c.n - len(c.groups) }

func (c *confirmHits) Heads(ctx context.Context, from, n int) ([]feed.Head, error) {
	var out []feed.Head
	end := min(from+n, c.n)
	for i := max(0, from); i < end; {
		g := c.group(i)
		if i == g.at {
			out = append(out, feed.Head{})
			i++
			continue
		}
		hs, err := g.hits.Heads(ctx, i-g.at-1, min(end, g.at+g.n+1)-i)
		if err != nil || len(hs) == 0 {
			return out, err
		}
		if err := c.learn(ctx, g.theme, hs); err != nil {
			return out, err
		}
		out = append(out, hs...)
		i += len(hs)
	}
	return out, nil
}

// learn notes the scores of rows and which of them are answered.
func (c *confirmHits) learn(ctx context.Context, theme feed.ID, hs []feed.Head) error {
	for i := range hs {
		p := confirmPair{hs[i].ID, theme}
		pending := slices.Contains(hs[i].Suggested, theme)
		c.mu.Lock()
		_, known := c.scores[p]
		if !pending {
			c.settled[p] = true
		} else {
			delete(c.settled, p)
		}
		c.mu.Unlock()
		if known || !pending {
			continue
		}
		list, err := c.lib.Suggestions(ctx, hs[i].ID)
		if err != nil {
			return err
		}
		c.mu.Lock()
		for j := range list {
			c.scores[confirmPair{hs[i].ID, list[j].Theme}] = list[j].Score
		}
		c.mu.Unlock()
	}
	return nil
}

// score returns that of a row.
func (c *confirmHits) score(article, theme feed.ID) (float64, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.scores[confirmPair{article, theme}]
	return s, ok
}

// note marks a row as answered or not.
func (c *confirmHits) note(article, theme feed.ID, answered bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := (confirmPair{article, theme}); answered {
		c.settled[p] = true
	} else {
		delete(c.settled, p)
	}
}

func (c *confirmHits) isSettled(article, theme feed.ID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settled[confirmPair{article, theme}]
}

// left is how many rows of a group are not answered, as far as it is known.
func (c *confirmHits) left(g *confirmGroup) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := g.n
	for p := range c.settled {
		if p.theme == g.theme {
			n--
		}
	}
	return max(0, n)
}

func (c *confirmHits) Index(ctx context.Context, id feed.ID) (int, error) {
	if id.IsZero() {
		return -1, nil
	}
	at := -1
	for i := range c.groups {
		g := &c.groups[i]
		if at >= 0 && g.theme != c.near {
			continue
		}
		j, err := g.hits.Index(ctx, id)
		if err != nil {
			return -1, err
		}
		if j >= 0 {
			at = g.at + 1 + j
			if g.theme == c.near {
				break
			}
		}
	}
	return at, nil
}

func (c *confirmHits) NextUnread(ctx context.Context, from, step int) (int, error) {
	for i := range c.groups {
		g := &c.groups[i]
		if step < 0 {
			g = &c.groups[len(c.groups)-1-i]
		}
		local := from - g.at - 1
		if step > 0 && local >= g.n-1 || step < 0 && local <= 0 {
			continue
		}
		j, err := g.hits.NextUnread(ctx, max(-1, min(local, g.n)), step)
		if j >= 0 || err != nil {
			return g.at + 1 + j, err
		}
	}
	return -1, nil
}

// confirming are the rows of the list when they are grouped, else nil.
func (l *list) confirming() *confirmHits {
	c, _ := l.hits.(*confirmHits)
	return c
}

// whole is an answer as the library made it.
func whole(h feed.Hits) feed.Hits {
	if c, ok := h.(*confirmHits); ok {
		return c.all
	}
	return h
}

// group is the theme of the group under the cursor, zero in a view without groups.
func (l *list) group() feed.ID {
	if c := l.confirming(); c != nil {
		return c.themeAt(l.cursor)
	}
	return feed.ID{}
}

// articles is how many articles the view has.
func (l *list) articles() int {
	if c := l.confirming(); c != nil {
		return c.all.Len()
	}
	return l.n
}

// groupTheme is the theme of the group that a row stands in, when it is pending on
// it.
func (m *model) groupTheme(h *feed.Head) feed.ID {
	if g := m.list.group(); slices.Contains(h.Suggested, g) {
		return g
	}
	return feed.ID{}
}
