package main

import (
	"bufio"
	"context"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/store"
)

func (a *app) deleteCmd() *cobra.Command {
	var b bulk
	c := &cobra.Command{
		Use:               "delete QUERY",
		Short:             "Move articles to the trash",
		Long:              "Moves articles to the trash. Nothing leaves it by itself: veille trash restore brings them back, veille trash empty destroys them.",
		Example:           "  veille delete is:sample",
		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := everything("delete", args); err != nil {
				return err
			}
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			return a.trash(cmd.Context(), q, true, b)
		},
	}
	b.declare(c)
	return c
}

// trash moves what a query finds into the trash or out of it.
func (a *app) trash(ctx context.Context, q query.Query, in bool, b bulk) error {
	would := "take %s out of the trash"
	if in {
		would = "move %s to the trash"
	}
	return a.with(ctx, b.access(), func(s *store.Store) error {
		return a.changeAll(ctx, s, q, would, b, func(on feed.Targets) (feed.Change, error) {
			return s.SetFlag(ctx, on, feed.FlagTrashed, in)
		})
	})
}

// trashed adds "is:trashed" to a query.
func trashed(args []string) (query.Query, error) {
	q, err := parseQuery(args)
	if err != nil {
		return q, err
	}
	return q.With(query.Set{Name: "is", Values: []string{"trashed"}}), nil
}

func (a *app) trashCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "trash",
		Short: "List, restore or destroy deleted articles",
		Args:  subVerb,
		RunE:  unknownSub,
	}
	c.AddCommand(a.trashListCmd(), a.trashRestoreCmd(), a.trashEmptyCmd())
	return c
}

func (a *app) trashListCmd() *cobra.Command {
	var f listFlags
	c := &cobra.Command{
		Use: "list [QUERY]", Short: "List deleted articles", ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := trashed(args)
			if err != nil {
				return err
			}
			return a.list(cmd.Context(), q, f)
		},
	}
	declareFailEmpty(c, &f.failEmpty)
	return c
}

func (a *app) trashRestoreCmd() *cobra.Command {
	var b bulk
	c := &cobra.Command{
		Use: "restore [QUERY]", Short: "Bring deleted articles back", ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := trashed(args)
			if err != nil {
				return err
			}
			return a.trash(cmd.Context(), q, false, b)
		},
	}
	b.declare(c)
	return c
}

func (a *app) trashEmptyCmd() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use: "empty", Short: "Destroy deleted articles for good",
		Long: "Destroys what is in the trash. This cannot be undone: a terminal is asked first, elsewhere --yes says that it is meant.",
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.emptyTrash(cmd.Context(), yes) },
	}
	c.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return c
}

func (a *app) emptyTrash(ctx context.Context, yes bool) error {
	q, err := trashed(nil)
	if err != nil {
		return err
	}
	return a.with(ctx, toWrite, func(s *store.Store) error {
		hits, err := s.Find(ctx, q)
		if err != nil {
			return err
		}
		if hits.Len() == 0 {
			a.sayf("the trash is empty")
			return nil
		}
		if !yes {
			if err := a.confirm("destroy " + many(hits.Len(), "article", "articles") + " for good?"); err != nil {
				return err
			}
		}
		n, err := s.EmptyTrash(ctx)
		if err != nil {
			return err
		}
		if a.json {
			a.out.object(struct {
				Destroyed int `json:"destroyed"`
			}{n})
		}
		a.sayf("destroyed %s", many(n, "article", "articles"))
		a.compactIfLoose(ctx, s)
		return nil
	})
}

// confirm asks before what cannot be undone.
func (a *app) confirm(question string) error {
	return a.ask(question, "nothing was destroyed", usagef("this cannot be undone")("say that it is meant with --yes"))
}

// ask asks a question on the terminal. The answer no ends the verb after refusal
// was said; without a terminal blind is the error.
func (a *app) ask(question, refusal string, blind error) error {
	if a.blind || !term.IsTerminal(a.in.Fd()) {
		return blind
	}
	a.warnf("%s [y/N]", question)
	answer, err := bufio.NewReader(a.in).ReadString('\n')
	if err != nil && answer == "" {
		return exit(exitFailed)
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes", "o", "oui", "c", "có":
		return nil
	}
	a.sayf("%s", refusal)
	return exit(exitFailed)
}
