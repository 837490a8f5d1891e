package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// onThemes finds the themes named and lets do change them.
func (a *app) onThemes(ctx context.Context, want access, names []string, do func(s *store.Store, named, all []feed.Theme) error) error {
	return a.with(ctx, want, func(s *store.Store) error {
		all, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		var named []feed.Theme
		for _, n := range names {
			t, err := themeNamed(all, n)
			if err != nil {
				return err
			}
			named = append(named, t)
		}
		return do(s, named, all)
	})
}

// tagged finds the articles that carry a theme itself.
func tagged(ctx context.Context, s *store.Store, t *feed.Theme, among ...query.Query) (feed.Hits, error) {
	q := query.Query{}
	if len(among) > 0 {
		q = among[0]
	}
	return s.Find(ctx, q.With(query.Set{Name: "tag", Values: []string{"=" + t.Slug}}))
}

// dryObject is what --dry-run of a change of themes prints with --json.
type dryObject struct {
	Count  int  `json:"count"`
	DryRun bool `json:"dry_run"`
}

// wouldChange tells what a change of themes would do.
func (a *app) wouldChange(n int, format string, args ...any) {
	a.sayf("would "+format, args...)
	if a.json {
		a.out.object(dryObject{n, true})
	}
}

func (a *app) themeMergeCmd() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use: "merge THEME INTO", Short: "Put the second theme on all articles of the first and drop the first", Args: words(2, 2), ValidArgsFunction: a.completeTheme,
		Long: "Puts the second theme on all articles of the first, hands it the names of the first and the themes under it, and drops the first. " +
			"--dry-run tells how many articles that is; veille undo takes all of it back as one step.",
		Example: "  veille theme merge covid covid-19 --dry-run",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, want := cmd.Context(), (&bulk{dryRun: dryRun}).access()
			return a.onThemes(ctx, want, args, func(s *store.Store, t, _ []feed.Theme) error {
				if t[0].ID == t[1].ID {
					return usagef("%s and %s are the same theme", args[0], args[1])("name two themes")
				}
				if dryRun {
					hits, err := tagged(ctx, s, &t[0])
					if err != nil {
						return err
					}
					a.wouldChange(hits.Len(), "merge %s into %s: %s", t[0].Slug, t[1].Slug, many(hits.Len(), "article", "articles"))
					return nil
				}
				change, err := s.MergeThemes(ctx, t[0].ID, t[1].ID)
				if err != nil {
					return themeError(err, t[0].Slug)
				}
				return a.changedTo(change, describe(change)+", "+many(change.Count, "article", "articles"))
			})
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "tell how many articles that is, change nothing")
	return c
}

// splitFlags are the flags of theme split.
type splitFlags struct {
	slug, lang string
	dryRun     bool
	failEmpty  bool
}

func (a *app) themeSplitCmd() *cobra.Command {
	var f splitFlags
	c := &cobra.Command{
		Use: "split THEME LABEL QUERY", Short: "Make a new theme of those articles of a theme that a query finds", Args: words(2, -1), ValidArgsFunction: a.completeSplit,
		Long: "Makes a new theme and moves to it the articles of another that a query finds: they lose the one and get the other, and who tagged them, when and why stays. " +
			"The new theme stands beside the old one; veille undo takes all of it back as one step.",
		Example: "  veille theme split asean 'ASEAN summit' --slug asean/summit --dry-run title:summit\n  veille theme split health Dengue 'dengue OR \"sốt xuất huyết\"'",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := everything("theme split "+shellWord(args[0])+" "+shellWord(args[1]), args[2:]); err != nil {
				return err
			}
			q, err := parseQuery(args[2:])
			if err != nil {
				return err
			}
			return a.splitTheme(cmd.Context(), args[0], args[1], q, &f)
		},
	}
	c.Flags().StringVar(&f.slug, "slug", "", "the `slug` of the new theme, when it is not to be made of the label")
	c.Flags().Var(newChoice(&f.lang, "", langNames...), "lang", "the language of the label")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "tell how many articles that is, change nothing")
	declareFailEmpty(c, &f.failEmpty)
	return c
}

func (a *app) splitTheme(ctx context.Context, name, label string, q query.Query, f *splitFlags) error {
	return a.onThemes(ctx, (&bulk{dryRun: f.dryRun}).access(), []string{name}, func(s *store.Store, named, all []feed.Theme) error {
		from := &named[0]
		made := themeFlags{slug: f.slug}
		into, err := made.theme(label, all, cmp.Or(f.lang, a.lang()))
		if err != nil {
			return err
		}
		if !strings.Contains(into.Slug, "/") { // else the slug says where it stands
			into.Parent = from.Parent
		}
		hits, err := a.find(ctx, s, q.With(query.Set{Name: "tag", Values: []string{"=" + from.Slug}}))
		switch {
		case err != nil:
			return err
		case hits.Len() == 0:
			return a.empty(f.failEmpty)
		case f.dryRun:
			a.wouldChange(hits.Len(), "move %s from %s to the new theme %s", many(hits.Len(), "article", "articles"), from.Slug, into.Slug)
			return nil
		}
		_, change, err := s.SplitTheme(ctx, from.ID, into, feed.Targets{Hits: hits})
		if err != nil {
			return themeError(err, into.Slug)
		}
		return a.changed(change)
	})
}

