package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// highlightListFlags are the flags of highlight list.
type highlightListFlags struct {
	cite, failEmpty bool
	style, lang     string
}

func (a *app) highlightListCmd() *cobra.Command {
	var f highlightListFlags
	limit := 0
	c := &cobra.Command{
		Use: "list [QUERY]", Short: "List the highlights of articles",
		Long: "Prints one line per highlight: the beginning of the article's id and of its own, date and source of the article, the words, its note, its themes. A passage that is no longer in the text is marked with ?. " +
			"--cite prints each as a quotation with its citation, in the style that veille cite prints.",
		Example:           "  veille highlight list since:7d\n  veille highlight list --cite --style apa tag:asean > quotations.txt",
		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			if q, err = limited(cmd, q, limit); err != nil {
				return err
			}
			if !f.cite && (f.style != "" || f.lang != "") {
				return usagef("--style and --lang are for citations")("add --cite")
			}
			return a.listHighlights(cmd.Context(), q.With(query.Set{Name: "has", Values: []string{"highlight"}}), f)
		},
	}
	c.Flags().BoolVar(&f.cite, "cite", false, "print quotations with their citations")
	c.Flags().Var(newChoice(&f.style, "", export.Styles()...), "style", "of citations: "+strings.Join(export.Styles(), ", "))
	c.Flags().Var(newChoice(&f.lang, "", langNames...), "lang", "language of citations: en, fr or vi")
	declareLimit(c, &limit)
	declareFailEmpty(c, &f.failEmpty)
	for name, values := range map[string][]string{"style": export.Styles(), "lang": langNames} {
		if err := c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err)
		}
	}
	return c
}

func (a *app) listHighlights(ctx context.Context, q query.Query, f highlightListFlags) error {
	return a.with(ctx, toRead, func(s *store.Store) error {
		cite, err := a.citing(f.style, f.lang)
		if err != nil {
			return err
		}
		hits, err := a.find(ctx, s, q)
		if err != nil {
			return err
		}
		if hits.Len() == 0 {
			return a.empty(f.failEmpty)
		}
		if !f.cite && !a.json {
			cite = nil
		}
		d := &sound{app: a}
		n := 0
		for art, err := range d.articles(s.Articles(ctx, hits)) {
			if err != nil {
				return err
			}
			n++
			if err := a.highlightRows(ctx, s, &art, art.Highlights, cite); err != nil {
				return err
			}
			if a.out.err != nil {
				return a.out.err
			}
		}
		return d.result(n, hits.Len())
	})
}

// citing returns what quotes words of an article with its citation.
func (a *app) citing(style, lang string) (func(art *feed.Article, words string) string, error) {
	now, err := a.exportTime()
	if err != nil {
		return nil, err
	}
	lang = cmp.Or(lang, a.conf.Export.Lang, a.lang())
	style = cmp.Or(style, a.conf.Export.Style, export.UsualStyle(lang))
	return func(art *feed.Article, words string) string {
		seen := art.Fetched
		if seen.IsZero() {
			seen = now
		}
		return text.Clean(export.Quote(*art, words, style, lang, seen))
	}, nil
}

// highlightObject is a highlight as --json prints it: as in a record, with what it
// is of.
type highlightObject struct {
	Article string `json:"article"`
	Title   string `json:"title"`
	Source  string `json:"source"`
	URL     string `json:"url"`
	feed.RecordHighlight
	Lost     bool   `json:"lost"` // no longer in the text
	Citation string `json:"citation"`
}

// highlightRows prints highlights of an article, as quotations where cite is given.
func (a *app) highlightRows(ctx context.Context, s *store.Store, art *feed.Article, highs []feed.Highlight, cite func(*feed.Article, string) string) error {
	themes, err := s.Themes(ctx)
	if err != nil {
		return err
	}
	one := *art
	one.Highlights = highs
	records := feed.NewRecord(one, themes, false, nil).Highlights
	for i := range highs {
		h := &highs[i]
		o := highlightObject{
			Article: art.ID.String(), Title: text.Line(shownTitle(&art.Head)), Source: text.Line(art.Source), URL: art.URL,
			RecordHighlight: records[i], Lost: h.IsLost(),
		}
		if cite != nil {
			o.Citation = cite(art, h.Quote)
		}
		switch {
		case a.json:
			a.out.object(o)
		case cite != nil:
			a.out.printf("%s\n%s\n", o.Citation, noteBelow(h.Note))
		default:
			mark := ""
			if o.Lost {
				mark = "? "
			}
			a.out.printf("%s\t%s\t%s\t%s\t%s%s\t%s\t%s\n", o.Article[:shownID], o.ID[:shownID], day(art.Published, art.Precision), o.Source, mark, text.Line(h.Quote), text.Line(h.Note), text.Line(strings.Join(o.Tags, ",")))
		}
	}
	return nil
}

// noteBelow is the note that stands below a quotation.
func noteBelow(note string) string {
	if note = strings.TrimSpace(text.Clean(note)); note == "" {
		return ""
	}
	return "  " + strings.ReplaceAll(note, "\n", "\n  ") + "\n"
}

func (a *app) highlightRemoveCmd() *cobra.Command {
	return &cobra.Command{
		Use: "remove ID HIGHLIGHT", Short: "Take a highlight off an article", Args: words(2, 2), ValidArgsFunction: a.completeID,
		Long:    "Takes a highlight off an article, named by the beginning of its id as veille highlight list prints it. veille undo puts it back.",
		Example: "  veille highlight remove 4kq2mxv7 c7x2ab",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.onArticle(ctx, toWrite, args[0], func(s *store.Store, art *feed.Article) error {
				h, err := highlightNamed(art, args[1])
				if err != nil {
					return err
				}
				c, err := s.DropHighlight(ctx, art.ID, h.ID)
				if err != nil {
					return err
				}
				return a.changedTo(c, "highlight taken off: “"+text.Limit(text.Line(h.Quote), 80)+"”")
			})
		},
	}
}

// highlightNamed finds the highlight that the beginning of an id means.
func highlightNamed(art *feed.Article, prefix string) (*feed.Highlight, error) {
	var found *feed.Highlight
	for i := range art.Highlights {
		if h := &art.Highlights[i]; prefix != "" && strings.HasPrefix(h.ID.String(), strings.ToLower(prefix)) {
			if found != nil {
				return nil, &cured{fmt.Errorf("more than one highlight begins with %s", text.Line(prefix)), "give more of the id"}
			}
			found = h
		}
	}
	if found == nil {
		return nil, &cured{fmt.Errorf("the article has no highlight %s", text.Line(prefix)), "veille highlight list id:" + art.ID.String()[:shownID] + " shows its highlights"}
	}
	return found, nil
}
