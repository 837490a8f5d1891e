package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// publishFlags are the flags of publish.
type publishFlags struct {
	themes                             []string
	query, title, address, depth, lang string
	items                              int
	notes, highlights, oneVersion      bool
	dryRun, force, failEmpty           bool
}

func (a *app) publishCmd() *cobra.Command {
	var f publishFlags
	c := &cobra.Command{
		Use:   "publish DIR",
		Short: "Write a site of themes: pages to read, feeds to follow",
		Long: "Writes a folder that any web server can serve and any browser can open: a first page, a page for each theme and each article, and for each theme an Atom and a JSON Feed that others can follow, with your tags as categories. " +
			"There is no script in it and nothing is asked for from outside. Run again, from cron too, it writes only the files that differ, and removes the pages of articles that are no longer of the site; files that it did not write or that were altered since are left alone and told. " +
			"Without --theme these are all themes that have an article. Your notes and highlights stay with you unless you say otherwise, and what you have read or starred is never told.",
		Example: "  veille publish ~/public_html/press --theme asean --theme health --base-url https://press.example/\n  veille publish site --query 'since:90d' --dry-run\n  0 7 * * * veille -q fetch; veille -q publish /srv/press",
		Args:    words(1, 1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.publish(cmd.Context(), args[0], f) },
	}
	s := c.Flags()
	s.StringSliceVar(&f.themes, "theme", nil, "a `theme` of the site with those below it; may be repeated")
	s.StringVar(&f.query, "query", "", "only articles that the `query` finds")
	s.StringVar(&f.title, "title", "", "the `title` of the site")
	s.StringVar(&f.address, "base-url", "", "the `address` where the site will be, for its feeds")
	s.Var(newChoice(&f.depth, "", depthNames...), "depth", "refs, quotes, lead or full; lead unless you say otherwise")
	s.Var(newChoice(&f.lang, "", langNames...), "lang", "language of headings: en, fr or vi")
	s.IntVar(&f.items, "items", 100, "most articles of a feed, the newest")
	s.BoolVar(&f.notes, "notes", false, "with your notes")
	s.BoolVar(&f.highlights, "highlights", false, "with your highlights, where the depth has their text")
	s.BoolVar(&f.oneVersion, "one-version", false, "one version of each story")
	s.BoolVar(&f.dryRun, "dry-run", false, "write nothing, tell what would be written")
	s.BoolVar(&f.force, "force", false, "replace files that are in the way or were altered")
	declareFailEmpty(c, &f.failEmpty)
	for name, values := range map[string][]string{"depth": depthNames, "lang": langNames} {
		if err := c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err)
		}
	}
	if err := c.RegisterFlagCompletionFunc("theme", a.completeTheme); err != nil {
		panic(err)
	}
	return c
}

// check refuses what cannot be meant before anything is read.
func (f *publishFlags) check(dir string) error {
	if strings.TrimSpace(dir) == "" || dir == "-" {
		return usagef("a site is a folder of files")("name a folder")
	}
	if f.items < 1 {
		return usagef("--items is %d", f.items)("give a number from 1 up")
	}
	if f.address == "" {
		return nil
	}
	u, err := url.Parse(f.address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return usagef("%q is no address of a folder", f.address)("give one that begins with https:// or http://, without ? and #")
	}
	return nil
}

func (a *app) publish(ctx context.Context, dir string, f publishFlags) error {
	if err := f.check(dir); err != nil {
		return err
	}
	var within []string
	if text.Line(f.query) != "" {
		within = []string{f.query}
	}
	q, err := parseQuery(within)
	if err != nil {
		return err
	}
	return a.with(ctx, toRead, func(s *store.Store) error {
		all, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		chosen, err := chosenThemes(all, f.themes)
		if err != nil {
			return err
		}
		q.Fold = f.oneVersion
		p := &publishing{app: a, store: s}
		if err := p.find(ctx, q, chosen, len(f.themes) > 0); err != nil {
			return err
		}
		if p.articles == 0 { // a slip of the query must not take the site away
			return a.empty(f.failEmpty)
		}
		return p.write(ctx, dir, all, f)
	})
}

// chosenThemes are the themes of a site: those named, else all that are in use.
func chosenThemes(all []feed.Theme, names []string) (out []feed.Theme, err error) {
	if len(names) == 0 {
		for _, t := range all {
			if !t.Archived {
				out = append(out, t)
			}
		}
		return out, nil
	}
	had := map[feed.ID]bool{}
	for _, name := range names {
		t, err := themeNamed(all, name)
		if err != nil {
			return nil, err
		}
		if !had[t.ID] {
			had[t.ID] = true
			out = append(out, t)
		}
	}
	return out, nil
}

