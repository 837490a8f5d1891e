package main

import (
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// showFlags are the flags of show.
type showFlags struct {
	format    string
	raw       bool
	full      bool
	failEmpty bool
	changes   bool
	width     int
	limit     int
}

func (a *app) showCmd() *cobra.Command {
	var f showFlags
	c := &cobra.Command{
		Use:   "show ID|QUERY",
		Short: "Print the text of articles",
		Long: "Prints an article, found by its id or the first six characters or more of it, or all articles of a query, one after the other. " +
			"One word that begins the id of an article is that id; put the word in quotes ('\"word\"') to search for it all the same. " +
			"--raw prints the page as it came in; on a terminal without its control characters. " +
			"--changes prints what the source has changed since, newest first: [-taken out-] {+put in+}; with --json each version is an object with until and record.",
		Example:           "  veille show 4kq2mxv7\n  veille show 4kq2mxv7 --format md > note.md\n  veille show --limit 3 tag:asean since:7d | less\n  veille show --changes is:updated",
		Args:              words(1, -1),
		ValidArgsFunction: a.completeShown,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.width != 0 && (f.width < 20 || f.width > 500) {
				return usagef("--width is %d", f.width)("give a number from 20 to 500")
			}
			if f.changes && (f.raw || f.full || cmd.Flags().Changed("format")) {
				return usagef("--changes has a form of its own")("leave --raw, --full and --format out; --json gives the versions")
			}
			if _, err := limited(cmd, query.Query{}, f.limit); err != nil {
				return err
			}
			return a.with(cmd.Context(), toRead, func(s *store.Store) error { return a.show(cmd.Context(), s, args, f) })
		},
	}
	c.Flags().Var(newChoice(&f.format, "text", showNames...), "format", strings.Join(showNames, ", "))
	c.Flags().BoolVar(&f.raw, "raw", false, "the page as it came in, of one article")
	c.Flags().BoolVar(&f.full, "full", false, "with json: the raw page and the blocks of the text too")
	c.Flags().IntVar(&f.width, "width", 0, "of text, in `columns`; usually 72 or the terminal")
	c.Flags().BoolVar(&f.changes, "changes", false, "what the source has changed since, in place of the text")
	declareLimit(c, &f.limit)
	declareFailEmpty(c, &f.failEmpty)
	if err := c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(showNames, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
	return c
}

var showNames = []string{"text", "md", "html", "json"}

// toPrint is what show is to print.
type toPrint struct {
	query query.Query
	hits  feed.Hits // of the query; nil: the one article id
	id    feed.ID
}

// len is how many articles there are.
func (w *toPrint) len() int {
	if w.hits == nil {
		return 1
	}
	return w.hits.Len()
}

// toShow finds what the words of show mean.
func (a *app) toShow(ctx context.Context, s *store.Store, args []string, limit int) (toPrint, error) {
	var missing error
	if len(args) == 1 && isID(args[0]) {
		id, err := a.resolve(ctx, s, args[0])
		if err == nil || !errors.Is(err, feed.ErrNotFound) {
			return toPrint{id: id}, err
		}
		missing = err
	}
	q, err := parseQuery(args)
	if err != nil {
		return toPrint{}, err
	}
	if limit > 0 && (q.Limit == 0 || limit < q.Limit) {
		q.Limit = limit
	}
	hits, err := a.find(ctx, s, q)
	if err == nil && hits.Len() == 0 && missing != nil {
		return toPrint{}, missing
	}
	return toPrint{query: q, hits: hits}, err
}

// isID reports whether a word may be the beginning of an id.
func isID(word string) bool {
	return len(word) >= feed.MinPrefix && strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz234567") == ""
}

func (a *app) show(ctx context.Context, s *store.Store, args []string, f showFlags) error {
	w, err := a.toShow(ctx, s, args, f.limit)
	switch {
	case err != nil:
		return err
	case w.len() == 0:
		return a.empty(f.failEmpty)
	case f.raw:
		return a.showRaw(ctx, s, w)
	}
	d := &sound{app: a}
	in := a.articles(ctx, s, feed.Targets{IDs: []feed.ID{w.id}})
	if w.hits != nil {
		in = d.articles(s.Articles(ctx, w.hits))
	}
	n, format := 0, f.format
	if a.json {
		format = "json"
	}
	if f.changes {
		format = "changes"
	}
	switch format {
	case "changes":
		n, err = a.showChanges(ctx, s, d, in, f)
	case "json":
		n, err = a.objects(ctx, s, d, in, f.full)
	case "text":
		n, err = a.showTexts(ctx, s, in, f.width)
	default:
		n, err = a.showAs(ctx, s, in, w, format)
	}
	if err != nil {
		return err
	}
	return d.result(n, w.len())
}

func (a *app) showRaw(ctx context.Context, s *store.Store, w toPrint) error {
	switch {
	case w.hits != nil && w.hits.Len() > 1:
		return usagef("--raw prints one page, and %d articles match", w.hits.Len())("name one by its id; veille list shows ids")
	case w.hits != nil:
		heads, err := w.hits.Heads(ctx, 0, 1)
		if err != nil || len(heads) == 0 {
			return err
		}
		w.id = heads[0].ID
	}
	raw, err := rawOf(ctx, s, w.id)
	switch {
	case err != nil:
		return err
	case raw == nil:
		return &cured{errors.New("the article came as a record, without a page"), "leave --raw out"}
	}
	if a.out.tty {
		a.out.printf("%s", text.Clean(string(raw.Bytes)))
		return nil
	}
	_, err = a.out.Write(raw.Bytes)
	return err
}

// showTexts prints articles as text, a line between two of them.
func (a *app) showTexts(ctx context.Context, s *store.Store, in iter.Seq2[feed.Article, error], width int) (n int, err error) {
	themes, err := s.Themes(ctx)
	if err != nil {
		return 0, err
	}
	width = textWidth(a, width)
	rule := "─"
	if a.conf.UI.ASCII || !unicodeTerminal() {
		rule = "-"
	}
	slugs := slugsOf(themes)
	for art, err := range in {
		if err != nil {
			return n, err
		}
		if n > 0 {
			a.out.printf("\n%s\n\n", strings.Repeat(rule, width))
		}
		n++
		a.out.printf("%s", plain(&art, slugs, width))
		// One is read while the next is looked for.
		if err := a.out.flush(); err != nil {
			return n, err
		}
	}
	return n, nil
}

// showAs prints articles in a format of export, as one document.
func (a *app) showAs(ctx context.Context, s *store.Store, in iter.Seq2[feed.Article, error], w toPrint, format string) (int, error) {
	themes, err := s.Themes(ctx)
	if err != nil {
		return 0, err
	}
	form, _ := export.Find(format)
	o := form.Defaults()
	o.Lang, o.Themes, o.Depth, o.Order = a.lang(), themes, export.Full, export.Newest
	o.Contents, o.Timeline, o.Sources = w.len() > 1, false, false
	if order := orderOf(w.query.Sort); order != "" {
		o.Order = order
	}
	if w.len() > 1 {
		name(&o, w.query)
	} else {
		for art, err := range in {
			if err != nil {
				return 0, err
			}
			o.Title = art.Title
			in = func(yield func(feed.Article, error) bool) { yield(art, nil) }
			break
		}
	}
	saved, err := export.Write(ctx, a.out, form, in, o)
	return saved.Articles, err
}
