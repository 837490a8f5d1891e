package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/theme"
	"veille/store"
)

func (a *app) tagCmd() *cobra.Command {
	var b bulk
	c := &cobra.Command{
		Use:   "tag +THEME… -THEME… [--] QUERY",
		Short: "Put themes on articles and take them off",
		Long: "Words that begin with + are themes to put on, words that begin with - themes to take off. " +
			"The query begins with the first other word, or after --. " +
			"A theme may be named by its slug, or by a label or alias in any language; + makes one that does not exist.",
		Example:           "  veille tag +asean -covid-19 since:7d title:summit\n  veille tag +health -- -tag:health vaccine",
		ValidArgsFunction: a.completeTagging,
		RunE: func(cmd *cobra.Command, args []string) error {
			t, err := readTagging(args)
			if err != nil {
				return err
			}
			return a.tag(cmd.Context(), t, b)
		},
	}
	b.declare(c)
	return c
}

// tagging is a command line of tag.
type tagging struct {
	add, remove, query []string
}

// readTagging takes the words of tag apart. A signed word with a colon
// (-is:read) belongs to the query: no name of a theme has one.
func readTagging(args []string) (tagging, error) {
	var t tagging
	i := 0
	for ; i < len(args); i++ {
		w := args[i]
		if w == "--" || len(w) < 2 || strings.Contains(w, ":") || w[0] != '+' && w[0] != '-' {
			break
		}
		if w[0] == '+' {
			t.add = append(t.add, w[1:])
		} else {
			t.remove = append(t.remove, w[1:])
		}
	}
	if i < len(args) && args[i] == "--" {
		i++
	} else {
		for _, w := range args[i:] {
			if strings.HasPrefix(w, "+") {
				return t, usagef("%s stands after the query", w)("themes come first: veille tag +asean QUERY")
			}
		}
	}
	t.query = args[i:]
	if len(t.add)+len(t.remove) == 0 {
		return t, usagef("veille tag needs a theme")("+asean puts one on, -asean takes it off")
	}
	return t, everything("tag", t.query)
}

func (a *app) tag(ctx context.Context, t tagging, b bulk) error {
	q, err := parseQuery(t.query)
	if err != nil {
		return err
	}
	return a.with(ctx, b.access(), func(s *store.Store) error {
		themes, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		act, err := resolveTagging(t, themes, a.lang())
		if err != nil {
			return err
		}
		would := "tag %s"
		if len(act.Create) > 0 {
			would += ", with " + newThemes(themes, act.Create)
		}
		return a.changeAll(ctx, s, q, would, b, func(on feed.Targets) (feed.Change, error) {
			if len(act.Create) > 0 {
				a.sayf("%s", newThemes(themes, act.Create))
			}
			return s.Tag(ctx, on, act)
		})
	})
}

// newThemes names themes that are made by the way, as a slip of the pen makes
// one too.
func newThemes(have, made []feed.Theme) string {
	var out []string
	for _, t := range made {
		s := "new theme " + t.Slug
		if near := theme.Suggest(have, t.Slug); near != "" {
			s += " (did you mean " + near + "?)"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// resolveTagging finds the themes meant. One to put on that does not exist is
// made; one to take off must exist.
func resolveTagging(t tagging, themes []feed.Theme, lang string) (feed.Tagging, error) {
	act := feed.Tagging{By: feed.ByUser}
	for _, name := range t.add {
		if th, ok := theme.Find(themes, name); ok {
			act.Add = append(act.Add, th.ID)
			continue
		}
		made, err := newTheme(name, lang)
		if err != nil {
			return act, err
		}
		act.Create = append(act.Create, made)
	}
	for _, name := range t.remove {
		th, err := themeNamed(themes, name)
		if err != nil {
			return act, err
		}
		act.Remove = append(act.Remove, th.ID)
	}
	return act, nil
}

// newTheme makes a theme of the label typed, which is in the language of the
// interface.
func newTheme(label, lang string) (feed.Theme, error) {
	slug, err := theme.Slug(label)
	if err != nil {
		return feed.Theme{}, usagef("%q cannot name a theme", label)("a name needs a letter")
	}
	t := feed.Theme{ID: feed.ThemeID(slug), Slug: slug}
	if label != slug {
		t.Labels = map[string]string{lang: label}
	}
	return t, nil
}

// themeNamed finds a theme that must exist.
func themeNamed(themes []feed.Theme, name string) (feed.Theme, error) {
	if t, ok := theme.Find(themes, name); ok {
		return t, nil
	}
	hint := "veille theme list"
	if near := theme.Suggest(themes, name); near != "" {
		hint = "did you mean " + near + "?"
	}
	return feed.Theme{}, usagef("there is no theme %q", name)(hint)
}
