package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/review"
	"veille/feed/text"
)

// Templates of reviews stand in a folder beside config.toml, NAME.toml each. A name
// has letters, digits, - and _: it names a file and never leads out of the folder.

const templateExt = ".toml"

// maxReviewName is the longest name of a review in runes.
const maxReviewName = 60

func isReviewName(s string) bool {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	}
	return s != "" && s[0] != '-' && utf8.ValidString(s) && utf8.RuneCountInString(s) <= maxReviewName && !strings.ContainsFunc(s, odd)
}

func (a *app) templateFolder() string {
	return filepath.Join(filepath.Dir(a.settingsPath()), "reviews")
}

func (a *app) templatePath(name string) string {
	return filepath.Join(a.templateFolder(), name+templateExt)
}

// templates are the names of the templates that are files, sorted.
func (a *app) templates() (out []string, err error) {
	entries, err := os.ReadDir(a.templateFolder())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), templateExt); ok && isReviewName(name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

// templateText is the text of a template: of its file, else of the usual review the
// one built in, in a language. It says whether there is a file.
func (a *app) templateText(name, lang string) (b []byte, file bool, err error) {
	if !isReviewName(name) {
		return nil, false, usagef("%q cannot name a review", text.Line(name))("a name has letters, digits, - and _")
	}
	path := a.templatePath(name)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if name == review.Usual {
			_, b = review.Builtin(name, cmp.Or(lang, a.dossierLang()))
			return b, false, nil
		}
		known, _ := a.templates() // for a hint alone
		hint := "to begin one: veille review template -o " + shellWord(path)
		if near := feed.Nearest(name, append(known, review.Usual)); near != "" {
			hint = "did you mean " + near + "?"
		}
		return nil, false, usagef("there is no review %q", name)(hint)
	}
	if err != nil {
		return nil, false, err
	}
	defer f.Close() //nolint:errcheck // only read
	b, err = io.ReadAll(io.LimitReader(f, review.MaxFile+1))
	return b, true, err
}

// template reads the template of a review.
func (a *app) template(name, lang string) (review.Template, error) {
	b, file, err := a.templateText(name, lang)
	if err != nil {
		return review.Template{}, err
	}
	t, err := review.Parse(name, b)
	if err != nil {
		where := name
		if file {
			where = a.templatePath(name)
		}
		return t, usagef("%s: %s", text.Line(where), strings.TrimSuffix(err.Error(), ": "+feed.ErrInvalid.Error()))("veille help reviews tells the form of a template")
	}
	return t, nil
}

// reviewsFor gives the reader the templates there are, the usual one first. One
// that cannot be read is told beside the others.
func (a *app) reviewsFor(ctx context.Context, lang string) (out []review.Template, err error) {
	names, err := a.templates()
	names = slices.DeleteFunc(names, func(s string) bool { return s == review.Usual })
	for _, name := range append([]string{review.Usual}, names...) {
		t, terr := a.template(name, cmp.Or(a.conf.Export.Lang, lang))
		if terr != nil {
			err = errors.Join(err, terr)
			continue
		}
		out = append(out, t)
	}
	return out, errors.Join(err, ctx.Err())
}

func (a *app) reviewTemplateCmd() *cobra.Command {
	var lang, output string
	var force bool
	c := &cobra.Command{
		Use: "template [NAME]", Short: "Print the template of a review, to begin one of your own", Args: words(0, 1), ValidArgsFunction: a.completeReview,
		Long:    "Prints the template of a review, or of the usual one, as TOML. Written to reviews/NAME.toml beside config.toml and changed, it is a review of that name; as review.toml it takes the place of the usual one.",
		Example: "  veille review template\n  veille review template --lang fr -o ~/.config/veille/reviews/matin.toml",
		RunE: func(_ *cobra.Command, args []string) error {
			b, _, err := a.templateText(first(args), lang)
			if err != nil {
				return err
			}
			return a.hand(output, b, force, "a template")
		},
	}
	c.Flags().Var(newChoice(&lang, "", langNames...), "lang", "of the one built in: en, fr or vi")
	c.Flags().StringVarP(&output, "output", "o", "-", "the `file` to write, - for standard output")
	c.Flags().BoolVar(&force, "force", false, "replace an existing file")
	return c
}
