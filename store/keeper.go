package store

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/text"
)

// keeper writes the articles of one batch; sets are gathered and written once.
type keeper struct {
	*tx
	now  time.Time
	sets map[string]*roaring.Bitmap
	tags map[string]feed.ID      // what tags seen so far mean
	met  map[feed.ID]feed.Source // sources that articles came of: none changes while a batch is kept
}

func (t *tx) newKeeper(now time.Time) *keeper {
	return &keeper{tx: t, now: now, sets: map[string]*roaring.Bitmap{}, tags: map[string]feed.ID{}, met: map[feed.ID]feed.Source{}}
}

func (k *keeper) keep(p *prepared) error {
	if k.is.next >= maxDoc {
		return fmt.Errorf("the file holds no more articles: %w", feed.ErrTooLarge)
	}
	doc := k.is.next
	k.is.next++
	key := docKey(doc)
	h := &p.head
	if err := k.put(inGUID, h.ID[:], docKey(doc)); err != nil {
		return err
	}
	if err := k.put(inArt, key, encodeHead(h, p.descent)); err != nil {
		return err
	}
	if err := k.putItem(doc, &item{}, &p.item); err != nil {
		return err
	}
	if err := k.moveTraces(doc, h.SourceID, h.SourceID, nil, p.traces); err != nil {
		return err
	}
	if err := k.put(inBody, key, p.body); err != nil {
		return err
	}
	if p.raw != nil {
		if err := k.put(inRaw, key, p.raw); err != nil {
			return err
		}
	}
	if err := k.putPlain(inDate, dateKey(listTime(h), doc), nil); err != nil {
		return err
	}
	if err := k.putNotes(doc, p.in.Article.Notes); err != nil {
		return err
	}
	if err := k.putBrought(doc, p.in); err != nil {
		return err
	}
	k.join(doc, h)
	for _, name := range p.descent.sets() {
		k.add(name, doc)
	}
	k.joinText(doc, p)
	if err := k.source(h); err != nil {
		return err
	}
	return k.mark(doc, p)
}

// join notes the sets that the article belongs to.
func (k *keeper) join(doc uint32, h *feed.Head) {
	k.add(setAll, doc)
	for _, name := range headSets(h) {
		k.add(name, doc)
	}
	for _, flag := range [...]struct {
		set string
		on  bool
	}{{setUnread, !h.Read}, {setStarred, h.Starred}, {setTrash, h.Trashed}, {setSample, h.Sample}, {setHidden, h.Hidden}} {
		if flag.on {
			k.add(flag.set, doc)
		}
	}
}

// joinText notes the sets that follow from the body, the notes and the highlights.
func (k *keeper) joinText(doc uint32, p *prepared) {
	for _, name := range p.sets {
		k.add(name, doc)
	}
	if len(p.in.Article.Notes) > 0 {
		k.add(hasNote, doc)
	}
	if len(p.in.Article.Highlights) > 0 {
		k.add(hasHighlight, doc)
	}
}

func (k *keeper) add(name string, doc uint32) {
	m := k.sets[name]
	if m == nil {
		m = roaring.New()
		k.sets[name] = m
	}
	m.Add(doc)
}

func (k *keeper) putSets() error {
	for _, name := range slices.Sorted(maps.Keys(k.sets)) {
		if err := k.change(name, k.sets[name], true); err != nil {
			return err
		}
	}
	return nil
}

// meet is sourceOf that reads each source once.
func (k *keeper) meet(id feed.ID) (src feed.Source, found bool, err error) {
	if src, found = k.met[id]; found {
		return src, true, nil
	}
	if src, found, err = k.sourceOf(id); found {
		k.met[id] = src
	}
	return src, found, err
}

// source makes the article's source known.
func (k *keeper) source(h *feed.Head) error {
	if h.SourceID.IsZero() {
		return nil
	}
	if _, known, err := k.meet(h.SourceID); known || err != nil {
		return err
	}
	return k.define(inFeed, h.SourceID, encodeSource(&feed.Source{Name: text.Line(h.Source), Lang: h.Lang}))
}

// mark puts the themes of an article on.
func (k *keeper) mark(doc uint32, p *prepared) error {
	marks := map[feed.ID]feed.Mark{}
	for _, m := range p.in.Article.Marks {
		marks[m.Theme] = m
	}
	put := map[feed.ID]bool{}
	for _, tag := range p.in.Tags {
		id, err := k.tag(tag, p.head.Lang)
		if err != nil {
			return err
		}
		if id.IsZero() || put[id] {
			continue
		}
		m, ok := marks[id]
		if !ok {
			m, ok = marks[feed.ThemeID(tag)]
		}
		if !ok {
			m = feed.Mark{By: feed.ByImport, At: k.now}
		}
		put[id] = true
		if err := k.putMark(doc, id, &m); err != nil {
			return err
		}
	}
	return k.markKnown(doc, p, put)
}

// markKnown puts on the themes of marks that no tag named, as far as they are
// known here.
func (k *keeper) markKnown(doc uint32, p *prepared, put map[feed.ID]bool) error {
	if len(p.in.Article.Marks) == 0 {
		return nil
	}
	known, err := k.known()
	if err != nil {
		return err
	}
	for _, m := range p.in.Article.Marks {
		if _, ok := known.theme(m.Theme); !ok || put[m.Theme] {
			continue
		}
		put[m.Theme] = true
		if err := k.putMark(doc, m.Theme, &m); err != nil {
			return err
		}
	}
	return nil
}

func (k *keeper) putMark(doc uint32, theme feed.ID, m *feed.Mark) error {
	k.add(setTag(theme), doc)
	k.add(setBy(m.By, theme), doc)
	return k.put(inMark, markKey(doc, theme), encodeMark(m))
}

// tag returns the theme that a tag means, made if there is none; zero for an
// empty tag.
func (k *keeper) tag(tag, lang string) (feed.ID, error) {
	if id, ok := k.tags[tag]; ok {
		return id, nil
	}
	name := text.Line(tag)
	known, err := k.known()
	if err != nil || name == "" {
		return feed.ID{}, err
	}
	th, ok := known.find(name)
	if !ok {
		if th, err = k.importedTheme(name, lang); err != nil {
			return feed.ID{}, err
		}
	}
	k.tags[tag] = th.ID
	return th.ID, nil
}
