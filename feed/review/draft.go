package review

import (
	"slices"

	"veille/feed"
	"veille/feed/export"
)

// Part is one section of a review as it will be made.
type Part struct {
	Name   string // in drafts
	Title  string
	Depth  export.Depth // "" for that of the review
	Theme  feed.ID      // that it is for, zero for none
	Any    bool         // of articles whenever they came in
	Fixed  bool         // it is shown without articles too
	Heads  []feed.Head
	Placed int // how many of Heads, the first, were placed by hand
	Left   int // articles that its limit leaves out
}

// Parts puts the articles in their sections: what was placed by hand stands first
// and as it was placed, the rest follows as the queries give it. An article stands
// in one section only, the one it was placed in, else the first that finds it;
// where one version is asked for, so does a story. What was dropped comes in none,
// and nor does another version in its place. Sections for themes without articles
// are left out.
func (g *Gathered) Parts(d feed.Draft) []Part {
	c := composer{Gathered: g, used: map[feed.ID]bool{}, stories: map[feed.ID]bool{}, placed: make([][]feed.ID, len(g.pools))}
	for _, id := range d.Out {
		c.use(id)
	}
	for _, p := range d.Placed {
		i := slices.IndexFunc(g.pools, func(o pool) bool { return o.name == p.Section })
		if i < 0 {
			continue
		}
		for _, id := range p.IDs {
			if g.heads[id] != nil && !c.used[id] {
				c.use(id)
				c.placed[i] = append(c.placed[i], id)
			}
		}
	}
	var out []Part
	for i := range g.pools {
		if p := c.part(i); p.Fixed || len(p.Heads) > 0 {
			if j := depthIn(d, p.Name); j >= 0 {
				p.Depth = export.Depth(d.Depths[j].Depth)
			}
			out = append(out, p)
		}
	}
	return out
}

// depthIn is where a draft has the depth of a section, -1 where it has none, or one
// that is not known.
func depthIn(d feed.Draft, section string) int {
	return slices.IndexFunc(d.Depths, func(x feed.SectionDepth) bool {
		return x.Section == section && (x.Depth == "" || slices.Contains(depths, x.Depth))
	})
}

// Deepen gives a section of a review another depth, "" for that of the review.
func (g *Gathered) Deepen(d feed.Draft, section string, depth export.Depth) feed.Draft {
	n := copied(d)
	n.Depths = slices.DeleteFunc(n.Depths, func(x feed.SectionDepth) bool { return x.Section == section })
	if i := slices.IndexFunc(g.pools, func(p pool) bool { return p.name == section }); i >= 0 && g.pools[i].Depth != depth {
		n.Depths = append(n.Depths, feed.SectionDepth{Section: section, Depth: string(depth)})
	}
	return feed.Draft(n)
}

type composer struct {
	*Gathered
	used    map[feed.ID]bool
	stories map[feed.ID]bool
	placed  [][]feed.ID // by section
}

func (c *composer) use(id feed.ID) {
	c.used[id] = true
	if h := c.heads[id]; h != nil && !h.Story.IsZero() {
		c.stories[h.Story] = true
	}
}

func (c *composer) part(i int) Part {
	s := &c.pools[i]
	p := Part{Name: s.name, Title: s.Title, Depth: s.Depth, Theme: s.theme, Any: s.Any, Fixed: s.Each == "", Placed: len(c.placed[i]), Left: s.more}
	own := 0 // that the section's query found: its limit is for them
	for _, id := range c.placed[i] {
		p.Heads = append(p.Heads, *c.heads[id])
		if slices.Contains(s.ids, id) {
			own++
		}
	}
	for _, id := range s.ids {
		h := c.heads[id]
		switch {
		case c.used[id], s.OneVersion && !h.Story.IsZero() && c.stories[h.Story]:
			continue
		case s.Limit > 0 && own >= s.Limit:
			p.Left++
			continue
		}
		own++
		c.use(id)
		p.Heads = append(p.Heads, *h)
	}
	return p
}

// Fresh counts the articles of the sections that are for what came in since: a
// review without any has nothing to tell.
func Fresh(parts []Part) (n int) {
	for i := range parts {
		if !parts[i].Any {
			n += len(parts[i].Heads)
		}
	}
	return n
}

// Count counts the articles of a review.
func Count(parts []Part) (n int) {
	for i := range parts {
		n += len(parts[i].Heads)
	}
	return n
}

// IDs are the articles of a review in their order.
func IDs(parts []Part) (out []feed.ID) {
	for i := range parts {
		for j := range parts[i].Heads {
			out = append(out, parts[i].Heads[j].ID)
		}
	}
	return out
}

