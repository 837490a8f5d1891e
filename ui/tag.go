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
	return m.enqueue(changedMsg{what: "tag", left: m.versionsLeft()}, func(ctx context.Context) (feed.Change, error) { return lib.Tag(ctx, on, t) })
}

// noteTagging keeps the slugs of a tagging for "." and for the picker.
func (m *model) noteTagging(t feed.Tagging) {
	m.last = nil
	for _, id := range t.Add {
		m.last = append(m.last, m.facts.theme[id].Slug)
	}
	for i := range t.Create {
		m.last = append(m.last, t.Create[i].Slug)
		m.made = append(m.made, t.Create[i])
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

// label is what a theme is called in the language of the interface.
func (m *model) label(slug string) string {
	if t, ok := m.facts.bySlug(slug); ok {
		return label(&t, m.words.Lang)
	}
	if i := slices.IndexFunc(m.made, func(t feed.Theme) bool { return t.Slug == slug }); i >= 0 {
		return label(&m.made[i], m.words.Lang)
	}
	return slug
}

func (m *model) labels(slugs []string) []string {
	out := make([]string, len(slugs))
	for i, s := range slugs {
		out[i] = m.label(s)
	}
	return out
}

// changeSaid says what a change did, themes by their names.
func (m *model) changeSaid(c feed.Change) string {
	c.Added, c.Removed = m.labels(c.Added), m.labels(c.Removed)
	return m.words.change(c)
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

// repeatTag tags once more as the last time: what was put on is put on, what
// was taken off is taken off.
func (m *model) repeatTag() tea.Cmd {
	if m.works.toggling() {
		on, n := m.targets()
		if n == 0 {
			return nil
		}
		lib := m.lib
		m.works.queue = append(m.works.queue, job{msg: changedMsg{what: "tag", left: m.versionsLeft()}, make: func() deed {
			t := m.lastTagging()
			return func(ctx context.Context) (feed.Change, error) { return lib.Tag(ctx, on, t) }
		}})
		return nil
	}
	t := m.lastTagging()
	if len(t.Add)+len(t.Remove) == 0 {
		return m.say(m.words.NothingToRepeat)
	}
	return m.tag(t)
}

// toggling reports whether a theme is about to be put on or taken off: which of
// the two is known when it is done.
func (w *works) toggling() bool {
	return w.toggles || slices.ContainsFunc(w.queue, func(j job) bool { return j.msg.toggle })
}

// noteToggle keeps for "." whether a digit put its theme on or took it off.
func (m *model) noteToggle(c changedMsg) {
	if m.works.toggles = false; !c.toggle || c.err != nil || c.change.Count == 0 {
		return
	}
	m.last = slices.Clone(c.change.Added)
	for _, slug := range c.change.Removed {
		m.last = append(m.last, "-"+slug)
	}
	m.session.LastTags = m.last
}

// lastTagging is the last tagging, of the themes that still are.
func (m *model) lastTagging() feed.Tagging {
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
	return t
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
	return m.enqueue(changedMsg{what: "tag", toggle: true, left: m.versionsLeft()}, func(ctx context.Context) (feed.Change, error) {
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
