package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// ruleNamed finds a rule by its name, as saved queries are found.
func ruleNamed(rules []feed.SavedRule, name string) (feed.SavedRule, bool) {
	for _, r := range rules {
		if query.SavedKey(r.Name) == query.SavedKey(name) {
			return r, true
		}
	}
	return feed.SavedRule{}, false
}

// onRule finds a rule and lets do work on it.
func (a *app) onRule(ctx context.Context, want access, name string, do func(*store.Store, feed.SavedRule) error) error {
	return a.with(ctx, want, func(s *store.Store) error {
		rules, err := s.Rules(ctx)
		if err != nil {
			return err
		}
		if r, ok := ruleNamed(rules, name); ok {
			return do(s, r)
		}
		names := make([]string, len(rules))
		for i := range rules {
			names[i] = rules[i].Name
		}
		hint := "veille rule list"
		if near := feed.Nearest(name, names); near != "" {
			hint = "did you mean " + text.Line(near) + "?"
		}
		return usagef("there is no rule %q", name)(hint)
	})
}

func (a *app) ruleShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Show a rule", Args: words(1, 1), ValidArgsFunction: a.completeRule,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.onRule(ctx, toRead, args[0], func(s *store.Store, r feed.SavedRule) error {
				themes, err := s.Themes(ctx)
				if err != nil {
					return err
				}
				o := newRuleObject(r, slugsOf(themes))
				if a.json {
					a.out.object(o)
					return nil
				}
				parsed, _ := query.Parse(r.Query) // what can be read of it
				a.ruleFault(o)
				a.out.printf("%-12s%s\n%-12s%s\n%-12s%s\n%-12s%s\n", "name", text.Line(o.Name), "does", o.does(),
					"query", text.Line(o.Query), "in words", inWords(parsed, themes))
				return nil
			})
		},
	}
}

func (a *app) ruleTestCmd() *cobra.Command {
	n := 5
	c := &cobra.Command{
		Use: "test NAME", Short: "Tell what a rule would do to the articles that are here; change nothing", Args: words(1, 1), ValidArgsFunction: a.completeRule,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.onRule(ctx, toRead, args[0], func(s *store.Store, r feed.SavedRule) error {
				themes, err := s.Themes(ctx)
				if err != nil {
					return err
				}
				_, err = a.tryRule(ctx, s, r, n, themes)
				return err
			})
		},
	}
	c.Flags().IntVar(&n, "examples", n, "how many `articles` to show that it would change")
	return c
}

func (a *app) ruleApplyCmd() *cobra.Command {
	return &cobra.Command{
		Use: "apply NAME", Short: "Apply a rule to the articles that are here", Args: words(1, 1), ValidArgsFunction: a.completeRule,
		Long: "Applies a rule to the articles that are here, as one step that veille undo takes back.",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onRule(cmd.Context(), toWrite, args[0], func(s *store.Store, r feed.SavedRule) error {
				return a.applyRule(cmd.Context(), s, r)
			})
		},
	}
}

func (a *app) applyRule(ctx context.Context, s *store.Store, r feed.SavedRule) error {
	change, err := s.ApplyRule(ctx, r.ID)
	if err != nil {
		return fmt.Errorf("apply rule %s: %w", text.Line(r.Name), err)
	}
	return a.changed(change)
}

func (a *app) rulePauseCmd(verb string, paused bool) *cobra.Command {
	short := "Let a rule work again"
	if paused {
		short = "Keep a rule without letting it work"
	}
	return &cobra.Command{
		Use: verb + " NAME", Short: short, Args: words(1, 1), ValidArgsFunction: a.completeRule,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onRule(cmd.Context(), toWrite, args[0], func(s *store.Store, r feed.SavedRule) error {
				if r.Paused == paused {
					return a.changed(feed.Change{})
				}
				r.Paused = paused
				_, change, err := s.SaveRule(cmd.Context(), r)
				if err != nil {
					return err
				}
				return a.changed(change)
			})
		},
	}
}

func (a *app) ruleRemoveCmd() *cobra.Command {
	var marks bool
	c := &cobra.Command{
		Use: "remove NAME", Short: "Remove a rule; the tags it has put on stay", Args: words(1, 1), ValidArgsFunction: a.completeRule,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onRule(cmd.Context(), toWrite, args[0], func(s *store.Store, r feed.SavedRule) error {
				change, err := s.DropRule(cmd.Context(), r.ID, marks)
				if err != nil {
					return err
				}
				return a.changed(change)
			})
		},
	}
	c.Flags().BoolVar(&marks, "marks", false, "take off the tags too that it has put on")
	return c
}

func (a *app) completeRule(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	err := a.with(cmd.Context(), toRead, func(s *store.Store) error {
		rules, err := s.Rules(cmd.Context())
		for i := range rules {
			out = append(out, text.Line(rules[i].Name))
		}
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