// Sections are the parts that have articles, for an export in the order of hand.
func Sections(parts []Part) (out []export.Section) {
	for i := range parts {
		if len(parts[i].Heads) > 0 {
			out = append(out, export.Section{Title: parts[i].Title, Depth: parts[i].Depth, IDs: IDs(parts[i : i+1])})
		}
	}
	return out
}

// Where finds an article: its section and its place there.
func Where(parts []Part, id feed.ID) (part, at int, ok bool) {
	for i := range parts {
		for j := range parts[i].Heads {
			if parts[i].Heads[j].ID == id {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// Step moves an article one place down, or with by < 0 up; from the end of a
// section to the next. It returns the draft as it was where there is no way.
func Step(parts []Part, d feed.Draft, id feed.ID, by int) feed.Draft {
	i, j, ok := Where(parts, id)
	if !ok {
		return d
	}
	switch {
	case by < 0 && j > 0:
		return Place(parts, d, id, i, j-1)
	case by > 0 && j+1 < len(parts[i].Heads):
		return Place(parts, d, id, i, j+1)
	case by < 0 && i > 0:
		return Place(parts, d, id, i-1, len(parts[i-1].Heads))
	case by > 0 && i+1 < len(parts):
		return Place(parts, d, id, i+1, 0)
	}
	return d
}

// Place puts an article at a place of a section: in front of what stands there now,
// or behind all. Those before it stay where they are too.
func Place(parts []Part, d feed.Draft, id feed.ID, to, at int) feed.Draft {
	i, j, ok := Where(parts, id)
	if !ok || to < 0 || to >= len(parts) {
		return d
	}
	n := copied(d)
	ids := IDs(parts[to : to+1])
	keep := parts[to].Placed
	if i == to {
		ids = slices.Delete(ids, j, j+1)
		if j >= keep {
			keep++
		}
	} else {
		keep++
		n.forget(id)
	}
	at = max(0, min(at, len(ids)))
	ids = slices.Insert(ids, at, id)
	// What it changed places with must stand still as well.
	keep = max(keep, at+1)
	if i == to {
		keep = max(keep, j+1)
	}
	n.set(parts[to].Name, ids[:min(keep, len(ids))])
	return feed.Draft(n)
}

// Drop takes an article out of the review.
func Drop(d feed.Draft, id feed.ID) feed.Draft {
	if slices.Contains(d.Out, id) {
		return d
	}
	n := copied(d)
	n.forget(id)
	n.Out = append(n.Out, id)
	return feed.Draft(n)
}

// Dropped are the articles that were dropped of those that would stand in the
// review, in the order of dropping.
func (g *Gathered) Dropped(d feed.Draft) (out []feed.Head) {
	for _, id := range d.Out {
		if h := g.heads[id]; h != nil {
			out = append(out, *h)
		}
	}
	return out
}

// Restore brings a dropped article back.
func Restore(d feed.Draft, id feed.ID) feed.Draft {
	n := copied(d)
	n.Out = slices.DeleteFunc(n.Out, func(o feed.ID) bool { return o == id })
	return feed.Draft(n)
}

// draft is feed.Draft to be changed: what it holds is shared with no other.
type draft feed.Draft

func copied(d feed.Draft) draft {
	n := draft{Out: slices.Clone(d.Out), Depths: slices.Clone(d.Depths)}
	for _, p := range d.Placed {
		n.Placed = append(n.Placed, feed.Placed{Section: p.Section, IDs: slices.Clone(p.IDs)})
	}
	return n
}

// forget takes an article from where it was placed.
func (d *draft) forget(id feed.ID) {
	for i := range d.Placed {
		d.Placed[i].IDs = slices.DeleteFunc(d.Placed[i].IDs, func(o feed.ID) bool { return o == id })
	}
	d.Placed = slices.DeleteFunc(d.Placed, func(p feed.Placed) bool { return len(p.IDs) == 0 })
}

func (d *draft) set(section string, ids []feed.ID) {
	ids = slices.Clone(ids)
	if i := slices.IndexFunc(d.Placed, func(p feed.Placed) bool { return p.Section == section }); i >= 0 {
		d.Placed[i].IDs = ids
		return
	}
	d.Placed = append(d.Placed, feed.Placed{Section: section, IDs: ids})
}

// Same reports whether two drafts say the same.
func Same(a, b feed.Draft) bool {
	return slices.Equal(a.Out, b.Out) && slices.Equal(a.Depths, b.Depths) && slices.EqualFunc(a.Placed, b.Placed, func(x, y feed.Placed) bool {
		return x.Section == y.Section && slices.Equal(x.IDs, y.IDs)
	})
}
