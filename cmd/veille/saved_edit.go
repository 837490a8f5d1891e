package main

import (
	"context"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/store"
)

func (a *app) queryEditCmd() *cobra.Command {
	var f savedFlags
	c := &cobra.Command{
		Use:               "edit NAME [QUERY]",
		Short:             "Change a saved query, its key or its watch",
		Example:           "  veille query edit morning tag:asean since:2d\n  veille query edit morning --key '' --watch=false",
		Args:              words(1, -1),
		ValidArgsFunction: a.completeSaving,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && !cmd.Flags().Changed("key") && !cmd.Flags().Changed("watch") {
				return usagef("veille query edit has nothing to change")("give the new query, --key or --watch")
			}
			return a.editQuery(cmd, args[0], args[1:], &f)
		},
	}
	f.declare(c)
	return c
}

func (a *app) editQuery(cmd *cobra.Command, name string, line []string, f *savedFlags) error {
	ctx := cmd.Context()
	parsed, err := parseQuery(line)
	if err != nil {
		return err
	}
	return a.onSaved(ctx, toWrite, name, func(s *store.Store, q feed.SavedQuery, all []feed.SavedQuery) error {
		if len(line) > 0 {
			if _, err := checkSaved(all, parsed); err != nil {
				return err
			}
			q.Query = parsed.String()
		}
		if err := f.set(cmd, &q); err != nil {
			return err
		}
		_, change, err := s.SaveQuery(ctx, q)
		if err != nil {
			return savedError(err, q)
		}
		a.tellKey(all, q)
		return a.changed(change)
	})
}

func (a *app) queryRenameCmd() *cobra.Command {
	return &cobra.Command{
		Use: "rename NAME NEW", Short: "Give a saved query another name", Args: words(2, 2), ValidArgsFunction: a.completeSaved,
		Long: "Gives a saved query another name. Saved queries that name it are changed with it, each in a step of its own that veille undo takes back.",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			name, err := savedName(args[1])
			if err != nil {
				return err
			}
			return a.onSaved(ctx, toWrite, args[0], func(s *store.Store, q feed.SavedQuery, all []feed.SavedQuery) error {
				old := q.Name
				q.Name = name
				_, change, err := s.SaveQuery(ctx, q)
				if err != nil {
					return savedError(err, q)
				}
				if err := a.changed(change); err != nil {
					return err
				}
				return a.follow(ctx, s, without(all, q.ID), old, name)
			})
		},
	}
}

// follow writes the new name of a saved query into those that name it.
func (a *app) follow(ctx context.Context, s *store.Store, others []feed.SavedQuery, old, name string) error {
	for _, o := range others {
		q, err := query.Parse(o.Query)
		if err != nil || !namesSaved(q.Expr) {
			continue // what cannot be read whole is left as it is
		}
		q.Expr = replaceSaved(q.Expr, old, name)
		if line := q.String(); line != o.Query {
			o.Query = line
			_, change, err := s.SaveQuery(ctx, o)
			if err != nil {
				return savedError(err, o)
			}
			if err := a.changed(change); err != nil {
				return err
			}
		}
	}
	return nil
}

// replaceSaved is an expression with another name for a saved query. The parts
// of the old one are left as they are.
func replaceSaved(e query.Expr, old, name string) query.Expr {
	each := func(parts []query.Expr) []query.Expr {
		out := make([]query.Expr, len(parts))
		for i := range parts {
			out[i] = replaceSaved(parts[i], old, name)
		}
		return out
	}
	switch e := e.(type) {
	case query.And:
		return query.And(each(e))
	case query.Or:
		return query.Or(each(e))
	case query.Not:
		return query.Not{Of: replaceSaved(e.Of, old, name)}
	case query.Saved:
		if query.SavedKey(e.Name) == query.SavedKey(old) {
			e.Name = name
		}
		return e
	}
	return e
}

func (a *app) queryDeleteCmd() *cobra.Command {
	return &cobra.Command{
		Use: "delete NAME", Short: "Delete a saved query; the articles stay", Args: words(1, 1), ValidArgsFunction: a.completeSaved,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.onSaved(ctx, toWrite, args[0], func(s *store.Store, q feed.SavedQuery, _ []feed.SavedQuery) error {
				change, err := s.DeleteQuery(ctx, q.ID)
				if err != nil {
					return err
				}
				return a.changed(change)
			})
		},
	}
}
