package store

import (
	"bytes"
	"cmp"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"veille/feed"
	"veille/feed/text"
)

// names are the themes, sources and saved queries as of one change of them, as
// far as their records can be read. They are shared between transactions and
// never changed.
type names struct {
	file    feed.ID
	version uint64
	themes  []feed.Theme // pinned ones first by digit, then by slug
	rank    map[feed.ID]int
	below   map[feed.ID][]feed.ID  // children in the order of the themes
	said    map[feed.ID]feed.Theme // the themes as their records say, which may name a parent that is gone
	labels  string                 // and aliases of all themes, a line each
	sources map[feed.ID]feed.Source
	queries []feed.SavedQuery // by name
	rules   []feed.SavedRule  // by name
	// followed gives the sources with a feed, and sourceOrder all by name and last
	// what has none, once somebody asks.
	followed    func() followed
	lists       func() map[feed.ID]uint32 // by theme the number of its words, once somebody asks
	mark        func() uint64             // of all themes, once somebody asks
	sourceOrder func() []feed.ID
}

// compare orders themes; unknown ones come last.
func (n *names) compare(a, b feed.ID) int {
	ra, oka := n.rank[a]
	rb, okb := n.rank[b]
	switch {
	case oka && okb:
		return cmp.Compare(ra, rb)
	case oka != okb:
		return cmp.Compare(b2i(!oka), b2i(!okb))
	}
	return bytes.Compare(a[:], b[:])
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// family returns a theme and, unless alone, all themes below it.
func (n *names) family(id feed.ID, alone bool) []feed.ID {
	out := []feed.ID{id}
	for i := 0; i < len(out) && !alone; i++ {
		for _, child := range n.below[out[i]] {
			if !slices.Contains(out, child) {
				out = append(out, child)
			}
		}
	}
	return out
}

// known returns the themes and sources as this transaction sees them.
func (t *tx) known() (*names, error) {
	if t.names != nil {
		return t.names, nil
	}
	clean := t.is.names == t.was.names
	if clean {
		t.kept.mu.Lock()
		n := t.kept.names
		t.kept.mu.Unlock()
		if n != nil && n.file == t.is.file && n.version == t.is.names {
			t.names = n
			return n, nil
		}
	}
	n := t.loadNames()
	t.names = n
	if clean && !t.writes {
		t.learnt = n
	}
	return n, nil
}

func (t *tx) loadNames() *names {
	n := &names{file: t.is.file, version: t.is.names, said: map[feed.ID]feed.Theme{}, sources: map[feed.ID]feed.Source{}}
	queries, rules := map[feed.ID]feed.SavedQuery{}, map[feed.ID]feed.SavedRule{}
	t.eachDefinition(inTheme, func(id feed.ID, p []byte) {
		if th, err := decodeTheme(id, p); err == nil {
			n.said[id] = th
		}
	})
	t.eachDefinition(inFeed, func(id feed.ID, p []byte) {
		if src, err := decodeSource(id, p); err == nil {
			n.sources[id] = src
		}
	})
	t.eachDefinition(inQuery, func(id feed.ID, p []byte) {
		if q, err := decodeQuery(id, p); err == nil {
			queries[id] = q
		}
	})
	t.eachDefinition(inRule, func(id feed.ID, p []byte) {
		if r, err := decodeRule(id, p); err == nil {
			rules[id] = r
		}
	})
	n.followed, n.sourceOrder = sync.OnceValue(n.whatIsFollowed), sync.OnceValue(n.sortSources)
	n.queries = slices.SortedFunc(maps.Values(queries), compareQueries)
	n.rules = slices.SortedFunc(maps.Values(rules), compareRules)
	n.arrange()
	return n
}

// with returns the names as they are when the record of one theme is another, nil for
// none.
func (n *names) with(version uint64, id feed.ID, record []byte) (*names, error) {
	c := *n
	c.version, c.said = version, maps.Clone(n.said)
	delete(c.said, id)
	if record != nil {
		th, err := decodeTheme(id, record)
		if err != nil {
			return nil, err
		}
		c.said[id] = th
	}
	c.arrange()
	return &c, nil
}

// arrange works out what follows from what the themes say.
func (n *names) arrange() {
	n.rank, n.below = map[feed.ID]int{}, map[feed.ID][]feed.ID{}
	n.lists, n.mark = sync.OnceValue(n.listsOf), sync.OnceValue(n.themesMark)
	n.themes = make([]feed.Theme, 0, len(n.said))
	for _, th := range n.said {
		// An import may have put a theme below one that an undo then took away. It
		// is below it again when that comes back.
		if _, ok := n.said[th.Parent]; !ok {
			th.Parent = feed.ID{}
		}
		n.themes = append(n.themes, th)
	}
	slices.SortFunc(n.themes, compareThemes)
	var labels strings.Builder
	for i := range n.themes {
		n.rank[n.themes[i].ID] = i
		for s := range namesOf(&n.themes[i]) {
			labels.WriteString(s + "\n")
		}
		if up := n.themes[i].Parent; !up.IsZero() {
			n.below[up] = append(n.below[up], n.themes[i].ID)
		}
	}
	n.labels = labels.String()
}

// namesOf gives the labels and aliases of a theme.
func namesOf(th *feed.Theme) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, s := range th.Labels {
			if !yield(s) {
				return
			}
		}
		for _, list := range th.Aliases {
			for _, s := range list {
				if !yield(s) {
					return
				}
			}
		}
	}
}

func compareThemes(a, b feed.Theme) int {
	pin := func(th *feed.Theme) int {
		if th.Pin == 0 {
			return 10
		}
		return th.Pin
	}
	return cmp.Or(cmp.Compare(pin(&a), pin(&b)), strings.Compare(a.Slug, b.Slug), bytes.Compare(a.ID[:], b.ID[:]))
}

// eachDefinition gives the definitions to yield. Damaged ones are left out, so
// that the articles can be read and exported still; a check tells of them.
func (t *tx) eachDefinition(b bucket, yield func(feed.ID, []byte)) {
	for k, v := range t.up(b, nil) {
		if p, ok := b.unseal(k, v); ok && len(k) == len(feed.ID{}) {
			yield(feed.ID(k), p)
		}
	}
}

// define stores a record of a theme, source or saved query, nil to delete it.
func (t *tx) define(b bucket, id feed.ID, payload []byte) error {
	t.is.names = rand.Uint64()
	known := t.names
	t.names = nil
	if b == inTheme && known != nil { // of many themes saved at once each sees those before
		if now, err := known.with(t.is.names, id, payload); err == nil {
			t.names = now
		}
	}
	if payload == nil {
		return t.del(b, id[:])
	}
	return t.put(b, id[:], slices.Clip(payload))
}

// theme returns a theme by its ID.
func (n *names) theme(id feed.ID) (feed.Theme, bool) {
	i, ok := n.rank[id]
	if !ok {
		return feed.Theme{}, false
	}
	return n.themes[i], true
}

func (n *names) sortSources() []feed.ID {
	type named struct {
		name string
		id   feed.ID
	}
	list := make([]named, 0, len(n.sources))
	for id, src := range n.sources {
		list = append(list, named{text.Fold(src.Name), id})
	}
	slices.SortFunc(list, func(a, b named) int {
		return cmp.Or(strings.Compare(a.name, b.name), bytes.Compare(a.id[:], b.id[:]))
	})
	out := make([]feed.ID, 0, len(list)+1)
	for i := range list {
		out = append(out, list[i].id)
	}
	return append(out, feed.ID{})
}
