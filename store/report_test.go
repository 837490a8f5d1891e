package store

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// naiveReport counts article by article.
func naiveReport(all []feed.Article, themes []feed.Theme, now time.Time, weeks int) feed.Report {
	when := func(a *feed.Article) time.Time {
		t := a.Published
		switch {
		case t.IsZero():
			t = a.Fetched
		case a.Precision <= feed.Day:
			t = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		}
		t = t.UTC().Truncate(24 * time.Hour)
		for t.Weekday() != time.Monday {
			t = t.AddDate(0, 0, -1)
		}
		return t
	}
	now = when(&feed.Article{Head: feed.Head{Fetched: now}})
	r := feed.Report{All: []int{}}
	first, last := now.AddDate(0, 0, -7*(weeks-1)), now
	if weeks == 0 {
		for i := range all {
			w := when(&all[i])
			if i == 0 || w.Before(first) {
				first = w
			}
			if i == 0 || w.After(last) {
				last = w
			}
		}
	}
	for w := first; !w.After(last); w = w.AddDate(0, 0, 7) {
		r.Weeks = append(r.Weeks, w)
		n := 0
		for i := range all {
			n += b2i(when(&all[i]).Equal(w))
		}
		r.All = append(r.All, n)
	}
	inside := func(a *feed.Article) bool { return !when(a).Before(first) && !when(a).After(last) }
	total := map[feed.ID]int{}
	n := 0
	for i := range all {
		n += b2i(inside(&all[i]))
	}
	for i := range themes {
		th := feed.ThemeReport{Theme: themes[i].ID, Weeks: make([]int, len(r.Weeks)), Sources: map[feed.ID]int{}, Langs: map[string]int{}}
		for j := range all {
			a := &all[j]
			if !inside(a) {
				continue
			}
			if slices.Contains(a.Themes, themes[i].ID) {
				total[themes[i].ID]++
			}
			if slices.ContainsFunc(a.Themes, func(id feed.ID) bool { return isBelow(themes, id, themes[i].ID) }) {
				th.Total++
				th.Weeks[slices.IndexFunc(r.Weeks, when(a).Equal)]++
				th.Sources[a.SourceID]++
				th.Langs[a.Lang]++
			}
		}
		if th.Total > 0 {
			r.Themes = append(r.Themes, th)
		}
	}
	for i := range themes {
		for k := range i {
			a, b := themes[k].ID, themes[i].ID
			p := feed.ThemePair{A: a, B: b, Expected: float64(total[a]) * float64(total[b]) / float64(n)}
			for j := range all {
				if inside(&all[j]) && slices.Contains(all[j].Themes, a) && slices.Contains(all[j].Themes, b) {
					p.Count++
				}
			}
			if p.Count > 0 {
				r.Pairs = append(r.Pairs, p)
			}
		}
	}
	return r
}

