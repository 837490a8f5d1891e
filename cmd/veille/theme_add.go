package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

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
	return t, freeNames(themes, &t, &feed.Theme{})
}

// freeNames refuses a label or alias that t has and have, which it was, had not, when
// another theme is found by it. Names of all languages are one list: where a theme is
// named nobody says in which language.
func freeNames(themes []feed.Theme, t, have *feed.Theme) error {
	var others []feed.Theme
	for i := range themes {
		if themes[i].ID != t.ID {
			others = append(others, themes[i])
		}
	}
	was := themeNames(have)
	for _, name := range themeNames(t) {
		if slices.Contains(was, name) {
			continue
		}
		if o, ok := theme.Find(others, name); ok {
			return usagef("%q is a name of the theme %s already", name, o.Slug)("give another, or make one of the two: veille theme merge")
		}
	}
	return nil
}

// themeNames are labels and aliases by language.
func themeNames(t *feed.Theme) (out []string) {
	for _, lang := range slices.Sorted(maps.Keys(t.Labels)) {
		out = append(out, t.Labels[lang])
	}
	for _, lang := range slices.Sorted(maps.Keys(t.Aliases)) {
		out = append(out, t.Aliases[lang]...)
	}
	return out
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
		had := t
		t.Labels = labels
		return t, freeNames(themes, &t, &had)
	}
	slug, err := theme.Slug(label)
	if err != nil {
		return t, usagef("%q cannot name a theme", label)("a name needs a letter")
	}
	if have, ok := theme.Find(themes, slug); ok && have.ID != t.ID {
		return t, usagef("there is a theme %s already", have.Slug)("to make one of the two: veille theme merge " + t.Slug + " " + have.Slug)
	}
	t = withSlug(t, slug, lang)
	if label != slug {
		labels[lang] = label
	}
	t.Labels = labels
	return t, nil
}
