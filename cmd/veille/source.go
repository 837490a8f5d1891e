package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/store"
)

func (a *app) sourceCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "source",
		Short: "List, show, change, pause or remove the sources you follow",
		Long: "A source is named by its name, its short code, its address or the beginning of its id. " +
			"What these verbs change is taken back by veille undo. See veille help sources.",
		Args: subVerb,
		RunE: unknownSub,
	}
	c.AddCommand(
		a.sourceListCmd(), a.sourceShowCmd(), a.sourceRenameCmd(), a.sourceEditCmd(), a.sourcePauseCmd(true), a.sourcePauseCmd(false),
		a.sourceMoveCmd(), a.sourceRemoveCmd(), a.sourceStartersCmd(),
	)
	return c
}

// watched is a source with what is known of it.
type watched struct {
	feed.Source
	poll  feed.Poll
	count feed.Count
}

// watchedOf puts together what is known of sources.
func watchedOf(ctx context.Context, s *store.Store, sources []feed.Source) ([]watched, error) {
	polls, err := s.Polls(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]watched, len(sources))
	for i, src := range sources {
		out[i] = watched{src, polls[src.ID], counts.Sources[src.ID]}
	}
	return out, nil
}

// state is how a source is, in one word or two.
func (w *watched) state() string {
	switch {
	case w.Feed == "":
		return "pages"
	case w.Paused:
		return "paused"
	case w.poll.Trouble == feed.TroubleGone:
		return "over"
	case w.poll.Trouble != feed.NoTrouble:
		return "failing"
	case w.poll.Tried.IsZero():
		return "never asked"
	}
	return "ok"
}

// sourceObject is a source as --json prints it.
type sourceObject struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Short      string   `json:"short"`
	Feed       string   `json:"feed"`
	Site       string   `json:"site"`
	Lang       string   `json:"lang"`
	Folder     string   `json:"folder"`
	Categories []string `json:"categories"`
	State      string   `json:"state"` // ok, failing, over, paused, never asked, pages
	Paused     bool     `json:"paused"`
	Private    bool     `json:"private"`
	FullText   string   `json:"full_text"`
	Keep       int      `json:"keep"` // days; 0: for ever
	Unread     int      `json:"unread"`
	Articles   int      `json:"articles"`
	Added      string   `json:"added"`
	LastGood   string   `json:"last_good"`
	Tried      string   `json:"tried"`
	Due        string   `json:"due"`
	Barred     string   `json:"barred"`
	Trouble    string   `json:"trouble"`
	Failures   int      `json:"failures"`
	Since      string   `json:"since"`
	Status     int      `json:"status"`
	Message    string   `json:"message"`
}

func (w *watched) object() sourceObject {
	p := &w.poll
	return sourceObject{
		w.ID.String(), text.Line(w.Name), text.Line(w.Short), text.Line(w.Feed), text.Line(w.URL), text.Line(w.Lang), text.Line(w.Folder),
		cleanAll(w.Categories), w.state(), w.Paused, w.Private, fullTexts[w.FullText], w.Keep, w.count.Unread, w.count.All, stamp(w.Added),
		stamp(p.Good), stamp(p.Tried), stamp(p.Due), stamp(p.Barred), troubleName(p.Trouble), p.Failures, stamp(p.Since), p.Status, text.Line(p.Message),
	}
}

func (a *app) sourceListCmd() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use: "list", Short: "List the sources with their articles and how they are", Args: words(0, 0),
		Long: "Prints one line per source that is followed: the beginning of its id, its name, its unread articles and all of them, how it is, its folder and the address of its feed.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.with(ctx, toRead, func(s *store.Store) error {
				sources, err := s.Sources(ctx)
				if err != nil {
					return err
				}
				ws, err := watchedOf(ctx, s, preferred(sources, !all))
				if err != nil {
					return err
				}
				if a.out.tty && !a.json {
					a.out.printf("%s", sourceTable(ws, termWidth(os.Stdout, 80)))
				} else {
					for i := range ws {
						a.sourceRow(&ws[i])
					}
				}
				if len(ws) == 0 {
					a.sayf("no source is followed")
					a.sayf("hint: %s", howToFollow)
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&all, "all", false, "those too that are known by saved pages alone")
	return c
}

func (a *app) sourceRow(w *watched) {
	if a.json {
		a.out.object(w.object())
		return
	}
	a.out.printf("%s\t%s\t%d\t%d\t%s\t%s\t%s\n", w.ID.String()[:shownID], shownName(&w.Source), w.count.Unread, w.count.All, w.state(), text.Line(w.Folder), text.Line(w.Feed))
}

