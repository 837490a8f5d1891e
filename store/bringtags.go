package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// planTags notes the themes that came for an article and that it does not carry. As
// with a new article, its marks say since when and by what. One that the user has
// taken off it stays off.
func (b *bringing) planTags(doc uint32, in *brought) error {
	marks := map[feed.ID]feed.Mark{}
	for _, m := range in.marks {
		marks[m.Theme] = m
	}
	done := map[feed.ID]bool{}
	for _, tag := range in.tags {
		id, err := b.theme(tag, in.lang)
		if err != nil {
			return err
		}
		if id.IsZero() || done[id] {
			continue
		}
		done[id] = true
		m, ok := marks[id]
		if !ok {
			m, ok = marks[feed.ThemeID(tag)]
		}
		if !ok {
			m = feed.Mark{By: feed.ByImport, At: b.now}
		}
		if err := b.planTag(doc, id, &m); err != nil {
			return err
		}
	}
	known, err := b.known()
	if err != nil {
		return err
	}
	for _, m := range in.marks {
		if _, ok := known.theme(m.Theme); !ok || done[m.Theme] {
			continue
		}
		done[m.Theme] = true
		if err := b.planTag(doc, m.Theme, &m); err != nil {
			return err
		}
	}
	return nil
}

func (b *bringing) planTag(doc uint32, theme feed.ID, m *feed.Mark) error {
	on, err := b.setOnce(b.on, theme, setTag(theme))
	if err != nil || on.has(doc) {
		return err
	}
	off, err := b.setOnce(b.off, theme, setOff(theme))
	if err != nil {
		return err
	}
	if off.has(doc) {
		b.left.add(doc)
		return nil
	}
	b.tagged.add(doc)
	g := b.marks[theme]
	if g == nil {
		g = &grouping{}
		b.marks[theme] = g
	}
	g.add(doc, encodeMark(m))
	return nil
}

// setOnce reads a set that belongs to a theme once.
func (b *bringing) setOnce(sets map[feed.ID]docSet, theme feed.ID, name string) (docSet, error) {
	if s, ok := sets[theme]; ok {
		return s, nil
	}
	s, err := b.set(name)
	sets[theme] = s
	return s, err
}

// planMarks adds the operations that put themes on, by slug.
func (b *bringing) planMarks() error {
	known, err := b.known()
	if err != nil {
		return err
	}
	slug := func(id feed.ID) string { th, _ := known.theme(id); return th.Slug }
	order := slices.SortedFunc(maps.Keys(b.marks), func(x, y feed.ID) int {
		return cmp.Or(strings.Compare(slug(x), slug(y)), slices.Compare(x[:], y[:]))
	})
	for _, id := range order {
		b.step.ops = append(b.step.ops, markOps(id, b.marks[id].list, true)...)
		b.step.change.Added = append(b.step.change.Added, slug(id))
	}
	return nil
}

// theme returns the theme that a tag means. Where none may be made, one that there is
// not has the identity of its name.
func (b *bringing) theme(tag, lang string) (feed.ID, error) {
	if !b.dry {
		return b.tag(tag, lang)
	}
	if id, ok := b.tags[tag]; ok {
		return id, nil
	}
	known, err := b.known()
	name := text.Line(tag)
	if err != nil || name == "" {
		return feed.ID{}, err
	}
	th, ok := known.find(name)
	if !ok {
		th.ID = feed.ThemeID(text.Fold(name))
	}
	b.tags[tag] = th.ID
	return th.ID, nil
}
