package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
	"veille/ui"
)

func (a *app) themeCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "theme",
		Short: "List, add, edit, rename, move, merge, split, share or delete themes",
		Args:  subVerb,
		RunE:  unknownSub,
	}
	c.AddCommand(
		a.themeListCmd(), a.themeShowCmd(), a.themeAddCmd(), a.themeEditCmd(), a.themeRenameCmd(), a.themeMoveCmd(),
		a.themeMergeCmd(), a.themeSplitCmd(), a.themeArchiveCmd("archive", true), a.themeArchiveCmd("restore", false),
		a.themeDeleteCmd(), a.themeExportCmd(), a.themeImportCmd(),
	)
	return c
}

// themeObject is a theme as --json prints it.
type themeObject struct {
	Slug      string                         `json:"slug"`
	ID        string                         `json:"id"`
	Labels    map[string]string              `json:"labels"`
	Aliases   map[string][]string            `json:"aliases"`
	Parent    string                         `json:"parent"`
	Pin       int                            `json:"pin"`
	Short     string                         `json:"short"`
	Archived  bool                           `json:"archived"`
	Articles  int                            `json:"articles"`
	Unread    int                            `json:"unread"`
	Colour    int                            `json:"colour"`
	IPTC      string                         `json:"iptc"`
	Threshold float64                        `json:"threshold"` // 0: the usual one
	Trust     float64                        `json:"trust"`     // 0: never
	Version   int                            `json:"version"`   // of the word list
	Words     map[string]map[string][]string `json:"words"`     // by language and tier
	Not       map[string][]string            `json:"not"`
	Yields    []string                       `json:"yields"`
	Suggested int                            `json:"suggested"` // articles it is pending on
	Kept      int                            `json:"kept"`
	Dropped   int                            `json:"dropped"`
}

// tally is what is counted of themes.
type themeTally struct {
	counts  feed.Counts
	answers map[feed.ID]feed.Answers
}

func tallyThemes(ctx context.Context, s *store.Store) (t themeTally, err error) {
	if t.counts, err = s.Counts(ctx); err != nil {
		return t, err
	}
	t.answers, err = s.Answers(ctx)
	return t, err
}

func themeObjectOf(t *feed.Theme, slugs map[feed.ID]string, n *themeTally) themeObject {
	count, answers := n.counts.Themes[t.ID], n.answers[t.ID]
	o := themeObject{
		Slug: t.Slug, ID: t.ID.String(), Labels: t.Labels, Aliases: t.Aliases, Parent: slugs[t.Parent],
		Pin: t.Pin, Short: t.Short, Archived: t.Archived, Articles: count.All, Unread: count.Unread,
		Colour: t.Colour, IPTC: t.IPTC, Threshold: t.Threshold, Trust: t.Trust, Version: t.Version,
		Words: map[string]map[string][]string{}, Not: t.Not, Yields: []string{},
		Suggested: n.counts.Suggested[t.ID], Kept: answers.Kept, Dropped: answers.Dropped,
	}
	if o.Labels == nil {
		o.Labels = map[string]string{}
	}
	if o.Aliases == nil {
		o.Aliases = map[string][]string{}
	}
	if o.Not == nil {
		o.Not = map[string][]string{}
	}
	for lang := range t.Words {
		o.Words[lang] = wordsByTier(t.Words[lang])
	}
	for _, id := range t.Yields {
		if slug := slugs[id]; slug != "" {
			o.Yields = append(o.Yields, slug)
		}
	}
	return o
}

// tiers are the names of the tiers of words, what says most first.
var tiers = []struct {
	name string
	tier feed.Tier
}{{"sure", feed.SureWord}, {"strong", feed.StrongWord}, {"weak", feed.WeakWord}}

func wordsByTier(words []feed.Word) map[string][]string {
	out := map[string][]string{}
	for _, t := range tiers {
		out[t.name] = []string{}
		for _, w := range words {
			if w.Tier == t.tier {
				out[t.name] = append(out[t.name], w.Text)
			}
		}
	}
	return out
}

// lang is the language of labels that a verb prints.
func (a *app) lang() string {
	return cmp.Or(langOf(a.conf), ui.GuessLang(locale()))
}

// placed is a theme with how deep it stands in the tree.
type placed struct {
	feed.Theme
	depth int
}

// treeOf orders themes as a tree: each before those under it, otherwise as they
// come. One whose parent is not there stands at the top.
func treeOf(themes []feed.Theme) []placed {
	there := slugsOf(themes)
	below := map[feed.ID][]feed.Theme{}
	for _, t := range themes {
		parent := t.Parent
		if _, ok := there[parent]; !ok || parent == t.ID {
			parent = feed.ID{}
		}
		below[parent] = append(below[parent], t)
	}
	out := make([]placed, 0, len(themes))
	var add func(parent feed.ID, depth int)
	add = func(parent feed.ID, depth int) {
		for _, t := range below[parent] {
			out = append(out, placed{t, depth})
			add(t.ID, depth+1)
		}
	}
	add(feed.ID{}, 0)
	return out
}

func (a *app) themeListCmd() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the themes with the number of their articles", Args: words(0, 0),
		Long: "Prints one line per theme, those under another behind it: slug, articles, label, unread, articles that it is suggested for, parent, whether it is archived. " +
			"On a terminal a digit in front puts the theme on in the reader.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.with(ctx, toRead, func(s *store.Store) error {
				themes, err := s.Themes(ctx)
				if err != nil {
					return err
				}
				n, err := tallyThemes(ctx, s)
				if err != nil {
					return err
				}
				slugs := slugsOf(themes)
				for _, t := range treeOf(themes) {
					a.themeRow(&t, slugs, &n)
				}
				return nil
			})
		},
	}
}

func (a *app) themeRow(t *placed, slugs map[feed.ID]string, n *themeTally) {
	label, archived := text.Line(theme.Label(t.Theme, a.lang())), ""
	if t.Archived {
		archived = "archived"
	}
	count, pending := n.counts.Themes[t.ID], n.counts.Suggested[t.ID]
	switch {
	case a.json:
		a.out.object(themeObjectOf(&t.Theme, slugs, n))
	case a.out.tty:
		pin, suggested := " ", ""
		if t.Pin > 0 {
			pin = fmt.Sprint(t.Pin)
		}
		if pending > 0 {
			suggested = fmt.Sprintf("?%d", pending)
		}
		slug := pad(strings.Repeat("  ", t.depth)+t.Slug, 26)
		a.out.printf("%s\n", strings.TrimRight(fmt.Sprintf("%s %s  %6d  %6d  %s  %s  %s", pin, slug, count.All, count.Unread, pad(suggested, 6), label, archived), " "))
	default:
		a.out.printf("%s\t%d\t%s\t%d\t%d\t%s\t%s\n", t.Slug, count.All, label, count.Unread, pending, slugs[t.Parent], archived)
	}
}
