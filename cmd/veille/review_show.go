package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/review"
	"veille/feed/text"
	"veille/store"
)

// reviewRow is one article of a review in review --json.
type reviewRow struct {
	Review   string `json:"review"`
	Section  string `json:"section"`
	Position int    `json:"position"` // in its section, from 1 up
	Placed   bool   `json:"placed"`   // by hand
	Depth    string `json:"depth"`    // "" for that of the review
	ID       string `json:"id"`
	Title    string `json:"title"`
	Source   string `json:"source"`
	Date     string `json:"date"`
	URL      string `json:"url"`
}

// showReview prints sections and their articles.
func (a *app) showReview(ctx context.Context, s *store.Store, r *reviewing, f reviewFlags) error {
	n := review.Count(r.parts)
	if n == 0 {
		return a.noReview(r, f.failEmpty)
	}
	themes, err := s.Themes(ctx)
	if err != nil {
		return err
	}
	rows := a.rows(themes)
	shown := 0
	for i := range r.parts {
		p := &r.parts[i]
		if len(p.Heads) > 0 {
			shown++
			a.showPart(r, p, rows, shown == 1)
		}
	}
	a.sayLeft(r.parts)
	if a.json {
		return nil
	}
	if f.figures {
		counts, err := r.Figures(ctx, s)
		if err != nil {
			return err
		}
		a.sayFigures(counts)
	}
	a.sayf("%s: %s in %s, %s", r.Heading(), many(n, "article", "articles"), many(shown, "section", "sections"), since(r))
	if out := len(r.Dropped(r.kept.Draft)); out > 0 {
		a.sayf("%d dropped", out)
	}
	a.sayf("hint: to make it: %s", a.command("review"+named(r.name)+" -o FILE"))
	return nil
}

// named is a name behind the verb, where it is not the usual one.
func named(name string) string {
	if name == review.Usual {
		return ""
	}
	return " " + shellWord(name)
}

func (a *app) showPart(r *reviewing, p *review.Part, rows rows, first bool) {
	if rows.width > 0 && !a.json {
		if !first {
			a.out.printf("\n")
		}
		a.out.printf("%s\n", p.Title)
	}
	for i, h := range p.Heads {
		switch {
		case a.json:
			a.out.object(reviewRow{
				Review: r.name, Section: p.Title, Position: i + 1, Placed: i < p.Placed, Depth: string(p.Depth),
				ID: h.ID.String(), Title: text.Line(shownTitle(&h)), Source: text.Line(h.Source), Date: day(h.Published, h.Precision), URL: text.Line(h.URL),
			})
		case rows.width > 0:
			a.out.printf("%s\n", rows.line(h))
		default:
			a.out.printf("%s\t%s\n", p.Title, rows.line(h))
		}
	}
}

func (a *app) reviewListCmd() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the reviews there are: templates, and when each was last made", Args: words(0, 0),
		Long:    "Prints one line per review: its name, when it was last made, how many articles were placed and dropped by hand in the one in work, and the file of its template.",
		Example: "  veille review list",
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.listReviews(cmd.Context()) },
	}
}

// reviewObject is a review in review list --json.
type reviewObject struct {
	Name     string `json:"name"`
	Last     string `json:"last"` // "" when none was made
	Placed   int    `json:"placed"`
	Dropped  int    `json:"dropped"`
	Template string `json:"template"` // file; "" for the one built in
}

func (a *app) listReviews(ctx context.Context) error {
	files, err := a.templates()
	if err != nil {
		return err
	}
	kept := map[string]feed.Review{}
	err = a.with(ctx, toRead, func(s *store.Store) error {
		all, err := s.Reviews(ctx)
		for _, r := range all {
			kept[r.Name] = r
		}
		return err
	})
	if err != nil && !isMissing(err) {
		return err
	}
	names := []string{review.Usual}
	for _, name := range files {
		if name != review.Usual {
			names = append(names, name)
		}
	}
	for _, name := range names {
		a.listReview(name, kept[name], slices.Contains(files, name))
	}
	return nil
}

func (a *app) listReview(name string, r feed.Review, file bool) {
	o := reviewObject{Name: name, Dropped: len(r.Draft.Out)}
	last := "never"
	if !r.Last.IsZero() {
		o.Last, last = r.Last.UTC().Format(time.RFC3339), r.Last.In(a.now().Location()).Format("2006-01-02 15:04")
	}
	for _, p := range r.Draft.Placed {
		o.Placed += len(p.IDs)
	}
	if file {
		o.Template = a.templatePath(name)
	}
	if a.json {
		a.out.object(o)
		return
	}
	where := o.Template
	if where == "" {
		where = "built in"
	}
	a.out.printf("%s\n", strings.Join([]string{name, last, fmt.Sprintf("%d placed", o.Placed), fmt.Sprintf("%d dropped", o.Dropped), where}, "\t"))
}

func (a *app) completeReview(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	names, err := a.templates()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	if !slices.Contains(names, review.Usual) {
		names = append(names, review.Usual)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
