package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// joinStory makes the articles that are selected one story.
func (m *model) joinStory() tea.Cmd {
	if cmd, ok := m.settled(actJoinStory); !ok {
		return cmd
	}
	on, n := m.targets()
	if n < 2 || m.list.selected() < 2 {
		return m.say(m.words.WhyNoJoin)
	}
	if n > maxJoin {
		return m.say(m.words.TooManyToJoin(maxJoin))
	}
	lib := m.lib
	m.list.pick.clear()
	return m.changeStory(m.words.StoryJoined, func(ctx context.Context) (feed.Change, error) {
		ids := on.IDs
		if on.Hits != nil {
			var err error
			if ids, err = idsOf(ctx, on.Hits, 0, n-1); err != nil {
				return feed.Change{}, err
			}
		}
		return lib.JoinStory(ctx, ids)
	})
}

// changeStory has a change to stories done and says what it did: the change itself
// does not tell joining from taking out.
func (m *model) changeStory(said func(n int) string, do deed) tea.Cmd {
	n := 0
	return m.enqueue(changedMsg{what: "story", then: func(m *model) tea.Cmd {
		if n == 0 {
			return m.say(m.words.NothingChanged)
		}
		return m.did(said(n))
	}}, func(ctx context.Context) (feed.Change, error) {
		c, err := do(ctx)
		n = c.Count
		return c, err
	})
}

// maxJoin bounds what is joined by hand: more is a slip of the keys.
const maxJoin = 50
