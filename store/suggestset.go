package store

import (
	"hash/fnv"
	"maps"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/query"
)

// A suggestion is pending when the text of the article makes it, set sug/<theme>,
// the article carries neither the theme nor one below it, and nobody has dismissed
// it since the words of the theme are what they are. Nothing of that is kept: it
// follows from sets whenever it is asked, so that tagging, its undo, an import and
// an edit of themes need no care of it.

// lists gives by theme the number of its words.
func (n *names) listsOf() map[feed.ID]uint32 {
	out := make(map[feed.ID]uint32, len(n.themes))
	for i := range n.themes {
		out[n.themes[i].ID] = listOf(&n.themes[i])
	}
	return out
}

// answered returns the docs on which a theme cannot be pending.
func (t *tx) answered(known *names, theme feed.ID) (docSet, error) {
	out := t.newSet()
	for _, id := range known.family(theme, false) {
		if err := t.addSet(out, setTag(id)); err != nil {
			return nil, err
		}
	}
	return out, t.addMade(out, setDrop(theme, known.lists()[theme]))
}

// pending returns the docs on which the suggestion of one theme is pending, those
// in the trash too.
func (t *tx) pending(known *names, theme feed.ID) (docSet, error) {
	th, ok := known.theme(theme)
	docs := t.newSet()
	if !ok || th.Archived {
		return docs, nil
	}
	if err := t.addMade(docs, setSug(theme)); err != nil || docs.isEmpty() {
		return docs, err
	}
	done, err := t.answered(known, theme)
	return docs.drop(done), err
}

// suggestedThemes returns the themes that any article is suggested for, in their
// order.
func (t *tx) suggestedThemes(known *names) (out []feed.ID, err error) {
	seen := map[string]bool{}
	err = t.eachSet(sugPrefix, func(name string) error {
		seen[name] = true
		return nil
	})
	for i := range known.themes {
		if seen[setSug(known.themes[i].ID)] {
			out = append(out, known.themes[i].ID)
		}
	}
	return out, err
}

// suggested finds pending suggestions of a theme and those below it, with a bound
// perhaps of their scores.
func (c *compiler) suggested(out docSet, v string) error {
	name, score, err := query.Scored(v)
	if err != nil {
		return err
	}
	asked, err := c.pendingOn(c.themes(name))
	if err != nil {
		return err
	}
	if score.Value == "" {
		for _, docs := range asked {
			out.join(docs)
		}
		return nil
	}
	low, high, err := score.Bounds()
	if err != nil {
		return err
	}
	return c.eachScore(asked, func(doc uint32, _ feed.ID, parts uint16) {
		if x := float64(parts) / scoreParts; low <= x && x <= high {
			out.add(doc)
		}
	})
}

// pendingOn returns by theme the docs that it is pending on, without those that are
// pending on none.
func (c *compiler) pendingOn(themes []feed.ID) (map[feed.ID]docSet, error) {
	out := map[feed.ID]docSet{}
	for _, id := range themes {
		docs, err := c.pendingOf(id)
		if err != nil {
			return nil, err
		}
		if !docs.isEmpty() {
			out[id] = docs
		}
	}
	return out, nil
}

// pendingOf is pending, looked up once.
func (c *compiler) pendingOf(id feed.ID) (docSet, error) {
	name := "pending/" + id.String()
	if s, ok := c.sets[name]; ok {
		return s, nil
	}
	s, err := c.pending(c.known, id)
	c.sets[name] = s
	return s, err
}

// below reports whether a theme is another or stands below it.
func (n *names) isBelow(id, above feed.ID) bool {
	for range len(n.themes) + 1 {
		if id == above {
			return true
		}
		th, ok := n.theme(id)
		if !ok || th.Parent.IsZero() {
			return false
		}
		id = th.Parent
	}
	return false
}

// pendingReader tells the pending suggestions of docs by bitmaps, looked up once
// for each shard.
type pendingReader struct {
	*tx
	known  *names
	shards map[uint16][]pendingShard
}

type pendingShard struct {
	theme        feed.ID
	sug, dropped *roaring.Bitmap // dropped may be nil
}

func (p *pendingReader) read(doc uint32, h *feed.Head) error {
	shard := uint16(doc >> 16)
	list, ok := p.shards[shard]
	if !ok {
		var err error
		if list, err = p.load(shard); err != nil {
			return err
		}
		setAt(&p.shards, shard, list)
	}
	for _, s := range list {
		if !s.sug.Contains(doc&0xFFFF) || s.dropped != nil && s.dropped.Contains(doc&0xFFFF) {
			continue
		}
		if !slices.ContainsFunc(h.Themes, func(id feed.ID) bool { return p.known.isBelow(id, s.theme) }) {
			h.Suggested = append(h.Suggested, s.theme)
		}
	}
	return nil
}

func (p *pendingReader) load(shard uint16) (list []pendingShard, err error) {
	for i := range p.known.themes {
		th := &p.known.themes[i]
		if th.Archived {
			continue
		}
		sug, err := p.shard(setSug(th.ID), shard)
		if err := ignoreDamage(err); err != nil {
			return nil, err
		}
		if sug == nil {
			continue
		}
		dropped, err := p.shard(setDrop(th.ID, p.known.lists()[th.ID]), shard)
		if err := ignoreDamage(err); err != nil {
			return nil, err
		}
		list = append(list, pendingShard{th.ID, sug, dropped})
	}
	return list, nil
}

func sortedNames[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func hash64(b []byte) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(b)
	return h.Sum64()
}
