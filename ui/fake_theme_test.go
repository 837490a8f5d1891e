package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// careRoom is what a fake library keeps of rules and stories.
type careRoom struct {
	rules []feed.SavedRule
	tales []feed.Story // of versions and of what is linked all but the heads, which have an ID
}

// setThemes records a change of the list of themes, and of the themes of articles.
func (f *fake) setThemes(c feed.Change, themes []feed.Theme, tags map[feed.ID][]feed.ID) feed.Change {
	before, were := f.themes, map[feed.ID][]feed.ID{}
	for id := range tags {
		were[id] = f.arts[id].Themes
	}
	set := func(themes []feed.Theme, tags map[feed.ID][]feed.ID) func() {
		return func() {
			f.themes = themes
			for id, ts := range tags {
				f.arts[id].Themes = ts
			}
		}
	}
	count := c.Count
	c.Count = max(1, count)
	c = f.step(c, set(themes, tags), set(before, were))
	c.Count = count
	f.steps[f.at-1].change.Count = count
	return c
}

// retagged are the themes of the articles that carry from, with into in its place;
// without into it is only taken off.
func (f *fake) retagged(from, into feed.ID, ids []feed.ID) map[feed.ID][]feed.ID {
	out := map[feed.ID][]feed.ID{}
	for _, id := range ids {
		a := f.arts[id]
		if a == nil || !slices.Contains(a.Themes, from) {
			continue
		}
		ts := slices.DeleteFunc(slices.Clone(a.Themes), func(x feed.ID) bool { return x == from })
		if !into.IsZero() && !slices.Contains(ts, into) {
			ts = append(ts, into)
		}
		out[id] = ts
	}
	return out
}

func (f *fake) allIDs() []feed.ID {
	var out []feed.ID
	for _, a := range f.order() {
		out = append(out, a.ID)
	}
	return out
}

func (f *fake) themeAt(id feed.ID) (int, error) {
	i := slices.IndexFunc(f.themes, func(t feed.Theme) bool { return t.ID == id })
	if i < 0 {
		return 0, fmt.Errorf("theme %s: %w", id, feed.ErrNotFound)
	}
	return i, nil
}

func (f *fake) taken(slug string, self feed.ID) error {
	for _, t := range f.themes {
		if t.Slug == slug && t.ID != self {
			return fmt.Errorf("theme %q: %w", slug, feed.ErrExists)
		}
	}
	return nil
}

func (f *fake) AddTheme(_ context.Context, t feed.Theme) (feed.Theme, feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("AddTheme"); err != nil {
		return t, feed.Change{}, err
	}
	if err := f.taken(t.Slug, feed.ID{}); err != nil {
		return t, feed.Change{}, err
	}
	t.ID = feed.ThemeID(t.Slug)
	for _, p := range f.themes {
		if t.Parent.IsZero() && len(t.Slug) > len(p.Slug) && t.Slug[:len(p.Slug)+1] == p.Slug+"/" {
			t.Parent = p.ID
		}
	}
	c := f.setThemes(feed.Change{Verb: feed.DidTheme, Added: []string{t.Slug}}, append(slices.Clone(f.themes), t), nil)
	return t, c, nil
}

func (f *fake) EditTheme(_ context.Context, t feed.Theme) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("EditTheme"); err != nil {
		return feed.Change{}, err
	}
	i, err := f.themeAt(t.ID)
	if err != nil {
		return feed.Change{}, err
	}
	if err := f.taken(t.Slug, t.ID); err != nil {
		return feed.Change{}, err
	}
	after := slices.Clone(f.themes)
	for j := range after {
		if t.Pin > 0 && after[j].Pin == t.Pin {
			after[j].Pin = 0
		}
	}
	c := feed.Change{Verb: feed.DidTheme, Added: []string{t.Slug}}
	if after[i].Slug != t.Slug {
		c.Removed = []string{after[i].Slug}
	}
	after[i] = t
	return f.setThemes(c, after, nil), nil
}

