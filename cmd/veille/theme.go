package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
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
		Short: "List, add, rename, merge or delete themes",
		Args:  subVerb,
		RunE:  unknownSub,
	}
	c.AddCommand(a.themeListCmd(), a.themeShowCmd(), a.themeAddCmd(), a.themeRenameCmd(), a.themeMergeCmd(), a.themeDeleteCmd())
	return c
}

// themeObject is a theme as --json prints it.
type themeObject struct {
	Slug     string              `json:"slug"`
	ID       string              `json:"id"`
	Labels   map[string]string   `json:"labels"`
	Aliases  map[string][]string `json:"aliases"`
	Parent   string              `json:"parent"`
	Pin      int                 `json:"pin"`
	Short    string              `json:"short"`
	Archived bool                `json:"archived"`
	Articles int                 `json:"articles"`
	Unread   int                 `json:"unread"`
}

func themeObjectOf(t feed.Theme, slugs map[feed.ID]string, n feed.Count) themeObject {
	o := themeObject{
		Slug: t.Slug, ID: t.ID.String(), Labels: t.Labels, Aliases: t.Aliases, Parent: slugs[t.Parent],
		Pin: t.Pin, Short: t.Short, Archived: t.Archived, Articles: n.All, Unread: n.Unread,
	}
	if o.Labels == nil {
		o.Labels = map[string]string{}
	}
	if o.Aliases == nil {
		o.Aliases = map[string][]string{}
	}
	return o
}

// lang is the language of labels that a verb prints.
func (a *app) lang() string {
	return cmp.Or(langOf(a.conf), ui.GuessLang(locale()))
}

func (a *app) themeListCmd() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the themes with the number of their articles", Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), toRead, func(s *store.Store) error {
				themes, err := s.Themes(cmd.Context())
				if err != nil {
					return err
				}
				counts, err := s.Counts(cmd.Context())
				if err != nil {
					return err
				}
				slugs := slugsOf(themes)
				for _, t := range themes {
					n := counts.Themes[t.ID]
					switch {
					case a.json:
						a.out.object(themeObjectOf(t, slugs, n))
					case a.out.tty:
						a.out.printf("%s  %6d  %s\n", pad(t.Slug, 24), n.All, text.Line(theme.Label(t, a.lang())))
					default:
						a.out.printf("%s\t%d\t%s\n", t.Slug, n.All, text.Line(theme.Label(t, a.lang())))
					}
				}
				return nil
			})
		},
	}
}

func (a *app) themeShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show THEME", Short: "Show labels, aliases and place of a theme", Args: words(1, 1), ValidArgsFunction: a.completeTheme,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), toRead, func(s *store.Store) error {
				themes, err := s.Themes(cmd.Context())
				if err != nil {
					return err
				}
				t, err := themeNamed(themes, args[0])
				if err != nil {
					return err
				}
				counts, err := s.Counts(cmd.Context())
				if err != nil {
					return err
				}
				if a.json {
					a.out.object(themeObjectOf(t, slugsOf(themes), counts.Themes[t.ID]))
					return nil
				}
				a.out.printf("%s", themeSheet(t, slugsOf(themes), counts.Themes[t.ID]))
				return nil
			})
		},
	}
}

func themeSheet(t feed.Theme, slugs map[feed.ID]string, n feed.Count) string {
	var b strings.Builder
	field := func(label, value string) {
		if value = text.Line(value); value != "" {
			fmt.Fprintf(&b, "%-12s%s\n", label, value)
		}
	}
	field("slug", t.Slug)
	field("parent", slugs[t.Parent])
	for _, l := range languages(t) {
		field("label "+l, t.Labels[l])
		field("aliases "+l, strings.Join(t.Aliases[l], ", "))
	}
	field("short", t.Short)
	if t.Pin > 0 {
		field("key", fmt.Sprint(t.Pin))
	}
	if t.Archived {
		field("archived", "yes")
	}
	field("articles", fmt.Sprintf("%d, %d unread", n.All, n.Unread))
	return b.String()
}

// languages lists those a theme has words in, in alphabetical order.
func languages(t feed.Theme) []string {
	var out []string
	for l := range t.Labels {
		out = append(out, l)
	}
	for l := range t.Aliases {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}

// themeFlags are what add takes besides the label.
type themeFlags struct {
	slug, parent, short string
	lang                string
	labels, aliases     []string
	pin                 int
}

func (a *app) themeAddCmd() *cobra.Command {
	var f themeFlags
	c := &cobra.Command{
		Use: "add LABEL", Short: "Add a theme", Args: words(1, 1),
		Example: "  veille theme add 'Droit de la mer' --slug law-of-the-sea --parent south-china-sea --label en='Law of the sea' --alias UNCLOS",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), toCreate, func(s *store.Store) error {
				themes, err := s.Themes(cmd.Context())
				if err != nil {
					return err
				}
				t, err := f.theme(args[0], themes, cmp.Or(f.lang, a.lang()))
				if err != nil {
					return err
				}
				_, change, err := s.AddTheme(cmd.Context(), t)
				if err != nil {
					return themeError(err, t.Slug)
				}
				return a.changedTo(change, "theme added: "+t.Slug)
			})
		},
	}
	c.Flags().Var(newChoice(&f.lang, "", langNames...), "lang", "the language of the label")
	c.Flags().StringVar(&f.slug, "slug", "", "the `slug`, when it is not to be made of the label")
	c.Flags().StringVar(&f.parent, "parent", "", "the `theme` it stands under")
	c.Flags().StringVar(&f.short, "short", "", "the `code` that lists show: two to four letters")
	c.Flags().StringArrayVar(&f.labels, "label", nil, "a label in another language, as `fr=…`; may be repeated")
	c.Flags().StringArrayVar(&f.aliases, "alias", nil, "another `name` to find it by, also as fr=…; may be repeated")
	c.Flags().IntVar(&f.pin, "pin", 0, "the `digit` that puts it on in the reader, 1 to 9")
	return c
}

