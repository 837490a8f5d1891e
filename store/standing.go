package store

import (
	"context"
	"errors"
	"slices"

	"veille/feed"
	"veille/feed/text"
)

// match is an article that an item may be.
type match struct {
	doc   uint32
	head  feed.Head
	print uint64
	by    likeness
	blind bool // its head cannot be read
	moved bool // the user has said what its source is
}

// likeness is what an item has in common with a kept article, the surest last.
type likeness uint8

const (
	likePrint   likeness = iota + 1 // says the same under another ID and address
	likeAddress                     // another ID
	likeID
)

// matches returns the articles of a source that an item may be, the likeliest
// first.
func (t *tx) matches(source feed.ID, s *feed.Sent, address trace) (out []match, err error) {
	doc, found, err := t.doc(s.ID)
	if err != nil {
		return nil, err
	}
	if found {
		if out, err = t.addMatch(out, doc, likeID); err != nil {
			return nil, err
		}
	}
	for _, way := range [...]struct {
		tr trace
		by likeness
	}{{idTrace(s.ID), likeID}, {address, likeAddress}, {printTrace(printOf(s.Print)), likePrint}} {
		docs, err := t.traced(source, way.tr)
		if err != nil {
			return nil, err
		}
		if way.by == likeAddress && len(docs) > 1 { // then it says nothing
			continue
		}
		for _, doc := range docs {
			if out, err = t.addMatch(out, doc, way.by); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// addMatch adds a doc unless it is there.
func (t *tx) addMatch(list []match, doc uint32, by likeness) ([]match, error) {
	if slices.ContainsFunc(list, func(m match) bool { return m.doc == doc }) {
		return list, nil
	}
	h, d, found, err := t.headAndDescent(doc)
	switch {
	case errors.Is(err, feed.ErrDamaged):
		return append(list, match{doc: doc, by: by, blind: true}), nil
	case err != nil || !found:
		return list, err
	}
	return append(list, match{doc: doc, head: h, print: d.print, by: by, moved: d.settled&settledSource != 0}), nil
}

// standing is what an item is to the library: its Standing and, where it may be
// a kept article, which.
type standing struct {
	feed.Standing
	match
	address trace // of the item, unless it is the same
}

// stand judges an item by itself. One that only the print finds counts as
// changed: whether it is the same article is seen when it is there whole.
func (t *tx) stand(source feed.ID, s *feed.Sent) (st standing, err error) {
	if doc, same, err := t.same(s); same || err != nil {
		return standing{Standing: feed.Same, match: match{doc: doc, by: likeID}}, err
	}
	st.address = addressTrace(s.URL)
	list, err := t.matches(source, s, st.address)
	if err != nil {
		return st, err
	}
	if m, ok := likeliest(list, s, st.address); ok {
		st.Standing, st.match = feed.Changed, m
		print := printOf(s.Print)
		switch {
		case m.blind:
			st.Standing = feed.Same // damage is for a repair, not for the next refresh
		case m.isByHand() && m.head.Words > 0:
			st.Standing = feed.Same // it stays as it is
		case m.by >= likeAddress && (m.print == print || print == anyPrint):
			st.Standing = feed.Same
		}
		return st, nil
	}
	gone, err := t.isGone(source, s, st.address)
	if err != nil {
		return st, err
	}
	if gone {
		st.Standing = feed.Excluded
		return st, nil
	}
	m, found, err := t.byHand(s, st.address)
	if found {
		st.Standing, st.match = feed.Changed, m
		if m.blind || m.moved || m.head.Words > 0 {
			st.Standing = feed.Same
		}
	}
	return st, err
}

// isByHand reports whether an article that an item has the address of was kept by the
// user, as a page or a bookmark, and not from a feed: it stays as it is, but for one
// without text, which gets that of the item.
func (m *match) isByHand() bool { return m.by == likeAddress && m.print == 0 }

// byHand finds the article that the user kept under the address of an item before its
// source was followed: the address is its identity.
func (t *tx) byHand(s *feed.Sent, address trace) (m match, found bool, err error) {
	known, err := t.known()
	if address == 0 || err != nil || len(known.followed().at) == len(known.sources) { // there is none that no feed brought
		return m, false, err
	}
	doc, found, err := t.doc(feed.PageID(text.AddressKey(s.URL), nil))
	if err != nil || !found {
		return m, false, err
	}
	list, err := t.addMatch(nil, doc, likeAddress)
	if err != nil || len(list) == 0 || !list[0].blind && !list[0].isByHand() {
		return m, false, err
	}
	return list[0], true, nil
}

// same reports whether the article of an item's ID says what the item says, or
// cannot be read. Nearly all items of nearly all feeds are like that.
func (t *tx) same(s *feed.Sent) (doc uint32, same bool, err error) {
	doc, found, err := t.doc(s.ID)
	if err != nil || !found {
		return 0, false, err
	}
	d, found, err := t.descent(doc)
	if errors.Is(err, feed.ErrDamaged) {
		return doc, true, nil
	}
	return doc, err == nil && found && d.print == printOf(s.Print), err
}

// likeliest chooses among articles: one that says the same now, else one with
// the ID and the address, with the ID, with the address.
func likeliest(list []match, s *feed.Sent, address trace) (best match, ok bool) {
	print, top := printOf(s.Print), -1
	for _, m := range list {
		rank := 2 * int(m.by)
		if m.by == likeID && address != 0 && addressTrace(m.head.URL) == address {
			rank++
		}
		if m.by >= likeAddress && m.print == print {
			rank += 10
		}
		if rank > top {
			best, top = m, rank
		}
	}
	return best, top >= 0
}

// Standings says of each item whether anything has to be done about it: of all
// items of a feed at once, for two that stand side by side in it are two
// articles, even under one address.
func (s *Store) Standings(ctx context.Context, source feed.ID, in []feed.Sent) (out []feed.Standing, err error) {
	err = s.view(ctx, func(t *tx) error {
		out = make([]feed.Standing, len(in))
		list := make([]standing, len(in))
		for i := range in {
			if list[i], err = t.stand(source, &in[i]); err != nil {
				return err
			}
		}
		settleTogether(in, list)
		for i := range list {
			out[i] = list[i].Standing
		}
		return nil
	})
	return out, err
}

// settleTogether takes into account what the other items of a feed say.
func settleTogether(in []feed.Sent, list []standing) {
	owner := map[uint32]int{}  // the item that an article surely is
	first := map[feed.ID]int{} // the first item of an ID that is not known
	for i := range list {
		j, taken := owner[list[i].doc]
		if list[i].by == likeID && (!taken || list[i].Standing == feed.Same && list[j].Standing != feed.Same) {
			owner[list[i].doc] = i
		}
	}
	for i := range list {
		st := &list[i]
		j, taken := owner[st.doc]
		switch {
		case st.Standing == feed.Changed && taken && j != i:
			st.Standing = feed.Unknown
			if st.by == likeID && !apart(&in[i], &in[j]) {
				st.Standing = feed.Same
			}
		case st.Standing == feed.Unknown:
			if j, twice := first[in[i].ID]; twice && !apart(&in[i], &in[j]) {
				st.Standing = feed.Same
			} else if !twice {
				first[in[i].ID] = i
			}
		}
	}
}

// apart reports whether two items of one ID are two articles: a source that
// gives an ID twice.
func apart(a, b *feed.Sent) bool {
	one, two := addressTrace(a.URL), addressTrace(b.URL)
	return one != 0 && two != 0 && one != two && a.Print != b.Print
}
