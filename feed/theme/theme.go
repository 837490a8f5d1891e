// Package theme knows themes: the starter themes, how a slug is made of a label,
// which theme a word in any language means, and which themes an article seems to
// belong to, by word lists and by what the user's own tagging has taught.
package theme

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"veille/feed"
	"veille/feed/text"
)

//go:embed starters.toml
var startersFile []byte

// The file is part of the program: a mistake in it is found by the tests.
var starters = sync.OnceValues(func() ([]feed.Theme, error) { return Read(startersFile) })

// Starters returns the themes a new library begins with, in their order. The
// caller may change what it gets.
func Starters() []feed.Theme {
	all, err := starters()
	if err != nil {
		panic("starters.toml: " + err.Error())
	}
	out := make([]feed.Theme, len(all))
	for i, t := range all {
		out[i] = clone(t)
	}
	return out
}

// clone copies a theme with all its maps and lists.
func clone(t feed.Theme) feed.Theme {
	labels := make(map[string]string, len(t.Labels))
	for lang, s := range t.Labels {
		labels[lang] = s
	}
	t.Labels = labels
	t.Aliases = cloneLists(t.Aliases)
	t.Not = cloneLists(t.Not)
	t.Words = cloneLists(t.Words)
	t.Yields = slices.Clone(t.Yields)
	return t
}

func cloneLists[E any](m map[string][]E) map[string][]E {
	out := make(map[string][]E, len(m))
	for lang, list := range m {
		out[lang] = slices.Clone(list)
	}
	return out
}

// MaxSlug is the greatest length of a slug in bytes.
const MaxSlug = 120

// Slug makes a slug of a label: folded, runs of other characters as one "-",
// segments kept apart by "/". Letters that have no place in a-z are left out.
// The error wraps feed.ErrInvalid when nothing is left or only digits are.
func Slug(label string) (string, error) {
	var out []string
	for part := range strings.SplitSeq(text.Fold(label), "/") {
		if s := segment(part); s != "" {
			out = append(out, s)
		}
	}
	slug := strings.Join(out, "/")
	for len(slug) > MaxSlug { // cut at a word
		slug = slug[:max(strings.LastIndexAny(slug, "-/"), 0)]
	}
	if !strings.ContainsFunc(slug, unicode.IsLetter) {
		return "", fmt.Errorf("make theme of %q: a name needs letters and is %w", label, feed.ErrInvalid)
	}
	return slug, nil
}

func segment(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || unicode.IsMark(r):
			gap = gap || r == '\''
		default:
			gap = true
		}
	}
	return b.String()
}

// Find returns the theme that name means: its slug, else a label or alias in
// any language: first as written but for case, then folded, with blanks and
// dashes the same. Among equals the earlier theme counts, labels before
// aliases.
func Find(themes []feed.Theme, name string) (feed.Theme, bool) {
	slug := strings.ToLower(strings.TrimSpace(name))
	if slug == "" {
		return feed.Theme{}, false
	}
	for _, t := range themes {
		if t.Slug == slug {
			return t, true
		}
	}
	written := strings.ToLower(text.Line(name))
	folded := nameKey(name)
	for _, same := range []func(string) bool{
		func(s string) bool { return strings.ToLower(s) == written },
		func(s string) bool { return folded != "" && nameKey(s) == folded },
	} {
		if i := slices.IndexFunc(themes, func(t feed.Theme) bool { return anyLabel(t, same) }); i >= 0 {
			return themes[i], true
		}
		if i := slices.IndexFunc(themes, func(t feed.Theme) bool { return same(t.Slug) || anyAlias(t, same) }); i >= 0 {
			return themes[i], true
		}
	}
	return feed.Theme{}, false
}

// nameKey is the form under which names of themes are compared.
func nameKey(s string) string {
	return strings.Join(strings.FieldsFunc(text.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '/'
	}), "-")
}

func anyLabel(t feed.Theme, same func(string) bool) bool {
	for _, s := range t.Labels {
		if same(s) {
			return true
		}
	}
	return false
}

func anyAlias(t feed.Theme, same func(string) bool) bool {
	for _, list := range t.Aliases {
		if slices.ContainsFunc(list, same) {
			return true
		}
	}
	return false
}

// Suggest returns the slug of the theme whose slug, label or alias is spelled
// most like name, "" when none comes near.
func Suggest(themes []feed.Theme, name string) string {
	slugs := map[string]string{}
	var keys []string
	add := func(s, slug string) {
		k := nameKey(s)
		if _, ok := slugs[k]; !ok {
			slugs[k] = slug
			keys = append(keys, k)
		}
	}
	for _, t := range themes {
		add(t.Slug, t.Slug)
	}
	for _, t := range themes {
		for _, s := range t.Labels {
			add(s, t.Slug)
		}
		for _, list := range t.Aliases {
			for _, s := range list {
				add(s, t.Slug)
			}
		}
	}
	slices.Sort(keys) // maps have no order: the same answer every time
	return slugs[feed.Nearest(nameKey(name), keys)]
}

// Label returns what a theme is called in a language of the interface: its
// label there, else the English one, any other, or the slug.
func Label(t feed.Theme, lang string) string {
	for _, l := range []string{lang, "en", "fr", "vi"} {
		if s := t.Labels[l]; s != "" {
			return s
		}
	}
	langs := make([]string, 0, len(t.Labels))
	for l := range t.Labels {
		langs = append(langs, l)
	}
	slices.Sort(langs)
	for _, l := range langs {
		if s := t.Labels[l]; s != "" {
			return s
		}
	}
	return t.Slug
}
