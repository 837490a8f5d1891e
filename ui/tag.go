package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// tag puts themes on the targets and takes others off, as one step of undo, and
// remembers how for ".".
func (m *model) tag(t feed.Tagging) tea.Cmd {
	on, n := m.targets()
	if n == 0 {
		return nil
	}
	m.noteTagging(t)
	lib := m.lib
	return m.change("tag", func(ctx context.Context) (feed.Change, error) { return lib.Tag(ctx, on, t) })
}

// noteTagging keeps the slugs of a tagging for "." and for the picker.
func (m *model) noteTagging(t feed.Tagging) {
	m.last = nil
	for _, id := range t.Add {
		m.last = append(m.last, m.facts.theme[id].Slug)
	}
	for i := range t.Create {
		m.last = append(m.last, t.Create[i].Slug)
	}
	for _, slug := range m.last {
		m.session.Recent = remember(m.session.Recent, slug, maxRecent)
	}
	for _, id := range t.Remove {
		m.last = append(m.last, "-"+m.facts.theme[id].Slug)
	}
	m.session.LastTags = m.last
}

// Limits of what the session remembers.
const (
	maxRecent  = 12
	maxQueries = 50
)

// remember puts s in front of list, once, and keeps at most n.
func remember(list []string, s string, n int) []string {
	out := append([]string{s}, slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == s })...)
	return out[:min(n, len(out))]
}

// bySlug finds a theme.
func (f *facts) bySlug(slug string) (feed.Theme, bool) {
	for i := range f.themes {
		if f.themes[i].Slug == slug {
			return f.themes[i], true
		}
	}
	return feed.Theme{}, false
}

// repeatTag tags once more as the last time.
func (m *model) repeatTag() tea.Cmd {
	var t feed.Tagging
	for _, slug := range m.last {
		off := strings.HasPrefix(slug, "-")
		th, ok := m.facts.bySlug(strings.TrimPrefix(slug, "-"))
		switch {
		case !ok:
		case off:
			t.Remove = append(t.Remove, th.ID)
		default:
			t.Add = append(t.Add, th.ID)
		}
	}
	if len(t.Add)+len(t.Remove) == 0 {
		return m.say(m.words.NothingToRepeat)
	}
	return m.tag(t)
}

// pinned returns the theme that a digit toggles.
func (f *facts) pinned(digit int) (feed.Theme, bool) {
	for i := range f.themes {
		if f.themes[i].Pin == digit && !f.themes[i].Archived {
			return f.themes[i], true
		}
	}
	return feed.Theme{}, false
}

// toggleTheme puts the theme of a digit on the targets, or takes it off when
// all of them have it.
func (m *model) toggleTheme(digit int) tea.Cmd {
	th, ok := m.facts.pinned(digit)
	if !ok {
		return m.say(m.words.NoTheme(digit))
	}
	on, n := m.targets()
	if n == 0 {
		return nil
	}
	m.noteTagging(feed.Tagging{Add: []feed.ID{th.ID}})
	lib := m.lib
	return m.change("tag", func(ctx context.Context) (feed.Change, error) {
		have, err := lib.Tagged(ctx, on)
		if err != nil {
			return feed.Change{}, err
		}
		if have[th.ID] >= n {
			return lib.Tag(ctx, on, feed.Tagging{Remove: []feed.ID{th.ID}})
		}
		return lib.Tag(ctx, on, feed.Tagging{Add: []feed.ID{th.ID}})
	})
}
