package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/review"
	"veille/feed/text"
	"veille/store"
)

// reviewFlags are the flags of review.
type reviewFlags struct {
	since, format, output, title, lang, depth string
	list, keep, dryRun, figures               bool
	force, failEmpty                          bool
	contents, timeline, notes                 bool
	highlights, sources                       bool
	contentsGiven, timelineGiven              bool
}

func (a *app) reviewCmd() *cobra.Command {
	var f reviewFlags
	c := &cobra.Command{
		Use:   "review [NAME]",
		Short: "Make a press review of what came in since the last one",
		Long: "Shows what a press review would hold: sections by query, filled with what came in since the last review was made. With -o it is made in any format of veille export; then the next one begins there. " +
			"NAME is that of a template, a file reviews/NAME.toml beside config.toml; without one the usual review is meant: starred articles, a section for each pinned theme, articles with a note, and what is to be followed. " +
			"Articles are put in order and dropped with the verbs below, or in the reader with gr; all of them work on one draft. See veille help reviews.",
		Example: "  veille review\n  veille review -f html -o review.html\n  veille review morning --since 24h --dry-run -o morning.epub\n  0 11,14 * * * veille -q fetch; veille -q review --since last -f md -o - | mail -E desk@press.example\n  veille review drop 4kq2mxv7\n  veille review move 4kq2mxv7 first",
		Args:    words(0, 1), ValidArgsFunction: a.completeReview,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.contentsGiven, f.timelineGiven = cmd.Flags().Changed("contents"), cmd.Flags().Changed("timeline")
			return a.review(cmd.Context(), args, f)
		},
	}
	a.reviewFlags(c, &f)
	c.AddCommand(a.reviewDropCmd(), a.reviewRestoreCmd(), a.reviewMoveCmd(), a.reviewResetCmd(), a.reviewTemplateCmd(), a.reviewListCmd())
	return c
}

func (a *app) reviewFlags(c *cobra.Command, f *reviewFlags) {
	s := c.Flags()
	s.StringVar(&f.since, "since", "last", "what came in since `when`: last, or a date as in a query: 24h, monday, 2026-01-31T08:00")
	s.VarP(newChoice(&f.format, "", formatNames()...), "format", "f", strings.Join(formatNames(), ", "))
	s.StringVarP(&f.output, "output", "o", "", "make the review: the `file` or folder to write, - for standard output")
	s.StringVar(&f.title, "title", "", "the `title` of the review")
	s.Var(newChoice(&f.lang, "", langNames...), "lang", "language of headings: en, fr or vi")
	s.Var(newChoice(&f.depth, "", depthNames...), "depth", "refs, quotes, lead or full, of sections that do not say")
	s.BoolVar(&f.list, "list", false, "only show it, as without -o")
	s.BoolVar(&f.keep, "keep", false, "make it and go on with the same draft: the next begins where this one did")
	s.BoolVar(&f.dryRun, "dry-run", false, "write nothing, tell what would be made")
	s.BoolVar(&f.figures, "figures", true, "with counts by theme and source, and those of the week before")
	s.BoolVar(&f.contents, "contents", true, "with a table of contents")
	s.BoolVar(&f.timeline, "timeline", true, "with a chronology")
	s.BoolVar(&f.notes, "notes", true, "with your notes")
	s.BoolVar(&f.highlights, "highlights", true, "with your highlights, where the depth is quotes or full")
	s.BoolVar(&f.sources, "sources", true, "with a list of sources")
	s.BoolVar(&f.force, "force", false, "replace an existing file")
	s.BoolVar(&f.failEmpty, "fail-empty", false, "end with code 3 when nothing came in")
	for name, values := range map[string][]string{"format": formatNames(), "depth": depthNames, "lang": langNames} {
		if err := c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err)
		}
	}
}

// reviewing is a review as it is now.
type reviewing struct {
	*review.Gathered
	name  string
	kept  feed.Review
	parts []review.Part
}

