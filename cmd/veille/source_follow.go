package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/store"
)

func (a *app) sourcePauseCmd(pause bool) *cobra.Command {
	use, short, did := "resume SOURCE…", "Ask sources for news again", "asked again from now on: "
	if pause {
		use, short, did = "pause SOURCE…", "Ask sources no more until they are resumed; nothing is deleted", "paused: "
	}
	return &cobra.Command{
		Use: use, Short: short, Args: words(1, -1), ValidArgsFunction: a.completeSource,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.onSources(ctx, args, true, func(s *store.Store, some []feed.Source) error {
				return a.editSources(ctx, s, some, feed.SourceEdit{Paused: &pause}, did+namesOf(some))
			})
		},
	}
}

func (a *app) sourceMoveCmd() *cobra.Command {
	return &cobra.Command{
		Use: "move SOURCE… FOLDER", Short: "Put sources into a folder; '' takes them out of theirs",
		Long:              "Puts sources into a folder. Folders are made by being named; one inside another is written Asia/Vietnam.",
		Example:           "  veille source move carnet gazette Asia/Vietnam",
		Args:              words(2, -1),
		ValidArgsFunction: a.completeSource,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			last := len(args) - 1
			folder := folderName(args[last])
			return a.onSources(ctx, args[:last], true, func(s *store.Store, some []feed.Source) error {
				where := "moved to " + folder + ": "
				if folder == "" {
					where = "moved out of their folder: "
				}
				return a.editSources(ctx, s, some, feed.SourceEdit{Folder: &folder}, where+namesOf(some))
			})
		},
	}
}

// folderName is a folder as it is kept: names joined by "/", none of them empty.
func folderName(s string) string {
	var names []string
	for _, n := range strings.Split(s, "/") {
		if n = text.Limit(text.Line(n), 200); n != "" {
			names = append(names, n)
		}
	}
	return strings.Join(names, "/")
}

func (a *app) sourceRemoveCmd() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use: "remove SOURCE…", Short: "Stop following sources and move their articles to the trash",
		Long: "Stops following sources and moves their articles to the trash, but for those that are tagged, starred or have a note. " +
			"A terminal is asked first; elsewhere --yes says that it is meant. veille undo takes it back.",
		Example:           "  veille source remove gazette",
		Args:              words(1, -1),
		ValidArgsFunction: a.completeSource,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.onSources(ctx, args, true, func(s *store.Store, some []feed.Source) error {
				return a.removeSources(ctx, s, some, yes)
			})
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return c
}

func (a *app) removeSources(ctx context.Context, s *store.Store, some []feed.Source, yes bool) error {
	ids := idsOf(some)
	gone, stay, err := s.Leaving(ctx, ids)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%s to the trash", many(gone, "article goes", "articles go"))
	if stay > 0 {
		what += fmt.Sprintf(", %s: tagged, starred, highlighted or with a note", many(stay, "stays", "stay"))
	}
	if !yes {
		err := a.ask(fmt.Sprintf("stop following %s? %s", namesOf(some), what), "nothing was removed",
			usagef("veille source remove asks before it removes %s: %s", namesOf(some), what)("say that it is meant with --yes"))
		if err != nil {
			return err
		}
	}
	c, err := s.Unfollow(ctx, ids)
	if err != nil {
		return sourceError(err)
	}
	return a.changedTo(c, fmt.Sprintf("no longer followed: %s; %s", namesOf(some), what))
}
