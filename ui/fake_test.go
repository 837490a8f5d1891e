package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
)

// fake is a library in memory with the semantics of the real one: frozen
// answers with present rows, changes as steps of undo.
type fake struct {
	mu      sync.Mutex
	now     time.Time
	arts    map[feed.ID]*feed.Article
	raws    map[feed.ID]feed.Raw
	places  map[feed.ID]feed.Place
	themes  []feed.Theme
	sources []feed.Source
	slow    chan struct{} // when not nil, a whole answer waits for it
	early   int           // rows that come before it
	steps   []fakeStep
	at      int // steps done; those behind are undone
	version uint64
	asked   map[string]int
	fail    error
	queries []feed.SavedQuery
	holder  feed.Holder
	press   press
	offers  proposals
	care    careRoom
	reviews map[string]feed.Review
}

type fakeStep struct {
	change     feed.Change
	undo, redo func()
}

func (f *fake) called(name string) error {
	if f.asked == nil {
		f.asked = map[string]int{}
	}
	f.asked[name]++
	return f.fail
}

func (f *fake) put(a feed.Article) {
	if a.ID.IsZero() {
		a.ID = feed.NewID("article", a.Title)
	}
	f.arts[a.ID] = &a
	f.version++
}

func (f *fake) Version(context.Context) (uint64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.version, nil
}

// order is all articles, newest first.
func (f *fake) order() []*feed.Article {
	out := make([]*feed.Article, 0, len(f.arts))
	for _, a := range f.arts {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b *feed.Article) int {
		if c := b.Published.Compare(a.Published); c != 0 {
			return c
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
	return out
}

func (f *fake) Find(ctx context.Context, q query.Query) (feed.Hits, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("find"); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	h, err := f.answer(q)
	if err != nil {
		return nil, err
	}
	return h, nil
}

// score is how often the words of a query stand in an article, those of the
// title ten times.
func (f *fake) score(e query.Expr, a *feed.Article) int {
	n := 0
	for _, m := range marksOf(e, nil) {
		n += 10*len(m.m.Ranges(a.Title)) + len(m.m.Ranges(a.Text()))
	}
	return n
}

func (f *fake) holds(e query.Expr, a *feed.Article) bool {
	switch e := e.(type) {
	case nil:
		return true
	case query.And:
		return !slices.ContainsFunc(e, func(x query.Expr) bool { return !f.holds(x, a) })
	case query.Or:
		return slices.ContainsFunc(e, func(x query.Expr) bool { return f.holds(x, a) })
	case query.Not:
		return !f.holds(e.Of, a)
	case query.Words:
		return f.says(e, a)
	case query.Date:
		at := a.Published
		if e.Op == "fetched" {
			at = a.Fetched
		}
		from, to, err := e.Resolve(f.now)
		return err == nil && (from.IsZero() || !at.Before(from)) && (to.IsZero() || at.Before(to))
	case query.Number:
		if e.Name == "min" {
			return e.Holds(float64(query.Minutes(a.Words)))
		}
		return e.Holds(float64(a.Words))
	case query.Set:
		return slices.ContainsFunc(e.Values, func(v string) bool { return f.member(e.Name, v, a) })
	}
	return false
}

// says reports whether a word or phrase stands in what it is asked for in. A
// phrase does not reach from one paragraph to the next.
func (f *fake) says(w query.Words, a *feed.Article) bool {
	in := map[string][]string{"title": {a.Title}, "lead": {a.Standfirst}, "agency": {a.Agency, a.Byline}, "author": {a.Byline},
		"place": {a.Place}, "url": {a.URL}}[w.In]
	if w.In == "" || w.In == "text" {
		for i := range a.Body {
			in = append(in, a.Body[i].Text())
		}
	}
	if w.In == "" || w.In == "caption" {
		for _, c := range a.Captions {
			in = append(in, c.Text, c.Credit)
		}
	}
	if w.In == "" {
		in = append(in, a.Title, a.Standfirst)
		for _, t := range f.themes {
			if slices.Contains(a.Themes, t.ID) {
				in = append(in, themeNames(&t)...)
			}
		}
	}
	return slices.ContainsFunc(in, w.Matcher().In)
}

func (f *fake) member(name, v string, a *feed.Article) bool {
	switch name {
	case "is":
		return map[string]bool{"unread": !a.Read, "read": a.Read, "starred": a.Starred, "trashed": a.Trashed, "sample": a.Sample,
			"untagged": len(a.Themes) == 0}[v]
	case "has":
		return map[string]bool{"note": len(a.Notes) > 0, "highlight": len(a.Highlights) > 0, "links": len(a.Links) > 0, "caption": len(a.Captions) > 0, "suggestion": len(a.Suggested) > 0}[v]
	case "sug":
		return f.offered(v, a)
	case "lang":
		return a.Lang == v || v == "*" && a.Lang != ""
	case "source":
		return text.NewMatcher(v, true).In(a.Source) || v == "*" && a.Source != ""
	case "id":
		return strings.HasPrefix(a.ID.String(), v)
	case "tag":
		return f.tagged(v, a)
	}
	return false
}

func (f *fake) tagged(v string, a *feed.Article) bool {
	if v == "*" {
		return len(a.Themes) > 0
	}
	v, exact := strings.CutPrefix(v, "=")
	t, ok := theme.Find(f.themes, v)
	return ok && slices.ContainsFunc(f.themes, func(x feed.Theme) bool {
		return (x.ID == t.ID || x.Parent == t.ID && !exact) && slices.Contains(a.Themes, x.ID)
	})
}

func (f *fake) Counts(context.Context) (feed.Counts, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := feed.Counts{Themes: map[feed.ID]feed.Count{}, Sources: map[feed.ID]feed.Count{}, Langs: map[string]feed.Count{},
		Suggested: map[feed.ID]int{}}
	if err := f.called("counts"); err != nil {
		return c, err
	}
	one := func(n feed.Count, a *feed.Article) feed.Count {
		n.All++
		if !a.Read {
			n.Unread++
		}
		return n
	}
	for _, a := range f.arts {
		if a.Trashed {
			c.Trashed++
			continue
		}
		c.All++
		if !a.Read {
			c.Unread++
		}
		if a.Starred {
			c.Starred++
		}
		if len(a.Themes) == 0 {
			c.Untagged++
		}
		f.countOffers(&c, a)
		if a.Published.Format(time.DateOnly) == f.now.Format(time.DateOnly) {
			c.Today++
		}
		for _, t := range a.Themes {
			c.Themes[t] = one(c.Themes[t], a)
		}
		c.Sources[a.SourceID] = one(c.Sources[a.SourceID], a)
		c.Langs[a.Lang] = one(c.Langs[a.Lang], a)
	}
	return c, nil
}

func (f *fake) Article(_ context.Context, id feed.ID) (feed.Article, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("article"); err != nil {
		return feed.Article{}, err
	}
	a, ok := f.arts[id]
	if !ok {
		return feed.Article{}, fmt.Errorf("read article %s: %w", id, feed.ErrNotFound)
	}
	return *a, nil
}

func (f *fake) Raw(_ context.Context, id feed.ID) (feed.Raw, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r, ok := f.raws[id]
	if !ok {
		return feed.Raw{}, fmt.Errorf("read raw of %s: %w", id, feed.ErrNotFound)
	}
	return r, f.fail
}

func (f *fake) Themes(context.Context) ([]feed.Theme, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.themes), f.fail
}

func (f *fake) Sources(context.Context) ([]feed.Source, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.sources), f.fail
}