// gather reads what is kept of a review and looks for its articles.
func (a *app) gather(ctx context.Context, s *store.Store, t review.Template, f reviewFlags) (*reviewing, error) {
	since, err := a.reviewSince(f.since)
	if err != nil {
		return nil, err
	}
	for _, section := range t.Sections {
		q, err := query.Parse(section.Query)
		if err == nil {
			_, err = a.ready(ctx, s, q)
		}
		if err != nil {
			return nil, fmt.Errorf("section %q: %w", section.Title, err)
		}
	}
	r := &reviewing{name: t.Name}
	if r.kept, err = s.Review(ctx, t.Name); err != nil {
		return nil, err
	}
	t.Lang = cmp.Or(f.lang, t.Lang)
	r.Gathered, err = review.Gather(ctx, s, review.Request{Template: t, Kept: r.kept, Lang: a.dossierLang(), Now: a.now(), Since: since})
	var wrong *query.Error
	if errors.As(err, &wrong) || errors.Is(err, feed.ErrInvalid) {
		return nil, usagef("%s", text.Line(err.Error()))("mend the template: " + a.templatePath(t.Name))
	}
	if err != nil {
		return nil, err
	}
	r.parts = r.Parts(r.kept.Draft)
	if r.Damaged > 0 {
		a.warnf("%s could not be read", many(r.Damaged, "article", "articles"))
	}
	return r, nil
}

// dossierLang is the language of headings where nothing else names one.
func (a *app) dossierLang() string { return cmp.Or(a.conf.Export.Lang, a.lang()) }

// reviewSince is the time that --since names, zero for the last review.
func (a *app) reviewSince(s string) (time.Time, error) {
	if s == "last" || s == "" {
		return time.Time{}, nil
	}
	from, _, err := query.Date{Op: "since", Value: text.Line(s)}.Resolve(a.now())
	if err != nil {
		return from, usagef("--since is %q", text.Line(s))("give last, or a date as in a query: 24h, 7d, monday, 2026-01-31")
	}
	if from.IsZero() { // before all dates
		from = time.Unix(0, 0)
	}
	return from, nil
}

func (a *app) review(ctx context.Context, args []string, f reviewFlags) error {
	t, err := a.template(first(args), f.lang)
	if err != nil {
		return err
	}
	if f.output == "" && f.format != "" && !f.list {
		return usagef("veille review -f needs -o")("name a file with -o, or -o - for standard output")
	}
	if f.output == "" || f.list {
		return a.with(ctx, toRead, func(s *store.Store) error {
			r, err := a.gather(ctx, s, t, f)
			if err != nil {
				return err
			}
			return a.showReview(ctx, s, r, f)
		})
	}
	form, err := a.reviewFormat(&t, f)
	if err != nil {
		return err
	}
	made, err := a.makeReview(ctx, t, form, f)
	if made == nil || f.keep || f.dryRun {
		return err
	}
	// The file stands: what comes next begins here, whatever else went wrong.
	kerr := a.with(ctx, toWrite, func(s *store.Store) error {
		return s.ChangeReview(ctx, made.name, func(kept feed.Review) (feed.Review, error) {
			if kept.Last.After(made.Made) && !kept.Last.After(a.now()) { // another was made meanwhile
				return kept, nil
			}
			return made.Done(made.name), nil
		})
	})
	if kerr != nil {
		a.warnf("the review was made, but the next one will hold the same again")
		return errors.Join(err, kerr)
	}
	return err
}

func first(args []string) string {
	if len(args) == 0 {
		return review.Usual
	}
	return args[0]
}

// reviewFormat settles the format: -f, the ending of the file, the template.
func (a *app) reviewFormat(t *review.Template, f reviewFlags) (export.Format, error) {
	name := f.format
	if name == "" && formatByName(f.output) == "" {
		name = t.Format
	}
	return a.formatOf(exportFlags{format: name, output: f.output})
}

