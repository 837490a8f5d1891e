package main

import (
	"context"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
	"veille/ui"
)

// starters are the sources to begin with. None was ever asked.
func starters() []ui.Starter {
	all := parse.Starters()
	out := make([]ui.Starter, len(all))
	for i, s := range all {
		out[i] = ui.Starter{Region: s.Region, Source: s.Source}
	}
	return out
}

func (a *app) sourceStartersCmd() *cobra.Command {
	return &cobra.Command{
		Use: "starters", Short: "List sources to begin with, by region", Args: words(0, 0),
		Long: "Lists sources of the press to begin with: region, language, name and address. None was ever asked by veille and none is asked by listing it: " +
			"an address is unverified until it has answered once. Follow one with veille add --starter NAME.",
		Example: "  veille source starters\n  veille add --starter 'UN News'",
		RunE: func(cmd *cobra.Command, _ []string) error {
			known := a.knownFeeds(cmd)
			for _, s := range starters() {
				a.starterRow(s, known[s.Source.ID])
			}
			return nil
		},
	}
}

// knownFeeds are the sources that are followed; without a file there are none.
func (a *app) knownFeeds(cmd *cobra.Command) map[feed.ID]bool {
	known := map[feed.ID]bool{}
	a.look(cmd, func(ctx context.Context, s *store.Store) error {
		all, err := s.Sources(ctx)
		for _, src := range followed(all) {
			known[src.ID] = true
		}
		return err
	})
	return known
}

func (a *app) starterRow(s ui.Starter, known bool) {
	region, lang, name, address := text.Line(s.Region), text.Line(s.Source.Lang), shownName(&s.Source), text.Line(s.Source.Feed)
	state := ""
	if known {
		state = "followed"
	}
	switch {
	case a.json:
		a.out.object(struct {
			Kind     string `json:"kind"`
			Region   string `json:"region"`
			Lang     string `json:"lang"`
			Name     string `json:"name"`
			ID       string `json:"id"`
			Feed     string `json:"feed"`
			Site     string `json:"site"`
			Followed bool   `json:"followed"`
		}{"starter", region, lang, name, s.Source.ID.String(), address, text.Line(s.Source.URL), known})
	case a.out.tty:
		a.out.printf("%s  %s  %s  %s  %s\n", pad(region, 16), pad(lang, 2), pad(name, 32), pad(state, 8), address)
	default:
		a.out.printf("%s\t%s\t%s\t%s\t%s\n", region, lang, name, state, address)
	}
}

// starterNamed finds a source of the starter list.
func starterNamed(name string) (ui.Starter, error) {
	key := query.SavedKey(name)
	var keys []string
	for _, s := range starters() {
		if query.SavedKey(s.Source.Name) == key || addressKey(s.Source.Feed) == addressKey(name) {
			return s, nil
		}
		keys = append(keys, query.SavedKey(s.Source.Name))
	}
	hint := "veille source starters"
	if near := feed.Nearest(key, keys); near != "" {
		for _, s := range starters() {
			if query.SavedKey(s.Source.Name) == near {
				hint = "did you mean " + shownName(&s.Source) + "?"
			}
		}
	}
	return ui.Starter{}, usagef("there is no starter %q", text.Line(name))(hint)
}

func (a *app) completeStarter(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	var out []offer
	for _, s := range starters() {
		if name, ok := (typing{typed: word}).begin(s.Source.Name); ok {
			out = append(out, offer{name, text.Line(s.Region)})
		}
	}
	return printed("", out), cobra.ShellCompDirectiveNoFileComp
}

// completeFolder completes the folders that sources are in.
func (a *app) completeFolder(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	words := map[string]int{}
	a.look(cmd, func(ctx context.Context, s *store.Store) error {
		all, err := s.Sources(ctx)
		for _, src := range followed(all) {
			if name, ok := (typing{typed: word, quoted: true}).begin(src.Folder); ok {
				words[name]++
			}
		}
		return err
	})
	out := make([]offer, 0, len(words))
	for _, o := range counted(words) {
		out = append(out, offer{o.word, many(words[o.word], "source", "sources")})
	}
	return printed("", out), cobra.ShellCompDirectiveNoFileComp
}
