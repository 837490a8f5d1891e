package ui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
)

// editTheme changes a theme as one step of undo: as it is kept then, whoever has
// changed it since it was read.
func (m *model) editTheme(id feed.ID, edit func(t *feed.Theme)) tea.Cmd {
	lib := m.lib
	return m.change("theme", func(ctx context.Context) (feed.Change, error) {
		t, err := themeNow(ctx, lib, id)
		if err != nil {
			return feed.Change{}, err
		}
		edit(&t)
		return lib.EditTheme(ctx, t)
	})
}

// themeNow reads a theme with maps of its own.
func themeNow(ctx context.Context, lib Library, id feed.ID) (feed.Theme, error) {
	all, err := lib.Themes(ctx)
	if err != nil {
		return feed.Theme{}, err
	}
	i := slices.IndexFunc(all, func(t feed.Theme) bool { return t.ID == id })
	if i < 0 {
		return feed.Theme{}, fmt.Errorf("theme %s: %w", id, feed.ErrNotFound)
	}
	t := all[i]
	t.Labels, t.Aliases = cloned(t.Labels), cloned(t.Aliases)
	t.Words, t.Not = cloned(t.Words), cloned(t.Not)
	return t, nil
}

func cloned[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return maps.Clone(m)
}

// newTheme is a theme as it is made of a name; a path of names puts it below others.
func (m *model) newTheme(name string) (feed.Theme, error) {
	name = text.Line(name)
	slug, err := theme.Slug(name)
	if err != nil {
		return feed.Theme{}, err
	}
	last := strings.TrimSpace(name[strings.LastIndexByte(name, '/')+1:])
	t := feed.Theme{Slug: slug, Labels: map[string]string{m.words.Lang: last}, Colour: len(m.facts.themes)%theme.Colours + 1}
	t.Short = theme.ShortCode(last)
	return t, nil
}

// nameFault says why a theme cannot have a name, "" when it can.
func (m *model) nameFault(name string, self feed.ID) string {
	slug, err := theme.Slug(text.Line(name))
	if err != nil {
		return m.words.TagBadName
	}
	for _, s := range []string{name, slug} {
		if t, ok := theme.Find(m.facts.themes, s); ok && t.ID != self {
			return m.words.ThemeExists(theme.Label(t, m.words.Lang))
		}
	}
	return ""
}

func (m *model) addTheme() {
	b := newAskBox(m.words.AddThemeTitle, "")
	b.hint = m.words.AddThemeHint
	b.take = func(m *model, v string) (string, tea.Cmd) {
		if fault := m.nameFault(v, feed.ID{}); fault != "" {
			return fault, nil
		}
		t, err := m.newTheme(v)
		if err != nil {
			return m.words.TagBadName, nil
		}
		lib := m.lib
		return "", m.change("theme", func(ctx context.Context) (feed.Change, error) {
			_, c, err := lib.AddTheme(ctx, t)
			return c, err
		})
	}
	m.open(b)
}

// renameTheme gives a theme another label in the language of the interface. The slug
// follows, and the old one still finds it.
func (m *model) renameTheme(t feed.Theme) {
	lang := m.words.Lang
	b := newAskBox(m.words.RenameThemeTitle(theme.Label(t, lang)), theme.Label(t, lang))
	b.hint = m.words.RenameThemeHint
	b.take = func(m *model, v string) (string, tea.Cmd) {
		name := text.Line(v)
		if name == theme.Label(t, lang) {
			return "", nil
		}
		if fault := m.nameFault(name, t.ID); fault != "" {
			return fault, nil
		}
		return "", m.editTheme(t.ID, func(x *feed.Theme) { renamed(x, name, lang) })
	}
	m.open(b)
}

// renamed gives a theme a label and the slug that goes with it. Without a path in
// the name it stays where its slug puts it.
func renamed(t *feed.Theme, name, lang string) {
	last := strings.TrimSpace(name[strings.LastIndexByte(name, '/')+1:])
	if i := strings.LastIndexByte(t.Slug, '/'); i >= 0 && !strings.Contains(name, "/") {
		name = t.Slug[:i+1] + name
	}
	if slug, err := theme.Slug(name); err == nil && slug != t.Slug {
		if !slices.Contains(t.Aliases[lang], t.Slug) {
			t.Aliases[lang] = append(slices.Clone(t.Aliases[lang]), t.Slug)
		}
		t.Slug = slug
	}
	t.Labels[lang] = last
}

