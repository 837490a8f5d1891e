package store

import (
	"slices"
	"time"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Bucket art: what a row of the list needs but for what changes often (flags
// and themes stand in sets and marks) and the source's name.
//
//	1 id  2 title  3 title from  4 source id  5 url  6 lang  7 published
//	8 precision  9 fetched  10 words  11 place  12 agency
//	13 print u64  14 settled  15 page  16 completed: see descent
func encodeHead(h *feed.Head, d descent) []byte {
	b := make([]byte, 0, 176+len(h.Title)+len(h.URL)+len(h.Place)+len(h.Agency))
	b = addID(b, 1, h.ID)
	b = addString(b, 2, h.Title)
	b = addUint(b, 3, uint64(h.TitleFrom))
	b = addID(b, 4, h.SourceID)
	b = addString(b, 5, h.URL)
	b = addString(b, 6, h.Lang)
	b = addTime(b, 7, h.Published)
	b = addUint(b, 8, uint64(h.Precision))
	b = addTime(b, 9, h.Fetched)
	b = addInt(b, 10, int64(h.Words))
	b = addString(b, 11, h.Place)
	b = addString(b, 12, h.Agency)
	return d.add(b)
}

// descent is what a head tells beside what is shown of it.
type descent struct {
	// print is that of the text as its source last sent it, 0 of an article that
	// came in another way.
	print   uint64
	settled settled
	// page is one more than how often the page was asked for that is wanted still,
	// 0 when none is.
	page      uint64
	completed time.Time // when its page came after it was kept
}

// settled are fields that the user has corrected: the source does not change them
// again. That of the title says TitleFrom.
type settled uint8

const (
	settledSource settled = 1 << iota
	settledURL
	settledLang
	settledDate
)

func (d descent) add(b []byte) []byte {
	if d.print != 0 {
		b = protowire.AppendFixed64(protowire.AppendTag(b, 13, protowire.Fixed64Type), d.print)
	}
	b = addUint(b, 14, uint64(d.settled))
	b = addUint(b, 15, d.page)
	return addTime(b, 16, d.completed)
}

// sets names the sets that follow from it.
func (d descent) sets() []string {
	if d.page > 0 {
		return []string{wantsPage}
	}
	return nil
}

func decodeDescent(b []byte) (d descent, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 13:
			d.print = r.fixed()
		case 14:
			d.settled = settled(r.uint())
		case 15:
			d.page = r.uint()
		case 16:
			d.completed = r.time()
		default:
			r.skip()
		}
	}
	return d, r.err
}

func decodeHead(b []byte) (h feed.Head, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			h.ID = r.id()
		case 2:
			h.Title = r.string()
		case 3:
			h.TitleFrom = feed.TitleFrom(r.uint())
		case 4:
			h.SourceID = r.id()
		case 5:
			h.URL = r.string()
		case 6:
			h.Lang = r.string()
		case 7:
			h.Published = r.time()
		case 8:
			h.Precision = feed.Precision(r.uint())
		case 9:
			h.Fetched = r.time()
		case 10:
			h.Words = int(r.int())
		case 11:
			h.Place = r.string()
		case 12:
			h.Agency = r.string()
		default:
			r.skip()
		}
	}
	return h, r.err
}

// descent returns that of a doc, found false when it is not kept.
func (t *tx) descent(doc uint32) (d descent, found bool, err error) {
	p, err := t.get(inArt, docKey(doc))
	if p == nil || err != nil {
		return d, false, err
	}
	if d, err = decodeDescent(p); err != nil {
		return d, false, damaged("head of document %d", doc)
	}
	return d, true, nil
}

// head returns the record of a doc, found false when there is none.
func (t *tx) head(doc uint32) (h feed.Head, found bool, err error) {
	p, err := t.get(inArt, docKey(doc))
	if p == nil || err != nil {
		return h, false, err
	}
	if h, err = decodeHead(p); err != nil {
		return h, false, damaged("head of document %d", doc)
	}
	return h, true, nil
}

// doc returns the number of an article, found false when it is not kept.
func (t *tx) doc(id feed.ID) (doc uint32, found bool, err error) {
	p, err := t.get(inGUID, id[:])
	if p == nil || err != nil {
		return 0, false, err
	}
	if len(p) != 4 {
		return 0, false, damaged("number of article %s", id)
	}
	return docOf(p), true, nil
}

// headSets names the sets that follow from the head alone.
func headSets(h *feed.Head) []string {
	sets := []string{setSource(h.SourceID), setLang(h.Lang)}
	switch {
	case h.Published.IsZero():
		sets = append(sets, setUndated)
	case h.Precision <= feed.Day:
		sets = append(sets, setDay)
	}
	return append(sets, classSets(h)...)
}

// settleDate makes date and precision agree.
func settleDate(h *feed.Head) {
	switch {
	case h.Published.IsZero():
		h.Precision = feed.NoDate
	case h.Precision == feed.NoDate || h.Precision > feed.Second:
		h.Precision = feed.Second
	}
}

// moveSets takes a doc out of the sets it was in and puts it into others.
func (t *tx) moveSets(doc uint32, before, after []string) error {
	for _, name := range before {
		if slices.Contains(after, name) {
			continue
		}
		if err := t.changeOne(name, doc, false); err != nil {
			return err
		}
	}
	for _, name := range after {
		if slices.Contains(before, name) {
			continue
		}
		if err := t.changeOne(name, doc, true); err != nil {
			return err
		}
	}
	return nil
}

// clip shortens s to n bytes at a letter's edge.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
