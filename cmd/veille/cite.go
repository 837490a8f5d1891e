package main

import (
	"cmp"
	"context"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/text"
	"veille/store"
)

// citeFlags are the flags of cite.
type citeFlags struct {
	style, lang string
	failEmpty   bool
	limit       int
}

func (a *app) citeCmd() *cobra.Command {
	var f citeFlags
	c := &cobra.Command{
		Use:   "cite ID…|QUERY",
		Short: "Print citations of articles",
		Long: "Prints the citation of each article on a line, as bibliographies have it: ISO 690 in French, APA 7, Chicago 17 or plain; the name of the publication stands between asterisks, except in plain. " +
			"Names stand as they are printed and are never turned round. An article without author is its agency's, and its day of access is the one on which it came in. " +
			"The usual style is [export] style of the settings, else iso690-fr in French and chicago otherwise.",
		Example:           "  veille cite 4kq2mxv7\n  veille cite --style apa --lang fr tag:asean since:30d > references.txt",
		Args:              words(1, -1),
		ValidArgsFunction: a.completeShown,
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("limit") && f.limit < 1 {
				return usagef("--limit is %d", f.limit)("give a number from 1 up")
			}
			return a.with(cmd.Context(), toRead, func(s *store.Store) error { return a.cite(cmd.Context(), s, args, f) })
		},
	}
	c.Flags().Var(newChoice(&f.style, "", export.Styles()...), "style", strings.Join(export.Styles(), ", "))
	c.Flags().Var(newChoice(&f.lang, "", langNames...), "lang", "language of its words and months: en, fr or vi; iso690-fr is French")
	declareLimit(c, &f.limit)
	declareFailEmpty(c, &f.failEmpty)
	for name, values := range map[string][]string{"style": export.Styles(), "lang": langNames} {
		if err := c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err)
		}
	}
	return c
}

func (a *app) cite(ctx context.Context, s *store.Store, args []string, f citeFlags) error {
	now, err := a.exportTime()
	if err != nil {
		return err
	}
	d := &sound{app: a}
	in, all, err := a.toCite(ctx, s, d, args, f.limit)
	switch {
	case err != nil:
		return err
	case all == 0:
		return a.empty(f.failEmpty)
	}
	lang := cmp.Or(f.lang, a.conf.Export.Lang, a.lang())
	style := cmp.Or(f.style, a.conf.Export.Style, export.UsualStyle(lang))
	n := 0
	for art, err := range in {
		if err != nil {
			return err
		}
		n++
		seen := art.Fetched
		if seen.IsZero() {
			seen = now
		}
		line := text.Line(export.Cite(art, style, lang, seen))
		if a.json {
			a.out.object(citation{art.ID, style, line})
		} else {
			a.out.printf("%s\n", line)
		}
		if a.out.err != nil {
			return a.out.err
		}
	}
	return d.result(n, all)
}

// citation is what --json prints of an article.
type citation struct {
	ID       feed.ID `json:"id"`
	Style    string  `json:"style"`
	Citation string  `json:"citation"`
}

// toCite yields what the words of cite mean and says how many articles that
// are: several ids name one each, everything else is as in show.
func (a *app) toCite(ctx context.Context, s *store.Store, d *sound, args []string, limit int) (iter.Seq2[feed.Article, error], int, error) {
	if ids := a.allIDs(ctx, s, args); len(ids) > 1 {
		return a.articles(ctx, s, feed.Targets{IDs: ids}), len(ids), nil
	}
	w, err := a.toShow(ctx, s, args, limit)
	switch {
	case err != nil:
		return nil, 0, err
	case w.hits != nil:
		return d.articles(s.Articles(ctx, w.hits)), w.hits.Len(), nil
	}
	return a.articles(ctx, s, feed.Targets{IDs: []feed.ID{w.id}}), 1, nil
}

// allIDs returns the articles that words name by their ids, none when one of
// the words does not: then they are a query.
func (a *app) allIDs(ctx context.Context, s *store.Store, args []string) []feed.ID {
	var out []feed.ID
	for _, w := range args {
		if !isID(w) {
			return nil
		}
		id, err := s.Resolve(ctx, w)
		if err != nil {
			return nil
		}
		out = append(out, id)
	}
	return out
}