// sourceTable lays sources out for a terminal of so many columns. Names are cut
// where they would leave no room for what is wrong.
func sourceTable(ws []watched, width int) string {
	if len(ws) == 0 {
		return ""
	}
	rows := [][]string{{"id", "source", "unread", "all", "state", "folder"}}
	for i := range ws {
		w := &ws[i]
		where := text.Line(w.Folder)
		if w.poll.Trouble != feed.NoTrouble && !w.Paused {
			where, _ = troubleCause(&w.poll, w.Feed, "")
		}
		rows = append(rows, []string{
			w.ID.String()[:shownID], shownName(&w.Source), strconv.Itoa(w.count.Unread), strconv.Itoa(w.count.All), w.state(), where,
		})
	}
	var most [5]int // the last column has the rest
	for _, r := range rows {
		for i := range most {
			most[i] = max(most[i], ansi.StringWidth(r[i]))
		}
	}
	most[1] = min(most[1], max(16, width*2/5))
	var b strings.Builder
	for _, r := range rows {
		line := fmt.Sprintf("%s  %s  %*s  %*s  %s  %s", pad(r[0], most[0]), pad(r[1], most[1]), most[2], r[2], most[3], r[3], pad(r[4], most[4]), r[5])
		b.WriteString(strings.TrimRight(ansi.Truncate(line, width, "…"), " ") + "\n")
	}
	return b.String()
}

func (a *app) sourceShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show SOURCE…", Short: "Show a source, how it is and what can be done about it", Args: words(1, -1), ValidArgsFunction: a.completeSource,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.with(ctx, toRead, func(s *store.Store) error {
				all, err := s.Sources(ctx)
				if err != nil {
					return err
				}
				some, err := sourcesNamed(all, args, false)
				if err != nil {
					return err
				}
				ws, err := watchedOf(ctx, s, some)
				if err != nil {
					return err
				}
				for i := range ws {
					if a.json {
						a.out.object(ws[i].object())
						continue
					}
					if i > 0 {
						a.out.printf("\n")
					}
					a.out.printf("%s", ws[i].sheet(a.now()))
				}
				return nil
			})
		},
	}
}

// fieldsOf writes labelled lines, none for an empty value.
func fieldsOf(b *strings.Builder) func(label, value string) {
	return func(label, value string) {
		if value = text.Line(value); value != "" {
			fmt.Fprintf(b, "%-12s%s\n", label, value)
		}
	}
}

// what tells what a source is.
func (w *watched) what(field func(label, value string)) {
	field("name", shownName(&w.Source))
	field("id", w.ID.String())
	field("short", w.Short)
	field("feed", w.Feed)
	field("site", w.URL)
	field("language", w.Lang)
	field("folder", w.Folder)
	field("categories", strings.Join(w.Categories, ", "))
}

// sheet lays out a source: what it is, how it is kept, how asking it went.
func (w *watched) sheet(now time.Time) string {
	var b strings.Builder
	field := fieldsOf(&b)
	w.what(field)
	field("articles", fmt.Sprintf("%d, %d unread", w.count.All, w.count.Unread))
	if w.Feed == "" {
		field("state", "known by saved pages, not followed")
		return b.String()
	}
	field("full text", map[feed.FullText]string{
		feed.FullTextShort:  "fetched when the feed is short",
		feed.FullTextNever:  "never fetched",
		feed.FullTextAlways: "always fetched",
	}[w.FullText])
	field("keep", map[bool]string{true: "for ever", false: fmt.Sprintf("%s, but for what is tagged, starred or has a note", many(w.Keep, "day", "days"))}[w.Keep == 0])
	if w.Private {
		field("private", "yes: it may be in a private network")
	}
	w.health(field, now)
	return b.String()
}

// health tells how asking a source went, and what to do when it went wrong.
func (w *watched) health(field func(label, value string), now time.Time) {
	p := &w.poll
	field("state", w.state())
	if !w.Added.IsZero() {
		field("followed", when(now, w.Added))
	}
	field("last asked", when(now, p.Tried))
	if !p.Tried.IsZero() {
		field("last answer", when(now, p.Good))
		field("last news", when(now, p.Changed))
	}
	if p.Missing > 0 {
		field("left out", many(p.Missing, "item", "items")+": the feed was longer than is read")
	}
	why, cure := troubleCause(p, w.Feed, shortID(&w.Source))
	field("trouble", why)
	if why != "" && !p.Since.IsZero() {
		field("since", fmt.Sprintf("%s, %s in a row", local(p.Since), many(p.Failures, "failure", "failures")))
	}
	if m := text.Line(p.Message); m != why {
		field("in full", m)
	}
	field("cure", cure)
	switch due := next(p); {
	case w.Paused:
		field("next", "not by itself; veille source resume "+argOf(&w.Source))
	case p.Trouble == feed.TroubleGone:
		field("next", "never")
	case p.Barred.After(now):
		field("next", local(p.Barred)+": its server does not allow it before")
	case !due.After(now):
		field("next", "with the next veille fetch")
	default:
		field("next", local(due))
	}
}