// pinTheme asks for the digit that toggles a theme.
func (m *model) pinTheme(t feed.Theme) {
	w := m.words
	m.open(&menu{title: w.PinTitle(theme.Label(t, w.Lang)), footer: w.AskFooter, sel: max(0, t.Pin-1), rows: func(m *model) []choice {
		var out []choice
		pin := func(digit int) func(m *model) tea.Cmd {
			return func(m *model) tea.Cmd { return m.editTheme(t.ID, func(x *feed.Theme) { x.Pin = digit }) }
		}
		for d := 1; d <= 9; d++ {
			c := choice{key: string(rune('0' + d)), text: m.words.PinFree, on: t.Pin == d, ink: m.st.muted, do: pin(d)}
			if other, taken := m.facts.pinned(d); taken {
				c.text, c.ink = theme.Label(other, m.words.Lang), m.st.themeInk(other.Colour)
			}
			out = append(out, c)
		}
		return append(out, choice{key: "0", text: m.words.PinNone, on: t.Pin == 0, do: pin(0)})
	}})
}

// below reports whether a theme is another or below it.
func (f *facts) below(id, of feed.ID) bool {
	for range len(f.themes) + 1 { // a theme that is its own ancestor ends here
		if id == of {
			return true
		}
		t, ok := f.theme[id]
		if !ok || t.Parent.IsZero() {
			return false
		}
		id = t.Parent
	}
	return false
}

// chooseTheme offers the themes that may be taken, with their numbers.
func (m *model) chooseTheme(c *chooser, may func(t *feed.Theme) bool, do func(m *model, t feed.Theme) tea.Cmd) {
	for _, r := range themeTree(&m.facts, m.words.Lang) {
		t := r.Theme
		if t.Archived || !may(&t) {
			continue
		}
		p := pick{lead: strings.Repeat("  ", min(r.depth, 6)), text: theme.Label(t, m.words.Lang), note: shortCode(&t),
			key: m.words.Number(m.facts.counts.Themes[t.ID].All), ink: m.st.themeInk(t.Colour)}
		p.names = slices.Insert(themeNames(&t), 0, p.text)
		p.told = len(p.names)
		c.add(p, func(m *model) tea.Cmd { return do(m, t) })
	}
	c.show(m, 0)
}

func (m *model) mergeTheme(t feed.Theme) {
	w := m.words
	c := &chooser{title: w.MergeTitle(theme.Label(t, w.Lang), m.facts.counts.Themes[t.ID].All), footer: w.AskFooter}
	m.chooseTheme(c, func(x *feed.Theme) bool { return !m.facts.below(x.ID, t.ID) }, func(m *model, into feed.Theme) tea.Cmd {
		lib := m.lib
		return m.change("theme", func(ctx context.Context) (feed.Change, error) { return lib.MergeThemes(ctx, t.ID, into.ID) })
	})
}

func (m *model) moveTheme(t feed.Theme) {
	w := m.words
	c := &chooser{title: w.MoveThemeTitle(theme.Label(t, w.Lang)), footer: w.AskFooter}
	to := func(parent feed.ID) tea.Cmd {
		return m.editTheme(t.ID, func(x *feed.Theme) { x.Parent = parent })
	}
	if !t.Parent.IsZero() {
		c.add(pick{text: w.TopLevel, names: []string{w.TopLevel}, ink: m.st.muted}, func(*model) tea.Cmd { return to(feed.ID{}) })
	}
	m.chooseTheme(c, func(x *feed.Theme) bool { return !m.facts.below(x.ID, t.ID) && x.ID != t.Parent },
		func(_ *model, x feed.Theme) tea.Cmd { return to(x.ID) })
}

// dropTheme asks before a theme is deleted: its articles lose a tag, and stay.
func (m *model) dropTheme(t feed.Theme) {
	w, n := m.words, m.facts.counts.Themes[t.ID].All
	lib := m.lib
	m.open(&confirmBox{question: w.DropThemeQuestion(theme.Label(t, w.Lang), n), note: w.DropThemeNote,
		do: func(m *model) tea.Cmd {
			return m.change("theme", func(ctx context.Context) (feed.Change, error) { return lib.DropTheme(ctx, t.ID) })
		}})
}
