package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/store"
)

// shownTerms is how many learned terms show prints.
const shownTerms = 20

// learnedObject is what tagging has taught of a theme.
type learnedObject struct {
	Articles int      `json:"articles"`
	Terms    []string `json:"terms"` // the strongest first
}

func (a *app) themeShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show THEME", Short: "Show labels, words and place of a theme, and what your tagging has taught", Args: words(1, 1), ValidArgsFunction: a.completeOneTheme,
		Long: "Shows a theme: names, place in the tree, the words that speak for it by language and tier, the phrases that cancel them, from which score on it is suggested and trusted, " +
			"how its suggestions were answered, and the terms that your own tagging has taught.",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.with(ctx, toRead, func(s *store.Store) error {
				themes, err := s.Themes(ctx)
				if err != nil {
					return err
				}
				t, err := themeNamed(themes, args[0])
				if err != nil {
					return err
				}
				return a.showTheme(ctx, s, &t, slugsOf(themes))
			})
		},
	}
}

func (a *app) showTheme(ctx context.Context, s *store.Store, t *feed.Theme, slugs map[feed.ID]string) error {
	n, err := tallyThemes(ctx, s)
	if err != nil {
		return err
	}
	terms, of, err := s.LearnedTerms(ctx, t.ID, shownTerms)
	if err != nil {
		return err
	}
	learned := learnedObject{of, list(terms)}
	if a.json {
		a.out.object(struct {
			themeObject
			Learned learnedObject `json:"learned"`
		}{themeObjectOf(t, slugs, &n), learned})
		return nil
	}
	sheet := themeSheet{slugs: slugs}
	sheet.names(t)
	sheet.words(t)
	sheet.record(t, &n, learned)
	a.out.printf("%s", sheet.String())
	return nil
}

// themeSheet prints a theme to be read.
type themeSheet struct {
	strings.Builder
	slugs map[feed.ID]string
}

func (b *themeSheet) field(label, value string) {
	if value = text.Line(value); value != "" {
		fmt.Fprintf(b, "%-12s%s\n", label, value) //nolint:errcheck // a builder
	}
}

func (b *themeSheet) names(t *feed.Theme) {
	b.field("slug", t.Slug)
	b.field("parent", b.slugs[t.Parent])
	for _, l := range languages(t) {
		b.field("label "+l, t.Labels[l])
		b.field("aliases "+l, strings.Join(t.Aliases[l], ", "))
	}
	b.field("short", t.Short)
	if t.Pin > 0 {
		b.field("key", fmt.Sprint(t.Pin))
	}
	if t.Colour > 0 {
		b.field("colour", fmt.Sprint(t.Colour))
	}
	b.field("iptc", t.IPTC)
	if t.Archived {
		b.field("archived", "yes")
	}
}

func (b *themeSheet) words(t *feed.Theme) {
	for _, lang := range languages(t) {
		by := wordsByTier(t.Words[lang])
		for _, tier := range tiers {
			b.field(tier.name+" "+lang, strings.Join(by[tier.name], ", "))
		}
		b.field("not "+lang, strings.Join(t.Not[lang], ", "))
	}
	var yields []string
	for _, id := range t.Yields {
		if slug := b.slugs[id]; slug != "" {
			yields = append(yields, slug)
		}
	}
	b.field("yields to", strings.Join(yields, ", "))
	if t.Version > 0 {
		b.field("version", fmt.Sprint(t.Version))
	}
	if t.Threshold > 0 {
		b.field("threshold", fmt.Sprintf("suggested from %v on", t.Threshold))
	}
	if t.Trust > 0 {
		b.field("trust", fmt.Sprintf("tagged by itself from %v on", t.Trust))
	}
}

func (b *themeSheet) record(t *feed.Theme, n *themeTally, learned learnedObject) {
	count := n.counts.Themes[t.ID]
	b.field("articles", fmt.Sprintf("%d, %d unread", count.All, count.Unread))
	answers := n.answers[t.ID]
	if pending := n.counts.Suggested[t.ID]; pending > 0 || answers.Kept+answers.Dropped > 0 {
		line := fmt.Sprintf("%d to confirm", pending)
		if share, ok := answers.Precision(); ok {
			line += fmt.Sprintf(", %d kept, %d dropped (%.0f %% right)", answers.Kept, answers.Dropped, 100*share)
		}
		b.field("suggestions", line)
	}
	if learned.Articles > 0 {
		b.field("learned", fmt.Sprintf("from %s: %s", many(learned.Articles, "article", "articles"), strings.Join(learned.Terms, ", ")))
	}
}

// languages lists those a theme has words in, in alphabetical order.
func languages(t *feed.Theme) []string {
	var out []string
	add := func(l string) {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	for l := range t.Labels {
		add(l)
	}
	for l := range t.Aliases {
		add(l)
	}
	for l := range t.Words {
		add(l)
	}
	for l := range t.Not {
		add(l)
	}
	slices.Sort(out)
	return out
}
