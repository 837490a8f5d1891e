package ui

import (
	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/refresh"
)

// fruitless reports whether a new address was looked for and none was found.
func (b *lookBox) fruitless() bool {
	none := b.offer.Kind == refresh.OfferPage || b.offer.Kind == refresh.OfferList || len(b.offer.Sources) == 0
	return !b.instead.ID.IsZero() && b.ready && (b.err != nil || none)
}

// followed is the source that an offer of one feed would follow again.
func (b *lookBox) followed(m *model) (feed.Source, bool) {
	o := &b.offer
	if !b.instead.ID.IsZero() || o.Kind != refresh.OfferFeed || len(o.Sources) != 1 || len(o.Known) != 1 || !o.Known[0] {
		return feed.Source{}, false
	}
	for _, s := range m.facts.sources {
		if s.Feed != "" && (s.ID == o.Sources[0].ID || feed.FeedID(s.Feed) == feed.FeedID(o.Sources[0].Feed)) {
			return s, true
		}
	}
	return feed.Source{}, false
}

// show leads to the articles of a source that is followed already.
func (b *lookBox) show(m *model, s feed.Source) tea.Cmd {
	m.drop(b)
	if b.over != nil {
		m.drop(b.over)
	}
	q := m.parse(setQuery("source", s.Name))
	m.toList()
	return m.view(q.String(), q, feed.ID{})
}
