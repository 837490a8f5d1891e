package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/store"
)

// showFlags are the flags of show.
type showFlags struct {
	format string
	raw    bool
	full   bool
	width  int
}

func (a *app) showCmd() *cobra.Command {
	var f showFlags
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Print one article",
		Long: "Prints one article, found by its id or the first six characters or more of it. " +
			"--raw prints the page as it came in; on a terminal without its control characters.",
		Example:           "  veille show 4kq2mxv7\n  veille show 4kq2mxv7 --format md > note.md",
		Args:              words(1, 1),
		ValidArgsFunction: a.completeID,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.width != 0 && (f.width < 20 || f.width > 500) {
				return usagef("--width is %d", f.width)("give a number from 20 to 500")
			}
			return a.with(cmd.Context(), toRead, func(s *store.Store) error {
				id, err := a.resolve(cmd.Context(), s, args[0])
				if err != nil {
					return err
				}
				if f.raw {
					return a.showRaw(cmd.Context(), s, id)
				}
				return a.show(cmd.Context(), s, id, f)
			})
		},
	}
	c.Flags().Var(newChoice(&f.format, "text", "text", "md", "html", "json"), "format", "text, md, html or json")
	c.Flags().BoolVar(&f.raw, "raw", false, "the page as it came in")
	c.Flags().BoolVar(&f.full, "full", false, "with json: the raw page and the blocks of the text too")
	c.Flags().IntVar(&f.width, "width", 0, "of text, in `columns`; usually 72 or the terminal")
	return c
}

func (a *app) showRaw(ctx context.Context, s *store.Store, id feed.ID) error {
	raw, err := rawOf(ctx, s, id)
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

func (a *app) show(ctx context.Context, s *store.Store, id feed.ID, f showFlags) error {
	r, err := newRecorder(ctx, s, f.full)
	if err != nil {
		return err
	}
	art, err := s.Article(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case f.format == "json" || a.json:
		rec, err := r.record(art)
		if err != nil {
			return err
		}
		a.out.record(rec)
		return nil
	case f.format == "text":
		width := f.width
		if width == 0 {
			width = 72
			if a.out.tty {
				width = min(width, termWidth(os.Stdout, width))
			}
		}
		a.out.printf("%s", plain(&art, slugsOf(r.themes), width))
		return nil
	}
	return a.showAs(ctx, art, r.themes, f.format)
}

// plain lays an article out as text, width columns wide at most.
func plain(a *feed.Article, slugs map[feed.ID]string, width int) string {
	var b strings.Builder
	wrap := func(first, rest, s string) {
		room := max(width-ansi.StringWidth(first), 10)
		for i, l := range strings.Split(ansi.Wrap(text.Clean(s), room, ""), "\n") {
			if i == 0 {
				l = first + l
			} else {
				l = rest + l
			}
			b.WriteString(strings.TrimRight(l, " ") + "\n")
		}
	}
	if a.Kicker != "" {
		wrap("", "", a.Kicker)
	}
	wrap("", "", shownTitle(&a.Head))
	if m := meta(a, slugs); m != "" {
		wrap("", "", m)
	}
	if a.URL != "" {
		b.WriteString(text.Line(a.URL) + "\n")
	}
	b.WriteString("\n")
	if a.Standfirst != "" {
		wrap("", "", a.Standfirst)
		b.WriteString("\n")
	}
	for i := range a.Body {
		first, rest := lead(&a.Body[i])
		wrap(first, rest, a.Body[i].Text())
		if i+1 == len(a.Body) || a.Body[i].Kind != feed.ListItem || a.Body[i+1].Kind != feed.ListItem {
			b.WriteString("\n")
		}
	}
	if a.Byline != "" {
		wrap("", "", a.Byline)
		b.WriteString("\n")
	}
	for _, c := range a.Captions {
		s := c.Text
		if c.Credit != "" {
			s = strings.TrimSpace(s + " (" + c.Credit + ")")
		}
		wrap("| ", "| ", s)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// lead is what stands before the first and before the other lines of a block.
func lead(b *feed.Block) (first, rest string) {
	switch b.Kind {
	case feed.ListItem:
		indent := strings.Repeat("  ", min(max(b.Level-1, 0), 8))
		return indent + "- ", indent + "  "
	case feed.Quote:
		return "> ", "> "
	case feed.Rule:
		return "---", ""
	}
	return "", ""
}

// meta is the line under a title: source, place, date, language, tags.
func meta(a *feed.Article, slugs map[feed.ID]string) string {
	var parts []string
	add := func(s string) {
		if s = text.Line(s); s != "" {
			parts = append(parts, s)
		}
	}
	source := a.Source
	if a.Agency != "" && a.Agency != source {
		source = strings.TrimSpace(source + " (" + a.Agency + ")")
	}
	add(source)
	add(a.Place)
	add(day(a.Published, a.Precision))
	add(a.Lang)
	for _, t := range a.Themes {
		if s := slugs[t]; s != "" {
			add("#" + s)
		}
	}
	return strings.Join(parts, " · ")
}
