package store

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Bucket theme. Maps are written by language in rising order.
//
//	1 slug  2 label*{1 lang 2 text}  3 alias*{1 lang 2 text}
//	4 word*{1 lang 2 text 3 tier}  5 not*{1 lang 2 text}  6 parent  7 pin
//	8 short  9 colour  10 threshold  11 iptc  12 version  13 archived
func encodeTheme(th *feed.Theme) []byte {
	b := addString(make([]byte, 0, 256), 1, th.Slug)
	for _, lang := range slices.Sorted(maps.Keys(th.Labels)) {
		b = addStrings(b, 2, lang, th.Labels[lang])
	}
	b = addByLang(b, 3, th.Aliases)
	for _, lang := range slices.Sorted(maps.Keys(th.Words)) {
		for _, w := range th.Words[lang] {
			b = addMessage(b, 4, func(m []byte) []byte {
				return addUint(addString(addString(m, 1, lang), 2, w.Text), 3, uint64(w.Tier))
			})
		}
	}
	b = addByLang(b, 5, th.Not)
	b = addID(b, 6, th.Parent)
	b = addInt(b, 7, int64(th.Pin))
	b = addString(b, 8, th.Short)
	b = addInt(b, 9, int64(th.Colour))
	b = addFloat(b, 10, th.Threshold)
	b = addString(b, 11, th.IPTC)
	b = addInt(b, 12, int64(th.Version))
	return addBool(b, 13, th.Archived)
}

func addByLang(b []byte, n protowire.Number, m map[string][]string) []byte {
	for _, lang := range slices.Sorted(maps.Keys(m)) {
		for _, s := range m[lang] {
			b = addStrings(b, n, lang, s)
		}
	}
	return b
}

func decodeTheme(id feed.ID, b []byte) (th feed.Theme, err error) {
	th.ID = id
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			th.Slug = r.string()
		case 2:
			lang, s, _ := r.inLang()
			setAt(&th.Labels, lang, s)
		case 3:
			addAt(&th.Aliases, &r)
		case 4:
			lang, s, tier := r.inLang()
			setAt(&th.Words, lang, append(th.Words[lang], feed.Word{Text: s, Tier: tier}))
		case 5:
			addAt(&th.Not, &r)
		default:
			decodeThemeRest(&r, n, &th)
		}
	}
	return th, r.err
}

func decodeThemeRest(r *record, n protowire.Number, th *feed.Theme) {
	switch n {
	case 6:
		th.Parent = r.id()
	case 7:
		th.Pin = int(r.int())
	case 8:
		th.Short = r.string()
	case 9:
		th.Colour = int(r.int())
	case 10:
		th.Threshold = r.float()
	case 11:
		th.IPTC = r.string()
	case 12:
		th.Version = int(r.int())
	case 13:
		th.Archived = r.bool()
	default:
		r.skip()
	}
}

func (r *record) inLang() (lang, s string, tier feed.Tier) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			lang = m.string()
		case 2:
			s = m.string()
		case 3:
			tier = feed.Tier(m.uint())
		default:
			m.skip()
		}
	}
	r.done(m)
	return lang, s, tier
}

func setAt[K comparable, V any](m *map[K]V, k K, v V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[k] = v
}

func addAt(m *map[string][]string, r *record) {
	lang, s, _ := r.inLang()
	setAt(m, lang, append((*m)[lang], s))
}

// Bucket feed: 1 name  2 short  3 url  4 lang
func encodeSource(s *feed.Source) []byte {
	b := addString(make([]byte, 0, 64), 1, s.Name)
	b = addString(b, 2, s.Short)
	b = addString(b, 3, s.URL)
	return addString(b, 4, s.Lang)
}

func decodeSource(id feed.ID, b []byte) (s feed.Source, err error) {
	s.ID = id
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			s.Name = r.string()
		case 2:
			s.Short = r.string()
		case 3:
			s.URL = r.string()
		case 4:
			s.Lang = r.string()
		default:
			r.skip()
		}
	}
	return s, r.err
}

// names are the themes and sources as of one count of their changes. They are
// shared between transactions and never changed.
type names struct {
	file    feed.ID
	version uint64
	themes  []feed.Theme // pinned ones first by digit, then by slug
	rank    map[feed.ID]int
	sources map[feed.ID]feed.Source
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
		for j := range n.themes {
			if n.themes[j].Parent == out[i] && !slices.Contains(out, n.themes[j].ID) {
				out = append(out, n.themes[j].ID)
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
	n, err := t.loadNames()
	if err != nil {
		return nil, err
	}
	t.names = n
	if clean && !t.bolt.Writable() {
		t.kept.mu.Lock()
		t.kept.names = n
		t.kept.mu.Unlock()
	}
	return n, nil
}

func (t *tx) loadNames() (*names, error) {
	n := &names{file: t.is.file, version: t.is.names, rank: map[feed.ID]int{}, sources: map[feed.ID]feed.Source{}}
	byID := map[feed.ID]feed.Theme{}
	err := t.eachDefinition(inTheme, func(id feed.ID, p []byte) error {
		th, err := decodeTheme(id, p)
		byID[id] = th
		return err
	})
	if err != nil {
		return nil, err
	}
	err = t.eachDefinition(inFeed, func(id feed.ID, p []byte) error {
		src, err := decodeSource(id, p)
		n.sources[id] = src
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := n.overlay(byID, t.defined); err != nil {
		return nil, err
	}
	n.themes = slices.SortedFunc(maps.Values(byID), compareThemes)
	for i := range n.themes {
		n.rank[n.themes[i].ID] = i
	}
	return n, nil
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

func (t *tx) eachDefinition(b bucket, yield func(feed.ID, []byte) error) error {
	for k, v := range t.up(b, nil) {
		p, err := b.read(k, v)
		if err != nil {
			return err
		}
		if len(k) != len(feed.ID{}) {
			return damaged("definition %x", k)
		}
		if err := yield(feed.ID(k), p); err != nil {
			return damaged("definition %x", k)
		}
	}
	return nil
}

// definition is a theme or source that this transaction has put or deleted.
type definition struct {
	in      bucket
	id      feed.ID
	payload []byte // nil: deleted
}

// overlay adds what the transaction itself has defined to what it found.
func (n *names) overlay(themes map[feed.ID]feed.Theme, own []definition) (err error) {
	for _, d := range own {
		switch {
		case d.in == inFeed:
			n.sources[d.id], err = decodeSource(d.id, d.payload)
		case d.payload == nil:
			delete(themes, d.id)
		default:
			themes[d.id], err = decodeTheme(d.id, d.payload)
		}
		if err != nil {
			return damaged("definition %x", d.id)
		}
	}
	return nil
}

// define stores a theme's or source's record, nil to delete a theme.
func (t *tx) define(b bucket, id feed.ID, payload []byte) error {
	t.is.names++
	t.names = nil
	t.defined = append(t.defined, definition{b, id, payload})
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
