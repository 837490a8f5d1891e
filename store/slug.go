package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"veille/feed"
	"veille/feed/theme"
)

// nameTheme makes a slug of a label where there is none.
func nameTheme(th *feed.Theme) (err error) {
	for _, lang := range []string{"en", "fr", "vi"} {
		if th.Slug == "" && th.Labels[lang] != "" {
			th.Slug, err = theme.Slug(th.Labels[lang])
		}
	}
	return err
}

// freeID is the hash of the slug, or another when a theme that was renamed
// since has it.
func (n *names) freeID(slug string) feed.ID {
	id := feed.ThemeID(slug)
	for i := 2; ; i++ {
		if _, taken := n.theme(id); !taken {
			return id
		}
		id = feed.NewID("theme", slug, strconv.Itoa(i))
	}
}

// freeSlug returns slug, numbered when a theme other than id has it.
func (n *names) freeSlug(slug string, id feed.ID) string {
	free := slug
	for i := 2; ; i++ {
		taken := slices.ContainsFunc(n.themes, func(th feed.Theme) bool { return th.Slug == free && th.ID != id })
		if !taken {
			return free
		}
		free = slug + "-" + strconv.Itoa(i)
	}
}

// checkTheme refuses a theme that cannot stand beside the others.
func (n *names) checkTheme(th *feed.Theme) error {
	switch {
	case !validSlug(th.Slug):
		return fmt.Errorf("theme slug %q: %w", clip(th.Slug, 60), feed.ErrInvalid)
	case n.freeSlug(th.Slug, th.ID) != th.Slug:
		return fmt.Errorf("theme %q: %w", th.Slug, feed.ErrExists)
	case th.Pin < 0 || th.Pin > 9:
		return fmt.Errorf("theme %q: digit %d: %w", th.Slug, th.Pin, feed.ErrInvalid)
	case th.Parent.IsZero():
		return nil
	}
	if _, ok := n.theme(th.Parent); !ok {
		return fmt.Errorf("theme %q: its parent: %w", th.Slug, feed.ErrNotFound)
	}
	if slices.Contains(n.family(th.ID, false), th.Parent) {
		return fmt.Errorf("theme %q: its parent is below it: %w", th.Slug, feed.ErrInvalid)
	}
	return nil
}

// maxSlug keeps the keys of sets and file names made of slugs short.
const maxSlug = 120

func validSlug(slug string) bool {
	made, err := theme.Slug(slug)
	return err == nil && made == slug && len(slug) <= maxSlug
}

// parentBySlug returns the theme that the slug places a new theme under.
func (n *names) parentBySlug(slug string) feed.ID {
	for {
		i := strings.LastIndexByte(slug, '/')
		if i < 0 {
			return feed.ID{}
		}
		slug = slug[:i]
		if p := slices.IndexFunc(n.themes, func(th feed.Theme) bool { return th.Slug == slug }); p >= 0 {
			return n.themes[p].ID
		}
	}
}

// importedTheme makes the theme that an unknown tag of an import stands for. A
// tag that gives no slug, all digits or signs, is kept as the label.
func (t *tx) importedTheme(tag, lang string) (feed.Theme, error) {
	known, err := t.known()
	if err != nil {
		return feed.Theme{}, err
	}
	slug, err := theme.Slug(tag)
	if err != nil || !validSlug(slug) {
		slug = "tag-" + feed.ThemeID(tag).String()[:8]
	}
	if same, ok := known.find(slug); ok {
		return same, nil
	}
	th := feed.Theme{
		ID: known.freeID(slug), Slug: slug, Parent: known.parentBySlug(slug),
		Colour: len(known.themes)%theme.Colours + 1,
	}
	if tag != slug {
		if lang != "fr" && lang != "vi" {
			lang = "en"
		}
		th.Labels = map[string]string{lang: tag}
	}
	return th, t.define(inTheme, th.ID, encodeTheme(&th))
}
