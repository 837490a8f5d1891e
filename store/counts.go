package store

import (
	"context"
	"time"

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
	c.Trashed, c.Hidden = n.trash.count(), n.hidden.count()
	if c.ToConfirm, c.Suggested, err = n.suggested(); err != nil {
		return c, err
	}
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
	tagged := t.newSet()
	if c.Themes, err = n.themes(tagged); err != nil {
		return c, err
	}
	c.Untagged = n.live.count() - tagged.meets(n.live)
	if c.Sources, err = n.sources(); err != nil {
		return c, err
	}
	c.Langs, err = n.langs()
	return c, err
}

// counter counts docs of an answer, as all that lists show, and how
// many of them are unread.
type counter struct {
	*tx
	live, unread, trash, hidden docSet
	full                        []bool // whether live has docs of a shard
	both                        bool   // count the unread too
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
	hidden, err := t.set(setHidden)
	if err != nil {
		return nil, err
	}
	n, err = t.counterOf(all.drop(trash).drop(hidden))
	if err == nil {
		n.trash, n.hidden, n.both = trash, hidden.drop(trash), true
	}
	return n, err
}

// suggested counts the articles that suggestions are pending on: each theme with
// those below it.
func (n *counter) suggested() (all int, by map[feed.ID]int, err error) {
	known, err := n.known()
	if err != nil {
		return 0, nil, err
	}
	themes, err := n.suggestedThemes(known)
	if err != nil {
		return 0, nil, err
	}
	any, pending := n.newSet(), map[feed.ID]docSet{}
	for _, id := range themes {
		docs, err := n.pending(known, id)
		if err != nil {
			return 0, nil, err
		}
		any.join(docs)
		pending[id] = docs.meet(n.live)
	}
	by = map[feed.ID]int{}
	for i := range known.themes {
		id := known.themes[i].ID
		docs := pending[id]
		for _, below := range known.family(id, false)[1:] {
			if more := pending[below]; docs == nil {
				docs = more
			} else if more != nil {
				docs = docs.or(more)
			}
		}
		if c := docs.count(); c > 0 {
			by[id] = c
		}
	}
	return any.meets(n.live), by, nil
}

// counterOf counts among some docs.
func (t *tx) counterOf(docs docSet) (n *counter, err error) {
	n = &counter{tx: t, live: docs}
	if n.unread, err = t.set(setUnread); err != nil {
		return nil, err
	}
	n.unread.meet(n.live)
	for i := range t.shards() {
		n.full = append(n.full, !n.live.shard(i).isEmpty())
	}
	return n, nil
}

func (n *counter) count(docs docSet) feed.Count {
	return feed.Count{All: docs.meets(n.live), Unread: docs.meets(n.unread)}
}

// countShard counts in the file itself.
func (n *counter) countShard(c container, shard int) (sum feed.Count) {
	if !n.full[shard] {
		return sum
	}
	sum.All = c.meets(n.live.shard(shard))
	if n.both && sum.All > 0 {
		sum.Unread = c.meets(n.unread.shard(shard))
	}
	return sum
}

// eachCount counts the sets that begin with prefix, in one pass, and gives those
// that have any of the docs to yield. join, when not nil, gets all that is in
// them.
func (n *counter) eachCount(prefix string, join docSet, yield func(rest string, c feed.Count) error) error {
	last, sum := "", feed.Count{}
	done := func() error {
		if sum.All == 0 {
			return nil
		}
		return yield(last[len(prefix):], sum)
	}
	err := n.eachShard(prefix, prefix+"\xff", func(name []byte, shard int, c container) error {
		if string(name) != last {
			if err := done(); err != nil {
				return err
			}
			last, sum = string(name), feed.Count{}
		}
		more := n.countShard(c, shard)
		sum.All += more.All
		sum.Unread += more.Unread
		if join != nil {
			c.addTo(join.shard(shard))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return done()
}

// themes counts each theme with those below it. join gets all that have one.
func (n *counter) themes(join docSet) (map[feed.ID]feed.Count, error) {
	known, err := n.known()
	if err != nil {
		return nil, err
	}
	out := map[feed.ID]feed.Count{}
	err = n.eachCount(tagPrefix, join, func(rest string, c feed.Count) error {
		id, err := feed.ParseID(rest)
		if err != nil {
			return damaged("set %q", tagPrefix+rest)
		}
		if _, ok := known.theme(id); ok {
			out[id] = c
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range known.themes {
		id := known.themes[i].ID
		family := known.family(id, false)
		if len(family) == 1 {
			continue
		}
		docs := n.newSet()
		for _, f := range family {
			if err := n.addSet(docs, setTag(f)); err != nil {
				return nil, err
			}
		}
		if c := n.count(docs); c.All > 0 {
			out[id] = c
		}
	}
	return out, nil
}

// sources counts sources.
func (n *counter) sources() (map[feed.ID]feed.Count, error) {
	out := map[feed.ID]feed.Count{}
	return out, n.eachCount(srcPrefix, nil, func(rest string, c feed.Count) error {
		var id feed.ID
		if rest != "" {
			var err error
			if id, err = feed.ParseID(rest); err != nil {
				return damaged("set %q", srcPrefix+rest)
			}
		}
		out[id] = c
		return nil
	})
}

// langs counts languages.
func (n *counter) langs() (map[string]feed.Count, error) {
	out := map[string]feed.Count{}
	return out, n.eachCount(langPrefix, nil, func(rest string, c feed.Count) error {
		out[rest] = c
		return nil
	})
}
