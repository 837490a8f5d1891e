package store

import (
	"maps"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Bucket theme. Maps are written by language in rising order.
//
//	1 slug  2 label*{1 lang 2 text}  3 alias*{1 lang 2 text}
//	4 word*{1 lang 2 text 3 tier}  5 not*{1 lang 2 text}  6 parent  7 pin
//	8 short  9 colour  10 threshold  11 iptc  12 version  13 archived
//	14 trust  15 yields*
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
	b = addBool(b, 13, th.Archived)
	b = addFloat(b, 14, th.Trust)
	for _, id := range th.Yields {
		b = addID(b, 15, id)
	}
	return b
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
	case 14:
		th.Trust = r.float()
	case 15:
		th.Yields = append(th.Yields, r.id())
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
