package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
)

const (
	week = 7 * 24 * time.Hour
	// maxFigures is how many themes and how many sources are counted.
	maxFigures = 12
)

// Figures counts what came in by theme and by source in the time of a review, of
// seven days at most, and in the same time a week before: themes first, each kind
// by number. The queries' trash and hidden articles do not count.
func (g *Gathered) Figures(ctx context.Context, lib Library) ([]export.Count, error) {
	from := g.From
	if g.Made.Sub(from) > week {
		from = g.Made.Add(-week)
	}
	now, err := facets(ctx, lib, from, time.Time{})
	if err != nil {
		return nil, err
	}
	before, err := facets(ctx, lib, from.Add(-week), g.Made.Add(-week))
	if err != nil {
		return nil, err
	}
	themes, err := lib.Themes(ctx)
	if err != nil {
		return nil, fmt.Errorf("count review: %w", err)
	}
	sources, err := lib.Sources(ctx)
	if err != nil {
		return nil, fmt.Errorf("count review: %w", err)
	}
	labels, names := map[feed.ID]string{}, map[feed.ID]string{}
	for i := range themes {
		labels[themes[i].ID] = theme.Label(themes[i], g.Lang)
	}
	for i := range sources {
		names[sources[i].ID] = sources[i].Name
	}
	return append(counts(export.CountTheme, labels, now.Themes, before.Themes), counts(export.CountSource, names, now.Sources, before.Sources)...), nil
}

// facets counts what came in from one minute on and before another, zero for now.
func facets(ctx context.Context, lib Library, from, to time.Time) (feed.Facets, error) {
	q := query.Query{Expr: query.Date{Op: "fetched", Value: ">=" + from.Format(minute)}}
	if !to.IsZero() {
		q = q.With(query.Date{Op: "fetched", Value: "<" + to.Format(minute)})
	}
	hits, err := lib.Find(ctx, q)
	if err != nil {
		return feed.Facets{}, fmt.Errorf("count review: %w", err)
	}
	f, err := lib.Facets(ctx, hits)
	if err != nil {
		return f, fmt.Errorf("count review: %w", err)
	}
	return f, nil
}

func counts(of string, names map[feed.ID]string, now, before map[feed.ID]int) (out []export.Count) {
	for id, name := range names {
		if name = text.Line(name); name != "" && now[id]+before[id] > 0 {
			out = append(out, export.Count{Of: of, Name: name, Now: now[id], Before: before[id]})
		}
	}
	slices.SortFunc(out, func(a, b export.Count) int {
		return cmp.Or(b.Now-a.Now, b.Before-a.Before, strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return out[:min(len(out), maxFigures)]
}
