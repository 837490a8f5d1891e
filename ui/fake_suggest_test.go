package ui

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/theme"
)

// proposals are what a fake suggests: all that texts suggest, and what of it was
// dismissed.
type proposals struct {
	of      map[feed.ID][]feed.Suggestion
	dropped map[offer]bool
	kept    map[offer]bool
	left    int    // articles that CatchUp has not looked at
	next    func() // what the next CatchUp brings
	pieces  []int  // how many it was asked for at a time
}

type offer struct{ article, theme feed.ID }

// suggest has a word of an article speak for a theme.
func (f *fake) suggest(a *feed.Article, slug string, score float64, words ...string) {
	if f.offers.of == nil {
		f.offers.of, f.offers.dropped, f.offers.kept = map[feed.ID][]feed.Suggestion{}, map[offer]bool{}, map[offer]bool{}
	}
	s := feed.Suggestion{Theme: feed.ThemeID(slug), Score: score, Version: 5}
	for _, in := range []feed.Field{feed.InTitle, feed.InStandfirst, feed.InBody} {
		for _, w := range words {
			for from, text := 0, a.In(in); ; {
				i := strings.Index(text[from:], w)
				if i < 0 {
					break
				}
				s.Spans = append(s.Spans, feed.Range{Field: in, Start: from + i, End: from + i + len(w)})
				from += i + len(w)
			}
		}
	}
	slices.SortStableFunc(s.Spans, func(a, b feed.Range) int {
		return cmp.Or(cmp.Compare((a.Field+2)%3, (b.Field+2)%3), cmp.Compare(a.Start, b.Start))
	})
	list := append(f.offers.of[a.ID], s)
	slices.SortStableFunc(list, func(a, b feed.Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	f.offers.of[a.ID] = list
	f.reoffer(a)
	f.version++
}

// reoffer works out anew what is pending on an article.
func (f *fake) reoffer(a *feed.Article) {
	a.Suggested = nil
	for _, t := range f.themes {
		if slices.ContainsFunc(f.pending(a), func(s feed.Suggestion) bool { return s.Theme == t.ID }) {
			a.Suggested = append(a.Suggested, t.ID)
		}
	}
}

func (f *fake) pending(a *feed.Article) (out []feed.Suggestion) {
	for _, s := range f.offers.of[a.ID] {
		if !f.offers.dropped[offer{a.ID, s.Theme}] && !slices.Contains(a.Themes, s.Theme) {
			out = append(out, s)
		}
	}
	return out
}

func (f *fake) offered(v string, a *feed.Article) bool {
	name, score, err := query.Scored(v)
	if err != nil {
		return false
	}
	name, exact := strings.CutPrefix(name, "=")
	t, ok := theme.Find(f.themes, name)
	return slices.ContainsFunc(f.pending(a), func(s feed.Suggestion) bool {
		of := name == "*" || ok && (s.Theme == t.ID || !exact && f.parent(s.Theme) == t.ID)
		return of && (score.Value == "" || score.Holds(s.Score))
	})
}

func (f *fake) parent(id feed.ID) feed.ID {
	for _, t := range f.themes {
		if t.ID == id {
			return t.Parent
		}
	}
	return feed.ID{}
}

func (f *fake) countOffers(c *feed.Counts, a *feed.Article) {
	if len(a.Suggested) > 0 {
		c.ToConfirm++
	}
	on := map[feed.ID]bool{}
	for _, id := range a.Suggested {
		on[id] = true
		if p := f.parent(id); !p.IsZero() {
			on[p] = true
		}
	}
	for id := range on {
		c.Suggested[id]++
	}
}

func (f *fake) surestFirst(e query.Expr, ids []feed.ID) {
	value := ""
	for _, p := range (query.Query{Expr: e}).Parts() {
		if s, ok := p.(query.Set); ok && s.Name == "sug" {
			value = s.Values[0]
		}
	}
	if value == "" {
		return
	}
	name, _, _ := query.Scored(value)
	t, _ := theme.Find(f.themes, strings.TrimPrefix(name, "="))
	score := func(id feed.ID) float64 {
		for _, s := range f.pending(f.arts[id]) {
			if s.Theme == t.ID {
				return s.Score
			}
		}
		return 0
	}
	slices.SortStableFunc(ids, func(a, b feed.ID) int { return cmp.Compare(score(b), score(a)) })
}

func (f *fake) Suggestions(_ context.Context, id feed.ID) ([]feed.Suggestion, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("Suggestions"); err != nil {
		return nil, err
	}
	a, ok := f.arts[id]
	if !ok {
		return nil, feed.ErrNotFound
	}
	return f.pending(a), nil
}

func (f *fake) Why(_ context.Context, id, theme feed.ID) (feed.Why, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := feed.Why{Theme: theme, Needed: 2.2, Version: 5}
	if err := f.called("Why"); err != nil {
		return w, err
	}
	a := f.arts[id]
	for _, s := range f.offers.of[id] {
		if s.Theme != theme {
			continue
		}
		w.Score = s.Score
		for i, q := range a.Quote(s.Spans) {
			e := feed.Evidence{Range: s.Spans[i], Text: q, Word: strings.ToLower(q), Tier: feed.SureWord, Points: 1.35}
			w.Evidence, w.Points = append(w.Evidence, e), w.Points+e.Points
		}
	}
	w.Learned, w.Tagged, w.Share = []string{"dredging", "pilots"}, 12, .8
	w.Answers = f.answersOf(theme)
	return w, nil
}

func (f *fake) answersOf(theme feed.ID) (out feed.Answers) {
	for o := range f.offers.dropped {
		if o.theme == theme {
			out.Dropped++
		}
	}
	for o := range f.offers.kept {
		if o.theme == theme {
			out.Kept++
		}
	}
	for _, a := range f.arts {
		if slices.Contains(a.Suggested, theme) {
			out.Pending++
		}
	}
	return out
}

func (f *fake) Answer(_ context.Context, on feed.Targets, answer feed.Answer) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("Answer"); err != nil {
		return feed.Change{}, err
	}
	var done []offer
	touched, themes := map[feed.ID]bool{}, map[feed.ID]bool{}
	for _, id := range f.ids(on) {
		for _, s := range f.pending(f.arts[id]) {
			if s.Score >= answer.Least && (answer.Themes == nil || slices.Contains(answer.Themes, s.Theme)) {
				done = append(done, offer{id, s.Theme})
				touched[id], themes[s.Theme] = true, true
			}
		}
	}
	c := feed.Change{Verb: feed.DidAccept, Count: len(touched)}
	slugs := f.slugs(slices.SortedFunc(maps.Keys(themes), func(a, b feed.ID) int { return cmp.Compare(a.String(), b.String()) }))
	if c.Added = slugs; answer.Dismiss {
		c.Verb, c.Added, c.Removed = feed.DidDismiss, nil, slugs
	}
	return f.step(c, func() { f.answered(done, answer.Dismiss, true) }, func() { f.answered(done, answer.Dismiss, false) }), nil
}

// answered puts an answer in force or takes it back.
func (f *fake) answered(done []offer, dismissed, on bool) {
	for _, o := range done {
		a := f.arts[o.article]
		switch {
		case dismissed && on:
			f.offers.dropped[o] = true
		case dismissed:
			delete(f.offers.dropped, o)
		case on:
			a.Themes = append(slices.Clone(a.Themes), o.theme)
			a.Marks = append(slices.Clone(a.Marks), feed.Mark{Theme: o.theme, By: feed.BySuggestion, At: f.now, Score: .9, Version: 5})
			f.offers.kept[o] = true
		default:
			a.Themes = slices.DeleteFunc(slices.Clone(a.Themes), func(id feed.ID) bool { return id == o.theme })
			a.Marks = slices.DeleteFunc(slices.Clone(a.Marks), func(k feed.Mark) bool { return k.Theme == o.theme })
			delete(f.offers.kept, o)
		}
		f.reoffer(a)
	}
}

func (f *fake) Answers(context.Context) (map[feed.ID]feed.Answers, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[feed.ID]feed.Answers{}
	for _, t := range f.themes {
		if a := f.answersOf(t.ID); a != (feed.Answers{}) {
			out[t.ID] = a
		}
	}
	return out, f.called("Answers")
}

func (f *fake) CatchUp(_ context.Context, limit int, told func(done, left int)) (feed.Backlog, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("CatchUp"); err != nil {
		return feed.Backlog{}, err
	}
	f.offers.pieces = append(f.offers.pieces, limit)
	if next := f.offers.next; next != nil {
		f.offers.next = nil
		next()
	}
	if f.offers.left > 0 {
		f.version++
	}
	f.offers.left = max(0, f.offers.left-limit)
	if told != nil {
		told(limit, f.offers.left)
	}
	return feed.Backlog{Suggestions: f.offers.left}, nil
}

func (f *fake) LearnedTerms(context.Context, feed.ID, int) ([]string, int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return []string{"dredging", "pilots"}, 2, f.called("LearnedTerms")
}

// offering is a newsroom that suggests: pilots speak for the harbours, gauges for
// the river treaty.
func offering() *fake {
	f := newsroom()
	for i, a := range f.order() {
		score := .95 - float64(i)/100
		switch a.Lang {
		case "en":
			if len(a.Themes) == 0 {
				f.suggest(a, "delta-harbours", score, "Harbour pilots", "dredged channels", "Harbour authorities")
				f.suggest(a, "river-treaty", score-.3, "draft treaty")
			}
		case "fr":
			if len(a.Themes) == 0 {
				f.suggest(a, "delta-harbours", score, "trois ports", "dragage", "pilotes")
			}
		}
	}
	return f
}