func (f *fake) ids(on feed.Targets) []feed.ID {
	ids := on.IDs
	if on.Hits != nil {
		ids = on.Hits.(*fakeHits).ids
	}
	if on.Versions != nil {
		for _, id := range slices.Clone(ids) {
			ids = append(slices.Clip(ids), on.Versions.(*fakeHits).behind[id]...)
		}
	}
	return ids
}

// step records a change and does it.
func (f *fake) step(c feed.Change, do, undo func()) feed.Change {
	if c.Count == 0 {
		return c
	}
	do()
	c.Seq, c.At = uint64(f.at+1), f.now
	f.steps = append(f.steps[:f.at], fakeStep{change: c, undo: undo, redo: do})
	f.at++
	f.version++
	return c
}

func (f *fake) Tag(_ context.Context, on feed.Targets, t feed.Tagging) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("tag"); err != nil {
		return feed.Change{}, err
	}
	before := map[feed.ID][]feed.ID{}
	for _, th := range t.Create {
		th.ID = feed.ThemeID(th.Slug)
		f.themes = append(f.themes, th)
		t.Add = append(t.Add, th.ID)
	}
	after := map[feed.ID][]feed.ID{}
	for _, id := range f.ids(on) {
		old := f.arts[id].Themes
		now := slices.Clone(old)
		for _, th := range t.Add {
			if !slices.Contains(now, th) {
				now = append(now, th)
			}
		}
		now = slices.DeleteFunc(now, func(x feed.ID) bool { return slices.Contains(t.Remove, x) })
		if !slices.Equal(old, now) {
			before[id], after[id] = old, now
		}
	}
	c := feed.Change{Verb: feed.DidTag, Count: len(after), Added: f.slugs(t.Add), Removed: f.slugs(t.Remove)}
	set := func(to map[feed.ID][]feed.ID) func() {
		return func() {
			for id, ts := range to {
				f.arts[id].Themes = ts
				f.reoffer(f.arts[id])
			}
		}
	}
	return f.step(c, set(after), set(before)), nil
}

func (f *fake) slugs(ids []feed.ID) []string {
	var out []string
	for _, id := range ids {
		for _, t := range f.themes {
			if t.ID == id {
				out = append(out, t.Slug)
			}
		}
	}
	return out
}

func (f *fake) Tagged(_ context.Context, on feed.Targets) (map[feed.ID]int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[feed.ID]int{}
	for _, id := range f.ids(on) {
		for _, t := range f.arts[id].Themes {
			out[t]++
		}
	}
	return out, f.fail
}

