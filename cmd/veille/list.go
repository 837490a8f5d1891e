package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// listPage is how many heads are asked for at a time.
const listPage = 500

// listFlags are the flags of list.
type listFlags struct {
	failEmpty, full, fold bool
	limit                 int
	template              string
	templateGiven         bool
}

func (a *app) listCmd() *cobra.Command {
	var f listFlags
	c := &cobra.Command{
		Use:   "list [QUERY]",
		Short: "List articles, newest first",
		Long: "Prints one line per article: the beginning of its id, date, source, title, tags; [no title] stands before the first sentence of an article without one. " +
			"On a terminal columns are aligned and cut to its width, and themes that are suggested stand behind the tags as ?asean; elsewhere they are whole and separated by tabs, with tags alone. " +
			"--fold prints of each story, one dispatch told many times, the first version alone with the number of them. " +
			"With --json each line is a whole article as export -f jsonl writes it.\n\n" +
			"--template prints each article by a template of Go's text/template: " + strings.Join(dotted(rowKeys()), " ") +
			", with join, cut, pad and json. \\t and \\n are a tab and a newline.",
		Example: "  veille list tag:asean since:7d\n  veille list -is:read lang:fr,vi\n  veille list sort:words limit:20 source:daily\n" +
			"  veille list --json title:summit | head -1\n  veille list --fold since:7d\n  veille list 'sug:asean>0.8'\n" +
			"  veille list --template '{{.Date}} {{.Source | pad 20}} {{.Title}}' since:7d\n" +
			"  veille list --template '{{.ID}}\\t{{join \",\" .Tags}}\\t{{.Lead | cut 80}}'",
		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			f.templateGiven = cmd.Flags().Changed("template")
			if q, err = limited(cmd, q, f.limit); err != nil {
				return err
			}
			q.Fold = f.fold
			return a.list(cmd.Context(), q, f)
		},
	}
	declareFailEmpty(c, &f.failEmpty)
	c.Flags().BoolVar(&f.full, "full", false, "with --json: the raw page and the blocks of the text too")
	c.Flags().BoolVar(&f.fold, "fold", false, "one version of each story, with how many there are")
	declareLimit(c, &f.limit)
	c.Flags().StringVar(&f.template, "template", "", "print each article by a `template`, as '{{.Date}} {{.Title}}'")
	return c
}

func declareLimit(c *cobra.Command, to *int) {
	c.Flags().IntVar(to, "limit", 0, "print the first `n` articles only, as limit: in the query")
}

// limited bounds the answer to a query by --limit, if that was given.
func limited(c *cobra.Command, q query.Query, n int) (query.Query, error) {
	if !c.Flags().Changed("limit") {
		return q, nil
	}
	if n < 1 {
		return q, usagef("--limit is %d", n)("give how many articles to print")
	}
	if q.Limit == 0 || n < q.Limit {
		q.Limit = n
	}
	return q, nil
}

func dotted(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = "." + n
	}
	return out
}

func (a *app) list(ctx context.Context, q query.Query, f listFlags) error {
	var by *template.Template
	if f.templateGiven {
		if a.json {
			return usagef("--template and --json are two ways to print an article")("leave one out")
		}
		var err error
		if by, err = rowTemplate(ctx, f.template); err != nil {
			return err
		}
	}
	return a.with(ctx, toRead, func(s *store.Store) error {
		hits, err := a.find(ctx, s, q)
		if err != nil {
			return err
		}
		if hits.Len() == 0 {
			return a.empty(f.failEmpty)
		}
		d := &sound{app: a}
		n := 0
		if a.json {
			n, err = a.objects(ctx, s, d, d.articles(s.Articles(ctx, hits)), f.full)
		} else {
			n, err = a.listRows(ctx, s, d, hits, by, f.fold)
		}
		if err != nil {
			return err
		}
		return d.result(n, hits.Len())
	})
}

// objects prints articles as lines of JSON and returns how many.
func (a *app) objects(ctx context.Context, s *store.Store, d *sound, in iter.Seq2[feed.Article, error], full bool) (n int, err error) {
	r, err := newRecorder(ctx, s, full)
	if err != nil {
		return 0, err
	}
	r.raw = func(id feed.ID) (*feed.Raw, error) { return d.raw(ctx, s, id) }
	for art, err := range in {
		if err != nil {
			return n, err
		}
		n++
		rec, err := r.record(art)
		if err != nil {
			return n, err
		}
		a.out.record(rec)
		if a.out.err != nil {
			return n, a.out.err
		}
	}
	return n, nil
}

