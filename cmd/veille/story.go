package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

func (a *app) storyCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "story",
		Short: "List and compare the versions of one dispatch told many times",
		Args:  subVerb,
		RunE:  unknownSub,
	}
	c.AddCommand(a.storyListCmd(), a.storyShowCmd(), a.storyJoinCmd(), a.storySplitCmd())
	return c
}

func (a *app) storyListCmd() *cobra.Command {
	var failEmpty bool
	c := &cobra.Command{
		Use: "list [QUERY]", Short: "List the stories that articles are versions of",
		Long: "Prints one line per story: the beginning of its id, how many versions it has, date, source and title of the version that comes first in the answer. " +
			"story:ID in a query finds its versions, has:story all that are in one.",
		Example:           "  veille story list since:7d\n  veille list story:k3f7qa",
		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			return a.storyList(cmd.Context(), q, failEmpty)
		},
	}
	declareFailEmpty(c, &failEmpty)
	return c
}

// storyRowObject is a story as story list --json prints it.
type storyRowObject struct {
	Story    string `json:"story"`
	Versions int    `json:"versions"`
	ID       string `json:"id"` // of the article that stands for it
	Source   string `json:"source"`
	Title    string `json:"title"`
}

func (a *app) storyList(ctx context.Context, q query.Query, failEmpty bool) error {
	return a.withDerived(ctx, false, func(s *store.Store) error {
		q = q.With(query.Set{Name: "has", Values: []string{"story"}})
		q.Fold = true
		hits, err := a.find(ctx, s, q)
		if err != nil {
			return err
		}
		if hits.Len() == 0 {
			return a.empty(failEmpty)
		}
		d := &sound{app: a}
		n := 0
		for from := 0; from < hits.Len(); from += listPage {
			heads, err := hits.Heads(ctx, from, listPage)
			if err != nil && (len(heads) == 0 || !errors.Is(err, feed.ErrDamaged)) {
				return err
			}
			for _, h := range readable(heads) {
				a.storyRow(&h)
				n++
			}
			if err := a.out.flush(); err != nil {
				return err
			}
		}
		return d.result(n, hits.Len())
	})
}

func (a *app) storyRow(h *feed.Head) {
	if a.json {
		a.out.object(storyRowObject{h.Story.String(), h.Versions, h.ID.String(), h.Source, h.Title})
		return
	}
	id, date := h.Story.String()[:shownID], day(h.Published, h.Precision)
	if !a.out.tty {
		a.out.printf("%s\t%d\t%s\t%s\t%s\n", id, h.Versions, date, text.Line(h.Source), text.Line(shownTitle(h)))
		return
	}
	row := fmt.Sprintf("%s  ×%-3d  %-10s  %s  %s", id, h.Versions, date, pad(text.Line(h.Source), 16), text.Line(shownTitle(h)))
	a.out.printf("%s\n", ansi.Truncate(row, termWidth(os.Stdout, 80), "…"))
}

func (a *app) storyShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "Show the versions of the story of an article, and what only one of them says", Args: words(1, 1), ValidArgsFunction: a.completeID,
		Long:    "Shows the versions of the story that an article is one of: when, source, language, words, how much of the first one it shares, title; then what each of them says and no other. Versions in other languages are linked, not grouped.",
		Example: "  veille story show 4kq2mxv7",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.showStory(cmd.Context(), args[0])
		},
	}
}

// storyObject is a story as story show --json prints it.
type storyObject struct {
	Story    string          `json:"story"` // "" of an article that is linked alone
	Versions []tellingObject `json:"versions"`
	Linked   []tellingObject `json:"linked"`
}

type tellingObject struct {
	ID        string   `json:"id"`
	Published string   `json:"published"`
	Source    string   `json:"source"`
	Lang      string   `json:"lang"`
	Words     int      `json:"words"`
	Same      float64  `json:"same"`
	ByHand    bool     `json:"by_hand"`
	Title     string   `json:"title"`
	Only      []string `json:"only"` // what no other version says
}

