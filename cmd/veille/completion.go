package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

func (a *app) completionCmd() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "Print the completions for bash, zsh, fish or powershell",
		Long:      "Prints a script that lets the shell complete verbs, flags, fields of queries, themes, sources and ids.",
		Example:   "  source <(veille completion bash)\n  veille completion fish > ~/.config/fish/completions/veille.fish",
		Args:      words(1, 1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return usagef("there are no completions for %q%s", args[0], meant(args[0], shells))("choose one of " + strings.Join(shells, ", "))
		},
	}
}

// completionWait is how long a shell may be kept waiting for live values.
const completionWait = 500 * time.Millisecond

// look reads values for a completion from the file. Whatever goes wrong, there
// are simply none: a shell has no place for an error.
func (a *app) look(cmd *cobra.Command, f func(context.Context, *store.Store) error) {
	base := cmd.Context()
	if base == nil {
		base = context.Background()
	}
	ctx, stop := context.WithTimeout(base, completionWait)
	defer stop()
	s, err := a.open(ctx, toRead)
	if err != nil {
		return
	}
	defer s.Close() //nolint:errcheck // only read
	if err := f(ctx, s); err != nil {
		return
	}
}

// completeQuery completes a word of a query: the names of fields, then their
// values. A leading minus is kept.
func (a *app) completeQuery(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	sign := ""
	if strings.HasPrefix(word, "-") {
		sign, word = "-", word[1:]
	}
	name, rest, ok := strings.Cut(word, ":")
	if !ok {
		var out []string
		for _, f := range query.Fields() {
			if strings.HasPrefix(f, word) {
				out = append(out, sign+f+":")
			}
		}
		return out, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
	}
	before := sign + name + ":"
	if i := strings.LastIndexByte(rest, ','); i >= 0 {
		before, rest = before+rest[:i+1], rest[i+1:]
	}
	var out []string
	for _, v := range a.values(cmd, query.Field(name)) {
		if strings.HasPrefix(strings.ToLower(v), strings.ToLower(rest)) {
			if strings.ContainsAny(v, " ,") {
				v = `"` + v + `"`
			}
			out = append(out, before+v)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// values lists what may stand behind a field.
func (a *app) values(cmd *cobra.Command, field string) (out []string) {
	switch field {
	case "is":
		return query.States()
	case "since", "before", "on":
		return []string{"today", "yesterday", "7d", "4w", "3m", "1y"}
	case "tag":
		return a.slugValues(cmd)
	case "source":
		a.look(cmd, func(ctx context.Context, s *store.Store) error {
			sources, err := s.Sources(ctx)
			for _, src := range sources {
				out = append(out, text.Line(src.Name))
			}
			return err
		})
	case "lang":
		a.look(cmd, func(ctx context.Context, s *store.Store) error {
			counts, err := s.Counts(ctx)
			for l := range counts.Langs {
				if l != "" {
					out = append(out, text.Line(l))
				}
			}
			slices.Sort(out)
			return err
		})
	}
	return out
}

func (a *app) slugValues(cmd *cobra.Command) (out []string) {
	a.look(cmd, func(ctx context.Context, s *store.Store) error {
		themes, err := s.Themes(ctx)
		out = slugs(themes)
		return err
	})
	return out
}

// completeTagging completes +theme and -theme, then the query.
func (a *app) completeTagging(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(word) == 0 || word[0] != '+' && word[0] != '-' || strings.Contains(word, ":") || slices.Contains(args, "--") {
		return a.completeQuery(cmd, args, word)
	}
	var out []string
	for _, s := range a.slugValues(cmd) {
		if strings.HasPrefix(s, word[1:]) {
			out = append(out, word[:1]+s)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeTheme completes the name of a theme.
func (a *app) completeTheme(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return a.slugValues(cmd), cobra.ShellCompDirectiveNoFileComp
}

// completeShown completes what show takes: an id, or a query.
func (a *app) completeShown(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	words, _ := a.completeQuery(cmd, args, word)
	ids, directive := a.completeID(cmd, args, word)
	return append(words, ids...), directive
}

// completeID offers the newest articles with their titles.
func (a *app) completeID(cmd *cobra.Command, args []string, word string) (out []string, _ cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	a.look(cmd, func(ctx context.Context, s *store.Store) error {
		hits, err := s.Find(ctx, query.Query{})
		if err != nil {
			return err
		}
		heads, err := hits.Heads(ctx, 0, 2000)
		for _, h := range heads {
			if id := h.ID.String(); strings.HasPrefix(id, strings.ToLower(word)) && len(out) < 100 {
				out = append(out, id[:max(shownID, min(len(word), len(id)))]+"\t"+text.Line(h.Title))
			}
		}
		return err
	})
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeSaved completes the name of a saved query.
func (a *app) completeSaved(cmd *cobra.Command, args []string, _ string) (out []string, _ cobra.ShellCompDirective) {
	if len(args) == 0 {
		out = a.savedNames(cmd)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeSaving completes a name, then a query.
func (a *app) completeSaving(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeSaved(cmd, args, word)
	}
	return a.completeQuery(cmd, args[1:], word)
}

func (a *app) savedNames(cmd *cobra.Command) (out []string) {
	a.look(cmd, func(ctx context.Context, s *store.Store) error {
		all, err := s.Queries(ctx)
		for _, q := range all {
			out = append(out, text.Line(q.Name)+"\t"+text.Line(q.Query))
		}
		return err
	})
	return out
}