// listRows prints heads and returns how many: by a template, or as rows when
// there is none.
func (a *app) listRows(ctx context.Context, s *store.Store, d *sound, hits feed.Hits, by *template.Template, fold bool) (n int, err error) {
	themes, err := s.Themes(ctx)
	if err != nil {
		return 0, err
	}
	rows := a.rows(themes)
	rows.fold = fold
	show := func(h feed.Head) error {
		if by != nil {
			return a.templated(ctx, by, newRow(ctx, s, h, rows.slugs))
		}
		a.out.printf("%s\n", rows.line(h))
		return nil
	}
	for from := 0; from < hits.Len(); from += listPage {
		heads, err := hits.Heads(ctx, from, listPage)
		if err != nil && (len(heads) == 0 || !errors.Is(err, feed.ErrDamaged)) {
			return n, err
		}
		if err != nil {
			d.tell("article left out", err) //nolint:errcheck // nothing is replaced
			heads = readable(heads)
		}
		shown, err := rowsOf(heads, d, show)
		n += shown
		if err != nil {
			return n, err
		}
		// The first page is shown while the rest is still read.
		if err := a.out.flush(); err != nil {
			return n, err
		}
	}
	return n, nil
}

// rowsOf shows heads, and tells those whose articles are damaged. It returns how
// many were shown.
func rowsOf(heads []feed.Head, d *sound, show func(feed.Head) error) (n int, err error) {
	for _, h := range heads {
		err := show(h)
		switch {
		case errors.Is(err, feed.ErrDamaged):
			d.tell("article left out", err) //nolint:errcheck // nothing is replaced
		case err != nil:
			return n, err
		default:
			n++
		}
	}
	return n, nil
}

// readable leaves out the heads that could not be read.
func readable(heads []feed.Head) []feed.Head {
	return slices.DeleteFunc(slices.Clone(heads), func(h feed.Head) bool { return h.ID.IsZero() })
}

// rows prints heads; width 0 is for a file or a pipe.
type rows struct {
	slugs map[feed.ID]string
	width int
	fold  bool // each stands for its story
}

// shownID is how much of an id a list shows: unique by far in any library, and
// accepted wherever an id is asked for.
const shownID = 8

func (a *app) rows(themes []feed.Theme) rows {
	r := rows{slugs: slugsOf(themes)}
	if a.out.tty {
		r.width = termWidth(os.Stdout, 80)
	}
	return r
}

func (r rows) line(h feed.Head) string {
	id, date := h.ID.String()[:shownID], day(h.Published, h.Precision)
	source, title := text.Line(h.Source), text.Line(shownTitle(&h))
	tags := r.tags(&h)
	if r.width == 0 {
		columns := []string{id, date, source, title, strings.Join(tags, ",")}
		if r.fold {
			columns = append(columns, strconv.Itoa(max(1, h.Versions)))
		}
		return strings.Join(columns, "\t")
	}
	tag := strings.Join(tags, " ")
	room := r.width - shownID - 10 - 16 - 3*2
	if room < 20 {
		return ansi.Truncate(strings.Join([]string{id, date, title}, "  "), r.width, "…")
	}
	if w := ansi.StringWidth(tag); w > 0 {
		tag = ansi.Truncate(tag, max(room/3, 8), "…")
		room -= ansi.StringWidth(tag) + 2
		tag = "  " + tag
	}
	return fmt.Sprintf("%s  %-10s  %s  %s", id, date, pad(source, 16), strings.TrimRight(pad(title, room)+tag, " "))
}

// tags are the tags of a head; on a terminal also what is suggested, "?asean", and
// how many versions of a story it stands for, "×3".
func (r rows) tags(h *feed.Head) []string {
	var tags []string
	if r.fold && r.width > 0 && h.Versions > 1 {
		tags = append(tags, fmt.Sprintf("×%d", h.Versions))
	}
	for _, t := range h.Themes {
		if s := r.slugs[t]; s != "" {
			tags = append(tags, s)
		}
	}
	if r.width == 0 {
		return tags
	}
	for _, t := range h.Suggested {
		if s := r.slugs[t]; s != "" {
			tags = append(tags, "?"+s)
		}
	}
	return tags
}

// shownTitle is a title as lists show it: words of the text that stand for one
// are marked, as in the reader.
func shownTitle(h *feed.Head) string {
	if h.TitleFrom == feed.TitleFromFirstSentence {
		return "[no title] " + h.Title
	}
	return h.Title
}

// pad makes a text exactly w cells wide.
func pad(s string, w int) string {
	s = ansi.Truncate(s, w, "…")
	return s + strings.Repeat(" ", max(0, w-ansi.StringWidth(s)))
}

func slugsOf(themes []feed.Theme) map[feed.ID]string {
	out := make(map[feed.ID]string, len(themes))
	for _, t := range themes {
		out[t.ID] = t.Slug
	}
	return out
}

func (a *app) countCmd() *cobra.Command {
	var failEmpty bool
	c := &cobra.Command{
		Use:               "count [QUERY]",
		Short:             "Count articles",
		Example:           "  veille count is:unread",
		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			return a.with(cmd.Context(), toRead, func(s *store.Store) error {
				hits, err := a.find(cmd.Context(), s, q)
				if err != nil {
					return err
				}
				if a.json {
					a.out.object(struct {
						Count int `json:"count"`
					}{hits.Len()})
				} else {
					a.out.printf("%d\n", hits.Len())
				}
				if hits.Len() == 0 && failEmpty {
					return exit(exitNothing)
				}
				return nil
			})
		},
	}
	declareFailEmpty(c, &failEmpty)
	return c
}