func (f *fake) SaveThemes(_ context.Context, list []feed.Theme) ([]feed.Theme, feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := feed.Change{Verb: feed.DidTheme}
	if err := f.called("SaveThemes"); err != nil {
		return nil, c, err
	}
	after := slices.Clone(f.themes)
	for _, t := range list {
		i, err := f.themeAt(t.ID)
		if err != nil {
			return nil, c, err
		}
		after[i] = t
		c.Added = append(c.Added, t.Slug)
	}
	return list, f.setThemes(c, after, nil), nil
}

func (f *fake) MergeThemes(_ context.Context, from, into feed.ID) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("MergeThemes"); err != nil {
		return feed.Change{}, err
	}
	i, err := f.themeAt(from)
	if err != nil {
		return feed.Change{}, err
	}
	j, err := f.themeAt(into)
	if err != nil {
		return feed.Change{}, err
	}
	tags := f.retagged(from, into, f.allIDs())
	c := feed.Change{Verb: feed.DidMerge, Count: len(tags), Added: []string{f.themes[j].Slug}, Removed: []string{f.themes[i].Slug}}
	return f.setThemes(c, slices.Delete(slices.Clone(f.themes), i, i+1), tags), nil
}

func (f *fake) SplitTheme(_ context.Context, from feed.ID, into feed.Theme, on feed.Targets) (feed.Theme, feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("SplitTheme"); err != nil {
		return into, feed.Change{}, err
	}
	i, err := f.themeAt(from)
	if err != nil {
		return into, feed.Change{}, err
	}
	into.ID = feed.ThemeID(into.Slug)
	tags := f.retagged(from, into.ID, f.ids(on))
	c := feed.Change{Verb: feed.DidSplit, Count: len(tags), Added: []string{into.Slug}, Removed: []string{f.themes[i].Slug}}
	return into, f.setThemes(c, append(slices.Clone(f.themes), into), tags), nil
}

func (f *fake) DropTheme(_ context.Context, id feed.ID) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("DropTheme"); err != nil {
		return feed.Change{}, err
	}
	i, err := f.themeAt(id)
	if err != nil {
		return feed.Change{}, err
	}
	tags := f.retagged(id, feed.ID{}, f.allIDs())
	c := feed.Change{Verb: feed.DidDropTheme, Count: len(tags), Removed: []string{f.themes[i].Slug}}
	return f.setThemes(c, slices.Delete(slices.Clone(f.themes), i, i+1), tags), nil
}

func (f *fake) Rules(context.Context) ([]feed.SavedRule, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.care.rules), f.called("Rules")
}

func (f *fake) setRules(c feed.Change, after []feed.SavedRule) feed.Change {
	before := f.care.rules
	c.Count = 1
	return f.step(c, func() { f.care.rules = after }, func() { f.care.rules = before })
}

func (f *fake) SaveRule(_ context.Context, r feed.SavedRule) (feed.SavedRule, feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("SaveRule"); err != nil {
		return r, feed.Change{}, err
	}
	if r.ID.IsZero() {
		r.ID = feed.RuleID(r.Name)
		r.Version = 1
	}
	after := slices.DeleteFunc(slices.Clone(f.care.rules), func(x feed.SavedRule) bool { return x.ID == r.ID })
	return r, f.setRules(feed.Change{Verb: feed.DidRule, Added: []string{r.Name}}, append(after, r)), nil
}

func (f *fake) DropRule(_ context.Context, id feed.ID, marks bool) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called(fmt.Sprintf("DropRule %v", marks)); err != nil {
		return feed.Change{}, err
	}
	i := slices.IndexFunc(f.care.rules, func(r feed.SavedRule) bool { return r.ID == id })
	if i < 0 {
		return feed.Change{}, fmt.Errorf("rule: %w", feed.ErrNotFound)
	}
	return f.setRules(feed.Change{Verb: feed.DidRule, Removed: []string{f.care.rules[i].Name}}, slices.Delete(slices.Clone(f.care.rules), i, i+1)), nil
}

