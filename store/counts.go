package store

import (
	"context"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// Counts returns the numbers of the sidebar.
func (s *Store) Counts(ctx context.Context) (c feed.Counts, err error) {
	err = s.view(ctx, func(t *tx) error {
		c, err = t.counts(s.now())
		return err
	})
	return c, err
}

func (t *tx) counts(now time.Time) (c feed.Counts, err error) {
	n, err := t.newCounter()
	if err != nil {
		return c, err
	}
	all := n.count(n.live)
	c.All, c.Unread = all.All, all.Unread
	c.Trashed = n.trash.count()
	for name, to := range map[string]*int{setStarred: &c.Starred, setSample: &c.Sample} {
		docs, err := t.set(name)
		if err != nil {
			return c, err
		}
		*to = docs.and(n.live).count()
	}
	y, m, d := now.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	today, err := t.published(midnight, midnight.AddDate(0, 0, 1))
	if err != nil {
		return c, err
	}
	c.Today = today.and(n.live).count()
	if c.Themes, c.Untagged, err = n.themes(); err != nil {
		return c, err
	}
	c.Sources, c.Langs, err = n.facets()
	return c, err
}

// counter counts docs of an answer, as all that are not in the trash, and how
// many of them are unread.
type counter struct {
	*tx
	live, unread, trash  docSet
	liveMaps, unreadMaps []*roaring.Bitmap // by shard
}

func (t *tx) newCounter() (n *counter, err error) {
	all, err := t.set(setAll)
	if err != nil {
		return nil, err
	}
	trash, err := t.set(setTrash)
	if err != nil {
		return nil, err
	}
	n, err = t.counterOf(all.drop(trash))
	if err == nil {
		n.trash = trash
	}
	return n, err
}

// counterOf counts among some docs.
func (t *tx) counterOf(docs docSet) (n *counter, err error) {
	n = &counter{tx: t, live: docs}
	if n.unread, err = t.set(setUnread); err != nil {
		return nil, err
	}
	n.unread.meet(n.live)
	for i := range t.shards() {
		part := func(s docSet) *roaring.Bitmap {
			return roaring.FromDense(s[i*shardWords:(i+1)*shardWords], false)
		}
		n.liveMaps = append(n.liveMaps, part(n.live))
		n.unreadMaps = append(n.unreadMaps, part(n.unread))
	}
	return n, nil
}

func (n *counter) count(docs docSet) feed.Count {
	return feed.Count{All: docs.meets(n.live), Unread: docs.meets(n.unread)}
}

// countSet counts a set on the bitmaps themselves.
func (n *counter) countSet(name string) (c feed.Count, err error) {
	for i := range n.liveMaps {
		m, err := n.shard(name, uint16(i))
		if err != nil {
			return c, err
		}
		if m != nil {
			c.All += int(m.AndCardinality(n.liveMaps[i]))
			c.Unread += int(m.AndCardinality(n.unreadMaps[i]))
		}
	}
	return c, nil
}

// themes counts each theme with those below it, and what has none.
func (n *counter) themes() (out map[feed.ID]feed.Count, untagged int, err error) {
	known, err := n.known()
	if err != nil {
		return nil, 0, err
	}
	out = map[feed.ID]feed.Count{}
	tagged := n.newSet()
	for i := range known.themes {
		id := known.themes[i].ID
		if err := n.addSet(tagged, setTag(id)); err != nil {
			return nil, 0, err
		}
		family := known.family(id, false)
		var c feed.Count
		if len(family) == 1 {
			c, err = n.countSet(setTag(id))
		} else {
			docs := n.newSet()
			for _, f := range family {
				if err := n.addSet(docs, setTag(f)); err != nil {
					return nil, 0, err
				}
			}
			c = n.count(docs)
		}
		if err != nil {
			return nil, 0, err
		}
		if c.All > 0 {
			out[id] = c
		}
	}
	return out, n.live.andNot(tagged).count(), nil
}

// facets counts sources and languages.
func (n *counter) facets() (sources map[feed.ID]feed.Count, langs map[string]feed.Count, err error) {
	sources, langs = map[feed.ID]feed.Count{}, map[string]feed.Count{}
	err = n.eachSet(srcPrefix, func(name string) error {
		var id feed.ID
		if rest := name[len(srcPrefix):]; rest != "" {
			var err error
			if id, err = feed.ParseID(rest); err != nil {
				return damaged("set %q", name)
			}
		}
		c, err := n.countSet(name)
		if c.All > 0 {
			sources[id] = c
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	err = n.eachSet(langPrefix, func(name string) error {
		c, err := n.countSet(name)
		if c.All > 0 {
			langs[name[len(langPrefix):]] = c
		}
		return err
	})
	return sources, langs, err
}
