package store

import (
	"time"

	"veille/feed"
	"veille/feed/text"
)

// test is a condition that the index and the sets leave open for some docs:
// each of them must be looked at.
type test struct {
	kind testKind
	open docSet // the docs to look at

	in    string // of onText: as query.Words.In
	words text.Matcher

	least, most int       // of onLength
	from, to    time.Time // of onArrival; zero: open
}

type testKind uint8

const (
	onText testKind = iota
	onLength
	onArrival
)

// part is a field that words may be asked in, one bit each.
type part uint16

const (
	partTitle part = 1 << iota
	partLead
	partText
	partCaption
	partAgency
	partAuthor
	partPlace
	partURL

	partsOfBody = partLead | partText | partCaption | partAgency | partAuthor | partPlace
)

var parts = map[string]part{
	"":        partTitle | partLead | partText | partCaption,
	"title":   partTitle,
	"lead":    partLead,
	"text":    partText,
	"caption": partCaption,
	"agency":  partAgency,
	"author":  partAuthor,
	"place":   partPlace,
	"url":     partURL,
}

// look tells what an article is of: which of the tests it passes.
type look struct {
	codec *codec
	tests []*test
	plain []byte // room to unpack in
	pass  []bool // of each of tests, for the doc at hand
	want  []part // where it is still to be looked for each
}

// at looks at one doc.
func (l *look) at(t *tx, doc uint32) error {
	clear(l.pass)
	clear(l.want)
	rec, err := t.get(inArt, docKey(doc))
	if err != nil || rec == nil {
		return err
	}
	h, err := peekHead(rec)
	if err != nil {
		return damaged("head of document %d", doc)
	}
	for i, q := range l.tests {
		if !q.open.has(doc) {
			continue
		}
		switch q.kind {
		case onLength:
			n := max(h.words, 0)
			l.pass[i] = q.least <= n && n <= q.most
		case onArrival:
			l.pass[i] = (q.from.IsZero() || !h.fetched.Before(q.from)) && (q.to.IsZero() || h.fetched.Before(q.to))
		case onText:
			l.want[i] = parts[q.in]
		}
	}
	l.find(partTitle, h.title)
	if l.asks(partURL) {
		l.find(partURL, urlWords(h.url))
	}
	l.find(partPlace, h.place)
	l.find(partAgency, h.agency)
	if !l.asks(partsOfBody) {
		return nil
	}
	return l.body(t, doc)
}

// asks reports whether words are still to be looked for there.
func (l *look) asks(where part) bool {
	for _, w := range l.want {
		if w&where != 0 {
			return true
		}
	}
	return false
}

// find looks for the words of the tests that are asked there.
func (l *look) find(where part, s string) {
	for i, w := range l.want {
		if w&where != 0 && l.tests[i].words.In(s) {
			l.pass[i], l.want[i] = true, 0
		}
	}
}

func (l *look) body(t *tx, doc uint32) error {
	frame, err := t.get(inBody, docKey(doc))
	if err != nil || frame == nil {
		return err
	}
	if l.plain, err = l.codec.unpack(l.plain[:0], frame); err != nil {
		return err
	}
	err = eachPart(l.plain, func(where part, s string) bool {
		l.find(where, s)
		return l.asks(partsOfBody)
	})
	if err != nil {
		err = damaged("body of document %d", doc)
	}
	return err
}

// peeked is what tests ask of a head; the strings lie in the file.
type peeked struct {
	title, url, place, agency string
	words                     int
	fetched                   time.Time
}

func peekHead(b []byte) (h peeked, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 2:
			h.title = borrow(r.bytes())
		case 5:
			h.url = borrow(r.bytes())
		case 9:
			h.fetched = r.time()
		case 10:
			h.words = int(r.int())
		case 11:
			h.place = borrow(r.bytes())
		case 12:
			h.agency = borrow(r.bytes())
		default:
			r.skip()
		}
	}
	return h, r.err
}

// eachPart gives the fields of an unpacked body to yield until it returns
// false. The lead is the dateline and the standfirst, or the first paragraph
// when there is none: the fields of a record stand in order. The strings lie in
// b and must not be kept.
func eachPart(b []byte, yield func(part, string) bool) error {
	r := record{b: b}
	lead := partLead
	for n := r.next(); n != 0; n = r.next() {
		more := true
		switch n {
		case fieldStandfirst:
			lead = 0
			more = yield(partLead, borrow(r.bytes()))
		case fieldDateline:
			more = r.dateline(yield)
		case fieldByline, fieldAuthor:
			more = yield(partAuthor, borrow(r.bytes()))
		case fieldBlock:
			m := r.message()
			kind, text := m.blockOf()
			r.done(m)
			where := partText
			if kind == feed.Paragraph && text != "" {
				where |= lead
				lead = 0
			}
			more = text == "" || yield(where, text)
		case fieldCaption:
			more = r.caption(yield)
		default:
			r.skip()
		}
		if !more {
			break
		}
	}
	return r.err
}

const (
	fieldDateline = 3
	fieldByline   = 4
	fieldAuthor   = 5
)

func (r *record) caption(yield func(part, string) bool) (more bool) {
	more = true
	m := r.message()
	for n := m.next(); n != 0 && more; n = m.next() {
		more = yield(partCaption, borrow(m.bytes()))
	}
	r.done(m)
	return more
}

func (r *record) dateline(yield func(part, string) bool) (more bool) {
	var d feed.Dateline
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			d.Place = borrow(m.bytes())
		case 2:
			d.Date = borrow(m.bytes())
		case 3:
			d.Agency = borrow(m.bytes())
		default:
			m.skip()
		}
	}
	r.done(m)
	return yield(partLead, datelineText(d)) && yield(partPlace, d.Place) && yield(partAgency, d.Agency)
}

// datelineText is a dateline as it is looked into: one text, in the order in
// which it is printed, but without what stands between its parts.
func datelineText(d feed.Dateline) string {
	s := d.Place
	for _, more := range []string{d.Date, d.Agency} {
		if s != "" && more != "" {
			s += " "
		}
		s += more
	}
	return s
}

// blockOf is the kind and the text of a block.
func (r *record) blockOf() (kind feed.BlockKind, text string) {
	k := record{b: r.b}
	for n := k.next(); n == 1; n = k.next() { // it is written first
		kind = feed.BlockKind(k.uint())
	}
	return kind, r.blockText()
}