func isBelow(themes []feed.Theme, id, top feed.ID) bool {
	for {
		if id == top {
			return true
		}
		i := slices.IndexFunc(themes, func(th feed.Theme) bool { return th.ID == id })
		if i < 0 || themes[i].Parent.IsZero() {
			return false
		}
		id = themes[i].Parent
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	r := rand.New(rand.NewPCG(5, 9))
	themes := []string{"harbours", "weather", "gardens"}
	for _, slug := range []string{"harbours/locks", "harbours/locks/small"} {
		if _, _, err := s.AddTheme(t.Context(), feed.Theme{Slug: slug}); err != nil {
			t.Fatal(err)
		}
		themes = append(themes, slug)
	}
	var in []feed.Incoming
	for i := range 400 {
		inc := sample(i)
		inc.Article.Fetched = testNow.Add(-time.Duration(r.IntN(40*24*60)) * time.Minute)
		if !inc.Article.Published.IsZero() {
			inc.Article.Published = testNow.Add(-time.Duration(r.IntN(60*7*24*60)) * time.Minute)
		}
		for _, slug := range themes {
			if r.IntN(4) == 0 {
				inc.Tags = append(inc.Tags, slug)
			}
		}
		in = append(in, inc)
	}
	add(t, s, in...)
	var trash, hidden []feed.ID
	for i := range in {
		switch r.IntN(10) {
		case 0:
			trash = append(trash, in[i].Article.ID)
		case 1:
			hidden = append(hidden, in[i].Article.ID)
		}
	}
	for f, ids := range map[feed.Flag][]feed.ID{feed.FlagTrashed: trash, feed.FlagHidden: hidden} {
		if _, err := s.SetFlag(t.Context(), feed.Targets{IDs: ids}, f, true); err != nil {
			t.Fatal(err)
		}
	}
	known, err := s.Themes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"", "lang:fr", "tag:harbours", "-tag:*", "tide lang:en,vi", "is:trashed", "needle7"} {
		q, err := query.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		h, err := s.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var all []feed.Article
		for a, err := range s.Articles(t.Context(), h) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, a)
		}
		for _, weeks := range []int{0, 1, 12, 100} {
			q.Sort, q.Limit = query.ByWords, 3
			got, err := s.Report(t.Context(), q, weeks)
			if err != nil {
				t.Fatal(err)
			}
			want := naiveReport(all, known, testNow, weeks)
			order := func(p []feed.ThemePair) map[feed.ThemePair]bool {
				m := map[feed.ThemePair]bool{}
				for i := range p {
					m[p[i]] = true
					if i > 0 && p[i].Count > p[i-1].Count {
						t.Error("pairs are not in order")
					}
				}
				return m
			}
			if !maps.Equal(order(got.Pairs), order(slices.SortedStableFunc(slices.Values(want.Pairs), func(a, b feed.ThemePair) int { return b.Count - a.Count }))) {
				t.Errorf("%q, %d weeks: pairs %v, want %v", line, weeks, got.Pairs, want.Pairs)
			}
			got.Pairs, want.Pairs = nil, nil
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%q, %d weeks:\n%+v\nwant\n%+v", line, weeks, got, want)
			}
		}
	}
}

func TestReportOfNothing(t *testing.T) {
	s := newStore(t)
	r, err := s.Report(t.Context(), query.Query{}, 0)
	if err != nil || len(r.Weeks)+len(r.All)+len(r.Themes)+len(r.Pairs) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
	odd := sample(0)
	odd.Article.Published, odd.Article.Precision = time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC), feed.Second
	add(t, s, odd)
	if r, err = s.Report(t.Context(), query.Query{}, 0); err != nil || len(r.Weeks) > 0 {
		t.Errorf("of a wrong date: %d weeks, %v", len(r.Weeks), err)
	}
	if r, err = s.Report(t.Context(), query.Query{}, 4); err != nil || !reflect.DeepEqual(r.All, []int{0, 0, 0, 0}) {
		t.Errorf("%+v, %v", r, err)
	}
	q := query.Query{Expr: query.Saved{Name: "not there"}}
	if _, err := s.Report(t.Context(), q, 4); !errors.Is(err, feed.ErrNotFound) {
		t.Errorf("of a query that is not there: %v", err)
	}
}

func TestMondays(t *testing.T) {
	for in, want := range map[string]string{
		"2026-11-23T00:00:00Z": "2026-11-23", "2026-11-22T23:59:59Z": "2026-11-16",
		"2026-11-23T05:00:00+07:00": "2026-11-16", "1969-12-31T12:00:00Z": "1969-12-29",
	} {
		at, err := time.Parse(time.RFC3339, in)
		if err != nil {
			t.Fatal(err)
		}
		if got := mondayOf(at).Format(time.DateOnly); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func BenchmarkReport(b *testing.B) {
	s := bench(b)
	for _, weeks := range []int{0, 52} {
		b.Run(fmt.Sprint(weeks), func(b *testing.B) {
			measure(b, func() error {
				_, err := s.Report(b.Context(), query.Query{}, weeks)
				return err
			})
		})
	}
}