// obeyed are the articles that a rule finds, and the themes of those it would change.
func (f *fake) obeyed(r feed.SavedRule) (found []feed.ID, tags map[feed.ID][]feed.ID, err error) {
	q, err := query.Parse(r.Query)
	if err != nil {
		return nil, nil, err
	}
	h, err := f.answer(q)
	if err != nil {
		return nil, nil, err
	}
	tags = map[feed.ID][]feed.ID{}
	for _, id := range h.ids {
		ts := slices.Clone(f.arts[id].Themes)
		for _, t := range r.Tags {
			if !slices.Contains(ts, t) {
				ts = append(ts, t)
			}
		}
		if len(ts) > len(f.arts[id].Themes) {
			tags[id] = ts
		}
	}
	return h.ids, tags, nil
}

func (f *fake) TryRule(_ context.Context, r feed.SavedRule, n int) (feed.Trial, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("TryRule"); err != nil {
		return feed.Trial{}, err
	}
	found, tags, err := f.obeyed(r)
	out := feed.Trial{Found: len(found), Changed: len(tags)}
	for _, id := range found {
		if _, ok := tags[id]; ok && len(out.Examples) < n {
			out.Examples = append(out.Examples, f.arts[id].Head)
		}
	}
	return out, err
}

func (f *fake) ApplyRule(_ context.Context, id feed.ID) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("ApplyRule"); err != nil {
		return feed.Change{}, err
	}
	i := slices.IndexFunc(f.care.rules, func(r feed.SavedRule) bool { return r.ID == id })
	if i < 0 {
		return feed.Change{}, fmt.Errorf("rule: %w", feed.ErrNotFound)
	}
	_, tags, err := f.obeyed(f.care.rules[i])
	if err != nil {
		return feed.Change{}, err
	}
	return f.setThemes(feed.Change{Verb: feed.DidApply, Count: len(tags), Added: []string{f.care.rules[i].Name}}, f.themes, tags), nil
}

// fold keeps of each story the article that comes first.
func (f *fake) fold(h *fakeHits) {
	seen := map[feed.ID]feed.ID{}
	h.behind = map[feed.ID][]feed.ID{}
	h.ids = slices.DeleteFunc(h.ids, func(id feed.ID) bool {
		s := f.arts[id].Story
		if s.IsZero() {
			return false
		}
		by, again := seen[s]
		if again {
			h.behind[by] = append(h.behind[by], id)
		} else {
			seen[s] = id
		}
		return again
	})
}

// tell groups articles into stories and notes on each which it is of.
func (f *fake) tell(tales []feed.Story) {
	f.care.tales = tales
	for _, a := range f.arts {
		a.Story, a.Versions = feed.ID{}, 0
	}
	for _, s := range tales {
		for _, v := range s.Versions {
			if a := f.arts[v.ID]; a != nil {
				a.Story, a.Versions = s.ID, len(s.Versions)
			}
		}
	}
}

func (f *fake) Story(_ context.Context, id feed.ID) (feed.Story, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("Story"); err != nil {
		return feed.Story{}, err
	}
	of := func(id feed.ID) func(v feed.Telling) bool { return func(v feed.Telling) bool { return v.ID == id } }
	for _, s := range f.care.tales {
		if i := slices.IndexFunc(s.Linked, of(id)); i >= 0 {
			s = feed.Story{Versions: s.Linked[i : i+1], Linked: s.Versions}
		}
		if !slices.ContainsFunc(s.Versions, of(id)) {
			continue
		}
		s.Versions, s.Linked = slices.Clone(s.Versions), slices.Clone(s.Linked)
		for _, all := range [][]feed.Telling{s.Versions, s.Linked} {
			for i := range all {
				all[i].Head = f.arts[all[i].ID].Head
			}
		}
		return s, nil
	}
	return feed.Story{}, fmt.Errorf("story of %s: %w", id, feed.ErrNotFound)
}

