package store

import (
	"bytes"
	"slices"

	"veille/feed"
)

// entry is what lists and lookups know of an article: its head, how it stands to
// its source, and what else it can be found by.
type entry struct {
	head    feed.Head
	descent descent
	item    item
}

// entry returns that of a doc, found false when there is none.
func (t *tx) entry(doc uint32) (e entry, found bool, err error) {
	if e.head, e.descent, found, err = t.headAndDescent(doc); err != nil || !found {
		return e, found, err
	}
	e.item, err = t.item(doc)
	return e, true, err
}

func (e *entry) sets() []string { return append(headSets(&e.head), e.descent.sets()...) }

func (e *entry) traces() []trace { return traces(addressTrace(e.head.URL), e.descent, e.item) }

// replaceEntry stores what is known of a doc now, and moves it in the list, in
// the sets that follow from the head, and among the traces.
func (t *tx) replaceEntry(doc uint32, was, is *entry) error {
	if err := t.put(inArt, docKey(doc), encodeHead(&is.head, is.descent)); err != nil {
		return err
	}
	if before, now := listTime(&was.head), listTime(&is.head); before != now {
		if err := t.del(inDate, dateKey(before, doc)); err != nil {
			return err
		}
		if err := t.putPlain(inDate, dateKey(now, doc), nil); err != nil {
			return err
		}
	}
	if err := t.putItem(doc, &was.item, &is.item); err != nil {
		return err
	}
	if err := t.moveTraces(doc, was.head.SourceID, is.head.SourceID, was.traces(), is.traces()); err != nil {
		return err
	}
	if !bytes.Equal(encodeHead(&was.head, descent{}), encodeHead(&is.head, descent{})) {
		if err := t.outdate(doc); err != nil {
			return err
		}
	}
	return t.moveSets(doc, was.sets(), is.sets())
}

func (t *tx) putItem(doc uint32, was, is *item) error {
	before, now := was.encode(), is.encode()
	switch {
	case slices.Equal(before, now):
		return nil
	case is.isEmpty():
		return t.del(inItem, docKey(doc))
	}
	return t.put(inItem, docKey(doc), now)
}

// mergeEntry returns cur with the fields of the head that differ between from and
// to as to has them: what the source has changed since a correction outlives its
// undoing.
func mergeEntry(cur, from, to entry) entry {
	h, a, b := &cur.head, &from.head, &to.head
	carry(&h.Title, a.Title, b.Title)
	carry(&h.TitleFrom, a.TitleFrom, b.TitleFrom)
	carry(&h.SourceID, a.SourceID, b.SourceID)
	carry(&h.URL, a.URL, b.URL)
	carry(&h.Lang, a.Lang, b.Lang)
	if !a.Published.Equal(b.Published) || a.Precision != b.Precision {
		h.Published, h.Precision = b.Published, b.Precision
	}
	if a.Words != b.Words {
		h.Words = max(0, h.Words+b.Words-a.Words)
	}
	changed := from.descent.settled ^ to.descent.settled
	cur.descent.settled = cur.descent.settled&^changed | to.descent.settled&changed
	return cur
}

func decodeEntry(b []byte) (e entry, err error) {
	if e.head, err = decodeHead(b); err == nil {
		e.descent, err = decodeDescent(b)
	}
	return e, err
}