func (a *app) themeMoveCmd() *cobra.Command {
	var under string
	var top bool
	c := &cobra.Command{
		Use: "move THEME", Short: "Put a theme under another, or at the top", Args: words(1, 1), ValidArgsFunction: a.completeOneTheme,
		Long:    "Puts a theme, with those under it, under another one, or with --top at the top. Its articles keep it. A slug that names a place (asean/summit) follows, and the old one still finds the theme.",
		Example: "  veille theme move covid-19 --under health\n  veille theme move covid-19 --top",
		RunE: func(cmd *cobra.Command, args []string) error {
			if (under != "") == top {
				return usagef("veille theme move needs a place")("say --under THEME or --top")
			}
			ctx := cmd.Context()
			return a.onThemes(ctx, toWrite, args, func(s *store.Store, named, all []feed.Theme) error {
				var parent feed.Theme
				if under != "" {
					var err error
					if parent, err = themeNamed(all, under); err != nil {
						return err
					}
				}
				t, err := moved(named[0], &parent, a.lang())
				if err != nil {
					return err
				}
				place := " to the top"
				if under != "" {
					place = " under " + parent.Slug
				}
				return a.editTheme(ctx, s, t, "theme moved: "+t.Slug+place)
			})
		},
	}
	c.Flags().StringVar(&under, "under", "", "the `theme` it is to stand under")
	c.Flags().BoolVar(&top, "top", false, "under none")
	cobra.CheckErr(c.RegisterFlagCompletionFunc("under", a.completeTheme))
	return c
}

// moved is a theme under another parent, one of zero ID for the top. A slug that
// says where it stands follows; others are left, as files and queries hold them.
func moved(t feed.Theme, parent *feed.Theme, lang string) (feed.Theme, error) {
	if parent.ID == t.ID {
		return t, usagef("%s cannot stand under itself", t.Slug)("name another theme")
	}
	t.Parent = parent.ID
	i := strings.LastIndexByte(t.Slug, '/')
	if i < 0 {
		return t, nil
	}
	slug := t.Slug[i+1:]
	if parent.Slug != "" {
		slug = parent.Slug + "/" + slug
	}
	if made, err := theme.Slug(slug); err != nil || made != slug { // of digits alone
		return t, usagef("%s cannot be the slug of a theme", slug)("rename it first: veille theme rename " + t.Slug + " LABEL")
	}
	return withSlug(t, slug, lang), nil
}

// editTheme saves a changed theme and tells it in words of its own.
func (a *app) editTheme(ctx context.Context, s *store.Store, t feed.Theme, what string) error {
	change, err := s.EditTheme(ctx, t)
	if err != nil {
		return themeError(err, t.Slug)
	}
	return a.changedTo(change, what)
}

func (a *app) themeArchiveCmd(verb string, archived bool) *cobra.Command {
	c := &cobra.Command{
		Use: verb + " THEME…", Short: "Keep a theme and its articles, but suggest it no longer", Args: words(1, -1), ValidArgsFunction: a.completeTheme,
		Long: "Puts a theme away: its articles keep it and are found by it, but it is suggested no longer and stands behind the others. veille theme restore brings it back; veille undo takes all that one command did back.",
	}
	did := "theme archived: "
	if !archived {
		did = "theme restored: "
		c.Short, c.Long = "Bring archived themes back", ""
	}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		return a.onThemes(ctx, toWrite, args, func(s *store.Store, named, _ []feed.Theme) error {
			var slugs []string
			for i := range named {
				named[i].Archived = archived
				slugs = append(slugs, named[i].Slug)
			}
			_, change, err := s.SaveThemes(ctx, named)
			if err != nil {
				return themeError(err, slugs[0])
			}
			return a.changedTo(change, did+strings.Join(slugs, ", "))
		})
	}
	return c
}

func (a *app) themeDeleteCmd() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use: "delete THEME", Short: "Delete a theme; its articles stay", Args: words(1, 1), ValidArgsFunction: a.completeOneTheme,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, want := cmd.Context(), (&bulk{dryRun: dryRun}).access()
			return a.onThemes(ctx, want, args, func(s *store.Store, t, _ []feed.Theme) error {
				hits, err := tagged(ctx, s, &t[0])
				if err != nil {
					return err
				}
				if dryRun {
					a.wouldChange(hits.Len(), "delete %s and take it off %s", t[0].Slug, many(hits.Len(), "article", "articles"))
					return nil
				}
				change, err := s.DropTheme(ctx, t[0].ID)
				if err != nil {
					return themeError(err, t[0].Slug)
				}
				what := describe(change)
				if hits.Len() > 0 {
					what += fmt.Sprintf(", which %s carried", many(hits.Len(), "article", "articles"))
				}
				return a.changedTo(change, what)
			})
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "tell how many articles carry it, change nothing")
	return c
}

// withSlug is a theme of another slug that the old one still finds. The maps of the
// old one are left as they are.
func withSlug(t feed.Theme, slug, lang string) feed.Theme {
	old := t.Slug
	if old == slug {
		return t
	}
	t.Slug = slug
	for _, l := range t.Aliases {
		if slices.Contains(l, old) {
			return t
		}
	}
	aliases := make(map[string][]string, len(t.Aliases)+1)
	for l, names := range t.Aliases {
		aliases[l] = names
	}
	aliases[lang] = append(slices.Clone(aliases[lang]), text.Line(old))
	t.Aliases = aliases
	return t
}

// completeOneTheme completes the name of the one theme that a verb takes.
func (a *app) completeOneTheme(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.completeTheme(cmd, args, word)
}

// completeSplit completes a theme, nothing for a new label, then a query.
func (a *app) completeSplit(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		return a.completeTheme(cmd, args, word)
	case 1:
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.completeQuery(cmd, args[2:], word)
}