// makeReview writes the review. It returns what was written, nil where nothing was.
func (a *app) makeReview(ctx context.Context, t review.Template, form export.Format, f reviewFlags) (made *reviewing, err error) {
	err = a.with(ctx, toRead, func(s *store.Store) error {
		r, err := a.gather(ctx, s, t, f)
		if err != nil {
			return err
		}
		if review.Fresh(r.parts) == 0 {
			return a.noReview(r, f.failEmpty)
		}
		o, err := a.reviewOptions(ctx, s, r, form, f)
		if err != nil {
			return err
		}
		a.sayFigures(o.Counts)
		a.sayLeft(r.parts)
		ids := review.IDs(r.parts)
		if f.dryRun {
			a.sayf("would write %s: %s, %s", f.output, many(len(ids), "article", "articles"), since(r))
			return nil
		}
		d := &sound{app: a, strict: replaced(f.output, form, f.force)}
		if o.Raw != nil {
			o.Raw = func(id feed.ID) (*feed.Raw, error) { return d.raw(ctx, s, id) }
		}
		in := d.articles(inOrder(ctx, s, ids))
		var saved export.Saved
		if f.output == "-" {
			if saved, err = export.Write(ctx, a.out, form, in, o); err == nil {
				err = a.out.flush()
			}
		} else if saved, err = export.Save(ctx, f.output, form, in, o, export.Place{Replace: f.force}); err == nil {
			a.saved(saved, form, o)
		}
		if err != nil {
			return a.exportError(f.output, saved, err)
		}
		a.sayUnquoted(saved)
		made = r
		return d.result(saved.Articles, len(ids))
	})
	return made, err
}

// inOrder yields articles; one that was destroyed since is passed over, one that is
// damaged is told and does not end the others.
func inOrder(ctx context.Context, s *store.Store, ids []feed.ID) iter.Seq2[feed.Article, error] {
	return func(yield func(feed.Article, error) bool) {
		for _, id := range ids {
			art, err := s.Article(ctx, id)
			if errors.Is(err, feed.ErrNotFound) {
				continue
			}
			if !yield(art, err) || err != nil && !errors.Is(err, feed.ErrDamaged) {
				return
			}
		}
	}
}

// reviewOptions are the options of the export that a review is.
func (a *app) reviewOptions(ctx context.Context, s *store.Store, r *reviewing, form export.Format, f reviewFlags) (export.Options, error) {
	o, err := a.exportOptions(ctx, s, form, exportFlags{
		title: cmp.Or(text.Line(f.title), r.Heading()), depth: cmp.Or(f.depth, string(r.Depth())), lang: r.Lang,
		contents: f.contents, contentsGiven: f.contentsGiven, timeline: f.timeline, timelineGiven: f.timelineGiven,
		notes: f.notes, highlights: f.highlights, sources: f.sources,
	})
	if err != nil {
		return o, err
	}
	if o.Made, err = a.exportTime(); err != nil {
		return o, err
	}
	o.Order, o.Sections, o.Key = export.ByHand, review.Sections(r.parts), "review "+r.name
	if f.figures {
		o.Counts, err = r.Figures(ctx, s)
	}
	return o, err
}

// since says from when on the articles of a review came in.
func since(r *reviewing) string {
	from := "since " + r.From.Format("2006-01-02 15:04")
	if r.First {
		from = "of the last 7 days, as none was made before"
	}
	return from
}

// sayLeft tells which sections leave articles out, by their limit or because there are
// too many.
func (a *app) sayLeft(parts []review.Part) {
	for i := range parts {
		if p := &parts[i]; p.Left > 0 {
			a.sayf("%s: %s more of the section's query", p.Title, many(p.Left, "article", "articles"))
		}
	}
}

// noReview tells that nothing came in.
func (a *app) noReview(r *reviewing, fail bool) error {
	a.sayf("nothing for the review %s", since(r))
	if n := len(r.Dropped(r.kept.Draft)); n > 0 {
		a.sayf("%s dropped; to bring them back: veille review reset", many(n, "article was", "articles were"))
	}
	if fail {
		return exit(exitNothing)
	}
	return nil
}

// sayFigures tells counts, themes and sources in a line each.
func (a *app) sayFigures(counts []export.Count) {
	for _, kind := range []struct{ of, name string }{{export.CountTheme, "themes"}, {export.CountSource, "sources"}} {
		var all []string
		for _, c := range counts {
			if c.Of == kind.of {
				all = append(all, fmt.Sprintf("%s %d (%d)", c.Name, c.Now, c.Before))
			}
		}
		if len(all) > 0 {
			a.sayf("%s of all articles that came in, in brackets the week before: %s", kind.name, strings.Join(all, ", "))
		}
	}
}
