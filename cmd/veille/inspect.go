package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
)

func (a *app) inspectCmd() *cobra.Command {
	var flags toldFlags
	var full bool
	c := &cobra.Command{
		Use:     "inspect FILE…|-",
		Short:   "Show what veille makes of a file; store nothing",
		Long:    "Reads saved pages and veille JSONL as import does and prints what came of each: title, dateline, text, captions, related links, teasers of other articles, repairs. Nothing is stored.",
		Example: "  veille inspect page.html\n  veille inspect --json *.txt | jq .title",
		Args:    words(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			told, err := flags.read(args)
			if err != nil {
				return err
			}
			return a.inspect(cmd.Context(), args, told, full)
		},
	}
	flags.declare(c)
	c.Flags().BoolVar(&full, "full", false, "with --json: the raw page and the blocks of the text too")
	return c
}

func (a *app) inspect(ctx context.Context, paths []string, told told, full bool) error {
	im := importer{app: a, told: told}
	themes := theme.Starters()
	m, err := im.making(themes)
	if err != nil {
		return err
	}
	var t tally
	shown := false
	for r := range im.read(ctx, paths, m) {
		if r.err != nil {
			t.failed++
			a.warnf("%s", oneLine("cannot inspect", r.name, r.err))
			if !a.tellsOfNoArticle(&r) {
				continue
			}
		}
		if a.json {
			a.out.record(feed.NewRecord(r.in.Article, withTags(themes, r.in.Tags), full, &r.in.Raw))
		} else {
			if shown {
				a.out.printf("\n")
			}
			a.out.printf("%s", sheet(r.name, &r.in.Article))
		}
		shown = true
		if r.err == nil {
			t.added++
		}
		if err := a.out.flush(); err != nil {
			return err
		}
	}
	if left := im.left.String(); left != "" {
		a.sayf("skipped %s", left)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return t.code()
}

// tellsOfNoArticle reports whether a page without article text is shown all the
// same: as JSON always, on paper when it holds at least something else.
func (a *app) tellsOfNoArticle(r *made) bool {
	if !errors.Is(r.err, feed.ErrNoArticle) || r.in.Article.ID.IsZero() {
		return false
	}
	art := &r.in.Article
	return a.json || len(art.Teasers)+len(art.Related)+len(art.Captions) > 0
}

// withTags adds themes of which only the slug is known, so that a record can
// name them.
func withTags(themes []feed.Theme, slugs []string) []feed.Theme {
	out := themes
	for _, s := range slugs {
		out = append(out[:len(out):len(out)], feed.Theme{ID: feed.ThemeID(s), Slug: s})
	}
	return out
}

// credit puts the maker of a picture in brackets.
func credit(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// sheet lays out an article with everything that was told apart.
func sheet(name string, a *feed.Article) string {
	var b strings.Builder
	field := func(label, value string) {
		if value = text.Line(value); value != "" {
			fmt.Fprintf(&b, "%-12s%s\n", label, value)
		}
	}
	field("file", name)
	field("title", a.Title)
	if a.Title != "" && a.TitleFrom != feed.TitleFromText {
		field("title from", a.TitleFrom.String())
	}
	field("kicker", a.Kicker)
	field("source", a.Source)
	field("address", a.URL)
	field("date", day(a.Published, a.Precision))
	field("place", a.Place)
	field("agency", a.Agency)
	field("byline", a.Byline)
	field("authors", strings.Join(a.Authors, ", "))
	field("language", a.Lang)
	field("words", fmt.Sprint(a.Words))
	if n := len(a.Repairs); n > 0 {
		field("repairs", many(n, "blank put between glued words", "blanks put between glued words"))
	}
	field("standfirst", a.Standfirst)
	b.WriteString("\n")
	for _, p := range a.Paragraphs() {
		b.WriteString(text.Clean(p) + "\n\n")
	}
	for _, c := range a.Captions {
		field("caption", strings.TrimSpace(c.Text+credit(c.Credit)))
	}
	for _, l := range a.Related {
		field("related", l.Text+" "+l.URL)
	}
	for _, t := range a.Teasers {
		field("teaser", t.Title)
	}
	return b.String()
}
