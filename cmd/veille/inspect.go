package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// inspectFlags are what inspect can be told besides what import can.
type inspectFlags struct {
	base, contentType string
	full              bool
	ask               askFlags
}

func (a *app) inspectCmd() *cobra.Command {
	var flags toldFlags
	var f inspectFlags
	c := &cobra.Command{
		Use:   "inspect FILE…|URL…|-",
		Short: "Show what veille makes of a file or address; store nothing",
		Long: "Reads saved pages, feeds, lists of subscriptions and veille JSONL as import does, and addresses as add does, and prints what came of each: " +
			"of a page its title, dateline, text, captions, related links, teasers of other articles, repairs; of a feed what it says of itself, then its articles as a refresh would keep them; " +
			"of a list (OPML, the urls of newsboat) its feeds, and those that are refused with the reason. What a file is, its content tells and not its name. Nothing is stored.",
		Example: "  veille inspect page.html\n  veille inspect --json *.txt | jq .title\n  veille inspect https://example.org/feed.xml\n  veille inspect --base https://example.org/feed.xml saved.xml",
		Args:    words(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			told, err := flags.read(args)
			if err != nil {
				return err
			}
			if f.base != "" {
				if err := checkAddress(f.base); err != nil {
					return err
				}
			}
			return a.inspect(cmd.Context(), args, told, &f)
		},
	}
	flags.declare(c)
	s := c.Flags()
	s.BoolVar(&f.full, "full", false, "with --json: the raw page and the blocks of the text too")
	s.StringVar(&f.base, "base", "", "the `address` that a feed in a file was read from: relative addresses in it begin there")
	s.StringVar(&f.contentType, "content-type", "", "the media `type` with which a server sent the file, with its charset")
	f.ask.declare(c)
	return c
}

func (a *app) inspect(ctx context.Context, args []string, told told, f *inspectFlags) error {
	im := importer{app: a, told: told}
	themes := a.themesOrStarters(ctx)
	m, err := im.making(themes)
	if err != nil {
		return err
	}
	in := inspection{importer: &im, making: m, flags: f}
	p := inspectPrinter{app: a, themes: themes, full: f.full, scorer: theme.NewScorer(themes, nil)}
	var t tally
	for r := range in.read(ctx, args) {
		if r.err != nil {
			t.failed++
			a.warnf("%s", oneLine("cannot inspect", r.name, r.err))
			if !a.tellsOfNoArticle(&r) {
				continue
			}
		} else {
			t.added++
		}
		p.print(&r)
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

// inspectPrinter prints what came of each thing, on paper with a blank line
// between.
type inspectPrinter struct {
	app    *app
	themes []feed.Theme
	scorer *theme.Scorer // by the word lists alone
	full   bool
	shown  bool
}

func (p *inspectPrinter) print(r *made) {
	out := p.app.out
	if !p.app.json && p.shown {
		out.printf("\n")
	}
	p.shown = true
	switch {
	case r.feed != nil && p.app.json:
		out.object(newFeedObject(r.name, r.feed))
	case r.feed != nil:
		out.printf("%s", feedSheet(r.name, r.feed))
	case r.list != nil && p.app.json:
		for i := range r.list.Entries {
			out.object(newEntryObject(r.name, &r.list.Entries[i]))
		}
	case r.list != nil:
		out.printf("%s", listSheet(r.name, r.list))
	case p.app.json:
		rec := feed.NewRecord(r.in.Article, withTags(p.themes, r.in.Tags), p.full, &r.in.Raw)
		rec.Suggest(&r.in.Article, p.scorer.Suggest(&r.in.Article), p.themes)
		out.record(rec)
	default:
		out.printf("%s", sheet(r.name, &r.in.Article))
		p.suggestions(&r.in.Article)
	}
}

// suggestions prints the themes that an article seems to belong to, with the words
// that say so.
func (p *inspectPrinter) suggestions(a *feed.Article) {
	var rec feed.Record
	rec.Suggest(a, p.scorer.Suggest(a), p.themes)
	for _, s := range rec.Themes {
		var words []string
		for _, e := range s.Evidence {
			if w := text.Line(e.Text); !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		p.app.out.printf("%-12s%s %.2f: %s\n", "theme", s.Name, s.Score, strings.Join(words, ", "))
	}
}

// themesOrStarters returns the themes of the library, those a new one begins with
// where there is none to be read.
func (a *app) themesOrStarters(ctx context.Context) []feed.Theme {
	s, err := store.Open(ctx, a.dbPath(), store.Options{ReadOnly: true, Wait: completionWait, Now: a.now})
	if err != nil {
		return theme.Starters()
	}
	defer s.Close() //nolint:errcheck // only read
	themes, err := s.Themes(ctx)
	if err != nil {
		return theme.Starters()
	}
	return themes
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

// feedObject is a feed as inspect --json prints it. Every key is always there.
type feedObject struct {
	Kind        string   `json:"kind"`
	File        string   `json:"file"`
	Title       string   `json:"title"`
	URL         string   `json:"url"` // of the site
	Description string   `json:"description"`
	Author      string   `json:"author"`
	Updated     string   `json:"updated"`
	Lang        string   `json:"lang"`
	Categories  []string `json:"categories"`
	Self        string   `json:"self"` // its own address, as it says
	Format      string   `json:"format"`
	Version     string   `json:"version"`
	TTL         int      `json:"ttl"` // minutes it asks to be left alone for
	Items       int      `json:"items"`
	Missing     int      `json:"missing"` // items beyond the most that are read
	Broken      bool     `json:"broken"`  // not well formed, or cut
}

func newFeedObject(name string, f *parse.Feed) feedObject {
	return feedObject{
		"feed", text.Line(name), text.Line(f.Title), f.URL, text.Clean(f.Description), text.Line(f.Author), stamp(f.Updated), f.Lang, cleanAll(f.Categories),
		f.Self, f.Format, f.Version, int(f.TTL.Minutes()), len(f.Items), f.Missing, f.Broken,
	}
}

// entryObject is an entry of a list of subscriptions as inspect --json prints it.
type entryObject struct {
	Kind       string   `json:"kind"`
	File       string   `json:"file"`
	ID         string   `json:"id"` // of the source that would be followed, "" for none
	Title      string   `json:"title"`
	URL        string   `json:"url"` // of the feed; of a refused one, what stands there
	Site       string   `json:"site"`
	Folders    []string `json:"folders"`
	Categories []string `json:"categories"`
	Lang       string   `json:"lang"`
	Refused    string   `json:"refused"` // why it is never followed, "" for one that can be
}

func newEntryObject(name string, e *parse.Entry) entryObject {
	o := entryObject{"source", text.Line(name), "", text.Line(e.Title), text.Line(e.Feed), e.Site, cleanAll(e.Folders), cleanAll(e.Categories), e.Lang, text.Line(e.Refused)}
	if src := e.Source(); !src.ID.IsZero() {
		o.ID = src.ID.String()
	}
	return o
}

// sheetField writes a line of a sheet, or nothing.
func sheetField(b *strings.Builder, label, value string) {
	if value = text.Line(value); value != "" {
		fmt.Fprintf(b, "%-12s%s\n", label, value)
	}
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
	field := func(label, value string) { sheetField(&b, label, value) }
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
	for _, e := range a.Enclosures {
		field("enclosure", e.URL)
	}
	return b.String()
}