func (f *fake) setTales(c feed.Change, after []feed.Story) feed.Change {
	before := f.care.tales
	return f.step(c, func() { f.tell(after) }, func() { f.tell(before) })
}

// without are the stories without some articles; what is left alone is none.
func (f *fake) without(ids []feed.ID) []feed.Story {
	var out []feed.Story
	for _, s := range f.care.tales {
		s.Versions = slices.DeleteFunc(slices.Clone(s.Versions), func(v feed.Telling) bool { return slices.Contains(ids, v.ID) })
		if len(s.Versions) > 1 {
			out = append(out, s)
		}
	}
	return out
}

func (f *fake) JoinStory(_ context.Context, ids []feed.ID) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("JoinStory"); err != nil {
		return feed.Change{}, err
	}
	s := feed.Story{ID: ids[0]}
	for _, id := range ids {
		s.Versions = append(s.Versions, feed.Telling{Head: feed.Head{ID: id}, ByHand: true})
	}
	return f.setTales(feed.Change{Verb: feed.DidStory, On: true, Count: len(ids)}, append(f.without(ids), s)), nil
}

func (f *fake) LeaveStory(_ context.Context, ids []feed.ID) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("LeaveStory"); err != nil {
		return feed.Change{}, err
	}
	return f.setTales(feed.Change{Verb: feed.DidStory, Count: len(ids)}, f.without(ids)), nil
}

// Report counts what the fake holds by week, newest last.
func (f *fake) Report(_ context.Context, q query.Query, weeks int) (feed.Report, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("Report"); err != nil {
		return feed.Report{}, err
	}
	h, err := f.answer(q)
	if err != nil {
		return feed.Report{}, err
	}
	monday := f.now.AddDate(0, 0, -(int(f.now.Weekday())+6)%7).Truncate(24 * time.Hour)
	out := feed.Report{All: make([]int, weeks)}
	for i := range weeks {
		out.Weeks = append(out.Weeks, monday.AddDate(0, 0, 7*(i+1-weeks)))
	}
	by := map[feed.ID]*feed.ThemeReport{}
	pairs := map[[2]feed.ID]int{}
	for _, t := range f.themes {
		by[t.ID] = &feed.ThemeReport{Theme: t.ID, Weeks: make([]int, weeks), Sources: map[feed.ID]int{}, Langs: map[string]int{},
			Answers: feed.Answers{Kept: 4 * t.Pin, Dropped: t.Pin % 2}}
	}
	for _, id := range h.ids {
		a := f.arts[id]
		i := weekOf(out.Weeks, a.Published)
		if i < 0 {
			continue
		}
		out.All[i]++
		for x, t := range a.Themes {
			r := by[t]
			r.Total++
			r.Weeks[i]++
			r.Sources[a.SourceID]++
			r.Langs[a.Lang]++
			for _, u := range a.Themes[x+1:] {
				pairs[[2]feed.ID{t, u}]++
			}
		}
	}
	for _, t := range f.themes {
		out.Themes = append(out.Themes, *by[t.ID])
	}
	for _, a := range f.themes {
		for _, b := range f.themes {
			if n := pairs[[2]feed.ID{a.ID, b.ID}]; n > 0 {
				out.Pairs = append(out.Pairs, feed.ThemePair{A: a.ID, B: b.ID, Count: n, Expected: float64(n) / 3})
			}
		}
	}
	return out, nil
}

// weekOf is the week that a day lies in, -1 for none of them.
func weekOf(weeks []time.Time, t time.Time) int {
	for i := len(weeks) - 1; i >= 0; i-- {
		if !t.Before(weeks[i]) {
			return i
		}
	}
	return -1
}
