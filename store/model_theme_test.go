package store

import (
	"cmp"
	"maps"
	"slices"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/theme"
)

// lotScorer suggests by lot: a theme for a third of all titles.
type lotScorer struct {
	themes  []feed.Theme
	learned *theme.Learned
}

func lotOf(title string, theme feed.ID) (score float64, drawn bool) {
	n := hash64([]byte(title + theme.String()))
	return float64(n%97+1) / 100, n%3 == 0
}

func (l *lotScorer) Suggest(a *feed.Article) (out []feed.Suggestion) {
	for i := range l.themes {
		if score, drawn := lotOf(a.Title, l.themes[i].ID); drawn {
			out = append(out, feed.Suggestion{Theme: l.themes[i].ID, Score: score})
		}
	}
	slices.SortStableFunc(out, func(a, b feed.Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

func (l *lotScorer) Why(_ *feed.Article, theme feed.ID) feed.Why { return feed.Why{Theme: theme} }

func (l *lotScorer) Mark() uint64 {
	var b []byte
	for i := range l.themes {
		b = append(b, l.themes[i].ID[:]...)
	}
	if l.learned != nil {
		b = append(b, byte(l.learned.All.N))
	}
	return hash64(b)
}

func suggestByLot(s *Store) *Store {
	s.suggests = func(themes []feed.Theme, learned *theme.Learned) scorer { return &lotScorer{themes, learned} }
	return s
}

// dropState is of which list of words a suggestion is dismissed; 0: it is not.
type dropState uint32

func (p *pair) catchUp() {
	limit := 0
	if p.r.IntN(4) == 0 {
		limit = 1 + p.r.IntN(20)
	}
	b, err := p.s.CatchUp(p.t.Context(), limit, nil)
	p.must(err)
	if limit > 0 {
		for !b.IsZero() { // in parts, each of them sound
			b, err = p.s.CatchUp(p.t.Context(), limit, nil)
			p.must(err)
		}
	}
	if !b.IsZero() {
		p.t.Fatalf("left %+v", b)
	}
	for _, a := range p.m.arts {
		if a.head.Trashed {
			continue
		}
		a.sug = map[feed.ID]float64{}
		for id := range p.m.themes {
			if score, drawn := lotOf(a.head.Title, id); drawn {
				a.sug[id] = score
			}
		}
	}
}

func (m *model) pending(a *modelArt, theme feed.ID) bool {
	th, known := m.themes[theme]
	_, suggested := a.sug[theme]
	if !known || th.Archived || !suggested || a.drops[theme] == dropState(listOf(&th)) {
		return false
	}
	for id := range m.below(theme) {
		if _, ok := a.marks[id]; ok {
			return false
		}
	}
	return true
}

func (p *pair) answer() {
	on := p.some(1 + p.r.IntN(12))
	if len(on) == 0 {
		return
	}
	a := feed.Answer{Dismiss: p.r.IntN(2) == 0, Least: float64(p.r.IntN(3)) / 4}
	themes := p.m.themeIDs()
	if p.r.IntN(2) == 0 {
		themes = themes[:min(len(themes), 1+p.r.IntN(3))]
		a.Themes = append([]feed.ID{}, themes...)
	}
	st := &modelStep{verb: feed.DidAccept}
	if a.Dismiss {
		st.verb = feed.DidDismiss
	}
	touched := map[feed.ID]bool{}
	for _, id := range on {
		if touched[id] {
			continue
		}
		art := p.m.arts[id]
		for _, th := range themes {
			if !p.m.pending(art, th) || art.sug[th] < a.Least {
				continue
			}
			touched[id] = true
			e := &modelEdit{art: id, theme: th, before: (*feed.Mark)(nil), after: &feed.Mark{Theme: th, By: feed.BySuggestion, At: p.now, Score: art.sug[th]}}
			if a.Dismiss {
				of := p.m.themes[th]
				e.before, e.after = art.drops[th], dropState(listOf(&of))
			}
			st.edits = append(st.edits, e)
		}
	}
	c, err := p.s.Answer(p.t.Context(), one(on...), a)
	p.must(err)
	if c.Count != len(touched) {
		p.t.Fatalf("answered on %d, want %d", c.Count, len(touched))
	}
	if len(st.edits) > 0 {
		p.m.commit(st)
	}
}

// compareSuggested looks at what is pending from all sides.
func (p *pair) compareSuggested() {
	p.t.Helper()
	m := p.m
	for _, id := range m.themeIDs() {
		slug := m.themes[id].Slug
		for bound, least := range map[string]float64{"": 0, ">=0.5": .5} {
			var want []feed.ID
			below := m.below(id)
			want = m.where(func(a *modelArt) bool {
				return !a.head.Trashed && !a.head.Hidden && slices.ContainsFunc(slices.Collect(maps.Keys(below)), func(th feed.ID) bool {
					return m.pending(a, th) && a.sug[th] >= least
				})
			})
			if got := idsOf(p.t, find(p.t, p.s, query.Set{Name: "sug", Values: []string{slug + bound}})); !slices.Equal(got, want) {
				p.t.Fatalf("sug:%s%s finds %d, want %d", slug, bound, len(got), len(want))
			}
		}
	}
	all := m.sortedIDs()
	for range min(len(all), 5) {
		id := all[p.r.IntN(len(all))]
		want := map[feed.ID]bool{}
		for th := range m.themes {
			if m.pending(m.arts[id], th) {
				want[th] = true
			}
		}
		list, err := p.s.Suggestions(p.t.Context(), id)
		p.must(err)
		a, err := p.s.Article(p.t.Context(), id)
		p.must(err)
		if len(list) != len(want) || len(a.Suggested) != len(want) {
			p.t.Fatalf("%d suggestions, %d of the row, want %d", len(list), len(a.Suggested), len(want))
		}
		for i, s := range list {
			if !want[s.Theme] || s.Score != m.arts[id].sug[s.Theme] || i > 0 && s.Score > list[i-1].Score || !slices.Contains(a.Suggested, s.Theme) {
				p.t.Fatalf("suggestions %+v, want of %v", list, want)
			}
		}
	}
}

func (m *model) countSuggested(c *feed.Counts) {
	for _, a := range m.arts {
		if a.head.Trashed || a.head.Hidden {
			continue
		}
		any := false
		for id := range m.themes {
			if slices.ContainsFunc(slices.Collect(maps.Keys(m.below(id))), func(th feed.ID) bool { return m.pending(a, th) }) {
				c.Suggested[id]++
				any = true
			}
		}
		c.ToConfirm += b2i(any)
	}
}
