package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// pick takes the theme under the cursor among those that are archived together, or
// out of them, and goes to the next.
func (b *themesBox) pick() {
	if i := slices.Index(b.picked, b.at); i >= 0 {
		b.picked = slices.Delete(b.picked, i, i+1)
	} else {
		b.picked = append(b.picked, b.at)
	}
	b.sel = min(b.sel+1, len(b.rows)-1)
	b.settle()
}

// archive puts the themes that are picked away, else the one under the cursor, as
// one step of undo; those that are all archived come back.
func (b *themesBox) archive(m *model, at feed.ID) tea.Cmd {
	ids := slices.DeleteFunc(b.picked, func(id feed.ID) bool { _, known := m.facts.theme[id]; return !known })
	if len(ids) == 0 {
		ids = []feed.ID{at}
	}
	b.picked = nil
	to := slices.ContainsFunc(ids, func(id feed.ID) bool { return !m.facts.theme[id].Archived })
	lib := m.lib
	return m.change("theme", func(ctx context.Context) (feed.Change, error) {
		list := make([]feed.Theme, 0, len(ids))
		for _, id := range ids {
			t, err := themeNow(ctx, lib, id)
			if err != nil {
				return feed.Change{}, err
			}
			t.Archived = to
			list = append(list, t)
		}
		_, c, err := lib.SaveThemes(ctx, list)
		return c, err
	})
}