func (f *fake) SetFlag(_ context.Context, on feed.Targets, fl feed.Flag, to bool) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("flag"); err != nil {
		return feed.Change{}, err
	}
	field := func(a *feed.Article) *bool {
		return [...]*bool{&a.Read, &a.Starred, &a.Trashed, &a.Hidden}[fl]
	}
	var changed []feed.ID
	for _, id := range f.ids(on) {
		if a := f.arts[id]; *field(a) != to {
			changed = append(changed, id)
		}
	}
	c := feed.Change{Verb: feed.DidFlag, Flag: fl, On: to, Count: len(changed)}
	set := func(v bool) func() {
		return func() {
			for _, id := range changed {
				*field(f.arts[id]) = v
			}
		}
	}
	return f.step(c, set(to), set(!to)), nil
}

func (f *fake) Seen(_ context.Context, id feed.ID) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("seen"); err != nil {
		return err
	}
	f.arts[id].Read = true
	f.version++
	return nil
}

func (f *fake) Correct(_ context.Context, id feed.ID, c feed.Correction) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("correct"); err != nil {
		return feed.Change{}, err
	}
	before := *f.arts[id]
	after := before
	if c.Title != nil {
		after.Title, after.TitleFrom = *c.Title, feed.TitleFromUser
	}
	if c.Unrepair {
		after.Repairs = nil
	}
	return f.step(feed.Change{Verb: feed.DidCorrect, Count: 1, Subject: after.Title},
		func() { *f.arts[id] = after }, func() { *f.arts[id] = before }), nil
}

func (f *fake) Undo(context.Context) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.at == 0 {
		return feed.Change{}, fmt.Errorf("undo: %w", feed.ErrNothing)
	}
	f.at--
	f.steps[f.at].undo()
	f.version++
	c := f.steps[f.at].change
	c.Undone = true
	return c, nil
}

func (f *fake) Redo(context.Context) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.at == len(f.steps) {
		return feed.Change{}, fmt.Errorf("redo: %w", feed.ErrNothing)
	}
	f.steps[f.at].redo()
	f.at++
	f.version++
	return f.steps[f.at-1].change, nil
}

func (f *fake) Log(_ context.Context, n int) ([]feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []feed.Change
	for i := len(f.steps) - 1; i >= 0 && len(out) < n; i-- {
		c := f.steps[i].change
		c.Undone = i >= f.at
		out = append(out, c)
	}
	return out, f.fail
}

func (f *fake) Place(_ context.Context, id feed.ID) (feed.Place, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.places[id], f.fail
}

func (f *fake) SetPlace(_ context.Context, id feed.ID, p feed.Place) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("place"); err != nil {
		return err
	}
	f.places[id] = p
	f.version++
	return nil
}

func (f *fake) EmptyTrash(context.Context) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for id, a := range f.arts {
		if a.Trashed {
			delete(f.arts, id)
			n++
		}
	}
	f.version++
	return n, f.fail
}

// fakeHits is a frozen order; rows are as they are now.
type fakeHits struct {
	lib    *fake
	ids    []feed.ID
	behind map[feed.ID][]feed.ID // rows of a folded answer
}

func (h *fakeHits) Behind() (n int) {
	for _, ids := range h.behind {
		n += len(ids)
	}
	return n
}

func (h *fakeHits) Len() int { return len(h.ids) }

func (h *fakeHits) Heads(ctx context.Context, from, n int) ([]feed.Head, error) {
	h.lib.mu.Lock()
	defer h.lib.mu.Unlock()
	if err := h.lib.called("heads"); err != nil {
		return nil, err
	}
	var out []feed.Head
	for i := from; i < min(from+n, len(h.ids)); i++ {
		if a, ok := h.lib.arts[h.ids[i]]; ok {
			out = append(out, a.Head)
		} else {
			out = append(out, feed.Head{ID: h.ids[i]})
		}
	}
	return out, ctx.Err()
}

func (h *fakeHits) Index(_ context.Context, id feed.ID) (int, error) {
	return slices.Index(h.ids, id), nil
}

func (h *fakeHits) NextUnread(_ context.Context, from, step int) (int, error) {
	h.lib.mu.Lock()
	defer h.lib.mu.Unlock()
	for i := from + step; i >= 0 && i < len(h.ids); i += step {
		if a, ok := h.lib.arts[h.ids[i]]; ok && !a.Read {
			return i, nil
		}
	}
	return -1, nil
}

// FindFirst gives the first rows alone when the fake is slow.
func (f *fake) FindFirst(ctx context.Context, q query.Query, rows int, first func(feed.Hits)) (feed.Hits, error) {
	hits, err := f.Find(ctx, q)
	f.mu.Lock()
	slow, early := f.slow, f.early
	f.mu.Unlock()
	if h, ok := hits.(*fakeHits); ok && slow != nil && err == nil {
		first(&fakeHits{lib: f, ids: h.ids[:min(rows, len(h.ids), early)]})
		select {
		case <-slow:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return hits, err
}