// publishing is a site on its way.
type publishing struct {
	app      *app
	store    *store.Store
	themes   []export.SiteTheme
	articles int // of all themes, one in two counted twice
	damaged  *sound
}

// find looks for the articles of each theme. A theme without any is left out
// unless it was named.
func (p *publishing) find(ctx context.Context, q query.Query, themes []feed.Theme, named bool) error {
	for _, t := range themes {
		of, err := query.Parse("tag:" + t.Slug)
		if err != nil {
			return fmt.Errorf("find articles of %s: %w", t.Slug, err)
		}
		switch e := q.Expr.(type) {
		case nil:
		case query.And:
			of.Expr = append(slices.Clone(e), of.Expr)
		default:
			of.Expr = query.And{e, of.Expr}
		}
		of.Sort, of.Limit, of.Fold = query.Newest, q.Limit, q.Fold
		hits, err := p.app.find(ctx, p.store, of)
		if err != nil {
			return err
		}
		n := hits.Len()
		if n == 0 && !named {
			continue
		}
		p.articles += n
		in := func(yield func(feed.Article, error) bool) {}
		if n > 0 {
			in = p.sound(p.store.Articles(ctx, hits))
		}
		p.themes = append(p.themes, export.SiteTheme{Theme: t, Articles: in})
	}
	return nil
}

// sound passes articles on and notes whether any is damaged: such a one is told
// and left out, and a theme in which all are has none.
func (p *publishing) sound(in iter.Seq2[feed.Article, error]) iter.Seq2[feed.Article, error] {
	return func(yield func(feed.Article, error) bool) {
		d := &sound{app: p.app}
		for art, err := range d.articles(in) {
			if err != nil && errors.Is(err, feed.ErrDamaged) || !yield(art, err) {
				break
			}
		}
		if d.first != nil && p.damaged == nil {
			p.damaged = d
		}
	}
}

func (p *publishing) write(ctx context.Context, dir string, all []feed.Theme, f publishFlags) error {
	conf := p.app.conf.Export
	site := export.Site{
		Title: text.Line(f.title), Lang: cmp.Or(f.lang, conf.Lang, p.app.lang()), Depth: export.Depth(f.depth), Address: f.address,
		Licence: text.Line(conf.Licence), Generator: "veille " + version(), Themes: all, Notes: f.notes, Highlights: f.highlights, Items: f.items,
	}
	whole := func() bool { return p.damaged == nil }
	done, err := export.Publish(ctx, dir, site, p.themes, export.SitePlace{Replace: f.force, DryRun: f.dryRun, Whole: whole})
	if err != nil {
		return err
	}
	p.tell(dir, done, f)
	if p.damaged != nil {
		p.app.warnf("no page was removed, for the articles that could not be read may be of the site")
		return p.damaged.result(0, 0)
	}
	if len(done.Kept) > 0 {
		return exit(exitPartly)
	}
	return nil
}

// tell says what was written.
func (p *publishing) tell(dir string, done export.Published, f publishFlags) {
	a := p.app
	if a.json {
		a.out.object(struct {
			Path      string   `json:"path"`
			Themes    int      `json:"themes"`
			Articles  int      `json:"articles"`
			Written   int      `json:"written"`
			Unchanged int      `json:"unchanged"`
			Removed   int      `json:"removed"`
			Kept      []string `json:"kept"`
			Bytes     int64    `json:"bytes"`
			DryRun    bool     `json:"dry_run"`
		}{dir, done.Themes, done.Articles, done.Written, done.Unchanged, done.Removed, cleanAll(done.Kept), done.Bytes, f.dryRun})
	}
	form := "%s: %s of %s: %s written, %d unchanged, %d removed"
	if f.dryRun {
		form = "%s: %s of %s: %s to write, %d unchanged, %d to remove"
	}
	a.sayf(form, dir, many(done.Articles, "article", "articles"), many(done.Themes, "theme", "themes"), many(done.Written, "file", "files"), done.Unchanged, done.Removed)
	for _, name := range done.Kept {
		a.warnf("left alone: %s%c%s, which veille did not write or which was altered since", strings.TrimRight(dir, string(os.PathSeparator)), os.PathSeparator, name)
	}
	if len(done.Kept) > 0 {
		a.sayf("hint: move them away, or replace them with --force")
	}
	if f.depth == string(export.Full) {
		a.sayf("whole press texts are for personal or licensed use")
	}
}