func (f *themeFlags) theme(label string, themes []feed.Theme, lang string) (feed.Theme, error) {
	label = text.Line(label)
	t, err := newTheme(cmp.Or(f.slug, label), lang)
	if err != nil {
		return t, err
	}
	if have, ok := theme.Find(themes, t.Slug); ok {
		return t, usagef("there is a theme %s already", have.Slug)("veille theme show " + have.Slug)
	}
	t.Labels = map[string]string{lang: label}
	for _, l := range f.labels {
		code, name, ok := strings.Cut(l, "=")
		if !ok || !slices.Contains(langNames, code) {
			return t, usagef("--label is %q", l)("write the language first: fr=…, en=… or vi=…")
		}
		t.Labels[code] = text.Line(name)
	}
	t.Aliases = map[string][]string{}
	for _, l := range f.aliases {
		code, name := lang, l
		if c, n, ok := strings.Cut(l, "="); ok && slices.Contains(langNames, c) {
			code, name = c, n
		}
		t.Aliases[code] = append(t.Aliases[code], text.Line(name))
	}
	if f.parent != "" {
		p, err := themeNamed(themes, f.parent)
		if err != nil {
			return t, err
		}
		t.Parent = p.ID
	}
	if f.pin < 0 || f.pin > 9 {
		return t, usagef("--pin is %d", f.pin)("give a digit from 1 to 9")
	}
	t.Pin, t.Short = f.pin, text.Line(f.short)
	return t, nil
}

func (a *app) themeRenameCmd() *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use: "rename THEME LABEL", Short: "Give a theme another label and slug", Args: words(2, 2), ValidArgsFunction: a.completeTheme,
		Long: "Gives a theme another label and, with it, another slug. Its articles keep it, and the old slug still finds it. With --lang only the label in that language changes.",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), toWrite, func(s *store.Store) error {
				themes, err := s.Themes(cmd.Context())
				if err != nil {
					return err
				}
				t, err := themeNamed(themes, args[0])
				if err != nil {
					return err
				}
				if t, err = renamed(t, text.Line(args[1]), lang, a.lang(), themes); err != nil {
					return err
				}
				change, err := s.EditTheme(cmd.Context(), t)
				if err != nil {
					return themeError(err, t.Slug)
				}
				if len(change.Removed) == 0 {
					return a.changedTo(change, "theme changed: "+t.Slug)
				}
				return a.changed(change)
			})
		},
	}
	c.Flags().Var(newChoice(&lang, "", langNames...), "lang", "change only the label in this language")
	return c
}

// renamed is a theme under another name; the maps of the old one are left as
// they are.
func renamed(t feed.Theme, label, only, lang string, themes []feed.Theme) (feed.Theme, error) {
	labels := map[string]string{}
	for l, v := range t.Labels {
		labels[l] = v
	}
	if only != "" {
		labels[only] = label
		t.Labels = labels
		return t, nil
	}
	slug, err := theme.Slug(label)
	if err != nil {
		return t, usagef("%q cannot name a theme", label)("a name needs a letter")
	}
	if have, ok := theme.Find(themes, slug); ok && have.ID != t.ID {
		return t, usagef("there is a theme %s already", have.Slug)("to make one of the two: veille theme merge " + t.Slug + " " + have.Slug)
	}
	if old := t.Slug; old != slug { // what was written with the old slug still finds it
		aliases := maps.Clone(t.Aliases)
		if aliases == nil {
			aliases = map[string][]string{}
		}
		if !slices.Contains(aliases[lang], old) {
			aliases[lang] = append(slices.Clone(aliases[lang]), old)
		}
		t.Aliases = aliases
	}
	t.Slug = slug
	if label != slug {
		labels[lang] = label
	}
	t.Labels = labels
	return t, nil
}

func (a *app) themeMergeCmd() *cobra.Command {
	return &cobra.Command{
		Use: "merge THEME INTO", Short: "Put the second theme on all articles of the first and drop the first", Args: words(2, 2), ValidArgsFunction: a.completeTheme,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onThemes(cmd.Context(), args, func(s *store.Store, t []feed.Theme) (feed.Change, error) {
				if t[0].ID == t[1].ID {
					return feed.Change{}, usagef("%s and %s are the same theme", args[0], args[1])("name two themes")
				}
				return s.MergeThemes(cmd.Context(), t[0].ID, t[1].ID)
			})
		},
	}
}

func (a *app) themeDeleteCmd() *cobra.Command {
	return &cobra.Command{
		Use: "delete THEME", Short: "Delete a theme; its articles stay", Args: words(1, 1), ValidArgsFunction: a.completeTheme,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onThemes(cmd.Context(), args, func(s *store.Store, t []feed.Theme) (feed.Change, error) {
				return s.DropTheme(cmd.Context(), t[0].ID)
			})
		},
	}
}

// onThemes finds the themes named and lets do change them.
func (a *app) onThemes(ctx context.Context, names []string, do func(*store.Store, []feed.Theme) (feed.Change, error)) error {
	return a.with(ctx, toWrite, func(s *store.Store) error {
		all, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		var named []feed.Theme
		for _, n := range names {
			t, err := themeNamed(all, n)
			if err != nil {
				return err
			}
			named = append(named, t)
		}
		change, err := do(s, named)
		if err != nil {
			return themeError(err, named[0].Slug)
		}
		return a.changed(change)
	})
}
