package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// reportFlags are the flags of report.
type reportFlags struct {
	weeks int
	csv   bool
}

func (a *app) reportCmd() *cobra.Command {
	f := reportFlags{weeks: 12}
	c := &cobra.Command{
		Use:   "report [QUERY]",
		Short: "Count articles by theme, week, source and language",
		Long: "Counts tagged articles by theme and week, source and language, with the themes that stand together most and how many suggestions were kept. A theme includes its children. " +
			"--csv prints one row for each theme, week, source and language.",
		Example:           "  veille report\n  veille report --weeks 52 --csv lang:fr > year.csv\n  veille report --json tag:asean",
		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.weeks < 0 {
				return usagef("--weeks is %d", f.weeks)("give how many weeks to count, 0 for all")
			}
			if f.csv && a.json {
				return usagef("--csv and --json are two ways to print a report")("leave one out")
			}
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			return a.report(cmd.Context(), q, &f)
		},
	}
	c.Flags().IntVar(&f.weeks, "weeks", f.weeks, "how many `weeks` up to now, 0 for all")
	c.Flags().BoolVar(&f.csv, "csv", false, "print comma-separated values")
	return c
}

func (a *app) report(ctx context.Context, q query.Query, f *reportFlags) error {
	return a.withDerived(ctx, false, func(s *store.Store) error {
		if _, err := a.knowSaved(ctx, s, q); err != nil {
			return err
		}
		themes, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		sources, err := s.Sources(ctx)
		if err != nil {
			return err
		}
		r, err := s.Report(ctx, q, f.weeks)
		if err != nil {
			return err
		}
		n := newNames(themes, sources)
		switch {
		case f.csv:
			return a.reportCSV(&r, n)
		case a.json:
			a.out.object(newReportObject(&r, n))
		default:
			a.reportSheet(&r, n, themes)
		}
		return nil
	})
}

// names are the names of themes and sources by ID.
type names struct{ themes, sources map[feed.ID]string }

func newNames(themes []feed.Theme, sources []feed.Source) names {
	n := names{slugsOf(themes), map[feed.ID]string{}}
	for i := range sources {
		n.sources[sources[i].ID] = sources[i].Name
	}
	return n
}

// reportObject is a report as --json prints it.
type reportObject struct {
	Weeks  []string            `json:"weeks"` // Mondays
	All    []int               `json:"all"`
	Themes []themeReportObject `json:"themes"`
	Pairs  []pairObject        `json:"pairs"`
}

type themeReportObject struct {
	Theme   string         `json:"theme"`
	Total   int            `json:"total"`
	Weeks   []int          `json:"weeks"`
	Sources map[string]int `json:"sources"`
	Langs   map[string]int `json:"langs"`
	Kept    int            `json:"kept"`
	Dropped int            `json:"dropped"`
	Pending int            `json:"pending"`
}

type pairObject struct {
	Themes   [2]string `json:"themes"`
	Count    int       `json:"count"`
	Expected float64   `json:"expected"`
}

func newReportObject(r *feed.Report, n names) reportObject {
	o := reportObject{[]string{}, list0(r.All), []themeReportObject{}, []pairObject{}}
	for _, w := range r.Weeks {
		o.Weeks = append(o.Weeks, w.Format(time.DateOnly))
	}
	for i := range r.Themes {
		t := &r.Themes[i]
		to := themeReportObject{n.themes[t.Theme], t.Total, list0(t.Weeks), map[string]int{}, map[string]int{}, t.Answers.Kept, t.Answers.Dropped, t.Answers.Pending}
		for id, c := range t.Sources {
			to.Sources[n.sources[id]] += c
		}
		maps.Copy(to.Langs, t.Langs)
		o.Themes = append(o.Themes, to)
	}
	for _, p := range r.Pairs {
		o.Pairs = append(o.Pairs, pairObject{[2]string{n.themes[p.A], n.themes[p.B]}, p.Count, p.Expected})
	}
	return o
}

// list0 makes an empty list of none: arrays are always arrays in JSON.
func list0(n []int) []int {
	if n == nil {
		return []int{}
	}
	return n
}

// reportCSV prints one row for each count: by week, by source, by language.
func (a *app) reportCSV(r *feed.Report, n names) error {
	w := csv.NewWriter(a.out)
	rows := [][]string{{"theme", "by", "value", "articles"}}
	for i := range r.Themes {
		t := &r.Themes[i]
		slug := n.themes[t.Theme]
		for j, c := range t.Weeks {
			rows = append(rows, []string{slug, "week", r.Weeks[j].Format(time.DateOnly), strconv.Itoa(c)})
		}
		for _, c := range countedBy(t.Sources, n.sources) {
			rows = append(rows, []string{slug, "source", export.Guard(c.name), strconv.Itoa(c.n)})
		}
		for _, lang := range slices.Sorted(maps.Keys(t.Langs)) {
			rows = append(rows, []string{slug, "lang", export.Guard(lang), strconv.Itoa(t.Langs[lang])})
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

type namedCount struct {
	name string
	n    int
}

// countedBy lists counts by name, the greatest first.
func countedBy(of map[feed.ID]int, names map[feed.ID]string) []namedCount {
	var out []namedCount
	for id, n := range of {
		out = append(out, namedCount{text.Line(names[id]), n})
	}
	slices.SortFunc(out, func(a, b namedCount) int { return cmp.Or(b.n-a.n, strings.Compare(a.name, b.name)) })
	return out
}

// reportSheet prints a report to be read.
func (a *app) reportSheet(r *feed.Report, n names, themes []feed.Theme) {
	if len(r.Weeks) == 0 {
		a.sayf("there is no article to count")
		return
	}
	a.out.printf("%d weeks, %s to %s\n\n", len(r.Weeks), r.Weeks[0].Format(time.DateOnly), r.Weeks[len(r.Weeks)-1].AddDate(0, 0, 6).Format(time.DateOnly))
	if len(r.Themes) == 0 {
		a.sayf("no article of these weeks has a theme; more weeks: --weeks N, all of them: --weeks 0")
	}
	for i := range r.Themes {
		t := &r.Themes[i]
		last := t.Weeks[max(0, len(t.Weeks)-26):]
		line := fmt.Sprintf("%s  %6d  %s", pad(n.themes[t.Theme], 20), t.Total, theme.Sparkline(last))
		var by []string
		for _, c := range countedBy(t.Sources, n.sources)[:min(3, len(t.Sources))] {
			by = append(by, fmt.Sprintf("%s %d", cmp.Or(c.name, "?"), c.n))
		}
		if p, ok := t.Answers.Precision(); ok {
			by = append(by, fmt.Sprintf("suggestions %.0f %% kept", 100*p))
		}
		a.out.printf("%s  %s\n", line, strings.Join(by, ", "))
	}
	if len(r.Pairs) > 0 {
		a.out.printf("\ntogether on one article\n")
	}
	for _, p := range r.Pairs[:min(10, len(r.Pairs))] {
		a.out.printf("%s  %6d  (by chance %.0f)\n", pad(n.themes[p.A]+" + "+n.themes[p.B], 40), p.Count, p.Expected)
	}
}
