package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// suggestFlags are the flags of suggest.
type suggestFlags struct {
	accept, least float64
	dismiss       bool
	theme         string
	bulk
}

func (a *app) suggestCmd() *cobra.Command {
	var f suggestFlags
	c := &cobra.Command{
		Use:   "suggest QUERY",
		Short: "List the themes that articles seem to belong to, with evidence",
		Long: "Prints one line per pending suggestion: the beginning of the article's id, theme, score, the words of the text that speak for it, title. " +
			"A suggestion is no tag. --accept 0.9 makes those of that score or more into tags, --dismiss lets those that are listed go until the word list of their theme changes; " +
			"veille undo takes either back as one step.",
		Example: "  veille suggest is:unread\n  veille suggest --theme asean since:7d\n  veille suggest --accept 0.9 since:7d\n" +
			"  veille suggest --dismiss --theme health source:sport\n  veille list 'sug:covid-19>0.8'",
		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := everything("suggest", args); err != nil {
				return err
			}
			if err := f.check(cmd); err != nil {
				return err
			}
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			return a.suggest(cmd.Context(), q, &f, cmd.Flags().Changed("accept"))
		},
	}
	c.Flags().Float64Var(&f.accept, "accept", 0, "accept suggestions of this `score` or more, 0 to 1")
	c.Flags().BoolVar(&f.dismiss, "dismiss", false, "dismiss them instead of listing them")
	c.Flags().Float64Var(&f.least, "least", 0, "only suggestions of this `score` or more")
	c.Flags().StringVar(&f.theme, "theme", "", "only suggestions of this `theme`")
	cobra.CheckErr(c.RegisterFlagCompletionFunc("theme", a.completeTheme))
	f.declare(c)
	return c
}

func (f *suggestFlags) check(c *cobra.Command) error {
	for _, s := range []struct {
		name  string
		value float64
	}{{"accept", f.accept}, {"least", f.least}} {
		if !(s.value >= 0 && s.value <= 1) { // NaN is neither
			return usagef("--%s is %v", s.name, s.value)("give a score from 0 to 1, as 0.9")
		}
	}
	if f.dismiss && c.Flags().Changed("accept") {
		return usagef("--accept and --dismiss are two answers")("leave one out")
	}
	return nil
}

func (a *app) suggest(ctx context.Context, q query.Query, f *suggestFlags, accept bool) error {
	answers := accept || f.dismiss
	return a.withDerived(ctx, answers && !f.dryRun, func(s *store.Store) error {
		themes, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		answer := feed.Answer{Dismiss: f.dismiss, Least: max(f.least, f.accept)}
		value := "*"
		if f.theme != "" {
			t, err := themeNamed(themes, f.theme)
			if err != nil {
				return err
			}
			answer.Themes, value = []feed.ID{t.ID}, "="+t.Slug
		}
		if answer.Least > 0 {
			value = fmt.Sprintf("%s>=%v", value, answer.Least)
		}
		q = q.With(query.Set{Name: "sug", Values: []string{value}})
		if !answers {
			return a.suggestions(ctx, s, q, answer, themes, f.failEmpty)
		}
		would := "accept the suggestions of %s"
		if f.dismiss {
			would = "dismiss the suggestions of %s"
		}
		return a.changeAll(ctx, s, q, would, f.bulk, func(on feed.Targets) (feed.Change, error) { return s.Answer(ctx, on, answer) })
	})
}

// suggestions lists what is pending on the articles of a query.
func (a *app) suggestions(ctx context.Context, s *store.Store, q query.Query, only feed.Answer, themes []feed.Theme, failEmpty bool) error {
	hits, err := a.find(ctx, s, q)
	if err != nil {
		return err
	}
	if hits.Len() == 0 {
		return a.empty(failEmpty)
	}
	d := &sound{app: a}
	n := 0
	for art, err := range d.articles(s.Articles(ctx, hits)) {
		if err != nil {
			return err
		}
		n++
		pending, err := s.Suggestions(ctx, art.ID)
		if err != nil {
			return err
		}
		for i := range pending {
			if p := &pending[i]; p.Score >= only.Least && (len(only.Themes) == 0 || only.Themes[0] == p.Theme) {
				a.suggestionRow(&art, p, themes)
			}
		}
		if a.out.err != nil {
			return a.out.err
		}
	}
	return d.result(n, hits.Len())
}

// suggestionObject is a suggestion as suggest --json prints it.
type suggestionObject struct {
	ID       string                `json:"id"`
	Title    string                `json:"title"`
	Theme    string                `json:"theme"`
	Score    float64               `json:"score"`
	Version  int                   `json:"version"` // of the word list
	Evidence []feed.RecordEvidence `json:"evidence"`
}

func (a *app) suggestionRow(art *feed.Article, p *feed.Suggestion, themes []feed.Theme) {
	var r feed.Record
	r.Suggest(art, []feed.Suggestion{*p}, themes)
	said := r.Themes[0]
	if a.json {
		a.out.object(suggestionObject{art.ID.String(), art.Title, said.Name, p.Score, p.Version, said.Evidence})
		return
	}
	id, evidence, title := art.ID.String()[:shownID], strings.Join(wordsOf(said.Evidence), ", "), text.Line(art.Title)
	if !a.out.tty {
		a.out.printf("%s\t%s\t%.2f\t%s\t%s\n", id, said.Name, p.Score, evidence, title)
		return
	}
	row := fmt.Sprintf("%s  %s  %.2f  %s  %s", id, pad(said.Name, 18), p.Score, pad(evidence, 36), title)
	a.out.printf("%s\n", ansi.Truncate(row, termWidth(os.Stdout, 80), "…"))
}

// wordsOf are the words of evidence as they stand in the text, each once, with how
// often where that is more.
func wordsOf(evidence []feed.RecordEvidence) (out []string) {
	times := map[string]int{}
	for _, e := range evidence {
		if times[text.Line(e.Text)]++; times[text.Line(e.Text)] == 1 {
			out = append(out, text.Line(e.Text))
		}
	}
	for i, w := range out {
		if n := times[w]; n > 1 {
			out[i] = fmt.Sprintf("%s ×%d", w, n)
		}
	}
	return out
}