func (a *app) showStory(ctx context.Context, prefix string) error {
	return a.withDerived(ctx, false, func(s *store.Store) error {
		id, err := a.resolve(ctx, s, prefix)
		if err != nil {
			return err
		}
		st, err := s.Story(ctx, id)
		if errors.Is(err, feed.ErrNotFound) {
			return &cured{fmt.Errorf("the article %s is in no story", prefix), "veille story list shows those that are"}
		}
		if err != nil {
			return err
		}
		o := storyObject{Versions: []tellingObject{}, Linked: []tellingObject{}}
		if !st.ID.IsZero() {
			o.Story = st.ID.String()
		}
		for i := range st.Versions {
			t, err := newTelling(ctx, s, &st.Versions[i])
			if err != nil {
				return err
			}
			o.Versions = append(o.Versions, t)
		}
		for i := range st.Linked {
			t, err := newTelling(ctx, s, &st.Linked[i])
			if err != nil {
				return err
			}
			o.Linked = append(o.Linked, t)
		}
		if a.json {
			a.out.object(o)
			return nil
		}
		a.storySheet(&o)
		return nil
	})
}

func newTelling(ctx context.Context, s *store.Store, t *feed.Telling) (tellingObject, error) {
	o := tellingObject{t.ID.String(), "", t.Source, t.Lang, t.Words, t.Same, t.ByHand, t.Title, []string{}}
	switch {
	case t.Published.IsZero():
	case t.Precision >= feed.Minute:
		o.Published = t.Published.UTC().Format(time.RFC3339)
	default:
		o.Published = day(t.Published, t.Precision)
	}
	if len(t.Only) == 0 {
		return o, nil
	}
	art, err := s.Article(ctx, t.ID)
	if err != nil {
		return o, err
	}
	o.Only = art.Quote(t.Only)
	return o, nil
}

func (a *app) storySheet(o *storyObject) {
	row := func(t *tellingObject, same string) {
		a.out.printf("%s  %-16.16s  %s  %-2s  %5d  %4s  %s\n", t.ID[:shownID], t.Published, pad(text.Line(t.Source), 16), text.Line(t.Lang), t.Words, same, text.Line(t.Title))
	}
	if o.Story == "" {
		a.out.printf("no other version\n")
	} else {
		a.out.printf("story %s, %s\n", o.Story[:shownID], many(len(o.Versions), "version", "versions"))
	}
	for i := range o.Versions {
		row(&o.Versions[i], fmt.Sprintf("%.0f%%", 100*o.Versions[i].Same))
	}
	if len(o.Linked) > 0 {
		a.out.printf("\nin other languages\n")
	}
	for i := range o.Linked {
		row(&o.Linked[i], "")
	}
	for i := range o.Versions {
		if t := &o.Versions[i]; len(t.Only) > 0 {
			a.out.printf("\nonly in %s, %s\n", text.Line(t.Source), t.ID[:shownID])
			for _, only := range t.Only {
				a.out.printf("  %s\n", strings.Join(strings.Fields(only), " "))
			}
		}
	}
}

func (a *app) storyJoinCmd() *cobra.Command {
	return &cobra.Command{
		Use: "join ID ID…", Short: "Make articles, with the stories they are in, one story", Args: words(2, -1), ValidArgsFunction: a.completeIDs,
		Long:    "Makes articles one story, with the stories they are in. What was joined by hand stays together; veille undo takes it back.",
		Example: "  veille story join 4kq2mxv7 zc27aq3d",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.regroup(cmd.Context(), args, "joined into one story: ", (*store.Store).JoinStory)
		},
	}
}

func (a *app) storySplitCmd() *cobra.Command {
	return &cobra.Command{
		Use: "split ID…", Short: "Take articles out of their story; that is remembered", Args: words(1, -1), ValidArgsFunction: a.completeIDs,
		Example: "  veille story split 4kq2mxv7",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.regroup(cmd.Context(), args, "taken out of the story: ", (*store.Store).LeaveStory)
		},
	}
}

func (a *app) regroup(ctx context.Context, prefixes []string, did string, do func(*store.Store, context.Context, []feed.ID) (feed.Change, error)) error {
	return a.withDerived(ctx, true, func(s *store.Store) error {
		ids := make([]feed.ID, len(prefixes))
		for i, p := range prefixes {
			id, err := a.resolve(ctx, s, p)
			if err != nil {
				return err
			}
			ids[i] = id
		}
		change, err := do(s, ctx, ids)
		if err != nil {
			return err
		}
		return a.changedTo(change, did+articlesOf(change))
	})
}

// completeIDs offers the newest articles, however many were named.
func (a *app) completeIDs(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	return a.completeID(cmd, nil, word)
}
